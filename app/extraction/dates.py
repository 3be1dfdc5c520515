"""The days an instrument gives, each with its role, its scope and the words that say so."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from app.domain.documents import Provision
from app.domain.facts import DatedFact, DateRole, Disagreement
from app.domain.instruments import StatedDate
from app.extraction.printed_days import filed, printed_on, published, signed
from app.extraction.prose_days import comments_due, facts_in, in_body, savings, under_heading
from app.extraction.sentences import sentences
from app.extraction.written_days import Bases

NAME: Final = "dates"
VERSION: Final = 4

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
    r"\W*(?P<effective>effective(?: date)?s?|applicable(?: date)?)\s*[:—-]"
    r"|\W*(?P<comments>comments?(?: (?:due )?date| deadline| period)?s?"
    r"|deadline)\s*[:—-]"
    r"|\W*(?P<compliance>compliance(?: date)?s?|applicability(?: date)?s?"
    r"|implementation dates?)\s*[:—-]"
    r"|\W*(?P<expiry>expir\w+(?: date)?s?)\s*[:—-]",
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
    found = [*signatures, *filings, *published(text), *savings(text, bases)]
    if zone:
        found += _under_caption(text, zone, bases)
        found += under_heading(text, zone[1], bases)
        if all(fact.role is not DateRole.COMMENTS_CLOSE for fact in found):
            found += comments_due(text, zone[1], bases)
    else:
        found += in_body(text, bases)
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
        found = list(facts_in(text, begin, end, bases, said))
        known = [fact.on for fact in found if fact.role is DateRole.EFFECTIVE and fact.on]
        if known and bases.effective_on is None:
            bases = bases._replace(effective_on=known[0])
        yield from found


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
