"""Citations of the Code of Federal Regulations, with its title or by the regulations' name."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from app.domain.citations import Setting
from app.domain.references import CfrReference
from app.extraction.cfr_places import Titles
from app.extraction.cfr_units import Unit, units
from app.extraction.scan import Found, near

_TITLED: Final = re.compile(
    r"(?<![\d.,/-])(\d{1,2})\s?(?:C\.\s?F\.\s?R\.?|CFR|Code of Federal Regulations)"
    r"(?:\s*,)?\s*(?:\(CFR\),?\s*)?(?:at\s+)?"
)
_TITLE_FIRST: Final = re.compile(
    r"[Tt]itle\s+(\d{1,2}),?\s+(?:of\s+the\s+)?(?:CFR|Code\s+of\s+Federal\s+Regulations)"
    r"(?:\s*\(CFR\))?\s*,?\s*(?=(?:[Pp]art|§|[Ss]ection|\d))"
)
_CHAPTER: Final = re.compile(
    r"(?P<kind>[Cc]h(?:apters?|\.)|[Ss]ubtitle)\s+(?P<name>[IVXLC]+|[A-Z]|\d{1,3})\b"
    r"(?:,?\s+[Ss]ubch(?:apter|\.)\s+[A-Z]\b)?"
)
_PARTED: Final = re.compile(
    r"\s*,?\s*(?:\(?)(?P<kind>[Ss]ubparts?|[Ss]upp(?:lement|\.)(?:\s?[Nn]o\.?)?"
    r"|[Aa]ppendix|[Aa]pp\.)"
    r"\s*(?P<name>[A-Z]{1,6}|\d{1,2})\b(?!\.\d)"
)
_NAMED: Final = {
    "EAR": 15,
    "Export Administration Regulations": 15,
    "ITAR": 22,
    "International Traffic in Arms Regulations": 22,
    "FAR": 48,
    "DFARS": 48,
}
_HEAD: Final = re.compile(
    r"(?:\b(?P<book>EAR|ITAR|DFARS|FAR)\s+)?"
    r"(?P<word>§§?|\b[Ss]ections?(?=\s)|\bSECTIONS?(?=\s)|\b[Ss]ecs?\.(?=\s?\d)"
    r"|\b[Pp]arts?(?=\s)|\bPARTS?(?=\s))"
    r"\s*(?=\d)"
)
_HEAD_WORDS: Final = ("§", "ection", "ECTION", "ec. ", "Part", "part", "PART")
TAIL: Final = re.compile(
    r"\s*,?\s*\(?(?:of|to|in)\s+(?:"
    r"(?:the\s+)?(?P<book>EAR|Export Administration Regulations|ITAR"
    r"|International Traffic in Arms Regulations)\b"
    r"|this\s+(?P<this>part|subpart|chapter|subchapter|title)\b"
    r"|(?:[Tt]itle\s+)?(?P<title>\d{1,2})\s*,?\s*(?:of\s+the\s+)?"
    r"(?:CFR|C\.F\.R\.|Code\s+of\s+Federal\s+Regulations))"
)
# A number after "section" that is of a statute, not of the Code.
_STATUTE: Final = re.compile(
    r"\s*,?\s*of\s+(?:the|that|such)\s+(?:[A-Z][\w ]{0,60})?(?:Act|Law|Treaty)\b"
)


def titled(text: str, titles: Titles) -> Iterator[Found]:
    """As in "15 CFR 744.11(a)(2)(v)", "40 CFR parts 52 and 70", "31 CFR chapter V"."""
    forms = (
        near(text, _TITLED, ("CFR", "C.F", "C. F", "Code of F"), 4),
        near(text, _TITLE_FIRST, ("CFR", "Code of F"), 24),
    )
    for head in chain(*forms):
        title = int(head.group(1))
        if not 1 <= title <= 50:
            continue
        chapter = _CHAPTER.match(text, head.end())
        if chapter:
            kind = "ch" if chapter.group("kind").lower().startswith("c") else "subtitle"
            reference = CfrReference(title, division=f"{kind}-{chapter.group('name')}")
            yield Found(head.start(), chapter.end(), reference, "cfr/chapter", "exact")
            after = re.compile(r"\s*,\s*(?=[Pp]arts?\s)").match(text, chapter.end())
            listed = units(text, after.end(), parts=True, title=title) if after else []
            yield from _referring(listed, title, "cfr/titled", titles)
            continue
        listed = units(text, head.end(), parts=True, title=title)
        if not listed:
            continue
        first = listed[0]._replace(start=head.start())
        found = list(_referring([first, *listed[1:]], title, "cfr/titled", titles))
        yield from _divided(text, found)


def contextual(text: str, titles: Titles, setting: Setting) -> Iterator[Found]:
    """As in "§ 744.21 of this part", "EAR §§ 740.2 and 742.6", "section 744.23 of the EAR"."""
    done = 0
    for head in near(text, _HEAD, _HEAD_WORDS, 16):
        if head.start() < done:
            # Inside a list that was read from its beginning.
            continue
        in_parts = head.group("word").lower().startswith("p")
        listed = units(text, head.end(), parts=in_parts)
        if not listed or (not in_parts and listed[0].section is None):
            continue
        done = listed[-1].end
        tail = TAIL.match(text, done)
        said = _said(head.group("book"), tail, setting)
        if said is None and _STATUTE.match(text, listed[-1].end):
            continue
        first = listed[0]._replace(start=head.start())
        listed = [first, *listed[1:]]
        if tail is not None:
            listed[-1] = listed[-1]._replace(end=tail.end())
        if setting.codified and _is_own_heading(text, head.start(), first, setting):
            continue
        rule = "cfr/named" if said else "cfr/context"
        for one, after in zip(listed, [*listed[1:], None], strict=False):
            title = titles.of(one.part or "", one.start, said, whole=one.section is None)
            if title is None and _of_one_title(setting, head.group("word"), one.part):
                # A rule that amends one title alone means that title by its sections.
                title = setting.title
                assert title is not None
                titles.learn(one.start, _reference(one, title))
            if title is None:
                continue
            yield _one(one, after, title, rule, "context")


def _of_one_title(setting: Setting, word: str, part: str | None) -> bool:
    """By the sign, or by a number that no standard's or guide's own sections have."""
    alone = setting.title is not None and setting.part is None and not setting.codified
    return alone and (word.startswith("§") or (word[0] in "Ss" and len(part or "") > 2))


def _said(book: str | None, tail: re.Match[str] | None, setting: Setting) -> int | None:
    if book:
        return _NAMED[book]
    if tail is None:
        return None
    if tail.group("book"):
        return _NAMED[tail.group("book")]
    if tail.group("title"):
        return int(tail.group("title"))
    return setting.title


def _referring(listed: Sequence[Unit], title: int, rule: str, titles: Titles) -> Iterator[Found]:
    for one, after in zip(listed, [*listed[1:], None], strict=False):
        found = _one(one, after, title, rule, "exact")
        if isinstance(found.reference, CfrReference):
            titles.learn(one.start, found.reference, found.through)
        yield found


def _one(one: Unit, after: Unit | None, title: int, rule: str, certainty: str) -> Found:
    through = _reference(after, title) if after is not None and after.ranged else None
    return Found(one.start, one.end, _reference(one, title), rule, certainty, through)


def _reference(one: Unit, title: int) -> CfrReference:
    return CfrReference(title, one.part, one.section, None, one.paragraphs)


def _divided(text: str, found: list[Found]) -> Iterator[Found]:
    """The last part of a list may go on: "15 CFR part 744, Supplement No. 4"."""
    last = found[-1]
    reference = last.reference
    if isinstance(reference, CfrReference) and reference.section is None:
        division = _PARTED.match(text, last.end)
        if division:
            kind = division.group("kind").lower()
            name = "supp" if kind.startswith("supp") else "subpart" if kind[0] == "s" else "app"
            divided = CfrReference(
                reference.title, reference.part, None, f"{name}-{division.group('name')}"
            )
            found[-1] = last._replace(end=division.end(), reference=divided)
    yield from found


def _is_own_heading(text: str, at: int, first: Unit, setting: Setting) -> bool:
    """Whether this is the line on which a unit of the Code names itself."""
    if at and text[at - 1] != "\n":
        return False
    if first.section is None:
        return first.part == setting.part
    return not first.paragraphs and first.part == (setting.part or first.part)
