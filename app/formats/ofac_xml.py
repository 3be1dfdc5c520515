"""Treasury's sanctions list as plain XML: one element an entry, each value an element of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from app.domain.documents import Issue
from app.formats.list_elements import Elements, Names, local_name, text, texts
from app.formats.list_rows import Line, written_day
from app.formats.xml import passing_children

ROOT_TAG: Final = "sdnList"
_DAY: Final = ("%m/%d/%Y", "%Y-%m-%d")
_NAMES: Final = Names(
    lines={
        "title": "Title",
        "sdnType": "Type",
        "nspType": "Type",
        "remarks": "Remarks",
        "program": "Programme",
        "id": "Identification",
        "aka": "Alias",
        "address": "Address",
        "nationality": "Nationality",
        "citizenship": "Citizenship",
        "dateOfBirthItem": "Date of birth",
        "placeOfBirthItem": "Place of birth",
        "callSign": "Call sign",
        "vesselType": "Vessel type",
        "vesselFlag": "Vessel flag",
        "vesselOwner": "Vessel owner",
        "tonnage": "Tonnage",
        "grossRegisteredTonnage": "Gross registered tonnage",
    },
    within=frozenset(
        {
            *("programList", "idList", "akaList", "addressList", "nationalityList"),
            *("citizenshipList", "dateOfBirthList", "placeOfBirthList", "vesselInfo"),
        }
    ),
    parts={
        **dict.fromkeys(("lastName", "firstName", "type", "category", "address1", "address2"), ""),
        **dict.fromkeys(("address3", "city", "stateOrProvince", "postalCode", "country"), ""),
        **dict.fromkeys(("idType", "idNumber", "idCountry", "dateOfBirth", "placeOfBirth"), ""),
        "uid": "no.",
        "mainEntry": "main entry",
        "issueDate": "issued",
        "expirationDate": "expires",
    },
    first=(
        *("lastName", "firstName", "idType", "idNumber", "idCountry", "address1", "address2"),
        *("address3", "city", "stateOrProvince", "postalCode", "country", "type", "category"),
        *("dateOfBirth", "placeOfBirth", "issueDate", "expirationDate", "mainEntry", "uid"),
    ),
    left_to_the_reader=frozenset({"uid", "lastName", "firstName"}),
)
_PUBLISHED: Final = frozenset({"publshInformation", "publishInformation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfacEntry:
    """One entry under its number; `programmes` are those of Treasury that it is listed under."""

    where: str
    number: str
    name: str
    programmes: tuple[str, ...]
    countries: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfacHead:
    """What the file says of itself: the day it was published and how many entries it counts."""

    published_on: date | None
    count: int | None


def read_entries(body: bytes, *, where: str) -> Iterator[OfacHead | OfacEntry | Issue]:
    """The file's word on its day and size, and every entry as the file gives them.

    One without a number or a name is set aside.
    """
    elements = Elements(_NAMES)
    for at, entry in enumerate(passing_children(body, where=where)):
        tag = local_name(entry)
        if tag in _PUBLISHED:
            yield _head(entry)
            continue
        place = f"{tag}[{at}]"
        number, name = text(entry, "uid"), _name(entry)
        if tag != "sdnEntry" or number is None or name is None:
            problem = f"line {entry.sourceline}: an entry without number or name; left out"
            yield Issue(where=place, problem=problem, lost_record=True)
            continue
        yield OfacEntry(
            where=place,
            number=number,
            name=name,
            programmes=tuple(texts(entry, "programList", "program")),
            countries=tuple(
                texts(entry, "addressList", "address", "country")
                + texts(entry, "nationalityList", "nationality", "country")
            ),
            lines=(("Name", name), ("Number", number), *elements.lines(entry)),
        )
    yield from elements.unmet()


def _head(element: etree._Element) -> OfacHead:
    count = text(element, "Record_Count") or ""
    return OfacHead(
        published_on=written_day(text(element, "Publish_Date"), *_DAY),
        count=int(count) if count.isdigit() else None,
    )


def _name(entry: etree._Element) -> str | None:
    """As the list is ordered: the family's name, then what stands before it."""
    said = [text(entry, "lastName"), text(entry, "firstName")]
    return ", ".join(part for part in said if part) or None
