"""The days an instrument gives, each with its role, its scope and the words that say so."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from app.domain.documents import Provision
from app.domain.facts import DatedFact, DateRole, Disagreement
from app.domain.instruments import StatedDate
from app.extraction.date_roles import Reading, roles_of
from app.extraction.printed_days import fact_of, filed, printed_on, published, signed
from app.extraction.sentences import sentence_around, sentences
from app.extraction.written_days import Bases, days_in

NAME: Final = "dates"
VERSION: Final = 1

_CAPTION: Final = re.compile(
    r"^(?P<name>DATES?|EFFECTIVE DATES?|Effective [Dd]ates?|COMMENT DATES?|DATES AND "
    r"TIMES?|DUE DATE)\s*[:.]\s*",
    re.MULTILINE,
)
_NEXT_CAPTION: Final = re.compile(
    r"^(?:[A-Z][A-Z ,/()’'-]{5,70}:|FOR FURTHER|ADDRESSES|SUPPLEMENTARY|SUMMARY|AGENCY"
    r"|ACTION|BACKGROUND)",
    re.MULTILINE,
)
_ZONE_REACH: Final = 6_000
_LABEL: Final = re.compile(
    r"^\W*(?P<effective>effective(?: date)?s?|applicable(?: date)?)\s*[:—-]"
    r"|^\W*(?P<comments>comments?(?: (?:due )?date| deadline| period)?s?"
    r"|deadline)\s*[:—-]"
    r"|^\W*(?P<compliance>compliance(?: date)?s?|applicability(?: date)?s?)\s*[:—-]"
    r"|^\W*(?P<expiry>expir\w+(?: date)?s?)\s*[:—-]",
    re.IGNORECASE,
)
_SAVINGS: Final = re.compile(
    r"[Ss]avings? clause|en route aboard|on dock for loading|loaded aboard|[Ss]hipments "
    r"of (?:items|commodities)[^.]{0,80}removed"
)
_FINISH: Final = re.compile(
    r"\b(?:before|by|no later than|not later than|until|through|prior to|on or "
    r"before)\s+(?:and including\s+)?"
    r"(?:midnight,?\s+|11:59\s?p\.?m\.?,?\s*(?:\w+\s+){0,3})?(?:on\s+)?$"
)
_BODY: Final = re.compile(
    r"(?:\b(?:[Tt]h(?:is|ese|e (?:present|provisions of this))"
    r"|[Ii]t)\s+(?:[\w-]+\s+){0,6}?(?:is|are|shall(?: be| become| take)?|becomes?|takes?|"
    r"will(?: be| become| take)?|comes?|enters?|applies|apply|remains?|expires?"
    r"|terminates?)\s+(?:\w+\s+){0,4}?)"
    r"|\b(?:come|comes|coming|enter|enters|entered) into force\b|\bshall apply (?:from"
    r"|as of)\b|\b[Ee]ffective(?: date)?\b|\bexpir(?:es|y|ation)\b"
    r"|\b(?:suspended|suspends|delayed|delays) (?:until|from|through|for)\b"
    r"|\b(?:[Cc]omments?|[Ss]ubmissions)\b[^.]{0,160}\b(?:by|before|within)\b"
    r"|\b[Cc]omments? (?:must|should|are due|may|will|on|received|close)\b"
    r"|施行|实施|生效|暂停|\b(?:extended|authorized)\b[^.;]{0,60}\b(?:through|until)\b"
)
_ANCHORS: Final = (
    *(
        "ffective",
        "nto force",
        "n force",
        "all apply",
        "xpire",
        "xpiration",
        "omment",
        "uspen",
        "elayed",
    ),
    *(
        "n effect",
        "ubmissions",
        "hrough 12:01",
        "施行",
        "实施",
        "生效",
        "暂停",
        "erminate",
        "ake effect",
        "akes effect",
    ),
)
_OWN_OPENING: Final = re.compile(r"\W*(?:effective|coming into force|expir)", re.IGNORECASE)
# "From 7:30 a.m. until 3 p.m. on" a day: in force for hours of that day alone.
_HOURS: Final = re.compile(
    r"from \d{1,2}(?::\d{2})?\s?[ap]\.?m\.? (?:until|to|through) "
    r"\d{1,2}(?::\d{2})?\s?[ap]\.?m\.?,?(?: on)?\s*$"
)
_LONG_BODY: Final = 200_000
_OWN: Final = re.compile(
    r"\b(?:this|these|such|hereby|herein|the (?:rule|order|notice|regulations?"
    r"|amendments?|suspension|measures))\b|[Gg]eneral [Ll]icen[cs]e|即日起"
    r"|\b[Ii]t shall apply|shall enter into force|[Cc]omments|submissions"
    r"|come into force|本公告|本决定|本办法"
    r"|[Ii]mmediately",
    re.IGNORECASE,
)


def find_dates(
    text: str,
    *,
    published_on: date | None = None,
    filed_on: date | None = None,
    provisions: Sequence[Provision] = (),
) -> tuple[DatedFact, ...]:
    """The days of an instrument, in the order of its text, one fact for each role, day and scope.

    A paper of the Register says its days under DATES; what its discussion says of days is
    history and is left alone, but for savings clauses. A counted day needs `published_on`.
    """
    signatures, filings = list(signed(text)), list(filed(text))
    bases = Bases(
        published_on=published_on or printed_on(text),
        filed_on=filed_on or (filings[0].on if filings else None),
        signed_on=signatures[0].on if signatures else None,
    )
    zone = _zone(text, provisions)
    found = [*signatures, *filings, *published(text), *_savings(text, bases)]
    found += _under_caption(text, zone, bases) if zone else _in_body(text, bases)
    return _once(found)


def disagreements(
    metadata: Sequence[StatedDate], facts: Sequence[DatedFact]
) -> tuple[Disagreement, ...]:
    """Where metadata and text give different days for one role; both stay as they are.

    Metadata holds one day where a text may hold several: it disagrees only if the text speaks
    of the role for that scope and no day of it is the day of the metadata.
    """
    found: list[Disagreement] = []
    for stated in metadata:
        told = [fact for fact in facts if fact.role == stated.role and fact.on is not None]
        scoped = [fact for fact in told if _comparable(stated.scope, fact.scope)]
        if scoped and all(fact.on != stated.on for fact in told):
            role = DateRole(stated.role)
            found += [
                Disagreement(role=role, scope=stated.scope, metadata_on=stated.on, text=fact)
                for fact in scoped[:1]
            ]
    return tuple(found)


def _comparable(stated: str, told: str) -> bool:
    whole = ("all", "")
    return stated == told or (stated in whole and (told in whole or told.startswith("all except")))


def _zone(text: str, provisions: Sequence[Provision]) -> tuple[int, int] | None:
    for provision in provisions:
        if provision.label == "dates":
            return provision.start, provision.end
    caption = _CAPTION.search(text, 0, min(len(text), 30_000))
    if caption is None:
        return None
    following = _NEXT_CAPTION.search(text, caption.end(), caption.end() + _ZONE_REACH)
    return caption.start(), following.start() if following else min(
        len(text), caption.end() + 1_500
    )


def _under_caption(text: str, zone: tuple[int, int], bases: Bases) -> Iterator[DatedFact]:
    start, stop = zone
    caption = _CAPTION.match(text, start, stop)
    default = None
    if caption and "FFECTIVE" in caption.group("name").upper():
        default = DateRole.EFFECTIVE
    for begin, end in sentences(text, caption.end() if caption else start, stop):
        label = _LABEL.match(text, begin, end)
        said = DateRole(_NAMED[label.lastgroup]) if label and label.lastgroup else default
        found = list(_facts(text, begin, end, bases, said))
        known = [fact.on for fact in found if fact.role is DateRole.EFFECTIVE and fact.on]
        if known and bases.effective_on is None:
            bases = bases._replace(effective_on=known[0])
        yield from found


def _in_body(text: str, bases: Bases) -> Iterator[DatedFact]:
    """What a paper without the caption DATES says of its own days."""
    done = 0
    for at in sorted({at for anchor in _ANCHORS for at in _at(text[:_LONG_BODY], anchor)}):
        if at < done:
            continue
        begin, end = sentence_around(text, at)
        done = end
        own = _OWN_OPENING.match(text, begin) or _OWN.search(text, begin, end)
        if own is None or not _BODY.search(text, begin, end):
            continue
        yield from _facts(text, begin, end, bases, None)


def _facts(
    text: str, begin: int, end: int, bases: Bases, default: DateRole | None
) -> Iterator[DatedFact]:
    days = days_in(text, begin, end, bases)
    if not days or _SAVINGS.search(text, begin, end):
        return
    was: date | None = None
    for day, reading in zip(days, roles_of(text, begin, end, days, default=default), strict=True):
        if reading is None:
            continue
        if reading.rule == "dates/delayed-from":
            was = day.on
            continue
        yield fact_of(text, (begin, end), day, reading, was)
        if reading.role is DateRole.EFFECTIVE and _HOURS.search(text, begin, day.start):
            until = reading._replace(role=DateRole.EXPIRY, rule="dates/hours-of-a-day")
            yield fact_of(text, (begin, end), day, until)


def _savings(text: str, bases: Bases) -> Iterator[DatedFact]:
    done = 0
    for found in _SAVINGS.finditer(text):
        if found.start() < done:
            continue
        stop = text.find("\n", found.end())
        begin, end = sentence_around(text, found.start())
        done = end
        if found.group().lower().endswith("clause"):
            end = done = len(text) if stop < 0 else stop
        for sentence in sentences(text, begin, end):
            for day in days_in(text, *sentence, bases):
                if _FINISH.search(text, max(0, day.start - 80), day.start):
                    reading = Reading(DateRole.SAVINGS, "all", "dates/savings-clause")
                    yield fact_of(text, sentence, day, reading)


def _at(text: str, anchor: str) -> Iterator[int]:
    at = text.find(anchor)
    while at >= 0:
        yield at
        at = text.find(anchor, at + 1)


def _once(found: Sequence[DatedFact]) -> tuple[DatedFact, ...]:
    kept: dict[tuple[DateRole, date | None, str, str], DatedFact] = {}
    for fact in sorted(found, key=lambda fact: (fact.start, fact.end)):
        kept.setdefault((fact.role, fact.on, fact.scope, "" if fact.on else fact.reckoning), fact)
    return tuple(kept.values())


_NAMED: Final = {
    "effective": "effective",
    "comments": "comments_close",
    "compliance": "compliance",
    "expiry": "expiry",
}
