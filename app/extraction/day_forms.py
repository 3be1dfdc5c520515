"""Forms of words by which papers bound what they order: from when, by when, and till when.

Unlike the looser words of `date_roles`, a form is a whole turn of drafting, so it gives a day its
role in any sentence, also in one that does not say "this rule" or "this order".
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.domain.facts import DateRole
from app.extraction.form_words import CLOCK, Form
from app.extraction.forms_of_beginnings import BEGINNINGS
from app.extraction.forms_of_duties import DUTIES
from app.extraction.forms_of_ends import ENDS
from app.extraction.written_days import NOT_NAMED, Day

_FORMS: Final = (*DUTIES, *ENDS, *BEGINNINGS)
_SPAN_ENDS: Final = re.compile(
    r"^,?\s*(?:through|until) the (?:early |late )?(?:morning|evening|afternoon)(?: hours)?(?: "
    r"on| of) $"
    r"|^\s?[-\u2013]\s?$"
    rf"|^,?\s*(?:\([^)]*\),?\s*)?(?:and\s)?(?:(?:will\s)?(?:clos(?:es?|ing)|end(?:s"
    rf"|ing)?)\s(?:on\s)?"
    rf"|through\s|until\s|thru\s|to\s|till\s){CLOCK}$"
    rf"|^,?\s*{CLOCK}(?:through|until|to)\s{CLOCK}$"
    r"|^[^;]{0,40}?,?\s(?:and )?(?:will )?(?:clos(?:es?|ing)|end(?:s|ing)?)\s(?:on )?"
    rf"{CLOCK}$",
    re.IGNORECASE,
)

_AND_AGAIN: Final = re.compile(rf",?\s+and\s+(?:(?:again|from)\s+)*{CLOCK}$", re.IGNORECASE)
_SPAN_GOES_ON: Final = re.compile(r",?\s+(?:through|to|until)\s")
# "From 9 p.m. until 11 p.m. on" a day: the day is also the first.
_HOURS: Final = re.compile(
    rf"\bfrom \d[\d:]*\s?(?:[ap]\.?m\.?)?,? (?:until|to|through) {CLOCK}$", re.IGNORECASE
)
# Actual notice ends where the paper is published, not where the rule does.
_NO_END: Final = ("dates/actual-notice", "dates/begins-to-apply")


class Told(NamedTuple):
    """What a form says of a day; a role of `None` says that it is no day of the paper."""

    role: DateRole | None
    rule: str


def formed(text: str, start: int, end: int, days: Sequence[Day]) -> list[Told | None]:
    """What the forms say of each day of a sentence; `None` where no form speaks."""
    told: list[Told | None] = []
    for at, day in enumerate(days):
        before = told[-1] if told else None
        between = text[days[at - 1].end : day.start] if at else ""
        begun = before is not None and before.role is DateRole.EFFECTIVE
        if begun and before and before.rule not in _NO_END and _SPAN_ENDS.search(between):
            told.append(Told(DateRole.EXPIRY, "dates/span-ends"))
            continue
        if day.on is None and day.reckoning == NOT_NAMED:
            told.append(None)
            continue
        left, right = text[start : day.start], text[day.end : end]
        ended = before is not None and before.rule == "dates/span-ends"
        if ended and _AND_AGAIN.match(between) and _SPAN_GOES_ON.match(right):
            told.append(Told(DateRole.EFFECTIVE, "dates/span-again"))
            continue
        told.append(next((found for form in _FORMS if (found := _said(form, left, right))), None))
    return told


def _said(form: Form, left: str, right: str) -> Told | None:
    if form.role is DateRole.EXPIRY and _HOURS.search(left):
        return None
    if not form.before.search(left) or (form.after and not form.after.match(right)):
        return None
    if form.unless and form.unless.search(left):
        return None
    return Told(form.role, form.rule)
