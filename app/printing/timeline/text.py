"""How wide words are in a picture, without a font at hand, and how they are cut to fit."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import escape

# Widths in parts of the font's size, a little more than common sans serif faces need.
_THIN = frozenset("iljtfrI.,:;'|!()[]/-’‘“” ·")
_BROAD = frozenset("mwMW@%—…→×")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What turns the direction of all that follows has no place in a line of ours.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _POP = "\u2068", "\u2069"


def width_of(text: str, size: float) -> float:
    """About how wide a line of text is, in pixels; rather too much than too little."""
    return size * sum(map(_part, text))


def bold_width_of(text: str, size: float) -> float:
    """The same for a bold face."""
    return 1.12 * width_of(text, size)


def cut(text: str, room: float, size: float) -> str:
    """The beginning of a text that fits, ending in an ellipsis where something was left out."""
    if width_of(text, size) <= room:
        return text
    left = room / size - _part("…")
    kept = 0
    for sign in text:
        left -= _part(sign)
        if left < 0:
            break
        kept += 1
    while kept and unicodedata.combining(text[kept : kept + 1] or " "):
        kept -= 1
    return text[:kept].rstrip() + "…"


def one_line(text: str) -> str:
    """A text as one line that XML can hold and that leaves the direction of others alone."""
    return " ".join(_TURNS.sub("", _NOT_XML.sub(" ", text)).split())


def isolated(text: str) -> str:
    """A text of unknown direction, set apart from what stands before and after it."""
    return text if text.isascii() else f"{_ISOLATE}{text}{_POP}"


def quoted(text: str) -> str:
    """A text as it may stand in XML, in an element or in an attribute."""
    return escape(_NOT_XML.sub(" ", text), quote=True)


def wrapped(pieces: Sequence[str], room: float, size: float) -> list[str]:
    """Pieces of a sentence, joined by spaces into lines that fit.

    A piece is torn only where it is longer than a line, and a word only where it is.
    """
    words = [
        word
        for piece in pieces
        for word in ([piece] if width_of(piece, size) <= room else piece.split())
    ]
    lines: list[str] = []
    for word in words:
        fitting = cut(word, room, size)
        if lines and width_of(f"{lines[-1]} {fitting}", size) <= room:
            lines[-1] = f"{lines[-1]} {fitting}"
        else:
            lines.append(fitting)
    return lines


@lru_cache(maxsize=8192)
def _part(sign: str) -> float:
    if sign in _THIN:
        return 0.36
    if sign in _BROAD:
        return 0.95
    if sign.isascii():
        return 0.74 if sign.isupper() else 0.61
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn"):
        return 0.0
    return 1.04 if unicodedata.east_asian_width(sign) in "WF" else 0.66
