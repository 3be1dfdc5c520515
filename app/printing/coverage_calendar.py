"""A year of a source's days as a calendar of weeks, one shape for each state of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.coverage import CoverageState
from app.printing.days import month_words
from app.queries.coverage_days import CoverageDayView

CELL = 11
_WEEK = 7
_DAY = timedelta(days=1)
_MARGIN_TOP = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLabel:
    """Where a month's name stands above the weeks."""

    name: str
    x: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Weeks as columns, Monday on top; `shapes` gives the outline of all days of each state.

    Days side by side in a week are one outline, and `grid` draws the lines between them: a year
    of forty sources stays a small page.
    """

    width: int
    height: int
    months: tuple[MonthLabel, ...]
    shapes: Mapping[str, str]
    grid: str


def calendar(days: Sequence[CoverageDayView], first_on: date, last_on: date) -> Calendar:
    """The picture of these days, which are one source's in order, within a span."""
    monday = first_on - _DAY * first_on.weekday()
    weeks = (last_on - monday).days // _WEEK + 1
    states = {one.on: one.state for one in days}
    shapes = {
        state.value: "".join(_runs(state, states, monday, week) for week in range(weeks))
        for state in CoverageState
    }
    return Calendar(
        width=weeks * CELL,
        height=_MARGIN_TOP + _WEEK * CELL,
        months=_months(monday, weeks),
        shapes={state: path for state, path in shapes.items() if path},
        grid=_grid(weeks),
    )


def _runs(
    state: CoverageState, states: Mapping[date, CoverageState], monday: date, week: int
) -> str:
    """The days of one state in one week, each stretch of them as one rectangle."""
    found = []
    length = 0
    for weekday in range(_WEEK + 1):
        on = monday + _DAY * (week * _WEEK + weekday)
        if weekday < _WEEK and states.get(on) is state:
            length += 1
            continue
        if length:
            top = _MARGIN_TOP + (weekday - length) * CELL
            found.append(f"M{week * CELL} {top}h{CELL}v{length * CELL}h-{CELL}z")
        length = 0
    return "".join(found)


def _months(monday: date, weeks: int) -> tuple[MonthLabel, ...]:
    """Each month over the week in which its first day lies, where there is room before the end."""
    labels = []
    for week in range(weeks - 3):
        days = [monday + _DAY * (week * _WEEK + weekday) for weekday in range(_WEEK)]
        first = next((on for on in days if on.day == 1), None)
        if first is not None:
            name = month_words(first) if first.month == 1 else month_words(first)[:3]
            labels.append(MonthLabel(name=name, x=week * CELL))
    return tuple(labels)


def _grid(weeks: int) -> str:
    columns = "".join(f"M{week * CELL} {_MARGIN_TOP}v{_WEEK * CELL}" for week in range(weeks + 1))
    rows = "".join(f"M0 {_MARGIN_TOP + row * CELL}h{weeks * CELL}" for row in range(_WEEK + 1))
    return columns + rows
