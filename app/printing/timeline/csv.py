"""A timeline as rows: its counts, its documents, what is undated, and what is pinned."""

from collections.abc import Iterator

from app.printing.days import instant_text
from app.printing.delimited import Cell, csv_text
from app.queries.timeline_views import Item, TimelineView

HEADING = (
    *("row", "lane", "from_on", "to_on", "count", "dates", "on", "role", "scope"),
    *("id", "title", "kind", "type", "standing", "source", "url", "caption"),
    *("query", "as_of", "as_known"),
)

_UNCOUNTED: tuple[Cell, ...] = (None, None, None, None)


def timeline_csv(view: TimelineView) -> str:
    """One table for all: `row` says whether it is a bucket, an item, undated, a span or a pin.

    A bucket without days counts what is undated; a span counts days.
    """
    said = (
        view.query,
        view.as_of.isoformat() if view.as_of else None,
        instant_text(view.as_known),
    )
    return csv_text(HEADING, ((*row, *said) for row in _rows(view)))


def _rows(view: TimelineView) -> Iterator[tuple[Cell, ...]]:
    for lane in view.lanes:
        for bucket in lane.buckets:
            ends = (bucket.from_on.isoformat(), bucket.to_on.isoformat())
            yield _row("bucket", lane.lane, (*ends, bucket.count, bucket.dates))
        if lane.undated:
            yield _row("bucket", lane.lane, (None, None, lane.undated, 0))
    for item in view.items:
        yield _document("item", item)
    for span in view.spans:
        counted = (span.from_on.isoformat(), span.to_on.isoformat(), span.days, None)
        roles = f"{span.from_role} to {span.to_role}"
        yield _row("span", span.lane, counted, (None, roles, None, span.id, span.title))
    for item in view.undated:
        yield _document("undated", item)
    for pin in view.pins:
        on = pin.on.isoformat() if pin.on else None
        named = (on, None, None, pin.id, pin.title)
        about = (None, None, None, None, pin.url, pin.caption)
        yield _row("pin", pin.lane, _UNCOUNTED, (*named, *about))


def _row(
    row: str, lane: str | None, counted: tuple[Cell, ...], rest: tuple[Cell, ...] = ()
) -> tuple[Cell, ...]:
    """A row up to the heading's last three columns, which every row has alike."""
    told = (row, lane, *counted, *rest)
    return (*told, *(None for _ in range(len(HEADING) - 3 - len(told))))


def _document(row: str, item: Item) -> tuple[Cell, ...]:
    on = item.on.isoformat() if item.on else None
    named = (on, item.role, item.scope, item.id, item.title)
    about = (item.kind, item.type, item.standing, item.source, item.url)
    return _row(row, item.lane, _UNCOUNTED, (*named, *about))
