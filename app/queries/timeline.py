"""What happened in which order: a question's answer by lane and day, counted by the index."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.domain.search import SearchQuery
from app.domain.time import microseconds
from app.index.read import IndexQuery
from app.index.tally import Extent, Tally
from app.queries.asked import answerable
from app.queries.changes import last_change
from app.queries.coverage import coverage_block
from app.queries.lanes import PUBLISHED, Lane, RoleDay
from app.queries.reader import Reader
from app.queries.search import refuse_unknown_sources
from app.queries.timeline_asked import By, Pin, TimelineQuestion
from app.queries.timeline_buckets import first_of, lanes_of, last_of, starts_of
from app.queries.timeline_rows import TimelineRow, rows_named, rows_of
from app.queries.timeline_views import (
    Item,
    PinView,
    SourceCount,
    Span,
    TimelineView,
    WindowView,
)

MOST_ITEMS = 200
# Where nothing is said, at most this many days are counted singly, or this many days by month.
_MOST_DAYS = 62
_MOST_DAYS_BY_MONTH = 10 * 366
# A date years away (a misprint, a sunset) does not stretch the picture by itself.
_NEAR = timedelta(days=366)

_BEGINS = frozenset({"announced", "signed", "filed", "published"})
_BINDS = frozenset({"effective", "in_force"})
_NOTHING = Extent(
    lanes=(), first_on=None, last_on=None, other_first_on=None, other_last_on=None, sources=()
)


def timeline(reader: Reader, asked: TimelineQuestion) -> TimelineView:
    """The timeline of all that a question finds: counts always, single documents where few.

    Counts come from the index in one pass, so that fifty thousand documents cost what fifty do;
    the store is asked only for the few that are shown one by one.
    """
    spread = reader.index.spread(_index_query(reader, asked))
    extent = _NOTHING if spread is None else spread.extent
    window = _window(asked, extent, reader.today)
    by = asked.by or _fitting(window)
    window = (
        window[0] if asked.from_on else first_of(window[0], by),
        window[1] if asked.to_on else last_of(window[1], by),
    )
    starts = starts_of(window, extent, by)
    tally = None if spread is None else spread.tally(window, most=MOST_ITEMS, starts=starts)
    touching, undated = (tally.touching, tally.undated) if tally else ((), ())
    few = len(touching) <= MOST_ITEMS
    at = asked.point.as_known or reader.now
    drawn = rows_of(reader, touching, at) if few else []
    listed = rows_of(reader, undated[:MOST_ITEMS], at)
    return TimelineView(
        query=asked.text,
        by=by.value,
        window=_window_view(window, extent, tally),
        total=sum(lane.total for lane in extent.lanes),
        lanes=lanes_of(extent, tally, window, by),
        items=tuple(sorted(_items(drawn, window), key=_order)),
        spans=tuple(span for one in drawn if (span := _span(one)) is not None),
        undated=tuple(sorted((_item(one, None) for one in listed), key=_order)),
        pins=_pins(reader, asked),
        sources=tuple(SourceCount(source=key, count=count) for key, count in extent.sources),
        truncated=not few or len(undated) > MOST_ITEMS,
        as_of=asked.point.as_of,
        as_known=at,
        coverage=coverage_block(reader, asked.point),
    )


def _index_query(reader: Reader, asked: TimelineQuestion) -> IndexQuery:
    """Nothing beyond the reader's view of the store, of which the index may be a moment ahead."""
    query = SearchQuery(text=asked.text, expression=asked.expression, point=asked.point)
    refuse_unknown_sources(reader, query)
    last = last_change(reader.connection)
    asked_at = microseconds(asked.point.as_known or reader.now)
    return IndexQuery(
        expression=answerable(reader, asked.expression, asked.point),
        known_at=0 if last is None else min(microseconds(last[1]), asked_at),
        as_of=asked.point.as_of,
    )


def _window_view(window: tuple[date, date], extent: Extent, tally: Tally | None) -> WindowView:
    return WindowView(
        from_on=window[0],
        to_on=window[1],
        before=tally.before if tally else 0,
        after=tally.after if tally else 0,
        first_on=extent.first_on,
        last_on=extent.last_on,
    )


def _window(asked: TimelineQuestion, extent: Extent, today: date) -> tuple[date, date]:
    """The days to look at: as asked, else all that is found with the days stated near it."""
    from_on, to_on = asked.from_on, asked.to_on
    if extent.first_on is None or extent.last_on is None:
        from_on = from_on or min(to_on or today, today).replace(day=1)
        return from_on, max(to_on or today, from_on)
    if from_on is None:
        from_on = extent.first_on
        if extent.other_first_on is not None and from_on - extent.other_first_on <= _NEAR:
            from_on = min(from_on, extent.other_first_on)
        from_on = min(from_on, to_on or from_on)
    if to_on is None:
        to_on = extent.last_on
        if extent.other_last_on is not None and extent.other_last_on - to_on <= _NEAR:
            to_on = max(to_on, extent.other_last_on)
        to_on = max(to_on, from_on)
    return from_on, to_on


def _fitting(window: tuple[date, date]) -> By:
    days = (window[1] - window[0]).days + 1
    if days <= _MOST_DAYS:
        return By.DAY
    return By.MONTH if days <= _MOST_DAYS_BY_MONTH else By.YEAR


def _items(rows: Iterable[TimelineRow], window: tuple[date, date]) -> list[Item]:
    return [_item(one, day) for one in rows for day in one.days if window[0] <= day.on <= window[1]]


def _item(one: TimelineRow, day: RoleDay | None) -> Item:
    row = one.row
    return Item(
        id=row["id"],
        lane=one.lane.value,
        title=row["title"],
        on=day.on if day else None,
        role=day.role if day else None,
        scope=day.scope if day else "",
        kind=row["kind"],
        type=one.type,
        standing=row["standing"],
        source=row["source"],
        url=row["url"],
        language=row["language"],
        opening="" if row["title"] else " ".join(row["opening"].split()),
    )


def _order(item: Item) -> tuple[date, int, str, str]:
    return item.on or date.max, list(Lane).index(Lane(item.lane)), item.id, item.role or ""


def _span(one: TimelineRow) -> Span | None:
    """The way of an instrument into force; none where only one of its days is known.

    Of several effective days the first ends it: a suspension that lapses a year later did not
    take a year to arrive.
    """
    days, row = one.days, one.row
    first = min((day for day in days if day.role in _BEGINS), key=_by_day, default=None)
    binding = min((day for day in days if day.role in _BINDS), key=_by_day, default=None)
    printed = [day for day in days if day.role == PUBLISHED]
    last = max((*printed, *([binding] if binding else [])), key=_by_day, default=None)
    if first is None or last is None or first.on == last.on:
        return None
    first, last = sorted((first, last), key=_by_day)
    return Span(
        id=row["id"],
        lane=one.lane.value,
        title=row["title"],
        from_on=first.on,
        from_role=first.role,
        to_on=last.on,
        to_role=last.role,
        days=(last.on - first.on).days,
    )


def _by_day(day: RoleDay) -> date:
    return day.on


def _pins(reader: Reader, asked: TimelineQuestion) -> tuple[PinView, ...]:
    if not asked.pins:
        return ()
    at = asked.point.as_known or reader.now
    rows = rows_named(reader, [pin.id for pin in asked.pins], at)
    return tuple(_pin(pin, rows.get(pin.id)) for pin in asked.pins)


def _pin(pin: Pin, one: TimelineRow | None) -> PinView:
    days = () if one is None else one.days
    return PinView(
        id=pin.id,
        caption=pin.caption,
        held=one is not None,
        title=one.row["title"] if one is not None else None,
        on=days[0].on if days else None,
        lane=one.lane.value if one is not None else None,
        url=one.row["url"] if one is not None else None,
    )
