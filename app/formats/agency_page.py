"""A page that an agency edits in place: its main words, so that two of them can be compared."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from app.errors import FormatError
from app.formats.article import read_article
from app.formats.html_text import nested_too_deep, readable_text
from app.formats.listings import page_tree
from app.formats.plain_text import one_line

# Below this a page says nothing: its main part is empty, or its words are built by a script.
_LEAST: Final = 200
_MAIN: Final = "//main|//*[@role='main']|//*[@id='main-content' or @id='main']|//article"
_UNSAID: Final = ("aside", "button", "svg", "iframe", "select")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPage:
    """The words of a page's main part, with its title and the day it gives for itself."""

    text: str
    title: str | None
    published_on: date | None
    date_evidence: str | None


def agency_page(body: bytes, *, where: str) -> AgencyPage:
    """The main words of a page; one without them is a `FormatError`, never an empty text.

    The part a page marks as its main one is taken whole, with its tables and folded answers:
    what an extractor of news leaves out of a list of questions would look like an edit.
    """
    article = read_article(body)
    tree = page_tree(body)
    words = _main_words(tree) if tree is not None else ""
    if len(words) < _LEAST:
        words = article.text
    if len(words) < _LEAST:
        raise FormatError(
            f"error body: {where} has no main text ({len(words):,} characters); open it in a "
            "browser and see whether its form moved"
        )
    heading = tree.find(".//h1") if tree is not None else None
    title = one_line(heading.text_content()) if heading is not None else ""
    return AgencyPage(
        text=words,
        title=title or article.title,
        published_on=article.published_on,
        date_evidence=article.date_evidence,
    )


def _main_words(tree: HtmlElement) -> str:
    found = tree.xpath(_MAIN)
    best = ""
    for element in found if isinstance(found, list) else []:
        if not isinstance(element, HtmlElement):
            continue
        for unsaid in list(element.iter(*_UNSAID)):
            unsaid.drop_tree()
        html = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
        words = "" if nested_too_deep(html) else readable_text(html)
        best = max(best, words, key=len)
    return best
