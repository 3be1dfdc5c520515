"""Lists as they stood: which snapshots are held, and the rows of the one in force on a day."""

import difflib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import RowMapping

from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.coverage import coverage_block
from app.queries.list_rows import named_rows, rows_on, titles_of
from app.queries.list_snapshots import (
    chosen_of,
    hold_over,
    is_by,
    snapshot_view,
    snapshots,
)
from app.queries.list_views import (
    HoldView,
    ListAsOfView,
    ListEntryView,
    ListsView,
    ListView,
)
from app.queries.reader import Reader
from app.vocabulary.lists import list_titles

_MOST = 500


def lists(reader: Reader, point: PointInTime) -> ListsView:
    """Every list with its snapshots as known at an instant, those current by `as_of` alone."""
    by_key: dict[str, list[RowMapping]] = {}
    for row in snapshots(reader, None, point):
        if is_by(row, point.as_of):
            by_key.setdefault(row["list_key"], []).append(row)
    return ListsView(
        lists=tuple(
            ListView(
                list=key,
                title=list_titles().get(key, key),
                hold=hold_over(rows, chosen_of(rows, point.as_of), point.as_of),
                snapshots=tuple(snapshot_view(row) for row in rows),
            )
            for key, rows in sorted(by_key.items())
        ),
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def list_as_of(
    reader: Reader,
    key: str,
    point: PointInTime,
    *,
    limit: int = 100,
    cursor: str | None = None,
    source: str | None = None,
) -> ListAsOfView:
    """The rows of a list on a day, by id; without a day those of its newest snapshot.

    A snapshot with a flaw answers only where there is no other, one on hold not while the last
    good one does, and snapshots without a day only where no day is asked for. Of several
    publishers' snapshots the newest answers; the others are named beside it, and `source` asks for
    one of them.
    """
    _refuse_limit(limit)

    def rows(chosen: RowMapping) -> tuple[Sequence[ListEntryView], int]:
        return _entries(reader, chosen, point, limit, cursor)

    view, chosen = _answer(reader, key, point, source, rows)
    is_more = len(view.entries) > limit
    if not is_more or chosen is None:
        return view
    shown = view.entries[:limit]
    following = _cursor(reader, chosen, shown[-1].id)
    return replace(view, entries=shown, truncated=True, next_cursor=following)


def named_on_list(
    reader: Reader,
    key: str,
    point: PointInTime,
    name: str,
    *,
    limit: int = 100,
    source: str | None = None,
) -> ListAsOfView:
    """Was a name on a list on a day: the rows that hold all its words in one line, as evidence.

    No row is no delisting and no clearance: the words may be written otherwise there. Without a
    snapshot of that day there is no coverage, which the view's `held` and `note` say.
    """
    _refuse_limit(limit)
    if not name.strip():
        raise QueryError("the name is blank; give the name to look for", name="name", position=0)

    def rows(chosen: RowMapping) -> tuple[Sequence[ListEntryView], int]:
        found = named_rows(reader, chosen, point, name)
        return found, len(found)

    view, _ = _answer(reader, key, point, source, rows)
    shown = view.entries[:limit]
    return replace(view, name=name, entries=shown, truncated=len(shown) < view.total)


def _answer(
    reader: Reader,
    key: str,
    point: PointInTime,
    source: str | None,
    rows: Callable[[RowMapping], tuple[Sequence[ListEntryView], int]],
) -> tuple[ListAsOfView, RowMapping | None]:
    held = snapshots(reader, key, point)
    if not held:
        raise unknown_list(reader, key, point)
    known = _of_source(held, key, source)
    chosen = chosen_of(known, point.as_of)
    entries, total = ((), 0) if chosen is None else rows(chosen)
    hold = hold_over(known, chosen, point.as_of)
    view = ListAsOfView(
        list=key,
        title=list_titles().get(key, key),
        held=chosen is not None,
        note=_note(key, chosen, known, point.as_of, hold),
        snapshot=None if chosen is None else snapshot_view(chosen),
        hold=hold,
        name=None,
        total=total,
        truncated=False,
        entries=tuple(entries),
        others=tuple(snapshot_view(row) for row in held if row is not chosen),
        next_cursor=None,
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )
    return view, chosen


def _refuse_limit(limit: int) -> None:
    if not 1 <= limit <= _MOST:
        raise QueryError(f"limit {limit} is not between 1 and {_MOST}", name="limit", position=0)


def _of_source(held: Sequence[RowMapping], key: str, source: str | None) -> list[RowMapping]:
    known = [row for row in held if source is None or row["source"] == source]
    if not known:
        named = ", ".join(sorted({row["source"] for row in held}))
        problem = f"no snapshot of {key} is from {source!r}; held: {named}"
        raise QueryError(problem, name="source", position=0)
    return known


def _entries(
    reader: Reader, snapshot: RowMapping, point: PointInTime, limit: int, cursor: str | None
) -> tuple[tuple[ListEntryView, ...], int]:
    # Databases order texts each in its own way, so the order of pages is made here.
    on_it = reader.connection.execute(rows_on(snapshot, point.as_known or reader.now)).all()
    after = "" if cursor is None else _after(reader, snapshot, cursor)
    rows = sorted((row for row in on_it if row.id > after), key=lambda row: str(row.id))[
        : limit + 1
    ]
    titles = titles_of(reader, [row.version_pk for row in rows])
    return tuple(
        ListEntryView(id=row.id, version=row.version, title=titles.get(row.version_pk))
        for row in rows
    ), len(on_it)


def _note(
    key: str,
    chosen: RowMapping | None,
    known: list[RowMapping],
    as_of: date | None,
    hold: HoldView | None,
) -> str | None:
    if chosen is not None:
        if hold is not None:
            return (
                f"is the last good list; the file of {hold.current_on or 'no stated day'} is held: "
                f"{hold.reason}"
            )
        return None if chosen["flaw"] is None else f"may not be the whole list: {chosen['flaw']}"
    days = sorted(row["current_on"] for row in known if row["current_on"] is not None)
    undated = len(known) - len(days)
    first = f"the earliest that is held is of {days[0]}" if days else "none held has a day"
    more = f"; {undated:,} held without a day (import with --as-of to give one)" if undated else ""
    return f"no coverage: no snapshot of {key} was current on or before {as_of}; {first}{more}"


def unknown_list(reader: Reader, key: str, point: PointInTime) -> NotFoundError:
    held = sorted({row["list_key"] for row in snapshots(reader, None, point)})
    if key in list_titles():
        title = list_titles()[key]
        return NotFoundError(f"no snapshot of {key} ({title}) is held here; import a file of it")
    near = difflib.get_close_matches(key, [*held, *list_titles()], n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"held are {', '.join(held) or 'none'}"
    return NotFoundError(f"no snapshot of a list {key!r} is held here; {hint}")


def _cursor(reader: Reader, snapshot: RowMapping, last: str) -> str:
    return f"{_signature(reader, snapshot, last)}.{last}"


def _after(reader: Reader, snapshot: RowMapping, cursor: str) -> str:
    signature, _, last = cursor.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(reader, snapshot, last).encode()):
        hint = "ask again without one, then follow next_cursor"
        raise QueryError(
            f"this cursor is of another list or snapshot; {hint}", name="cursor", hint=hint
        )
    return last


def _signature(reader: Reader, snapshot: RowMapping, last: str) -> str:
    said = f"list:{snapshot['pk']}:{last}".encode()
    return hmac.new(reader.signing_key, said, "sha256").hexdigest()[:16]
