"""The UK Sanctions List, and OFSI's consolidated list that it replaced on 28 January 2026."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from lxml import etree

from app.domain.documents import Capture, Issue, Standing
from app.domain.ids import SourceKey
from app.domain.lists import ListSnapshot
from app.domain.sources import Expectation, Reading, Request, Source, Window
from app.errors import FormatError
from app.formats.asked import of_now
from app.formats.delimited import (
    TableForm,
    column_key,
    first_columns,
    read_table,
    unknown_columns,
)
from app.formats.govuk_downloads import offered
from app.formats.list_elements import Elements, Names, children, local_name, spoken, text, texts
from app.formats.list_rows import Listed, listed_reading, written_day
from app.formats.uk_list_tables import KNOWN, NameRow, UkParty, parties
from app.formats.xml import parse_xml, root_tag
from app.vocabulary.countries import country_code

KEY: Final = SourceKey("uk-sanctions")
LIST: Final = "uk-sl"
OLD_LIST: Final = "uk-ofsi"
CONTENT: Final = "https://www.gov.uk/api/content"
PAGE: Final = "government/publications/the-uk-sanctions-list"

_DAY: Final = ("%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")
_ROOT: Final = "Designations"
_OLD_ROOT: Final = "ArrayOfFinancialSanctionsTarget"
_WITHIN: Final = (
    *("Names", "NonLatinNames", "Titles", "Addresses", "PhoneNumbers", "EmailAddresses"),
    *("IndividualDetails", "Individual", "EntityDetails", "Entity", "ShipDetails", "Ship"),
    *("DOBs", "Nationalities", "NationalIdentifierDetails", "PassportDetails", "Positions"),
    *("BirthDetails", "Genders", "BusinessRegistrationNumbers", "TypeOfEntities", "Websites"),
    *("ParentCompanies", "Subsidiaries", "IMONumbers", "CurrentOwnerOperators", "PreviousFlags"),
    *("PreviousOwnerOperators", "CurrentBelievedFlagOfShips", "TypeOfShipDetails", "YearsBuilt"),
    *("TonnageOfShipDetails", "LengthOfShipDetails", "HullIdentificationNumbers"),
    *("SanctionsImposedIndicators",),
)
_LINES: Final = {
    **{name: spoken(name) for name in (*("RegimeName", "DesignationSource", "SanctionsImposed"),)},
    **{name: spoken(name) for name in ("DateDesignated", "LastUpdated", "OtherInformation")},
    **{name: spoken(name) for name in ("Title", "Address", "PhoneNumber", "EmailAddress")},
    **{name: spoken(name) for name in ("Nationality", "Position", "Gender", "Website", "Location")},
    **{
        name: spoken(name) for name in ("ParentCompany", "Subsidiary", "TypeOfEntity", "TypeOfShip")
    },
    **{name: spoken(name) for name in ("CurrentOwnerOperator", "PreviousOwnerOperator")},
    **{name: spoken(name) for name in ("CurrentBelievedFlagOfShip", "PreviousFlag", "YearBuilt")},
    **{
        name: spoken(name)
        for name in ("TonnageOfShip", "LengthOfShip", "BusinessRegistrationNumber")
    },
    "NationalIdentifier": "National identifier",
    "Passport": "Passport",
    "OFSIGroupID": "OFSI Group ID",
    "UNReferenceNumber": "UN reference number",
    "IndividualEntityShip": "Type",
    "UKStatementofReasons": "UK statement of reasons",
    "Name": "Alias",
    "NonLatinName": "Name in another script",
    "DOB": "Date of birth",
    "IMONumber": "IMO number",
    "HullIdentificationNumber": "Hull identification number",
}
_INDICATORS: Final = (
    *(
        "AssetFreeze",
        "ArmsEmbargo",
        "TargetedArmsEmbargo",
        "CharteringOfShips",
        "ClosureOfRepresentativeOffices",
    ),
    *("CrewServicingOfShipsAndAircraft", "Deflag", "PreventionOfBusinessArrangements", "TravelBan"),
    *(
        "ProhibitionOfPortEntry",
        "PreventionOfCharteringOfShipsAndAircraft",
        "TechnicalAssistanceRelatedToAircraft",
    ),
    *(
        "PreventionOfCharteringOfShips",
        "TrustServicesSanctions",
        "DirectorDisqualificationSanction",
    ),
)
_NAMES: Final = Names(
    lines={**_LINES, **{name: spoken(name) for name in _INDICATORS}},
    within=frozenset(_WITHIN),
    parts={
        **{f"Name{number}": "" for number in range(1, 7)},
        **{f"AddressLine{number}": "" for number in range(1, 7)},
        **dict.fromkeys(("AddressPostalCode", "AddressCountry", "NameType", "AliasStrength"), ""),
        **dict.fromkeys(("NameNonLatinScript", "NonLatinScriptType", "NonLatinScriptLanguage"), ""),
        **dict.fromkeys(("TownOfBirth", "CountryOfBirth", "PassportNumber"), ""),
        **dict.fromkeys(("NationalIdentifierNumber", "PassportAdditionalInformation"), ""),
        "NationalIdentifierAdditionalInformation": "",
    },
    first=(*(f"Name{number}" for number in range(1, 7)), "NameType", "AliasStrength"),
    left_to_the_reader=frozenset({"UniqueID"}),
)


def read_table_rows(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """Either list as CSV: a line with its day, then a row for each name of a party."""
    head = first_columns(capture.body)
    has_day = len([one for one in head if one]) <= 2
    skip = 1 if has_day else 0
    words = " ".join(head).replace("Report Date:", " ").replace("Last Updated", " ").split(" ")
    current_on = next((day for one in words if (day := written_day(one, *_DAY))), None)
    table = read_table(capture.body, TableForm(skip=skip), where=capture.place)
    yield from table.issues
    yield from unknown_columns(table, KNOWN)
    keys = {column_key(name) for name in table.columns}
    rows = [NameRow(where=f"line {row.line}", cells=row.cells) for row in table.rows]
    yield from _entries(rows, current_on, is_old="uniqueid" not in keys)
    list_key = LIST if "uniqueid" in keys else OLD_LIST
    yield ListSnapshot(list_key=list_key, current_on=current_on, flaw=table.flaw)


def read_old_xml(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """OFSI's consolidated list as XML: an element for each name of a target."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    rows: list[NameRow] = []
    unmet: dict[str, int] = {}
    for at, target in enumerate(children(root)):
        cells = {local_name(one): one.text.strip() for one in children(target) if one.text}
        rows.append(
            NameRow(where=f"[{at}]", cells={name: said for name, said in cells.items() if said})
        )
        for name in cells:
            if column_key(name) not in KNOWN:
                unmet[name] = unmet.get(name, 0) + 1
    for name, times in unmet.items():
        problem = f"element {name!r} is new here ({times} times); it is kept in the text"
        yield Issue(where=f"element {name}", problem=problem)
    if not rows:
        raise FormatError(f"no documents: {capture.place} is a list without targets")
    yield from _entries(rows, None, is_old=True)
    yield ListSnapshot(list_key=OLD_LIST)


def read_xml(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """The UK Sanctions List as XML: an element for each designation under its Unique ID."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    current_on = written_day((text(root, "DateGenerated") or "")[:11], *_DAY)
    elements = Elements(_NAMES)
    found = 0
    for at, element in enumerate(children(root)):
        if local_name(element) != "Designation":
            continue
        found += 1
        yield _designation(element, f"Designation[{at}]", elements, current_on)
    if not found:
        raise FormatError(f"no documents: {capture.place} is a list without designations")
    yield from elements.unmet()
    yield ListSnapshot(list_key=LIST, current_on=current_on)


def _entries(
    rows: Sequence[NameRow], current_on: date | None, *, is_old: bool
) -> Iterator[Reading | Issue]:
    for one in parties(rows, "groupid" if is_old else "uniqueid"):
        if isinstance(one, NameRow):
            problem = "a row without a number or a name; compare with the list as published"
            yield Issue(where=one.where, problem=problem, lost_record=True)
            continue
        yield listed_reading(KEY, _listed(one, current_on, is_old=is_old))


def _listed(party: UkParty, current_on: date | None, *, is_old: bool) -> Listed:
    codes = [country_code(one) for one in party.countries]
    begun = party.cells.get("listedon" if is_old else "datedesignated")
    return Listed(
        native=f"ofsi/{party.number}" if is_old else party.number,
        list_key=OLD_LIST if is_old else LIST,
        name=party.name,
        lines=party.lines,
        where=party.where,
        countries=tuple(code for code in codes if code),
        number=party.number,
        effective_on=written_day((begun or "")[:11], *_DAY),
        current_on=current_on,
    )


def _designation(
    element: etree._Element, where: str, elements: Elements, current_on: date | None
) -> Reading | Issue:
    number = text(element, "UniqueID")
    name = _primary_name(element)
    if number is None or not name:
        problem = f"line {element.sourceline}: a designation without number or name; left out"
        return Issue(where=where, problem=problem, lost_record=True)
    countries = [
        country_code(one)
        for one in (
            *texts(element, "Addresses", "Address", "AddressCountry"),
            *texts(element, "IndividualDetails", "Individual", "Nationalities", "Nationality"),
        )
    ]
    return listed_reading(
        KEY,
        Listed(
            native=number,
            list_key=LIST,
            name=name,
            lines=(("Name", name), ("Number", number), *elements.lines(element)),
            where=where,
            countries=tuple(code for code in countries if code),
            number=number,
            effective_on=written_day(text(element, "DateDesignated"), *_DAY),
            current_on=current_on,
        ),
    )


def _primary_name(element: etree._Element) -> str:
    named: list[tuple[bool, str]] = []
    for group in children(element):
        for one in children(group) if local_name(group) == "Names" else ():
            said = [text(one, f"Name{number}") for number in range(1, 7)]
            is_primary = (text(one, "NameType") or "").lower() == "primary name"
            named.append((not is_primary, " ".join(part for part in said if part)))
    named.sort(key=lambda one: one[0])
    return next((name for _, name in named if name), "")


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # a list is as it is now
    """The list's page, which names the dated files of today."""
    yield Request(url=f"{CONTENT}/{PAGE}", shape="uk-list-page")


def read_page(capture: Capture) -> Iterator[Request]:
    """The page says where the list lies today; what it says of the list is no record of it."""
    yield from offered(capture, {"xml": "uk-list-xml", "csv": "uk-list-csv"})


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    tag = root_tag(body)
    if tag == _ROOT:
        return "uk-list-xml"
    if tag == _OLD_ROOT:
        return "ofsi-list-xml"
    if tag is not None:
        return None
    for skip in (0, 1):
        columns = {column_key(one) for one in first_columns(body, skip=skip)}
        if {"uniqueid", "name6"} <= columns:
            return "uk-list-csv"
        if {"groupid", "name6"} <= columns:
            return "ofsi-list-csv"
    return None


SOURCE: Final = Source(
    key=KEY,
    title="UK Sanctions List",
    jurisdiction="uk",
    standing=Standing.AUTHENTIC,
    owner="uk-government",
    zone="Europe/London",
    url=f"https://www.gov.uk/{PAGE}",
    every=timedelta(hours=2),
    begin=begin,
    expects=Expectation(least=2_000, most=20_000),
    obeys_robots=False,
    pace=timedelta(milliseconds=500),
    terms="Open Government Licence v3.0",
    readers={
        "uk-list-page": read_page,
        "uk-list-csv": of_now(read_table_rows),
        "ofsi-list-csv": of_now(read_table_rows),
        "uk-list-xml": of_now(read_xml),
        "ofsi-list-xml": of_now(read_old_xml),
    },
    recognise=recognise,
    body_limits=4,
)
