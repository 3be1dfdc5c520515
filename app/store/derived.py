"""The shelf of what was read out of words: a better reading supersedes, nothing is changed.

A row that a newer maker reads the same stands as it is, with the maker that first read it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, insert, select, update

from app.store.derived_rows import (
    ActionRow,
    CitationRow,
    DatedFactRow,
    ExtractionRow,
    KnownAsRow,
    MatterRow,
    TypeReadingRow,
)
from app.store.documents import batches
from app.store.schema import ChangeRow, DocumentRow, Row, VersionRow

Values = Mapping[str, object]
Rows = Mapping[str, Sequence[Values]]

# In place of a maker: a decision was made since, in the light of which nobody has read it yet.
WAITING = ""
_BATCH = 500
_OF_VERSION: tuple[type[Row], ...] = (CitationRow, DatedFactRow, ActionRow, TypeReadingRow)
_OF_DOCUMENT: tuple[type[Row], ...] = (KnownAsRow, MatterRow)
_NOT_CONTENT = frozenset({"pk", "made_by", "recorded_at", "superseded_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """All that was read out of one version, by table: the columns of each row, `made_by` too.

    `of_document` is `None` where the showing read is not what its document shows now, and so says
    nothing of what the document is known as. `problem` is why the version was set aside; then
    the rows of earlier makers stand.
    """

    version_pk: int
    document_pk: int
    showing_pk: int
    maker: str
    of_version: Rows
    of_document: Rows | None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row that a reading would take away (`gone`) or put down; `place` is its owner."""

    place: str
    table: str
    gone: bool
    values: Values


@dataclass(frozen=True, slots=True)
class _Settled:
    table: Table
    owner: str
    gone: list[RowMapping]
    new: list[dict[str, object]]

    def owners(self) -> set[int]:
        """The versions or documents of which anything changes."""
        return {row[self.owner] for row in self.gone} | {_pk(row[self.owner]) for row in self.new}


class DerivedShelf:
    """Derived rows inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, read: Sequence[Derived], *, at: datetime) -> list[Derived]:
        """Make these the readings of their versions; those by which anything changed.

        Call it under the commit lock. A version that somebody read meanwhile in the light of a
        later showing is left alone.
        """
        before = self._extractions([one.version_pk for one in read])
        mine = [
            one
            for one in read
            if one.version_pk not in before
            or before[one.version_pk]["showing_pk"] <= one.showing_pk
        ]
        changed: set[tuple[str, int]] = set()
        for settled in self._settled(mine):
            self._write(settled, at)
            changed |= {(settled.owner, pk) for pk in settled.owners()}
        self._note(mine, before, at)
        return [
            one
            for one in mine
            if ("version_pk", one.version_pk) in changed
            or ("document_pk", one.document_pk) in changed
        ]

    def read_again(self, document_pk: int) -> None:
        """Let the versions of a document wait to be read, as if an older maker had read them."""
        versions = select(VersionRow.pk).where(VersionRow.document_pk == document_pk)
        self._connection.execute(
            update(ExtractionRow)
            .where(ExtractionRow.version_pk.in_(versions))
            .values(maker=WAITING)
        )

    def differences(self, read: Sequence[Derived]) -> Iterator[Difference]:
        """What `put` would take away and put down, nothing written."""
        for settled in self._settled(read):
            places = self._places(settled)
            names = content(settled.table)
            for row in settled.gone:
                values = {name: row[name] for name in names}
                place = places[row[settled.owner]]
                yield Difference(place=place, table=settled.table.name, gone=True, values=values)
            for new in settled.new:
                values = {name: new[name] for name in names}
                place = places[_pk(new[settled.owner])]
                yield Difference(place=place, table=settled.table.name, gone=False, values=values)

    def _extractions(self, version_pks: Sequence[int]) -> dict[int, RowMapping]:
        found: dict[int, RowMapping] = {}
        for batch in batches(version_pks, _BATCH):
            rows = self._connection.execute(
                select(ExtractionRow.__table__).where(ExtractionRow.version_pk.in_(batch))
            )
            found.update((row["version_pk"], row) for row in rows.mappings())
        return found

    def _settled(self, read: Sequence[Derived]) -> Iterator[_Settled]:
        whole = [one for one in read if one.problem is None]
        for kind in _OF_VERSION:
            wanted = {one.version_pk: one.of_version.get(kind.__tablename__, ()) for one in whole}
            yield self._settle(kind.__table__, "version_pk", wanted)  # type: ignore[arg-type]  # a declarative table is a Table
        for kind in _OF_DOCUMENT:
            wanted = {
                one.document_pk: one.of_document.get(kind.__tablename__, ())
                for one in whole
                if one.of_document is not None
            }
            yield self._settle(kind.__table__, "document_pk", wanted)  # type: ignore[arg-type]  # a declarative table is a Table

    def _settle(self, table: Table, owner: str, wanted: Mapping[int, Sequence[Values]]) -> _Settled:
        """What has to go and to come so that exactly the wanted rows stand, each as often."""
        names = content(table)
        missing: dict[int, list[Values]] = {pk: list(rows) for pk, rows in wanted.items()}
        counted = {
            pk: Counter(_key(row, names) for row in rows) for pk, rows in wanted.items() if rows
        }
        gone: list[RowMapping] = []
        kept: dict[int, Counter[tuple[object, ...]]] = {}
        for row in self._standing(table, owner, list(wanted)):
            pk, key = row[owner], _key(row, names)
            if counted.get(pk, Counter())[key] > kept.setdefault(pk, Counter())[key]:
                kept[pk][key] += 1
            else:
                gone.append(row)
        new: list[dict[str, object]] = []
        for pk, rows in missing.items():
            standing = kept.get(pk, Counter())
            for values in rows:
                key = _key(values, names)
                if standing[key]:
                    standing[key] -= 1
                else:
                    new.append({owner: pk, **values})
        return _Settled(table, owner, gone, new)

    def _standing(self, table: Table, owner: str, pks: Sequence[int]) -> Iterator[RowMapping]:
        for batch in batches(pks, _BATCH):
            yield from self._connection.execute(
                select(table)
                .where(table.c[owner].in_(batch), table.c.superseded_at.is_(None))
                .order_by(table.c.pk)
            ).mappings()

    def _write(self, settled: _Settled, at: datetime) -> None:
        table = settled.table
        for batch in batches([row["pk"] for row in settled.gone], _BATCH):
            self._connection.execute(
                update(table).where(table.c.pk.in_(batch)).values(superseded_at=at)
            )
        if settled.new:
            rows = [{**row, "recorded_at": at, "superseded_at": None} for row in settled.new]
            self._connection.execute(insert(table), rows)

    def _note(
        self, read: Sequence[Derived], before: Mapping[int, RowMapping], at: datetime
    ) -> None:
        new = [one for one in read if one.version_pk not in before]
        if new:
            rows = [
                {"version_pk": one.version_pk, "first_made_at": at, **_work_done(one, at)}
                for one in new
            ]
            self._connection.execute(insert(ExtractionRow), rows)
        for one in read:
            if one.version_pk in before and _is_other_work(before[one.version_pk], one):
                self._connection.execute(
                    update(ExtractionRow)
                    .where(ExtractionRow.version_pk == one.version_pk)
                    .values(**_work_done(one, at))
                )

    def _places(self, settled: _Settled) -> dict[int, str]:
        named = VersionRow if settled.owner == "version_pk" else DocumentRow
        found: dict[int, str] = {}
        for batch in batches(sorted(settled.owners()), _BATCH):
            rows = self._connection.execute(select(named.pk, named.id).where(named.pk.in_(batch)))
            found.update((row.pk, row.id) for row in rows)
        return found


def derived_changes(changed: Sequence[Derived], *, position: int, at: datetime) -> list[Any]:
    """The places in the feed of documents of which something else is read now, after `position`."""
    showings = {one.document_pk: one.showing_pk for one in changed}
    return [
        {
            "position": place,
            "recorded_at": at,
            "verb": "derived",
            "document_pk": document_pk,
            "showing_pk": showing_pk,
        }
        for place, (document_pk, showing_pk) in enumerate(showings.items(), start=position + 1)
    ]


def write_changes(connection: Connection, changes: Sequence[Any]) -> None:
    """Put places into the feed."""
    if changes:
        connection.execute(insert(ChangeRow), changes)


def content(table: Table) -> tuple[str, ...]:
    """The columns of a derived row by which a newer reading is told to be another."""
    owners = {"version_pk", "document_pk"}
    return tuple(one.name for one in table.columns if one.name not in _NOT_CONTENT | owners)


def _key(row: Values | RowMapping, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


def _pk(number: object) -> int:
    assert isinstance(number, int)
    return number


def _is_other_work(before: RowMapping, one: Derived) -> bool:
    noted = (before["showing_pk"], before["maker"], before["problem"])
    return noted != (one.showing_pk, one.maker, one.problem)


def _work_done(one: Derived, at: datetime) -> dict[str, object]:
    return {
        "showing_pk": one.showing_pk,
        "maker": one.maker,
        "made_at": at,
        "problem": one.problem,
    }
