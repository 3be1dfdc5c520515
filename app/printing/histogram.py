"""How many of all hits were published when, as bars that a page and a file can both show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.printing.days import month_words
from app.queries.views import Month

WIDTH = 720
HEIGHT = 96
_MOST_MONTHS = 72
_MOST_YEARS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: the days it stands for (both ends included), its count, and where it is drawn."""

    from_on: date
    to_on: date
    name: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A histogram; `by` is month or year, `most` the highest count, `left_out` the hits before
    the first bar where the years are too many to draw, `undated` those without a day."""

    by: str
    most: int
    bars: tuple[Bar, ...]
    undated: int
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT


def bars(months: Sequence[Month]) -> Bars | None:
    """Bars for months, gaps included, or for years where the months would be too many."""
    dated = [(one.from_on, one.count) for one in months if one.from_on is not None]
    undated = sum(one.count for one in months if one.from_on is None)
    if not dated:
        return None
    first, last = dated[0][0], dated[-1][0]
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    if span <= _MOST_MONTHS:
        return _drawn("month", _by_month(dated), undated, 0)
    from_year = max(first.year, last.year - _MOST_YEARS + 1)
    left_out = sum(count for on, count in dated if on.year < from_year)
    return _drawn("year", _by_year(dated, from_year), undated, left_out)


def _by_month(dated: Sequence[tuple[date, int]]) -> list[tuple[date, date, str, int]]:
    counts = dict(dated)
    found = []
    on, last = dated[0][0], dated[-1][0]
    while on <= last:
        following = (on.replace(day=28) + timedelta(days=4)).replace(day=1)
        end = following - timedelta(days=1)
        found.append((on, end, month_words(on), counts.get(on, 0)))
        on = following
    return found


def _by_year(
    dated: Sequence[tuple[date, int]], from_year: int
) -> list[tuple[date, date, str, int]]:
    counts: dict[int, int] = {}
    for on, count in dated:
        counts[on.year] = counts.get(on.year, 0) + count
    return [
        (date(year, 1, 1), date(year, 12, 31), str(year), counts.get(year, 0))
        for year in range(from_year, dated[-1][0].year + 1)
    ]


def _drawn(
    by: str, spans: Sequence[tuple[date, date, str, int]], undated: int, left_out: int
) -> Bars:
    most = max(count for *_, count in spans)
    step = WIDTH / len(spans)
    found = []
    for at, (from_on, to_on, name, count) in enumerate(spans):
        # A month with one hit beside one with thousands must still be seen to have something.
        height = max(HEIGHT * count / most, 2.0) if count else 0.0
        found.append(
            Bar(
                from_on=from_on,
                to_on=to_on,
                name=name,
                count=count,
                x=round(at * step, 2),
                y=round(HEIGHT - height, 2),
                width=round(max(step - 1.0, 0.8), 2),
                height=round(height, 2),
            )
        )
    return Bars(by=by, most=most, bars=tuple(found), undated=undated, left_out=left_out)
