"""Who makes, announces, enforces or judges export controls, under every name they go by."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.time import DateSpan
from app.vocabulary.spelling import folded
from app.vocabulary.tables import Row, rows, text, texts

_FILE = "agencies.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body of the field.

    `key` is what `agency:` takes in a query, `federal_register` the slug that gazette's API uses.
    `existed` has open sides where no day is known. A body and the one it is part of are one
    voice, however often a document names both.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    jurisdiction: str
    part_of: str | None
    federal_register: str | None
    existed: DateSpan
    note: str


@cache
def agencies() -> dict[str, Agency]:
    """Every body, by key."""
    return {key: _agency(key, row) for key, row in rows(_FILE, "agency")}


def agency_of(name: str) -> Agency | None:
    """The body meant by a key, a Federal Register slug, a name or an alias, in any case.

    `None` where nobody entered it: an unknown body is kept under the name its document gives.
    """
    return _by_name().get(folded(name))


def slug_of(name: str) -> str | None:
    """The key of the body that goes by this name; one key however the name is written."""
    agency = agency_of(name)
    return agency.key if agency else None


def agency_names(slug: str) -> tuple[str, ...]:
    """All names of a body given by its key or its Federal Register slug, the usual one first.

    Empty where the body is unknown.
    """
    agency = agency_of(slug)
    return (agency.name, *agency.aliases) if agency else ()


def lineage(key: str) -> tuple[str, ...]:
    """A body's key and the keys of those it is part of, deepest first."""
    found = [key]
    agency = agencies().get(key)
    while agency and agency.part_of:
        found.append(agency.part_of)
        agency = agencies().get(agency.part_of)
    return tuple(found)


@cache
def _by_name() -> dict[str, Agency]:
    named: dict[str, Agency] = {}
    for agency in agencies().values():
        spellings = (agency.key, agency.federal_register or "", agency.name, *agency.aliases)
        named.update({folded(spelling): agency for spelling in spellings if spelling})
    return named


def _agency(key: str, row: Row) -> Agency:
    return Agency(
        key=key,
        name=text(row, "name"),
        aliases=texts(row, "aliases"),
        jurisdiction=text(row, "jurisdiction"),
        part_of=_text_or_none(row, "part_of"),
        federal_register=_text_or_none(row, "fr"),
        existed=DateSpan(from_on=_day(row, "valid_from"), to_on=_day(row, "valid_to")),
        note=_text_or_none(row, "note") or "",
    )


def _text_or_none(row: Row, key: str) -> str | None:
    return text(row, key) if key in row else None


def _day(row: Row, key: str) -> date | None:
    return date.fromisoformat(text(row, key)) if key in row else None
