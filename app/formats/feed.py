"""Feeds of every family become entries of one form."""

import io
import re
from collections import Counter
from collections.abc import Iterator

import feedparser

from app.domain.documents import Extent, Issue
from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.feed_entries import Entry, Feed, dated, separate_duplicates
from app.formats.html_text import decoded_once, nested_too_deep, readable_text, text_of
from app.formats.json_feed import is_json_feed, read_json_feed
from app.formats.language import language_of, stated_language
from app.formats.plain_text import normalise, one_line
from app.formats.web_addresses import joined_base, web_address

LARGEST = 8 * 1024 * 1024
_ROOT = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).){0,20000}-->\s*|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?[^>]*>\s*)*"
    r"<(?:[\w.-]+:)?(rss|feed|RDF|channel)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_RDF_FEED = re.compile(
    r"purl\.org/rss/1\.0|netscape\.com/rdf|purl\.org/net/rss1\.1|<(?:\w+:)?item[\s>]|<channel[\s>]"
)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_ROOT_WITHIN = 65_536

_Parsed = feedparser.FeedParserDict


def is_feed(body: bytes) -> bool:
    """Whether these bytes are a feed by their outermost element, whatever they are called."""
    if is_json_feed(body):
        return True
    head = decode(body[:_ROOT_WITHIN]).text
    root = _ROOT.match(head)
    if root is None:
        return False
    name = root[1].lower()
    if name == "rdf":
        return bool(_RDF_FEED.search(head))
    return name != "channel" or bool(
        re.search(r"<(?:item|title|abstract|logo|schedule)\b|\bhref=|lastmod=", head, re.IGNORECASE)
    )


def read_feed(body: bytes, *, url: str | None = None, media_type: str | None = None) -> Feed:
    """Read a feed; raises `FormatError` where nothing in it can be read.

    `url` is where it was found, against which relative links are resolved. A feed that breaks the
    rules of its format but can be read is read, with an issue that says so.
    """
    if len(body) > LARGEST:
        raise FormatError(f"the feed has {len(body):,} bytes, more than {LARGEST:,}; ask for less")
    if is_json_feed(body):
        return read_json_feed(body, url=url)
    stated = re.search(r"charset=([^;\s]+)", media_type or "")
    text = decode(body, stated=stated[1] if stated else None).text
    text = _FORBIDDEN.sub("", _DECLARATION.sub("", text, count=1))
    if nested_too_deep(text):
        raise FormatError("the feed nests its elements too deeply to be parsed; it is no feed")
    parsed = _parse(text, url)
    if not _holds_something(parsed):
        raise FormatError(
            f"the feed cannot be read ({_fault(parsed) or 'no channel and no entries'}); "
            "save it again, or tell its publisher"
        )
    return _feed(parsed, text, url)


def _parse(text: str, url: str | None) -> _Parsed:
    headers = {"content-type": "application/xml; charset=utf-8"}
    if base := web_address(url):
        headers["content-location"] = base
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        AssertionError,
        RecursionError,
    ) as broken:
        raise FormatError(
            f"the feed breaks its reader ({type(broken).__name__}: {broken}); "
            "report it with the file"
        ) from broken


def _holds_something(parsed: _Parsed) -> bool:
    return bool(parsed.entries or parsed.get("version") or dict(parsed.feed))


def _fault(parsed: _Parsed) -> str:
    return one_line(str(parsed.get("bozo_exception") or "")) if parsed.get("bozo") else ""


def _feed(parsed: _Parsed, text: str, url: str | None) -> Feed:
    channel = parsed.feed
    link = joined_base(_string(channel, "link"), url)
    # The stated names of dates are lost in parsing; what stands in the text tells them apart.
    names = _DateNames(text, str(parsed.get("version") or ""))
    language = stated_language(_string(channel, "language"))
    entries, issues = [], []
    if fault := _fault(parsed):
        issues.append(Issue(where="feed", problem=f"not well-formed, read all the same: {fault}"))
    for number, element in enumerate(parsed.entries):
        where = f"item[{number}]"
        entry, found = _entry(element, where, link, names, language)
        issues.extend(found)
        if entry is not None:
            entries.append(entry)
    kept, repeated = separate_duplicates(entries)
    return Feed(
        version=str(parsed.get("version") or "cdf"),
        identity=_string(channel, "id") or link or _string(channel, "title") or "",
        title=one_line(text_of(_string(channel, "title") or "")) or None,
        url=link,
        language=language,
        entries=tuple(kept),
        issues=(*issues, *repeated),
    )
