"""Listings of what is new: what they prove, and the links on a page that is one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from app.domain.coverage import Account
from app.domain.documents import Capture
from app.formats.encoding import decode
from app.formats.plain_text import one_line
from app.formats.reach import oldest_in_order
from app.formats.web_addresses import web_address
from app.formats.written_dates import read_date

_DAY: Final = timedelta(days=1)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PRINTED_DAY = re.compile(
    r"\b(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{4}-\d{2}-\d{2})\b"
)
_UNSHOWN: Final = ("script", "style", "nav", "footer", "header", "noscript", "template", "form")
# An entry of a listing is small: above it stands the whole page, with the days of others.
_LARGEST_ENTRY: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a listing page: where it leads, what it is called, and its day if it has one."""

    url: str
    title: str
    on: date | None


def page_tree(body: bytes) -> HtmlElement | None:
    """A page as a tree, without what no reader sees; `None` where there is none."""
    html = _FORBIDDEN.sub("", decode(body).text)
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    for element in list(tree.iter(*_UNSHOWN)):
        if element.getparent() is not None:
            element.drop_tree()
    return tree


def links_of(body: bytes, *, base: str, path: re.Pattern[str]) -> Iterator[Link]:
    """The entries of a listing page whose addresses have a given path, each once, in order."""
    tree = page_tree(body)
    if tree is None:
        return
    met: set[str] = set()
    for anchor in tree.iter("a"):
        url = web_address(anchor.get("href"), base)
        if url is None or urlsplit(url).netloc != urlsplit(base).netloc:
            continue
        url = url.partition("#")[0].partition("?")[0]
        title = one_line(anchor.text_content())
        if url in met or not path.fullmatch(urlsplit(url).path) or not title:
            continue
        met.add(url)
        yield Link(url=url, title=title, on=_day_beside(anchor))


def chronological(
    capture: Capture, records: Sequence[tuple[str, date | None]], flaw: str | None = None
) -> Account:
    """What a listing of the newest proves: all days after that of its oldest entry."""
    oldest = oldest_in_order([on for _, on in records])
    if oldest is None and flaw is None:
        flaw = (
            "too few of its entries have a day, or they do not stand in the order of their days: "
            "its reach is not known"
        )
    return Account(
        question=capture.url or capture.place,
        first_on=oldest + _DAY if oldest is not None else None,
        records=tuple(records),
        flaw=flaw,
    )


def _day_beside(anchor: HtmlElement) -> date | None:
    """The day that stands with a link: in the smallest element around it that names just one."""
    element: HtmlElement | None = anchor
    while element is not None:
        words = one_line(element.text_content())
        if len(words) > _LARGEST_ENTRY:
            return None
        stated = {time.get("datetime", "")[:10] for time in element.iter("time")}
        stated |= set(_PRINTED_DAY.findall(words))
        days = {read.on for one in stated if (read := read_date(one)) is not None}
        if days:
            return days.pop() if len(days) == 1 else None
        element = element.getparent()
    return None
