"""Search over a store gives the same on both databases, page by page, while the store moves on."""

from pathlib import Path

import pytest

from app.errors import QueryError
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]


def hand_over(desk: Desk, numbers: range, words: str = "New chips rule") -> None:
    for number in numbers:
        desk.clock.advance(minutes=1)
        desk.hand_over(f"{number}.txt", f"{words}, number {number}.\n\nIt says no more than that.")
    desk.index()


def test_pages_hold_still_while_documents_come_and_change(desk: Desk) -> None:
    hand_over(desk, range(1, 13))
    whole = [hit.id for hit in desk.search("chips", limit=100).hits]
    first = desk.search("chips", limit=5)
    hand_over(desk, range(5, 20), words="Changed chips order")
    second = desk.search("chips", limit=5, cursor=first.next_cursor)
    third = desk.search("chips", limit=5, cursor=second.next_cursor)
    paged = [hit.id for page in (first, second, third) for hit in page.hits]
    assert paged == whole
    assert [page.total for page in (first, second, third)] == [12, 12, 12]
    assert [page.truncated for page in (first, second, third)] == [True, True, False]
    assert third.next_cursor is None
    assert desk.search("chips").total == 19


def test_a_cursor_is_good_for_its_own_question_only(desk: Desk) -> None:
    hand_over(desk, range(1, 4))
    cursor = desk.search("chips", limit=1).next_cursor
    with pytest.raises(QueryError, match="another question"):
        desk.search("rule", limit=1, cursor=cursor)


def test_what_was_known_earlier_is_found_by_its_words_of_then(desk: Desk) -> None:
    hand_over(desk, range(1, 2))
    then = desk.clock()
    hand_over(desk, range(1, 2), words="Another order")
    assert desk.search("chips").total == 0
    assert desk.search("chips", as_known=then).total == 1
    assert desk.search("order", as_known=then).total == 0


def test_the_reader_is_told_what_else_was_looked_for(desk: Desk) -> None:
    desk.hand_over("1.txt", "A license for artificial intelligence.\n\nThe bans hold.")
    desk.index()
    assert desk.search("licence").expanded == {"licence": ("license",)}
    assert desk.search("AI").expanded == {"AI": ("artificial intelligence",)}
    assert desk.search("holds -bans").expanded == {"holds": ("hold",)}
    assert desk.search('"licence for"').total == 1
    assert desk.search('"ban"').total == 0


def test_excerpts_mark_code_points_of_what_they_show(desk: Desk) -> None:
    desk.hand_over("1.txt", "Ω𝔸 first.\n\nThe export–ban of 中国芯片, it says, is off.")
    desk.index()
    (hit,) = desk.search('"export ban" 芯片').hits
    marks = [one.text[start:end] for one in hit.excerpts for start, end in one.highlights]
    assert marks == ["export–ban", "芯片"]


def test_a_source_that_is_not_there_is_named_with_the_nearest_one(desk: Desk) -> None:
    assert desk.search("source:us-fr").total == 0
    with pytest.raises(QueryError, match="did you mean 'us-fr'") as caught:
        desk.search("chips -(a source:us-frr)")
    assert caught.value.position == 17


def test_an_index_that_lags_says_so(desk: Desk) -> None:
    hand_over(desk, range(1, 3))
    desk.hand_over("late.txt", "Late chips.")
    page = desk.search("chips")
    assert (page.total, page.behind) == (2, 1)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("question", "total"),
    [
        ('anthropic "export ban"', 3),
        ("anthropic (ban OR restrictions)", 5),
        ("-anthropic", 0),
        ("", 5),
    ],
)
def test_the_seed_articles_are_found(desk: Desk, shared: Path, question: str, total: int) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        desk.hand_over(path.name, path.read_bytes())
    desk.index()
    assert desk.search(question).total == total
