"""Which title a part is of, and which section the words at a place stand in."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from app.domain.citations import Setting
from app.domain.references import CfrReference, cfr_part_of
from app.extraction.cfr_units import units

# Words by which a text is known to speak of these regulations; short ones stand alone.
_OF_EAR: Final = ("EAR", "Export Administration Reg", "Entity List", "Industry and Security")
_OF_ITAR: Final = ("ITAR", "International Traffic in Arms")
_EAR_PARTS: Final = range(730, 775)
_ITAR_PARTS: Final = range(120, 131)
_LABEL: Final = re.compile(r"(?:(\d{1,2})/)?(\d{1,5}[a-z]{0,2}(?:-\d{1,3})?\.\d[\w.-]*)")
_HEADING: Final = re.compile(
    r"^(?:§|Sec(?:tion|\.))\s*(?=\d{1,5}[a-z]?(?:-\d+)?\.\d)", re.MULTILINE
)
_PART_HEADING: Final = re.compile(r"^PART\s+(\d{1,4}[a-z]?)\b", re.MULTILINE)
_INSTRUCTION: Final = re.compile(
    r"^(?:\W{0,3}\s?\d{1,3}\.|\W{0,3}\s?[a-z]\.|Amend|In\b|Revise|Add|Remove|Section\s|§).{0,400}?"
    r"\b(?:amend|revis|add|remov|redesignat|reserv)",
    re.MULTILINE | re.IGNORECASE,
)
_SUPPLEMENT: Final = re.compile(
    r"(?:[Aa]mend(?:ing)?|[Rr]evise|[Aa]dd|[Ii]n|\d\.|[a-z]\.)\s*"
    r"[Ss]upplement\s+[Nn]o\.?\s*(\d{1,2})\s+to\s+[Pp]art\s+(\d{1,4})"
)
_SECTION_WORD: Final = re.compile(r"(?:§§?|\b[Ss]ections?|\b[Ss]ecs?\.)\s*(?=\d)")


class Mark(NamedTuple):
    """From here on words stand in this section, or in a supplement (`748/supp-2`); in none that
    is known where it is empty, though its part may be."""

    at: int
    section: str
    part: str = ""


class Titles:
    """The titles that parts are of, as a text itself and its setting tell.

    Of several titles that have a part of the number, the one named last before a place counts.
    """

    def __init__(self, text: str, setting: Setting) -> None:
        self._setting = setting
        self._named: dict[str, list[tuple[int, int]]] = {}
        self._spans: list[tuple[int, int, int]] = []
        at_home = setting.title
        if _speaks(text, _OF_EAR) or (at_home == 15 and _number(setting.part) in _EAR_PARTS):
            self._spans.append((_EAR_PARTS.start, _EAR_PARTS.stop, 15))
        if _speaks(text, _OF_ITAR) or (at_home == 22 and _number(setting.part) in _ITAR_PARTS):
            self._spans.append((_ITAR_PARTS.start, _ITAR_PARTS.stop, 22))

    def learn(self, at: int, reference: CfrReference, through: object = None) -> None:
        """Take note of a citation that names its title."""
        if reference.part is None:
            return
        known = self._named.setdefault(reference.part, [])
        if not known or known[-1][1] != reference.title:
            known.append((at, reference.title))
        last = _number(through.part) if isinstance(through, CfrReference) else None
        first = _number(reference.part)
        if first is not None and last is not None and first < last:
            self._spans.append((first, last + 1, reference.title))

    def of(self, part: str, at: int, said: int | None = None, *, whole: bool = False) -> int | None:
        """The title of a part cited at a place; `said` is what the citation's own tail says.

        `whole` is for the part itself, which codified text also calls "part 1" of other things.
        """
        if said is not None:
            return said
        if part == self._setting.part:
            return self._setting.title
        if named := self._named.get(part):
            before = [title for place, title in named if place <= at]
            return before[-1] if before else named[0][1]
        number = _number(part)
        for first, stop, title in self._spans:
            if number is not None and first <= number < stop:
                return title
        return self._setting.title if self._setting.codified and not whole else None


class Places:
    """The section around each place of a text."""

    def __init__(self, text: str, setting: Setting) -> None:
        self._default = setting.section or ""
        marks = list(_of_provisions(setting))
        if not setting.section:
            marks += _instructions(text) if marks else [*_headings(text), *_instructions(text)]
        elif not setting.codified:
            # An amending text may turn to another section than the one it was taken from.
            marks += _instructions(text)
        self._marks = sorted(marks)
        self._at = [mark.at for mark in self._marks]

    def section_at(self, at: int) -> str:
        """The section that words at a place stand in, empty where none is known."""
        before = bisect_right(self._at, at)
        return self._marks[before - 1].section if before else self._default

    def part_at(self, at: int) -> str | None:
        """The part that words at a place stand in, as far as the text tells."""
        before = bisect_right(self._at, at)
        for mark in reversed(self._marks[:before]):
            if mark.part or mark.section:
                return mark.part or re.split(r"[./]", mark.section)[0]
        return None


def _of_provisions(setting: Setting) -> Iterable[Mark]:
    sections = 0
    marks: list[Mark] = []
    for provision in setting.provisions:
        found = _LABEL.match(provision.label)
        sections += found is not None
        if not provision.label.startswith("instruction"):
            marks.append(Mark(provision.start, found.group(2) if found else ""))
    return marks if sections else ()


def _headings(text: str) -> Iterable[Mark]:
    for heading in _HEADING.finditer(text):
        found = units(text, heading.end(), parts=False)
        if found and found[0].section:
            yield Mark(heading.start(), found[0].section)
    for part in _PART_HEADING.finditer(text):
        yield Mark(part.start(), "", part.group(1))


def _instructions(text: str) -> Iterable[Mark]:
    for line in _INSTRUCTION.finditer(text):
        stop = text.find("\n", line.start())
        last = len(text) if stop < 0 else stop
        amended = _SUPPLEMENT.search(text, line.start(), min(last, line.start() + 80))
        if amended:
            yield Mark(line.start(), f"{amended.group(2)}/supp-{amended.group(1)}")
            continue
        for word in _SECTION_WORD.finditer(text, line.start(), last):
            found = units(text, word.end(), parts=False)
            if found and found[0].section and cfr_part_of(found[0].section):
                yield Mark(line.start(), found[0].section)
                break


def _speaks(text: str, names: tuple[str, ...]) -> bool:
    return any(name in text for name in names[1:]) or (
        names[0] in text and re.search(rf"\b{names[0]}\b", text) is not None
    )


def _number(part: str | None) -> int | None:
    return int(part) if part is not None and part.isdigit() else None
