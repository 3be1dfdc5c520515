"""Any id a person or a program holds: which thing it names, and that thing."""

import re
import zlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from app.domain.coverage import Receipt
from app.domain.ids import DocumentId
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.coverage import coverage_block
from app.queries.document_views import DocumentView
from app.queries.documents import document, version_of
from app.queries.reader import Reader
from app.store.schema import (
    BodyRow,
    CaptureRow,
    DocumentRow,
    IssueRow,
    ShowingRow,
    WithdrawalRow,
)

_PASSAGE = re.compile(r"(?P<version>.+@[0-9a-f]{12})~(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})")
_VERSION = re.compile(r".+@[0-9a-f]{12}")
_CAPTURE = re.compile(r"[^/]+/\d{8}T\d{12}Z-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTextView:
    """One version's exact words."""

    id: str
    document: str
    text: str
    as_of: date | None
    as_known: datetime
    coverage: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """Words at an address, with the words around them."""

    id: str
    version: str
    document: str
    start: int
    end: int
    text: str
    before: str
    after: str
    as_of: date | None
    as_known: datetime
    coverage: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureTextView:
    """A capture: what was received, from where, when, how it was read and what it led to."""

    id: str
    source: str
    place: str
    shape: str
    captured_at: datetime
    digest: str
    size: int
    custody: str
    standing: str
    url: str | None
    read_by: str | None
    records: int
    quarantined: int
    problem: str | None
    issues: tuple[str, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt


Shown = DocumentView | VersionTextView | PassageView | CaptureTextView

_AROUND = 240
_CAPTURE_COLUMNS = (
    *("id", "source", "place", "shape", "captured_at", "digest", "size", "custody"),
    *("standing", "url", "read_by", "records", "quarantined", "problem"),
)


def show(reader: Reader, id_: str, point: PointInTime) -> Shown:
    """The document, version, passage or capture that an id names."""
    if not id_.strip():
        raise QueryError("an id is needed, such as us-fr/2024-28270", name="id", position=0)
    if passage := _PASSAGE.fullmatch(id_):
        return _passage(reader, passage, point)
    if _VERSION.fullmatch(id_):
        return _version(reader, id_, point)
    if _CAPTURE.fullmatch(id_):
        return _capture(reader, id_, point)
    return document(reader, DocumentId(id_), point)


def names_capture(id_: str) -> bool:
    """Whether an id has the form of a capture's."""
    return _CAPTURE.fullmatch(id_) is not None


def capture_body(reader: Reader, id_: str) -> bytes:
    """The bytes of a capture, exactly as they were received."""
    deflated = reader.connection.scalar(
        select(BodyRow.deflated)
        .join(CaptureRow, CaptureRow.digest == BodyRow.digest)
        .where(CaptureRow.id == id_)
    )
    if deflated is None:
        raise NotFoundError(f"no capture {id_!r} is held here; a document's page names its own")
    return zlib.decompress(deflated)


def _version(reader: Reader, id_: str, point: PointInTime) -> VersionTextView:
    document_id, text = version_of(reader, id_, point)
    return VersionTextView(
        id=id_,
        document=document_id,
        text=text,
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def _passage(reader: Reader, address: re.Match[str], point: PointInTime) -> PassageView:
    start, end = int(address["start"]), int(address["end"])
    document_id, text = version_of(reader, address["version"], point)
    if not start < end <= len(text):
        raise QueryError(
            f"the words {start}-{end} lie outside the text, which has {len(text)} code points",
            name="id",
            position=address.start("start"),
        )
    return PassageView(
        id=address.group(),
        version=address["version"],
        document=document_id,
        start=start,
        end=end,
        text=text[start:end],
        before=text[max(0, start - _AROUND) : start],
        after=text[end : end + _AROUND],
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def _capture(reader: Reader, id_: str, point: PointInTime) -> CaptureTextView:
    row = (
        reader.connection.execute(
            select(CaptureRow.__table__, BodyRow.size)
            .join(BodyRow, BodyRow.digest == CaptureRow.digest)
            .where(CaptureRow.id == id_)
            .where(CaptureRow.captured_at <= (point.as_known or reader.now))
        )
        .mappings()
        .first()
    )
    if row is None:
        raise NotFoundError(f"no capture {id_!r} is held here; a document's page names its own")
    return CaptureTextView(
        **{name: row[name] for name in _CAPTURE_COLUMNS},
        issues=_issues(reader, row["pk"]),
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def _issues(reader: Reader, capture_pk: int) -> tuple[str, ...]:
    rows = reader.connection.execute(
        select(IssueRow.place, IssueRow.problem)
        .where(IssueRow.capture_pk == capture_pk, IssueRow.superseded_at.is_(None))
        .order_by(IssueRow.pk)
    )
    return tuple(f"{row.place}: {row.problem}".removeprefix(": ") for row in rows)


def documents_from(reader: Reader, capture: str) -> list[str]:
    """The documents whose current showing came from a capture."""
    return _documents_of(reader, capture, ShowingRow.superseded_at.is_(None))


def withdrawn_from(reader: Reader, capture: str) -> list[str]:
    """The withdrawn documents whose last showing came from a capture."""
    open_ones = select(WithdrawalRow.showing_pk).where(WithdrawalRow.restored_at.is_(None))
    return _documents_of(reader, capture, ShowingRow.pk.in_(open_ones))


def _documents_of(reader: Reader, capture: str, shown: ColumnElement[bool]) -> list[str]:
    rows = reader.connection.scalars(
        select(DocumentRow.id)
        .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
        .join(CaptureRow, CaptureRow.pk == ShowingRow.capture_pk)
        .where(CaptureRow.id == capture, shown)
        .order_by(DocumentRow.id)
    )
    return list(rows)
