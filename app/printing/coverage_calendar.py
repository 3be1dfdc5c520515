"""A year of a source's days as a calendar of weeks, one shape for each state of a day."""

from collections.abc import Iterator, Mapping, Sequence
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

    Days side by side are one outline, over weeks too where the same weekdays go on, and `grid`
    draws the lines between them: a year of sixty sources stays a small page. At `middle` a month
    begins, and there the picture may be parted in two for a narrow window.
    """

    width: int
    middle: int
    height: int
    months: tuple[MonthLabel, ...]
    shapes: Mapping[str, str]
    grid: str


def calendar(days: Sequence[CoverageDayView], first_on: date, last_on: date) -> Calendar:
    """The picture of these days, which are one source's in order, within a span."""
    monday = first_on - _DAY * first_on.weekday()
    weeks = (last_on - monday).days // _WEEK + 1
    states = {one.on: one.state for one in days}
    shapes = {state.value: _outline(state, states, monday, weeks) for state in CoverageState}
    months = _months(monday, weeks)
    width = weeks * CELL
    return Calendar(
        width=width,
        middle=min((one.x for one in months), key=lambda x: abs(width // 2 - x), default=0),
        height=_MARGIN_TOP + _WEEK * CELL,
        months=months,
        shapes={state: path for state, path in shapes.items() if path},
        grid=_grid(weeks),
    )


def _outline(
    state: CoverageState, states: Mapping[date, CoverageState], monday: date, weeks: int
) -> str:
    """The days of one state, each stretch of weekdays and of weeks as one rectangle."""
    found = []
    begun: dict[tuple[int, int], int] = {}
    for week in range(weeks + 1):
        here = set(_runs(state, states, monday + _DAY * (week * _WEEK))) if week < weeks else set()
        for run in sorted(begun.keys() - here):
            first, (weekday, length) = begun.pop(run), run
            x, y, wide = first * CELL, _MARGIN_TOP + weekday * CELL, (week - first) * CELL
            found.append(f"M{x} {y}h{wide}v{length * CELL}h-{wide}z")
        for run in here:
            begun.setdefault(run, week)
    return "".join(found)


def _runs(
    state: CoverageState, states: Mapping[date, CoverageState], monday: date
) -> Iterator[tuple[int, int]]:
    """The days of one state in one week, as the first weekday and the length of each stretch."""
    length = 0
    for weekday in range(_WEEK + 1):
        if weekday < _WEEK and states.get(monday + _DAY * weekday) is state:
            length += 1
            continue
        if length:
            yield weekday - length, length
        length = 0


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
