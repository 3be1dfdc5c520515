"""A file that lost too much is not taken for the list; ordinary removals are."""

import pytest

from app.comparison.shrinking import MOST_OF_SMALL, Shrinkage, most_removed, shrunk


def rows(total: int, programme: str = "A") -> dict[str, list[str]]:
    return {f"r{number}": [programme] for number in range(total)}


def taken(total: int) -> list[str]:
    return [f"r{number}" for number in range(total)]


@pytest.mark.parametrize(
    ("total", "removed", "held"),
    [
        (19_255, 108, False),
        (19_255, 385, False),
        (19_255, 386, True),
        (100, 2, False),
        (100, 3, True),
        (50, 1, False),
        (50, 2, True),
        (49, MOST_OF_SMALL, False),
        (49, MOST_OF_SMALL + 1, True),
        (3, 1, False),
    ],
)
def test_more_than_two_in_a_hundred_or_five_of_a_short_list_is_held(
    total: int, removed: int, held: bool
) -> None:
    found = shrunk(rows(total), taken(removed))
    assert (found is not None) == held
    assert (removed > most_removed(total)) == held
    if found is not None:
        assert found.sort is Shrinkage.ROWS
        assert f"{removed:,} of {total:,} rows" in found.reason


def test_a_whole_programme_is_held_however_small() -> None:
    before = {**rows(1_000), "p1": ["B", "A"], "p2": ["B"]}
    found = shrunk(before, ["p1", "p2"])
    assert found is not None
    assert found.sort is Shrinkage.PROGRAMME
    assert "every row of the programme B (2 rows)" in found.reason
    assert shrunk(before, ["p1"]) is None


def test_a_programme_of_one_row_may_end_with_it() -> None:
    assert shrunk({**rows(1_000), "p1": ["B"]}, ["p1"]) is None


def test_rows_that_stood_under_one_programme_alone_are_a_programme() -> None:
    before = {**rows(1_000), "p1": ["B"], "p2": ["B"], "p3": ["B", "A"]}
    found = shrunk(before, ["p1", "p2"])
    assert found is not None
    assert "B (as their only programme)" in found.reason
    whole = shrunk(before, ["p1", "p2", "p3"])
    assert whole is not None
    assert "only programme" not in whole.reason


def test_a_list_without_any_row_of_before_is_lost() -> None:
    found = shrunk(rows(2), taken(2))
    assert found is not None
    assert found.sort is Shrinkage.LIST
    assert shrunk(rows(2), []) is None
    assert shrunk({}, []) is None
