"""What an instrument does in the world, in the words of its title, caption and summary."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from app.domain.citations import Citation
from app.domain.documents import Kind
from app.domain.facts import Action, Face, TypeReading
from app.domain.references import Family, NumberedReference, Reference, fr_document_number
from app.extraction.date_roles import scope_of
from app.extraction.sentences import trimmed
from app.extraction.types import read_type

NAME: Final = "actions"
VERSION: Final = 1

_I: Final = re.IGNORECASE
_LIST: Final = (
    r"(?:entity list|unverified list|military end[- ]user(?: \(MEU\))? list|MEU list"
    r"|denied persons list"
    r"|SDN list|specially designated nationals|blocked persons list|debarred|UVL)"
)
_PARTIES: Final = (
    r"(?:entit(?:y|ies)|persons?|part(?:y|ies)|compan(?:y|ies)|firms?|individuals?|vessels?"
    r"|address(?:es)?|names?|aircraft)"
)
Rule = tuple[str, re.Pattern[str]]
_RULES: Final[tuple[Rule, ...]] = tuple(
    (verb, re.compile(words, _I))
    for verb, words in (
        ("correct", r"\bcorrects?\b|\bcorrecting\b|\bcorrections?\b(?= (?:to|of)|[;.,:)]|$)"),
        ("withdraw", r"\bwithdraw(?:s|ing|al|n)\b(?! from)"),
        (
            "delay",
            r"\bdelay(?:s|ed|ing)?\b[^.]{0,60}\b(?:effective|compliance|date|rule)"
            r"|\b(?:effective|compliance) dates?[^.]{0,120}\bdelayed\b|\bdelay of (?:the "
            r")?effective date|\bpostpon(?:es?|ed|ing|ement)\b",
        ),
        (
            "extend",
            r"\b(?:extend(?:s|ed|ing)?|extension of|reopen(?:s|ed|ing)?(?: "
            r"of)?)\b[^.]{0,80}\b(?:comment|deadline|period|date|effectiveness|order"
            r"|emergency|general licen[cs]e|through|until)|comment "
            r"period[^.]{0,100}\b(?:extended|reopened)|\bcontinu(?:es|ing|ation of) (?:in "
            r"effect )?(?:for 1 year )?the national emergency",
        ),
        (
            "suspend",
            r"\bsuspend(?:s|ed|ing)?\b|\bsuspension of\b|\bstay(?:s|ed|ing)? (?:of )?(?:the "
            r")?(?:effective|rule|amendment|§|regulation)",
        ),
        ("reinstate", r"\breinstat(?:es?|ed|ing|ement)\b"),
        (
            "rescind",
            r"\brescind(?:s|ed|ing)?\b|\brescission\b|\brevok(?:es?|ed|ing)\b|\brevocation\b"
            r"|\brepeal(?:s|ed|ing)?\b",
        ),
        (
            "deny",
            r"\bden(?:y|ies|ying|ial of)\b[^.]{0,30}\bexport privileges|\btemporary denial "
            r"order|\btemporarily denying",
        ),
        (
            "issue_licence",
            r"\bissu(?:es?|ed|ing|ance of)\b[^.]{0,60}\bgeneral licen[cs]es?|\bpublish(?:es"
            r"|ing)\b[^.]{0,60}\bgeneral licen[cs]es?|\bgeneral licen[cs]e (?:no\. "
            r"?)?\d+[a-z]?\b[^.]{0,40}\bissued|publication of [^.]{0,60}general licenses?",
        ),
        (
            "add_entity",
            rf"\b(?:add(?:s|ing|ed)?|additions?(?: of)?|(?<!specially )designat(?:es?|ing|ed"
            rf"|ion)|plac(?:es?|ing|ed))\b[^.]{{0,160}}\b{_PARTIES}\b[^.]{{0,160}}\b{_LIST}"
            rf"|\badditions? (?:of [^.]{{0,60}})?to (?:the )?[^.]{{0,20}}{_LIST}"
            rf"|\b{_PARTIES}\b[^.]{{0,60}}(?:have been|has been|were|was|are) (?:placed on"
            rf"|added to)\b[^.]{{0,60}}{_LIST}"
            rf"|\badding\b[^.]{{0,80}}{_PARTIES}[^.]{{0,60}}\bto\b",
        ),
        (
            "remove_entity",
            rf"\b(?:remov(?:es?|ing|ed|als?(?: of)?)|delet(?:es|ing|ion "
            rf"of))\b[^.]{{0,160}}\b{_PARTIES}\b[^.]{{0,120}}\b{_LIST}|\bremovals? from "
            rf"(?:the )?[^.]{{0,20}}{_LIST}|\bremov(?:es|ing|al)\b[^.]{{0,60}}\bfrom the "
            rf"{_LIST}|\bremov(?:ed|al|es|ing)\b[^.]{{0,40}}\bfrom (?:the |ofac's )?(?:list "
            rf"of )?{_LIST}|\b{_LIST}[^.]{{0,60}}\bremovals?\b|\b(?:and|,) "
            rf"removals?\b[^.]{{0,60}}{_LIST}",
        ),
        (
            "modify_entity",
            rf"\b(?:modif(?:y|ies|ying|ications?)|revis(?:es?|ing|ions?)|amend(?:s"
            rf"|ing)?)\b[^.]{{0,60}}\b(?:entr(?:y|ies)|listings?)\b|\bmodif(?:y|ies|ying"
            rf"|ications?)\b[^.]{{0,40}}\b{_PARTIES}\b[^.]{{0,40}}{_LIST}|\bmodifications? "
            rf"to the {_LIST}|\b{_LIST}[^.]{{0,40}}(?:modifications?|revisions?)\b",
        ),
        ("propose", r"\bproposes?\b|\bproposed rul|\bis proposing\b|\bproposal to\b"),
        (
            "seek_comment",
            r"\brequests? for (?:public )?(?:comments?|information)|\b(?:seek|request|solicit"
            r"|invit|welcom)(?:s|es|ing)?\b[^.]{0,40}\bcomments?\b|notice of inquiry"
            r"|comments? (?:are )?(?:invited|requested)|\binvites?\b[^.]{0,80}\bto comment\b"
            r"|\bcomment request\b",
        ),
        (
            "lift",
            r"\blift(?:s|ed|ing)?\b[^.]{0,60}\b(?:sanction|restriction|ban|embargo|control"
            r"|requirement)|\bterminat(?:es?|ed|ing|ion of)\b[^.]{0,60}\b(?:national "
            r"emergency|sanctions|embargo|program)|\bremov(?:es?|ing|al "
            r"of)\b[^.]{0,40}\b(?:sanctions|embargo)\b",
        ),
        (
            "ease",
            r"\beas(?:es|ed|ing)\b|\brelax(?:es|ed|ing)?\b|\bliberaliz|\bstreamlin"
            r"|\breduc(?:es?|ing)\b[^.]{0,40}\b(?:burden|requirement|restriction)"
            r"|\bremov(?:es?|ing|al of)\b[^.]{0,60}\b(?:licen[cs]e requirements?|licensing "
            r"requirements?|restrictions?)|\bexpand(?:s|ing)?\b[^.]{0,40}\b(?:availability"
            r"|eligib|use of license exception)|\bauthoriz(?:es|ing)\b[^.]{0,60}\bexports?\b",
        ),
        (
            "tighten",
            r"\b(?:tighten|strengthen|bolster|toughen)(?:s|ed|ing)?\b|\bexpand(?:s|ed"
            r"|ing)?\b[^.]{0,60}\b(?:controls?|restrictions?|scope|requirements?|prohibition"
            r"|sanctions)|\b(?:additional|further|more restrictive|stricter) (?:export "
            r")?(?:controls?|restrictions?|licen[cs]e requirements?|sanctions|limits)"
            r"|\brestricts?\b[^.]{0,60}(?:availability|eligib|export)|\bremov(?:es|ing|al "
            r"of) license exceptions?|\bmore restrictive\b",
        ),
        (
            "impose",
            r"\bimpos(?:es?|ed|ing|ition of)\b|\b(?:establish|creat|institut|implement"
            r"|add)(?:es|s|ing)?\b[^.]{0,60}\b(?:new )?(?:export |licen[cs]e )?(?:controls?"
            r"|requirements?|prohibitions?|restrictions?|sanctions)\b|\bblocking property\b"
            r"|\bnew (?:export )?controls?\b|\bprohibit(?:s|ing)\b",
        ),
        ("clarify", r"\bclarif(?:y|ies|ied|ying|ications?)\b"),
        ("codify", r"\bcodif(?:y|ies|ied|ying|ication)\b"),
        (
            "announce",
            r"\bannounc(?:es?|ed|ing|ement)\b|\bgives? notice\b|\bnotice is (?:hereby )?given",
        ),
        (
            "modify",
            r"\b(?:amend|revis|updat|modif|chang)(?:s|es|ies"
            r"|ing)\b[^.]{0,60}\b(?:regulations?|rules?|EAR|ITAR|CCL|list|requirements?"
            r"|polic(?:y|ies)|controls?|order|section|part)\b|\b(?:technical|conforming"
            r"|administrative|editorial) (?:amendments?|changes|edits)\b|\bamendments? (?:of"
            r"|to)\b",
        ),
    )
)
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
_FAR: Final = 12_000
_SENTENCE: Final = re.compile(r"[^.;\n]+(?:\.(?=\S)[^.;\n]*)*")
_HISTORY: Final = re.compile(
    r"\b(?:previously|had|was|were|on [A-Z][a-z]+ \d{1,2}, \d{4}, the)\b[^.;]{0,80}$"
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
    face: Face, citations: Sequence[Citation] = ()
) -> tuple[TypeReading, tuple[Action, ...]]:
    """An instrument's type, and each thing it does once, in the order of its words.

    `citations` are those of the text; an action's target is what its own sentence cites, and
    for corrections, delays and the like the paper of the Register that it speaks of.
    """
    reading = read_type(face)
    kept: dict[str, Action] = {}
    for action in _actions(face, citations):
        known = kept.get(action.verb)
        if known is None or (known.target is None and action.target is not None):
            kept[action.verb] = action
    _from_type(kept, reading, face, citations)
    if len(kept) > 1:
        # "Amends the regulations" says how; where the words also say what, that is the action.
        kept.pop("modify", None)
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
    for span in _spans(face.text):
        yield from _in(face.text, "text", span, citations)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that say what it does: its caption and summary, else its lead."""
    head = min(len(text), _FAR)
    if caption := _CAPTION.search(text, 0, head):
        yield caption.span(1)
    if summary := _SUMMARY.search(text, 0, head):
        following = _ENDS.search(text, summary.end(), head)
        yield summary.end(), following.start() if following else min(summary.end() + _LEAD, head)
        return
    yield 0, min(len(text), _LEAD)


def _in(
    words: str, within: str, span: tuple[int, int], citations: Sequence[Citation]
) -> Iterator[Action]:
    for sentence in _SENTENCE.finditer(words, *span):
        cited = [one for one in citations if sentence.start() <= one.start < sentence.end()]
        for verb, pattern in _RULES:
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
