"""The Federal Register's full-text XML: a daily issue or one document, told as plain documents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from lxml import etree

from app.domain.documents import Issue, Provision
from app.formats.federal_register_names import CfrPart, cfr_parts, docket_ids, printed_day, rins
from app.formats.gpo_lines import line_of
from app.formats.gpo_text import Block, Opening, blocks_of, compose

DOCUMENT_TAGS: Final = frozenset(("RULE", "PRORULE", "NOTICE", "PRESDOCU", "CORRECT", "UNKNOWN"))
ROOT_TAGS: Final = DOCUMENT_TAGS | {"FEDREG"}

_NUMBER = re.compile(r"FR\s+Doc\.?\s*(?:No\.?\s*)?([A-Z]{0,2}\d*[-–][\w–-]*\d)", re.IGNORECASE)
_FILED = re.compile(
    r"Filed\s+(\d{1,2})[-–](\d{1,2})[-–](\d{2,4})(?:;\s*(\d{1,2}):(\d{2})\s*([ap])\.?\s*m)?",
    re.IGNORECASE,
)
_FIRST_LINE: Final = 60
_FIELDS: Final = {
    "AGY": "agency",
    "ACT": "action",
    "SUM": "summary",
    "EFFDATE": "dates",
    "DATES": "dates",
    "ADD": "addresses",
    "FURINF": "contact",
    "SUPLINF": "supplementary-information",
    "LSTSUB": "subjects",
}
_CAPTIONS = re.compile(
    r"^(Executive Order|Proclamation|Presidential Determination|Memorandum|Notice|Order)\b.*\bof\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """When a document was filed, on the publisher's own clock; the hour may be missing."""

    on: date
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDocument:
    """One document as it is printed in the Register.

    `tag` is the element that holds it (`RULE`, `NOTICE`, …); `issued_on` the day printed on the
    issue, where the file holds one; `citation` volume and first page, where both are there;
    `pages` the first and the last page, where the page marks tell them.
    `presidential` is the caption of a presidential paper ("Proclamation 1 of May 1, 2001").
    """

    where: str
    number: str
    tag: str
    title: str | None
    agencies: tuple[str, ...]
    action: str | None
    dates: str | None
    filing: Filing | None
    issued_on: date | None
    citation: str | None
    pages: tuple[int, int] | None
    rins: tuple[str, ...]
    dockets: tuple[str, ...]
    cfr: tuple[CfrPart, ...]
    presidential: str | None
    text: str
    provisions: tuple[Provision, ...]


def printed_documents(root: etree._Element) -> Iterator[PrintedDocument | Issue]:
    """Every document of a daily issue or of a file that holds one.

    A document without a number is set aside as a lost record; the rest goes on.
    """
    issued_on = _issue_day(root)
    volume = _words(root.find("VOL"))
    counts: dict[str, int] = {}
    page: str | None = None
    inside: etree._Element | None = None
    for element in root.iter():
        if element.tag == "PRTPAGE":
            page = element.get("P") or page
        if inside is not None and _within(element, inside):
            continue
        inside = None
        if not _is_document(element):
            continue
        inside = element
        tag = str(element.tag)
        counts[tag] = counts.get(tag, 0) + 1
        first = _first_page(element) or page
        pages = _pages(element, first)
        citation = f"{volume} FR {first}" if volume and pages else None
        found = _document(element, f"{tag}[{counts[tag]}]", issued_on, citation)
        yield found if isinstance(found, Issue) else replace(found, pages=pages)


def _within(element: etree._Element, ancestor: etree._Element) -> bool:
    return any(above is ancestor for above in element.iterancestors())


def _is_document(element: etree._Element) -> bool:
    """A known kind of document, or an element of a new kind that carries its own number."""
    if element.tag in DOCUMENT_TAGS:
        return True
    return isinstance(element.tag, str) and element.find("FRDOC") is not None


def _document(
    element: etree._Element, where: str, issued_on: date | None, citation: str | None
) -> PrintedDocument | Issue:
    numbered = [line_of(mark) for mark in element.iter("FRDOC")]
    found = [match for mark in numbered if (match := _NUMBER.search(mark))]
    if not found:
        return Issue(
            where=where,
            problem="no document number (FRDOC); look the document up in the issue's contents",
            lost_record=True,
        )
    filed = " ".join([*numbered, *(line_of(mark) for mark in element.iter("FILED"))])
    preamble = element.find(".//PREAMB")
    front = element if preamble is None else preamble
    blocks = list(blocks_of(element))
    composed = compose(blocks, list(_openings(blocks)))
    caption = _caption(element) if element.tag == "PRESDOCU" else None
    return PrintedDocument(
        where=where,
        number=found[-1].group(1).replace("–", "-"),
        tag=str(element.tag),
        title=_title(element, front),
        agencies=_agencies(front),
        action=_field(front, "ACT"),
        dates=_field(front, "EFFDATE") or _field(front, "DATES"),
        filing=_filing(filed),
        issued_on=issued_on,
        citation=citation,
        pages=None,
        rins=rins(line_of(mark) for mark in front.iter("RIN")),
        dockets=docket_ids(line_of(mark) for mark in front.iter("DEPDOC")),
        cfr=cfr_parts(line_of(mark) for mark in front.iter("CFR")),
        presidential=caption,
        text=composed.text,
        provisions=composed.provisions,
    )


def _openings(blocks: Sequence[Block]) -> Iterator[Opening | None]:
    """Where the units of a document begin: fields of its preamble, headings, instructions,
    sections it sets out, and the signature."""
    headings = instructions = 0
    signed: etree._Element | None = None
    for block in blocks:
        parent = block.element.getparent()
        above = "" if parent is None else str(parent.tag)
        if block.tag == "AMDPAR":
            instructions += 1
            yield Opening(label=f"instruction-{instructions}", heading=None)
        elif block.tag == "SECTNO" and above == "SECTION":
            yield Opening(label=_section_label(block), heading=block.text)
        elif block.tag == "HD" and above in _FIELDS and block.element.get("SOURCE") == "HED":
            yield Opening(label=_FIELDS[above], heading=line_of(block.element).rstrip(":"))
        elif block.tag == "HD" and above not in ("AUTH", "NOTE", "FTNT"):
            headings += 1
            yield Opening(label=f"heading-{headings}", heading=line_of(block.element))
        elif above == "SIG" and parent is not signed:
            signed = parent
            yield Opening(label="signature", heading=None)
        elif block.tag == "FRDOC":
            yield Opening(label="filing", heading=None)
        else:
            yield None


def _section_label(block: Block) -> str:
    """`15/744.11`, with the title of the part that the surrounding text amends."""
    number = line_of(block.element).lstrip("§ ").rstrip(". ")
    for above in block.element.iterancestors("REGTEXT"):
        if title := above.get("TITLE"):
            return f"{title}/{number}"
    return number


def _title(element: etree._Element, front: etree._Element) -> str | None:
    for subject in front.iter("SUBJECT"):
        parent = subject.getparent()
        if parent is not None and parent.tag not in ("SECTION", "CONTENTS"):
            return line_of(subject) or None
    heading = element.find(".//HD")
    return (line_of(heading) or None) if heading is not None else None


def _agencies(front: etree._Element) -> tuple[str, ...]:
    """Names as printed, the office within an agency before the agency itself."""
    named: list[str] = []
    within = 0
    for mark in front.iter("AGENCY", "SUBAGY"):
        name = line_of(mark)
        if mark.tag == "AGENCY":
            within = len(named)
            named.append(name)
        else:
            named.insert(within, name)
    return tuple(dict.fromkeys(name for name in named if name))


def _field(front: etree._Element, tag: str) -> str | None:
    """The words of a preamble's field, without the word that names it."""
    field = front.find(f".//{tag}")
    if field is None:
        return None
    words = [line_of(child) for child in field if child.tag in ("P", "FP")]
    return "\n".join(word for word in words if word) or None


def _caption(element: etree._Element) -> str | None:
    for part in element.iter():
        line = line_of(part) if isinstance(part.tag, str) else ""
        if len(line) < 200 and _CAPTIONS.match(line):
            return line
    return None


def _filing(words: str) -> Filing | None:
    found = _FILED.search(words)
    if not found:
        return None
    month, day, year = (int(found.group(index)) for index in (1, 2, 3))
    if year < 100:
        # Full text begins in 1994; the two figures of a year are enough until 2070.
        year += 1900 if year >= 70 else 2000
    try:
        on = date(year, month, day)
        if found.group(4) is None:
            return Filing(on=on, at=None)
        hour = int(found.group(4)) % 12 + (12 if found.group(6).lower() == "p" else 0)
        return Filing(on=on, at=datetime(year, month, day, hour, int(found.group(5))))  # noqa: DTZ001
    except ValueError:
        return None


def _issue_day(root: etree._Element) -> date | None:
    return printed_day(_words(root.find("DATE")) or "")


def _pages(element: etree._Element, first: str | None) -> tuple[int, int] | None:
    """From the first page to the last page mark inside; front matter counts in Roman figures."""
    if first is None or not first.isdigit():
        return None
    marks = [mark.get("P") or "" for mark in element.iter("PRTPAGE")]
    return int(first), max([int(first), *(int(mark) for mark in marks if mark.isdigit())])


def _first_page(element: etree._Element) -> str | None:
    """The page a document begins on, where a page break stands before or in its first line.

    Presidential papers carry it after "Title 3", "The President".
    """
    words = 0
    for part in element.iter():
        if part.tag == "PRTPAGE":
            return part.get("P")
        words += len((part.text or "").strip()) if isinstance(part.tag, str) else 0
        if words > _FIRST_LINE:
            return None
    return None


def _words(element: etree._Element | None) -> str | None:
    return None if element is None else line_of(element) or None
