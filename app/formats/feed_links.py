"""The feeds that a web page names in its head, as browsers find them."""

from urllib.parse import urljoin

from lxml import html
from lxml.etree import ParserError

from app.formats.web_addresses import web_address

_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
)
_READ, _MOST = 512 * 1024, 10


def feeds_named_in(body: bytes, *, url: str) -> tuple[str, ...]:
    """The addresses of the feeds that a page says are its own, in its order; none where it is no
    page."""
    try:
        page = html.document_fromstring(body[:_READ])
    except (ParserError, ValueError):
        return ()
    found: list[str] = []
    for link in page.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        written = link.get("href")
        if "alternate" not in rels or not written:
            continue
        if (link.get("type") or "").partition(";")[0].strip().lower() not in _TYPES:
            continue
        try:
            address = web_address(urljoin(url, written))
        except ValueError:
            continue
        if address is not None and address not in found:
            found.append(address)
    return tuple(found[:_MOST])
