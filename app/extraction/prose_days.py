"""Days told in prose: sentence by sentence, with or without a caption above them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from app.domain.facts import DatedFact, DateRole
from app.extraction.date_roles import Reading, roles_of, told_by_form
from app.extraction.printed_days import fact_of
from app.extraction.sentences import sentence_around, sentences
from app.extraction.written_days import Bases, days_in

_SAVINGS: Final = re.compile(
    r"[Ss]avings? clause|en route aboard|on dock for loading|loaded aboard|[Ss]hipments "
    r"of (?:items|commodities)[^.]{0,80}removed"
)
_SAVINGS_WORDS: Final = (
    *("aving clause", "avings clause", "en route aboard", "on dock for loading", "loaded aboard"),
    *("hipments of items", "hipments of commodities"),
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
    r"|\b(?:[Cc]omments?|[Ss]ubmissions|[Rr]ebuttals?)\b[^\n]{0,300}\b(?:by|before|within"
    r"|until|through|to"
    r"|later than|is|are)\b"
    r"|\b(?:[Dd]eadline|[Cc]losing (?:period|date))\b[^.]{0,120}\b(?:is|are|to|until|through)\b"
    r"|\b[Ee]xtend(?:s|ing)?\b[^.;]{0,120}\b(?:through|until|to)\b|\bbecame effective\b"
    r"|\b(?i:licen[cs]es?|permits?|orders?|program|designation|withdrawal"
    r"|authori[sz]ations?|charter)\b"
    r"[^;\n]{0,160}\b(?:expires?|terminates?|ends?|will end|in effect until)\b|\b[Tt]he "
    r"effective date of the\b"
    r"|\b[Cc]omplian(?:ce|t)\b[^.;]{0,160}\b(?:is|are|by|beginning|until|to|of)\b"
    r"|\b(?:will|shall) (?:be|become|take|go into) effect(?:ive)?\b|\b(?:takes|goes into) effect\b"
    r"|\bbecomes? effective\b|\b[Cc]omment (?:[Dd]ate|[Pp]eriod [Ee]nds):"
    r"|\b(?i:waiv|exempt|designat|authori[sz](?:ation|e)|valid|effective|in effect|licen"
    r"|permit|restrict"
    r"|prohibit|moratorium|exten|renew|suspen|closure|term)\w*\b[^;\n]{0,160}"
    r"\bfrom [A-Z][a-z]+ \d{1,2}, \d{4},? (?:through|until|to)\b"
    r"|\b(?:must|shall|to) comply\b|\bbeginning\b[^.;]{0,40}\band ending\b"
    r"|\btemporarily suspend(?:s|ed|ing)\b"
    r"|\b[Cc]omments? (?:must|should|are due|may|will|on|received|close)\b"
    r"|施行|实施|生效|暂停|\b(?:extended|authorized)\b[^.;]{0,60}\b(?:through|until)\b"
)
# Beside these a sentence may count its days; one that names a day in full is found by its year.
_ANCHORS: Final = (
    *("ffective", "nto force", "n force", "n effect", "ake effect", "akes effect", "mplemented"),
    *("xpir", "erminate", "uspen", "elayed", "xtend", "enew", "eriod of", "egregat"),
    *("omment", "ubmissions", "esponses", "eadline", "omplian", "omply", "all apply"),
    *("施行", "实施", "生效", "暂停"),
)
_YEAR: Final = re.compile(r", ?(?:19|20)\d\d\b|\d (?:[A-Z][a-z]+|of [A-Z][a-z]+),? (?:19|20)\d\d")
_HEADED: Final = ("ffective Date", "FFECTIVE DATE", "ompliance Date", "mplementation Date")
_HEADING: Final = re.compile(
    r"(?:(?:[IVXLC]+|[A-Z]|\d{1,2})\. ?)?(?:Effective|EFFECTIVE|Compliance|Implementation"
    r"|Mandatory)"
    r"(?: (?:and|or) \w+)? (?:Date|DATE)[sS]?\b[^\n.]{0,40}\n"
)
_HEADED_REACH: Final = 1_500
_PLAIN: Final = re.compile(
    r"(?:\b(?:rule|provisions?|amendments?|requirements?|sections?|paragraphs?)\b"
    r"|§)[^.]{0,160}\b(?:is|are|will"
    r"|shall|becomes?|takes?) (?:\w+ ){0,2}?(?:effective|effect|mandatory)\b"
)
_ARGUED: Final = re.compile(
    r"\b(?:would|propos\w+|comment\w*|request\w*|consider\w*|believ\w+|statut\w+|Act"
    r"|final rules|Congress"
    r"|originally|previously|urged|should)\b"
)
_IN_FORCE: Final = (DateRole.EFFECTIVE, DateRole.COMPLIANCE, DateRole.EXPIRY)
_DUE: Final = re.compile(
    r"\b[Cc]omments? (?:\w+ ){0,12}?(?:are due|(?:must|should) be (?:received|submitted"
    r"|filed|postmarked|sent)"
    r"|will be accepted)\b|\b[Ss]ubmit (?:\w+ ){0,4}?comments?\b|\bdocket will close\b"
    r"|\b[Cc]omments? (?:\w+ ){0,8}?(?:no|not) later than\b"
)
_DUE_REACH: Final = 40_000
_ARGUING: Final = re.compile(r"\b(?:briefs?|hearing|previously|prior notice|meeting|period)\b")
# What any day has: a year, a count, or a word that is one by itself.
_A_DAY: Final = re.compile(
    r"(?:19|20)\d\d|\d/\d\d|\b(?:days?|months?|years?)\b|ublication|ssuance|ignature|mmediately"
    r"|indefinitely"
    r"|until further|iling|[年月日]"
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
    r"|come into force|本公告|本决定|本办法|\bdeadline\b|\bclosing (?:period|date)\b|\b(?:it|and"
    r"|which) became effective\b"
    r"|\bcomment period\b|\b(?:is|are) (?:extending|informing|extended)\b"
    r"|\b(?:will|shall) (?:be|become|take|go into) effect(?:ive)?\b|\b(?:takes|goes into) effect\b"
    r"|\bbecomes? effective\b|\bin effect (?:until|through)\b|\bcomment date:"
    r"|\b(?:waiv|exempt|designat|authori[sz](?:ation|e)|valid|effective|licen|permit"
    r"|restrict|prohibit"
    r"|moratorium|exten|renew|suspen|closure|term)\w*\b[^;\n]{0,160}"
    r"\bfrom [A-Z][a-z]+ \d{1,2}, \d{4},? (?:through|until|to)\b"
    r"|\bconfirm(?:s|ing)?\b[^.;]{0,40}\beffective date\b|\bdecided to extend\b"
    r"|\bwill\b[^.;]{0,120}, effective\b"
    r"|\b(?:is|are|was|were|been) (?:\w+ ){0,2}?(?:discharged|appointed|terminated"
    r"|revoked|rescinded|cancell?ed"
    r"|withdrawn|dissolved|removed|added)\b[^.;]{0,60}(?<!,) effective\b"
    r"|\b(?:licen[cs]es?|permits?|program|designation|withdrawal|authori[sz]ations?"
    r"|charter)\b[^;\n]{0,160}\b"
    r"(?:expires?|terminates?|ends?|will end|in effect until)\b|\bthe effective date of "
    r"the\b[^.;]{0,80}\bis\b"
    r"|\bcompliance date|\b(?:must|shall|to) comply\b[^.;]{0,80}\b(?:by|on|beginning|no later)\b"
    r"|\bcompliance (?:is )?required\b"
    r"|[Ii]mmediately",
    re.IGNORECASE,
)


def under_heading(text: str, after: int, bases: Bases) -> Iterator[DatedFact]:
    """What the part headed "Effective date" adds: days of single provisions, plainly said."""
    for words in _HEADED:
        at = text.find(words, after)
        while at >= 0:
            heading = _HEADING.match(text, text.rfind("\n", 0, at) + 1)
            if heading is not None:
                stop = min(len(text), heading.end() + _HEADED_REACH)
                for begin, end in sentences(text, heading.end(), stop):
                    if _PLAIN.search(text, begin, end) and not _ARGUED.search(text, begin, end):
                        facts = facts_in(text, begin, end, bases, None)
                        yield from (fact for fact in facts if fact.role in _IN_FORCE)
            at = text.find(words, at + 1)


def comments_due(text: str, after: int, bases: Bases) -> Iterator[DatedFact]:
    """Where DATES says nothing of comments: what the words below ask for, by a day."""
    done = after
    for found in _DUE.finditer(text, after, min(len(text), after + _DUE_REACH)):
        if found.start() < done:
            continue
        begin, end = sentence_around(text, found.start())
        done = end
        if not _ARGUING.search(text, begin, end):
            facts = facts_in(text, begin, end, bases, None)
            yield from (fact for fact in facts if fact.role is DateRole.COMMENTS_CLOSE)


def in_body(text: str, bases: Bases) -> Iterator[DatedFact]:
    """What a paper without the caption DATES says of its own days."""
    done = 0
    read = text[:_LONG_BODY]
    places = {at for anchor in _ANCHORS for at in _at(read, anchor)}
    for at in sorted(places | {found.start() for found in _YEAR.finditer(read)}):
        if at < done:
            continue
        begin, end = sentence_around(text, at)
        done = end
        if not _A_DAY.search(text, begin, end):
            continue
        own = _OWN_OPENING.match(text, begin) or _OWN.search(text, begin, end)
        if own is None or not _BODY.search(text, begin, end):
            yield from _formed_in(text, begin, end, bases)
            continue
        yield from facts_in(text, begin, end, bases, None)


def _formed_in(text: str, begin: int, end: int, bases: Bases) -> Iterator[DatedFact]:
    """The days of a sentence that does not name its own paper, where a form gives them roles."""
    days = days_in(text, begin, end, bases)
    if not days or _SAVINGS.search(text, begin, end):
        return
    for day, reading in zip(days, told_by_form(text, begin, end, days), strict=True):
        if reading is not None and not _is_over(reading.role, day.on, bases.published_on):
            yield fact_of(text, (begin, end), day, reading)


def facts_in(
    text: str, begin: int, end: int, bases: Bases, default: DateRole | None
) -> Iterator[DatedFact]:
    """The days of one sentence that have a role; `default` is what the caption above says."""
    days = days_in(text, begin, end, bases)
    if not days or _SAVINGS.search(text, begin, end):
        return
    was: date | None = None
    for day, reading in zip(days, roles_of(text, begin, end, days, default=default), strict=True):
        if reading is None:
            continue
        if _is_over(reading.role, day.on, bases.published_on):
            continue
        if reading.rule == "dates/delayed-from":
            was = day.on
            continue
        yield fact_of(text, (begin, end), day, reading, was)
        if reading.role is DateRole.EFFECTIVE and _HOURS.search(text, begin, day.start):
            until = reading._replace(role=DateRole.EXPIRY, rule="dates/hours-of-a-day")
            yield fact_of(text, (begin, end), day, until)


def _is_over(role: DateRole, on: date | None, published_on: date | None) -> bool:
    """Comments are never asked for by a day before the asking: that was another paper's day."""
    past = on is not None and published_on is not None and on < published_on
    return role is DateRole.COMMENTS_CLOSE and past


def savings(text: str, bases: Bases) -> Iterator[DatedFact]:
    """The last days of savings clauses, wherever they stand."""
    if not any(words in text for words in _SAVINGS_WORDS):
        return
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
