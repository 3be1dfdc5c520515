"""The rows of a list's snapshot: who stood on it, in what words, and which rows hold a name."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, Select, and_, exists, or_, select

from app.comparison.list_changes import Entry
from app.comparison.list_values import folded
from app.domain.time import PointInTime
from app.queries.list_views import ListEntryView
from app.queries.reader import Reader
from app.store.list_rows import entry_of
from app.store.schema import DocumentRow, ListRowRow, ShowingRow, VersionRow, WithdrawalRow

_BATCH = 500
# Lines in which a party is named; the words of a remark or an address name others.
_NAMING = ("name", "alias", "entity", "a.k.a", "other name", "also known")


def rows_on(snapshot: RowMapping, at: datetime) -> Select[str, str, int]:
    """Documents on a snapshot, but for those a person has taken out of view."""
    withdrawn = exists().where(
        and_(
            WithdrawalRow.document_pk == ListRowRow.document_pk,
            WithdrawalRow.withdrawn_at <= at,
            or_(WithdrawalRow.restored_at.is_(None), WithdrawalRow.restored_at > at),
        )
    )
    return (
        select(DocumentRow.id, VersionRow.id.label("version"), ListRowRow.version_pk)
        .join(DocumentRow, DocumentRow.pk == ListRowRow.document_pk)
        .join(VersionRow, VersionRow.pk == ListRowRow.version_pk)
        .where(ListRowRow.series == snapshot["series"], ListRowRow.first_pk <= snapshot["pk"])
        .where(or_(ListRowRow.ended_pk.is_(None), ListRowRow.ended_pk > snapshot["pk"]))
        .where(~withdrawn)
    )


def titles_of(reader: Reader, version_pks: list[int]) -> dict[int, str]:
    """What each version was called; where it was never shown, the name on its first line."""
    shown = reader.connection.execute(
        select(ShowingRow.version_pk, ShowingRow.title)
        .where(ShowingRow.version_pk.in_(version_pks), ShowingRow.title.is_not(None))
        .order_by(ShowingRow.pk)
    )
    titles = {row.version_pk: row.title for row in shown}
    unshown = [pk for pk in version_pks if pk not in titles]
    if unshown:
        texts = reader.connection.execute(
            select(VersionRow.pk, VersionRow.text).where(VersionRow.pk.in_(unshown))
        )
        titles |= {row.pk: row.text.split("\n", 1)[0].partition(": ")[2] for row in texts}
    return titles


def entries_on(reader: Reader, snapshot: RowMapping, point: PointInTime) -> dict[str, Entry]:
    """Every row of a snapshot in its words, by identity, but for those taken out of view."""
    asked = rows_on(snapshot, point.as_known or reader.now).add_columns(VersionRow.text)
    return {row.id: entry_of(row.id, row.text) for row in reader.connection.execute(asked)}


def entries_of(reader: Reader, versions: Iterable[tuple[str, int]]) -> dict[str, Entry]:
    """Some rows in the words of these versions, by identity."""
    named = {pk: id_ for id_, pk in versions}
    pks = list(named)
    found: dict[str, Entry] = {}
    for at in range(0, len(pks), _BATCH):
        asked = select(VersionRow.pk, VersionRow.text).where(
            VersionRow.pk.in_(pks[at : at + _BATCH])
        )
        for row in reader.connection.execute(asked):
            found[named[row.pk]] = entry_of(named[row.pk], row.text)
    return found


def named_rows(
    reader: Reader, snapshot: RowMapping, point: PointInTime, name: str
) -> tuple[ListEntryView, ...]:
    """Rows that hold every word of a name in one line that names a party, whole names first."""
    wanted = folded(name)
    words = set(wanted.split())
    if not words:
        return ()
    asked = rows_on(snapshot, point.as_known or reader.now).add_columns(VersionRow.text)
    found: list[tuple[bool, ListEntryView]] = []
    for row in reader.connection.execute(asked):
        entry = entry_of(row.id, row.text)
        for heading, value in entry.lines:
            said = folded(value)
            if words <= set(said.split()) and _names(heading):
                line = f"{heading}: {value}" if heading else value
                view = ListEntryView(
                    id=row.id, version=row.version, title=entry.name, matched=line[:300]
                )
                found.append((said != wanted, view))
                break
    return tuple(view for _, view in sorted(found, key=lambda one: (one[0], one[1].id)))


def _names(heading: str) -> bool:
    return any(word in heading.casefold() for word in _NAMING)
