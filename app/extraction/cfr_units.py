"""Numbers of parts, sections and paragraphs as they are listed, whatever their title."""

import re
from typing import Final, NamedTuple

from app.extraction.scan import SEPARATOR, follow

_SECTION: Final = (
    r"\d{2,3}-\d{1,2}\.\d+-\d+\.\d{2}(?!\d)"
    r"|\d{1,5}[a-z]{0,2}(?:-\d{1,3})?\.(?:\d+[A-Za-z]{0,2}\d{0,3}|T\d{2})"
    r"(?:[-\u2010-\u2013](?:\d{1,4}[A-Z]{0,2}|[A-Z]{2}|[a-z](?![a-z]))(?![\w-]*\.\d))*"
    r"(?:(?:\([0-9A-Za-z]{1,4}\))+[-\u2010-\u2013]\d+[A-Z]{0,2}(?!\.\d))?"
)
_MARK: Final = r"\((?:[a-z]{1,2}|[ivxl]{3,6}|[A-Z]{1,2}|\d{1,3})\)"
MARKS: Final = re.compile(rf"\s?{_MARK}(?:\s?{_MARK})*")
_ONE_MARK: Final = re.compile(r"\((\w+)\)")
_LABEL: Final = re.compile(
    r"(?:§§?|[Ss]ections?|SECTIONS?|[Ss]ecs?\.|(?P<part>[Pp]arts?\b|PARTS?\b|[Pp]ts?\.))\s*"
)
_SECTION_AT: Final = re.compile(_SECTION)
_PART_AT: Final = re.compile(r"\d{1,4}[a-z]{0,2}(?![\w.]*\d|[a-z])")
_HYPHENED_PART: Final = re.compile(r"\d{1,3}-\d{1,3}(?![\w.-]*\d)")
# What makes a plain number something other than a further part of a list.
_OTHER: Final = re.compile(
    r"\s*(?:C\.?\s?F\.?\s?R|U\.?\s?S\.?\s?C|F\.?R\.?\s|FR\b|Fed\.|Stat\.|Comp\b|days?\b|years?\b"
    r"|months?\b|hours?\b|percent|%|/|:\d|,\d{3}\b|U\.S\.|F\.\dd|entit|part(?:y|ies)\b|TAC)"
)
_TITLE_WITH_HYPHENED_PARTS: Final = 41


# The mark of a footnote printed into a list: "§§ 734.9(g),3 746.8(a)(3)".
_FOOTNOTE: Final = re.compile(r"(?<=,)\d{1,2}\s+(?=\d{1,5}\.\d)")
_WORDED_MARKS: Final = re.compile(r",?\s[Pp]aragraphs?\s(?=\()")


class Unit(NamedTuple):
    """One member of a list: a section or a part, with paragraphs; `ranged` says that the member
    before reaches through to this one."""

    start: int
    end: int
    part: str | None
    section: str | None
    paragraphs: tuple[str, ...]
    ranged: bool


def marks_of(words: str) -> tuple[str, ...]:
    """The paragraph marks of some words: `("a", "2")` of "(a)(2)"."""
    return tuple(_ONE_MARK.findall(words))


def units(text: str, at: int, *, parts: bool, title: int | None = None) -> list[Unit]:
    """The list of sections or parts that begins at a place; empty where none does.

    `parts` says that a number without a full stop is a part; the words "part" and "§" within the
    list change it for what follows.
    """
    found: list[Unit] = []
    ranged = False
    while True:
        label = _LABEL.match(text, at)
        begin = at
        if label:
            at, parts = label.end(), bool(label.group("part"))
        one = _unit(text, begin, at, (parts, ranged, title), found[-1] if found else None)
        if one is None:
            return found
        found.append(one)
        separator = SEPARATOR.match(text, one.end)
        if separator is None:
            return found
        at, ranged = separator.end(), bool(separator.group("range"))
        if glued := _FOOTNOTE.match(text, at):
            at = glued.end()


def _unit(
    text: str, begin: int, at: int, mode: tuple[bool, bool, int | None], before: Unit | None
) -> Unit | None:
    parts, ranged, title = mode
    section = _SECTION_AT.match(text, at)
    if section:
        if before is not None and _OTHER.match(text, section.end()):
            return None
        number = section.group().translate(_PLAIN)
        end, paragraphs = _paragraphs(text, section.end())
        return Unit(begin, end, number.partition(".")[0], number, paragraphs, ranged)
    pattern = _HYPHENED_PART if title == _TITLE_WITH_HYPHENED_PARTS else _PART_AT
    part = pattern.match(text, at) or _PART_AT.match(text, at)
    if part and parts and (before is None or before.section is None):
        if _OTHER.match(text, part.end()):
            return None
        return Unit(begin, part.end(), part.group(), None, (), ranged)
    if before is None or before.section is None or not before.paragraphs:
        return None
    further = MARKS.match(text, at)
    if further is None:
        return None
    paragraphs = follow(before.paragraphs, marks_of(further.group()))
    start = further.start() + (further.group()[0] != "(")
    return Unit(start, further.end(), before.part, before.section, paragraphs, ranged)


def _paragraphs(text: str, at: int) -> tuple[int, tuple[str, ...]]:
    worded = _WORDED_MARKS.match(text, at)
    marks = MARKS.match(text, worded.end() if worded else at)
    return (marks.end(), marks_of(marks.group())) if marks else (at, ())


_PLAIN: Final = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013"}
