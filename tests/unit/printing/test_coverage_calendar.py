"""A year of days is drawn week by week, each state by itself."""

from datetime import date, timedelta

from app.domain.coverage import CoverageState
from app.printing.coverage_calendar import CELL, calendar
from app.queries.coverage_days import CoverageDayView

MONDAY = date(2026, 3, 2)


def days(*states: CoverageState | None) -> list[CoverageDayView]:
    return [
        CoverageDayView(
            source="us-x", on=MONDAY + timedelta(days=at), state=state, proof="", quiet=None
        )
        for at, state in enumerate(states)
        if state is not None
    ]


def test_days_side_by_side_in_a_week_are_one_outline() -> None:
    complete, missing = CoverageState.COMPLETE, CoverageState.MISSING
    drawn = calendar(days(complete, complete, missing), MONDAY, MONDAY + timedelta(days=6))
    assert drawn.width == CELL
    assert drawn.shapes == {
        "complete": f"M0 16h{CELL}v{2 * CELL}h-{CELL}z",
        "missing": f"M0 {16 + 2 * CELL}h{CELL}v{CELL}h-{CELL}z",
    }


def test_a_stretch_over_a_week_s_end_goes_on_in_the_next_column() -> None:
    drawn = calendar(days(*[CoverageState.EMPTY] * 8), MONDAY, MONDAY + timedelta(days=13))
    assert drawn.width == 2 * CELL
    assert drawn.shapes["empty"].count("M") == 2


def test_a_year_that_begins_in_midweek_leaves_the_days_before_blank() -> None:
    thursday = MONDAY + timedelta(days=3)
    one = CoverageDayView(
        source="us-x", on=thursday, state=CoverageState.COMPLETE, proof="", quiet=None
    )
    assert calendar([one], thursday, thursday).shapes["complete"].startswith(f"M0 {16 + 3 * CELL}")


def test_months_are_named_over_their_first_week() -> None:
    names = [label.name for label in calendar([], date(2025, 12, 1), date(2026, 3, 31)).months]
    assert names == ["Dec", "Jan 2026", "Feb", "Mar"]
