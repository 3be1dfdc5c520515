"""CLML, the XML of legislation.gov.uk: whole instruments and fragments, with their units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from app.domain.documents import Issue, Provision
from app.formats.clml_lines import clml_lines
from app.formats.legal_lines import local_name
from app.formats.plain_text import one_line
from app.formats.uk_effects import Effect, effects_in

WHOLE_TAG: Final = "Legislation"
FRAGMENT_TAGS: Final = frozenset(
    [
        *("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P1group", "P2group", "P3group"),
        *("Pblock", "PsubBlock", "Part", "Chapter", "Schedule", "Group", "Body"),
        *("Schedules", "Appendix", "EUPart", "EUTitle", "EUChapter", "EUSection"),
        *("Division", "SignedSection", "Primary", "Secondary"),
        *("EURetained", "ExplanatoryNotes"),
    ]
)
_ADDRESS = re.compile(
    r"https?://(?:www\.)?legislation(?:\.data)?\.gov\.uk/(?:id/)?"
    r"(?P<type>[a-z]{2,6})/(?P<year>\d{4}|[A-Z][A-Za-z0-9]*(?:/[\d-]+){0,2})/(?P<number>[\w.-]+)"
    r"(?P<rest>(?:/[^?#\s]*)?)"
)
# What an address says of the version it shows, and not of the thing itself.
_VERSION = re.compile(
    r"/(?:enacted|made|created|adopted|prospective|data\.\w+|\d{4}-\d{2}-\d{2})\b"
)
_DAY_IN_ADDRESS = re.compile(r"/(\d{4}-\d{2}-\d{2})(?:/|$)")
_HEAD: Final = b"legislation.gov.uk"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegislationAddress:
    """What an address names: an instrument, and the unit of it, empty for the whole."""

    type_code: str
    year: str
    number: str
    unit: str

    @property
    def native(self) -> str:
        """The path of the identifier (`uksi/2008/3231/schedule/3`), one for all versions."""
        whole = f"{self.type_code}/{self.year}/{self.number}"
        return f"{whole}/{self.unit}" if self.unit else whole


@dataclass(frozen=True, slots=True, kw_only=True)
class LegislationText:
    """An instrument, or a part of one, as legislation.gov.uk shows it at one point in time.

    `valid_from` and `valid_to` are the days for which the publisher says these
    words hold; `shown_on` is the day of the version's own address.
    """

    where: str
    address: LegislationAddress
    url: str
    title: str | None
    text: str
    provisions: tuple[Provision, ...]
    main_type: str | None
    has_metadata: bool
    language: str | None
    status: str | None
    dates: tuple[tuple[str, date], ...]
    shown_on: date | None
    valid_from: date | None
    valid_to: date | None
    unapplied: tuple[Effect, ...] = ()


def is_clml(tag: str | None, head: bytes) -> bool:
    """Whether some XML is an instrument of legislation.gov.uk, or a part of one."""
    return (tag == WHOLE_TAG or tag in FRAGMENT_TAGS) and _HEAD in head


def read_clml(root: etree._Element, *, where: str) -> Iterator[LegislationText | Issue]:
    """The instrument, or the fragment.

    A fragment cut out without its own identifier is each of the outermost units that have one:
    their common heading is their title.
    """
    own = _path_of(root)
    if own is not None:
        yield _text(root, root, own, where="")
        return
    named = list(_outermost_named(root))
    if not named:
        problem = (
            f"{where} carries no IdURI or DocumentURI of legislation.gov.uk, so nobody can say "
            "which provision it is; hand over the section with its address (data.xml)"
        )
        yield Issue(where=local_name(root), problem=problem, lost_record=True)
        return
    for unit, path in named:
        # The heading of a group belongs to its one unit.
        yield _text(root if len(named) == 1 else unit, unit, path, where=unit.get("id") or "")


def read_address(address: str) -> LegislationAddress | None:
    """What an address of legislation.gov.uk names, its version left out."""
    found = _ADDRESS.match(address.strip())
    if found is None:
        return None
    return LegislationAddress(
        type_code=found["type"],
        year=found["year"],
        number=found["number"],
        unit=_VERSION.sub("", found["rest"]).strip("/"),
    )


def _path_of(element: etree._Element) -> LegislationAddress | None:
    """What an element says it is.

    The answer for one schedule has the whole instrument's attributes on its root: there only
    `dc:identifier` says what was asked for.
    """
    asked = _words(_metadata(element), "identifier") if local_name(element) == WHOLE_TAG else None
    for address in (asked, element.get("IdURI"), element.get("DocumentURI")):
        found = read_address(address or "")
        if found is not None:
            return found
    return None


def _metadata(element: etree._Element) -> etree._Element | None:
    return next((child for child in element if local_name(child) == "Metadata"), None)


def _outermost_named(
    element: etree._Element,
) -> Iterator[tuple[etree._Element, LegislationAddress]]:
    for child in element:
        if not local_name(child):
            continue
        path = _path_of(child)
        if path is not None:
            yield child, path
        else:
            yield from _outermost_named(child)


def _text(
    element: etree._Element, named: etree._Element, path: LegislationAddress, *, where: str
) -> LegislationText:
    metadata = _metadata(element)
    text = clml_lines(element)
    address = named.get("DocumentURI") or named.get("IdURI") or ""
    dates = tuple(_dates(metadata)) if metadata is not None else ()
    is_made = re.search(r"/(?:enacted|made|created|adopted)\b", address) is not None
    shown = _stated(metadata, "valid") or _in_address(address)
    if shown is None and is_made:
        shown = next((day for role, day in dates if role in ("enacted", "made")), None)
    return LegislationText(
        where=where,
        address=path,
        url=address,
        title=_title(element, metadata),
        text=text.text,
        provisions=text.provisions,
        main_type=_value(metadata, "DocumentMainType"),
        has_metadata=metadata is not None,
        language=_words(metadata, "language"),
        status=_value(metadata, "DocumentStatus") or named.get("Status"),
        dates=dates,
        shown_on=shown,
        valid_from=_restricted(element, named, "RestrictStartDate"),
        valid_to=_restricted(element, named, "RestrictEndDate"),
        unapplied=tuple(effects_in(metadata)) if metadata is not None else (),
    )


def _restricted(element: etree._Element, named: etree._Element, name: str) -> date | None:
    return _day(named.get(name)) or _day(element.get(name))


def _title(element: etree._Element, metadata: etree._Element | None) -> str | None:
    if said := _words(metadata, "title"):
        return said
    number = next((_plain(one) for one in element if local_name(one) == "Number"), "")
    title = next((_plain(one) for one in element if local_name(one) in ("Title", "TitleBlock")), "")
    return " ".join(words for words in (number, title) if words) or None


def _dates(metadata: etree._Element) -> Iterator[tuple[str, date]]:
    for element in metadata.iter():
        role = {"EnactmentDate": "enacted", "Made": "made", "Laid": "laid"}.get(local_name(element))
        if role and (day := _day(element.get("Date"))):
            yield role, day
        if local_name(element) == "ComingIntoForce":
            days = {_day(inner.get("Date")) for inner in (element, *element.iter())}
            yield from (("effective", day) for day in sorted(day for day in days if day))
    modified = _stated(metadata, "modified")
    if modified is not None:
        yield "updated", modified


def _value(metadata: etree._Element | None, name: str) -> str | None:
    for element in () if metadata is None else metadata.iter():
        if local_name(element) == name and element.get("Value"):
            return element.get("Value")
    return None


def _words(metadata: etree._Element | None, name: str) -> str | None:
    for element in () if metadata is None else metadata:
        if local_name(element) == name and element.text:
            return one_line(element.text) or None
    return None


def _stated(metadata: etree._Element | None, name: str) -> date | None:
    return _day(_words(metadata, name))


def _in_address(address: str) -> date | None:
    found = _DAY_IN_ADDRESS.search(address)
    return _day(found[1]) if found else None


def _plain(element: etree._Element) -> str:
    return one_line(" ".join(str(piece) for piece in element.itertext()).replace("\n", " "))


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
