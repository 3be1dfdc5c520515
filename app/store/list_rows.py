"""The rows of list snapshots as judging needs them: which stood on each, and in what words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, or_, select

from app.comparison.list_changes import Entry, paired_again
from app.comparison.shrinking import Shrinkage
from app.domain.documents import Custody
from app.formats.entity_cells import entry_name
from app.store.documents import batches
from app.store.list_hold_rows import ListHoldRow
from app.store.schema import CaptureRow, DocumentRow, ListRowRow, ListSnapshotRow, VersionRow

_BATCH = 500
_NAMES = ("name", "alias")
# Cells in which a gazette prints a party's name, its other names and its addresses together.
_CELLS = ("entity", "listed person and address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A whole snapshot in force, with what judging it needs; `hold` is the sort it is held for."""

    pk: int
    list_key: str
    series: int
    capture_pk: int
    capture: str
    current_on: date | None
    custody: Custody
    captured_at: datetime
    digest: str
    hold: Shrinkage | None


class SnapshotRows:
    """Rows of snapshots, read once each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._versions: dict[int, dict[str, int]] = {}
        self._entries: dict[int, dict[str, Entry]] = {}

    def versions(self, one: Kept) -> dict[str, int]:
        """The version of each row of a snapshot, by the row's identity."""
        if one.pk not in self._versions:
            rows = self._connection.execute(standing_on(one.series, one.pk))
            self._versions[one.pk] = {row.id: row.version_pk for row in rows}
        return self._versions[one.pk]

    def entries(self, one: Kept) -> dict[str, Entry]:
        """Every row of a snapshot in its words."""
        if one.pk not in self._entries:
            joined = standing_on(one.series, one.pk).add_columns(VersionRow.text)
            rows = self._connection.execute(
                joined.join(VersionRow, VersionRow.pk == ListRowRow.version_pk)
            )
            self._entries[one.pk] = {row.id: entry_of(row.id, row.text) for row in rows}
        return self._entries[one.pk]

    def removed(self, before: Kept, one: Kept) -> list[str]:
        """Rows of before that one lacks, but for those that came back under another identity."""
        then, now = self.versions(before), self.versions(one)
        gone = [id_ for id_ in then if id_ not in now]
        new = {pk: id_ for id_, pk in now.items() if id_ not in then}
        if not gone or not new:
            return gone
        entries = self.entries(before)
        came = [entry_of(new[pk], text) for pk, text in self._texts(list(new))]
        _, left, _ = paired_again([entries[id_] for id_ in gone], came)
        return [entry.id for entry in left]

    def _texts(self, version_pks: list[int]) -> list[tuple[int, str]]:
        return [
            (row.pk, row.text)
            for batch in batches(version_pks, _BATCH)
            for row in self._connection.execute(
                select(VersionRow.pk, VersionRow.text).where(VersionRow.pk.in_(batch))
            )
        ]


def entry_of(id_: str, text: str) -> Entry:
    """A row of a list from its words: a label and a value in each line."""
    lines: list[tuple[str, str]] = []
    for line in text.split("\n"):
        heading, sep, value = line.partition(": ")
        lines.append((heading, value) if sep else ("", line))
    for heading, value in lines:
        if heading.casefold() in _NAMES:
            return Entry(id=id_, name=value, lines=tuple(lines))
        if heading.casefold() in _CELLS:
            return Entry(id=id_, name=entry_name(value), lines=tuple(lines))
    return Entry(id=id_, name=lines[0][1], lines=tuple(lines))


def order(one: Kept) -> tuple[bool, date, int]:
    """Files of no day first, then by their day, then as they were received."""
    return (one.current_on is not None, one.current_on or date.min, one.capture_pk)


def is_before(first: Kept, second: Kept) -> bool:
    """Whether one file comes before another; of two of one day the one received first."""
    return order(first) < order(second)


def standing_on(series: int, snapshot_pk: int) -> Select[*tuple[Any, ...]]:
    """Identity and version of every row that stood on a snapshot."""
    return (
        select(DocumentRow.id, ListRowRow.version_pk)
        .join(DocumentRow, DocumentRow.pk == ListRowRow.document_pk)
        .where(ListRowRow.series == series, ListRowRow.first_pk <= snapshot_pk)
        .where(or_(ListRowRow.ended_pk.is_(None), ListRowRow.ended_pk > snapshot_pk))
    )


def kept_of(row: RowMapping) -> Kept:
    """A snapshot from its row."""
    return Kept(
        pk=row["pk"],
        list_key=row["list_key"],
        series=row["series"],
        capture_pk=row["capture_pk"],
        capture=row["capture"],
        current_on=row["current_on"],
        custody=Custody(row["custody"]),
        captured_at=row["captured_at"],
        digest=row["digest"],
        hold=None if row["sort"] is None else Shrinkage(row["sort"]),
    )


def kept_snapshots() -> Select[*tuple[Any, ...]]:
    """Whole snapshots in force, with what each is held for."""
    held = and_(ListHoldRow.snapshot_pk == ListSnapshotRow.pk, ListHoldRow.released_at.is_(None))
    return (
        select(
            ListSnapshotRow.pk,
            ListSnapshotRow.list_key,
            ListSnapshotRow.series,
            ListSnapshotRow.capture_pk,
            ListSnapshotRow.current_on,
            CaptureRow.id.label("capture"),
            CaptureRow.custody,
            CaptureRow.captured_at,
            CaptureRow.digest,
            ListHoldRow.sort,
        )
        .join(CaptureRow, CaptureRow.pk == ListSnapshotRow.capture_pk)
        .outerjoin(ListHoldRow, held)
        .where(ListSnapshotRow.superseded_at.is_(None), ListSnapshotRow.flaw.is_(None))
    )
