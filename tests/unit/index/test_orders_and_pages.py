"""What the index finds comes in one order, in pages that lose and repeat nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.search import Everything, Phrase, Prefix, Sort, Term, Word
from app.index.read import IndexHit, IndexQuery, IndexReader
from app.index.schema import IndexedShowing
from app.index.write import IndexWriter
from tests.showings import make_showing, put

JAN, FEB, MAR = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)


def numbers(reader: IndexReader, asked: IndexQuery) -> list[int]:
    return [hit.showing for hit in reader.search(asked).hits]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NEWEST, [4, 3, 2, 1]),
        (Sort.OLDEST, [2, 3, 4, 1]),
        (Sort.EFFECTIVE, [1, 2, 4, 3]),
        (Sort.COMMENTS_CLOSE, [3, 4, 2, 1]),
        (Sort.CHANGED, [4, 3, 2, 1]),
    ],
)
def test_each_order_puts_the_undated_last_and_the_later_shown_apart(
    tmp_path: Path, sort: Sort, order: list[int]
) -> None:
    corpus = [
        make_showing(1, effective_on=(JAN, MAR)),
        make_showing(2, published_on=JAN, effective_on=(FEB,)),
        make_showing(3, published_on=FEB, comments_close_on=(MAR,), position=3),
        make_showing(4, published_on=FEB, position=4),
    ]
    assert numbers(put(tmp_path, corpus), IndexQuery(expression=Everything(), sort=sort)) == order


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_laid_end_to_end_are_the_whole_answer(tmp_path: Path, sort: Sort) -> None:
    days = [None, JAN, FEB, FEB, MAR]
    corpus = [
        make_showing(number, "chips " * (number % 4 + 1), published_on=days[number % 5])
        for number in range(1, 41)
    ]
    reader = put(tmp_path, corpus)
    asked = IndexQuery(expression=Word(text="chips"), sort=sort)
    whole = reader.search(replace(asked, limit=100)).hits
    paged: list[IndexHit] = []
    page = reader.search(replace(asked, limit=7))
    while True:
        paged += page.hits
        assert page.total == 40
        if not page.more:
            break
        if sort is Sort.RELEVANCE:
            page = reader.search(replace(asked, limit=7, offset=len(paged)))
        else:
            page = reader.search(replace(asked, limit=7, after=paged[-1].key))
    assert [hit.showing for hit in paged] == [hit.showing for hit in whole]
    assert len(whole) == 40


def test_later_pages_are_cut_from_what_was_known_at_the_first(tmp_path: Path) -> None:
    corpus = [make_showing(number, "chips", known_from=number) for number in range(1, 11)]
    reader = put(tmp_path, corpus)
    asked = IndexQuery(expression=Word(text="chips"), limit=4)
    first = reader.search(asked)
    superseded = replace(corpus[2], known_to=11)
    successor = replace(corpus[2], showing=11, known_from=11, position=11)
    with IndexWriter(tmp_path) as writer:
        writer.replace(3, [superseded, successor])
        writer.replace(12, [make_showing(12, "chips", known_from=12)])
        writer.commit(12)
    rest = replace(asked, limit=10, after=first.hits[-1].key, known_at=first.known_at)
    assert numbers(reader, rest) == [6, 5, 4, 3, 2, 1]
    assert reader.search(rest).total == 10
    assert numbers(reader, replace(asked, limit=20)) == [12, 11, 10, 9, 8, 7, 6, 5, 4, 2, 1]


def test_equals_by_relevance_come_newest_first_on_every_page(tmp_path: Path) -> None:
    corpus = [make_showing(number, "chips ban") for number in range(1, 31)]
    reader = put(tmp_path, corpus)
    asked = IndexQuery(expression=Word(text="chips"), sort=Sort.RELEVANCE, limit=5)
    assert numbers(reader, asked) == [30, 29, 28, 27, 26]
    assert numbers(reader, replace(asked, offset=5)) == [25, 24, 23, 22, 21]


def test_more_of_a_word_in_fewer_words_is_more_relevant(tmp_path: Path) -> None:
    corpus = [
        make_showing(1, "chips chips chips"),
        make_showing(2, "chips and much else that was said at length on that day"),
    ]
    asked = IndexQuery(expression=Word(text="chips"), sort=Sort.RELEVANCE)
    assert numbers(put(tmp_path, corpus), asked) == [1, 2]


@pytest.mark.parametrize("expression", [Everything(), Prefix(text="chi")])
def test_a_question_without_weight_comes_newest_first(
    tmp_path: Path, expression: Everything | Prefix
) -> None:
    corpus = [make_showing(1, "chips", published_on=MAR), make_showing(2, "chips chips")]
    page = put(tmp_path, corpus).search(IndexQuery(expression=expression, sort=Sort.RELEVANCE))
    assert page.sort is Sort.NEWEST
    assert [hit.showing for hit in page.hits] == [1, 2]


def entry(number: int, text: str) -> IndexedShowing:
    return make_showing(number, text, kind="list_entry", list_key="us-el")


def test_list_entries_come_when_asked_for_or_when_nothing_else_answers(tmp_path: Path) -> None:
    reader = put(tmp_path, [entry(1, "Huawei Cloud"), make_showing(2, "Huawei in the news")])
    beside = reader.search(IndexQuery(expression=Word(text="Huawei")))
    assert ([hit.showing for hit in beside.hits], beside.entries) == ([2], False)
    assert beside.entries_beside == 1
    alone = reader.search(IndexQuery(expression=Word(text="cloud")))
    assert ([hit.showing for hit in alone.hits], alone.entries) == ([1], True)
    assert alone.entries_beside == 0
    asked = reader.search(IndexQuery(expression=Term(field="list", value="us-el")))
    assert ([hit.showing for hit in asked.hits], asked.entries) == ([1], True)


def test_as_of_leaves_out_what_was_published_later_and_keeps_the_undated(tmp_path: Path) -> None:
    reader = put(tmp_path, [make_showing(1, published_on=MAR), make_showing(2)])
    assert numbers(reader, IndexQuery(expression=Everything(), as_of=FEB)) == [2]
    assert numbers(reader, IndexQuery(expression=Everything(), as_of=MAR)) == [1, 2]


def test_counts_are_over_all_hits_and_not_over_the_page(tmp_path: Path) -> None:
    corpus = [
        make_showing(
            number,
            kind="rule" if number % 2 else "report",
            agencies=("bis", "commerce-department"),
            published_on=JAN if number > 3 else None,
        )
        for number in range(1, 8)
    ]
    page = put(tmp_path, corpus).search(IndexQuery(expression=Everything(), limit=1))
    assert page.facets["kind"] == (("rule", 4), ("report", 3))
    assert page.facets["agency"] == (("bis", 7), ("commerce", 7))
    assert page.histogram == ((date(2026, 1, 1), 4), (None, 3))


def test_no_phrase_runs_from_the_title_into_the_text(tmp_path: Path) -> None:
    reader = put(tmp_path, [make_showing(1, "ban on chips", title="A new export")])
    across = IndexQuery(expression=Phrase(words=("export", "ban")))
    assert reader.search(across).total == 0
    apart = IndexQuery(expression=Phrase(words=("ban", "chips"), slop=1))
    assert reader.search(apart).total == 1


@pytest.mark.parametrize("sign", list("/.+:,;'&=!*()-_[]{}^$|?\\<>#~ é中"))
def test_the_beginning_of_an_id_may_hold_any_sign(tmp_path: Path, sign: str) -> None:
    reader = put(tmp_path, [make_showing(1, document=f"us-fr/a{sign}b"), make_showing(2)])
    begun = Term(field="id", value=f"us-fr/a{sign}", prefix=True)
    assert numbers(reader, IndexQuery(expression=begun)) == [1]


def test_a_place_without_an_index_answers_as_an_empty_one(tmp_path: Path) -> None:
    page = IndexReader(tmp_path / "nowhere").search(IndexQuery(expression=Everything()))
    assert (page.total, page.hits, page.position) == (0, (), 0)
