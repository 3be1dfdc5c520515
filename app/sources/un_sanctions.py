"""The consolidated list of the United Nations Security Council."""

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
from app.formats.list_elements import Elements, Names, text, texts
from app.formats.list_rows import Listed, listed_reading, written_day
from app.formats.xml import parse_xml, root_tag
from app.vocabulary.countries import country_code

KEY: Final = SourceKey("un-sc")
LIST: Final = "un-sc"
FILE: Final = "https://scsanctions.un.org/resources/xml/en/consolidated.xml"
ROOT_TAG: Final = "CONSOLIDATED_LIST"

_NAME_PARTS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_OF_BOTH: Final = ("ALIAS", "ADDRESS", "DATE_OF_BIRTH", "PLACE_OF_BIRTH", "DOCUMENT")
_NAMES: Final = Names(
    lines={
        "NAME_ORIGINAL_SCRIPT": "Name in original script",
        "UN_LIST_TYPE": "List type",
        "REFERENCE_NUMBER": "Reference number",
        "LISTED_ON": "Listed on",
        "DELISTED_ON": "Delisted on",
        "SUBMITTED_BY": "Submitted by",
        "SUBMITTED_ON": "Submitted on",
        "LAST_DAY_UPDATED": "Last updated",
        "COMMENTS1": "Comments",
        "TITLE": "Title",
        "DESIGNATION": "Designation",
        "NATIONALITY": "Nationality",
        "NATIONALITY2": "Nationality",
        "GENDER": "Gender",
        "LIST_TYPE": "List",
        "VERSIONNUM": "Version",
        "SORT_KEY": "Sort key",
        "SORT_KEY_LAST_MOD": "Sort key last modified",
        **{
            f"{who}_{what}": "Alias" if what == "ALIAS" else what.replace("_", " ").capitalize()
            for who in ("INDIVIDUAL", "ENTITY")
            for what in _OF_BOTH
        },
    },
    parts={
        **dict.fromkeys(("VALUE", "ALIAS_NAME", "QUALITY", "STREET", "CITY"), ""),
        **dict.fromkeys(("STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "TYPE_OF_DATE"), ""),
        **dict.fromkeys(("DATE", "YEAR", "TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER"), ""),
        "NOTE": "note",
        "FROM_YEAR": "from",
        "TO_YEAR": "to",
        "ISSUING_COUNTRY": "issued in",
        "COUNTRY_OF_ISSUE": "issued in",
        "CITY_OF_ISSUE": "issued in",
        "DATE_OF_ISSUE": "issued on",
        "DATE_OF_EXPIRY": "expires",
        "DATE_OF_BIRTH": "born",
        "CITY_OF_BIRTH": "born in",
        "COUNTRY_OF_BIRTH": "born in",
    },
    first=(
        *("ALIAS_NAME", "QUALITY", "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"),
        *("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "DATE", "YEAR", "TYPE_OF_DATE"),
    ),
    left_to_the_reader=frozenset(("DATAID", *_NAME_PARTS)),
)


def read_list(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """Every person and entity, under the Council's own number."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    current_on = written_day((root.get("dateGenerated") or "")[:10], "%Y-%m-%d")
    elements = Elements(_NAMES)
    found = 0
    for kind, sort in (("INDIVIDUAL", "Person"), ("ENTITY", "Entity")):
        for at, element in enumerate(root.iter(f"{{*}}{kind}")):
            found += 1
            yield _entry(element, f"{kind}[{at}]", sort, elements, current_on)
    if not found:
        raise FormatError(f"no documents: {capture.place} is a list without entries")
    yield from elements.unmet()
    yield ListSnapshot(list_key=LIST, current_on=current_on)


def _entry(
    element: etree._Element, where: str, sort: str, elements: Elements, current_on: date | None
) -> Reading | Issue:
    number = text(element, "DATAID")
    name = " ".join(one for part in _NAME_PARTS for one in texts(element, part))
    if number is None or not name:
        problem = f"line {element.sourceline}: an entry without number or name; left out"
        return Issue(where=where, problem=problem, lost_record=True)
    countries = [
        *texts(element, "NATIONALITY", "VALUE"),
        *texts(element, "INDIVIDUAL_ADDRESS", "COUNTRY"),
        *texts(element, "ENTITY_ADDRESS", "COUNTRY"),
    ]
    codes = [country_code(one) for one in countries]
    return listed_reading(
        KEY,
        Listed(
            native=number,
            list_key=LIST,
            name=name,
            lines=(("Name", name), ("Type", sort), ("Number", number), *elements.lines(element)),
            where=where,
            countries=tuple(code for code in codes if code),
            number=text(element, "REFERENCE_NUMBER"),
            effective_on=written_day((text(element, "LISTED_ON") or "")[:10], "%Y-%m-%d"),
            current_on=current_on,
        ),
    )


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # a list is as it is now
    """The whole list, in the one file that the Council keeps of it."""
    yield Request(url=FILE, shape="un-list-xml")


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    return "un-list-xml" if root_tag(body) == ROOT_TAG else None


SOURCE: Final = Source(
    key=KEY,
    title="UN Security Council consolidated list",
    jurisdiction="un",
    standing=Standing.AUTHENTIC,
    owner="united-nations",
    zone="America/New_York",
    url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    every=timedelta(hours=2),
    begin=begin,
    expects=Expectation(least=500, most=5_000),
    obeys_robots=False,
    terms="United Nations: for information, with the source named",
    readers={"un-list-xml": of_now(read_list)},
    recognise=recognise,
    body_limits=4,
)
