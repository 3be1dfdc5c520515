"""One printed line out of the Government Publishing Office's XML, with its signs written out.

Printed signs that XML carries by position only become words a search can find: a footnote mark
`[3]`, a raised figure `10^12`, a graphic its name.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from app.formats.plain_text import one_line

STARS: Final = "* * * * *"
_FRACTION_SLASH: Final = "\u2044"
_INDENT_BEFORE_SIGN = re.compile(r"^\s*\n\s*(?=[,.;:)\]”’])")
_INDENT_AFTER_BRACKET = re.compile(r"(?<=[(\[“‘])\s*\n\s*$")

# Elements that stand inside a line; every other element opens a block of its own.
# fmt: off
INLINE: Final = frozenset((
    "E", "I", "B", "U", "A", "EM", "STRONG", "SPAN", "FONT", "BR",
    "SU", "SUP", "SUB", "AC", "FR", "FTREF", "PRTPAGE", "XREF", "GID", "IMG",
))
# fmt: on
# Emphasis from which older files have lost the spaces around it ("in the<E>Register</E>to").
_SPACED_EMPHASIS: Final = frozenset(("02", "03", "04"))
_RAISED_EMPHASIS: Final = "51"


def line_of(element: etree._Element) -> str:
    """All words of an element on one line."""
    if not len(element):
        return one_line(element.text) if element.text else ""
    pieces: list[str] = []
    _gather(element, pieces)
    return one_line("".join(pieces))


def row_line(cells: Iterable[str]) -> str:
    """Cells of a table's row on one line, parted by upright strokes; empty ends left out."""
    return one_line(" | ".join(cells).rstrip(" |"))


def _gather(element: etree._Element, pieces: list[str]) -> None:
    add_words(element.text, pieces)
    for child in element:
        add_child(child, pieces)
        add_words(child.tail, pieces)


def add_words(text: str | None, pieces: list[str]) -> None:
    """Add words to a line.

    Some files are indented by a tool: each line end there is white space of the tool's making,
    and none was printed before a comma or after an opening bracket.
    """
    if not text:
        return
    if "\n" in text:
        if pieces:
            text = _INDENT_BEFORE_SIGN.sub("", text)
        text = _INDENT_AFTER_BRACKET.sub("", text)
    pieces.append(text)


def add_child(child: etree._Element, pieces: list[str]) -> None:
    """Add a child's words, without its tail, to a line."""
    tag = child.tag.upper() if isinstance(child.tag, str) else ""
    if tag in ("SU", "SUP") or (tag == "E" and child.get("T") == _RAISED_EMPHASIS):
        if pieces and "\n" in pieces[-1]:
            pieces[-1] = pieces[-1].rstrip()
        raised = _raised(child, _last(pieces))
        # A footnote's own mark stands right before its words: 17 and 77 FR 49090.
        gap = raised[-1:].isalnum() and (child.tail or "")[:1].isalnum()
        pieces.append(f"{raised} " if gap else raised)
    elif tag == "E" and child.get("T") in _SPACED_EMPHASIS:
        _emphasis(child, pieces)
    elif tag in ("", "FTREF", "PRTPAGE"):
        _mark(child, pieces, gap=tag == "PRTPAGE")
    elif tag in ("GID", "IMG"):
        name = line_of(child) or (child.get("src") or "").rsplit("/", 1)[-1]
        pieces.append(f" [graphic {name}] " if name else " ")
    elif tag == "STARS":
        pieces.append(f" {STARS} ")
    elif tag in INLINE and tag != "BR":
        _gather(child, pieces)
    else:
        pieces.append(" ")
        _gather(child, pieces)
        pieces.append(" ")


def _mark(child: etree._Element, pieces: list[str], *, gap: bool) -> None:
    """Marks without words of their own; a page break that has eaten a space gives it back."""
    if gap and _last(pieces).isalnum() and (child.tail or "")[:1].isalnum():
        pieces.append(" ")
    if isinstance(child.tag, str):
        _gather(child, pieces)
    elif isinstance(child, etree._Entity):
        pieces.append(child.text or "")


def _emphasis(child: etree._Element, pieces: list[str]) -> None:
    words: list[str] = []
    _gather(child, words)
    text = "".join(words)
    if _glued(_last(pieces), text[:1]):
        pieces.append(" ")
    pieces.append(text)
    if _glued(text[-1:], (child.tail or "")[:1]):
        pieces.append(" ")


def _glued(before: str, after: str) -> bool:
    return after.isalnum() and (before.isalnum() or (before != "" and before in ".,;:)”"))


def _raised(child: etree._Element, before: str) -> str:
    """Raised text, so that `734.9(g)` with note 3 is never read as one number with it."""
    text = "".join(str(part) for part in child.itertext()).strip()
    if not text:
        return ""
    if (child.tail or "").startswith(_FRACTION_SLASH):
        return f" {text}" if before.isdigit() else text
    following = child.getnext()
    notes = following is not None and following.tag == "FTREF" and not (child.tail or "").strip()
    figure = text.isdigit() or len(text) == 1
    if notes:
        return f" [{text}]"
    if not before or before.isspace() or not figure:
        return text
    if not before.isalnum():
        return f" [{text}]"
    return f"^{text}"


def _last(pieces: Sequence[str]) -> str:
    for piece in reversed(pieces):
        if piece:
            return piece[-1]
    return ""
