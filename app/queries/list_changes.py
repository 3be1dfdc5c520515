"""What changed on a list between two days, row by row, and which two files say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import RowMapping

from app.comparison.list_changes import Entry, FieldChange, RowChanges, row_changes
from app.domain.documents import Custody
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.coverage import coverage_block
from app.queries.list_change_views import (
    ListChangesView,
    RemovedView,
    RestsOn,
    RowView,
    SizeView,
)
from app.queries.list_rows import entries_of, rows_on
from app.queries.list_snapshots import (
    chosen_of,
    hold_of,
    hold_over,
    is_by,
    is_good,
    snapshot_view,
    snapshots,
)
from app.queries.lists import unknown_list
from app.queries.reader import Reader
from app.vocabulary.lists import list_titles

# Lines that tell two rows of one name apart, in the order a reader wants them.
_DETAILS = ("country", "programme", "address", "type", "effective", "federal register")
_MOST_DETAIL = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpan:
    """Two days of a list; without a last day up to now, without a first from the file before.

    `source` asks for one publisher's files alone.
    """

    key: str
    from_on: date | None = None
    to_on: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    old: RowMapping | None
    new: RowMapping | None


def list_changes(reader: Reader, span: ListSpan, point: PointInTime) -> ListChangesView:
    """The rows added, removed and changed between two days, editorial changes apart.

    The two files are of one series (one publisher, one form) where there is such a pair; of one
    publisher in two forms only identities are compared, and files of two publishers never. A row
    is told as removed only where both files are whole and on no hold.
    """
    if span.from_on and span.to_on and span.from_on > span.to_on:
        problem = f"from {span.from_on} is after to {span.to_on}; give the earlier day first"
        raise QueryError(problem, name="from", position=0)
    held = snapshots(reader, span.key, point)
    if not held:
        raise unknown_list(reader, span.key, point)
    known = [row for row in held if span.source in (None, row["source"])]
    if not known:
        named = ", ".join(sorted({row["source"] for row in held}))
        problem = f"no snapshot of {span.key} is from {span.source!r}; held: {named}"
        raise QueryError(problem, name="source", position=0)
    pair = _pair(known, span)
    return _view(reader, span, point, pair, known)


def _pair(known: Sequence[RowMapping], span: ListSpan) -> _Pair:
    """The two files to compare: of the newest series that has both, else of the newest source."""
    for together in ("series", "source"):
        found = []
        for group in dict.fromkeys(row[together] for row in known):
            rows = [row for row in known if row[together] == group]
            new = chosen_of(rows, span.to_on)
            old = _old(rows, new, span)
            if new is not None and old is not None:
                found.append((old, new))
        apart = [pair for pair in found if pair[0] is not pair[1]]
        if apart or found:
            old, new = max(apart or found, key=lambda pair: (_when(pair[1]), _when(pair[0])))
            return _Pair(old=old, new=new)
    return _Pair(old=None, new=chosen_of(known, span.to_on))


def _old(rows: Sequence[RowMapping], new: RowMapping | None, span: ListSpan) -> RowMapping | None:
    if span.from_on is not None:
        return chosen_of(rows, span.from_on)
    if new is None:
        return None
    before = [row for row in rows if is_good(row) and _when(row) < _when(new)]
    return max(before, key=_when, default=None)


def _when(row: RowMapping) -> tuple[date, int, int]:
    return (row["current_on"] or date.min, -Custody(row["custody"]).rank, row["capture_pk"])


def _view(
    reader: Reader,
    span: ListSpan,
    point: PointInTime,
    pair: _Pair,
    known: Sequence[RowMapping],
) -> ListChangesView:
    old, new = pair.old, pair.new
    versions: dict[str, str] = {}
    changes = _NOTHING
    by_identity = False
    if old is not None and new is not None and old is not new:
        by_identity = old["series"] != new["series"]
        versions, changes = _compared(reader, point, old, new, by_identity=by_identity)
    gone = changes.removed if all(is_good(row) for row in (old, new) if row is not None) else ()
    told = [_renumbered(one.old, one.new) for one in changes.renumbered] + list(changes.fields)
    both = [row for row in (old, new) if row is not None]
    rests_on = tuple(RestsOn(capture=row["capture"], on=row["current_on"]) for row in both)
    return ListChangesView(
        list=span.key,
        title=list_titles().get(span.key, span.key),
        from_on=span.from_on or (old["current_on"] if old else None),
        to_on=span.to_on or (new["current_on"] if new else None),
        hold=hold_over(known, new, span.to_on),
        covered=old is not None and new is not None,
        note=_note(span, pair, known, by_identity=by_identity),
        old=None if old is None else snapshot_view(old),
        new=None if new is None else snapshot_view(new),
        by_identity=by_identity,
        added=tuple(_row(one, versions) for one in changes.added),
        removed=tuple(_removed(one, versions, rests_on) for one in gone),
        changed=tuple(one for one in told if not one.editorial),
        editorial=tuple(one for one in told if one.editorial),
        sizes=_sizes(known, new or old),
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


_NOTHING = RowChanges(added=(), removed=(), renumbered=(), fields=())


def _compared(
    reader: Reader, point: PointInTime, old: RowMapping, new: RowMapping, *, by_identity: bool
) -> tuple[dict[str, str], RowChanges]:
    at = point.as_known or reader.now
    then = {row.id: row for row in reader.connection.execute(rows_on(old, at))}
    now = {row.id: row for row in reader.connection.execute(rows_on(new, at))}
    gone = [(id_, row.version_pk) for id_, row in then.items() if id_ not in now]
    came = [(id_, row.version_pk) for id_, row in now.items() if id_ not in then]
    differ = (
        []
        if by_identity
        else [
            id_
            for id_, row in now.items()
            if id_ in then and then[id_].version_pk != row.version_pk
        ]
    )
    before = entries_of(reader, [*gone, *((id_, then[id_].version_pk) for id_ in differ)])
    after = entries_of(reader, [*came, *((id_, now[id_].version_pk) for id_ in differ)])
    changes = row_changes(
        [before[id_] for id_, _ in gone],
        [after[id_] for id_, _ in came],
        [(before[id_], after[id_]) for id_ in differ],
    )
    versions = {id_: row.version for id_, row in (*now.items(), *then.items())}
    return versions, changes


def _renumbered(old: Entry, new: Entry) -> FieldChange:
    """An identity made of a row's words moved with them: a fact about the file, not the party."""
    return FieldChange(
        entry=new.id,
        name=new.name,
        field="Identity",
        old=old.id,
        new=new.id,
        gone=(),
        came=(),
        editorial=True,
    )


def _row(entry: Entry, versions: Mapping[str, str]) -> RowView:
    return RowView(
        entry=entry.id, version=versions[entry.id], name=entry.name, details=_details(entry)
    )


def _removed(
    entry: Entry, versions: Mapping[str, str], rests_on: tuple[RestsOn, ...]
) -> RemovedView:
    return RemovedView(
        entry=entry.id,
        version=versions[entry.id],
        name=entry.name,
        details=_details(entry),
        rests_on=rests_on,
    )


def _details(entry: Entry) -> str:
    said = [
        value
        for wanted in _DETAILS
        for heading, value in entry.lines
        if heading.casefold().startswith(wanted)
    ]
    text = "; ".join(dict.fromkeys(said))
    return text if len(text) <= _MOST_DETAIL else f"{text[:_MOST_DETAIL].rstrip()}…"


def _sizes(known: Sequence[RowMapping], shown: RowMapping | None) -> tuple[SizeView, ...]:
    """How large the files of one series were, oldest day first."""
    if shown is None:
        return ()
    rows = sorted((row for row in known if row["series"] == shown["series"]), key=_when)
    return tuple(
        SizeView(
            source=row["source"],
            capture=row["capture"],
            on=row["current_on"],
            entries=row["entries"],
            good=is_good(row),
            hold=hold.reason if (hold := hold_of(row)) else row["flaw"],
        )
        for row in rows
    )


def _note(
    span: ListSpan, pair: _Pair, known: Sequence[RowMapping], *, by_identity: bool
) -> str | None:
    if pair.old is None or pair.new is None:
        return _no_coverage(span, known)
    if pair.old is pair.new:
        day = pair.old["current_on"] or "no stated day"
        return f"one file answers for both days, that of {day}: nothing is known to have changed"
    bad = next((row for row in (pair.old, pair.new) if not is_good(row)), None)
    if bad is not None:
        why = bad["flaw"] or bad["hold_reason"]
        return f"no removal is told: the file of {bad['current_on']} may not be whole ({why})"
    if by_identity:
        return (
            f"the two files have different forms ({pair.old['shape']}, {pair.new['shape']}): "
            "only who is on them is compared, not their words"
        )
    return None


def _no_coverage(span: ListSpan, known: Sequence[RowMapping]) -> str:
    days = sorted({row["current_on"] for row in known if row["current_on"] is not None})
    if span.from_on is None and len(known) == 1:
        return "no coverage: one file of this list is held, so there is nothing to compare it with"
    held = f"files are held from {days[0]} to {days[-1]}" if days else "none held has a day"
    asked = span.to_on if not any(is_by(row, span.to_on) for row in known) else span.from_on
    when = f"was current on or before {asked}" if asked else "is comparable with the newest"
    return f"no coverage: no snapshot of {span.key} {when}; {held}"
