"""Where a timeline's controls lead: earlier, later, nearer, farther, and into a column."""

from dataclasses import dataclass
from datetime import date

from app.printing.addresses import address, clocks
from app.queries.timeline_asked import TimelineQuestion
from app.queries.timeline_views import TimelineView

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLinks:
    """Addresses of the same question over other days; `None` where there is no further to go."""

    earlier: str | None
    later: str | None
    nearer: str | None
    farther: str | None
    whole: str
    by: tuple[tuple[str, str, bool], ...]


def timeline_path(
    asked: TimelineQuestion,
    *,
    by: str | None = None,
    span: tuple[date, date] | None = None,
    without_pin: str | None = None,
) -> str:
    """An address of this question over `span`, if given, with its pins and clocks."""
    days = [one.isoformat() for one in span] if span else [None, None]
    return address(
        "/timeline",
        [
            ("q", asked.text),
            ("by", by),
            ("from", days[0]),
            ("to", days[1]),
            *(("pin", one.text) for one in asked.pins if one.id != without_pin),
            *clocks(asked.point),
        ],
    )


def links_of(asked: TimelineQuestion, view: TimelineView) -> TimelineLinks:
    """The controls: panning by half a window keeps the fineness, zooming lets it be chosen."""
    first, last = view.window.from_on.toordinal(), view.window.to_on.toordinal()
    length = last - first + 1
    half = max(length // 2, 1)
    by = asked.by.value if asked.by else None
    quarter = max(length // 4, 1)
    return TimelineLinks(
        earlier=_path(asked, first - half, last - half, by),
        later=_path(asked, first + half, last + half, by),
        nearer=_path(asked, first + quarter, last - quarter, None) if length > 3 else None,
        farther=_path(asked, first - half, last + half, None),
        whole=timeline_path(asked, by=by),
        by=tuple(
            (one, _path(asked, first, last, one) or "", one == view.by)
            for one in ("day", "month", "year")
        ),
    )


def column_path(asked: TimelineQuestion, span: tuple[date, date]) -> str:
    """The days of one column alone."""
    return timeline_path(asked, span=span)


def _path(asked: TimelineQuestion, first: int, last: int, by: str | None) -> str | None:
    if first < _FIRST or last > _LAST:
        return None
    span = (date.fromordinal(first), date.fromordinal(last))
    return timeline_path(asked, by=by, span=span)
