"""Parties that a rule in the Federal Register puts on a list, read from the rows it prints."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Row, and_, exists, select

from app.comparison.parties import Named
from app.domain.documents import Extent, Kind
from app.domain.time import PointInTime
from app.formats.entity_cells import aliases_in, entry_name, printed_rows
from app.queries.reader import Reader
from app.queries.readings import known_at
from app.queries.told_parties import Told
from app.store.derived_rows import ActionRow, CitationRow
from app.store.schema import DocumentRow, ShowingRow, VersionRow
from app.vocabulary.countries import country_code

NOTICES: Final = "us-fr"
# The supplement that holds a list, under the key by which rules cite it.
_SUPPLEMENTS: Final = {
    "us-el": "cfr:15/744/supp-4",
    "us-uvl": "cfr:15/744/supp-6",
    "us-meu": "cfr:15/744/supp-7",
}
# Channels follow a rule within days; a party of an older rule that is on no channel has since been
# taken off the list by another.
_WINDOW: Final = timedelta(days=180)
_PUTS_ON: Final = ("add_entity", "modify_entity")


def noticed_parties(reader: Reader, key: str, point: PointInTime) -> tuple[Told, ...] | None:
    """Parties of the rules that amend a list; `None` for a list that no rule prints."""
    supplement = _SUPPLEMENTS.get(key)
    if supplement is None:
        return None
    until = point.as_of or reader.today
    found: dict[tuple[str, str], Told] = {}
    for row in _rules(reader, supplement, until, point):
        for country, cell in printed_rows(row.text):
            name = entry_name(cell)
            code = country_code(country)
            party = Named(
                id=f"{row.id}#{len(found) + 1}",
                number=None,
                name=name,
                aliases=aliases_in(cell),
                countries=(code,) if code else (),
            )
            told = Told(named=party, notice=row.id, since="notice", since_on=row.published_on)
            found.setdefault((name.casefold(), country), told)
    return tuple(found.values())


def _rules(
    reader: Reader, supplement: str, until: date, point: PointInTime
) -> Sequence[Row[str, date | None, str]]:
    """Rules of the window that cite the supplement and put somebody on it, in their full text."""
    at = point.as_known or reader.now
    cites = exists().where(
        and_(
            CitationRow.version_pk == VersionRow.pk,
            CitationRow.whole == supplement,
            *known_at(CitationRow, at),
        )
    )
    puts = exists().where(
        and_(
            ActionRow.version_pk == VersionRow.pk,
            ActionRow.verb.in_(_PUTS_ON),
            *known_at(ActionRow, at),
        )
    )
    return reader.connection.execute(
        select(DocumentRow.id, ShowingRow.published_on, VersionRow.text)
        .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
        .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
        .where(DocumentRow.source == NOTICES, DocumentRow.kind == Kind.RULE.value)
        .where(VersionRow.extent == Extent.FULL.value)
        .where(ShowingRow.published_on > until - _WINDOW, ShowingRow.published_on <= until)
        .where(*known_at(ShowingRow, at), cites, puts)
        .order_by(ShowingRow.published_on, DocumentRow.id)
    ).all()
