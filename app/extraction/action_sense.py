"""Which verbs of an instrument's words are its own acts, and which are history or by the way."""

import re
from collections.abc import Iterator, MutableMapping
from typing import Final

from app.domain.documents import Kind
from app.domain.facts import Action, Face

_I: Final = re.IGNORECASE
_QUOTED: Final = re.compile(r"“[^”\n]{1,400}”|\"[^\"\n]{1,400}\"")
# Before a verb: what it says is past, possible, or asked for.
_OF_VERB: Final = re.compile(
    r"\b(?:previously|had|was|were|would|could|whether|consider(?:s|ing)?|intends? to"
    r"|on [A-Z][a-z]+ \d{1,2}, \d{4}, the|in which|potential(?:ly)?|obligations? to|appeared in)\b"
    r"[^.;]{0,80}$"
    r"|\b(?:[Pp]etitions?|[Rr]equests?|[Aa]pplications?)\b[^.;]{0,40}\b(?:[Tt]o|for"
    r"|that)\b[^.;]{0,80}$"
)
# A sentence that tells of another paper, unless it also speaks of this one.
_OF_SENTENCE: Final = re.compile(
    r"^\W*(?:(?:On [A-Z][a-z]+ \d{1,2}, \d{4}|In the Federal Register "
    r"of)\b[^.;]{0,200}?\b(?:published"
    r"|issued|released|announced|proposed|approved|sent|signed|received|posted)\b"
    r"|(?:That|In that|Those) \w+|The (?:[\w.]+ ){1,4}(?:published|issued) )"
    r"|^(?:[^.;]* )?\((?:[A-Z]+)\)[^.;]{0,40}\bpublished (?:an?|the) (?:notice|document|final)\b"
)
_OWN: Final = re.compile(
    r"\b[Tt]his (?:[\w-]+ ){0,2}?(?:rule|notice|document|action|correction|notification"
    r"|amendment|order)\b"
    r"|\btoday's\b|\bhereby\b|\b(?:is|are) (?:also |now )?\w+ing\b"
)
_ELSEWHERE: Final = re.compile(
    r"^\W*If\b|\b(?:[Ee]lsewhere in|[Ii]n (?:this|the) same (?:[Ii]ssue|Federal Register)"
    r"|section of (?:this|today's) (?:issue|Federal Register))\b"
)
_BY_THE_WAY: Final = frozenset(("seek_comment", "announce", "clarify", "codify", "propose"))
_RULEMAKING: Final = re.compile(r"\bproposed rulemaking\b|\bproposes to amend\b", _I)
_COLLECTION: Final = re.compile(r"\b(?:information|data) collection|\bproposed e?collection", _I)
_CORRECTION: Final = re.compile(r"\bcorrections?\W*$|^corrections? (?:to|of)\b", _I)
_WITHDRAWAL: Final = re.compile(r"\bwithdraw(?:al|n|s|ing)\b", _I)
_ORGANIZATION: Final = re.compile(r"^statement of organization\b", _I)
# Titles under which agencies make new duties, though their words are plain amendments.
_NEW_DUTY: Final = re.compile(
    r"\b(?:safety|security) zones?\b|\bspecial local regulations?\b|\bairworthiness directives?"
    r"|\bsanctions regulations\b|\b(?:antidumping|countervailing) duty orders?\b"
    r"|\bplacement of\b[^;]{0,80}\bin schedule\b",
    _I,
)
# What a notice is about that is no rule: it announces.
_OCCASION: Final = re.compile(
    r"\b(?:meetings?|hearings?|webinar|conference|lodging|registration|awards?|determination"
    r"|solicitation|nominations|availability)\b",
    _I,
)
# Types that are one act, whatever else they speak of: the act, and what may stand beside it.
_ONE_ACT: Final = {
    "notice_comment_extension": frozenset(("extend", "seek_comment", "correct")),
    "correcting_amendment": frozenset(("correct", "delay", "extend", "withdraw", "reinstate")),
    "ofr_correction": frozenset(("correct", "reinstate")),
    "withdrawal": frozenset(("withdraw", "seek_comment", "extend", "reinstate")),
    "anprm": frozenset(("seek_comment", "extend", "propose")),
    "notice_of_inquiry": frozenset(("seek_comment",)),
    "presidential_notice": frozenset(("extend", "rescind", "lift")),
}
_AMENDING: Final = frozenset(("final_rule", "direct_final_rule", "ddtc_rule", "interim_final_rule"))
# Beside these alone a notice still announces.
_BESIDE: Final = frozenset(("impose", "modify", "ease", "tighten", "clarify", "lift", "codify"))
# Beside these a rule's "amends" says nothing of its own.
_MOVES: Final = frozenset(("delay", "extend", "suspend", "withdraw", "reinstate"))


def without_quotations(words: str) -> str:
    """The same words, as long as before, with what stands in quotation marks blanked."""
    return _QUOTED.sub(lambda found: " " * len(found.group()), words)


def is_history(words: str, start: int, end: int, *, of_verb: bool = False) -> bool:
    """Whether a sentence tells of another paper; or whether what stands before a verb says so."""
    sentence = words[start:end]
    if of_verb:
        return _OF_VERB.search(sentence) is not None
    if _ELSEWHERE.search(sentence):
        return True
    return _OF_SENTENCE.search(sentence) is not None and _OWN.search(sentence) is None


def settle_verbs(
    kept: MutableMapping[str, Action], face: Face, type_: str | None
) -> Iterator[tuple[str, str]]:
    """Leave the verbs that are the paper's acts, and name those its title tells, with the rule."""
    if type_ in _ONE_ACT:
        _only(kept, _ONE_ACT[type_])
        if type_ == "notice_comment_extension" and (
            _of_title(kept, "correct") and not _CORRECTION.search(face.title)
        ):
            # The title of the paper whose comments go on.
            del kept["correct"]
        if type_ == "notice_comment_extension" and "seek_comment" not in kept:
            yield "seek_comment", "actions/comments-reopened"
        return
    heading = f"{face.title}\n{face.caption or ''}"
    if face.kind is Kind.RULE:
        yield from _of_rule(kept, face, type_)
    elif face.kind is Kind.NOTICE:
        yield from _of_notice(kept, face, heading)
    elif kept.keys() - _BY_THE_WAY - {"modify"}:
        kept.pop("modify", None)
    elif face.kind is Kind.PRESIDENTIAL and not kept:
        yield "announce", "actions/presidential"


def _of_rule(
    kept: MutableMapping[str, Action], face: Face, type_: str | None
) -> Iterator[tuple[str, str]]:
    """A rule that changes the regulations modifies, beside what the change means."""
    kept.pop("propose", None)
    substance = kept.keys() - _BY_THE_WAY - {"modify"}
    if not substance and (duty := _NEW_DUTY.search(face.title)):
        if "modify" in kept and duty.group().lower() == "sanctions regulations":
            return
        kept.pop("modify", None)
        if "codify" not in kept:
            yield "impose", "actions/rule"
    elif type_ not in _AMENDING:
        if substance:
            kept.pop("modify", None)
        elif "modify" not in kept:
            yield "modify", "actions/rule"
    elif substance & _MOVES:
        return
    elif "modify" not in kept and not substance - {"correct"}:
        yield "modify", "actions/rule"


def _of_notice(
    kept: MutableMapping[str, Action], face: Face, heading: str
) -> Iterator[tuple[str, str]]:
    if _CORRECTION.search(face.title) and "correct" in kept:
        asked = kept.get("seek_comment")
        _only(kept, _ONE_ACT["correcting_amendment"])
        if asked is not None and asked.rule == "actions/comments-close":
            kept["seek_comment"] = asked
        return
    for verb in ("tighten", "ease", "clarify"):
        if _of_title(kept, verb):
            # The matter of a meeting or a guide, not what it does.
            del kept[verb]
    if not _RULEMAKING.search(heading):
        kept.pop("propose", None)
    if kept.keys() - _BY_THE_WAY - {"modify"}:
        # "Amends the notice" says how; where the words also say what, that is the action.
        kept.pop("modify", None)
    if "withdraw" in kept:
        kept.pop("seek_comment", None)
        said = kept.get("announce")
        if said and not _WITHDRAWAL.search(said.quote):
            del kept["announce"]
    if _ORGANIZATION.search(face.title):
        yield "modify", "actions/notice"
    if _COLLECTION.search(heading):
        for verb in ("announce", "modify", "ease"):
            kept.pop(verb, None)
    elif "announce" not in kept and (_OCCASION.search(heading) or not kept.keys() - _BESIDE):
        yield "announce", "actions/notice"


def _of_title(kept: MutableMapping[str, Action], verb: str) -> bool:
    return verb in kept and kept[verb].within == "title"


def _only(kept: MutableMapping[str, Action], verbs: frozenset[str]) -> None:
    for verb in kept.keys() - verbs:
        del kept[verb]
