"""What happened in which order: a question's answer by lane and day, counted by the index."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import RowMapping, Select, func, or_, select

from app.domain.documents import Kind, Standing
from app.domain.search import SearchQuery
from app.domain.time import microseconds
from app.index.read import IndexQuery
from app.index.tally import Extent, Tally
from app.queries.asked import answerable
from app.queries.changes import last_change
from app.queries.coverage import coverage_block
from app.queries.lanes import PUBLISHED, Lane, RoleDay, lane_of, role_days
from app.queries.reader import Reader
from app.queries.search import refuse_unknown_sources
from app.queries.timeline_asked import By, Pin, TimelineQuestion
from app.queries.timeline_buckets import first_of, lanes_of, last_of, starts_of
from app.queries.timeline_views import (
    Item,
    PinView,
    SourceCount,
    Span,
    TimelineView,
    WindowView,
)
from app.store.facts import decode_facts
from app.store.schema import DocumentRow, ShowingRow, VersionRow

MOST_ITEMS = 200
_OPENING = 120
_BATCH = 500  # databases cap the values of one statement
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
    drawn = _rows(reader, touching) if few else []
    listed = _rows(reader, undated[:MOST_ITEMS])
    return TimelineView(
        query=asked.text,
        by=by.value,
        window=_window_view(window, extent, tally),
        total=sum(lane.total for lane in extent.lanes),
        lanes=lanes_of(extent, tally, window, by),
        items=tuple(sorted(_items(drawn, window), key=_order)),
        spans=tuple(span for row in drawn if (span := _span(row)) is not None),
        undated=tuple(sorted((_item(row, None) for row in listed), key=_order)),
        pins=_pins(reader, asked),
        sources=tuple(SourceCount(source=key, count=count) for key, count in extent.sources),
        truncated=not few or len(undated) > MOST_ITEMS,
        as_of=asked.point.as_of,
        as_known=asked.point.as_known or reader.now,
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


def _select() -> Select[*tuple[Any, ...]]:
    shown = select(
        ShowingRow.title,
        ShowingRow.standing,
        ShowingRow.published_on,
        ShowingRow.in_force_from_on,
        ShowingRow.current_on,
        ShowingRow.url,
        ShowingRow.facts,
        DocumentRow.id,
        DocumentRow.kind,
        DocumentRow.type,
        DocumentRow.source,
        VersionRow.language,
        func.substr(VersionRow.text, 1, _OPENING).label("opening"),
    )
    return shown.join_from(ShowingRow, DocumentRow, DocumentRow.pk == ShowingRow.document_pk).join(
        VersionRow, VersionRow.pk == ShowingRow.version_pk
    )


def _rows(reader: Reader, pks: Sequence[int]) -> list[RowMapping]:
    found: list[RowMapping] = []
    for start in range(0, len(pks), _BATCH):
        batch = _select().where(ShowingRow.pk.in_(pks[start : start + _BATCH]))
        found.extend(reader.connection.execute(batch.order_by(DocumentRow.id)).mappings())
    return found


def _days(row: RowMapping) -> tuple[RoleDay, ...]:
    return role_days(
        decode_facts(row["facts"]),
        published_on=row["published_on"],
        in_force_from_on=row["in_force_from_on"],
        current_on=row["current_on"],
    )


def _lane(row: RowMapping) -> Lane:
    return lane_of(Kind(row["kind"]), Standing(row["standing"]))


def _items(rows: Iterable[RowMapping], window: tuple[date, date]) -> list[Item]:
    return [
        _item(row, day) for row in rows for day in _days(row) if window[0] <= day.on <= window[1]
    ]


def _item(row: RowMapping, day: RoleDay | None) -> Item:
    return Item(
        id=row["id"],
        lane=_lane(row).value,
        title=row["title"],
        on=day.on if day else None,
        role=day.role if day else None,
        scope=day.scope if day else "",
        kind=row["kind"],
        type=row["type"],
        standing=row["standing"],
        source=row["source"],
        url=row["url"],
        language=row["language"],
        opening="" if row["title"] else " ".join(row["opening"].split()),
    )


def _order(item: Item) -> tuple[date, int, str, str]:
    return item.on or date.max, list(Lane).index(Lane(item.lane)), item.id, item.role or ""


def _span(row: RowMapping) -> Span | None:
    """The way of an instrument into force; none where only one of its days is known.

    Of several effective days the first ends it: a suspension that lapses a year later did not
    take a year to arrive.
    """
    days = _days(row)
    first = min((day for day in days if day.role in _BEGINS), key=_by_day, default=None)
    binding = min((day for day in days if day.role in _BINDS), key=_by_day, default=None)
    printed = [day for day in days if day.role == PUBLISHED]
    last = max((*printed, *([binding] if binding else [])), key=_by_day, default=None)
    if first is None or last is None or first.on == last.on:
        return None
    first, last = sorted((first, last), key=_by_day)
    return Span(
        id=row["id"],
        lane=_lane(row).value,
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
    known_at = asked.point.as_known or reader.now
    ended = ShowingRow.superseded_at
    shown = (
        _select()
        .where(DocumentRow.id.in_([pin.id for pin in asked.pins]))
        .where(ShowingRow.recorded_at <= known_at, or_(ended.is_(None), ended > known_at))
    )
    rows = {row["id"]: row for row in reader.connection.execute(shown).mappings()}
    return tuple(_pin(pin, rows.get(pin.id)) for pin in asked.pins)


def _pin(pin: Pin, row: RowMapping | None) -> PinView:
    days = _days(row) if row is not None else ()
    return PinView(
        id=pin.id,
        caption=pin.caption,
        held=row is not None,
        title=row["title"] if row is not None else None,
        on=days[0].on if days else None,
        lane=_lane(row).value if row is not None else None,
        url=row["url"] if row is not None else None,
    )
