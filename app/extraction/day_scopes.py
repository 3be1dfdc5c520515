"""What the words about a day limit it to: an instruction, a place in the law, or nothing."""

import re
from typing import Final

_I: Final = re.IGNORECASE
_INSTRUCTION: Final = re.compile(
    r"\b(?:amendatory\s+)?instructions?\s+(?:nos?\.?\s+)?((?:\d+[a-z]?(?:\.[a-z]+)*)"
    r"(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+through\s+)\d+[a-z]?(?:\.[a-z]+)*)*)",
    _I,
)
_PLACE: Final = re.compile(
    r"(?:§§?\s?|[Ss]ections?\s+)\d+\.\d[\w.]*(?:\(\w+\))*(?:(?:,\s*(?:and\s+)?|\s+and\s+"
    r"|\s+through\s+)(?:§\s?)?(?:\d[\w.]*)?(?:\(\w+\))*(?=[\s,;.)]))*"
    r"|\b[Ss]upplement\s+[Nn]o\.?\s*\d+(?:\s+to\s+[Pp]art\s+\d+)?"
    r"|\b[Aa]ppendix\s+[A-Z](?:\s+to\s+[Pp]art\s+\d+)?"
)
_EXCEPT: Final = re.compile(r"\bexcept(?:ing|ion)?\b|\bother than\b|\bwith the exception\b", _I)
_COLLECTION: Final = re.compile(r"\binformation collection|\bpaperwork\b|\bOMB\b", _I)


def scope_of(words: str) -> str:
    """What some words limit a day to: `instruction 8`, `§ 744.23`, or `all`."""
    if found := _INSTRUCTION.search(words):
        return f"instruction {' '.join(found.group(1).split())}"
    if found := _PLACE.search(words):
        return " ".join(found.group().rstrip(" .,").split())
    if _COLLECTION.search(words):
        return "information collection"
    return "all"


def effective_scope(left: str, near: str, right: str, *, first: bool) -> str:
    """As in "Effective A, except instruction 8, which is effective B": A is for all but that."""
    exception = _EXCEPT.search(right)
    if first and exception is not None:
        but = scope_of(right[exception.end() :])
        return f"all except {but}" if but != "all" else "all"
    if first and _EXCEPT.search(left):
        return "all"
    return scope_of(near)
