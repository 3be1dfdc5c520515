"""What a document's words were and became: the marked difference of two of its versions."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.comparison.redline import Unit, redline
from app.domain.coverage import Receipt
from app.domain.ids import DocumentId
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.coverage import coverage_block
from app.queries.document_views import DocumentView
from app.queries.documents import document
from app.queries.reader import Reader
from app.store.schema import VersionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RedlineView:
    """Two versions of a document held against each other; `units` holds all of both."""

    document: DocumentView
    old: str
    new: str
    changed: bool
    units: tuple[Unit, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt


def redline_between(
    reader: Reader, id_: str, old: str | None, new: str | None, point: PointInTime
) -> RedlineView:
    """The redline between two versions, each named whole or by its digest.

    Where none is named, the last two are compared.
    """
    view = document(reader, DocumentId(id_), point)
    known = [one.id for one in view.versions]
    newer = _version(known, new, "to") if new else view.version
    older = _version(known, old, "from") if old else _before(known, newer)
    units = redline(_text(reader, older), _text(reader, newer))
    return RedlineView(
        document=view,
        old=older,
        new=newer,
        changed=any(unit.changed for unit in units),
        units=units,
        as_of=point.as_of,
        as_known=view.as_known,
        coverage=coverage_block(reader, point),
    )


def _version(known: list[str], named: str, parameter: str) -> str:
    found = [one for one in known if one == named or one.endswith(f"@{named}")]
    if not found:
        digests = ", ".join(one.rpartition("@")[2] for one in known)
        raise QueryError(
            f"no version {named!r} was known of this document; known are {digests}",
            name=parameter,
            position=0,
        )
    return found[0]


def _before(known: list[str], newer: str) -> str:
    place = known.index(newer)
    if place:
        return known[place - 1]
    other = [one for one in known if one != newer]
    if not other:
        raise NotFoundError(f"{newer} is the only version known, so there is nothing to compare")
    return other[0]


def _text(reader: Reader, version: str) -> str:
    text = reader.connection.scalar(select(VersionRow.text).where(VersionRow.id == version))
    assert text is not None, "a version that a showing names is held"
    return text
