"""A year of a source's days as a calendar of weeks, one shape for each state of a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from app.domain.coverage import CoverageState
from app.printing.days import month_words
from app.queries.coverage_days import CoverageDayView

CELL = 11
_WEEK = 7
_DAY = timedelta(days=1)
_MARGIN_TOP = 16
# Days of one state side by side in a week: the state, the first weekday and how many there are.
_Stretch = tuple[CoverageState, int, int]


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
    width = weeks * CELL
    months = _months(monday, weeks)
    return Calendar(
        width=width,
        middle=min((one.x for one in months), key=lambda x: abs(width // 2 - x), default=0),
        height=_MARGIN_TOP + _WEEK * CELL,
        months=months,
        shapes=_shapes(days, monday, weeks),
        grid=_grid(weeks),
    )


def _shapes(days: Sequence[CoverageDayView], monday: date, weeks: int) -> dict[str, str]:
    """The outline of each state there is: a stretch of weekdays and weeks is one rectangle."""
    states: list[CoverageState | None] = [None] * (weeks * _WEEK)
    for day in days:
        states[(day.on - monday).days] = day.state
    found: dict[CoverageState, list[str]] = {state: [] for state in CoverageState}
    begun: dict[_Stretch, int] = {}
    for week in range(weeks + 1):
        here = dict.fromkeys(_stretches(states[week * _WEEK : (week + 1) * _WEEK]))
        for ended in [one for one in begun if one not in here]:
            found[ended[0]].append(_rectangle(ended, begun.pop(ended), week))
        for one in here:
            begun.setdefault(one, week)
    return {state.value: "".join(drawn) for state, drawn in found.items() if drawn}


def _stretches(week: Sequence[CoverageState | None]) -> Iterator[_Stretch]:
    weekday = 0
    for state, alike in groupby(week):
        length = len(list(alike))
        if state is not None:
            yield state, weekday, length
        weekday += length


def _rectangle(stretch: _Stretch, first: int, end: int) -> str:
    _, weekday, length = stretch
    wide = (end - first) * CELL
    return f"M{first * CELL} {_MARGIN_TOP + weekday * CELL}h{wide}v{length * CELL}h-{wide}z"


@lru_cache(maxsize=4)
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


@lru_cache(maxsize=4)
def _grid(weeks: int) -> str:
    columns = "".join(f"M{week * CELL} {_MARGIN_TOP}v{_WEEK * CELL}" for week in range(weeks + 1))
    rows = "".join(f"M0 {_MARGIN_TOP + row * CELL}h{weeks * CELL}" for row in range(_WEEK + 1))
    return columns + rows
