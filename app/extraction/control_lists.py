"""Entries of control lists: ECCNs held against the Commerce Control List, and other lists' own."""

import re
from collections.abc import Iterator
from typing import Final

from app.domain.citations import Setting
from app.domain.references import Family, NumberedReference
from app.extraction.scan import SEPARATOR, Found, near
from app.vocabulary.eccn import is_listed

_BASE: Final = re.compile(
    r"[\dE](?<![\w.$€£/-][\dE])(?:[A-Ea-e]\d{3}(?![\w%-]|\.\d)|(?<=E)AR99(?!\w)"
    r"|(?<=9)[xX]515(?!\w))"
)
_STEP: Final = re.compile(r"\.(?:[a-z](?![a-z])|\d{1,2}(?!\d))")
_DOTTED: Final = re.compile(
    r"\.(?:[a-z](?![a-z])|\d{1,2}(?!\d))(?:\.(?:[a-z](?![a-z])|\d{1,2}(?!\d)))*"
)
_UNDOTTED: Final = re.compile(
    r"[a-z]\.\d{1,2}(?:\.[a-z](?![a-z])(?:\.\d{1,2})?)?(?!\w|\.\w)"
    r"|[a-z](?!\w|\.\w)(?=\s*(?:[,;:.)\]]|(?:and|or|to|through)\s"
    r"(?:\.?[a-z]\b(?!\s+[a-z])|\d[A-E]\d{3}))|\s*$)"
)
# Lists printed with a comma lost, or a blank after the full stop.
_LOST_COMMA: Final = re.compile(r"\s(?=[a-z]\.\d)")
_LOST_PLACE: Final = re.compile(r"\.\s(?=[a-z]\.\d)")
# "ECCN 0A505 except for .c".
_EXCEPT_FOR: Final = re.compile(
    r",?\s+(?:except(?:\s+for)?|excluding|other\s+than)\s+(?=\.[a-z](?![a-z]))"
)
_KIND_OF_ITEM: Final = re.compile(r"\s+(?:items?|paragraphs?)\b")
# "3A090 a" is a paragraph where no article could stand.
_SPACED: Final = re.compile(
    r" [b-z](?=[,;)]| (?:and|or|through|to) \.?[a-z][,;.) ])(?! and )| a(?=[,;)]|\.(?:\s|$))"
)
_PARAGRAPH_OF: Final = re.compile(
    r"\b[Pp]aragraphs?\s+(?P<list>\.[a-z][\w.]*(?:(?:,\s*(?:and\s+|or\s+)?|\s(?:and|or"
    r"|through|to)\s)\.[a-z][\w.]*)*)"
    r"\s+(?:of|under|in)\s+(?:ECCNs?\s+)?(?P<base>\d[A-E]\d{3})(?![\w-])"
)
_WORD: Final = re.compile(
    r"\bECCNs?\b[\s:(“\"]*$|[Cc]lassification\s+[Nn]umbers?[\s:(]*(?:ECCNs?\)?)?[\s:]*$"
)
_FIELD: Final = re.compile(
    r"\bECCNs?\b|Commerce Control List|Export Administration Regulations|\bCCL\b"
    r"|[Ee]xport[- ][Cc]ontrol"
    r"|\bBIS\b|Bureau of Industry and Security|[Ee]xport licen[cs]e"
)
_NOT_AN_ENTRY: Final = re.compile(
    r"(?:\bP/Ns?|[Pp]art [Nn](?:umber|o\.?)s?|\b[Mm]odels?|[Ss]erial (?:[Nn]o\.?"
    r"|numbers?)|\bS/Ns?|[Ee]ngines?"
    r"|[Ff]lights?|[Ss]eries|[Tt]ypes?|[Gg]ate|[Rr]oom|[Ss]uite|[Uu]nit|[Rr]oad|[Hh]ighway|[Rr]oute"
    r"|[Aa]partment|[Aa]pt\.?|[Bb]uilding|[Pp]hone|[Pp]ostcode|[Pp]ostal [Cc]ode"
    r"|[Ss]eat)\s*(?:[Nn]o\.?|#|:)?\s*$"
)
_UK: Final = re.compile(r"(?<![\w.-])(PL\d{4}|ML\d{1,2})(?![\d-])((?:\.[a-z](?![a-z])|\.\d{1,2})*)")
_CJK: Final = re.compile(r"[\u4e00-\u9fff]")
_UNMISTAKABLE: Final = ("EAR99", "9x515")
_NEAR: Final = 24
_LISTS: Final = {"uk": "uk", "eu": "eu", "cn": "cn"}


def entries(text: str, setting: Setting) -> Iterator[Found]:
    """As in "3A090.a", "3B001.a.4 through .d", "ECCNs 3A090.a, .b and .z"; other lists' too.

    An entry without the word ECCN counts only where the text is of the field and the entry
    stands on the list; an entry on another country's list is never called an ECCN.
    """
    if setting.jurisdiction == "uk" or "PL" in text or "ML" in text:
        yield from _british(text, setting)
    for found in near(text, _PARAGRAPH_OF, ("aragraph",), 1, 200):
        yield from _paragraphs_of(found, setting)
    of_the_field: bool | None = None
    taken = 0
    for base in _BASE.finditer(text):
        if base.start() < taken:
            continue
        entry = base.group().upper() if base.group()[:4] != "9x51" else "9x515"
        before = text[max(0, base.start() - _NEAR * 2) : base.start()]
        worded = _WORD.search(before) is not None
        if not worded:
            if of_the_field is None:
                of_the_field = _is_of_the_field(text, setting)
            pathed = _DOTTED.match(text, base.end()) is not None
            doubtful = _NOT_AN_ENTRY.search(before) or not base.group()[1:2].isupper()
            if (doubtful or not (of_the_field or pathed)) and entry not in _UNMISTAKABLE:
                continue
        family, list_ = _list_of(text, base, setting)
        if family is Family.ECCN and entry not in _UNMISTAKABLE and not is_listed(entry):
            continue
        listed = list(_steps(text, base, entry, (family, list_), worded))
        taken = listed[-1].end
        yield from listed


def _is_of_the_field(text: str, setting: Setting) -> bool:
    at_home = setting.title in (15, 22) or setting.jurisdiction in _LISTS
    return at_home or _FIELD.search(text) is not None


def _list_of(text: str, base: re.Match[str], setting: Setting) -> tuple[Family, str]:
    near = text[max(0, base.start() - 6) : base.end() + 6]
    if setting.jurisdiction in _LISTS:
        return Family.CONTROL_ENTRY, f"{_LISTS[setting.jurisdiction]}/"
    if setting.jurisdiction is None and _CJK.search(near):
        return Family.CONTROL_ENTRY, "cn/"
    return Family.ECCN, ""


def _steps(
    text: str, base: re.Match[str], entry: str, kind: tuple[Family, str], worded: bool
) -> Iterator[Found]:
    rule = "eccn/worded" if worded else "eccn/listed"
    path, end = _path(text, base.end(), entry)
    spaced = _SPACED.match(text, end) if worded and not path else None
    if spaced:
        path, end = f".{spaced.group().strip()}", spaced.end()
    waiting = Found(base.start(), end, _entry(entry + path, kind), rule, "context")
    while entry != "EAR99":
        separator = _next_step(text, waiting.end, path)
        further = _further(text, separator.end(), path or ".") if separator else None
        if separator is None or further is None:
            break
        path, end = further
        reference = _entry(entry + path, kind)
        ranged = separator.re is SEPARATOR and bool(separator.group("range"))
        yield waiting._replace(through=reference) if ranged else waiting
        waiting = Found(separator.end(), end, reference, rule, "context")
    yield waiting


def _next_step(text: str, at: int, path: str) -> re.Match[str] | None:
    if except_for := _EXCEPT_FOR.match(text, at):
        return except_for
    return (SEPARATOR.match(text, at) or _LOST_COMMA.match(text, at)) if path else None


def _path(text: str, at: int, entry: str) -> tuple[str, int]:
    """The paragraphs that follow an entry; a full stop that ends a sentence is none."""
    path = ""
    if entry == "EAR99":
        return path, at
    if lost := _LOST_PLACE.match(text, at):
        path, at = f".{text[lost.end()]}", lost.end() + 1
    while step := _STEP.match(text, at):
        digit = step.group()[1:].isdigit()
        if digit == (not path or path.rsplit(".", 1)[1].isdigit()):
            break
        path, at = path + step.group(), step.end()
    return path, at


def _further(text: str, at: int, path: str) -> tuple[str, int] | None:
    """What ".d", "d", ".b.3" or ".2" means after a path such as ".a.4"."""
    dotted = _DOTTED.match(text, at)
    plain = None if dotted else _UNDOTTED.match(text, at)
    found = dotted or plain
    if found is None:
        return None
    if found.group() == ".z" and _KIND_OF_ITEM.match(text, found.end()):
        return None
    words = found.group() if dotted else f".{found.group()}"
    known, new = path[1:].split("."), words[1:].split(".")
    if new[0].isdigit():
        level = max((at for at, step in enumerate(known) if step.isdigit()), default=-1)
        if level < 0:
            return None
        return "." + ".".join([*known[:level], *new]), found.end()
    if len(known) >= 3 and new[0] == known[2] and new[0] != known[0]:
        return "." + ".".join([*known[:2], *new]), found.end()
    return words, found.end()


def _entry(number: str, kind: tuple[Family, str]) -> NumberedReference:
    family, list_ = kind
    if number == "EAR99":
        return NumberedReference(Family.ECCN, number)
    return NumberedReference(family, f"{list_}{number}")


def _paragraphs_of(found: re.Match[str], setting: Setting) -> Iterator[Found]:
    base = found.group("base")
    if not is_listed(base):
        return
    kind = (
        (Family.CONTROL_ENTRY, f"{_LISTS[setting.jurisdiction]}/")
        if setting.jurisdiction in _LISTS
        else (Family.ECCN, "")
    )
    named = list(re.compile(r"\.[a-z][\w.]*").finditer(found.group("list")))
    for count, step in enumerate(named):
        first, last = count == 0, count == len(named) - 1
        start = found.start() if first else found.start("list") + step.start()
        end = found.end() if last else found.start("list") + step.end()
        path = step.group().rstrip(".")
        yield Found(start, end, _entry(base + path, kind), "eccn/paragraph-of", "worded")


def _british(text: str, setting: Setting) -> Iterator[Found]:
    for found in _UK.finditer(text):
        if found.group(1).startswith("ML") and setting.jurisdiction != "uk":
            continue
        reference = NumberedReference(Family.CONTROL_ENTRY, f"uk/{found.group(1)}{found.group(2)}")
        yield Found(found.start(), found.end(), reference, "entry/uk", "worded")
