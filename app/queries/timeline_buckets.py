"""Days, months and years of a timeline: where each begins, and what the index counted in it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from app.index.tally import Extent, Tally
from app.queries.lanes import Lane
from app.queries.timeline_asked import By
from app.queries.timeline_views import Bucket, LaneView

_MOST_STARTS = 2_000


def starts_of(window: tuple[date, date], extent: Extent, by: By) -> tuple[date, ...] | None:
    """The first days of the window's months or years, as far as anything lies in them.

    By day, and where misprinted years would make too many of them, single days are counted.
    """
    days = [
        *(extent.first_on, extent.last_on),
        *(extent.other_first_on, extent.other_last_on),
    ]
    known = [on for on in days if on is not None]
    if by is By.DAY or not known:
        return None
    first, last = max(window[0], min(known)), min(window[1], max(known))
    starts: list[date] = []
    start = first_of(first, by)
    while start <= last:
        starts.append(max(start, window[0]))
        if len(starts) > _MOST_STARTS:
            return None
        ends = last_of(start, by)
        if ends >= last:
            break
        start = ends + timedelta(days=1)
    return tuple(starts) or None


def lanes_of(
    extent: Extent, tally: Tally | None, window: tuple[date, date], by: By
) -> tuple[LaneView, ...]:
    """Every lane, the empty ones too: that nothing was stated is told by an empty lane."""
    undated = {lane.lane: lane.undated for lane in extent.lanes}
    found = []
    for lane in Lane:
        placed = _folded(tally.placed.get(lane.value, []) if tally else [], by)
        stated = _folded(tally.other.get(lane.value, []) if tally else [], by)
        buckets = tuple(
            _bucket(first, by, window, placed[first], stated[first])
            for first in sorted(placed.keys() | stated.keys())
        )
        without = undated.get(lane.value, 0)
        total = sum(bucket.count for bucket in buckets) + without
        found.append(LaneView(lane=lane.value, total=total, undated=without, buckets=buckets))
    return tuple(found)


def _folded(counts: Iterable[tuple[int, int]], by: By) -> Counter[date]:
    """Counts by day number as counts by the first day of their month or year."""
    if by is By.DAY:
        return Counter({date.fromordinal(number): count for number, count in counts})
    folded: Counter[date] = Counter()
    for number, count in counts:
        folded[first_of(date.fromordinal(number), by)] += count
    return folded


def first_of(on: date, by: By) -> date:
    """The first day of the day's bucket."""
    if by is By.DAY:
        return on
    return on.replace(day=1) if by is By.MONTH else on.replace(month=1, day=1)


def last_of(on: date, by: By) -> date:
    """The last day of the day's bucket."""
    if by is By.DAY:
        return on
    if by is By.YEAR:
        return on.replace(month=12, day=31)
    if on.month == 12:
        return on.replace(day=31)
    return on.replace(month=on.month + 1, day=1) - timedelta(days=1)


def _bucket(first: date, by: By, window: tuple[date, date], count: int, dates: int) -> Bucket:
    if by is By.DAY:
        return Bucket(from_on=first, to_on=first, count=count, dates=dates)
    return Bucket(
        from_on=max(first, window[0]),
        to_on=min(last_of(first, by), window[1]),
        count=count,
        dates=dates,
    )
