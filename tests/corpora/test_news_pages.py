"""What is found on recorded news pages, measured against hand-made gold: floors, not snapshots."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.formats.article import Article, read_article
from app.sources.local_texts import recognise
from tests.corpora.news_pages import body_of, held, shared_runs, shingles


def test_every_recorded_page_is_known_and_read(shared: Path) -> None:
    pages = sorted((shared / "data/news-html").rglob("*.html.gz"))
    assert len(pages) == 158
    for path in pages:
        body = held(path)
        assert recognise(body, path.name) == "article", path.name
        article = read_article(body)
        assert article.text, path.name
        assert (article.published_on is None) == (article.date_evidence is None), path.name
    for path in (shared / "data/news-html").rglob("*.json.gz"):
        assert recognise(held(path), path.name) is None, path.name


def test_the_bodies_of_benchmark_articles(shared: Path) -> None:
    folder = shared / "data/news-html/aeb"
    gold = json.loads(held(folder / "ground-truth.json.gz"))
    precision, recall, pages = 0.0, 0.0, 0
    for key, told in gold.items():
        path = folder / f"{key}.html.gz"
        if not path.exists():
            continue
        text = read_article(held(path)).text
        common = shared_runs(told["articleBody"], text)
        precision += common / shingles(text).total()
        recall += common / shingles(told["articleBody"]).total()
        pages += 1
    assert pages == 60
    assert precision / pages > 0.92
    assert recall / pages > 0.97


def fundus(shared: Path) -> list[tuple[Article, dict[str, object]]]:
    """Pages of publishers with the gold that fits each best: the gold does not name its page."""
    found = []
    for path in sorted((shared / "data/news-html").glob("fundus_*.gold.json.gz")):
        stem = path.name.removesuffix(".gold.json.gz")
        golds = json.loads(held(path)).values()
        for page in sorted(path.parent.glob(f"{stem}_2*.html.gz")):
            article = read_article(held(page))
            text = article.text
            found.append((article, max(golds, key=lambda gold: shared_runs(body_of(gold), text))))
    return found


def test_publishers_pages_are_dated_to_the_second(shared: Path) -> None:
    pages = fundus(shared)
    assert len(pages) == 29
    for article, gold in pages:
        written = str(gold["publishing_date"])
        assert str(article.published_on) == written[:10]
        stated = datetime.fromisoformat(written)
        if stated.tzinfo is not None:
            assert article.published_at is not None
            assert abs(article.published_at - stated) < timedelta(seconds=1)


@pytest.fixture(scope="module")
def phrases(shared: Path) -> list[tuple[Article, dict[str, object]]]:
    """Pages with phrases that must and must not be in their text."""
    folder = shared / "data/news-html/trafilatura"
    gold = json.loads(held(folder / "evaldata.json.gz"))
    return [(read_article(held(folder / f"{told['file']}.gz")), told) for told in gold.values()]


def test_phrases_of_the_article_are_in_and_those_around_it_out(
    phrases: list[tuple[Article, dict[str, object]]],
) -> None:
    tallies = {}
    for word in ("with", "without"):
        found = [
            " ".join(str(phrase).split()) in " ".join(article.text.split())
            for article, told in phrases
            for phrase in _listed(told[word])
        ]
        tallies[word] = sum(found) / len(found)
    assert len(phrases) == 45
    assert tallies["with"] > 0.93
    assert tallies["without"] < 0.10


def test_dates_of_pages_that_mark_them_badly(
    phrases: list[tuple[Article, dict[str, object]]],
) -> None:
    dated = [(article, told["date"]) for article, told in phrases if told.get("date")]
    right = sum(str(article.published_on) == day for article, day in dated)
    wrong = sum(
        article.published_on is not None and str(article.published_on) != day
        for article, day in dated
    )
    assert len(dated) == 33
    assert right >= 26
    assert wrong <= 3


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
