"""An instrument's fine type, read from its number, caption, title and first words."""

import re
from typing import Final

from app.domain.documents import Kind
from app.domain.facts import Face, TypeReading
from app.extraction.papers import is_register_number, type_by_words

NAME: Final = "types"
VERSION: Final = 3

_HEAD: Final = 1_500
# The Office of the Federal Register repairs its own edition of the Code so, without a caption.
_REVISED_AS_OF: Final = re.compile(
    r"\bCFR Correction\b|Code of Federal Regulations, [^.]{0,60}revised as of"
)
_ERRATUM: Final = re.compile(r"C\d+-", re.IGNORECASE)

Rule = tuple[str, re.Pattern[str], frozenset[Kind]]


def _rule(type_: str, words: str, *kinds: Kind) -> Rule:
    return type_, re.compile(words, re.IGNORECASE), frozenset(kinds)


_ORDERS: Final = (Kind.NOTICE, Kind.ORDER)
# By the caption, first match wins: "Interim final rule; correction" is a correction.
_CAPTIONS: Final = (
    _rule(
        "correcting_amendment",
        r"correcting amendment|\bcorrections?\b",
        Kind.RULE,
        Kind.PROPOSED_RULE,
    ),
    _rule("notice", r"^(?:notice|notification)\b(?! of proposed)", Kind.RULE),
    _rule("withdrawal", r"\bwithdrawal\b|\bwithdrawn\b"),
    _rule(
        "notice_comment_extension",
        r"(?:extension|reopening|re-opening|extended) (?:of )?(?:the )?(?:public )?comment "
        r"period|comment period extension",
        Kind.PROPOSED_RULE,
        Kind.NOTICE,
    ),
    _rule("anprm", r"advance(?:d)? notice of proposed"),
    _rule("notice_of_inquiry", r"notice of inquiry|request for information"),
    _rule("interim_final_rule", r"interim (?:final )?rule|interim rule", Kind.RULE),
    _rule("direct_final_rule", r"direct final rule", Kind.RULE),
    _rule(
        "temporary_rule", r"temporary (?:final |interim )?rule|emergency (?:action|rule)", Kind.RULE
    ),
    _rule(
        "proposed_rule", r"proposed rule|notice of proposed rulemaking|\bNPRM\b", Kind.PROPOSED_RULE
    ),
    _rule(
        "temporary_denial_order",
        r"temporar\w+ denial order|order temporarily denying|temporarily deny",
        *_ORDERS,
    ),
    _rule("final_rule", r"\bfinal rule\b|\brule\b|final order|final action", Kind.RULE),
)
# By the title, before the caption: these say what the caption leaves open.
_TITLES: Final = (
    _rule(
        "temporary_denial_order",
        r"(?:order|action)\s+(?:renewing|temporarily|modifying|extending)[^.]{0,40}den(?:y"
        r"|ial)|temporary denial|order renewing|temporarily denying",
        *_ORDERS,
    ),
    _rule(
        "denial_order",
        r"order (?:denying|making)[^.]{0,20}(?:denial|export privileges)|denial of export "
        r"privileges|in the matter of:?.{0,160}order denying export",
        *_ORDERS,
    ),
    _rule("settlement_order", r"\border relating to\b", *_ORDERS),
    _rule("commodity_jurisdiction", r"commodity jurisdiction determination"),
    _rule("policy_statement", r"^(?:policy statement|statement of policy)\b"),
)
_LISTS: Final = (
    _rule("entity_list_rule", r"\bentity list\b(?!.{0,60}procedur)", Kind.RULE),
    _rule("unverified_list_rule", r"\bunverified list\b|\bUVL\b", Kind.RULE),
)
_ELSEWHERE: Final = (
    _rule(
        "executive_order",
        r"(?:^|\n)executive order\b|\(executive order (?:no\. ?)?1\d{4}\)\W*$",
    ),
    _rule(
        "proclamation",
        r"^(?:a )?proclamation\b|\bby the president of the united states of america\s+a "
        r"proclamation",
    ),
    _rule("presidential_determination", r"^presidential determination\b"),
    _rule("presidential_notice", r"^notice of \w+ \d+|^continuation of the national emergency"),
    _rule(
        "presidential_memorandum",
        r"^(?:presidential )?memorand|^delegation of|^national security (?:presidential "
        r")?memorandum",
    ),
)
_UNTYPED: Final = (
    _rule("notice", r"^publication of\b"),
    _rule("notice_to_exporters", r"^notice to exporters|^NTE \d"),
    _rule("corrigendum", r"^corrigendum"),
    _rule("delegated_regulation", r"^(?:commission )?delegated regulation"),
    _rule("implementing_regulation", r"^(?:council |commission )?implementing regulation"),
    _rule(
        "regulation",
        r"^(?:council |commission )?regulation \((?:eu|ec)\)|^regulation of the european "
        r"parliament",
    ),
    _rule("recommendation", r"^(?:commission |council )?recommendation \((?:eu|ec)\)"),
    _rule("decision", r"^(?:council |commission )?(?:implementing )?decision \((?:eu|cfsp)"),
    _rule("statutory_instrument", r"^the .{4,160}(?:regulations|order|rules) (?:19|20)\d\d$"),
    _rule("act", r"^.{4,120}\bact (?:19|20)\d\d$"),
    _rule(
        "announcement",
        r"(?:商务部|海关总署).{0,60}公告|^(?:mofcom|ministry of commerce).{0,60}announcement"
        r"|announcement (?:no\. ?\d+ of \d{4}|\d{4} no)",
    ),
    _rule("ofac_general_licence", r"\bgeneral licen[cs]e (?:no\. ?)?\d+[a-z]?\b"),
    _rule("ogel", r"\bopen general export licen[cs]e\b"),
    _rule("press_release", r"^(?:for immediate release|press release)"),
    _rule("fact_sheet", r"^fact sheet"),
    _rule("faq", r"frequently asked questions|\bFAQs?\b"),
    _rule("is_informed_letter", r"\bis[- ]informed letter"),
    _rule("advisory_opinion", r"^advisory opinion"),
    _rule("guidance", r"^(?:updated )?guidance\b|\bguidance (?:on|for|to)\b"),
)
# Where nobody says what kind of paper it is, its own first words may.
_BY_WORDS: Final = (
    _rule("notice", r"^(?:notice of|publication of|agency information collection)|^meeting\b"),
    _rule(
        "interim_final_rule",
        r"\bthis interim final rule\b|\binterim final rule,? (?:with|and) request",
    ),
    _rule(
        "proposed_rule",
        r"\bthis proposed rule\b|\bnotice of proposed rulemaking\b|\b(?:proposes|is "
        r"proposing) to (?:amend|revise)",
    ),
    _rule(
        "final_rule", r"\bthis (?:final )?rule\b|\bin this final rule\b|\bis amending (?:the|its)\b"
    ),
)


def read_type(face: Face) -> TypeReading:
    """The fine type, with the rule that gave it; `None` where nothing says it.

    A list's rule or the State Department's is told by its title and parts, even where the
    caption says no more than "Final rule"; corrections and withdrawals come before all.
    """
    if face.number and _ERRATUM.match(face.number):
        return TypeReading(type="ofr_correction", rule="types/number")
    title = " ".join(face.title.split())
    caption = " ".join((face.caption or _printed_caption(face.text)).split())
    by_title = _first(_TITLES, title, face.kind)
    if by_title:
        return TypeReading(type=by_title, rule="types/title")
    if face.kind is None and not caption and is_register_number(face.number):
        told = type_by_words(title, face.text, numbered=True)
        return TypeReading(type=told[0] if told else None, rule="types/own-words")
    by_caption = _first(_CAPTIONS, caption, face.kind)
    if by_caption is None or by_caption == "final_rule":
        by_list = _first(_LISTS, title, face.kind) or _of_state(face)
        if by_list and (by_caption or re.search(r"correct", title, re.IGNORECASE) is None):
            return TypeReading(type=by_list, rule="types/list-or-body")
    if by_caption:
        return TypeReading(type=by_caption, rule="types/caption")
    return _without_caption(face, title)


def _without_caption(face: Face, title: str) -> TypeReading:
    if face.kind is Kind.RULE and _REVISED_AS_OF.search(face.text, 0, _HEAD):
        return TypeReading(type="ofr_correction", rule="types/first-words")
    printed = face.caption or _printed_caption(face.text)
    by_own_caption = _first(_CAPTIONS, title, face.kind) if face.kind and not printed else None
    if by_own_caption and by_own_caption != "final_rule":
        return TypeReading(type=by_own_caption, rule="types/title")
    presidential = face.kind is Kind.PRESIDENTIAL or face.kind is None
    head = face.text[:_HEAD].strip()
    for words, rule in ((title, "types/title"), (head, "types/first-words")):
        if presidential and (found := _first(_ELSEWHERE, words, face.kind)):
            return TypeReading(type=found, rule=rule)
    binding = face.kind in (Kind.RULE, Kind.PROPOSED_RULE, Kind.NOTICE, Kind.PRESIDENTIAL)
    if not binding and (found := _first(_UNTYPED, title, face.kind)):
        return TypeReading(type=found, rule="types/title")
    if face.kind in (Kind.RULE, Kind.PROPOSED_RULE) and not printed:
        told = type_by_words(title, face.text, numbered=False)
        if told and (told[1] is face.kind or told[0] == "notice_comment_extension"):
            return TypeReading(type=told[0], rule="types/own-words")
    plain = {
        Kind.RULE: "final_rule",
        Kind.PROPOSED_RULE: "proposed_rule",
        Kind.NOTICE: "notice",
    }
    if face.kind in plain:
        return TypeReading(type=plain[face.kind], rule="types/kind")
    by_words = _first(_BY_WORDS, f"{title}\n{head}", None)
    return TypeReading(type=by_words, rule="types/words")


def _printed_caption(text: str) -> str:
    found = re.search(r"^ACTION:\s*(.+)$", text[:6_000], re.MULTILINE)
    return found.group(1) if found else ""


def _of_state(face: Face) -> str | None:
    munitions = any(part.startswith(tuple(f"22/{n}" for n in range(120, 131))) for part in face.cfr)
    return "ddtc_rule" if munitions and face.kind is Kind.RULE else None


def _first(rules: tuple[Rule, ...], words: str, kind: Kind | None) -> str | None:
    for type_, pattern, kinds in rules:
        if (not kinds or kind is None or kind in kinds) and pattern.search(words):
            return type_
    return None
