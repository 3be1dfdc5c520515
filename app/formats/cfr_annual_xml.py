"""The annual edition of the Code, as the Government Publishing Office prints it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from lxml import etree

from app.domain.documents import Issue
from app.formats.cfr_units import CfrUnit, appendix_native, composed
from app.formats.gpo_lines import line_of
from app.formats.gpo_text import Block, blocks_of

ROOT_TAGS: Final = frozenset(("CFRGRANULE", "CFRDOC"))
_UNITS: Final = frozenset(("SECTION", "APPENDIX"))
_PART = re.compile(r"\bPARTS?\s+([\w.-]+?)(?=[—–\s-]*[A-Z—–]|$|\s)", re.IGNORECASE)
_NUMBER = re.compile(r"[\d.]+[\w.-]*")
_DESIGNATION = re.compile(r"^(.*?\bto\s+(?:Sub)?part\s+[\w.-]+?)(?=[—–:]|\s|$)", re.IGNORECASE)


def edition_day(root: etree._Element) -> date | None:
    """The day as of which the edition was revised."""
    written = root.findtext("FDSYS/DATE") or root.findtext("FDSYS/ORIGINALDATE") or ""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def annual_units(root: etree._Element) -> Iterator[CfrUnit | Issue]:
    """Every section and appendix of an edition, and what each part says of itself."""
    title = (root.findtext("FDSYS/CFRTITLE") or root.findtext(".//CFRTITLE") or "").strip()
    if not title.isdigit():
        yield Issue(
            where=str(root.tag),
            problem="no CFRTITLE tells the title of the Code; hand over the file as published",
            lost_record=True,
        )
        return
    for part in root.iter("PART"):
        number = _part_number(root, part)
        if number is None:
            yield Issue(
                where=f"PART at line {part.sourceline}",
                problem="a part without a number; its sections cannot be named",
                lost_record=True,
            )
            continue
        yield from _part(part, title, number)


def _part(part: etree._Element, title: str, number: str) -> Iterator[CfrUnit | Issue]:
    yield _made(list(_own_blocks(part)), f"{title}-{number}", title, number, "part", number)
    for element in part.iter(*_UNITS):
        if element.tag == "SECTION":
            yield _section(element, title, number)
            continue
        designation = _appendix_name(element)
        if designation is None:
            yield Issue(
                where=f"APPENDIX at line {element.sourceline}",
                problem="an appendix without a heading cannot be named",
                lost_record=True,
            )
            continue
        native = appendix_native(title, number, designation)
        yield _made(list(blocks_of(element)), native, title, number, "appendix", designation)


def _section(element: etree._Element, title: str, number: str) -> CfrUnit | Issue:
    mark = element.find("SECTNO")
    found = _NUMBER.search(line_of(mark)) if mark is not None else None
    if found is None:
        return Issue(
            where=f"SECTION at line {element.sourceline}",
            problem="a section without a number (SECTNO) cannot be named",
            lost_record=True,
        )
    designation = found.group().rstrip(".")
    native = f"{title}-{designation}"
    return _made(list(blocks_of(element)), native, title, number, "section", designation)


def _made(  # a unit's six columns, all told
    blocks: list[Block], native: str, title: str, part: str, sort: str, designation: str
) -> CfrUnit:
    label = native.removeprefix(f"{title}-")
    text, provisions = composed(blocks, label)
    heading = next((block.text for block in blocks if block.tag in ("SECTNO", "HD")), None)
    return CfrUnit(
        native=native,
        title=title,
        part=part,
        sort=sort,
        designation=designation,
        heading=heading or designation,
        text=text,
        provisions=provisions,
    )


def _own_blocks(element: etree._Element) -> Iterator[Block]:
    for child in element:
        if child.tag in _UNITS or not isinstance(child.tag, str):
            continue
        if child.tag in ("SUBPART", "SUBJGRP"):
            yield from _own_blocks(child)
        else:
            yield from blocks_of(child)


def _part_number(root: etree._Element, part: etree._Element) -> str | None:
    heading = part.find("HD")
    written = line_of(heading) if heading is not None else ""
    found = _PART.search(written) or _PART.search(root.findtext("FDSYS/HEADING") or "")
    return found.group(1).rstrip(".-") if found else None


def _appendix_name(element: etree._Element) -> str | None:
    heading = element.find("HD")
    if heading is None:
        heading = element.find("RESERVED")
    written = line_of(heading) if heading is not None else ""
    found = _DESIGNATION.match(written)
    return found.group(1) if found else written or None
