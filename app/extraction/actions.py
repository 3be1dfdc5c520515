"""What an instrument does in the world, in the words of its title, caption and summary."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from app.domain.citations import Citation
from app.domain.documents import Kind
from app.domain.facts import Action, DatedFact, DateRole, Face, TypeReading
from app.domain.references import Family, NumberedReference, Reference, fr_document_number
from app.extraction.action_words import RULES
from app.extraction.date_roles import scope_of
from app.extraction.sentences import trimmed
from app.extraction.types import read_type

NAME: Final = "actions"
VERSION: Final = 1

# What these are done to is an instrument; the rest may be done to any place of the law.
_ON_INSTRUMENTS: Final = frozenset(
    ("correct", "withdraw", "delay", "extend", "suspend", "rescind", "reinstate")
)
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
_HISTORY: Final = re.compile(
    r"\b(?:previously|had|was|were|on [A-Z][a-z]+ \d{1,2}, \d{4}, the)\b[^.;]{0,80}$"
)
_BY_THE_WAY: Final = frozenset(("seek_comment", "announce", "clarify", "codify", "propose"))
_RULEMAKING: Final = re.compile(r"\bproposed rulemaking\b|\bproposes to amend\b", re.IGNORECASE)
_COLLECTION: Final = re.compile(r"\binformation collection|\bproposed collection", re.IGNORECASE)
# Titles under which agencies make new duties, though their words are plain amendments.
_NEW_DUTY: Final = re.compile(
    r"\b(?:safety|security) zones?\b|\bspecial local regulations?\b|\bairworthiness directives?"
    r"|\bsanctions regulations\b|\b(?:antidumping|countervailing) duty orders?\b",
    re.IGNORECASE,
)
# What a notice is about that is no rule: it announces.
_OCCASION: Final = re.compile(
    r"\b(?:meetings?|hearings?|webinar|conference|lodging|registration|awards?|determination"
    r"|solicitation|nominations|availability)\b",
    re.IGNORECASE,
)
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
    kept: dict[str, Action] = {}
    for action in _actions(face, citations):
        known = kept.get(action.verb)
        if known is None or (known.target is None and action.target is not None):
            kept[action.verb] = action
    _from_type(kept, reading, face, citations)
    for fact in dates:
        if fact.role is DateRole.COMMENTS_CLOSE and "seek_comment" not in kept:
            kept["seek_comment"] = _said(fact)
    _settle(kept, face)
    return reading, tuple(sorted(kept.values(), key=lambda action: (action.within, action.start)))


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


def _settle(kept: dict[str, Action], face: Face) -> None:
    """Verbs that only count by the side of others, or only where no other is told."""
    heading = f"{face.title}\n{face.caption or ''}"
    if face.kind is Kind.NOTICE and not _RULEMAKING.search(heading):
        kept.pop("propose", None)
    substance = kept.keys() - _BY_THE_WAY
    if substance - {"modify"}:
        # "Amends the regulations" says how; where the words also say what, that is the action.
        kept.pop("modify", None)
    elif face.kind is Kind.RULE and not substance:
        verb = "impose" if _NEW_DUTY.search(face.title) else "modify"
        _by_title(kept, verb, face, "actions/rule")
    if face.kind is not Kind.NOTICE:
        return
    if _COLLECTION.search(heading):
        kept.pop("announce", None)
    elif "announce" not in kept and (_OCCASION.search(heading) or not kept):
        _by_title(kept, "announce", face, "actions/notice")


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
    for sentence in _SENTENCE.finditer(words, *span):
        cited = [one for one in citations if sentence.start() <= one.start < sentence.end()]
        for verb, pattern in RULES:
            found = pattern.search(words, sentence.start(), sentence.end())
            if found is None or _HISTORY.search(words, sentence.start(), found.start()):
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
