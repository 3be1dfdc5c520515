"""The European Union's consolidated list of financial sanctions, its full file in version 1.1."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from lxml import etree

from app.domain.documents import Capture, Issue, Standing
from app.domain.ids import SourceKey
from app.domain.lists import ListSnapshot
from app.domain.sources import Expectation, Reading, Request, Source, Window
from app.errors import FormatError
from app.formats.asked import of_now
from app.formats.list_elements import Elements, Names, children, local_name, spoken
from app.formats.list_rows import Line, Listed, listed_reading, written_day
from app.formats.plain_text import one_line
from app.formats.xml import passing_children, root_tag
from app.vocabulary.countries import country_code

KEY: Final = SourceKey("eu-fsl")
LIST: Final = "eu-fsl"
FILE: Final = "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content"
_TOKEN: Final = "dG9rZW4tMjAxNw"
ROOT_TAG: Final = "export"

_ENTRY_TAG: Final = "sanctionEntity"
_LINES: Final = {
    "remark": "Remark",
    "regulation": "Regulation",
    "subjectType": "Type",
    "nameAlias": "Alias",
    "citizenship": "Citizenship",
    "birthdate": "Date of birth",
    "address": "Address",
    "identification": "Identification",
    "regulationSummary": "Regulation",
    "publicationUrl": "Publication",
    "contactInfo": "Contact",
}
_PLAIN: Final = (
    *("wholeName", "street", "poBox", "city", "zipCode", "region", "place", "countryDescription"),
    *("birthdate", "number", "identificationTypeDescription", "nameOnDocument", "code"),
    *("numberTitle", "publicationUrl", "remark", "key", "value", "function", "title"),
)
_LABELLED: Final = (
    *("firstName", "middleName", "lastName", "gender", "nameLanguage", "strong", "logicalId"),
    *("regulationLanguage", "regulationType", "organisationType", "publicationDate", "programme"),
    *("entryIntoForceDate", "classificationCode", "countryIso2Code", "circa", "calendarType"),
    *("dayOfMonth", "monthOfYear", "year", "yearRangeFrom", "yearRangeTo", "asAtListingTime"),
    *("identificationTypeCode", "diplomatic", "knownExpired", "knownFalse", "reportedLost"),
    *("revokedByIssuer", "issuedBy", "issuedDate", "latinNumber", "validFrom", "validTo"),
    *("contactInfo",),
)
_NAMES: Final = Names(
    lines=_LINES,
    parts={**dict.fromkeys(_PLAIN, ""), **{name: spoken(name).lower() for name in _LABELLED}},
    first=_PLAIN,
)
# What identifies an entry stands on its own element.
_ON_THE_ENTRY: Final = {
    "euReferenceNumber": "EU reference number",
    "logicalId": "Number",
    "unitedNationId": "United Nations number",
    "designationDate": "Designation date",
    "designationDetails": "Designation details",
}


def read_list(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """Every person and entity under its logical id, which amendments leave as it is."""
    current_on: date | None = None
    elements = Elements(_NAMES)
    found = 0
    for at, element in enumerate(passing_children(capture.body, where=capture.place)):
        if at == 0 and (root := element.getparent()) is not None:
            current_on = written_day((root.get("generationDate") or "")[:10], "%Y-%m-%d")
        if local_name(element) != _ENTRY_TAG:
            problem = f"element {local_name(element)!r} is new here; its words are in the capture"
            yield Issue(where=f"[{at}]", problem=problem)
            continue
        found += 1
        yield _entry(element, f"{_ENTRY_TAG}[{at}]", elements, current_on)
    if not found:
        raise FormatError(f"no documents: {capture.place} is a list without entries")
    yield from elements.unmet()
    yield ListSnapshot(list_key=LIST, current_on=current_on)


def _entry(
    element: etree._Element, where: str, elements: Elements, current_on: date | None
) -> Reading | Issue:
    number = element.get("logicalId")
    name = _name(element)
    if not number or not name:
        problem = f"line {element.sourceline}: an entry without logical id or name; left out"
        return Issue(where=where, problem=problem, lost_record=True)
    countries = [
        country_code(str(one.get("countryIso2Code") or ""))
        for one in children(element)
        if local_name(one) in ("citizenship", "address")
    ]
    acts = [one for one in children(element) if local_name(one) == "regulation"]
    dates = [written_day(one.get("entryIntoForceDate"), "%Y-%m-%d") for one in acts]
    addresses = [one_line(url.text or "") for act in acts for url in children(act)]
    return listed_reading(
        KEY,
        Listed(
            native=number,
            list_key=LIST,
            name=name,
            lines=(("Name", name), *_own(element), *elements.lines(element)),
            where=where,
            countries=tuple(code for code in countries if code),
            number=element.get("euReferenceNumber") or None,
            citation=next((act.get("numberTitle") for act in acts if act.get("numberTitle")), None),
            url=next((one for one in addresses if one), None),
            effective_on=min((day for day in dates if day is not None), default=None),
            current_on=current_on,
        ),
    )


def _name(element: etree._Element) -> str:
    """The first name marked strong, or the first there is."""
    named = [one for one in children(element) if local_name(one) == "nameAlias"]
    named.sort(key=lambda one: one.get("strong") == "false")
    for one in named:
        parts = [one.get("firstName"), one.get("middleName"), one.get("lastName")]
        said = one.get("wholeName") or " ".join(part for part in parts if part)
        if said.strip():
            return one_line(said)
    return ""


def _own(element: etree._Element) -> Iterator[Line]:
    for name, said in element.attrib.items():
        if str(said).strip():
            yield _ON_THE_ENTRY.get(str(name), spoken(str(name))), str(said)


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # a list is as it is now
    """The whole list; the token is the one that the Commission publishes for everybody.

    It follows the Official Journal by up to twenty days: what it lacks may be law already.
    """
    yield Request(url=FILE, params=(("token", _TOKEN),), shape="eu-list-xml")


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    head = body[:65_536]
    is_ours = b"fpi/fsd/export" in head or b"<" + _ENTRY_TAG.encode() in head
    return "eu-list-xml" if root_tag(body) == ROOT_TAG and is_ours else None


SOURCE: Final = Source(
    key=KEY,
    title="EU consolidated list of financial sanctions",
    jurisdiction="eu",
    standing=Standing.CONSOLIDATED,
    owner="european-union",
    zone="Europe/Brussels",
    url="https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
    every=timedelta(hours=6),
    begin=begin,
    expects=Expectation(least=2_000, most=30_000),
    obeys_robots=False,
    pace=timedelta(seconds=10),
    # 25 MB that the publisher puts together at every asking, with bursts of failures.
    terms="Reuse under Commission Decision 2011/833/EU, with the source named",
    readers={"eu-list-xml": of_now(read_list)},
    recognise=recognise,
    body_limits=4,
    streamed=frozenset({"eu-list-xml"}),
)
