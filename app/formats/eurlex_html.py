"""EUR-Lex HTML: acts of the Official Journal and papers of the Commission, with their units."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.gpo_text import Opening
from app.formats.html_text import nested_too_deep
from app.formats.language import language_of, stated_language
from app.formats.legal_lines import Dialect, Line, composed, lines_of, local_name, words_of
from app.formats.official_journal import (
    JournalAct,
    celex_of_paper,
    celex_of_title,
    oj_number,
)
from app.formats.plain_text import one_line
from app.formats.xml import parse_xml

_INLINE: Final = frozenset(
    [
        *(
            "span",
            "a",
            "b",
            "i",
            "em",
            "strong",
            "sup",
            "sub",
            "u",
            "br",
            "small",
            "font",
            "abbr",
            "q",
        ),
        *("cite", "ins", "del", "tt", "code", "img", "big", "s", "bdo"),
    ]
)
_SKIPPED: Final = frozenset(
    [
        *("script", "style", "head", "hr", "col", "colgroup", "title", "noscript"),
    ]
)
_MARKS: Final = re.compile(
    rb"""class\s*=\s*["'][^"']*(?:\boj-(?:normal|doc-ti|ti-art|hd-)|\beli-container\b"""
    rb"""|\bRfrenceinstitutionnelle\b|\bTypedudocument\b|\bTitrearticle\b|\bdoc-ti\b)""",
)
_HTML = re.compile(rb"<html\b", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_DEEPEST: Final = 128
_LONGEST_MARKER: Final = 12
_CONTAINERS: Final = ("docHtml", "TexteOnly", "text")
_FURNITURE = re.compile(r"(?:ELI:|ISSN\b)")
_ARTICLE_ID = re.compile(r"art_(\w+)")
_PARAGRAPH_ID = re.compile(r"0*(\d+)\.0*(\d+)")
_RECITAL_ID = re.compile(r"rct_(\w+)")
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
    lines: list[Line] = list(lines_of(content, _DIALECT))
    text = composed(lines)
    if not text.text:
        raise FormatError(f"no documents: {where} is a EUR-Lex page without words; save it again")
    title = _title(content)
    number = _journal_number(root)
    paper = _said(content, "Rfrenceinstitutionnelle")
    native = celex_of_title(title or "") or celex_of_paper(paper or "", title or "") or number
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


def _classes(element: etree._Element) -> tuple[str, ...]:
    """Its classes without the prefix the Publications Office has put before them since 2023."""
    return tuple(one.removeprefix("oj-") for one in (element.get("class") or "").split())


def _is_inline(element: etree._Element) -> bool:
    return local_name(element) in _INLINE


def _sign(element: etree._Element) -> str | None:
    name = local_name(element)
    if name == "br":
        return " "
    if name == "img":
        return ""
    classes = _classes(element)
    if "footnoteRef" in classes:
        return f" ({_plain(element)})"
    if name == "span" and ("num" in classes or "list-symbol" in classes):
        return f"{_plain(element)} "
    if (name == "sup" or "super" in classes) and "note-tag" not in classes:
        parent = element.getparent()
        is_note = parent is not None and local_name(parent) == "a"
        words = _plain(element)
        return f"^{words}" if words.isdigit() and not is_note else None
    return None


def _number(element: etree._Element) -> str | None:
    """The marker of a list: print has no lists here, only tables of a narrow and a wide cell."""
    if local_name(element) != "td":
        return None
    row = element.getparent()
    if row is None or local_name(row) != "tr":
        return None
    cells = [cell for cell in row if local_name(cell)]
    if len(cells) != 2 or cells[0] is not element or _is_table(_table_of(row)):
        return None
    words = _plain(element)
    return words if len(words) <= _LONGEST_MARKER else None


def _table_of(row: etree._Element) -> etree._Element:
    return next((above for above in row.iterancestors() if local_name(above) == "table"), row)


def _is_table(element: etree._Element) -> bool:
    if local_name(element) != "table":
        return False
    if "table" in _classes(element) or (element.get("border") or "0") != "0":
        return True
    return any(local_name(cell) == "th" for cell in element.iter())


def _is_skipped(element: etree._Element) -> bool:
    name = local_name(element)
    if name in _SKIPPED:
        return True
    if name == "table":
        return any(
            one.startswith("hd-")
            for inner in element.iter()
            if local_name(inner) == "p"
            for one in _classes(inner)
        )
    if name == "p":
        parent = element.getparent()
        is_foot = parent is not None and local_name(parent) == "body"
        return is_foot and _FURNITURE.match(_plain(element)) is not None
    return False


def _opening(element: etree._Element) -> Opening | None:
    name = local_name(element)
    if name in ("div", "section", "article"):
        return _opening_of_division(element)
    if name == "p":
        return _opening_of_line(element)
    if name == "dl" and element.find(".//{*}a[@class='footnote']") is not None:
        return Opening(label="footnotes", heading=None)
    return None


def _opening_of_division(element: etree._Element) -> Opening | None:
    id_ = element.get("id") or ""
    if found := _RECITAL_ID.fullmatch(id_):
        return Opening(label=f"recital {found[1]}", heading=None)
    if found := _ARTICLE_ID.fullmatch(id_):
        return Opening(label=f"article {found[1]}", heading=_said(element, "sti-art"))
    if found := _PARAGRAPH_ID.fullmatch(id_):
        return Opening(label=f"article {found[1]}({found[2]})", heading=None)
    if re.fullmatch(r"(?:enc_\w+\.)?(?:prt|tis|cpt|sct|sbs)_\w+(?:\.(?:cpt|sct|sbs)_\w+)*", id_):
        title = _said(element, "ti-section-1")
        heading = _said(element, "ti-section-2")
        return Opening(label=title.lower()[:80], heading=heading) if title else None
    if id_.startswith("anx_"):
        title = _said(element, "doc-ti")
        return Opening(label=(title or "annex").lower()[:80], heading=_second_title(element))
    if id_ == "pbl_1":
        return Opening(label="preamble", heading=None)
    return Opening(label="final part", heading=None) if "final" in _classes(element) else None


def _opening_of_line(element: etree._Element) -> Opening | None:
    classes = _classes(element)
    if "note" in classes:
        before = element.getprevious()
        first = before is None or local_name(before) == "hr"
        return Opening(label="footnotes", heading=None) if first else None
    if "ManualConsidrant" in classes:
        return Opening(
            label=f"recital {_plain(element).partition(')')[0].strip('( ')}", heading=None
        )
    if "ti-art" in classes or "Titrearticle" in classes:
        if any(_ARTICLE_ID.fullmatch(above.get("id") or "") for above in element.iterancestors()):
            return None
        return Opening(label=_plain(element).lower()[:80], heading=None)
    return None


_DIALECT: Final = Dialect(
    is_inline=_is_inline,
    sign=_sign,
    number=_number,
    opening=_opening,
    is_table=_is_table,
    is_row=lambda element: local_name(element) == "tr",
    skipped=_is_skipped,
)


def _plain(element: etree._Element) -> str:
    return one_line("".join(str(piece) for piece in element.itertext()).replace("\n", " "))


def _lines_with(element: etree._Element, *names: str) -> Iterator[str]:
    for inner in element.iter():
        if local_name(inner) == "p" and any(name in _classes(inner) for name in names):
            words = words_of(inner, _DIALECT)
            if words:
                yield words


def _said(element: etree._Element, name: str) -> str | None:
    return next(_lines_with(element, name), None)


def _second_title(element: etree._Element) -> str | None:
    return next((line for n, line in enumerate(_lines_with(element, "doc-ti")) if n == 1), None)


def _title(content: etree._Element) -> str | None:
    """An act's title lines before its annexes', or the three lines on a paper's cover."""
    main = next(
        (one for one in content.iter() if local_name(one) and "eli-main-title" in _classes(one)),
        None,
    )
    if main is not None:
        return one_line(" ".join(_lines_with(main, "doc-ti"))) or None
    cover = [_said(content, name) for name in ("Statut", "Typedudocument_cp", "Titreobjet_cp")]
    if any(cover):
        return one_line(" ".join(words for words in cover if words))
    lines = []
    for line in _lines_with(content, "doc-ti", "Typedudocument", "Titreobjet"):
        if line.upper().startswith("ANNEX"):
            break
        lines.append(line)
    return one_line(" ".join(lines)) or None


def _journal_number(root: etree._Element) -> str | None:
    title = next((one for one in root.iter() if local_name(one) == "title"), None)
    found = _FILE.match(one_line(title.text or "")) if title is not None else None
    return oj_number(found[1], found[2], found[3]) if found else None


def _published(content: etree._Element) -> tuple[date | None, str | None]:
    for name in ("hd-date", "Emission"):
        found = _DAY.search(_said(content, name) or "")
        if found is None:
            continue
        try:
            return date(int(found[3]), int(found[2]), int(found[1])), f"p.{name}"
        except ValueError:
            continue
    return None, None


def _language(root: etree._Element, text: str) -> str | None:
    stated = (
        _said(root, "hd-lg")
        or root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    )
    return language_of(text, stated_language(stated))
