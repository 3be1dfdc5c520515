"""Which type of paper of the Register some words are, where no caption and no record says it.

A title and an abstract speak of other papers too ("a final rule published on …"); only words by
which a paper speaks of itself count ("this interim final rule", "is proposing to").
"""

import re
from typing import Final, NamedTuple

from app.domain.documents import Kind
from app.extraction.sentences import sentences

_I: Final = re.IGNORECASE
# Numbers that the Register gives: "2024-28270", "E8-23178", "04-16753", "93-32104".
_NUMBERED: Final = re.compile(r"(?:[A-Z]\d-)?(?:[A-Z]?\d{1,2}|(?:19|20)\d\d)-\d{3,6}$")
_READ: Final = 3_000
_CONTENTS_LINE: Final = 120


class _Rule(NamedTuple):
    type: str
    kind: Kind
    title: re.Pattern[str] | None
    words: re.Pattern[str] | None


def _rule(type_: str, kind: Kind, *, title: str = "", words: str = "") -> _Rule:
    return _Rule(
        type_,
        kind,
        re.compile(title, _I) if title else None,
        re.compile(words, _I) if words else None,
    )


_RULES_OF: Final = r"(?:rules?|regulations?|rulemaking|amendments?)\b"
# Titles of papers that make no rule, whatever their words say of rules.
_NO_RULE: Final = re.compile(
    r"^(?:notice|notification|meetings?|public (?:hearing|meeting|notice)|sunshine act|open "
    r"commission meeting|privacy act of 1974[,;:]? (?:system|matching|as amended)|statement of "
    r"organization|agency (?:forms|information)|excepted service|submission for|grandfathering)"
    r"|\b(?:information|data) collections?\b|\bcomment request\b|\bpaperwork reduction\b"
    r"|\bproposed rule change|\bself-regulatory\b|\b(?:receipt|denial|grant|filing)(?: of)? "
    r"[^;]{0,40}\bpetitions?\b|\badministrative review\b|\b(?:anti-?dumping|countervailing)\b"
    r"|\bdraft guidance\b|\benvironmental (?:impact|assessment)\b|\bpublic land order\b"
    r"|\bwithdrawal of approval\b|\bpublic (?:briefing|meeting|hearing)\b|\bdebarment\b"
    r"|\bconference\b|\bopen general licenses?\b|\bunder section 337\b|\bsection 337\b"
    r"|\b(?:advisory )?(?:committee|council)\b[^;]{0,40}\b(?:meeting|nominations?|renewal)"
    r"|\blicense (?:renewal )?(?:application|amendment)s?\b|\bproposed withdrawal\b"
    r"|\bapplication for withdrawal\b|\bbinational panel\b|\bproposed consent\b"
    r"|\bflood hazard determinations?\b|\bincidental harassment\b|\bsystems? of records\b|\bexempt(?:ed|ion)? fishing permit",
    _I,
)
# So plain that no title speaks against it.
_NAMES_ITSELF: Final = re.compile(
    r"\b(?:this|issuing an?) (?:(?:interim|direct) final|final|proposed|temporary) rule\b(?! change)", _I
)
_SUBJECT: Final = (
    r"(?:\bwe|\bthis (?:action|document|rule|notice|rulemaking)|\b(?-i:[A-Z]{2,})\)?|Commission|Department"
    r"|Agency|agencies|Administration|Bureau|Service|Board|Office|Coast Guard|Council|Corps"
    r"|Authority|Secretary|Corporation|\))"
)
_MATTER: Final = (
    r"\b(?:rules?|regulations?|rulemaking|standards?|plans?|SIP|airspace|directive|AD|zones?|CFR"
    r"|parts? \d+|definitions?|requirements?|criteria|tolerances?|species|habitat|act|ITAR|EAR"
    r"|procedures|fees?|limits?|areas?|controls?|schedules?|amend|revise|approve)\b"
)
_PROPOSES: Final = (
    r"\bthis (?:[\w-]+ ){0,3}?(?:proposed rule|notice of proposed rulemaking|NPRM|proposal)\b"
    r"|\bin this (?:notice of proposed|NPRM|proposed)"
    rf"|\b(?:is|are) (?:also )?proposing\b[^.]{{0,240}}{_MATTER}"
    rf"|(?:\bwe|\bthis (?:action|document|rule|notice|rulemaking)|\b(?-i:[A-Z])[\w.]*\)?),?\s+(?:hereby |also )?proposes?\b(?! to rule\b)[^.]{{0,240}}{_MATTER}"
)
_CORRECTS: Final = (
    r"\b(?:is|are) (?:hereby )?correcting\b(?! errors)|\b(?:(?:is|are) making|this (?:document|rule"
    r"|action) makes) (?:\w+ ){0,2}?correct(?:ing amendments|ions)\b|\b(?:is|are) (?:issuing|publishing) (?:a |this "
    r"|these )?(?:technical )?correct(?:ions?|ing amendments?)\b|\bthis (?:action|document|notice|rule"
    r"|notification|correction|amendment) (?:also )?corrects\b|\bhereby issues a correction\b"
    r"|\bthis correction\b|\b(?:notice|document|notification) (?:incorrectly|contained (?:an? |some "
    r"|several |\w+ )?(?:error|incorrect|typographical|inadvertent|wrong|formatting))"
)
_EXTENDS: Final = (
    r"\b(?:extend|re-?open)(?:s|ing)\b(?: (?:and re-?opening|until [^.]{0,30}))?[^.]{0,60}\b"
    r"(?:comment(?:ing)? (?:period|deadline|due date)|(?:deadline|date|time|period|due date)[^.]{0,40}"
    r"\bcomments?|comment)\b"
    r"|\b(?:extension|reopening|re-opening) of (?:the |this )?(?:public |written )?comment"
    r"|\bdecided to (?:extend|re-?open) the (?:public )?comment period"
)
_AMENDS: Final = (
    r"\b(?:this|these) (?!is\b)(?:[\w-]+ ){0,2}?(?:final (?:rule|regulations?)|final action|rule|regulations?"
    r"|amendments?)\b(?! change\b)|\bin this (?:final )?rule\b"
    r"|\b(?:is|are) (?:also |hereby |today )?(?:amending|revising|updating|modifying|adopting|promulgating"
    r"|finalizing|adding|removing|establishing|codifying|clarifying|implementing|superseding"
    rf"|rescinding)\b[^.]{{0,200}}\b(?:{_RULES_OF}|CFR\b|EAR\b|ITAR\b|tolerances?\b"
    r"|(?:performance|conservation) standards\b|test procedures?\b|airworthiness directives?\b"
    r"|interpretations?\b)"
    r"|\b(?:is|are) adjusting\b[^.]{0,60}\bcivil (?:monetary )?penalt"
    rf"|{_SUBJECT}\s+(?:hereby |also )?(?:amends|revises|issues|adopts|adds|establishes|removes|modifies"
    rf"|eliminates|finalizes|updates)\b[^.]{{0,160}}\b(?:{_RULES_OF}|CFR\b|EAR\b|ITAR\b)"
    r"|\b(?:is|are) (?:issuing|making|publishing)\b[^.]{0,40}\b(?:rules?|regulations?|technical amendments?"
    r"|airworthiness directives?)\b|\b(?:is|are) amending its (?:[\w-]+ ){0,4}?requirements\b"
    r"|\b(?:taking|takes) (?:\w+ )?final action\b"
    r"|\b(?:is|are) (?:\w+ )?(?:dis)?approving\b[^.]{0,200}\b(?:SIP|implementation plan|plan|revisions?"
    r"|program)\b"
    r"|\bthis action (?:amends|modifies|establishes|removes|revokes|changes|delays|updates|adopts|finalizes)\b"
    r"|\b(?:delay|postpon)(?:s|ing)\b[^.]{0,40}\b(?:effective|compliance) date of (?:a|the|its|our|this) "
    r"(?:[\w-]+ ){0,3}?rule"
)
# In order of what a paper is first: one that mends or ends another is that, whatever the other is.
_RULES: Final = (
    _rule(
        "notice_comment_extension",
        Kind.NOTICE,
        title=r"\b(?:extension|re-?opening)(?: and (?:extension|re-?opening))? of (?:the )?(?:public "
        r"|written )?comments?\b|\bcomment period extension\b",
        words=_EXTENDS,
    ),
    _rule(
        "correcting_amendment",
        Kind.RULE,
        title=r"[;:,] (?:technical |notice of )?corrections?$|^corrections? (?:to|of)\b|\bcorrecting "
        r"amendments?$",
        words=_CORRECTS,
    ),
    _rule(
        "withdrawal",
        Kind.PROPOSED_RULE,
        title=r"\bwithdrawal of (?:\w+ ){0,3}?(?:proposed|advance|direct final|final|rule)\b"
        r"|^withdrawing (?:\w+ ){0,3}?rule",
        words=r"\bwithdrawing\b[^.]{0,120}\b(?:proposed rules?|rulemaking|NPRM|ANPRM|direct final "
        r"rule|interim final rule|proposals?|final rule|rule)\b"
        r"|\bthis (?:action|document|notice) withdraws\b[^.]{0,120}\b(?:rule|rulemaking|proposal)",
    ),
    _rule(
        "ofac_determination",
        Kind.NOTICE,
        title=r"\bpublication of (?:a |an )?(?:\w+ )?determinations?\b|\bdeterminations? (?:pursuant "
        r"to|under) [^;]{0,40}\bexecutive order\b",
        words=r"\bOFAC\b[^.]{0,40}\b(?:publishing|issuing) (?:a |an |two |several )?(?:\w+ "
        r")?determinations?\b",
    ),
    _rule(
        "anprm",
        Kind.PROPOSED_RULE,
        title=r"\badvance(?:d)? notice of (?:a )?proposed rule",
        words=r"\b(?:this|(?:issu|publish)(?:es|ing) (?:an|this)) (?:supplemental )?(?:advance(?:d)? "
        r"notice of proposed rule|ANPR)",
    ),
    _rule(
        "ofac_general_licence",
        Kind.NOTICE,
        title=r"(?<!open )\bgeneral licen[cs]es? (?:nos?\. ?)?(?-i:[A-Z]{0,4}[- ]?)\d+[a-z]?\b(?!.*ITAR)",
        words=r"\bOFAC\b[^.]{0,60}\b(?:publishing|issuing)\b[^.]{0,60}\bgeneral licen[cs]es?\b",
    ),
    _rule(
        "notice_of_inquiry",
        Kind.NOTICE,
        title=r"^(?:notice|notification) of inquiry|\brequests? for information$|^request for information\b|^request for comments? (?:on|concerning|regarding) "
        r"(?:future|the impact)",
        words=r"\bthis (?:(?:notice|notification) of inquiry|request for information|RFI)\b|\bthrough this notice of inquiry",
    ),
)
_LAWMAKING: Final = (
    _rule(
        "interim_final_rule",
        Kind.RULE,
        title=r"\binterim final rule$",
        words=r"\b(?:this|these|in this|by this|through this) (?:[\w-]+ ){0,3}?interim (?:final )?"
        r"(?:rule|regulation)|\bthis IFR\b|\b(?:issu|publish|promulgat)(?:es|ing) (?:an|this|these) (?:\w+ "
        r")?interim (?:final )?rule|\binterim final rule,? (?:with|and) request"
        r"|\bdelay(?:s|ing)\b[^.]{0,40}\b(?:effective|compliance) date of (?:the|an|its|our) interim final rule",
    ),
    _rule(
        "direct_final_rule",
        Kind.RULE,
        title=r"\bdirect final rule$",
        words=r"\b(?:this|as a|by) direct final (?:rule|action)|\b(?:issu|publish)(?:es|ing) (?:an?|this) "
        r"direct final|\btaking direct final action",
    ),
    _rule("temporary_general_licence", Kind.RULE, title=r"^temporary general licen[cs]e\b"),
    _rule("proposed_rule", Kind.PROPOSED_RULE, title=r"\bproposed rule$", words=_PROPOSES),
    _rule(
        "temporary_rule",
        Kind.RULE,
        title=r"\btemporary (?:final |interim )?rule$",
        words=r"\bthis temporary (?:final |interim )?(?:rule|regulation)|\bestablish\w*\b[^.]{0,60}\b"
        r"temporar(?:y|ily)\b|\btemporar(?:y|ily)\b[^.]{0,40}\b(?:safety|security|regulated|special "
        r"local|anchorage)|\bNMFS (?:is )?(?:temporarily |hereby )?(?:prohibit|clos|re-?open"
        r"|open|transfer|re-?alloc|reapportion|exchang|adjust|increas|reduc|decreas)(?:s|es|ing)\b"
        r"|\bNMFS (?:announces|is announcing)\b[^.]{0,80}\b(?:closure|quota transfer|transferring"
        r"|inseason|closing|closed)\b",
    ),
    _rule("final_rule", Kind.RULE, title=r"\bsanctions regulations$|; technical amendments?$", words=_AMENDS),
)
_ITAR: Final = re.compile(r"\bITAR\b|\binternational traffic in arms regulations\b", _I)
_OF_A_LIST: Final = (
    (
        "unverified_list_rule",
        re.compile(
            r"\b(?:unverified list|UVL)\b",
            _I,
        ),
    ),
    (
        "entity_list_rule",
        re.compile(
            r"^[^;]*\b(?:addition|removal|revision|modification|clarification|amendment|expansion)s?\b[^;]*"
            r"\bentity list\b|^[^;]*\bentity list\b[^;]{0,40}\b(?:addition|removal|revision|modification"
            r"|amendment)s?\b|^(?:\w+ )?entity list$",
            _I,
        ),
    ),
)
# A rule that is there already.
_ENFORCES: Final = re.compile(r"\bCoast Guard will (?:be )?enforc", _I)
_NOTICED: Final = re.compile(r"\bthis (?:notice|notification)\b|\bnotice is hereby given\b", _I)
# What a paper is said to mend is a notice where its words name no rule.
_OF_A_RULE: Final = re.compile(
    r"\b(?:(?:final|interim|direct|temporary|proposed) (?:\w+ )?rules?|regulations?|rulemaking|rules?"
    r"|CFR|amendments?|amendatory|codified)\b|§",
    _I,
)
_BY_THE_WAY: Final = re.compile(
    r"\b(?:elsewhere in|in (?:the|this) same|in today's) (?:this )?(?:issue|federal register|edition)\b"
    r"|\bsection of (?:this|today's)\b|^(?:in addition|additionally|also),|^(?:that|in that) (?:rule|notice|document)\b",
    _I,
)
# Days that presidents proclaim bear no other mark than their name and year.
_PROCLAIMED: Final = re.compile(
    r"\b(?:day|week|month|days|anniversary|year)\b[^;]{0,60},? (?:19|20)\d\d$"
    r"|^(?:day of|death of|suspension of entry|adjusting imports|establishment of the [^;]* national "
    r"monument|boundary enlargement of|modifying (?:the )?\w+ to)",
    _I,
)
_BY_PRESIDENTS: Final = tuple(
    (type_, re.compile(words, _I))
    for type_, words in (
        ("presidential_determination", r"\bpresidential determination\b"),
        ("executive_order", r"^executive order\b"),
        ("presidential_notice", r"^notice of [a-z]+ \d+|^continuation of the national emergency"),
        (
            "presidential_memorandum",
            r"^(?:presidential )?memorand|^delegation of|designation of (?:officer|official|authorit)|^national security",
        ),
    )
)


def is_register_number(number: str | None) -> bool:
    """Whether a number is one that the Register gives its papers."""
    return bool(number and _NUMBERED.fullmatch(number))


def type_by_words(title: str, text: str, *, numbered: bool) -> tuple[str, Kind] | None:
    """The type and kind that a title and the first words tell of the paper they belong to.

    `numbered` says that the Register numbered it: what makes no rule is then a notice.
    """
    title = " ".join(title.split())
    words = _own(title, text)
    if numbered and (found := _presidential(title, words)):
        return found, Kind.PRESIDENTIAL
    no_rule = _NO_RULE.search(title) is not None
    for rule in _RULES:
        if _says(rule, title, words) and (found := _settled(rule, title, words, no_rule=no_rule)):
            return found
    enforced = _ENFORCES.search(words)
    for rule in () if enforced else _LAWMAKING:
        if _says(rule, title, words) and (not no_rule or _NAMES_ITSELF.search(words)):
            return _of_body(rule, title, words)
    if numbered:
        if not no_rule and _ITAR.search(title) and not words.startswith("Notice"):
            return "ddtc_rule", Kind.RULE
        return "notice", Kind.NOTICE
    return ("notice", Kind.NOTICE) if _NOTICED.search(words) else None


def _own(title: str, text: str) -> str:
    """The first words without the title and without what speaks of other papers or by the way."""
    words = " ".join(text[: _READ + len(title)].split()).removeprefix(title).strip()
    spans = sentences(words, 0, len(words))
    return " ".join(words[a:b] for a, b in spans if not _BY_THE_WAY.search(words[a:b]))


def _says(rule: _Rule, title: str, words: str) -> bool:
    return bool(
        (rule.title and rule.title.search(title)) or (rule.words and rule.words.search(words))
    )


def _settled(rule: _Rule, title: str, words: str, *, no_rule: bool) -> tuple[str, Kind] | None:
    """What mends or ends a notice is a notice; of a rule it has a type of its own."""
    if rule.type in ("correcting_amendment", "withdrawal"):
        told = rule.words.search(words) if rule.words and not _in_title(rule, title) else None
        if told and _NAMES_ITSELF.search(words, 0, told.start()):
            # A rule that mends others by the way.
            return None
        of_a_rule = not no_rule and _OF_A_RULE.search(f"{title} {words}")
        return (rule.type, rule.kind) if of_a_rule else ("notice", Kind.NOTICE)
    if rule.type == "notice_comment_extension" and no_rule and not _in_title(rule, title):
        return None
    return rule.type, rule.kind


def _in_title(rule: _Rule, title: str) -> bool:
    return rule.title is not None and rule.title.search(title) is not None


def _of_body(rule: _Rule, title: str, words: str) -> tuple[str, Kind]:
    """A rule of a list or of the State Department has a type of its own."""
    if rule.kind is Kind.RULE:
        for type_, pattern in _OF_A_LIST:
            if pattern.search(title) and rule.type == "final_rule":
                return type_, Kind.RULE
        if _ITAR.search(title) and rule.type == "final_rule":
            return "ddtc_rule", Kind.RULE
    return rule.type, rule.kind


def _presidential(title: str, words: str) -> str | None:
    """What presidents sign has no abstract, at most the line of the contents that names it."""
    if len(words) > _CONTENTS_LINE:
        return None
    for type_, pattern in _BY_PRESIDENTS:
        if pattern.search(title) or pattern.search(words):
            return type_
    return "proclamation" if _PROCLAIMED.search(title) else None
