"""What a news page says about itself in its head: address, title, author, date, language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from itertools import islice

import orjson
from lxml.html import HtmlElement

from app.formats.html_text import decoded_once, has_markup, readable_text
from app.formats.plain_text import one_line
from app.formats.visible_dates import visible_date
from app.formats.web_addresses import web_address
from app.formats.written_dates import WrittenDate, read_date

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|Liveblog)$", re.IGNORECASE)
# Names under which publishers give the day of publication; never that of a change.
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "article.published",
    "article:published",
    "published_time",
    "published-date",
    "publish-date",
    "publish_date",
    "publishdate",
    "publicationdate",
    "publication_date",
    "publication-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "rnews:datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "date.issued",
    "date_published",
    "originalpublicationdate",
    "article_date_original",
    "citation_publication_date",
    "date",
    "timestamp",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
_AUTHORS = (
    "author",
    "article:author_name",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "byl",
)
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)"
)
_LONGEST_JSON = 2_000_000
_DEEPEST_JSON = 6
_MOST_HEADINGS = 20
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a page was published and the tag or field that says so."""

    on: date
    at: datetime | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says of itself; `None` where it is silent."""

    url: str | None
    title: str | None
    author: str | None
    published: Published | None
    language: str | None


def metadata_of(tree: HtmlElement) -> Metadata:
    """Read a page's own statements, the most deliberate ones first."""
    metas = _metas(tree)
    articles = [found for script in _scripts(tree) for found in _articles(script, 0)]
    url = _url(tree, metas)
    return Metadata(
        url=url,
        title=_title(tree, metas, articles),
        author=_author(metas, articles),
        published=_published(tree, metas, articles, url),
        language=tree.get("lang") or tree.get("xml:lang") or metas.get("content-language"),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _scripts(tree: HtmlElement) -> Iterator[Json]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip().removesuffix(";")
        if not text or len(text) > _LONGEST_JSON:
            continue
        text = re.sub(r"^(?:/\*.{0,40}?\*/|<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)$", "", text).strip()
        # Line ends inside strings are forbidden in JSON and common in pages.
        for attempt in (text, re.sub(r"[\x00-\x1f]+", " ", text), unescape(text)):
            try:
                yield orjson.loads(attempt)
            except orjson.JSONDecodeError:
                continue
            break


def _articles(node: Json, depth: int) -> Iterator[dict[str, Json]]:
    if depth > _DEEPEST_JSON:
        return
    if isinstance(node, list):
        for member in node:
            yield from _articles(member, depth + 1)
    elif isinstance(node, dict):
        kinds = node.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and _ARTICLE_TYPE.search(name) for name in names):
            yield node
        # Not into `itemListElement` or `hasPart`: those are other articles, merely listed.
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(node.get(key), depth + 1)


def _url(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    base = web_address(metas.get("og:url"))
    for link in tree.iter("link"):
        is_canonical = (link.get("rel") or "").lower() == "canonical"
        if is_canonical and (found := web_address(link.get("href"), base)):
            return found
    return base


def _title(tree: HtmlElement, metas: dict[str, str], articles: list[dict[str, Json]]) -> str | None:
    headings = [_words(heading) for heading in islice(tree.iter("h1"), _MOST_HEADINGS)]
    page = next((_words(title) for title in tree.iter("title")), "")[:_LONGEST_TITLE]
    # A heading repeated in the page's title is the article's own; the other words are the
    # outlet's, and where the outlet's name is a heading too, it is the shorter one.
    repeated = [one for one in headings if len(one) > 10 and _same_words(one) in _same_words(page)]
    if repeated:
        return max(repeated, key=len)
    for article in articles:
        headline = article.get("headline")
        if isinstance(headline, str) and headline.strip():
            return _plain(headline)
    for name in _TITLES:
        if metas.get(name):
            return _plain(metas[name])
    only = headings[0] if len(headings) == 1 else ""
    return only or _without_outlet(page, metas.get("og:site_name", "")) or None


def _without_outlet(title: str, outlet: str) -> str:
    """A page's title without the outlet's name that follows a stroke or a dash."""
    head, stroke, tail = title, "", ""
    if match := re.match(r"(.+)\s([|\u2013\u2014\u00ab\u00bb-])\s(.+)$", title):
        head, stroke, tail = match.groups()
    is_outlet = tail == outlet or len(tail.split()) < min(5, len(head.split()))
    return head if stroke and is_outlet else title


def _words(element: HtmlElement) -> str:
    return one_line(" ".join(str(element.text_content()).split()))


def _plain(value: str) -> str:
    text = decoded_once(value)
    return one_line(readable_text(text) if has_markup(text) else text)


def _same_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _author(metas: dict[str, str], articles: list[dict[str, Json]]) -> str | None:
    for article in articles:
        if names := list(_names(article.get("author"))):
            return ", ".join(dict.fromkeys(names))
    for name in _AUTHORS:
        value = metas.get(name, "")
        if value and not value.startswith(("http:", "https:")):
            return re.sub(r"^by\s+", "", _plain(value), flags=re.IGNORECASE) or None
    return None


def _names(author: Json) -> Iterator[str]:
    if isinstance(author, list):
        for member in author:
            yield from _names(member) if not isinstance(member, list) else ()
    elif isinstance(author, dict):
        name = author.get("name")
        yield from _names(name) if not isinstance(name, dict) else ()
    elif isinstance(author, str) and author.strip() and not author.startswith("http"):
        yield _plain(author)


def _published(
    tree: HtmlElement, metas: dict[str, str], articles: list[dict[str, Json]], url: str | None
) -> Published | None:
    """The first date in order of deliberateness, with an instant where one agrees with its day."""
    found = [
        Published(on=read.on, at=read.at, evidence=evidence)
        for evidence, written in _dates(tree, metas, articles)
        if (read := _date(written))
    ]
    if not found:
        return _dated_address(url) or _shown(tree)
    first = found[0]
    with_instant = (other for other in found if other.at and other.on == first.on)
    return next(with_instant, first)


def _date(written: str) -> WrittenDate | None:
    return read_date(decoded_once(written))


def _dates(
    tree: HtmlElement, metas: dict[str, str], articles: list[dict[str, Json]]
) -> Iterator[tuple[str, str]]:
    for article in articles:
        written = article.get("datePublished")
        if isinstance(written, str):
            yield "json-ld datePublished", written
    for name in _PUBLISHED:
        if name in metas:
            yield f"meta {name}", metas[name]
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        role = (element.get("itemprop") or element.get("property") or "").lower()
        is_published = role.endswith("datepublished") or element.get("pubdate") is not None
        if is_published:
            yield (
                f"{element.tag!s} datePublished",
                element.get("datetime") or element.get("content") or _words(element),
            )
    yield from _times(tree)


def _times(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """`<time>` elements that can only be the article's: of its header, or the only day of all."""
    marked = re.compile(r"publish|posted|pubdate|entry-date|dateline", re.IGNORECASE)
    changed = re.compile(r"updat|modif", re.IGNORECASE)
    plain: list[str] = []
    for element in tree.iter("time"):
        written = element.get("datetime") or _words(element)
        about = f"{element.get('class') or ''} {element.get('id') or ''}"
        if changed.search(about) and not marked.search(about):
            continue
        if marked.search(about):
            yield "time of publication", written
        plain.append(written)
    days = {read.on for written in plain if (read := _date(written))}
    if len(days) == 1:
        yield from (("only time element", written) for written in plain)


def _shown(tree: HtmlElement) -> Published | None:
    found = visible_date(tree)
    return Published(on=found[0], at=None, evidence=found[1]) if found else None


def _dated_address(url: str | None) -> Published | None:
    match = _IN_ADDRESS.search(url or "")
    if match is None:
        return None
    try:
        on = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return Published(on=on, at=None, evidence="day in the canonical address")
