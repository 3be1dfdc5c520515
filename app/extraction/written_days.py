"""Days as official texts write them: in full, counted from another day, or by an hour's cut-off."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from app.extraction.cut_offs import cut_off_of
from app.extraction.numerals import CARDINALS, count_of, ordinal

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_MONTH: Final = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|Jun(?:e|\.)|Jul(?:y"
    r"|\.)|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_FULL: Final = re.compile(
    rf"(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\s+(?:(?:day\s+)?of\s+)?(?P<m2>{_MONTH}),?\s+(?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<n3>\d\d)-(?P<d3>\d\d)(?!\d)"
    r"|(?P<y4>20\d\d)\s?年\s?(?P<n4>\d{1,2})\s?月\s?(?P<d4>\d{1,2})\s?日"
)
# The first day of a span, whose year stands only at its end: "June 15 through June 18, 2016".
_YEARLESS: Final = re.compile(
    rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:,?\s+(?:through|to|until|thru)\s+(?:[\w:.]+\s+){{0,4}}?"
    rf"|\s?[-\u2013]\s?)(?:(?P<m2>{_MONTH})\s+)?(?P<d2>\d{{1,2}}),?\s+(?P<y>(?:19|20)\d\d)(?!\d)"
)
_COUNT: Final = (
    r"(?P<count>\d{1,3}|one hundred (?:and )?(?:twenty|eighty)|"
    r"(?:(?:thirty|forty|sixty|ninety|twenty)(?:-[a-z]+)?|eighteen|twelve|fourteen|fifteen"
    r"|one|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
_RELATIVE: Final = re.compile(
    rf"(?:\[?(?:[Ii][Nn][Ss][Ee][Rr][Tt]\s+)?(?:[Dd]ate\s+(?:that\s+is\s+)?)?)?"
    rf"(?<![\d-]){_COUNT}\s*(?:\(\d{{1,3}}\)\s*)?(?P<unit>calendar\s+days?"
    rf"|business\s+days?|days?|months?|years?)\s+"
    r"(?:after|from|following|of)\s+(?:the\s+)?(?:date\s+(?:of|on which)\s+)?(?:(?:the"
    r"|its|this|that)\s+)*"
    r"(?P<base>publication|publishing|published|publi[sc]hed|date\s+of\s+publication"
    r"|issuance|signature|effective\s+date"
    r"|[Oo]rder|filing|entry\s+into\s+force)"
    r"(?:\s+(?:of|in|date|by)(?:\s+(?:this|the"
    r"|that)?\s*[\w/-]+){0,8}?\s*(?:[Ff]ederal\s+[Rr]egister))?\]?",
)
_ON_THE_DAY: Final = re.compile(
    r"(?:up)?on\s+(?:the\s+(?:date|day)\s+of\s+)?(?:its\s+)?(?P<base>publication"
    r"|filing\s+for\s+public\s+inspection|signature|issuance)"
    r"(?:\s+(?:of|in|by)(?:\s+(?:this|the)?\s*[\w/-]+){0,6}?\s*(?:Federal\s+Register))?"
    r"|(?P<immediate>[Ee]ffective\s+immediately(?!\s+upon)"
    r"|immediately\s+effective(?!\s+upon)|自(?:公布|发布|公告)之日起|即日起)"
)
_ORDINAL_DAY: Final = re.compile(
    r"(?:on\s+)?the\s+(?P<word>\w+)\s+day\s+(?:following|after)\s+(?:that\s+of\s+"
    r"|the\s+day\s+of\s+)?(?:its|the)\s+publication"
)
_SPELLED: Final = re.compile(
    r"this\s+(?P<day>[a-z]+(?:-[a-z]+)?|\d{1,2}(?:st|nd|rd"
    r"|th)?)\s+day\s+of\s+(?P<month>[A-Z][a-z]+),?\s+"
    r"in\s+the\s+year\s+of\s+our\s+Lord\s+two\s+thousand(?:\s+and)?\s+(?P<year>[a-z]+(?:-[a-z]+)?)"
)
# No day at all, said in so many words.
OPEN_ENDED: Final = ("indefinitely", "until further notice")
NOT_NAMED: Final = "no day is named"
_OPEN: Final = re.compile("|".join(OPEN_ENDED))
# What holds for a time counted from its own beginning: "in effect for one year".
_TERM: Final = re.compile(
    rf"(?:\bin effect for|\b(?:renew|extend)(?:s|ed|ing|al)?\b[^;\n]{{0,140}}\b(?:denial|denying"
    rf"|[Oo]rder|TDO)\b[^;\n]{{0,80}}\bfor)\s(?:an(?:other)? (?:additional )?|a )?"
    rf"(?:(?:period|term) of )?{_COUNT}\s*(?:\(\d{{1,3}}\)\s*)?(?:additional |more )?"
    r"(?P<unit>days?|months?|years?)\b(?!,? (?:from|after|following|of|through|until|ending"
    r"|beginning)\b)"
)
# "Ten years from the date of her conviction on A": the day named is not a day of its own.
_FROM_A_DAY: Final = re.compile(
    rf"(?<![\d-]){_COUNT}\s*(?:\(\d{{1,3}}\)\s*)?(?P<unit>days?|months?|years?)\s+(?:from|after)\s"
    r"(?:the\s)?(?:date\sof\s)?(?:(?:his|her|its|their|the)\s)?(?:conviction|sentencing|judgment)"
    r"(?:,?\s(?:which\swas\s)?(?:on|of))?,?\s+"
)
_COMMENT_PERIOD: Final = re.compile(
    rf"(?:\bopen(?:s|ing)|\binitiat(?:es|ing)|\bbegin(?:s|ning)|\bestablish(?:es|ing)"
    rf"|\bannounc(?:es|ing)) (?:of )?(?:an? |the )?{_COUNT}[- ](?:calendar[- ])?(?P<unit>day|month)"
    r"s?[- ](?:public )?comment period\b(?! (?:on|for) (?:\w+ ){0,3}?propos\w+ (?:to|would))"
)
# "On A … suspended for a period of six (6) months": counted from the day before it in the sentence.
_SUSPENDED_FOR: Final = re.compile(
    r"\bsuspend(?:s|ed|ing)\b[^.;]{0,60}?\bfor (?:a period of )?(?P<count>\d{1,3}"
    r"|[a-z]+(?:-[a-z]+)?)"
    r"\s*(?:\(\d{1,3}\)\s*)?(?P<unit>days?|months?|years?)\b"
)
_NUMERIC: Final = re.compile(
    r"\b[Cc]omments?\b[^\n]{0,90}?(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:20)?\d\d)(?![\d/])"
)


class Day(NamedTuple):
    """A day in some words: where it stands, which day it is, how it was reckoned.

    `on` is `None` where it counts from a day nobody gave; `cut_off` is the hour that ends it.
    """

    start: int
    end: int
    on: date | None
    reckoning: str = ""
    cut_off: str = ""


class Bases(NamedTuple):
    """The days that others are counted from."""

    published_on: date | None = None
    filed_on: date | None = None
    signed_on: date | None = None
    effective_on: date | None = None


def days_in(text: str, start: int, end: int, bases: Bases) -> list[Day]:
    """Every day named between two places, in order; a counted day is reckoned from its base."""
    found = [*_full(text, start, end), *_first_of_span(text, start, end)]
    found += [*_relative(text, start, end, bases)]
    found += _on_the_day(text, start, end, bases)
    if "/" in text[start:end]:
        found += _numeric(text, start, end)
    found.sort(key=lambda day: (day.start, -day.end))
    apart: list[Day] = []
    for day in found:
        if not apart or day.start >= apart[-1].end:
            apart.append(day)
    return apart


def spelled_day(text: str, start: int, end: int) -> Day | None:
    """As in "this third day of May, in the year of our Lord two thousand twenty-four"."""
    found = _SPELLED.search(text, start, end)
    if found is None or found.group("month").lower() not in _MONTHS:
        return None
    word = found.group("day")
    figures = re.match(r"\d+", word)
    day = int(figures.group()) if figures else ordinal(word)
    year = sum(CARDINALS.get(part, 0) for part in found.group("year").split("-"))
    on = _date(2000 + year, _MONTHS.index(found.group("month").lower()) + 1, day or 0)
    return Day(found.start(), found.end(), on) if on else None


def _numeric(text: str, start: int, end: int) -> Iterator[Day]:
    """As in "Comment Date: 5 p.m. ET 2/26/24": only where comments are asked for, month first."""
    for found in _NUMERIC.finditer(text, start, end):
        year = int(found.group("year"))
        on = _date(
            year if year > 99 else 2000 + year, int(found.group("month")), int(found.group("day"))
        )
        if on is not None:
            cut_off = cut_off_of(text, found.start("month"), found.end())
            yield Day(found.start("month"), found.end(), on, "read with the month first", cut_off)


def _full(text: str, start: int, end: int) -> Iterator[Day]:
    for found in _FULL.finditer(text, start, end):
        parts = found.groupdict()
        year = next(int(parts[key]) for key in ("y1", "y2", "y3", "y4") if parts[key])
        day = next(int(parts[key]) for key in ("d1", "d2", "d3", "d4") if parts[key])
        named = parts["m1"] or parts["m2"]
        month = _month(named) if named else int(parts["n3"] or parts["n4"])
        on = _date(year, month, day)
        if on is not None:
            yield Day(
                found.start(), found.end(), on, "", cut_off_of(text, found.start(), found.end())
            )


def _first_of_span(text: str, start: int, end: int) -> Iterator[Day]:
    """The day that a span begins on, its year being that of the end; and "May 7-9, 2024" whole."""
    for found in _YEARLESS.finditer(text, start, end):
        first = _month(found.group("m"))
        last = _month(found.group("m2")) if found.group("m2") else first
        year = int(found.group("y")) - (first > last)
        on, stop = _date(year, first, int(found.group("d"))), found.end("d")
        if on is None:
            continue
        yield Day(
            found.start(), stop, on, f"the year is that of the span's end, {found.group('y')}"
        )
        if not found.group("m2"):
            until = _date(year, last, int(found.group("d2")))
            if until is not None:
                yield Day(
                    found.start("d2"), found.end(), until, "the month is that of its beginning"
                )


def _relative(text: str, start: int, end: int, bases: Bases) -> Iterator[Day]:
    for found in _OPEN.finditer(text, start, end):
        yield Day(found.start(), found.end(), None, NOT_NAMED)
    yield from _terms(text, start, end, bases)
    yield from _suspended_for(text, start, end, bases)
    for found in _RELATIVE.finditer(text, start, end):
        number = count_of(found.group("count"))
        if number is None:
            continue
        name, base = _base(found.group("base"), bases)
        on, reckoning = _counted(base, name, number, found.group("unit").split()[-1].rstrip("s"))
        if "business" in found.group("unit"):
            on, reckoning = None, f"{name} + {number} business days, holidays not known here"
        yield Day(
            found.start(), found.end(), on, reckoning, cut_off_of(text, found.start(), found.end())
        )
    for found in _ORDINAL_DAY.finditer(text, start, end):
        place = ordinal(found.group("word"))
        if place:
            on, reckoning = _counted(bases.published_on, "published", place, "day")
            yield Day(found.start(), found.end(), on, reckoning)


def _terms(text: str, start: int, end: int, bases: Bases) -> Iterator[Day]:
    """Days that end a term: of an order, of a denial after a conviction, of a time to comment."""
    begun, name = bases.effective_on, "effective"
    if begun is None:
        begun, name = bases.signed_on, "signed"
    words = text[start:end]
    terms = _TERM.finditer(text, start, end) if " for " in words else ()
    counted = [(found, begun, name, found.end()) for found in terms]
    judged = "convict" in words or "sentenc" in words or "judgment" in words
    for found in _FROM_A_DAY.finditer(text, start, end) if judged else ():
        if named := _FULL.match(text, found.end(), end):
            convicted = next(_full(text, named.start(), named.end()), None)
            day = convicted.on if convicted else None
            counted.append((found, day, "convicted", named.end()))
    for found in _COMMENT_PERIOD.finditer(text, start, end) if "comment period" in words else ():
        counted.append((found, bases.published_on, "published", found.end()))
    for found, base, name, stop in counted:
        number = count_of(found.group("count"))
        if number is not None:
            on, reckoning = _counted(base, name, number, found.group("unit").rstrip("s"))
            yield Day(found.start("count"), stop, on, reckoning)


def _suspended_for(text: str, start: int, end: int, bases: Bases) -> Iterator[Day]:
    for found in _SUSPENDED_FOR.finditer(text, start, end):
        number = count_of(found.group("count"))
        if number is None:
            continue
        named = [day.on for day in _full(text, start, found.start())]
        base, name = (named[-1], "suspended") if named else (bases.effective_on, "effective")
        on, reckoning = _counted(base, name, number, found.group("unit").rstrip("s"))
        yield Day(found.start("count"), found.end(), on, reckoning)


def _on_the_day(text: str, start: int, end: int, bases: Bases) -> Iterator[Day]:
    for found in _ON_THE_DAY.finditer(text, start, end):
        name, base = ("published", bases.published_on)
        if found.group("base"):
            name, base = _base(found.group("base"), bases)
        elif bases.signed_on is not None:
            name, base = "signed", bases.signed_on
        shown = f"{name} {base}" if base else f"the day it is {name}"
        yield Day(found.start(), found.end(), base, shown)


def _base(words: str, bases: Bases) -> tuple[str, date | None]:
    if words.startswith("filing"):
        return "filed", bases.filed_on
    if words.startswith(("issuance", "signature", "order", "Order")):
        return "signed", bases.signed_on or bases.published_on
    if words.startswith(("effective", "entry")):
        return "effective", bases.effective_on
    return "published", bases.published_on


def _counted(base: date | None, name: str, number: int, unit: str) -> tuple[date | None, str]:
    plural = unit if number == 1 else f"{unit}s"
    if base is None:
        return None, f"{name} + {number} {plural}, the day it is {name} not being known"
    if unit == "day":
        on = base + timedelta(days=number)
    else:
        months = number * (12 if unit == "year" else 1) + base.month - 1
        on = _clamped(base.year + months // 12, months % 12 + 1, base.day)
    weekend = f" ({on:%A})" if on.weekday() > 4 else ""
    return on, f"{name} {base} + {number} {plural} = {on}{weekend}"


def _clamped(year: int, month: int, day: int) -> date:
    return next(on for back in range(4) if (on := _date(year, month, day - back)) is not None)


def _month(name: str) -> int:
    short = name.lower()[:3]
    return next(at for at, month in enumerate(_MONTHS, 1) if month.startswith(short))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
