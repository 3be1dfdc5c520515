"""What is waiting for a step: missing, or made by an older maker."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.domain.documents import Kind, Provision
from app.domain.instruments import InstrumentFacts
from app.store.derived_rows import ExtractionRow
from app.store.facts import decode_facts
from app.store.schema import DocumentRow, ShowingRow, SourceRow, VersionRow
from app.store.showings import decode_provisions

_STREAMED = 50
# A workspace from before rows of lists were read holds such as nobody has read, though documents
# that were shown after them were.
UNREAD_ENTRIES: Final[tuple[str, ...]] = ()
_UNSAID = InstrumentFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A version to be read for what it says, in the light of the last showing of it.

    `is_shown` says that its document shows it now; `failed` that an earlier reading set it aside.
    The facts of a report are none of an instrument and stay unsaid.
    """

    version_pk: int
    document_pk: int
    showing_pk: int
    capture_pk: int
    document: str
    kind: Kind
    jurisdiction: str
    text: str
    provisions: tuple[Provision, ...]
    title: str | None
    published_on: date | None
    facts: InstrumentFacts
    is_shown: bool
    failed: bool


class Work:
    """What waits, as one reading connection sees it; everything comes in the order of showings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_up_to(self) -> int:
        """The last showing in whose light a version was read: all after it is new."""
        return self._connection.scalar(select(func.max(ExtractionRow.showing_pk))) or 0

    def has_older(self, makers: tuple[str, ...]) -> bool:
        """Whether any version was read by others than these makers."""
        asked = select(exists(select(ExtractionRow.version_pk).where(_other_than(makers))))
        return bool(self._connection.scalar(asked))

    def versions(
        self,
        *,
        after: int,
        limit: int,
        not_by: tuple[str, ...] | None = None,
        of: int | None = None,
    ) -> Iterator[Unread]:
        """Versions whose last showing comes after one.

        `not_by` keeps those that others than these makers have read, `of` those of one document;
        `UNREAD_ENTRIES` in place of makers keeps the rows of lists that nobody has read.
        """
        asked = _unread_select().where(ShowingRow.pk > after).limit(limit)
        if of is not None:
            asked = asked.where(ShowingRow.document_pk == of)
        if not_by == UNREAD_ENTRIES:
            asked = asked.where(DocumentRow.kind == Kind.LIST_ENTRY.value)
            asked = asked.where(ExtractionRow.version_pk.is_(None))
        elif not_by is not None:
            asked = asked.where(_other_than(not_by))
        rows = self._connection.execution_options(stream_results=True).execute(asked)
        sources = self._connection.execute(select(SourceRow.key, SourceRow.jurisdiction))
        jurisdictions = {row.key: row.jurisdiction for row in sources}
        for row in rows.yield_per(_STREAMED).mappings():
            yield _unread(row, jurisdictions[row["source"]])


def _unread_select() -> Select[*tuple[Any, ...]]:
    later = aliased(ShowingRow)
    return (
        select(
            ShowingRow.pk,
            ShowingRow.version_pk,
            ShowingRow.document_pk,
            ShowingRow.capture_pk,
            ShowingRow.title,
            ShowingRow.published_on,
            ShowingRow.facts,
            ShowingRow.superseded_at.is_(None).label("is_shown"),
            DocumentRow.id,
            DocumentRow.kind,
            DocumentRow.source,
            VersionRow.text,
            VersionRow.provisions,
            ExtractionRow.problem,
        )
        .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
        .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
        .outerjoin(ExtractionRow, ExtractionRow.version_pk == ShowingRow.version_pk)
        .where(
            ~exists(
                select(later.pk).where(
                    later.version_pk == ShowingRow.version_pk, later.pk > ShowingRow.pk
                )
            )
        )
        .order_by(ShowingRow.pk)
    )


def _other_than(makers: tuple[str, ...]) -> ColumnElement[bool]:
    """As ranges between the known makers, which an index answers without reading every row."""
    ordered = sorted(makers)
    maker = ExtractionRow.maker
    ranges = [maker < ordered[0], maker > ordered[-1]]
    ranges += [(maker > low) & (maker < high) for low, high in pairwise(ordered)]
    return or_(*ranges)


def _unread(row: RowMapping, jurisdiction: str) -> Unread:
    kind = Kind(row["kind"])
    report = kind is Kind.REPORT
    return Unread(
        version_pk=row["version_pk"],
        document_pk=row["document_pk"],
        showing_pk=row["pk"],
        capture_pk=row["capture_pk"],
        document=row["id"],
        kind=kind,
        jurisdiction=jurisdiction,
        text=row["text"],
        provisions=() if row["provisions"] == "[]" else decode_provisions(row["provisions"]),
        title=row["title"],
        published_on=row["published_on"],
        facts=_UNSAID if report else decode_facts(row["facts"]),
        is_shown=bool(row["is_shown"]),
        failed=row["problem"] is not None,
    )
