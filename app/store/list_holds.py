"""Which snapshots are kept and not taken for the list: judged as they are put down, and let go.

A snapshot is held against the last good one before it in its series, by the day each was current.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from app.comparison.list_changes import Entry
from app.comparison.shrinking import Shrinkage, Shrunk, lacks_the_same, shrunk
from app.domain.documents import Custody
from app.store.list_hold_rows import ListHoldRow
from app.store.list_rows import Kept, SnapshotRows, is_before, kept_of, kept_snapshots, order
from app.store.schema import CaptureRow, ListSnapshotRow

# Files are built anew once a day or once an hour: what two of them lack that were taken most of a
# day apart is not one broken build. Less than a day, so that a daily look a bit early counts.
APART: Final = timedelta(hours=20)
_PROGRAMME: Final = re.compile(r"^(?:programmes?|programs?|regime)$", re.IGNORECASE)


class ListHolds:
    """The holds of list snapshots inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = SnapshotRows(connection)

    def judge(self, snapshot_pk: int, *, at: datetime) -> None:
        """Hold a snapshot that shrank, or let it go; and judge anew the one that follows it."""
        kept = self._series(snapshot_pk)
        one = next((each for each in kept if each.pk == snapshot_pk), None)
        if one is None:
            return
        self._settle(one, kept, at)
        kept = self._series(snapshot_pk)
        following = next((each for each in kept if is_before(one, each)), None)
        # A file in lesser custody never unseats one in surer.
        if following is not None and one.custody.rank <= following.custody.rank:
            self._settle(following, kept, at)

    def held_of(self, capture_id: str) -> tuple[int, list[str]] | None:
        """A capture by its id and the keys of its held lists; `None` for none of either."""
        rows = self._connection.execute(
            select(CaptureRow.pk, ListSnapshotRow.list_key)
            .join(ListSnapshotRow, ListSnapshotRow.capture_pk == CaptureRow.pk)
            .join(ListHoldRow, ListHoldRow.snapshot_pk == ListSnapshotRow.pk)
            .where(CaptureRow.id == capture_id)
            .where(ListSnapshotRow.superseded_at.is_(None), ListHoldRow.released_at.is_(None))
            .order_by(ListSnapshotRow.list_key)
        ).all()
        return (rows[0].pk, [row.list_key for row in rows]) if rows else None

    def confirm(self, capture_pk: int, *, note: str, at: datetime) -> None:
        """Let go what is held of a capture, as a person says, and judge what follows anew."""
        snapshots = self._connection.scalars(
            select(ListSnapshotRow.pk)
            .join(ListHoldRow, ListHoldRow.snapshot_pk == ListSnapshotRow.pk)
            .where(ListSnapshotRow.capture_pk == capture_pk)
            .where(ListSnapshotRow.superseded_at.is_(None), ListHoldRow.released_at.is_(None))
        ).all()
        for pk in snapshots:
            self._release(pk, by="person", at=at, note=note)
            for later in self._series(pk):
                if later.hold is not None:
                    self._settle(later, self._series(pk), at)

    def missing_lists(
        self,
        capture_pk: int,
        keys: Collection[str],
        *,
        source: str,
        shape: str,
        current_on: date | None,
    ) -> tuple[str, ...]:
        """Lists that the capture before gave beside these, and that this one should hold too."""
        rows = self._connection.execute(
            kept_snapshots()
            .where(ListSnapshotRow.source == source, ListSnapshotRow.shape == shape)
            .where(ListSnapshotRow.list_key.in_(sorted(keys)))
            .where(ListSnapshotRow.capture_pk != capture_pk)
        ).mappings()
        before = [
            one
            for one in (kept_of(row) for row in rows)
            if (one.current_on or date.min, one.capture_pk) < (current_on or date.max, capture_pk)
        ]
        if not before:
            return ()
        last = max(before, key=order).capture_pk
        return tuple(
            key
            for key in self._connection.scalars(
                select(ListSnapshotRow.list_key)
                .where(ListSnapshotRow.superseded_at.is_(None), ListSnapshotRow.flaw.is_(None))
                .where(ListSnapshotRow.source == source, ListSnapshotRow.shape == shape)
                .where(ListSnapshotRow.capture_pk == last)
                .order_by(ListSnapshotRow.list_key)
            )
            if key not in keys
        )

    def _settle(self, one: Kept, kept: Sequence[Kept], at: datetime) -> None:
        before = _baseline(one, kept)
        found = None if before is None else self._found(before, one)
        if found is None or before is None:
            if one.hold is not None:
                self._release(one.pk, by="later", at=at, note=None)
            return
        if self._is_confirmed(one):
            return
        if found.sort is Shrinkage.ROWS:
            again = self._seen_before(one, before, kept)
            if again:
                for each in (*again, *([one] if one.hold is not None else [])):
                    self._release(each.pk, by="repetition", at=at, note=None, of=one)
                return
        if one.hold is None:
            self._hold(one, before, found, at)

    def _found(self, before: Kept, one: Kept) -> Shrunk | None:
        removed = self._rows.removed(before, one)
        if not removed:
            return None
        named = {entry.id: _programmes(entry) for entry in self._rows.entries(before).values()}
        return shrunk(named, removed)

    def _seen_before(self, one: Kept, before: Kept, kept: Sequence[Kept]) -> list[Kept]:
        """Earlier held files that lack the same rows, taken long enough before this one."""
        removed = self._rows.removed(before, one)
        found = []
        for each in kept:
            if each.hold is not Shrinkage.ROWS or each.digest == one.digest:
                continue
            if not (is_before(before, each) and is_before(each, one)):
                continue
            if _apart(each, one) < APART:
                continue
            lacked = self._rows.removed(before, each)
            if lacks_the_same(lacked, removed) and self._found(each, one) is None:
                found.append(each)
        return found

    def _is_confirmed(self, one: Kept) -> bool:
        """Whether a person has let this capture's list go, in this reading or an earlier one."""
        asked = (
            select(ListHoldRow.pk)
            .join(ListSnapshotRow, ListSnapshotRow.pk == ListHoldRow.snapshot_pk)
            .where(ListSnapshotRow.capture_pk == one.capture_pk)
            .where(ListSnapshotRow.list_key == one.list_key)
            .where(ListHoldRow.released_by == "person")
        )
        return self._connection.scalar(asked.limit(1)) is not None

    def _series(self, snapshot_pk: int) -> list[Kept]:
        series = select(ListSnapshotRow.series).where(ListSnapshotRow.pk == snapshot_pk)
        rows = self._connection.execute(
            kept_snapshots().where(ListSnapshotRow.series == series.scalar_subquery())
        ).mappings()
        return sorted((kept_of(row) for row in rows), key=order)

    def _hold(self, one: Kept, before: Kept, found: Shrunk, at: datetime) -> None:
        self._connection.execute(
            insert(ListHoldRow).values(
                snapshot_pk=one.pk,
                against_pk=before.pk,
                sort=found.sort.value,
                reason=found.reason,
                removed=found.removed,
                recorded_at=at,
            )
        )

    def _release(
        self, pk: int, *, by: str, at: datetime, note: str | None, of: Kept | None = None
    ) -> None:
        self._connection.execute(
            update(ListHoldRow)
            .where(ListHoldRow.snapshot_pk == pk, ListHoldRow.released_at.is_(None))
            .values(
                released_at=at,
                released_by=by,
                release_note=note,
                release_capture_pk=None if of is None else of.capture_pk,
            )
        )


def _programmes(entry: Entry) -> tuple[str, ...]:
    said = (value for heading, value in entry.lines if _PROGRAMME.match(heading))
    return tuple(one.strip(" []") for value in said for one in value.split(";") if one.strip(" []"))


def _baseline(one: Kept, kept: Sequence[Kept]) -> Kept | None:
    """The last good snapshot current before one, in custody as sure as its own where there is one.

    A file of a stated day is held against those of no day only where no other came before; a file
    of no day, which answers only where no other does, only against its like.
    """
    good = [each for each in kept if each.hold is None and each.pk != one.pk]
    before = [each for each in good if is_before(each, one)]
    if one.current_on is None:
        before = [each for each in before if each.current_on is None]
    surest = [each for each in before if each.custody.rank <= one.custody.rank] or before
    dated = [each for each in surest if each.current_on is not None] or surest
    return max(dated, key=order, default=None)


def _apart(first: Kept, second: Kept) -> timedelta:
    """How long after one file another was taken: by our clock where we fetched it, else by its day.

    Files of many days handed over in one go were not made in one go.
    """
    taken = second.captured_at - first.captured_at
    fetched = Custody.COLLECTED in (first.custody, second.custody)
    if fetched or first.current_on is None or second.current_on is None:
        return taken
    return max(taken, second.current_on - first.current_on)
