"""The histogram counts every month once, gaps too, and turns to years where months would crowd."""

from datetime import date

import pytest

from app.printing.histogram import HEIGHT, bars
from app.queries.views import Month


def _months(*counts: tuple[date | None, int]) -> list[Month]:
    return [Month(from_on=on, count=count) for on, count in counts]


def test_a_gap_between_months_is_drawn_as_a_gap() -> None:
    drawn = bars(_months((date(2025, 11, 1), 4), (date(2026, 2, 1), 8), (None, 3)))
    assert drawn is not None
    assert [(bar.name, bar.count) for bar in drawn.bars] == [
        ("Nov 2025", 4),
        ("Dec 2025", 0),
        ("Jan 2026", 0),
        ("Feb 2026", 8),
    ]
    assert (drawn.undated, drawn.most) == (3, 8)
    assert drawn.bars[-1].height == HEIGHT
    assert drawn.bars[-1].to_on == date(2026, 2, 28)


@pytest.mark.parametrize("months", [2, 3, 12, 72])
def test_bars_take_the_whole_width(months: int) -> None:
    counted = [(date(2020 + at // 12, at % 12 + 1, 1), 1) for at in range(months)]
    drawn = bars(_months(*counted))
    assert drawn is not None
    assert drawn.bars[0].x == 0
    assert drawn.width - 2 <= drawn.bars[-1].x + drawn.bars[-1].width <= drawn.width


def test_many_years_are_counted_by_year() -> None:
    drawn = bars(_months((date(1994, 3, 1), 2), (date(1994, 5, 1), 1), (date(2026, 1, 1), 5)))
    assert drawn is not None
    assert drawn.by == "year"
    assert (drawn.bars[0].name, drawn.bars[0].count) == ("1994", 3)
    assert len(drawn.bars) == 33


def test_one_hit_beside_thousands_is_still_seen() -> None:
    drawn = bars(_months((date(2026, 1, 1), 9000), (date(2026, 2, 1), 1)))
    assert drawn is not None
    assert drawn.bars[1].height >= 2


def test_a_wrong_year_long_ago_does_not_make_a_thousand_bars() -> None:
    drawn = bars(_months((date(1, 1, 1), 1), (date(2026, 1, 1), 5)))
    assert drawn is not None
    assert len(drawn.bars) <= 120
    assert drawn.left_out == 1


def test_what_is_all_undated_has_no_bars() -> None:
    assert bars(_months((None, 7))) is None
