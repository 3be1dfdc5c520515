"""The shelf of captures and of their bodies, each body kept once."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from app.domain.documents import Capture, Custody, Issue, Standing
from app.domain.ids import CaptureId, Digest, DocumentId, SourceKey
from app.domain.sources import Request
from app.store.collecting_rows import LookRow
from app.store.dialect import insert_or_skip
from app.store.schema import BodyRow, CaptureRow, IssueRow

_DEFLATE_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The newest answer to a request, without its bytes; `read_by` is `None` while it waits.

    `is_whole` is false where it may have been cut when it was last asked for.
    """

    pk: int
    id: CaptureId
    digest: Digest
    etag: str | None
    last_modified: str | None
    read_by: str | None
    records: int
    problem: str | None
    is_whole: bool


class Captures:
    """Captures inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, capture: Capture) -> int:
        """Keep a capture whole, body included; its row number."""
        body = {
            "digest": capture.digest,
            "size": len(capture.body),
            "deflated": zlib.compress(capture.body, _DEFLATE_LEVEL),
        }
        table = BodyRow.__table__
        self._connection.execute(
            insert_or_skip(self._connection, table, unique=("digest",)),  # type: ignore[arg-type]  # a declarative table is a Table
            body,
        )
        made = self._connection.execute(
            insert(CaptureRow).values(
                id=capture.id,
                source=capture.source,
                place=capture.place,
                shape=capture.shape,
                captured_at=capture.captured_at,
                digest=capture.digest,
                custody=capture.custody.value,
                standing=capture.standing.value,
                about=capture.about,
                published_on=capture.published_on,
                claims_current_on=capture.claims_current_on,
                mapping=capture.mapping,
                url=capture.url,
                status=capture.status,
                media_type=capture.media_type,
                etag=capture.etag,
                last_modified=capture.last_modified,
                records=0,
                quarantined=0,
            )
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def last_from(self, place: str) -> RowMapping | None:
        """The newest capture from a path or address, without its body."""
        found = self._connection.execute(
            select(CaptureRow.__table__)
            .where(CaptureRow.place == place)
            .order_by(CaptureRow.pk.desc())
            .limit(1)
        )
        return found.mappings().first()

    def last_collected(self, url: str, request: Request, *, source: SourceKey) -> Collected | None:
        """The newest answer a source got to a request, which stands at a whole address.

        What was asked for in another language or form is another answer.
        """
        asked = (
            select(CaptureRow.__table__, LookRow.problem.label("doubt"))
            .join(LookRow, LookRow.capture_pk == CaptureRow.pk)
            .where(LookRow.url == url, LookRow.accept == request.accept)
            .where(LookRow.language == request.language)
            .where(CaptureRow.source == source, CaptureRow.shape == request.shape)
            .order_by(LookRow.pk.desc())
            .limit(1)
        )
        row = self._connection.execute(asked).mappings().first()
        if row is None:
            return None
        return Collected(
            pk=row["pk"],
            id=CaptureId(row["id"]),
            digest=Digest(row["digest"]),
            etag=row["etag"],
            last_modified=row["last_modified"],
            read_by=row["read_by"],
            records=row["records"],
            problem=row["problem"],
            is_whole=row["doubt"] is None,
        )

    def most_records(self, place: str, shape: str) -> int:
        """The most records that any capture from an address, read in a shape, ever held."""
        asked = select(func.max(CaptureRow.records)).where(
            CaptureRow.place == place, CaptureRow.shape == shape
        )
        return self._connection.scalar(asked) or 0

    def newest(self) -> int:
        """The row number of the newest capture; zero where there is none."""
        return self._connection.scalar(select(func.max(CaptureRow.pk))) or 0

    def collected_after(self, pk: int) -> list[int]:
        """Row numbers of the captures collected after one, in their order."""
        asked = (
            select(CaptureRow.pk)
            .where(CaptureRow.pk > pk, CaptureRow.custody == Custody.COLLECTED.value)
            .order_by(CaptureRow.pk)
        )
        return list(self._connection.scalars(asked))

    def unread_of(self, source: SourceKey) -> list[int]:
        """Row numbers of a source's collected captures that nobody has read, in their order."""
        asked = (
            select(CaptureRow.pk)
            .where(CaptureRow.read_by.is_(None), CaptureRow.source == source)
            .where(CaptureRow.custody == Custody.COLLECTED.value)
            .order_by(CaptureRow.pk)
        )
        return list(self._connection.scalars(asked))

    def document_holding(self, digest: Digest, shape: str) -> DocumentId | None:
        """The document that the same bytes, read in the same shape, are the newest words of."""
        newer = aliased(CaptureRow)
        edited = (
            exists()
            .where(newer.about == CaptureRow.about, newer.pk > CaptureRow.pk)
            .where(newer.digest != CaptureRow.digest)
        )
        found = self._connection.scalar(
            select(CaptureRow.about)
            .where(CaptureRow.digest == digest, CaptureRow.shape == shape)
            .where(CaptureRow.about.is_not(None), ~edited)
            .order_by(CaptureRow.pk)
            .limit(1)
        )
        return None if found is None else DocumentId(found)

    def has(self, id_: CaptureId) -> bool:
        """Whether a capture of this id is held."""
        asked = select(func.count()).where(CaptureRow.id == id_)
        return bool(self._connection.scalar(asked))

    def is_told_elsewhere(self, document: DocumentId, place: str) -> bool:
        """Whether captures from another place are about this document too."""
        asked = select(func.count()).where(CaptureRow.about == document, CaptureRow.place != place)
        return bool(self._connection.scalar(asked))

    def is_about_something(self, document: DocumentId) -> bool:
        """Whether any capture is about this document."""
        asked = select(func.count()).where(CaptureRow.about == document)
        return bool(self._connection.scalar(asked))

    def waiting(self, makers: dict[str, str], *, again: bool) -> Iterator[int]:
        """Row numbers of captures nobody has read, or that an older maker of their shape read.

        `makers` gives the present maker of each shape; `again` asks for every capture.
        """
        asked = select(CaptureRow.pk, CaptureRow.shape, CaptureRow.read_by).order_by(CaptureRow.pk)
        for pk, shape, read_by in self._connection.execute(asked).all():
            if again or (shape in makers and read_by != makers[shape]):
                yield pk

    def get(self, pk: int) -> Capture:
        """A capture with its body."""
        row = self._connection.execute(
            select(CaptureRow.__table__, BodyRow.deflated)
            .join(BodyRow, BodyRow.digest == CaptureRow.digest)
            .where(CaptureRow.pk == pk)
        )
        return capture_of(row.mappings().one())

    def pks_kept_aside(self, document: DocumentId, *, after: int) -> list[int]:
        """Captures newer than a row that say something of a document which was not shown."""
        asked = (
            select(IssueRow.capture_pk)
            .distinct()
            .where(IssueRow.document == document, IssueRow.superseded_at.is_(None))
            .where(IssueRow.capture_pk > after)
            .order_by(IssueRow.capture_pk)
        )
        return list(self._connection.scalars(asked))

    def mark_read(
        self, pk: int, *, by: str, records: int, quarantined: int, problem: str | None
    ) -> None:
        """Note which maker read a capture, and what its reading came to."""
        self._connection.execute(
            update(CaptureRow)
            .where(CaptureRow.pk == pk)
            .values(read_by=by, records=records, quarantined=quarantined, problem=problem)
        )

    def note_issues(self, pk: int, issues: list[Issue], *, made_by: str, at: datetime) -> None:
        """Replace what earlier makers noted about a capture by what this one did."""
        self._connection.execute(
            update(IssueRow)
            .where(IssueRow.capture_pk == pk, IssueRow.superseded_at.is_(None))
            .values(superseded_at=at)
        )
        if not issues:
            return
        rows = [_issue_values(pk, issue, made_by=made_by, at=at) for issue in issues]
        self._connection.execute(insert(IssueRow), rows)

    def note_about(
        self, pk: int, document: DocumentId, issue: Issue | None, *, made_by: str, at: datetime
    ) -> None:
        """Replace what a maker noted about one document of a capture; `None` leaves nothing."""
        self._connection.execute(
            update(IssueRow)
            .where(IssueRow.document == document, IssueRow.superseded_at.is_(None))
            .where(IssueRow.made_by.startswith(made_by.partition("/")[0] + "/"))
            .values(superseded_at=at)
        )
        if issue is not None:
            values = _issue_values(pk, issue, made_by=made_by, at=at)
            self._connection.execute(insert(IssueRow), [values])


def _issue_values(pk: int, issue: Issue, *, made_by: str, at: datetime) -> dict[str, object]:
    return {
        "capture_pk": pk,
        "place": issue.where,
        "problem": issue.problem,
        "lost_record": issue.lost_record,
        "document": issue.document,
        "made_by": made_by,
        "noticed_at": at,
        "superseded_at": None,
    }


def capture_of(row: RowMapping) -> Capture:
    """The capture of a row of captures joined with its body."""
    return Capture(
        id=CaptureId(row["id"]),
        source=SourceKey(row["source"]),
        place=row["place"],
        shape=row["shape"],
        captured_at=row["captured_at"],
        digest=Digest(row["digest"]),
        body=zlib.decompress(row["deflated"]),
        custody=Custody(row["custody"]),
        standing=Standing(row["standing"]),
        about=None if row["about"] is None else DocumentId(row["about"]),
        published_on=row["published_on"],
        claims_current_on=row["claims_current_on"],
        mapping=row["mapping"],
        url=row["url"],
        status=row["status"],
        media_type=row["media_type"],
        etag=row["etag"],
        last_modified=row["last_modified"],
    )
