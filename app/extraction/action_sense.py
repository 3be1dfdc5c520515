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
    r"|on [A-Z][a-z]+ \d{1,2}, \d{4}, the|in which|[Cc]oncerning the|memorandum of"
    r"|potential(?:ly)?|obligations? to|appeared in)\b"
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
_PROPOSED: Final = re.compile(
    r"\bproposed (?:withdrawal extension|modifications?|(?:\w+ ){0,2}?rates?|fees?|amendments?"
    r"|revisions?)\b",
    _I,
)
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
_DIRECTIVE: Final = re.compile(r"^airworthiness directives?\b|^special conditions\b", _I)
_ZONE: Final = re.compile(r"\b(?:safety|security) zones?\b|\bspecial local regulations?\b", _I)
_ZONE_AMENDED: Final = re.compile(
    r"\b(?:is|are) (?:\w+ing and )?(?:amending|revising|updating|modifying|disestablishing"
    r"|removing)\b"
    r"|\bthis (?:\w+ )?rule (?:amends|revises|updates|modifies|removes)\b",
    _I,
)
_ZONE_MADE: Final = re.compile(r"\b(?:re-?)?establish(?:es|ing)\b", _I)
# What ends a season: a closing or a ban, and the measures that hold a catch to its limit.
_CLOSING: Final = re.compile(
    r"\bNMFS (?:is |hereby )?(?:clos(?:es|ing)|prohibit(?:s|ing))\b|\bclosure of\b|\bclosures? "
    r"(?:for|in)\b",
    _I,
)
_FISHERY: Final = re.compile(r"\bfisher(?:y|ies)\b|\bmigratory\b|\bpelagic\b", _I)
_SUMMARY_REACH: Final = 1_500
_HELD_TO_LIMIT: Final = re.compile(r"\baccountability measures?\b", _I)
_OF_AN_EXCHANGE: Final = re.compile(
    r"^self-regulatory organizations?\b|\bproposed rule change\b", _I
)
_BY_THE_COMMISSION: Final = (
    ("suspend", re.compile(r"\bsuspension of and\b", _I)),
    ("withdraw", re.compile(r"\bnotice of withdrawal\b", _I)),
    ("correct", re.compile(r"\bcorrection\W*$", _I)),
)
_ORDERS: Final = re.compile(
    r":\s*(?:amended final [^:]*\band )?(?:issuance of )?(?:antidumping|countervailing)[^:]{0,50}"
    r"\borders?$|\bissuance of (?:antidumping|countervailing)"
    r"|\b(?:temporary|emergency) (?:closures?|restrictions?)\b",
    _I,
)
_SUNSET: Final = re.compile(r"\bcontinuation of\b|\bsunset reviews?\b|\bfive-year reviews?\b", _I)
_DUTY_KEPT: Final = re.compile(
    r"\bcontinuation of (?:the )?(?:antidumping|countervailing|suspend)", _I
)
_TITLED: Final = (
    ("extend", _DUTY_KEPT, "actions/duty-kept"),
    ("impose", _ORDERS, "actions/ordered"),
    ("propose", _PROPOSED, "actions/notice"),
)
# What a notice is about that is no rule: it announces.
_OCCASION: Final = re.compile(
    r"\b(?:meetings?|hearings?|webinar|conference|lodging|registration|awards?|determination"
    r"|solicitation|nominations|availability|forum|workshops?|symposium|roundtable|listening "
    r"session"
    r"|reissuance|matching program)\b",
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
_BESIDE: Final = frozenset(
    (
        *("impose", "modify", "ease", "tighten", "clarify", "lift", "codify"),
        *("rescind", "extend", "deny", "suspend", "delay"),
    )
)
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
        if type_ == "withdrawal" and _OF_AN_EXCHANGE.search(face.title):
            yield "announce", "actions/notice"
        if type_ == "notice_comment_extension" and "seek_comment" not in kept:
            yield "seek_comment", "actions/comments-reopened"
        return
    heading = f"{face.title}\n{face.caption or ''}"
    if face.kind is Kind.RULE:
        yield from _of_rule(kept, face, type_)
    elif face.kind is Kind.NOTICE:
        yield from _of_notice(kept, face, heading, type_)
    elif kept.keys() - _BY_THE_WAY - {"modify"}:
        kept.pop("modify", None)
    elif face.kind is Kind.PRESIDENTIAL and not kept:
        yield "announce", "actions/presidential"


def _of_rule(
    kept: MutableMapping[str, Action], face: Face, type_: str | None
) -> Iterator[tuple[str, str]]:
    """A rule that changes the regulations modifies, beside what the change means."""
    kept.pop("propose", None)
    moved = kept.keys() & _MOVES
    if type_ == "interim_final_rule" and not moved and "seek_comment" not in kept:
        yield "seek_comment", "actions/by-type"
    if (made := _ordered(kept, face)) is not None:
        yield from made
        return
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


def _ordered(kept: MutableMapping[str, Action], face: Face) -> list[tuple[str, str]] | None:
    """What a directive, a zone or a closing does, whatever verb its words choose for it."""
    if kept.keys() & {"correct", "withdraw", "delay", "rescind"}:
        return None
    words = face.text[:_SUMMARY_REACH]
    if _DIRECTIVE.search(face.title):
        for verb in ("tighten", "ease", "modify", "clarify", "suspend"):
            kept.pop(verb, None)
        return [] if "impose" in kept else [("impose", "actions/rule")]
    amended = _ZONE_AMENDED.search(words) and not _ZONE_MADE.search(words)
    if _ZONE.search(face.title) and amended and "impose" not in kept:
        return [] if "modify" in kept else [("modify", "actions/rule")]
    held = _HELD_TO_LIMIT.search(words)
    if _FISHERY.search(face.title) and (held or _CLOSING.search(f"{face.title} {words}")):
        if not held:
            kept.pop("modify", None)
        verbs = ("impose", "modify") if held else ("impose",)
        return [(verb, "actions/closing") for verb in verbs if verb not in kept]
    return None


def _of_notice(
    kept: MutableMapping[str, Action], face: Face, heading: str, type_: str | None
) -> Iterator[tuple[str, str]]:
    if _CORRECTION.search(face.title) and "correct" in kept:
        asked = kept.get("seek_comment")
        _only(kept, _ONE_ACT["correcting_amendment"])
        if asked is not None and asked.rule == "actions/comments-close":
            kept["seek_comment"] = asked
        return
    yield from _told_by_title(kept, face.title)
    _without_matter(kept, face.title, heading)
    if _ORGANIZATION.search(face.title):
        yield "modify", "actions/notice"
    if _COLLECTION.search(heading):
        for verb in ("announce", "modify", "ease", "impose", "tighten", "clarify", "lift"):
            kept.pop(verb, None)
        if not kept.keys() & {"seek_comment", "withdraw", "correct"}:
            yield "seek_comment", "actions/collection"
        return
    ordered = type_ not in (None, "notice") and kept.keys() & {"deny", "extend"}
    if ordered or "announce" in kept:
        return
    if _OCCASION.search(heading) or not kept.keys() - _BESIDE:
        yield "announce", "actions/notice"


def _told_by_title(kept: MutableMapping[str, Action], title: str) -> Iterator[tuple[str, str]]:
    """What only the title tells: whose change it is, and what becomes of a duty or a place."""
    if _OF_AN_EXCHANGE.search(title):
        # What an exchange would change, not what the Commission does.
        stay = {"announce", "seek_comment"}
        stay |= {verb for verb, words in _BY_THE_COMMISSION if words.search(title)}
        _only(kept, frozenset(stay))
        if "announce" not in kept:
            yield "announce", "actions/notice"
    if _SUNSET.search(title):
        # "Revocation would be likely to lead to": what would be, if the order went.
        kept.pop("rescind", None)
    for verb, words, rule in _TITLED:
        if words.search(title) and verb not in kept:
            yield verb, rule


def _without_matter(kept: MutableMapping[str, Action], title: str, heading: str) -> None:
    """Leave out what a notice speaks of and does not do."""
    for verb in ("tighten", "ease", "clarify"):
        if _of_title(kept, verb):
            # The matter of a meeting or a guide, not what it does.
            del kept[verb]
    if not _RULEMAKING.search(heading) and not _PROPOSED.search(title):
        kept.pop("propose", None)
    if kept.keys() - _BY_THE_WAY - {"modify"}:
        # "Amends the notice" says how; where the words also say what, that is the action.
        kept.pop("modify", None)
    if "withdraw" in kept:
        kept.pop("seek_comment", None)
        said = kept.get("announce")
        if said and not _WITHDRAWAL.search(said.quote):
            del kept["announce"]


def _of_title(kept: MutableMapping[str, Action], verb: str) -> bool:
    return verb in kept and kept[verb].within == "title"


def _only(kept: MutableMapping[str, Action], verbs: frozenset[str]) -> None:
    for verb in kept.keys() - verbs:
        del kept[verb]
