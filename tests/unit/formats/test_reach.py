"""How far back a listing reaches: never further than its order shows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.reach import oldest_in_order

TODAY = date(2031, 6, 30)
DAY = timedelta(days=1)


def days(*ago: int | None) -> list[date | None]:
    return [None if n is None else TODAY - n * DAY for n in ago]


@pytest.mark.parametrize(
    ("ago", "oldest"),
    [
        ((0, 1, 2, 3), 3),
        ((3, 2, 1, 0), 3),
        ((0, 0, 1, 1), 1),
        ((400, 0, 1, 2, 3), 3),
        ((0, 1, 2, None, 3), 3),
        ((5, 5), 5),
    ],
)
def test_a_listing_in_order_reaches_to_its_oldest_entry(
    ago: tuple[int | None, ...], oldest: int
) -> None:
    assert oldest_in_order(days(*ago)) == TODAY - oldest * DAY


@pytest.mark.parametrize(
    "ago",
    [(), (0,), (0, None), (None, None, None), (0, 5, 1, 6, 2, 7, 3), (2, None, None, 1, 0)],
)
def test_without_order_or_days_it_reaches_nowhere(ago: tuple[int | None, ...]) -> None:
    assert oldest_in_order(days(*ago)) is None


@given(
    st.lists(st.integers(0, 60), min_size=12, max_size=60),
    st.integers(0, 60),
    st.integers(61, 4000),
)
def test_one_entry_put_in_from_long_ago_never_makes_it_reach_further(
    ago: list[int], at: int, long_ago: int
) -> None:
    newest_first = sorted(ago)
    place = min(at, len(newest_first) - 1)
    with_stray = [*newest_first[:place], long_ago, *newest_first[place:]]
    oldest = oldest_in_order(days(*with_stray))
    assert oldest is not None
    assert oldest >= TODAY - newest_first[-1] * DAY


@given(st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=40))
def test_it_never_reaches_further_than_the_oldest_day_it_names(ago: list[int | None]) -> None:
    oldest = oldest_in_order(days(*ago))
    named = [TODAY - n * DAY for n in ago if n is not None]
    assert oldest is None or oldest in named
