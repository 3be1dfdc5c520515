"""Doubles of agencies' pages: an index of what is new, pages edited in place, their failings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.servers import Asked, answering

CHALLENGE = b"<html><head><title>Just a moment...</title></head><body></body></html>"
_WORDS = (
    "It says at some length what it has to say of widgets, their makers and those who use them. "
)


@dataclass(slots=True)
class Pages:
    """Pages by path; `answers` are given instead, whatever the page."""

    pages: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, list[bytes]] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the site would; there are no rules for robots."""
        path = urlsplit(asked.path).path
        if path in self.answers:
            return self.answers[path]
        if path not in self.pages:
            return answering(b"<h1>Page not found</h1>", status=404)
        is_page = self.pages[path].lstrip().startswith((b"<!doctype", b"<html"))
        media_type = "text/html; charset=utf-8" if is_page else "application/xml"
        return answering(self.pages[path], headers={"Content-Type": media_type})


def page(title: str, words: str = "", *, times: int = 4) -> bytes:
    """A page with a menu, a main part and a foot."""
    said = "".join(f"<p>{words} {_WORDS}</p>" for _ in range(times))
    return (
        "<!doctype html><html lang='en'><head><title>Site</title></head><body>"
        "<nav><a href='/'>Home</a> <a href='/news-updates'>News</a></nav>"
        f"<main><h1>{title}</h1>{said}</main><footer>Contact and imprint</footer></body></html>"
    ).encode()


def index(entries: Mapping[str, str]) -> bytes:
    """A listing page: the path of each entry with its day as the site prints it."""
    said = "".join(
        f"<div class='row'><a href='{path}'>Entry at {path}</a> <span>{day}</span></div>"
        for path, day in entries.items()
    )
    return (
        "<!doctype html><html lang='en'><head><title>Site</title></head><body>"
        f"<nav><a href='/about'>About</a></nav><main><h1>Newest</h1>{said}</main></body></html>"
    ).encode()


def feed(*entries: tuple[str, str, str, str]) -> bytes:
    """A feed of WordPress: title, address, date and full text of each entry."""
    items = "".join(
        f"<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate>"
        f"<guid isPermaLink='false'>{url}?p</guid>"
        f"<content:encoded><![CDATA[<p>{words}</p>]]></content:encoded></item>"
        for title, url, date, words in entries
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>Actions</title><link>https://www.whitehouse.gov</link>{items}"
        "</channel></rss>"
    ).encode()
