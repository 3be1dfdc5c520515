"""Texts, titles and days of recorded news pages beside other readers, all in the same run."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import htmldate
import pytest
import trafilatura
from readability import Document
from trafilatura.metadata import extract_metadata

from app.formats.article import read_article
from app.formats.encoding import decode
from app.formats.html_text import readable_text
from tests.corpora.news_pages import GoldPage, all_pages, shared_runs, shingles

_AT_GATE = os.environ.get("ONRECORD_GATE", "") == "1"
# All readers together take some tenth of a second a page.
_STEP = 1 if _AT_GATE else 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one reader says of a page; blank where it says nothing."""

    text: str = ""
    title: str = ""
    day: str = ""


def ours(html: str, body: bytes) -> Told:
    """This product's reading."""
    article = read_article(body)
    return Told(text=article.text, title=article.title or "", day=str(article.published_on or ""))


def by_trafilatura(html: str, body: bytes) -> Told:
    """Text, title and date as trafilatura gives them without any option but no comments."""
    said = extract_metadata(html)
    return Told(
        text=trafilatura.extract(html, include_comments=False) or "",
        title=said.title or "",
        day=said.date or "",
    )


def by_readability(html: str, body: bytes) -> Told:
    """Text and title of readability, its HTML made text as we make ours."""
    document = Document(html)
    return Told(
        text=readable_text(document.summary(html_partial=True)), title=document.short_title()
    )


def by_htmldate(html: str, body: bytes) -> Told:
    """The original date of htmldate, as it comes."""
    return Told(day=htmldate.find_date(html, original_date=True) or "")


_READERS: dict[str, Callable[[str, bytes], Told]] = {
    "OnRecord": ours,
    "trafilatura": by_trafilatura,
    "readability": by_readability,
    "htmldate": by_htmldate,
}


@dataclass(slots=True)
class Score:
    """What one reader reached over some pages."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    wanted: list[bool] = field(default_factory=list)
    unwanted: list[bool] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    wrong_days: int = 0

    def add(self, page: GoldPage, told: Told, nearest: int) -> None:
        """Count one page."""
        if page.bodies:
            common = shared_runs(page.bodies[nearest], told.text)
            self.precision.append(common / shingles(told.text).total())
            self.recall.append(common / shingles(page.bodies[nearest]).total())
        text = " ".join(told.text.split())
        self.wanted += [" ".join(one.split()) in text for one in page.wanted]
        self.unwanted += [" ".join(one.split()) in text for one in page.unwanted]
        if page.titles:
            gold = page.titles[min(nearest, len(page.titles) - 1)]
            self.titles.append(_words(told.title) == _words(gold))
        if page.days:
            gold = page.days[min(nearest, len(page.days) - 1)]
            self.days.append(told.day == gold)
            self.wrong_days += bool(told.day) and told.day != gold

    def row(self, name: str) -> str:
        """The figures as one line of a table."""
        return (
            f"{name:<12} {mean(self.precision):>9.3f} {mean(self.recall):>7.3f} "
            f"{sum(self.wanted):>4}/{len(self.wanted):<4} {sum(self.unwanted):>4}/"
            f"{len(self.unwanted):<4} {sum(self.titles):>4}/{len(self.titles):<4}"
            f"{sum(self.days):>4}/{len(self.days):<4}{self.wrong_days:>4}"
        )


def mean(found: list[float]) -> float:
    """The mean, 0 of nothing."""
    return sum(found) / len(found) if found else 0.0


def test_our_reading_is_ahead_of_each_other_reader(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = list(all_pages(shared / "data/news-html"))[::_STEP]
    scores = {(name, half): Score() for name in _READERS for half in (False, True)}
    for page in pages:
        html = decode(page.body).text
        told = {name: reads(html, page.body) for name, reads in _READERS.items()}
        union = f"{told['OnRecord'].text} {told['trafilatura'].text}"
        near = [shared_runs(body, union) for body in page.bodies] or [0]
        for name, one in told.items():
            scores[name, page.is_closed].add(page, one, near.index(max(near)))
    with capsys.disabled():
        _print(scores)
    assert len(pages) == -(-146 // _STEP)
    us = _whole(scores, "OnRecord")
    assert mean(us.precision) > 0.94
    assert mean(us.recall) > 0.97
    if _AT_GATE:
        _compare(us, {name: _whole(scores, name) for name in _READERS})


def _compare(us: Score, whole: dict[str, Score]) -> None:
    careful, readability = whole["trafilatura"], whole["readability"]
    for other in (careful, readability):
        assert mean(us.precision) > mean(other.precision)
        assert mean(us.recall) > mean(other.recall) - 0.001
        assert sum(us.wanted) >= sum(other.wanted)
        assert sum(us.titles) > sum(other.titles)
    for other in (careful, whole["htmldate"]):
        assert sum(us.days) > sum(other.days)
        assert us.wrong_days < other.wrong_days


def _whole(scores: dict[tuple[str, bool], Score], name: str) -> Score:
    first, second = scores[name, False], scores[name, True]
    return Score(
        precision=first.precision + second.precision,
        recall=first.recall + second.recall,
        wanted=first.wanted + second.wanted,
        unwanted=first.unwanted + second.unwanted,
        titles=first.titles + second.titles,
        days=first.days + second.days,
        wrong_days=first.wrong_days + second.wrong_days,
    )


def _print(scores: dict[tuple[str, bool], Score]) -> None:
    for half, said in ((False, "the half tried on"), (True, "the closed half")):
        pages = len(scores["OnRecord", half].precision)
        print(f"\n{said}: {pages} pages with gold bodies")
        print(
            f"{'':<12} {'precision':>9} {'recall':>7} {'wanted':>9} {'unwanted':>9} "
            f"{'titles':>9} {'days':>8} wrong"
        )
        for name in _READERS:
            print(scores[name, half].row(name))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
