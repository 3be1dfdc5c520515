"""Feeds of every family become entries of one form."""

import io
import re
from dataclasses import dataclass
from typing import TypeAlias

import feedparser

from app.domain.documents import Extent, Issue
from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.feed_entries import Entry, Feed, dated, separate_duplicates
from app.formats.html_text import decoded_once, has_markup, nested_too_deep, readable_text, text_of
from app.formats.json_feed import is_json_feed, read_json_feed
from app.formats.language import language_of, stated_language
from app.formats.plain_text import normalise, one_line
from app.formats.web_addresses import joined_base, web_address

LARGEST = 8 * 1024 * 1024
_ROOT = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).){0,20000}-->\s*|<!DOCTYPE[^\[>]{0,2000}(?:\[[^\]]{0,20000}\][^>]{0,200})?>\s*)*"
    r"<(?:[\w.-]+:)?(rss|feed|RDF|channel)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_RDF_FEED = re.compile(
    r"purl\.org/rss/1\.0|netscape\.com/rdf|purl\.org/net/rss1\.1|<(?:\w+:)?item[\s>]|<channel[\s>]"
)
# A feed that some tool has wrapped in a page: the page holds it and nothing else.
_WRAPPED = re.compile(r"<html[^>]*>\s*<body[^>]*>\s*<(?:feed|rss)[\s>]", re.IGNORECASE)
_CDF = re.compile(r"<(?:item|title|abstract|logo|schedule)\b|\bhref=|\blastmod=", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMBERED = re.compile(r"&#([xX][0-9a-fA-F]{1,16}|[0-9]{1,16});")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_BASE_OF_FEED = re.compile(
    r"<(?:[\w.-]+:)?(?:rss|feed|RDF)\b[^<>]*\sxml:base\s*=\s*[\"']\s*http", re.IGNORECASE
)
_ROOT_WITHIN = 65_536
# The reader of feeds takes some 20 microseconds a tag: the largest real feeds stay far below.
_MOST_TAGS = 250_000
_MOST_REFERENCES = 500_000

# What the reader of feeds raises on feeds made to break it, instead of saying so.
_READER_FAULTS = (
    *(ValueError, TypeError, AttributeError, LookupError),
    *(AssertionError, RecursionError, OverflowError),
)

# The parser's dictionaries, whose values are whatever the publisher wrote.
_Parsed: TypeAlias = "feedparser.FeedParserDict"


def is_feed(body: bytes) -> bool:
    """Whether these bytes are a feed by their outermost element, whatever they are called."""
    if is_json_feed(body):
        return True
    head = decode(body[:_ROOT_WITHIN]).text
    root = _ROOT.match(head)
    if root is None:
        return bool(_WRAPPED.search(head))
    name = root[1].lower()
    if name == "rdf":
        return bool(_RDF_FEED.search(head))
    return name != "channel" or bool(_CDF.search(head))


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
    text = _NUMBERED.sub(_possible, text)
    if nested_too_deep(text):
        raise FormatError("the feed nests its elements too deeply to be parsed; it is no feed")
    if text.count("<") > _MOST_TAGS or text.count("&") > _MOST_REFERENCES:
        raise FormatError(f"the feed holds more than {_MOST_TAGS:,} tags; ask for fewer entries")
    parsed = _parse(text, url)
    if _leaks_bases(text, url) and (home := _home(parsed.feed, None)):
        parsed = _parse(text, home)
    if not _holds_something(parsed):
        raise FormatError(
            f"the feed cannot be read ({_fault(parsed) or 'no channel and no entries'}); "
            "save it again, or tell its publisher"
        )
    return _feed(parsed, text, url)


def _possible(reference: re.Match[str]) -> str:
    """A numbered reference, or nothing where no letter has that number: one would end the feed."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    is_letter = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return reference[0] if is_letter and number not in (0xFFFE, 0xFFFF) else ""


def _leaks_bases(text: str, url: str | None) -> bool:
    """Whether the reader would hold one entry's base against the entries after it.

    It gives back the base from before only where there was one: read again with the feed's own
    address, it does.
    """
    return "xml:base" in text and web_address(url) is None and not _BASE_OF_FEED.search(text)


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
    except _READER_FAULTS as broken:
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
    link = _home(channel, url)
    ground = _Ground(
        base=link,
        language=_string(channel, "language"),
        is_atom=str(parsed.get("version") or "").startswith("atom"),
        names=_names_of_dates(text, str(parsed.get("version") or "")),
    )
    entries: list[Entry] = []
    issues: list[Issue] = []
    if fault := _fault(parsed):
        issues.append(Issue(where="feed", problem=f"not well-formed, read all the same: {fault}"))
    for number, element in enumerate(parsed.entries):
        where = f"item[{number}]"
        entry, found = _entry(element, where, ground)
        issues.extend(found)
        if entry is not None:
            entries.append(entry)
    kept, repeated = separate_duplicates(entries)
    return Feed(
        version=str(parsed.get("version") or "cdf"),
        identity=_string(channel, "id") or link or _string(channel, "title") or "",
        title=one_line(text_of(_string(channel, "title") or "")) or None,
        url=link,
        language=stated_language(ground.language),
        entries=tuple(kept),
        issues=(*issues, *repeated),
    )


def _home(channel: _Parsed, url: str | None) -> str | None:
    """The feed's own address, against which its relative links are meant."""
    linked = [_string(link, "href") for link in channel.get("links") or ()]
    return joined_base(_string(channel, "link"), *linked, _string(channel, "id"), url)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What the entries of one feed share."""

    base: str | None
    language: str | None
    is_atom: bool
    names: tuple[tuple[str, str], ...]


def _names_of_dates(text: str, version: str) -> tuple[tuple[str, str], ...]:
    """The parser's keys for dates, best first, with the names of the elements they stand for.

    Parsing folds several elements into one key; which of them this feed uses stands in its text.
    A `dc:date` is that of publication where no other element of change stands beside it.
    """
    if version.startswith("atom"):
        published = "issued" if version == "atom03" else "published"
    else:
        published = "pubDate" if re.search(r"<pubdate\b", text, re.IGNORECASE) else "published"
    changed = "updated"
    if version.startswith("atom03"):
        changed = "modified"
    elif not version:
        changed = "lastmod"
    elif re.search(r"<dc:date\b", text) and not re.search(
        r"<(?:\w+:)?(?:updated|modified)\b", text
    ):
        changed = "dc:date"
    return (("published", published), ("created", "created"), ("updated", changed))


def _entry(element: _Parsed, where: str, ground: _Ground) -> tuple[Entry | None, list[Issue]]:
    title = _title(element, ground)
    stated = [
        (name, written)
        for key, name in ground.names
        if (written := _string(element, key)) is not None
    ]
    when = dated(where, stated)
    issues = list(when.issues)
    link = _string(element, "link")
    url = web_address(link, ground.base)
    if link and url is None:
        issues.append(Issue(where=f"{where}.link", problem="not an http address; left out"))
    text, extent, language = _words(element)
    identity = _string(element, "id") or url or link
    if not identity:
        identity = f"{title}\x1f{when.on or ''}" if title else text
    if not identity:
        # Nothing is lost where nothing was said: this is a gap in the feed, not a record of it.
        problem = "an entry without identifier, link, title or text; there is nothing to keep"
        return None, [*issues, Issue(where=where, problem=problem)]
    text = text or title or ""
    entry = Entry(
        where=where,
        identity=identity,
        title=title,
        url=url,
        text=text,
        extent=extent,
        published_on=when.on,
        published_at=when.at,
        date_evidence=when.evidence,
        author=_author(element),
        language=language_of(text, language or ground.language),
    )
    return entry, issues


def _title(element: _Parsed, ground: _Ground) -> str | None:
    value = _string(element, "title")
    if value is None:
        return None
    detail = element.get("title_detail") or {}
    if str(detail.get("type", "")) != "text/plain":
        return one_line(readable_text(value)) or None
    # Atom's plain text is literal: its `<` was escaped once and is one already.
    if ground.is_atom:
        return one_line(value) or None
    plain = readable_text(value) if has_markup(value) else decoded_once(value)
    return one_line(plain) or None


def _words(element: _Parsed) -> tuple[str, Extent, str | None]:
    """The richest text of an entry: its content in full where it has one, else its summary."""
    best, language = "", None
    contents = element.get("content") or ()
    for content in contents:
        text = _plain(content)
        if len(text) > len(best):
            best, language = text, _string(content, "language")
    detail = element.get("summary_detail") or {"value": element.get("summary"), "type": "text/html"}
    # The reader gives an entry's content for its summary too where it has none.
    is_copy = any(_string(detail, "value") == _string(content, "value") for content in contents)
    summary = "" if is_copy else _plain(detail)
    if len(summary) > len(best):
        return summary, Extent.SUMMARY, _string(detail, "language")
    return best, Extent.FULL if best else Extent.SUMMARY, language


def _plain(detail: "_Parsed | dict[str, object]") -> str:
    value = _string(detail, "value")
    if value is None:
        return ""
    kind = str(detail.get("type") or "")
    if kind == "text/plain":
        return normalise(value)
    if "xhtml" in kind:
        return readable_text(value)
    return text_of(value)


def _author(element: _Parsed) -> str | None:
    detail = element.get("author_detail") or {}
    name = _string(detail, "name") or _string(element, "author")
    return one_line(text_of(name)) or None if name else None


def _string(element: "_Parsed | dict[str, object]", key: str) -> str | None:
    # Asked as a plain dictionary: the parser's own answers "published" where "updated" is asked.
    value: object = dict.get(element, key)
    return value if isinstance(value, str) and value.strip() else None
