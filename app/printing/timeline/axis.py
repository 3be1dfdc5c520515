"""The axis of days: where a day lies across a picture, and which days are named along it."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.printing.days import month_words

_LEAST_BETWEEN = 58.0  # pixels between two names along the axis
_DAY_STEPS = (1, 2, 7, 14)
# Months a step, and the fewest days such a step has: a February is narrower than its neighbours.
_MONTH_STEPS = ((1, 28), (2, 59), (3, 90), (6, 181))
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days from `first` to `last`, both whole, between two edges in pixels."""

    first: date
    last: date
    left: float
    right: float

    @property
    def day(self) -> float:
        """How wide one day is."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def start(self, on: date) -> float:
        """Where a day begins."""
        return self.left + self.day * (on - self.first).days

    def end(self, on: date) -> float:
        """Where a day ends."""
        return self.start(on) + self.day

    def middle(self, on: date) -> float:
        """The middle of a day."""
        return self.start(on) + self.day / 2

    def holds(self, on: date) -> bool:
        """Whether a day lies in the picture."""
        return self.first <= on <= self.last

    def clipped(self, on: date) -> date:
        """The day, or the nearest one in the picture."""
        return min(max(on, self.first), self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A place along the axis with its name."""

    x: float
    label: str


def ticks(axis: Axis) -> list[Tick]:
    """Evenly spread days, months or years, named so that no name touches the next."""
    room = axis.right - axis.left
    days = (axis.last - axis.first).days + 1
    for step in _DAY_STEPS:
        if step * axis.day >= _LEAST_BETWEEN or (step == 1 and days * _LEAST_BETWEEN <= room):
            return _kept(axis, [(one, _day(one)) for one in _days(axis, step)])
    for step, fewest in _MONTH_STEPS:
        if fewest * axis.day >= _LEAST_BETWEEN:
            return _kept(axis, [(one, month_words(one)) for one in _months(axis, step)])
    for step in _YEAR_STEPS:
        if step * axis.day * _YEAR_DAYS >= _LEAST_BETWEEN:
            years = range(axis.first.year - axis.first.year % step, axis.last.year + 1, step)
            named = [(date(max(year, 1), 1, 1), str(year)) for year in years]
            return _kept(axis, named)
    return _kept(axis, [(axis.first, str(axis.first.year))])


def _kept(axis: Axis, named: list[tuple[date, str]]) -> list[Tick]:
    """The ticks inside the picture; where none falls inside, its first day."""
    inside = [(on, name) for on, name in named if axis.holds(on)] or [
        (axis.first, month_words(axis.first))
    ]
    return [Tick(x=axis.start(on), label=name) for on, name in inside]


def _day(on: date) -> str:
    return f"{on.day} {month_words(on).split()[0]}"


def _days(axis: Axis, step: int) -> list[date]:
    """Every `step` days; whole weeks begin on Mondays."""
    first = axis.first
    if step % 7 == 0:
        first += timedelta(days=-first.weekday() % 7)
    count = max((axis.last - first).days // step + 1, 0)
    return [first + timedelta(days=step * number) for number in range(count)]


def _months(axis: Axis, step: int) -> list[date]:
    first, last = (on.year * 12 + on.month - 1 for on in (axis.first, axis.last))
    return [
        date(number // 12, number % 12 + 1, 1)
        for number in range(first - first % step, last + 1, step)
    ]
