"""What an instrument does in the world, in the words of its title, caption and summary."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from app.domain.citations import Citation
from app.domain.documents import Kind
from app.domain.facts import Action, DatedFact, DateRole, Face, TypeReading
from app.domain.references import Family, NumberedReference, Reference, fr_document_number
from app.extraction.action_sense import is_history, settle_verbs, without_quotations
from app.extraction.action_words import RULES
from app.extraction.day_scopes import scope_of
from app.extraction.papers import is_register_number
from app.extraction.sentences import trimmed
from app.extraction.types import read_type
from app.vocabulary.kinds import types

NAME: Final = "actions"
VERSION: Final = 4

# What these are done to is an instrument; the rest may be done to any place of the law.
_ON_INSTRUMENTS: Final = frozenset(
    ("correct", "withdraw", "delay", "extend", "suspend", "rescind", "reinstate")
)
_PRINTED: Final = (Kind.RULE, Kind.PROPOSED_RULE, Kind.NOTICE, Kind.PRESIDENTIAL)
_GAZETTE: Final = (Family.FR, Family.FR_DOCUMENT)
_TARGETS: Final = (
    *_GAZETTE,
    Family.EXECUTIVE_ORDER,
    Family.PROCLAMATION,
    Family.CFR,
    Family.ECCN,
    Family.CELEX,
    Family.MOFCOM,
    Family.UK_INSTRUMENT,
)
_SUMMARY: Final = re.compile(r"^SUMMARY:\s*", re.MULTILINE)
_ENDS: Final = re.compile(
    r"^(?:DATES|ADDRESSES|FOR FURTHER INFORMATION|EFFECTIVE DATE|SUPPLEMENTARY|COMMENT)[A-Z "
    r"]*:",
    re.MULTILINE,
)
_CAPTION: Final = re.compile(r"^ACTION:\s*(.+)$", re.MULTILINE)
_LEAD: Final = 2_500
_NOTICE_LEAD: Final = 700
_FAR: Final = 12_000
_SENTENCE: Final = re.compile(r"[^.;\n]+(?:\.(?=\S)[^.;\n]*)*")
_RENEWING: Final = re.compile(r"\b(?:renew|extend)(?:ing|s|al of)\b", re.IGNORECASE)
_BY_TYPE: Final = {
    "correcting_amendment": "correct",
    "ofr_correction": "correct",
    "corrigendum": "correct",
    "withdrawal": "withdraw",
    "notice_comment_extension": "extend",
    "proposed_rule": "propose",
    "anprm": "seek_comment",
    "notice_of_inquiry": "seek_comment",
    "temporary_denial_order": "deny",
    "denial_order": "deny",
}


def type_and_actions(
    face: Face, citations: Sequence[Citation] = (), dates: Sequence[DatedFact] = ()
) -> tuple[TypeReading, tuple[Action, ...]]:
    """An instrument's type, and each thing it does once, in the order of its words.

    `citations` are those of the text; an action's target is what its own sentence cites, and
    for corrections, delays and the like the paper of the Register that it speaks of. `dates`
    are its days: a day on which comments close says that comments are sought.
    """
    reading = read_type(face)
    if face.kind is None:
        face = replace(face, kind=_kind(face, reading.type))
    kept: dict[str, Action] = {}
    for action in _actions(face, citations):
        known = kept.get(action.verb)
        if known is None or (known.target is None and action.target is not None):
            kept[action.verb] = action
    _from_type(kept, reading, face, citations)
    for fact in dates:
        if fact.role is DateRole.COMMENTS_CLOSE and "seek_comment" not in kept:
            kept["seek_comment"] = _said(fact)
    for verb, rule in settle_verbs(kept, face, reading.type):
        _by_title(kept, verb, face, rule)
    return reading, tuple(sorted(kept.values(), key=lambda action: (action.within, action.start)))


def _kind(face: Face, type_: str | None) -> Kind | None:
    """What kind of paper its type makes it; licences and orders the Register prints as notices."""
    named = types().get(type_ or "")
    if named is None or named.kind in _PRINTED or not is_register_number(face.number):
        return named.kind if named else None
    return Kind.NOTICE


def corrected_by(face: Face, citations: Sequence[Citation] = ()) -> Reference | None:
    """What a correction corrects: by its number, by metadata, else by the paper its words name.

    Metadata leaves the field null for the agencies' own corrections, whose first paragraphs
    always name the paper.
    """
    if face.corrects:
        return NumberedReference(Family.FR_DOCUMENT, fr_document_number(face.corrects))
    number = face.number or ""
    if number[:1].upper() in ("C", "R") and "-" in number[:4] and number[1:2].isdigit():
        return NumberedReference(Family.FR_DOCUMENT, fr_document_number(number.partition("-")[2]))
    own = fr_document_number(number) if number else None
    for wanted in (Family.FR_DOCUMENT, Family.FR):
        for citation in citations:
            if citation.start > _FAR or citation.reference.family is not wanted:
                continue
            if citation.reference.key != f"frdoc:{own}":
                return citation.reference
    return None


def _actions(face: Face, citations: Sequence[Citation]) -> Iterator[Action]:
    yield from _in(face.title, "title", (0, len(face.title)), ())
    if face.caption:
        yield from _in(face.caption, "caption", (0, len(face.caption)), ())
    for span in _spans(face.text, face.kind):
        yield from _in(face.text, "text", span, citations)


def _spans(text: str, kind: Kind | None) -> Iterator[tuple[int, int]]:
    """The parts of a text that say what it does: its caption and summary, else its lead."""
    head = min(len(text), _FAR)
    if caption := _CAPTION.search(text, 0, head):
        yield caption.span(1)
    if summary := _SUMMARY.search(text, 0, head):
        following = _ENDS.search(text, summary.end(), head)
        yield summary.end(), following.start() if following else min(summary.end() + _LEAD, head)
        return
    yield 0, min(len(text), _NOTICE_LEAD if kind is Kind.NOTICE else _LEAD)


def _by_title(kept: dict[str, Action], verb: str, face: Face, rule: str) -> None:
    start, end = trimmed(face.title, 0, len(face.title))
    if start < end:
        kept[verb] = Action(
            verb=verb, scope="all", start=start, end=end, quote=face.title[start:end],
            rule=rule, within="title",
        )  # fmt: skip


def _said(fact: DatedFact) -> Action:
    return Action(
        verb="seek_comment", scope=fact.scope, start=fact.start, end=fact.end,
        quote=fact.quote, rule="actions/comments-close",
    )  # fmt: skip


def _in(
    words: str, within: str, span: tuple[int, int], citations: Sequence[Citation]
) -> Iterator[Action]:
    plain = without_quotations(words) if within == "text" else words
    for sentence in _SENTENCE.finditer(words, *span):
        cited = [one for one in citations if sentence.start() <= one.start < sentence.end()]
        if within == "text" and is_history(plain, *sentence.span()):
            continue
        for verb, pattern in RULES:
            found = pattern.search(plain, *sentence.span())
            if found is None or is_history(plain, sentence.start(), found.start(), of_verb=True):
                continue
            start, end = trimmed(words, sentence.start(), sentence.end())
            yield Action(
                verb=verb,
                scope=scope_of(words[start:end]),
                start=start,
                end=end,
                quote=words[start:end],
                rule=f"actions/{verb}",
                within=within,
                target=_target(verb, cited),
            )


def _target(verb: str, cited: Sequence[Citation]) -> Reference | None:
    families = _GAZETTE if verb in _ON_INSTRUMENTS else _TARGETS
    named = [one.reference for one in cited if one.reference.family in families]
    if not named and verb in _ON_INSTRUMENTS:
        named = [one.reference for one in cited if one.reference.family in _TARGETS]
    return named[0] if named else None


def _from_type(
    kept: dict[str, Action], reading: TypeReading, face: Face, citations: Sequence[Citation]
) -> None:
    """Complete what the type implies: its verb, and the paper that it is done to."""
    verb = _BY_TYPE.get(reading.type or "")
    if reading.type == "temporary_denial_order" and _RENEWING.search(face.title):
        verb = "extend"
    if verb is None and face.kind is Kind.PROPOSED_RULE:
        verb = "propose"
    if verb is None:
        return
    known = kept.get(verb)
    target = known.target if known else None
    if verb in _ON_INSTRUMENTS and (target is None or verb == "correct"):
        target = corrected_by(face, citations) or target
    if known is None:
        start, end = trimmed(face.title, 0, len(face.title))
        if start == end:
            return
        kept[verb] = Action(
            verb=verb, scope="all", start=start, end=end, quote=face.title[start:end],
            rule=f"actions/by-{reading.rule}", within="title", target=target,
        )  # fmt: skip
    elif target != known.target:
        kept[verb] = Action(
            verb=verb, scope=known.scope, start=known.start, end=known.end, quote=known.quote,
            rule=known.rule, within=known.within, target=target,
        )  # fmt: skip
