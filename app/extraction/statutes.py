"""Laws of the United States and papers of its President."""

import re
from collections.abc import Iterator
from typing import Final

from app.domain.references import Family, NumberedReference
from app.extraction.cfr_units import MARKS, marks_of
from app.extraction.scan import SEPARATOR, Found, follow, near

_DASH: Final = r"[-\u2010-\u2014]"
_CODE: Final = re.compile(
    r"(?<![\d.,-])(\d{1,2})\s?(?:U\.\s?S\.\s?C\.?(?:\s?A\.|\s?S\.)?|USC\b)\s*(App\.?\s*)?"
    r"(?:§§?\s*|[Ss]ec(?:tions?|s?\.)\s*|(?P<chapter>[Cc]h(?:apters?|\.)\s*))?"
    r"(?=\d)"
)
_TITLED: Final = re.compile(
    r"\b(?P<kind>[Ss]ections?|[Cc]hapters?|[Ss]ubchapter [IVXL]+ of chapter)\s+(?=\d)"
)
_OF_TITLE: Final = re.compile(
    r"\s*,?\s*of\s+title\s+(\d{1,2}),?\s+(?:of\s+the\s+)?United\s+States\s+Code"
)
_SECTION: Final = re.compile(
    r"\d{1,5}[a-z]{1,3}[\u2010-\u2013]\d{1,3}[a-z]?(?![\d.]|[a-z]{2})(?![\w])|\d{1,5}(?!et\s+seq)[a-zA-Z]{0,4}(?:-\d{1,3}[a-z]?(?![\d.]|[a-z]{2}))?(?![\w])"
    r"|\d{1,5}[a-z]?(?=et\s+seq)"
)
# "81a-81u" is a range, "300aa-1" and "460l-4" are sections.
_LETTERED: Final = re.compile(r"(\d+)[a-z]{1,2}-(\d+)[a-z]{1,2}")
_TITLES: Final = 54
_LAW: Final = re.compile(
    r"\b(?:(?P<private>Priv(?:ate)?\.?|Pvt\.?)|Pub(?:lic)?\.?"
    r"|(?=P\.?\s?L\.?\s))\s*(?:P\.?\s?)?L(?:aw)?s?\b\.?\s*"
    rf"(?:[Nn]os?\b\.?\s*)?(?=\d{{2,3}}{_DASH}\d)"
)
_LAW_NUMBER: Final = re.compile(rf"(\d{{2,3}}){_DASH}(\d{{1,4}})(?![\d]|{_DASH}\d)")
_SECTION_OF: Final = re.compile(
    r"[Ss]ec(?:tion|\.)\s+(\d{1,5}[A-Z]?)((?:\(\w{1,4}\))*)(?:\s+of\s+(?:the\s+)?|,\s+)$"
)
_STAT: Final = re.compile(
    r"(?<![\d.,-])(\d{1,3})\s(?:U\.\s?S\.\s)?Stat\.\s?(\d{1,5}(?:[-–]\d{1,4})?"
    r"|\d,\d{3})(?![\d])"
)
_ORDER: Final = re.compile(
    r"\b(?:(?P<eo>Executive\s+Orders?|E\.\s?O\.s?|EOs?|Exec\.\s?Order)"
    r"|(?P<proc>(?:Presidential\s+)?Proclamations?|Proc\.)"
    r"|(?P<pd>Presidential\s+Determinations?))\s*(?:\(E\.?O\.?\)\s*)?(?:[Nn]os?\b\.?"
    r"|[Nn]umbers?)?\s*(?=\d)"
)
_ORDER_WORDS: Final = (
    *("Executive Order", "Executive\nOrder", "E.O", "E. O", "EO", "Exec."),
    *("roclamation", "Proc.", "Presidential Det"),
)
_ORDER_NUMBER: Final = re.compile(r"(\d{1,2},\d{3}|\d{4,5}(?:-[A-Z])?)(?!\d|[./]\d|,\d{3})")
_YEARED: Final = re.compile(rf"((?:19|20)?\d\d){_DASH}(\d{{1,3}})(?!\d)")
_NEXT_BOOK: Final = re.compile(
    r"\s*(?:U\.?\s?S\.?\s?C|C\.?\s?F\.?\s?R|F\.?R\b|Fed\.|Stat\.|Comp\b)"
)


def code(text: str) -> Iterator[Found]:
    """As in "50 U.S.C. 4801-4852", "section 1705 of title 50, United States Code"."""
    for head in near(text, _CODE, ("U.S.C", "U. S. C", "U.S. C", "USC"), 4):
        title = int(head.group(1))
        if 1 <= title <= _TITLES:
            book = f"{title}a" if head.group(2) else str(title)
            before = "ch-" if head.group("chapter") else ""
            yield from _sections(text, head.start(), head.end(), (book, before))
    for head in near(text, _TITLED, ("ection", "hapter"), 24) if "of title" in text else ():
        if text.find("of title", head.end(), head.end() + 160) < 0:
            continue
        before = "" if head.group("kind").lower().startswith("section") else "ch-"
        listed = list(_sections(text, head.start(), head.end(), ("", before)))
        tail = _OF_TITLE.match(text, listed[-1].end) if listed else None
        if tail is None:
            continue
        listed[-1] = listed[-1]._replace(end=tail.end())
        for one in listed:
            yield one._replace(
                reference=_moved(one.reference, tail.group(1)),
                through=_moved(one.through, tail.group(1)) if one.through else None,
                rule="usc/title-after",
            )


def laws(text: str) -> Iterator[Found]:
    """As in "Pub. L. 115-232", "section 4402(e) of Public Law 107-171", "110 Stat. 548"."""
    for head in near(text, _LAW, ("Pub", "Priv", "Pvt", "P.L", "PL", "P. L"), 0):
        family = Family.PRIVATE_LAW if head.group("private") else Family.PUBLIC_LAW
        within = _SECTION_OF.search(text, max(0, head.start() - 60), head.start())
        begin, at = (within.start() if within else head.start()), head.end()
        while number := _LAW_NUMBER.match(text, at):
            plain = f"{int(number.group(1))}-{int(number.group(2))}"
            marks: tuple[str, ...] = ()
            if within:
                plain, marks = f"{plain}/{within.group(1)}", marks_of(within.group(2))
                within = None
            found = NumberedReference(family, plain, marks)
            yield Found(begin, number.end(), found, "publ/worded", "exact")
            separator = SEPARATOR.match(text, number.end())
            if separator is None or separator.group("range"):
                break
            begin = at = separator.end()
    for stat in near(text, _STAT, ("Stat.",), 10):
        number_ = f"{int(stat.group(1))}/{stat.group(2).replace(',', '').replace('–', '-')}"
        yield Found(
            stat.start(),
            stat.end(),
            NumberedReference(Family.STATUTES, number_),
            "stat/page",
            "exact",
        )


def orders(text: str) -> Iterator[Found]:
    """As in "Executive Order 14105", "E.O. 12,938", "Proclamation 10414"."""
    done = 0
    for head in near(text, _ORDER, _ORDER_WORDS, 24):
        if head.start() < done:
            continue
        kind = head.lastgroup
        family = {"eo": Family.EXECUTIVE_ORDER, "proc": Family.PROCLAMATION}.get(
            str(kind), Family.DETERMINATION
        )
        pattern = _YEARED if family is Family.DETERMINATION else _ORDER_NUMBER
        begin, at = head.start(), head.end()
        while number := pattern.match(text, at):
            if begin != head.start() and _NEXT_BOOK.match(text, number.end()):
                break
            done = number.end()
            plain = number.group().replace(",", "").replace("\u2013", "-")
            yield Found(
                begin,
                number.end(),
                NumberedReference(family, plain),
                f"{family.value}/worded",
                "exact",
            )
            separator = SEPARATOR.match(text, number.end())
            if separator is None or separator.group("range"):
                break
            begin = separator.end()
            again = _ORDER.match(text, begin)
            if again and again.lastgroup != kind:
                break
            at = again.end() if again else begin
            if again is None and _looks_like_year(text, at):
                break


def _looks_like_year(text: str, at: int) -> bool:
    return re.compile(r"(?:1[789]|20)\d\d(?!\d)").match(text, at) is not None


def _sections(text: str, begin: int, at: int, book: tuple[str, str]) -> Iterator[Found]:
    title, before = book
    known: tuple[str, tuple[str, ...]] | None = None
    waiting: Found | None = None
    ranged = False
    while True:
        number = _SECTION.match(text, at)
        if number and (waiting is None or not _NEXT_BOOK.match(text, number.end())):
            section = re.sub(_DASH, "-", number.group())
            first, dash, last = section.partition("-")
            marks = MARKS.match(text, number.end())
            inside = marks_of(marks.group()) if marks else ()
            end = marks.end() if marks else number.end()
            lettered = _LETTERED.fullmatch(section)
            if (lettered and lettered.group(1) == lettered.group(2) and last > first) or (
                dash and first.isdigit() and last.isdigit() and int(last) > int(first)
            ):
                section, end, inside = first, number.start() + len(first), ()
        elif known is not None and known[1] and (marks := MARKS.match(text, at)):
            section, inside = known[0], follow(known[1], marks_of(marks.group()))
            end = marks.end()
        else:
            break
        reference = NumberedReference(Family.US_CODE, f"{title}/{before}{section}", inside)
        if waiting is not None:
            yield waiting._replace(through=reference) if ranged else waiting
        waiting = Found(begin, end, reference, "usc/titled", "exact")
        known = (section, inside)
        separator = SEPARATOR.match(text, end)
        if separator is None:
            break
        ranged = bool(separator.group("range"))
        begin = at = separator.end()
    if waiting is not None:
        yield waiting


def _moved(reference: object, title: str) -> NumberedReference:
    assert isinstance(reference, NumberedReference)
    return NumberedReference(reference.family, f"{title}{reference.number}", reference.paragraphs)
