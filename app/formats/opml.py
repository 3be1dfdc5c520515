"""A list of feeds in OPML: what each is called, and where it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.domain.documents import Issue
from app.errors import FormatError
from app.formats.plain_text import normalise, one_line
from app.formats.web_addresses import web_address
from app.formats.xml import parse_xml

_MOST_OUTLINES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of the list; `folder` is the path of headings it stands under."""

    where: str
    feed: str
    title: str
    page: str | None
    note: str | None
    folder: str | None


def read_opml(body: bytes, *, where: str) -> Iterator[Outline | Issue]:
    """Every feed named, once each; raises `FormatError` where the file is no OPML.

    Outlines without an address are headings. One whose address cannot be followed by a browser
    is an issue.
    """
    root = parse_xml(body, where=where)
    if etree.QName(root).localname.lower() != "opml":
        raise FormatError(
            f"{where}: the first element is not opml; hand over what the reader saved"
        )
    seen: set[str] = set()
    number = 0
    for element in root.iter("{*}outline"):
        written = _attribute(element, "xmlUrl")
        if written is None:
            continue
        place = f"outline[{number}]"
        number += 1
        if number > _MOST_OUTLINES:
            raise FormatError(f"{where}: names more than {_MOST_OUTLINES:,} feeds; split it")
        address = web_address(written)
        if address is None:
            yield Issue(
                where=place,
                problem=f"{written[:200]!r} is no http address; left out",
                lost_record=True,
            )
        elif address not in seen:
            seen.add(address)
            yield _outline(element, place, address)


def _outline(element: etree._Element, place: str, address: str) -> Outline:
    title = _attribute(element, "title") or _attribute(element, "text") or address
    above = [
        name
        for one in element.iterancestors("{*}outline")
        if (name := _attribute(one, "title") or _attribute(one, "text"))
    ]
    note = normalise(_attribute(element, "description") or "")
    return Outline(
        where=place,
        feed=address,
        title=one_line(title),
        page=web_address(_attribute(element, "htmlUrl")),
        note=note or None,
        folder=one_line(" / ".join(reversed(above))) or None,
    )


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name; programs disagree on its capitals."""
    for key, value in element.attrib.items():
        if str(key).lower() == name.lower() and str(value).strip():
            return str(value).strip()
    return None
