"""JSON Feed 1.0 and 1.1 become entries like those of any other feed."""

import re

import orjson

from app.domain.documents import Extent, Issue
from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.feed_entries import Entry, Feed, dated, separate_duplicates
from app.formats.html_text import readable_text, text_of
from app.formats.language import language_of, stated_language
from app.formats.plain_text import normalise, one_line
from app.formats.web_addresses import joined_base, web_address

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
_VERSION = re.compile(
    rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version', re.IGNORECASE
)


def is_json_feed(body: bytes) -> bool:
    """Whether these bytes say that they are a JSON Feed."""
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and bool(_VERSION.search(body))


def read_json_feed(body: bytes, *, url: str | None = None) -> Feed:
    """Read a JSON Feed; raises `FormatError` where it is no JSON or has no list of items."""
    try:
        feed: Json = orjson.loads(decode(body).text)
    except orjson.JSONDecodeError as broken:
        raise FormatError(f"the JSON feed is broken ({broken}); save it again") from broken
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list):
        raise FormatError("the JSON feed has no list of items; it is no JSON Feed")
    link = joined_base(_string(feed, "home_page_url"), _string(feed, "feed_url"), url)
    language = stated_language(_string(feed, "language"))
    entries: list[Entry] = []
    issues: list[Issue] = []
    for number, item in enumerate(items):
        where = f"items[{number}]"
        entry, found = _entry(item, where, link, language)
        issues.extend(found)
        if entry is not None:
            entries.append(entry)
    kept, repeated = separate_duplicates(entries)
    return Feed(
        version="json",
        identity=_string(feed, "feed_url") or link or _string(feed, "title") or "",
        title=one_line(_string(feed, "title") or "") or None,
        url=link,
        language=language,
        entries=tuple(kept),
        issues=(*issues, *repeated),
    )


def _entry(
    item: Json, where: str, base: str | None, language: str | None
) -> tuple[Entry | None, list[Issue]]:
    if not isinstance(item, dict):
        return None, [Issue(where=where, problem="not an object; set aside", lost_record=True)]
    title = one_line(text_of(_string(item, "title") or "")) or None
    address = _string(item, "url") or _string(item, "external_url")
    url = web_address(address, base)
    html = _string(item, "content_html")
    full = readable_text(html) if html else normalise(_string(item, "content_text") or "")
    text = full or text_of(_string(item, "summary") or "") or title or ""
    when = dated(where, _dates(item))
    issues = list(when.issues)
    identity = (
        _identifier(item) or url or ("\x1f".join((title or "", str(when.on))) if title else text)
    )
    if not identity:
        problem = "no id, address, title or text; set aside"
        return None, [Issue(where=where, problem=problem, lost_record=True)]
    if address and url is None:
        issues.append(Issue(where=f"{where}.url", problem="not an http address; left out"))
    entry = Entry(
        where=where,
        identity=identity,
        title=title,
        url=url,
        text=text,
        extent=Extent.FULL if full else Extent.SUMMARY,
        published_on=when.on,
        published_at=when.at,
        date_evidence=when.evidence,
        author=_author(item),
        language=language_of(text, _string(item, "language") or language),
    )
    return entry, issues


def _dates(item: dict[str, Json]) -> list[tuple[str, str]]:
    written = [(name, _string(item, name)) for name in ("date_published", "date_modified")]
    return [(name, value) for name, value in written if value]


def _identifier(item: dict[str, Json]) -> str | None:
    # Version 1.0 let publishers use numbers; the standard asks readers to take them as text.
    value = item.get("id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _author(item: dict[str, Json]) -> str | None:
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    names = [_string(author, "name") for author in authors if isinstance(author, dict)]
    return ", ".join(one_line(name) for name in names if name) or None


def _string(node: dict[str, Json], key: str) -> str | None:
    value = node.get(key)
    return value if isinstance(value, str) and value.strip() else None
