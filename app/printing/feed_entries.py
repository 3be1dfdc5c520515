"""An answer as Atom, JSON Feed and CSV: the same hits in the same order as on its page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from lxml import etree

from app.printing.answers import to_json
from app.printing.days import instant_text
from app.printing.delimited import csv_text
from app.printing.hits import HitLine

_ATOM = "http://www.w3.org/2005/Atom"
# What XML cannot hold at all, escaped or not.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMNS = ("id", "title", "kind", "standing", "source", "published_on", "url", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer:
    """An answer to print: its name, where its page and itself are, when it last changed.

    `root` begins every address, as readers of feeds have no page to start from.
    """

    title: str
    root: str
    page_path: str
    self_path: str
    updated_at: datetime
    lines: Sequence[HitLine]
    next_path: str | None


def atom(answer: FeedAnswer) -> bytes:
    """The answer as an Atom feed."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _said(feed, "title", answer.title)
    _said(feed, "id", answer.root + answer.page_path)
    _said(feed, "updated", instant_text(answer.updated_at))
    _link(feed, "self", answer.root + answer.self_path, "application/atom+xml")
    _link(feed, "alternate", answer.root + answer.page_path, "text/html")
    if answer.next_path:
        _link(feed, "next", answer.root + answer.next_path, "application/atom+xml")
    for line in answer.lines:
        _entry(feed, answer, line)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def json_feed(answer: FeedAnswer) -> bytes:
    """The answer as a JSON Feed, version 1.1."""
    told: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": answer.title,
        "home_page_url": answer.root + answer.page_path,
        "feed_url": answer.root + answer.self_path,
        "items": [_item(answer, line) for line in answer.lines],
    }
    if answer.next_path:
        told["next_url"] = answer.root + answer.next_path
    return to_json(told)


def table(answer: FeedAnswer) -> bytes:
    """The answer as CSV in UTF-8, safe to open in a spreadsheet."""
    rows = [
        (
            line.id,
            None if line.untitled else _title(line),
            line.kind,
            line.standing.word,
            line.source,
            None if line.published_on is None else line.published_on.isoformat(),
            line.url,
            answer.root + line.path,
        )
        for line in answer.lines
    ]
    return csv_text(_COLUMNS, rows).encode()


def opml(title: str, feeds: Sequence[tuple[str, str, str | None]]) -> bytes:
    """A list of feeds (name, address, home page) for a feed reader."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _printable(title)
    body = etree.SubElement(root, "body")
    for name, address, home in feeds:
        outline = etree.SubElement(
            body, "outline", type="rss", text=_printable(name), xmlUrl=_printable(address)
        )
        if home:
            outline.set("htmlUrl", _printable(home))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _entry(feed: "etree._Element", answer: FeedAnswer, line: HitLine) -> None:
    entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    _said(entry, "title", _title(line))
    # The same document keeps its entry wherever this installation moves to.
    _said(entry, "id", f"tag:onrecord,2026:{line.id}")
    _link(entry, "alternate", answer.root + line.path, "text/html")
    # Atom wants an instant; an undated text gets that of the answer, and no publication.
    on = line.published_on
    _said(entry, "updated", instant_text(answer.updated_at if on is None else _midnight(on)))
    if on is not None:
        _said(entry, "published", instant_text(_midnight(on)))
    author = etree.SubElement(entry, f"{{{_ATOM}}}author")
    _said(author, "name", line.source_title)
    for term in (line.kind, line.standing.word):
        etree.SubElement(entry, f"{{{_ATOM}}}category", term=_printable(term))
    _said(entry, "summary", _summary(line))


def _item(answer: FeedAnswer, line: HitLine) -> dict[str, object]:
    item: dict[str, object] = {
        "id": line.id,
        "url": answer.root + line.path,
        "title": _title(line),
        "content_text": _summary(line),
        "tags": [line.kind, line.standing.word],
        "authors": [{"name": line.source_title}],
    }
    if line.url:
        item["external_url"] = line.url
    if line.published_on is not None:
        item["date_published"] = instant_text(_midnight(line.published_on))
    if line.language:
        item["language"] = line.language
    return item


def _title(line: HitLine) -> str:
    words = "".join(run.text for run in line.title)
    return f"“{words}”" if line.untitled else words


def _summary(line: HitLine) -> str:
    return " … ".join("".join(run.text for run in one.runs) for one in line.excerpts)


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC)


def _said(parent: "etree._Element", name: str, words: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = _printable(words)


def _link(parent: "etree._Element", rel: str, href: str, media_type: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=_printable(href), type=media_type)


def _printable(words: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", words)
