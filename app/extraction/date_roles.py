"""Which role a day has in its sentence, and for what it holds."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.domain.facts import DateRole
from app.extraction.day_forms import Told, formed
from app.extraction.day_scopes import effective_scope, scope_of
from app.extraction.form_words import CLOCK
from app.extraction.written_days import OPEN_ENDED, Day

_I: Final = re.IGNORECASE
# An agency's own time, or a time to apply: neither binds, and comments are not meant.
_OWN_TIME: Final = re.compile(
    r"\W*(?:the\s)?time\s(?:period\s)?(?:in|within|by)\swhich", re.IGNORECASE
)
_TO_APPLY: Final = re.compile(
    r"\b(?:applications?|accepting|nominations?|registrations?|recruitment|proposals?|mission)\b",
    re.IGNORECASE,
)
# What a day is that is no day of this instrument: its own history, a meeting, an approval.
_HISTORY: Final = re.compile(
    r"\bpublished(?:\s+(?:in|on|at|the|of|federal|register|FR|\d+),?)*\s*$"
    r"|\bpublished\b[^.;]{0,60}\b(?:on|of)\s*$|\b(?:days?|weeks?|months?"
    r"|years?)\s+(?:from|after|following"
    r"|of|before)\s*$|\bin effect (?:as of|on)\s*$|\b(?:was|were) (?:added|filed"
    r"|submitted|issued|posted|approved"
    r"|signed|received)\b[^.;]{0,60}\bon\s*$|\b(?:in|of) the Federal Register (?:of|on)\s*$"
    r"|\bFR\s+[\d,\u2013-]+\)?\s*,?\s*(?:on\s+|\(|;\s*)?$|\d\s+Fed\.\sReg\.[^.;]{0,30}$"
    r"|\bdated\s*$|\bissued(?:\s+on)?\s*$"
    r"|\bnominated\s(?:before|on|by)\s*$|\bexten(?:d|sion)\w*\b[^.;]{0,120}\bfrom\s*$"
    r"|\b(?:postponed|announced"
    r"|cancelled)\b[^.;]{0,30}\bon\s*$|\b(?:is|was|were)\s(?:\w+\s){0,2}?"
    r"scheduled\sto\s(?:close|end|expire)\b[^.;]{0,30}$|\bwould\shave\s(?:closed|ended"
    r"|expired)\b[^.;]{0,30}$"
    r"|\b(?:legislation|clearance|control\snumber|collection"
    r"|ICR)\b[^.;]{0,80}\bexpir\w+(?:\son)?\s*$"
    r"|\bOrder\s\d{5}\sof\s*$|\b(?:meet|convene)\w*[^.;]{0,30}$|\bheld[^.;]{0,30}$"
    r"|\b(?:responded|replied|commented)\b[^.;]{0,60}$"
    r"|\breceived\s(?:\w+\s){0,4}comments?\b[^.;]*$|\bbetween\s+\d+\s+and\s*$"
    r"|\bincorporation by reference[^.;]*$|\bsurvey\b[^.;]*\bas of\s*$"
    r"|\bapproved?[^.;]*\bas of\s*$|(?<!for a public )(?<!for a )(?<!for "
    r")\bhearings?\b[^.;]{0,60}$|\bwere invited\b[^.;]*$"
    r"|\bpreviously\b[^.;]{0,60}$|\bwas (?:effective|extended)[^.;]{0,40}$"
    r"|\bbeg(?:in|an)s?(?:ning)?\s+on\s*$(?<!applicable beginning on )",
    _I,
)
# "Extending the designation for 18 months, beginning on A, and ending on B": a term of its own.
_TERM_BEGINS: Final = re.compile(
    r"\b(?:designat|exten|authoriz|effective|valid|renew|in effect|licen|exempt)\w*\b[^.;]{0,200}\b"
    r"begin(?:s|ning)(?: on)?\s*$",
    _I,
)
# "Waived from A through B".
_TERM_FROM: Final = re.compile(
    r"\b(?:waiv|exempt|designat|authori[sz](?:ation|e)|valid|licen|permit|restrict|prohibit"
    r"|moratorium|exten"
    r"|renew|closure|term)\w*\b[^;]{0,160}\bfrom\s+$",
    _I,
)
_TERM_TO: Final = re.compile(r",?\s+(?:through|until|to)\s+[A-Z][a-z]+ \d{1,2}, \d{4}")
_TERM_ENDS: Final = re.compile(
    r"\band (?:ending|ends|will (?:end|remain in effect|expire)|remains? in effect)\b", _I
)
# "The President's October 26, 2020 submission": the day of a thing, not of an act.
_OF_A_THING: Final = re.compile(r"(?:['’]s|\bthe|\ban?|\bits|\bour|\btheir)\s+$")
_THING: Final = re.compile(
    r",?\s+(?!and\b|or\b|through\b|to\b|until\b|unless\b|if\b|by\b|for\b|at\b|in\b|on\b"
    r"|with\b|when\b|as\b"
    r"|except\b|but\b|from\b|is\b|are\b|will\b|shall\b|after\b|before\b|deadline\b"
    r"|(?:effective|compliance"
    r"|closing|comment|expiration) )(?:[a-z]{3,}|[A-Z]{3,}\b|Court\b|Order\b|Notice\b|Final\b"
    r"|Proposed\b|Interim\b|Rule\b|Federal\b|Agreement\b|Memorandum\b)"
)
_DELAY: Final = re.compile(r"\b(?:delay|postpone|defer)(?:s|ed|ing)?\b", _I)
_MOVED: Final = re.compile(r"\bchang(?:e|es|ed|ing)\s+the\s+(?:effective|compliance)\s+date", _I)
_TO: Final = re.compile(
    r"\b(?:until|to|through"
    r"|for)\s+(?:[\w:.]+\s(?:[ap]\.?m\.?)?,?\s*){0,4}(?:on\s+)?(?:[A-Z][a-z]+day,?\s+)?$",
    _I,
)
_CJK_EFFECT: Final = re.compile(r"起?(?:正式)?(?:施行|实施|生效|执行)")
_EXTENDED: Final = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|authoriz(?:es|ed))\b[^.;]{0,120}\b(?:until|through"
    r"|to)\s+(?:either\s+)?(?:[\w:.]+\s?(?:[ap]\.?m\.?)?,?\s*){0,5}(?:on\s+)?$",
    _I,
)
_SUSPEND: Final = re.compile(r"\b(?:suspend|stay)(?:s|ed|ing)?\b|\bsuspension\b|暂停", _I)
_COMMENT: Final = re.compile(
    r"\b(?:comments?(?! file)|submissions?|rebuttals?|responses|closing period|docket "
    r"will close)\b",
    _I,
)
_CLOSES: Final = re.compile(
    r"\b(?:by|before|within|sent|until|than|clos\w+|due|deadline|through|to|received|postmarked"
    r"|submitted|end\w*|on|is|accept\w*)\b"
    r"|:\s*$|(?:extended|reopened)|\bcomment date:",
    _I,
)
_COMPLY: Final = re.compile(
    r"\bcomplian(?:ce|t)\b|\bcomply\b|\bapplicability date\b|\bmandatory\b|\bmust be "
    r"implemented\b",
    _I,
)
_EXPIRE: Final = re.compile(
    r"\bexpir(?:e|es|ed|y|ation)\b|\bterminat(?:e|es|ed|ion)\b|\bremains? (?:in effect"
    r"|effective|in force)\b"
    r"|\bin (?:full )?(?:force and )?effect (?:until|through|for)\b"
    r"|\bcontinues? (?:until|through)\b|\bsunset|\bceases?\b"
    r"|\bno longer (?:be )?(?:in effect|effective)|\bvalid (?:until|through)|有效期",
    _I,
)
_EFFECT: Final = re.compile(
    r"\beffective\b|\beffect\b|\bwill be implemented\b|\binto force\b|\bin force\b"
    r"|\bappl(?:y|ies|icable)\b"
    r"|施行|实施|生效|起",
    _I,
)
_UNTIL: Final = re.compile(
    r"\b(?:until|through|thru|to|and ending(?: on)?|ending(?: on)?|and)\s+(?:and including\s+)?"
    rf"(?:\d{{1,2}}(?::\d\d)?\s?[ap]\.?m\.?,?\s*(?:\w+\s+){{0,3}})?(?i:{CLOCK})$"
    r"|至\s*$"
)
# "Unit 1 on A, and Unit 2 on B".
_AND_ANOTHER: Final = re.compile(r",?\s+and\s+[^.;]{0,60}?\bon\s*$")
_AND_A_DAY: Final = re.compile(r"[^.]{0,90}?(?:,?\s+and\s+(?:by\s+|on\s+)?|\bis\s+)$")
_MORE_COMMENTS: Final = re.compile(r"\bcomments?,?\s*$", _I)
_WAS_EFFECTIVE: Final = re.compile(
    r",?\s+(?:is|are|has been)\s(?:further\s|hereby\s)?(?:delayed|postponed|deferred)\b", _I
)
_FROM: Final = re.compile(r"\bfrom\s+[^.;]{0,40}$", _I)
_EXCEPT_THAT: Final = re.compile(r",?\s+except\b", _I)


class Reading(NamedTuple):
    """The role of a day, what it holds for, and the rule that says so."""

    role: DateRole
    scope: str
    rule: str


def roles_of(
    text: str, start: int, end: int, days: Sequence[Day], *, default: DateRole | None = None
) -> list[Reading | None]:
    """The role of each day of a sentence; `None` for a day that is none of the instrument's.

    `default` is what a heading such as "Effective date:" says of the days below it.
    """
    readings: list[Reading | None] = []
    clause = start
    suspended = _SUSPEND.search(text, start, end)
    forms = [None] * len(days) if suspended else formed(text, start, end, days)
    for at, day in enumerate(days):
        left, right = text[start : day.start], text[day.end : end]
        # "Effective immediately" is the role and the day in one.
        own = text[day.start : day.end] if day.reckoning else ""
        spoken = _EFFECT.search(own) or own in OPEN_ENDED
        near = f"{text[clause : day.start]}{own if spoken else ''}"
        before = readings[-1] if readings else None
        reading = None if _is_moved(forms[at]) else _role(left, near, right, before, default)
        told = forms[at]
        agreed = reading is not None and told is not None and reading.role is told.role
        if told is not None and not agreed and not _is_no_day(near, near, right):
            reading = _as_told(told, near, before)
        readings.append(reading)
        further = days[at + 1].start if at + 1 < len(days) else end
        clause = day.end if further - day.end > 0 else clause
    return readings


def told_by_form(text: str, start: int, end: int, days: Sequence[Day]) -> list[Reading | None]:
    """The role of each day that a form of drafting gives, in whatever sentence it stands."""
    readings: list[Reading | None] = []
    clause = start
    for day, told in zip(days, formed(text, start, end, days), strict=True):
        near, right = text[clause : day.start], text[day.end : end]
        clause = day.end
        before = readings[-1] if readings else None
        spoken = told is not None and not _is_no_day(near, near, right)
        readings.append(_as_told(told, near, before) if told is not None and spoken else None)
    return readings


def _is_moved(told: Told | None) -> bool:
    """Whether a form says that a day is over before it came."""
    return told is not None and told.role is None


def _as_told(told: Told, near: str, before: Reading | None) -> Reading | None:
    if told.role is None:
        return None
    span = told.rule == "dates/span-ends" and before is not None
    return Reading(told.role, before.scope if before and span else scope_of(near), told.rule)


def _is_no_day(left: str, near: str, right: str) -> bool:
    """Whether a day is history, an agency's own time, or the day of a thing."""
    if _OWN_TIME.match(right) or (_OF_A_THING.search(left) and _THING.match(right)):
        return True
    return _HISTORY.search(left) is not None and not re.search(r"\bdays? after\b", near)


def _role(
    left: str, near: str, right: str, before: Reading | None, default: DateRole | None
) -> Reading | None:
    if _TERM_BEGINS.search(left) and _TERM_ENDS.search(right):
        return Reading(DateRole.EFFECTIVE, scope_of(near), "dates/term-begins")
    if _TERM_FROM.search(near) and _TERM_TO.match(right) and not _COMMENT.search(left):
        return Reading(DateRole.EFFECTIVE, scope_of(near), "dates/term-begins")
    if _is_no_day(left, near, right):
        return None
    if _DELAY.search(left + right) and not _COMMENT.search(left):
        return _delayed(left, near, right, before)
    if _MOVED.search(left) and before is None and _FROM.search(near):
        return Reading(DateRole.EFFECTIVE, "was", "dates/delayed-from")
    if _SUSPEND.search(left + right) and not _COMMENT.search(near):
        until = _UNTIL.search(left) or re.search(r"\b(?:until|through|for a period)\b", near)
        role = DateRole.SUSPENDED_TO if until else DateRole.SUSPENDED_FROM
        scope = before.scope if before is not None else scope_of(near)
        return Reading(role, scope, "dates/suspension")
    return _ended(left, near, right, before) or _begun(left, near, right, before, default)


def _ended(left: str, near: str, right: str, before: Reading | None) -> Reading | None:
    """The end of a time to comment, or of what is in force."""
    if _EXTENDED.search(near) and not _COMMENT.search(left):
        if re.search(r"\b(?:deadline|period for|window)\b", near) and _TO_APPLY.search(
            left + right
        ):
            return None
        return Reading(DateRole.EXPIRY, scope_of(near), "dates/extended")
    if _COMMENT.search(near) and _CLOSES.search(near):
        return Reading(DateRole.COMMENTS_CLOSE, scope_of(near), "dates/comments")
    commented = before is not None and before.role is DateRole.COMMENTS_CLOSE
    if commented and _MORE_COMMENTS.search(near):
        return Reading(DateRole.COMMENTS_CLOSE, scope_of(near), "dates/comments")
    if _EXPIRE.search(near):
        return Reading(DateRole.EXPIRY, scope_of(near), "dates/expiry")
    if before is not None and before.role is DateRole.EXPIRY and _AND_ANOTHER.match(near):
        return Reading(DateRole.EXPIRY, scope_of(near), "dates/expiry")
    if before is None or before.role is not DateRole.EFFECTIVE:
        return None
    if before.scope == "was" and _TO.search(near):
        return Reading(DateRole.EFFECTIVE, scope_of(right), "dates/moved")
    joined = re.search(r"\band\s*$", near) is not None
    if _UNTIL.search(near) and (_FROM.search(left) or not joined):
        return Reading(DateRole.EXPIRY, before.scope, "dates/effective-until")
    return None


def _begun(
    left: str, near: str, right: str, before: Reading | None, default: DateRole | None
) -> Reading | None:
    """The beginning of what is in force or must be done."""
    if _CJK_EFFECT.match(right):
        return Reading(DateRole.EFFECTIVE, "all", "dates/effective")
    if _COMPLY.search(near):
        return Reading(DateRole.COMPLIANCE, scope_of(near), "dates/compliance")
    if before is not None and before.role is DateRole.COMPLIANCE and _AND_A_DAY.search(near):
        return Reading(DateRole.COMPLIANCE, scope_of(right), "dates/compliance")
    if _COMMENT.search(left) and _CLOSES.search(near) and not _EFFECT.search(near):
        return Reading(DateRole.COMMENTS_CLOSE, scope_of(near), "dates/comments")
    if _EFFECT.search(near) or (before is not None and _EFFECT.search(left)):
        scope = effective_scope(left, near, right, first=before is None)
        return Reading(DateRole.EFFECTIVE, scope, "dates/effective")
    if not near.strip() and _EXCEPT_THAT.match(right):
        return Reading(DateRole.EFFECTIVE, "all", "dates/caption")
    return Reading(default, scope_of(near), "dates/caption") if default is not None else None


def _delayed(left: str, near: str, right: str, before: Reading | None) -> Reading | None:
    """Of "delayed from A to B" the later day; the earlier is told by the caller as `was_on`."""
    if _FROM.search(near) and _DELAY.search(left):
        return Reading(DateRole.EFFECTIVE, "was", "dates/delayed-from")
    if _DELAY.search(left) and (_TO.search(near) or near.endswith(OPEN_ENDED)):
        return Reading(DateRole.DELAYED, scope_of(near), "dates/delayed")
    if _WAS_EFFECTIVE.match(right):
        return Reading(DateRole.EFFECTIVE, "was", "dates/delayed-from")
    if _EFFECT.search(near):
        return Reading(
            DateRole.EFFECTIVE, "all" if before is None else before.scope, "dates/effective"
        )
    return None
