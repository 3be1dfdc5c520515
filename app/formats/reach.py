"""How far back a listing reaches whose newest entries push the oldest out."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

# Of this many entries one may stand out of order: a pinned one, one whose day was changed.
_ENTRIES_FOR_A_STRAY = 10


def oldest_in_order(days: Sequence[date | None]) -> date | None:
    """The oldest day of a listing that stands in the order of its days, newest or oldest first.

    `None` where fewer than two entries have a day, or where they stand in no order: then nobody
    can say where the listing ends. A few strays, undated ones among them, are left out of account:
    a pinned entry of last year does not make a listing reach back to it.
    """
    stated = [day.toordinal() for day in days if day is not None]
    if len(stated) < 2:
        return None
    strays = max(1, len(days) // _ENTRIES_FOR_A_STRAY) if len(days) > 2 else 0
    runs = (_longest_run(stated), _longest_run(stated[::-1]))
    reached = [begin for length, begin in runs if len(days) - length <= strays]
    # Where both orders fit (an old day before many of today), it reaches as far as it surely does.
    return date.fromordinal(max(reached)) if reached else None


def _longest_run(days: Sequence[int]) -> tuple[int, int]:
    """How long the longest part is, gaps allowed, in which no day is before the one ahead.

    And where it begins: of several parts as long, the one that begins last in time.
    """
    ends: list[int] = []
    runs: list[tuple[int, int]] = []
    for day in reversed(days):
        at = bisect_right(ends, -day)
        ends[at : at + 1] = [-day]
        runs.append((at + 1, day))
    return max(runs)
