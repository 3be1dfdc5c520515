"""A question with the conditions that only the store can answer put into ones of the index."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from app.domain.references import Family
from app.domain.search import And, Everything, Expression, Not, Or, Term
from app.domain.time import PointInTime
from app.queries.keys import keys_of, resolutions
from app.queries.reader import Reader
from app.queries.readings import known_at
from app.store.derived_rows import CitationRow
from app.store.schema import DocumentRow, ShowingRow
from app.vocabulary.countries import countries
from app.vocabulary.country_groups import groups_of

_NONE = Not(part=Everything())


@dataclass(frozen=True, slots=True)
class _Moment:
    connection: Connection
    known_at: datetime
    on: date


def answerable(reader: Reader, expression: Expression, point: PointInTime) -> Expression:
    """The question as the index can answer it at a point in time.

    `cited_by:` becomes the documents that one cites as far as they are held, `cites:` of a
    document the keys that it answers to, `group:` the countries in it on a day and all texts
    that name it.
    """
    moment = _Moment(reader.connection, point.as_known or reader.now, point.as_of or reader.today)
    return _put(expression, moment)


def _put(expression: Expression, moment: _Moment) -> Expression:
    match expression:
        case And(parts=parts):
            return And(parts=tuple(_put(part, moment) for part in parts))
        case Or(parts=parts):
            return Or(parts=tuple(_put(part, moment) for part in parts))
        case Not(part=part):
            return Not(part=_put(part, moment))
        case Term(field="cited_by", value=document):
            return _any("id", cited_documents(moment.connection, document, moment.known_at))
        case Term(field="cites", value=value) if ":" not in value:
            return _any("cites", keys_of(moment.connection, value, moment.known_at))
        case Term(field="group", value=value):
            return _group(value, moment)
        case _:
            return expression


def cited_documents(connection: Connection, document: str, at: datetime) -> tuple[str, ...]:
    """The documents that what a document showed at an instant cites, where they are held."""
    keys = connection.scalars(
        select(CitationRow.key)
        .distinct()
        .join(ShowingRow, ShowingRow.version_pk == CitationRow.version_pk)
        .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
        .where(DocumentRow.id == document, CitationRow.family != Family.COUNTRY.value)
        .where(*known_at(ShowingRow, at))
        .where(*known_at(CitationRow, at))
    )
    resolved = resolutions(connection, keys.all(), at).values()
    named = {one.document for one in resolved if one.document is not None}
    return tuple(sorted(named - {document}))


def _group(value: str, moment: _Moment) -> Expression:
    """Texts that name the group, and those about a country that was in it on the day."""
    group, _, day = value.partition("@")
    on = date.fromisoformat(day) if day else moment.on
    members = [
        code
        for code in countries()
        if any(one == group or one.startswith(f"{group}:") for one in groups_of(code, on).groups)
    ]
    named = Term(field="cites", value=f"group:{group}".lower())
    return Or(parts=(named, *(Term(field="country", value=code) for code in members)))


def _any(field: str, values: tuple[str, ...]) -> Expression:
    if not values:
        return _NONE
    return Or(parts=tuple(Term(field=field, value=value) for value in values))
