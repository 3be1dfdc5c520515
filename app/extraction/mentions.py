"""Papers that a text speaks of by their day or by the name people gave them, without a number."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Final

from app.domain.citations import Citation
from app.domain.references import Family, NumberedReference
from app.extraction.scan import near
from app.vocabulary.agencies import slug_of
from app.vocabulary.rule_names import rule_names

NAME: Final = "mentions"
VERSION: Final = 1

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY: Final = rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<day>\d{{1,2}}),\s+(?P<year>(?:19|20)\d\d)"
_PAPER: Final = (
    r"(?P<paper>notice\s+of\s+proposed\s+rulemaking|NPRM"
    r"|(?:advance\s+notice\s+of\s+)?proposed\s+rule|(?:interim\s+final|direct\s+final|final"
    r"|temporary)\s+rule|IFR|rule)"
)
_PUBLISHED_ON: Final = re.compile(
    rf"\b{_PAPER}\s+(?:(?:that|which)\s+)?(?:(?:was|were|is|as)\s+)?(?:first\s+)?published\s+"
    rf"(?:in\s+the\s+Federal\s+Register\s+)?(?:on|of)\s+{_DAY}",
    re.IGNORECASE,
)
_ON_PUBLISHED: Final = re.compile(
    rf"\b[Oo]n\s+{_DAY},?\s+(?:[\w&().,’' -]{{2,80}}?\s)?published\s+"
    rf"(?:in\s+the\s+Federal\s+Register\s+)?(?:an?|the|its)\s+{_PAPER}\b"
)
_DAYS_RULE: Final = re.compile(rf"\b{_DAY},?\s+{_PAPER}\b")
# The page beside the day says which paper is meant: then the two are one citation.
_NUMBERED: Final = re.compile(
    r"[^.;\n]{0,60}?(?:\d{1,3}\s?(?:FR|Fed\. Reg\.)\s?\d|F\.?R\.?\s?Doc)"
    r"|[^;\n]{0,24}\(\s?\d{1,3}\s?FR"
)
_BODY: Final = (
    r"(?:BIS|Bureau of Industry and Security|OFAC|Office of Foreign Assets Control|DDTC"
    r"|Directorate of Defense Trade Controls|Department of State|Census Bureau"
    r"|Department of the Treasury|Department of Commerce|Department of Energy)\b"
)
_BODIES: Final = re.compile(rf"\b{_BODY}")
_BY: Final = re.compile(rf",?\s+by\s+(?:the\s+)?(?P<body>{_BODY})")
_REACH: Final = 160


def find_mentions(text: str, *, agency: str | None = None) -> tuple[Citation, ...]:
    """Rules named by the day on which they were published, or as everybody calls them.

    `agency` is the body whose text this is: "the rule published on January 15, 2025" is its own
    rule where no other body is named. Where the page or number stands beside the day there is a
    citation already, and no mention.
    """
    found = [*_by_day(text, agency), *_by_name(text)]
    kept: list[Citation] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def beside(mentions: Iterable[Citation], citations: Iterable[Citation]) -> Iterator[Citation]:
    """The mentions that no citation shares words with."""
    spans = [(one.start, one.end) for one in citations]
    for one in mentions:
        if all(end <= one.start or one.end <= start for start, end in spans):
            yield one


def _by_day(text: str, agency: str | None) -> Iterator[Citation]:
    if "ublished" in text:
        for pattern, before in ((_PUBLISHED_ON, 48), (_ON_PUBLISHED, 120)):
            for found in near(text, pattern, ("ublished",), before, _REACH):
                yield from _mention(text, found, agency, "mentions/published-on")
    if "rule" in text:
        for found in near(text, _DAYS_RULE, (" rule",), 48, 24):
            yield from _mention(text, found, agency, "mentions/rule-of-a-day")


def _mention(text: str, found: re.Match[str], agency: str | None, rule: str) -> Iterator[Citation]:
    stop = text.find("\n", found.end())
    after = text[found.end() : min(len(text) if stop < 0 else stop, found.end() + 90)]
    on = _on(found)
    if on is None or _NUMBERED.match(after) or _NUMBERED.match(found.group()):
        return
    kind = "proposed_rule" if "ropos" in found.group("paper") else "rule"
    kind = "proposed_rule" if found.group("paper").upper() == "NPRM" else kind
    body = _body(text, found) or agency
    number = "/".join(one for one in (on.isoformat(), kind, body) if one)
    yield _cited(text, found.span(), number, rule)


def _body(text: str, found: re.Match[str]) -> str | None:
    """The body named after the words or in them, or last before them in the same sentence."""
    if by := _BY.match(text, found.end()):
        return slug_of(by.group("body"))
    begin = max(0, found.start() - _REACH, text.rfind(". ", 0, found.start()) + 1)
    named = list(_BODIES.finditer(text, begin, found.end()))
    return slug_of(named[-1].group()) if named else None


def _on(found: re.Match[str]) -> date | None:
    month = _MONTHS.index(found.group("month").capitalize()) + 1
    try:
        return date(int(found.group("year")), month, int(found.group("day")))
    except ValueError:
        return None


def _by_name(text: str) -> Iterator[Citation]:
    if "rule" not in text.lower() and "Framework" not in text:
        return
    numbers = {name.lower(): number for name, number in rule_names()}
    for found in _names().finditer(text):
        yield _cited(
            text, found.span(), numbers[" ".join(found.group().lower().split())], "mentions/named"
        )


@cache
def _names() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name, _ in rule_names())
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


def _cited(text: str, span: tuple[int, int], number: str, rule: str) -> Citation:
    start, end = span
    reference = NumberedReference(Family.PAPER, number)
    return Citation(start=start, end=end, quote=text[start:end], reference=reference, rule=rule)
