"""Index pages of the Chinese Ministry of Commerce: the notices of a year, with their days."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.html_text import nested_too_deep
from app.formats.plain_text import one_line
from app.formats.web_addresses import web_address

_ARTICLE: Final = re.compile(
    r"/(?:zcfb|zwgk|gztz|xwfb)/(?:[\w/.-]*/)?art(?:/\d{4})?/art_\w+\.html?$"
)
_DAY: Final = re.compile(r"(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_WITHIN: Final = frozenset(("li", "tr", "dd", "p"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNotice:
    """A notice as an index names it; `on` is the day printed beside it."""

    title: str
    url: str
    on: date | None


def read_mofcom_index(body: bytes, *, where: str, url: str) -> tuple[ListedNotice, ...]:
    """The notices an index names, each address once, in its order.

    A page that names none is no index: the site moved it, or somebody in between answered.
    """
    text = decode(body).text
    if nested_too_deep(text):
        raise FormatError(f"{where}: nested too deep; see what the site sends now")
    if not text.strip():
        raise FormatError(f"error body: {where} is empty")
    parser = HTMLParser(encoding="utf-8", remove_comments=True)
    page = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    found: dict[str, ListedNotice] = {}
    for anchor in page.iter("a"):
        address = web_address(anchor.get("href"), url)
        if address is None or _ARTICLE.search(urlsplit(address).path) is None:
            continue
        title = one_line(anchor.get("title") or anchor.text_content())
        if title:
            found.setdefault(address, ListedNotice(title=title, url=address, on=_day(anchor)))
    if not found:
        raise FormatError(
            f"error body: {where} names no notice; the site may be closed to us here, or may have "
            "moved its index: open the address in a browser"
        )
    return tuple(found.values())


def _day(anchor: HtmlElement) -> date | None:
    """The day in the row an anchor stands in; the title's own days are those of other things."""
    row = next((one for one in anchor.iterancestors() if one.tag in _WITHIN), anchor.getparent())
    if row is None:
        return None
    words = row.text_content().replace(anchor.text_content(), " ")
    found = _DAY.search(words)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
