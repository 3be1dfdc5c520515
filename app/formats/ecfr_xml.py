"""The eCFR's XML, from its versioner or in bulk, as sections, supplements and parts."""

import html
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from app.domain.documents import Issue
from app.formats.cfr_units import CfrUnit, ListedRow, appendix_native, composed
from app.formats.gpo_lines import line_of
from app.formats.gpo_text import Block, blocks_of

ROOT_TAGS: Final = frozenset(f"DIV{level}" for level in range(1, 10)) | {"ECFR", "DLPSTEXTCLASS"}
_UNITS: Final = frozenset(("DIV8", "DIV9"))
_DIVISIONS: Final = frozenset(f"DIV{level}" for level in range(1, 10))
_TITLE_IN_PATH = re.compile(r"title-(\d+)")
_PART_IN_PATH = re.compile(r"part-([\w.-]+)")
_TITLE_IN_CITATION = re.compile(r"^(\d+)\s+CFR\b|,\s*Title\s+(\d+)")
_PART_IN_DESIGNATION = re.compile(r"\bPart\s+([\w.-]+)", re.IGNORECASE)


def cfr_units(root: etree._Element) -> Iterator[CfrUnit | Issue]:
    """Every section and appendix under a root of any level, and each part's own words."""
    title = _title(root)
    if title is None:
        yield Issue(
            where=str(root.tag),
            problem="neither NODE nor hierarchy_metadata names the title of the Code; "
            "hand over the file as the eCFR gives it",
            lost_record=True,
        )
        return
    for element in root.iter("DIV5", "DIV8", "DIV9"):
        if element.tag in _UNITS:
            yield _unit(element, title)
        else:
            yield from _part(element, title)


def table_rows(element: etree._Element) -> Iterator[ListedRow]:
    """The rows of tables whose first column is `Country`, the country carried down.

    Rows of a table's foot are notes and no entries.
    """
    for table in element.iter("TABLE"):
        header = table.find("THEAD/TR")
        names = [line_of(cell) for cell in header] if header is not None else []
        if not names or names[0].lower() != "country":
            continue
        country = ""
        for row in table.iterfind("TBODY/TR"):
            cells = [line_of(cell) for cell in row if isinstance(cell.tag, str)]
            country = (cells[0] if cells else "") or country
            if any(cells[1:]):
                named = tuple(zip(names[1:], cells[1:], strict=False))
                yield ListedRow(country=country, cells=named)


def _unit(element: etree._Element, title: str) -> CfrUnit:
    designation = (element.get("N") or "").lstrip("§ ").strip()
    part = _part_of(element, designation)
    head = element.find("HEAD")
    heading = line_of(head) if head is not None else None
    is_section = element.tag == "DIV8"
    native = f"{title}-{designation}" if is_section else appendix_native(title, part, designation)
    label = native.removeprefix(f"{title}-")
    text, provisions = composed(list(blocks_of(element)), label)
    return CfrUnit(
        native=native,
        title=title,
        part=part,
        sort="section" if is_section else "appendix",
        designation=designation,
        heading=heading or designation or None,
        text=text,
        provisions=provisions,
        rows=() if is_section else tuple(table_rows(element)),
    )


def _part(element: etree._Element, title: str) -> Iterator[CfrUnit]:
    """A part's heading, authority and source, with the headings of its subparts."""
    designation = (element.get("N") or "").removeprefix("Part ").strip()
    blocks = list(_own_blocks(element))
    if not designation or not blocks:
        return
    text, provisions = composed(blocks, designation)
    head = element.find("HEAD")
    yield CfrUnit(
        native=f"{title}-{designation}",
        title=title,
        part=designation,
        sort="part",
        designation=designation,
        heading=line_of(head) if head is not None else None,
        text=text,
        provisions=provisions,
    )


def _own_blocks(element: etree._Element) -> Iterator[Block]:
    """The words of a part and its subparts that stand in no section and no appendix."""
    for child in element:
        if child.tag in _UNITS:
            continue
        if child.tag in _DIVISIONS:
            yield from _own_blocks(child)
        elif isinstance(child.tag, str):
            yield from blocks_of(child)


def _title(root: etree._Element) -> str | None:
    """The number of the title, as the first division that tells it says."""
    for element in root.iter(*_DIVISIONS):
        if element.tag == "DIV1" and (element.get("N") or "").strip().isdigit():
            return (element.get("N") or "").strip()
        if node := element.get("NODE"):
            return node.split(":", 1)[0]
        # The metadata is JSON, escaped once more in sections and twice more in parts.
        metadata = html.unescape(html.unescape(element.get("hierarchy_metadata") or ""))
        if found := _TITLE_IN_PATH.search(metadata):
            return found.group(1)
    return None


def _part_of(element: etree._Element, designation: str) -> str | None:
    for above in element.iterancestors("DIV5"):
        return (above.get("N") or "").removeprefix("Part ").strip() or None
    metadata = html.unescape(html.unescape(element.get("hierarchy_metadata") or ""))
    if found := _PART_IN_PATH.search(metadata):
        return found.group(1).rstrip("/")
    if element.tag == "DIV8" and "." in designation:
        return designation.split(".", 1)[0]
    named = _PART_IN_DESIGNATION.search(designation)
    return named.group(1) if named else None
