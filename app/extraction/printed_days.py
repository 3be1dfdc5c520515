"""Days that stand in a paper's own marks: its issue, its filing line and its signature."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from app.domain.facts import DatedFact, DateRole
from app.extraction.date_roles import Reading
from app.extraction.scan import near
from app.extraction.written_days import Bases, Day, days_in, spelled_day

_FILED: Final = re.compile(
    r"\bFiled\s+(?P<month>\d{1,2})[-–](?P<day>\d{1,2})[-–](?P<year>\d{2,4})(?:;\s*(?P<hou"
    r"r>\d{1,2}:\d{2}\s*[ap]\.?m\.?))?"
)
_ISSUE: Final = re.compile(
    r"^\[?Federal Register(?:,? Volume \d+, Number \d+)? \(\w+day, ([^)]+)\)", re.MULTILINE
)
_SIGNED: Final = re.compile(
    r"^(?:Dated|DATED|Issued|ISSUED|Signed|SIGNED|Served|SERVED|Decided|Done|Made|Entered"
    r"|Executed|EXECUTED|Approved|APPROVED|Adopted|Date [Ss]igned|Date|DATE)\b"
    r"(?: on| at| in| this)?(?::|\s)"
    r"|\bsigned on\b|\b[Ss]o [Oo]rdered,? this\b|^THE WHITE HOUSE|^The White House"
    r"|^(?=20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s*$)",
    re.MULTILINE,
)
_SIGNED_WORDS: Final = (
    *(
        "Dated",
        "DATED",
        "Issued",
        "ISSUED",
        "Signed",
        "SIGNED",
        "Served",
        "Decided",
        "SERVED",
        "Done",
        "Made",
        "Entered",
    ),
    *("signed on", "WHITE HOUSE", "White House", "年"),
)
# Words that sign only at the very end; above it they tell of other papers.
_SIGNED_LAST: Final = (
    *("Executed", "EXECUTED", "Approved", "APPROVED", "Adopted", "Date", "DATE"),
    *("rdered this", "rdered, this"),
)
# The Securities and Exchange Commission and others put the day alone on a line below the title.
_DAY_ALONE: Final = re.compile(r"^[A-Z][a-z]+ \d{1,2}, \d{4}\.?$", re.MULTILINE)
_BELOW_TITLE: Final = 1_500
# Below these a line that is a day is of some letter or table.
_CAPTIONED: Final = re.compile(
    r"^(?:AGENCY|ACTION|SUMMARY|DATES|SUPPLEMENTARY INFORMATION):", re.MULTILINE
)
_SIGNED_REACH: Final = 160
_SIGNATURES: Final = 4_000
_SENTENCE_BETWEEN: Final = re.compile(r"[a-z]{2}\.\s+[A-Z]|;")


def filed(text: str) -> Iterator[DatedFact]:
    """The Office's own line at the end: "[FR Doc. … Filed 2-8-24; 2:00 pm]"."""
    at = text.rfind("Filed ")
    found = _FILED.match(text, at) if at >= 0 else None
    if found is None:
        return
    year = int(found.group("year"))
    year += 0 if year > 99 else 1900 if year >= 70 else 2000
    try:
        on = date(year, int(found.group("month")), int(found.group("day")))
    except ValueError:
        return
    day = Day(found.start(), found.end(), on, "", found.group("hour") or "")
    yield fact_of(text, found.span(), day, Reading(DateRole.FILED, "all", "dates/filed-line"))


def published(text: str) -> Iterator[DatedFact]:
    """The issue named above a paper: "Federal Register Volume 89, Number 234 (…)"."""
    found = _ISSUE.search(text, 0, 3_000)
    if found:
        for day in days_in(text, found.start(1), found.end(1), Bases()):
            yield fact_of(
                text, found.span(), day, Reading(DateRole.PUBLISHED, "all", "dates/issue-line")
            )


def printed_on(text: str) -> date | None:
    """The day of that issue."""
    return next((fact.on for fact in published(text)), None)


def signed(text: str) -> Iterator[DatedFact]:
    """The signature's own day, looked for at the end of a paper and at its head."""
    reading = Reading(DateRole.SIGNED, "all", "dates/signature")
    from_ = max(0, len(text) - _SIGNATURES)
    if spelled := spelled_day(text, from_, len(text)):
        yield fact_of(text, (spelled.start, spelled.end), spelled, reading)
        return
    done: set[date | None] = set()
    for found in _signatures(text, from_):
        days = days_in(text, found.start(), min(len(text), found.start() + _SIGNED_REACH), Bases())
        between = text[found.start() : days[0].start].strip("\n") if days else ""
        if days and "\n\n" not in between and not _SENTENCE_BETWEEN.search(between):
            if done and (found.start() < from_ or days[0].on in done):
                continue
            # Agencies that act together sign one below the other.
            done.add(days[0].on)
            yield fact_of(text, (found.start(), days[0].end), days[0], reading)
            if found.start() < from_:
                return
    if done:
        return
    caption = _CAPTIONED.search(text, 0, min(len(text), _BELOW_TITLE))
    head = caption.start() if caption else min(len(text), _BELOW_TITLE)
    if alone := _DAY_ALONE.search(text, 0, head):
        for day in days_in(text, alone.start(), alone.end(), Bases()):
            yield fact_of(text, (day.start, day.end), day, reading)


def _signatures(text: str, from_: int) -> Iterator[re.Match[str]]:
    found = list(near(text, _SIGNED, _SIGNED_WORDS, 6))
    yield from found
    if not found:
        last = text[from_:]
        for one in near(last, _SIGNED, _SIGNED_LAST, 12):
            yield from _SIGNED.finditer(text, from_ + one.start(), from_ + one.end() + 1)


def fact_of(
    text: str, sentence: tuple[int, int], day: Day, reading: Reading, was: date | None = None
) -> DatedFact:
    """A day of a sentence with its role, as a fact that quotes the sentence."""
    start, end = sentence
    return DatedFact(
        role=reading.role,
        on=day.on,
        scope=reading.scope,
        start=start,
        end=end,
        quote=text[start:end],
        rule=reading.rule,
        reckoning=day.reckoning,
        cut_off=day.cut_off,
        was_on=was if reading.role is DateRole.DELAYED else None,
    )
