"""EUR-Lex HTML: acts of the Official Journal and papers of the Commission, with their units."""

import re
from datetime import date
from typing import Final

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.eurlex_lines import EURLEX, eurlex_classes, line_with, lines_with
from app.formats.html_text import nested_too_deep
from app.formats.language import language_of, stated_language
from app.formats.legal_lines import Line, composed, lines_of, local_name
from app.formats.official_journal import (
    JournalAct,
    celex_of_paper,
    celex_of_title,
    oj_number,
)
from app.formats.plain_text import one_line
from app.formats.xml import parse_xml

_MARKS: Final = re.compile(
    rb"""class\s*=\s*["'][^"']*(?:\boj-(?:normal|doc-ti|ti-art|hd-)|\beli-container\b"""
    rb"""|\btitle-(?:doc-first|article-norm)\b|\bRfrenceinstitutionnelle\b|\bTypedudocument\b|\bTitrearticle\b|\bdoc-ti\b)""",
)
_HTML = re.compile(rb"<html\b", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_REFERENCE = re.compile(r"\b(0\d{4}[A-Z]\d{4})\s*[—–-]\s*[A-Z]{2}\s*[—–-]\s*([\d.]{8,10})")
_DEEPEST: Final = 128
_CONTAINERS: Final = ("docHtml", "TexteOnly", "text")
_FILE = re.compile(r"([LC])_(\d{4})(\d{3,5})([A-Z]{2})")


def is_eurlex_html(body: bytes) -> bool:
    """Whether a page carries the classes of the Publications Office's own rendering."""
    return _HTML.search(body[:4096]) is not None and _MARKS.search(body[:200_000]) is not None


def read_eurlex_html(body: bytes, *, where: str) -> JournalAct:
    """One act, or one paper of the Commission.

    The masthead (journal, series, number, day) and the ELI and ISSN lines at the foot are
    metadata: they are read as such and are not among the words.
    """
    root = _parsed(body, where)
    content = _content(root)
    lines: list[Line] = list(lines_of(content, EURLEX))
    text = composed(lines)
    if not text.text:
        raise FormatError(f"no documents: {where} is a EUR-Lex page without words; save it again")
    title = _title(content)
    number = _journal_number(root)
    paper = line_with(content, "Rfrenceinstitutionnelle")
    consolidated, shown_on = _consolidated(content)
    native = (
        consolidated
        or celex_of_title(title or "")
        or celex_of_paper(paper or "", title or "")
        or number
    )
    if native is None:
        raise FormatError(f"{where}: neither title nor masthead gives the act's number")
    day, evidence = _published(content)
    return JournalAct(
        native=native,
        title=title,
        text=text.text,
        provisions=text.provisions,
        language=_language(root, text.text),
        oj_number=number,
        published_on=day,
        date_evidence=evidence,
        current_on=shown_on,
    )


def _parsed(body: bytes, where: str) -> etree._Element:
    text = decode(body).text
    if nested_too_deep(text, _DEEPEST):
        raise FormatError(f"{where}: nested more than {_DEEPEST} deep; save the act alone")
    try:
        # An empty cell written <td/> is open to a reader of HTML, and closed to one of XHTML.
        return parse_xml(body, where=where)
    except FormatError:
        parser = HTMLParser(encoding="utf-8", remove_comments=True)
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)


def _content(root: etree._Element) -> etree._Element:
    for id_ in _CONTAINERS:
        found = root.xpath("//*[@id=$id]", id=id_)
        if isinstance(found, list) and found and isinstance(found[0], etree._Element):
            return found[0]
    body = next((element for element in root.iter() if local_name(element) == "body"), None)
    return root if body is None else body


def _title(content: etree._Element) -> str | None:
    """An act's title lines before its annexes', or the three lines on a paper's cover."""
    main = next(
        (
            one
            for one in content.iter()
            if local_name(one) and "eli-main-title" in eurlex_classes(one)
        ),
        None,
    )
    if main is not None:
        return one_line(" ".join(lines_with(main, "doc-ti"))) or None
    cover = [line_with(content, name) for name in ("Statut", "Typedudocument_cp", "Titreobjet_cp")]
    if any(cover):
        return one_line(" ".join(words for words in cover if words))
    lines = []
    for line in lines_with(content, "doc-ti", "title-doc-first", "Typedudocument", "Titreobjet"):
        if line.upper().startswith("ANNEX"):
            break
        lines.append(line)
    return one_line(" ".join(lines)) or None


def _consolidated(content: etree._Element) -> tuple[str | None, date | None]:
    """`02021R0821-20251115` and its day, from the line at the head of a consolidated version."""
    found = _REFERENCE.search(line_with(content, "reference") or "")
    if found is None:
        return None, None
    day = _day_of(found[2])
    return (f"{found[1]}-{day:%Y%m%d}" if day else found[1]), day


def _day_of(written: str) -> date | None:
    found = _DAY.search(written)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _journal_number(root: etree._Element) -> str | None:
    title = next((one for one in root.iter() if local_name(one) == "title"), None)
    found = _FILE.match(one_line(title.text or "")) if title is not None else None
    return oj_number(found[1], found[2], found[3]) if found else None


def _published(content: etree._Element) -> tuple[date | None, str | None]:
    for name in ("hd-date", "Emission"):
        day = _day_of(line_with(content, name) or "")
        if day is not None:
            return day, f"p.{name}"
    return None, None


def _language(root: etree._Element, text: str) -> str | None:
    stated = (
        line_with(root, "hd-lg")
        or root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    )
    return language_of(text, stated_language(stated))
