"""Treasury's list in the advanced standard, where an entry points at tables of values by number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from app.domain.documents import Issue
from app.formats.list_elements import local_name, spoken
from app.formats.list_rows import Line
from app.formats.ofac_advanced_tables import Tables, comments_of, names_of, period_of
from app.formats.plain_text import one_line
from app.formats.xml import passing_elements

ROOT_TAG: Final = "Sanctions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party on the lists: its number, the lists it stands on, and all that is said of it."""

    where: str
    number: str
    name: str
    lists: tuple[str, ...]
    listed_on: date | None
    countries: tuple[str, ...]
    lines: tuple[Line, ...]


def parties_of(body: bytes, tables: Tables, *, where: str) -> Iterator[Party | Issue]:
    """Every party, read in a second pass; one without a name is set aside.

    Listings of parties that the file does not hold are told in one issue: it is an extract.
    """
    held: set[str] = set()
    for at, element in enumerate(passing_elements(body, where=where, tags=("DistinctParty",))):
        place = f"DistinctParty[{at}]"
        number = element.get("FixedRef") or ""
        held.add(number)
        party = _party(element, number, place, tables)
        if party is None:
            problem = f"line {element.sourceline}: a party without number or name; left out"
            yield Issue(where=place, problem=problem, lost_record=True)
        else:
            yield party
    missing = sorted(tables.listings.keys() - held)
    if missing:
        yield Issue(
            where="SanctionsEntries",
            problem=f"{len(missing):,} listings are of parties that the file "
            f"does not hold ({missing[0]} and others): it is not the whole list",
        )


def _party(element: etree._Element, number: str, where: str, tables: Tables) -> Party | None:
    names = names_of(element, tables)
    if not number or not names:
        return None
    lines: list[Line] = [
        ("Name", names[0][1]),
        ("Number", number),
        ("Type", _type(element, tables)),
    ]
    lines += [(label, value) for label, value in names[1:]]
    lines += _remarks(element)
    codes: list[str] = []
    for feature in element.iter("{*}Feature"):
        lines += _feature(feature, tables, codes)
    for identity in element.iter("{*}Identity"):
        lines += [
            ("Identification", one) for one in tables.papers.get(identity.get("ID") or "", ())
        ]
    listings = tables.listings.get(number, [])
    for listing in listings:
        lines += listing.lines
    for tie in tables.ties.get(number, ()):
        named = tables.names.get(tie.other) or f"no. {tie.other}"
        lines.append(("Related to", ", ".join((f"{named} ({tie.other})", *tie.said))))
    return Party(
        where=where,
        number=number,
        name=names[0][1],
        lists=tuple(listing.list_name for listing in listings),
        listed_on=min((day for listing in listings for day in listing.days), default=None),
        countries=tuple(codes),
        lines=tuple(line for line in lines if line[1]),
    )


def _type(element: etree._Element, tables: Tables) -> str:
    profile = next(element.iter("{*}Profile"), None)
    number = None if profile is None else profile.get("PartySubTypeID")
    said = tables.value("PartySubType", number)
    party = tables.value("PartyType", tables.values.get(("SubTypeParty", number or "")))
    return party if said in ("", "Unknown") else f"{party}, {said}".strip(", ")


def _feature(feature: etree._Element, tables: Tables, codes: list[str]) -> list[Line]:
    label = tables.value("FeatureType", feature.get("FeatureTypeID")) or "Feature"
    lines: list[Line] = []
    for version in feature.iter("{*}FeatureVersion"):
        said = comments_of(version)
        for part in version.iter():
            if not isinstance(part.tag, str):
                continue
            if local_name(part) == "VersionLocation":
                place, code = tables.places.get(part.get("LocationID") or "", ("", ""))
                said.append(place)
                codes.append(code)
            elif local_name(part) == "VersionDetail":
                value = one_line(part.text or "")
                said.append(value or tables.value("DetailReference", part.get("DetailReferenceID")))
            elif local_name(part) == "DatePeriod":
                said.append(period_of(part))
        lines.append((_label(label), ", ".join(one for one in said if one)))
    codes[:] = [code for code in codes if code]
    return lines


def _remarks(element: etree._Element) -> list[Line]:
    return [("Remarks", said) for said in comments_of(element)]


def _label(name: str) -> str:
    return name if any(sign.islower() for sign in name) else spoken(name)
