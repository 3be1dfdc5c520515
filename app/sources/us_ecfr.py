"""The Code of Federal Regulations as the eCFR compiles it, with the lists printed in part 744."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final
from urllib.parse import quote

from app.domain.documents import Capture, Document, Issue, Kind, Provision, Standing
from app.domain.ids import DocumentId, SourceKey, digest_of, document_id
from app.domain.instruments import UNSAID, InstrumentFacts
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.cfr_annual_xml import ROOT_TAGS as ANNUAL_TAGS
from app.formats.cfr_annual_xml import annual_units, edition_day
from app.formats.cfr_units import CfrUnit, ListedRow
from app.formats.ecfr_questions import (
    BEGINS_ON,
    questions,
    read_structure,
    read_titles,
    read_versions,
)
from app.formats.ecfr_versions import AskedText, asked_text
from app.formats.ecfr_xml import ROOT_TAGS, cfr_units
from app.formats.entity_cells import entry_name
from app.formats.xml import parse_xml, root_tag
from app.vocabulary.countries import country_code

KEY: Final = SourceKey("us-ecfr")
SITE: Final = "https://www.ecfr.gov/current"
API: Final = "https://www.ecfr.gov/api/versioner/v1"

LISTS: Final = {
    "15-744-supp-4": "us-el",
    "15-744-supp-6": "us-uvl",
    "15-744-supp-7": "us-meu",
}
_RESERVED: Final = "[reserved]"
# Military-intelligence end users: named in the text of a section alone, on no list of their own.
_NAMING_SECTION: Final = "15-744.22"
_NAMING_LIST: Final = "us-mieu"
_NAMING: Final = re.compile(r"744\.22\(f\)\(2\)\([ivx]+\)$")
_NUMERAL: Final = re.compile(r"^(?:\([a-z0-9]+\)\s*)+")
# "(DIM) and Directorate of …": only behind a short form or a sign does "and" divide two parties.
_PARTIES: Final = re.compile(r"(?<=\))\s+and\s+|;\s*(?:and\s+)?|(?<=\)),\s*(?:and\s+)?")
# What the last paragraph says of countries it does not name, and what is left of one taken out.
_NO_COUNTRY: Final = frozenset(("other countries", _RESERVED))
_SHORT_FORM: Final = re.compile(r"\s*\(([^()]+)\)\s*$")


def read_ecfr(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """Sections, supplements and parts of any extract of the eCFR, and the rows of its lists.

    A supplement that holds a list is printed whole or not at all, so its rows are a snapshot.
    """
    root = parse_xml(capture.body, where=capture.place, official=True)
    asked = asked_text(capture.url)
    units = list(cfr_units(root))
    _refuse_others(units, asked, capture.place)
    for said in _read_units(units):
        yield said if asked is None else _on_day(said, asked.on)
    if not units:
        raise FormatError(f"no documents: {capture.place} holds no part, section or appendix")


def _read_units(units: Sequence[CfrUnit | Issue]) -> Iterator[Reading | Issue | ListSnapshot]:
    for unit in units:
        if isinstance(unit, Issue):
            yield unit
            continue
        yield _unit(unit)
        if unit.native in LISTS:
            yield from _entries(unit, LISTS[unit.native])
            yield ListSnapshot(list_key=LISTS[unit.native])
        if unit.native == _NAMING_SECTION:
            yield from _named_in_text(unit)


def _refuse_others(units: Sequence[CfrUnit | Issue], asked: AskedText | None, place: str) -> None:
    """A part was asked for: an answer with others, such as the whole title, is not its text."""
    if asked is None or asked.part is None:
        return
    for unit in units:
        if isinstance(unit, CfrUnit) and unit.part not in (asked.part, None):
            raise FormatError(
                f"error body: {place} was asked for {asked.title} CFR Part {asked.part} and sends "
                f"Part {unit.part} as well; ask for one part with nothing left blank"
            )


def _on_day(said: Reading | Issue | ListSnapshot, on: date) -> Reading | Issue | ListSnapshot:
    """What a text says, as of the day that its address names."""
    return said if isinstance(said, Issue) else replace(said, current_on=on)


def begin(window: Window) -> Iterator[Request]:
    """What changed in the followed parts since the quarter began, and their texts then."""
    yield from questions(API, window)


def read_annual(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """An annual edition: the same sections, as they stood on the day of its revision."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    revised_on = edition_day(root)
    found = 0
    for unit in annual_units(root):
        found += 1
        if isinstance(unit, Issue):
            yield unit
            continue
        made = _unit(unit)
        yield Reading(
            document=made.document,
            where=made.where,
            words=made.words,
            title=made.title,
            current_on=revised_on or UNSAID,
            facts=made.facts,
        )
    if not found:
        raise FormatError(f"no documents: {capture.place} holds no part of the Code")


def _unit(unit: CfrUnit) -> Reading:
    kind = Kind.LIST if unit.native in LISTS else Kind.SECTION
    part = f"{unit.title}/{unit.part}" if unit.part else None
    citation = f"{unit.title} CFR {unit.designation}" if unit.sort == "section" else None
    if unit.sort == "part":
        citation = f"{unit.title} CFR Part {unit.designation}"
    return Reading(
        document=Document(id=document_id(KEY, unit.native), source=KEY, kind=kind),
        where=unit.designation,
        words=Words(text=unit.text, language="en", provisions=unit.provisions),
        title=unit.heading or unit.designation,
        url=_address(unit),
        facts=InstrumentFacts(
            citation=citation or f"{unit.title} CFR {unit.designation}",
            number=unit.designation,
            cfr=(part,) if part else UNSAID,
        ),
    )


def _address(unit: CfrUnit) -> str:
    title = f"{SITE}/title-{unit.title}"
    if unit.sort == "section":
        return f"{title}/section-{quote(unit.designation)}"
    part = f"{title}/part-{quote(unit.part)}" if unit.part else title
    return part if unit.sort == "part" else f"{part}/appendix-{quote(unit.designation)}"


def _named_in_text(unit: CfrUnit) -> Iterator[Reading | Issue | ListSnapshot]:
    """Parties that a paragraph names country by country; it is printed whole with its section."""
    rows = [
        (provision.label, unit.text[provision.start : provision.end])
        for provision in unit.provisions
        if _NAMING.search(provision.label)
    ]
    met = 0
    for label, text in rows:
        country, stop, named = _NUMERAL.sub("", text).strip().partition(". ")
        if country.casefold().strip(" .") in _NO_COUNTRY:
            continue
        if not stop or country_code(country) is None:
            problem = "no country begins this paragraph; compare with the section as published"
            yield Issue(where=label, problem=problem, lost_record=True)
            continue
        for party in _PARTIES.split(named.strip().rstrip(".")):
            met += 1
            yield _party(unit, label, country, party.strip())
    if met:
        yield ListSnapshot(list_key=_NAMING_LIST)


def _party(unit: CfrUnit, label: str, country: str, party: str) -> Reading:
    words = party[4:] if party.casefold().startswith("the ") else party
    short = _SHORT_FORM.search(words)
    name = words[: short.start()] if short else words
    cells = [("Name", name)]
    cells += [("Alias", short.group(1))] if short else []
    cells += [("Named in", f"15 CFR {label}")]
    row = ListedRow(country=country, cells=tuple(cells))
    native = f"{unit.native}/{_slug(country)}/{digest_of(_folded(name).encode())[:12]}"
    return _entry(row, document_id(KEY, native), _NAMING_LIST, f"{label} {country}")


def _entries(unit: CfrUnit, list_key: str) -> Iterator[Reading | Issue]:
    """One document for each row of a list, named by country and name.

    Two rows of one country and one name are told apart by their order.
    """
    met: dict[str, int] = {}
    for number, row in enumerate(unit.rows, start=1):
        cell = row.cells[0][1] if row.cells else ""
        where = f"{unit.designation} row {number}"
        if cell.strip().lower() == _RESERVED:
            continue
        if not cell or not row.country:
            problem = "a row without an entity or a country; compare with the list as published"
            yield Issue(where=where, problem=problem, lost_record=True)
            continue
        native = f"{unit.native}/{_slug(row.country)}/{digest_of(_folded(cell).encode())[:12]}"
        met[native] = met.get(native, 0) + 1
        again = f"-{met[native]}" if met[native] > 1 else ""
        yield _entry(row, document_id(KEY, native + again), list_key, where)


def _entry(row: ListedRow, id_: DocumentId, list_key: str, where: str) -> Reading:
    lines: list[str] = []
    provisions: list[Provision] = []
    at = 0
    for name, cell in (("Country", row.country), *row.cells):
        if not cell:
            continue
        line = f"{name}: {cell}"
        start = at + len(name) + 2
        label = _slug(name)
        provisions.append(Provision(label=label, heading=name, start=start, end=at + len(line)))
        lines.append(line)
        at += len(line) + 1
    code = country_code(row.country)
    return Reading(
        document=Document(id=id_, source=KEY, kind=Kind.LIST_ENTRY, list_key=list_key),
        where=where,
        words=Words(text="\n".join(lines), language="en", provisions=tuple(provisions)),
        title=entry_name(row.cells[0][1]),
        facts=InstrumentFacts(countries=(code,) if code else UNSAID),
    )


def _folded(cell: str) -> str:
    """Letters and figures of an entry's name: case, accents, dashes and full stops are noise."""
    plain = unicodedata.normalize("NFKD", entry_name(cell)).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    tag = root_tag(body)
    if tag in ROOT_TAGS:
        return "ecfr-xml"
    return "cfr-annual-xml" if tag in ANNUAL_TAGS else None


SOURCE: Final = Source(
    key=KEY,
    title="eCFR",
    jurisdiction="us",
    standing=Standing.CONSOLIDATED,
    owner="us-government",
    zone="America/New_York",
    url="https://www.ecfr.gov",
    readers={
        "ecfr-xml": read_ecfr,
        "cfr-annual-xml": read_annual,
        "ecfr-titles": read_titles,
        "ecfr-structure": read_structure,
        "ecfr-versions": partial(read_versions, source=KEY),
    },
    recognise=recognise,
    version=2,
    every=timedelta(hours=6),
    begin=begin,
    looks_back=timedelta(days=10),
    longest=timedelta(days=92),
    earliest_on=BEGINS_ON,
    obeys_robots=False,
    terms="US public domain; an editorial compilation, one or two business days behind",
)
