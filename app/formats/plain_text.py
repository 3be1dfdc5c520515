"""The one normalisation of text; every offset the product hands out refers to its output."""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Controls but tab and newline, soft hyphens, zero-width signs, byte order marks and lone
# surrogates: none is seen by a reader, PostgreSQL refuses NUL, and all of them break a search.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SPACE_AT_LINE = re.compile(r" ?\n ?")
_MANY_LINES = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """Text in composed form with plain spaces, single line ends and at most one empty line.

    Joiners that carry meaning (zero-width joiner and non-joiner, direction marks) are kept.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", text)
    text = _SPACE_AT_LINE.sub("\n", text)
    return _MANY_LINES.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """The same for titles and names, on a single line."""
    return normalise(text).replace("\n", " ").replace("  ", " ")
