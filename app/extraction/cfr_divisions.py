"""Supplements, appendices and subparts, and paragraphs named apart from their section."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from app.domain.citations import Setting
from app.domain.references import CfrReference, Family, NumberedReference
from app.extraction.cfr import TAIL
from app.extraction.cfr_places import Places, Titles
from app.extraction.cfr_units import MARKS, marks_of, units
from app.extraction.scan import DASHES, SEPARATOR, Found, follow, near

_PARAGRAPHS: Final = re.compile(r"\b[Pp]aragraphs?\s+(?=\()")
_BARE_MARKS: Final = re.compile(r"(?<=\s)(?=\([a-z]{1,2}\)(?:\(\w{1,4}\))*\s+of\s+this\s+section)")
_DIVISION: Final = re.compile(
    r"\b(?:(?P<supp>[Ss]upp(?:lements?\b|s?\.|s?\b)\s*(?:[Nn]os?\b\.?\s*)?(?=\d|[IVX]))"
    r"|(?P<app>[Aa]ppendi(?:x|ces)\s+(?=[A-Z\d]))|(?P<subpart>[Ss]ubparts?\s+(?=[A-Z])))"
)
_NAME: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[A-Z]{1,5})(?![\w.]*\w)")
_TO_PART: Final = re.compile(
    r"\s*,?\s*(?:to|of|in)\s+(?:(?P<title>\d{1,2})\s+(?:CFR|C\.F\.R\.)\s+)?"
    r"(?:(?:[Pp]art|PART)\s+(?P<part>\d{1,4}[a-z]?)\b|(?P<this>this\s+part)\b)"
)
_OF_SECTION: Final = re.compile(
    r"\s*,?\s*(?:of|to|in|under)\s+(?:(?P<this>this\s+section)\b"
    r"|(?:(?P<title>\d{1,2})\s+CFR\s+)?(?:EAR\s+)?(?:§|[Ss]ection)?\s*(?=\d{1,4}[a-z]?\.\d))"
)
_OF_CATEGORY: Final = re.compile(
    r"\s+of\s+(?:(?P<this>this\s+category)\b|(?:USML\s+)?[Cc]ategory\s+(?P<name>[IVX]+)\b)"
)
_OF_OTHER: Final = re.compile(
    r"\s*,?\s*(?:of|to|in|under)\s+(?:this|that|the|such|these|each|ECCNs?|an?|[Aa]rticle|"
    r"Executive|\d[A-E]\d{3}|[Ss]ections?\s+\d{1,5}[a-zA-Z]?(?![\w.]*\.\d))\b"
)
# As in "§ 740.14, excluding paragraph (e), of the EAR".
_OF_NAMED: Final = re.compile(
    r"(?:§|\b[Ss]ection)\s*(\d{1,4}[a-z]?\.\d{1,4}[a-z]?)(?:\(\w{1,4}\))*,?\s+(?:excluding|except(?:ing)?"
    r"(?:\s+for)?|other\s+than|but\s+not|including)\s+$"
)
# The section whose words are quoted: "§ 1005.33(c)(2) so that it states: …".
_NAMED_BEFORE: Final = re.compile(
    r"(?:§§?|\b[Ss]ections?)\s*(\d{1,4}[a-z]?\.\d{1,4}[a-z]?)(?![\w.]*\d)"
)
_QUOTED_REACH: Final = 600
_CATEGORY_HEADING: Final = re.compile(r"^Category\s+([IVX]+)\s?[\u2010-\u2014-]", re.MULTILINE)


def divisions(text: str, titles: Titles, places: Places, setting: Setting) -> Iterator[Found]:
    """As in "Supplement No. 4 to part 744", "Supplement Nos. 4 and 6 to this part"."""
    seen: dict[str, CfrReference] = {}
    for head in near(text, _DIVISION, ("upp", "ppendi", "ubpart"), 1):
        kind = str(head.lastgroup)
        named = _names(text, head.end())
        if not named:
            continue
        tail = _TO_PART.match(text, named[-1][1])
        end = named[-1][1] if tail is None else tail.end()
        home = _home(tail, titles, setting, head.start(), places)
        if tail is not None and home is None:
            continue
        if setting.codified and _own_heading(text, head.start(), end):
            continue
        if tail is not None and (book := TAIL.match(text, end)):
            end = book.end()
        for count, (start, stop, name, paragraphs) in enumerate(named):
            slug = f"{kind}-{name}"
            if home is None:
                if slug not in seen or kind != "supp":
                    continue
                reference = CfrReference(seen[slug].title, seen[slug].part, None, slug, paragraphs)
            else:
                reference = CfrReference(home[0], home[1], None, slug, paragraphs)
                seen[slug] = reference
            begin = head.start() if count == 0 else start
            finish = end if count == len(named) - 1 else stop
            yield Found(begin, finish, reference, f"cfr/{kind}", "worded")


def paragraphs(text: str, titles: Titles, places: Places, setting: Setting) -> Iterator[Found]:
    """As in "paragraph (c) of this section", "paragraphs (a)(1) and (2) of § 744.11"."""
    categories = [(one.start(), one.group(1)) for one in _CATEGORY_HEADING.finditer(text)]
    heads = chain(
        near(text, _PARAGRAPHS, ("aragraph",), 1), near(text, _BARE_MARKS, ("of this section",), 24)
    )
    done = 0
    for head in heads:
        if head.re is _PARAGRAPHS and head.start() < done:
            continue
        listed = _listed(text, head.start(), head.end())
        if not listed:
            continue
        end = done = listed[-1][1]
        name, stop = _category(text, end, head.start(), categories, setting)
        home, rule = None, ""
        if not name:
            home, stop, rule = _paragraph_home(text, end, titles, places, setting)
            named = _OF_NAMED.search(text, max(0, head.start() - 60), head.start())
            if named is not None:
                home, stop, rule = _in_section(named.group(1), end, titles)
        if rule == "cfr/paragraph-here" and stop == end and not listed[0][2][0].isalpha():
            # A bare "paragraph (1)" is of a definition or a note, not of its section.
            continue
        if home is not None:
            listed[-1] = (listed[-1][0], stop, listed[-1][2], listed[-1][3])
            for at, (start, finish, marks, _) in enumerate(listed):
                further = listed[at + 1] if at + 1 < len(listed) and listed[at + 1][3] else None
                reference = _within(home, marks)
                through = _within(home, further[2]) if further else None
                yield Found(start, finish, reference, rule, "worded", through)
            continue
        if name:
            listed[-1] = (listed[-1][0], stop, listed[-1][2], listed[-1][3])
            for start, finish, marks, _ in listed:
                target = NumberedReference(Family.USML, name, marks)
                yield Found(start, finish, target, "usml/paragraph", "worded")


def _own_heading(text: str, start: int, end: int) -> bool:
    """Whether this is the line on which a supplement or appendix names itself."""
    return (start == 0 or text[start - 1] == "\n") and text[end : end + 2].lstrip()[:1] in DASHES


def _names(text: str, at: int) -> list[tuple[int, int, str, tuple[str, ...]]]:
    named: list[tuple[int, int, str, tuple[str, ...]]] = []
    while name := _NAME.match(text, at):
        marks = MARKS.match(text, name.end())
        end = marks.end() if marks else name.end()
        named.append((at, end, name.group(), marks_of(marks.group()) if marks else ()))
        separator = SEPARATOR.match(text, end)
        if separator is None:
            break
        at = separator.end()
    return named


def _home(
    tail: re.Match[str] | None,
    titles: Titles,
    setting: Setting,
    at: int,
    places: Places | None = None,
) -> tuple[int, str] | None:
    if tail is None:
        return None
    here = setting.part or (places.part_at(at) if places else None)
    part = here if tail.group("this") else tail.group("part")
    if part is None:
        return None
    said = int(tail.group("title")) if tail.group("title") else None
    title = titles.of(part, at, said)
    return None if title is None else (title, part)


def _listed(text: str, begin: int, at: int) -> list[tuple[int, int, tuple[str, ...], bool]]:
    listed: list[tuple[int, int, tuple[str, ...], bool]] = []
    ranged = False
    while marks := MARKS.match(text, at):
        further = marks_of(marks.group())
        if listed:
            further = follow(listed[-1][2], further)
        listed.append((begin, marks.end(), further, ranged))
        separator = SEPARATOR.match(text, marks.end())
        if separator is None:
            break
        ranged = bool(separator.group("range"))
        at = separator.end()
        again = _PARAGRAPHS.match(text, at)
        begin = at
        at = again.end() if again else at
    return listed


def _paragraph_home(
    text: str, end: int, titles: Titles, places: Places, setting: Setting
) -> tuple[CfrReference | None, int, str]:
    tail = _OF_SECTION.match(text, end)
    if tail is not None and not tail.group("this"):
        said = int(tail.group("title")) if tail.group("title") else None
        found = units(text, tail.end(), parts=False)
        if found and found[0].section and found[0].part:
            book = TAIL.match(text, found[0].end)
            title = titles.of(found[0].part, end, said)
            if title is None:
                return None, end, ""
            home = CfrReference(title, found[0].part, found[0].section, None, found[0].paragraphs)
            return home, book.end() if book else found[0].end, "cfr/paragraph-of-section"
        return None, end, ""
    supplement = _supplement(text, end, titles, setting)
    if supplement is not None:
        return supplement
    if tail is None and _OF_OTHER.match(text, end):
        return None, end, ""
    section = places.section_at(end) or (_named_before(text, end) if tail else "")
    part, stroke, division = section.partition("/")
    part = part.partition(".")[0]
    title = titles.of(part, end) if section else None
    if title is None:
        return None, end, ""
    home = CfrReference(title, part, None if stroke else section, division or None)
    return home, tail.end() if tail else end, "cfr/paragraph-here"


def _in_section(section: str, end: int, titles: Titles) -> tuple[CfrReference | None, int, str]:
    part = section.partition(".")[0]
    title = titles.of(part, end)
    home = None if title is None else CfrReference(title, part, section)
    return home, end, "cfr/paragraph-of-section"


def _named_before(text: str, at: int) -> str:
    """The section named last before a place in its own line."""
    begin = max(text.rfind("\n", 0, at) + 1, at - _QUOTED_REACH)
    named = _NAMED_BEFORE.findall(text, begin, at)
    return named[-1] if named else ""


def _supplement(
    text: str, end: int, titles: Titles, setting: Setting
) -> tuple[CfrReference | None, int, str] | None:
    joint = re.compile(r"\s+(?:of|to|in)\s+").match(text, end)
    head = _DIVISION.match(text, joint.end()) if joint else None
    if head is None or head.lastgroup == "subpart":
        return None
    named = _names(text, head.end())
    tail = _TO_PART.match(text, named[0][1]) if len(named) == 1 else None
    place = _home(tail, titles, setting, end)
    if tail is None or place is None:
        return None
    home = CfrReference(place[0], place[1], None, f"{head.lastgroup}-{named[0][2]}")
    book = TAIL.match(text, tail.end())
    return home, book.end() if book else tail.end(), "cfr/paragraph-of-supplement"


def _within(home: CfrReference, marks: tuple[str, ...]) -> CfrReference:
    inside = (*home.paragraphs, *marks)
    return CfrReference(home.title, home.part, home.section, home.division, inside)


def _category(
    text: str, end: int, at: int, headings: list[tuple[int, str]], setting: Setting
) -> tuple[str, int]:
    tail = _OF_CATEGORY.match(text, end)
    if tail is None:
        inside = setting.title == 22 and setting.part == "121" and headings
        if not inside or _OF_SECTION.match(text, end) or _OF_OTHER.match(text, end):
            return "", end
        before = [name for place, name in headings if place <= at]
        return (before[-1] if before else ""), end
    if tail.group("name"):
        return tail.group("name"), tail.end()
    if setting.title != 22 and setting.part != "121":
        return "", end
    before = [name for place, name in headings if place <= at]
    return (before[-1] if before else ""), tail.end()
