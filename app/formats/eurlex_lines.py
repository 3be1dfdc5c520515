"""The running text of EUR-Lex HTML, and which of its boxes are units of an act."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from app.formats.gpo_text import Opening
from app.formats.legal_lines import Dialect, local_name, words_of
from app.formats.plain_text import one_line

_INLINE: Final = frozenset(
    [
        *("span", "a", "b", "i", "em", "strong", "sup", "sub", "u", "br", "small"),
        *("font", "abbr", "q", "cite", "ins", "del", "tt", "code", "img", "big"),
        *("s", "bdo"),
    ]
)
_SKIPPED: Final = frozenset(
    [
        *("script", "style", "head", "hr", "col", "colgroup", "title", "noscript"),
    ]
)
_LONGEST_MARKER: Final = 12
_FURNITURE = re.compile(r"(?:ELI:|ISSN\b)")
_ARTICLE_ID = re.compile(r"art_(\w+)")
_PARAGRAPH_ID = re.compile(r"0*(\d+)\.0*(\d+)")
_RECITAL_ID = re.compile(r"rct_(\w+)")


def eurlex_classes(element: etree._Element) -> tuple[str, ...]:
    """Its classes without the prefix the Publications Office has put before them since 2023."""
    return tuple(one.removeprefix("oj-") for one in (element.get("class") or "").split())


def _is_inline(element: etree._Element) -> bool:
    return local_name(element) in _INLINE and "no-parag" not in eurlex_classes(element)


def _sign(element: etree._Element) -> str | None:
    name = local_name(element)
    if name == "br":
        return " "
    if name == "img":
        return ""
    classes = eurlex_classes(element)
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
    classes = eurlex_classes(element)
    if "no-parag" in classes or "grid-list-column-1" in classes:
        return _plain(element)
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
    if "table" in eurlex_classes(element) or (element.get("border") or "0") != "0":
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
            for one in eurlex_classes(inner)
        )
    if name == "p":
        if "reference" in eurlex_classes(element):
            return True
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
        return Opening(label=f"article {found[1]}", heading=_subtitle(element))
    if found := _PARAGRAPH_ID.fullmatch(id_):
        return Opening(label=f"article {found[1]}({found[2]})", heading=None)
    if re.fullmatch(r"(?:enc_\w+\.)?(?:prt|tis|cpt|sct|sbs)_\w+(?:\.(?:cpt|sct|sbs)_\w+)*", id_):
        title = line_with(element, "ti-section-1")
        heading = line_with(element, "ti-section-2")
        return Opening(label=title.lower()[:80], heading=heading) if title else None
    if id_.startswith("anx_"):
        title = line_with(element, "doc-ti")
        return Opening(label=(title or "annex").lower()[:80], heading=_second_title(element))
    if id_ == "pbl_1":
        return Opening(label="preamble", heading=None)
    return Opening(label="final part", heading=None) if "final" in eurlex_classes(element) else None


def _subtitle(article: etree._Element) -> str | None:
    return line_with(article, "sti-art") or line_with(article, "stitle-article-norm")


def _opening_of_line(element: etree._Element) -> Opening | None:
    classes = eurlex_classes(element)
    if "note" in classes:
        before = element.getprevious()
        first = before is None or local_name(before) == "hr"
        return Opening(label="footnotes", heading=None) if first else None
    if "ManualConsidrant" in classes:
        return Opening(
            label=f"recital {_plain(element).partition(')')[0].strip('( ')}", heading=None
        )
    if {"ti-art", "Titrearticle", "title-article-norm"}.intersection(classes):
        if any(_ARTICLE_ID.fullmatch(above.get("id") or "") for above in element.iterancestors()):
            return None
        return Opening(label=_plain(element).lower()[:80], heading=None)
    return None


EURLEX: Final = Dialect(
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


def lines_with(element: etree._Element, *names: str) -> Iterator[str]:
    """The lines of an element that have one of some classes."""
    for inner in element.iter():
        if local_name(inner) == "p" and any(name in eurlex_classes(inner) for name in names):
            words = words_of(inner, EURLEX)
            if words:
                yield words


def line_with(element: etree._Element, name: str) -> str | None:
    """The first line of a class, or `None`."""
    return next(lines_with(element, name), None)


def _second_title(element: etree._Element) -> str | None:
    return next((line for n, line in enumerate(lines_with(element, "doc-ti")) if n == 1), None)
