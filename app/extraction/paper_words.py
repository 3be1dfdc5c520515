"""The words by which a paper of the Register says what it is, type by type (design terms B2)."""

import re
from typing import Final, NamedTuple

from app.domain.documents import Kind

_I: Final = re.IGNORECASE
# Numbers that the Register gives: "2024-28270", "E8-23178", "04-16753", "93-32104".
NUMBERED: Final = re.compile(r"(?:[A-Z]\d-)?(?:[A-Z]?\d{1,2}|(?:19|20)\d\d)-\d{3,6}$")
READ: Final = 3_000
CONTENTS_LINE: Final = 120


class Rule(NamedTuple):
    """A type, the kind it counts as, and the words of title or abstract that tell it."""

    type: str
    kind: Kind
    title: re.Pattern[str] | None
    words: re.Pattern[str] | None


def _rule(type_: str, kind: Kind, *, title: str = "", words: str = "") -> Rule:
    return Rule(
        type_,
        kind,
        re.compile(title, _I) if title else None,
        re.compile(words, _I) if words else None,
    )


_RULES_OF: Final = r"(?:rules?|regulations?|rulemaking|amendments?)\b"
# Titles of papers that make no rule, whatever their words say of rules.
NO_RULE: Final = re.compile(
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
    r"|\bflood hazard determinations?\b|\bincidental harassment\b|\bsystems? of records\b"
    r"|\bexempt(?:ed|ion)? fishing permit",
    _I,
)
# So plain that no title speaks against it.
NAMES_ITSELF: Final = re.compile(
    r"\b(?:this|issuing an?) (?:(?:interim|direct) final|final|proposed|temporary) "
    r"rule\b(?! change)",
    _I,
)
CALLED_FINAL: Final = re.compile(r"\b(?:this|in this) final rule\b", _I)
_SUBJECT: Final = (
    r"(?:\bwe|\bthis (?:action|document|rule|notice|rulemaking)|\b(?-i:[A-Z]{2,})\)?"
    r"|Commission|Department"
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
    r"|\bthe proposed (?:rule|regulations?|amendments?),?[^.]{0,60} would\b(?! have)"
    r"|\bin this document,? (?:the|we)\b[^.]{0,90}\b(?:proposes?|seeks? (?:further "
    r")?(?:comment|understanding))\b"
    r"|\bthis document requests comments on a petition for rule\s?making\b"
    rf"|\b(?:is|are) (?:also )?proposing\b[^.]{{0,240}}{_MATTER}"
    rf"|(?:\bwe|\bthis (?:action|document|rule|notice|rulemaking)|\bthe rule"
    rf"|\b(?-i:[A-Z])[\w.]*\)?),?\s+(?:hereby |also )?proposes?\b(?! to "
    rf"rule\b)[^.]{{0,240}}{_MATTER}"
)
_CORRECTS: Final = (
    r"\b(?:is|are) (?:hereby )?correcting\b(?! errors)|\b(?:(?:is|are) making|this (?:document|rule"
    r"|action) makes) (?:\w+ ){0,2}?correct(?:ing amendments|ions)\b|\b(?:is|are) "
    r"(?:issuing|publishing) (?:a |this "
    r"|these )?(?:technical )?correct(?:ions?|ing amendments?)\b|\bthis (?:action"
    r"|document|notice|rule"
    r"|notification|correction|amendment) (?:also )?corrects\b|\bhereby issues a correction\b"
    r"|\bthis document contains (?:a )?corrections?\b|\bthis correction\b|\b(?:notice"
    r"|document|notification) (?:incorrectly|contained "
    r"(?:an? |some "
    r"|several |\w+ )?(?:error|incorrect|typographical|inadvertent|wrong|formatting))"
)
_EXTENDS: Final = (
    r"\b(?:extend|re-?open)(?:s|ing)\b(?: (?:and re-?opening|until [^.]{0,30}))?[^.]{0,60}\b"
    r"(?:comment(?:ing)? (?:period|deadline|due date)|(?:deadline|date|time|period|due "
    r"date)[^.]{0,40}"
    r"\bcomments?|comment)\b"
    r"|\b(?:extension|reopening|re-opening) of (?:the |this )?(?:public |written )?comment"
    r"|\bdecided to (?:extend|re-?open) the (?:public )?comment period"
)
_AMENDS: Final = (
    r"\b(?:this|these) (?!is\b)(?:[\w-]+ ){0,2}?(?:final (?:rule|regulations?)|final "
    r"action|rule|regulations?"
    r"|amendments?)\b(?! change\b)|\bin this (?:final )?rule\b"
    r"|\b(?:is|are) (?:also |hereby |today )?(?:amending|revising|updating|modifying"
    r"|adopting|promulgating"
    r"|finalizing|adding|removing|establishing|codifying|clarifying|implementing|superseding"
    rf"|rescinding)\b[^.]{{0,200}}\b(?:{_RULES_OF}|CFR\b|EAR\b|ITAR\b|tolerances?\b"
    r"|(?:performance|conservation) standards\b|test procedures?\b|airworthiness directives?\b"
    r"|interpretations?\b)"
    r"|\b(?:is|are) finalizing\b|\bspecial conditions are issued\b"
    r"|\b(?:is|are) (?:\w+ing and )?(?:imposing|expanding)\b[^.]{0,160}\b(?:licen[cs]e "
    r"requirements?"
    r"|export controls?|sanctions|restrictions on (?:the )?exports?|prohibitions?)\b"
    r"|\b(?:is|are) (?:changing|modifying) the operating schedule\b|\brevising a Federal "
    r"implementation plan\b"
    r"|\b(?:is|are) (?:removing|listing|designating|reclassifying)\b[^.]{0,200}\b(?:federal lists?"
    r"|critical habitat|(?:endangered|threatened) species)\b"
    r"|\bin this document,? (?:the|we)\b[^.]{0,90}\b(?:adopts?|amends?|modif(?:y|ies)"
    r"|revises?|addresses?"
    r"|establish(?:es)?|clarif(?:y|ies)|eliminates?|updates?)\b"
    r"|\b(?:is|are) adjusting\b[^.]{0,60}\bcivil (?:monetary )?penalt"
    rf"|{_SUBJECT}\s+(?:hereby |also )?(?:amends|revises|issues|adopts|adds|establishes"
    rf"|removes|modifies"
    rf"|eliminates|finalizes|updates)\b[^.]{{0,160}}\b(?:{_RULES_OF}|CFR\b|EAR\b|ITAR\b)"
    r"|\b(?:is|are) (?:issuing|making|publishing)\b[^.]{0,40}\b(?:rules?|regulations?"
    r"|technical amendments?"
    r"|airworthiness directives?)\b|\b(?:is|are) amending its (?:[\w-]+ ){0,4}?requirements\b"
    r"|\b(?:taking|takes) (?:\w+ )?final action\b"
    r"|\b(?:is|are) (?:\w+ )?(?:dis)?approving\b[^.]{0,200}\b(?:SIP|implementation plan"
    r"|plan|revisions?"
    r"|program)\b"
    r"|\bthis action (?:amends|modifies|establishes|removes|revokes|changes|delays"
    r"|updates|adopts|finalizes|makes|implements|revises)\b"
    r"|\b(?:delay|postpon)(?:s|ing)\b[^.]{0,40}\b(?:effective|compliance) date of (?:a"
    r"|the|its|our|this) "
    r"(?:[\w-]+ ){0,3}?rule"
)
# In order of what a paper is first: one that mends or ends another is that, whatever the other is.
RULES: Final = (
    _rule(
        "notice_comment_extension",
        Kind.NOTICE,
        title=r"\b(?:extension|re-?opening)(?: and (?:extension|re-?opening))? of (?:the "
        r")?(?:public "
        r"|written )?comments?\b|\bcomment period extension\b",
        words=_EXTENDS,
    ),
    _rule(
        "correcting_amendment",
        Kind.RULE,
        title=r"[;:,] (?:technical |notice of )?corrections?$|^corrections? (?:to|of)\b"
        r"|\bcorrecting "
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
        title=r"\bpublication of (?:a |an )?(?:\w+ )?determinations?\b|\bdeterminations? "
        r"(?:pursuant "
        r"to|under) [^;]{0,40}\bexecutive order\b",
        words=r"\bOFAC\b[^.]{0,40}\b(?:publishing|issuing) (?:a |an |two |several )?(?:\w+ "
        r")?determinations?\b",
    ),
    _rule(
        "anprm",
        Kind.PROPOSED_RULE,
        title=r"\badvance(?:d)? notice of (?:a )?proposed rule",
        words=r"\b(?:this|(?:issu|publish)(?:es|ing) (?:an|this)) (?:supplemental "
        r")?(?:advance(?:d)? "
        r"notice of proposed rule|ANPR)",
    ),
    _rule(
        "ofac_general_licence",
        Kind.NOTICE,
        title=r"(?<!open )\bgeneral licen[cs]es? (?:nos?\. ?)?(?-i:[A-Z]{0,4}[- "
        r"]?)\d+[a-z]?\b(?!.*ITAR)",
        words=r"\bOFAC\b[^.]{0,60}\b(?:publishing|issuing)\b[^.]{0,60}\bgeneral licen[cs]es?\b",
    ),
    _rule(
        "notice_of_inquiry",
        Kind.NOTICE,
        title=r"^(?:notice|notification) of inquiry|\brequests? for information$|^request for "
        r"information\b|^request for comments? (?:on|concerning|regarding) "
        r"(?:future|the impact)",
        words=r"\bthis (?:(?:notice|notification) of inquiry|request for information|RFI)\b"
        r"|\bthrough this notice of inquiry",
    ),
)
LAWMAKING: Final = (
    _rule(
        "interim_final_rule",
        Kind.RULE,
        title=r"\binterim final rule$",
        words=r"\b(?:this|these|in this|by this|through this) (?:[\w-]+ ){0,3}?interim (?:final )?"
        r"(?:rule|regulation)|\bthis IFR\b|\b(?:issu|publish|promulgat)(?:es|ing) (?:an"
        r"|this|these) (?:\w+ "
        r")?interim (?:final )?rule|\binterim final rule,? (?:with|and) request"
        r"|\bdelay(?:s|ing)\b[^.]{0,40}\b(?:effective|compliance) date of (?:the|an|its"
        r"|our) interim final rule",
    ),
    _rule(
        "direct_final_rule",
        Kind.RULE,
        title=r"\bdirect final rule$",
        words=r"\b(?:this|as a|by) direct final (?:rule|action)|\b(?:issu|publish)(?:es|ing) "
        r"(?:an?|this) "
        r"direct final|\btaking direct final action",
    ),
    _rule("temporary_general_licence", Kind.RULE, title=r"^temporary general licen[cs]e\b"),
    _rule("proposed_rule", Kind.PROPOSED_RULE, title=r"\bproposed rule$", words=_PROPOSES),
    _rule(
        "temporary_rule",
        Kind.RULE,
        title=r"\btemporary (?:final |interim )?rule$",
        words=r"\bthis temporary (?:final |interim )?(?:rule|regulation)"
        r"|\bestablish\w*\b[^.]{0,60}\b"
        r"temporar(?:y|ily)\b|\btemporar(?:y|ily)\b[^.]{0,40}\b(?:safety|security"
        r"|regulated|special "
        r"local|anchorage)|\bNMFS (?:is )?(?:temporarily |hereby )?(?:prohibit|clos|re-?open"
        r"|open|transfer|re-?alloc|reapportion|exchang|adjust|increas|reduc|decreas)(?:s|es|ing)\b"
        r"|\bNMFS (?:announces|is announcing|implements)\b[^.]{0,80}\b(?:accountability "
        r"measures?|closure|quota transfer|transferring"
        r"|inseason|closing|closed)\b",
    ),
    _rule(
        "final_rule",
        Kind.RULE,
        title=r"\bsanctions regulations$|; technical amendments?$",
        words=_AMENDS,
    ),
)
ITAR: Final = re.compile(r"\bITAR\b|\binternational traffic in arms regulations\b", _I)
OF_A_LIST: Final = (
    (
        "unverified_list_rule",
        re.compile(r"\b(?:unverified list|UVL)\b", _I),
    ),
    (
        "entity_list_rule",
        re.compile(
            r"^[^;]*\b(?:addition|removal|revision|modification|clarification|amendment"
            r"|expansion)s?\b[^;]*"
            r"\bentity list\b|^[^;]*\bentity list\b[^;]{0,40}\b(?:addition|removal"
            r"|revision|modification"
            r"|amendment)s?\b|^(?:\w+ )?entity list$",
            _I,
        ),
    ),
)
# A rule that is there already.
ENFORCES: Final = re.compile(r"\bCoast Guard will (?:be )?enforc", _I)
NOTICED: Final = re.compile(r"\bthis (?:notice|notification)\b|\bnotice is hereby given\b", _I)
# What a paper is said to mend is a notice where its words name no rule.
OF_A_RULE: Final = re.compile(
    r"\b(?:(?:final|interim|direct|temporary|proposed) (?:\w+ )?rules?|regulations?"
    r"|rulemaking|rules?"
    r"|CFR|amendments?|amendatory|codified)\b|§",
    _I,
)
BY_THE_WAY: Final = re.compile(
    r"\b(?:elsewhere in|in (?:the|this) same|in today's) (?:this )?(?:issue|federal "
    r"register|edition)\b"
    r"|\bsection of (?:this|today's)\b|^(?:in addition|additionally|also),|^(?:that|in "
    r"that) (?:rule|notice|document)\b",
    _I,
)
# Days that presidents proclaim bear no other mark than their name and year.
PROCLAIMED: Final = re.compile(
    r"\b(?:day|week|month|days|anniversary|year)\b[^;]{0,60},? (?:19|20)\d\d$"
    r"|^(?:day of|death of|suspension of entry|adjusting imports|establishment of the "
    r"[^;]* national "
    r"monument|boundary enlargement of|modifying (?:the )?\w+ to)",
    _I,
)
BY_PRESIDENTS: Final = tuple(
    (type_, re.compile(words, _I))
    for type_, words in (
        ("presidential_determination", r"\bpresidential determination\b"),
        ("executive_order", r"^executive order\b"),
        ("presidential_notice", r"^notice of [a-z]+ \d+|^continuation of the national emergency"),
        (
            "presidential_memorandum",
            r"^(?:presidential )?memorand|^delegation of|designation of (?:officer"
            r"|official|authorit)|^national security",
        ),
    )
)
