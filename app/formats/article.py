"""A news page becomes the report it carries, without the page around it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from resiliparse.extract.html2text import extract_plain_text

from app.errors import FormatError
from app.formats.article_metadata import metadata_of
from app.formats.encoding import decode
from app.formats.html_text import nested_too_deep, readable_text
from app.formats.language import language_of
from app.formats.plain_text import normalise
from app.formats.web_addresses import web_address

# Neither trees nor databases hold these.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LARGEST = 8 * 1024 * 1024
# Parsers of broken pages take time that grows faster than the number of tags: recorded pages
# hold fewer than 6,000.
_MOST_TAGS = 25_000
_MOST_TAGS_READ_CAREFULLY = 15_000
# Above this size a careful reading takes seconds; the fast one alone has to do.
_CAREFULLY_READ = 2 * 1024 * 1024
# Measured on 101 recorded pages with gold bodies: the careful reader has 0.95 precision where the
# fast one has 0.88, for one point less recall. None of those pages came below this share, and at a
# half four more unwanted phrases came in: it guards against pages not seen.
_THIN_SHARE = 0.35
_THIN_LENGTH = 200
# Tried on one half of the recorded pages and looked at once on the other: leaving out the heading
# raised precision by 0.007 to 0.009 on both at the same recall. Keeping only lines that both
# readers give, and leaving out lines that are nothing but links, helped on the first half alone.
_HEADING_WITHIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A report as its page gives it; what the page does not say is `None`.

    `date_evidence` names the tag or field the date was read from. A page that gives no date of
    publication has none: neither the day of a change nor a day in the text stands in for it.
    """

    text: str
    title: str | None
    url: str | None
    author: str | None
    published_on: date | None
    published_at: datetime | None
    date_evidence: str | None
    language: str | None


def read_article(body: bytes, *, stated_encoding: str | None = None) -> Article:
    """Read a page; raises `FormatError` where it is too large, too deep or without words."""
    if len(body) > LARGEST:
        raise FormatError(
            f"the page has {len(body):,} bytes, more than {LARGEST:,}; "
            "save the article alone and hand that over"
        )
    html = _FORBIDDEN.sub("", decode(body, stated=stated_encoding).text)
    if nested_too_deep(html):
        raise FormatError(
            "the page nests its tags too deeply to be parsed safely; save it as text instead"
        )
    if html.count("<") > _MOST_TAGS:
        raise FormatError(
            f"the page holds more than {_MOST_TAGS:,} tags, which no article does; "
            "save the article alone and hand that over"
        )
    tree = _tree(html)
    text = main_text(html)
    if tree is None or not text:
        raise FormatError("the page holds no readable words; check that it was saved whole")
    said = metadata_of(tree)
    published = said.published
    text = without_heading(text, said.title)
    return Article(
        text=text,
        title=said.title,
        url=web_address(said.url),
        author=said.author,
        published_on=published.on if published else None,
        published_at=published.at if published else None,
        date_evidence=published.evidence if published else None,
        language=language_of(text, said.language),
    )


def main_text(html: str) -> str:
    """The words of the article without menus, teasers and comments, normalised.

    Two readers look: where the careful one comes back with far less than the fast one, or with
    next to nothing, the fast one is believed, and failing both the whole visible text.
    """
    fast = normalise(_fast(html))
    is_modest = len(html) <= _CAREFULLY_READ and html.count("<") <= _MOST_TAGS_READ_CAREFULLY
    careful = normalise(_careful(html)) if is_modest else ""
    if len(careful) >= _THIN_LENGTH and len(careful) >= _THIN_SHARE * len(fast):
        return careful
    best = max(careful, fast, key=len)
    return best if len(best) >= _THIN_LENGTH else max(best, readable_text(html), key=len)


def without_heading(text: str, title: str | None) -> str:
    """An article's words without its own title among the first lines, which is not said twice.

    Where little else would be left, the title stays.
    """
    wanted = _words(title or "")
    lines = text.split("\n")
    for at, line in enumerate(lines[:_HEADING_WITHIN]):
        if wanted and _words(line) == wanted:
            rest = normalise("\n".join(lines[:at] + lines[at + 1 :]))
            return rest if len(rest) >= _THIN_LENGTH else text
    return text


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _careful(html: str) -> str:
    try:
        # Given text and not our tree: its own parsing repairs more, and recall shows it.
        return trafilatura.extract(html, include_comments=False) or ""
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        # A page that breaks the careful reader still has the fast one.
        return ""


def _fast(html: str) -> str:
    return extract_plain_text(
        html,
        preserve_formatting=True,
        main_content=True,
        list_bullets=False,
        alt_texts=False,
        comments=False,
        post_meta=False,
    )


def _tree(html: str) -> HtmlElement | None:
    # Parsed from bytes, because text with an encoding in its prolog is refused.
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
