"""What the export regulations name by symbols: munitions categories, groups, licence exceptions."""

import re
from collections.abc import Iterator
from typing import Final

from app.domain.citations import Setting
from app.domain.references import Family, NumberedReference
from app.extraction.cfr_units import MARKS, marks_of
from app.extraction.scan import SEPARATOR, Found, follow, near, roman_value
from app.vocabulary.country_groups import country_groups
from app.vocabulary.licence_exceptions import exception_names, licence_exceptions

_LAST_CATEGORY: Final = 21
_CATEGORY: Final = re.compile(
    r"(?:\b(?P<usml>USML|U\.?S\.?\s+Munitions\s+List|United\s+States\s+Munitions\s+List)"
    r"(?:\s*\(USML\))?,?\s+)?\b[Cc]at(?:egor(?:y|ies)|\.)\s+(?=[IVX])"
)
_FIGURE: Final = re.compile(r"[IVX]{1,5}(?![\w])")
_OF_LIST: Final = re.compile(
    r"\s+(?:of|in|on)\s+(?:the\s+)?(?:§\s?121\.1\b|USML|U\.?S\.?\s+Munitions\s+List"
    r"|United\s+States\s+Munitions\s+List)"
)
_GROUP: Final = re.compile(r"\b[Cc]ountry\s+[Gg]roups?\s+(?=[A-E](?![\w]))")
_GROUP_NAME: Final = re.compile(r"([A-E])(?:\s?:\s?(\d))?(?![\w:])")
_BARE_GROUP: Final = re.compile(r"(?<![\w:])([ADE]):([1-6])(?![\w:])")
_EXCEPTION: Final = re.compile(
    r"\b[Ll]icen[cs]e\s+[Ee]xceptions?\s+(?:[a-z][\w,/ -]{0,60}?\()?(?=[A-Z]{3})"
)
_NAMED: Final = re.compile(r"\b[Ll]icen[cs]e\s+[Ee]xception\s+")
_SYMBOL: Final = re.compile(r"[A-Z]{3}(?![A-Za-z\d])")
_LONG_NAME: Final = re.compile(
    r"\b[Ll]icen[cs]e\s+[Ee]xception\s+(?:[A-Z][\w-]*(?:,|\s+and|\s+of|\s+to"
    r"|/)?\s+){1,7}\(([A-Z]{3})\)"
)


def categories(text: str, setting: Setting) -> Iterator[Found]:
    """As in "USML Category XI(c)(12)", "Categories VIII and XV of the USML"."""
    home = setting.title == 22
    named: bool | None = None
    for head in near(text, _CATEGORY, ("ategor", "Cat.", "cat."), 44):
        listed = _categories(text, head.start(), head.end())
        if not listed:
            continue
        tail = _OF_LIST.match(text, listed[-1].end)
        if tail is None and head.group("usml") is None and not home:
            if named is None:
                named = "USML" in text or "Munitions List" in text
            if not named:
                continue
        if home and _is_heading(text, head.start()):
            continue
        if tail is not None:
            listed[-1] = listed[-1]._replace(end=tail.end())
        yield from listed


def groups(text: str) -> Iterator[Found]:
    """As in "Country Group D:5", "Country Groups D:1, D:4, or D:5"."""
    known = country_groups()
    spoken = False
    for head in near(text, _GROUP, ("ountry",), 1):
        spoken = True
        begin, at = head.start(), head.end()
        waiting: Found | None = None
        ranged = False
        while name := _GROUP_NAME.match(text, at):
            number = f"{name.group(1)}:{name.group(2)}" if name.group(2) else name.group(1)
            if number not in known:
                break
            reference = NumberedReference(Family.COUNTRY_GROUP, number)
            if waiting is not None:
                yield waiting._replace(through=reference) if ranged else waiting
            waiting = Found(begin, name.end(), reference, "group/worded", "exact")
            separator = SEPARATOR.match(text, name.end())
            if separator is None:
                break
            ranged = bool(separator.group("range"))
            begin = separator.end()
            again = _GROUP.match(text, begin)
            at = again.end() if again else begin
        if waiting is not None:
            yield waiting
    if not spoken:
        return
    for bare in near(text, _BARE_GROUP, (":",), 1, 8):
        number = f"{bare.group(1)}:{bare.group(2)}"
        if number in known:
            reference = NumberedReference(Family.COUNTRY_GROUP, number)
            yield Found(bare.start(), bare.end(), reference, "group/after-word", "bare")


def exceptions(text: str) -> Iterator[Found]:
    """As in "License Exceptions NAC and ACA", and long names with their symbol."""
    known = licence_exceptions()
    for head in near(text, _EXCEPTION, ("xception",), 16, 120):
        begin, at = head.start(), head.end()
        while symbol := _SYMBOL.match(text, at):
            if symbol.group() not in known:
                break
            reference = NumberedReference(Family.LICENCE_EXCEPTION, symbol.group())
            yield Found(begin, symbol.end(), reference, "exception/worded", "exact")
            separator = SEPARATOR.match(text, symbol.end()) or re.compile("/").match(
                text, symbol.end()
            )
            if separator is None:
                break
            begin = separator.end()
            again = _EXCEPTION.match(text, begin)
            at = again.end() if again else begin
    for head in near(text, _NAMED, ("xception",), 9, 24):
        for name, symbol_ in exception_names():
            if text[head.end() : head.end() + len(name)].lower() == name.lower():
                target = NumberedReference(Family.LICENCE_EXCEPTION, symbol_)
                end = head.end() + len(name)
                yield Found(head.start(), end, target, "exception/named", "exact")
                break
    for long in near(text, _LONG_NAME, ("xception",), 16, 160):
        if long.group(1) in known:
            reference = NumberedReference(Family.LICENCE_EXCEPTION, long.group(1))
            yield Found(long.start(), long.end(), reference, "exception/named", "exact")


def _categories(text: str, begin: int, at: int) -> list[Found]:
    listed: list[Found] = []
    ranged = False
    while True:
        figure = _FIGURE.match(text, at)
        if figure and 1 <= (roman_value(figure.group()) or 0) <= _LAST_CATEGORY:
            marks = MARKS.match(text, figure.end())
            inside = marks_of(marks.group()) if marks else ()
            name, end = figure.group(), marks.end() if marks else figure.end()
        elif listed and _paragraphs(listed) and (marks := MARKS.match(text, at)):
            name = _number(listed)
            inside, end = follow(_paragraphs(listed), marks_of(marks.group())), marks.end()
        else:
            return listed
        reference = NumberedReference(Family.USML, name, inside)
        if ranged:
            listed[-1] = listed[-1]._replace(through=reference)
        listed.append(Found(begin, end, reference, "usml/category", "worded"))
        separator = SEPARATOR.match(text, end)
        if separator is None:
            return listed
        ranged = bool(separator.group("range"))
        begin = separator.end()
        again = _CATEGORY.match(text, begin)
        at = again.end() if again else begin


def _paragraphs(listed: list[Found]) -> tuple[str, ...]:
    last = listed[-1].reference
    return last.paragraphs


def _number(listed: list[Found]) -> str:
    last = listed[-1].reference
    return last.number if isinstance(last, NumberedReference) else ""


def _is_heading(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"
