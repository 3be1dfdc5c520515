"""What a form of drafting is, and the words that may stand between it and its day."""

import re
from typing import Final, NamedTuple

from app.domain.facts import DateRole

# What may stand between "until" and a day: an hour, a zone, the name of the weekday.
CLOCK: Final = (
    r"(?:(?:\d[\d:]*|\d{1,2}(?::\d\d)?[ap]\.?m\.?|[ap]\.?m\.?|noon|midnight|hours|local|eastern"
    r"|central|mountain|pacific|alaska|atlantic|hawaii|chamorro|standard|daylight|prevailing"
    r"|savings|time|utc|gmt|\(?[ecmpah]\.?[sdl]?\.?t\.?\)?|\(utc\)|\(gmt\)|at|on|the|close|of|"
    r"business|end|and|including|either|earlier|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+)"
    r"{0,10}"
)
UNTIL: Final = rf"\b(?:until|through|thru|till)\s+{CLOCK}$"
ON: Final = rf"\b(?:on|effective|beginning|starting|from)\s+{CLOCK}$"
# Told as history, as wished for, or of a paper that only collects information.
UNTOLD: Final = (
    r"\b(?:previously|originally|would|requests?|requested|requesting|propos\w+"
    r"|incident period|clearance|information collection|ICR|OMB|control number|comments?|meetings?"
    r"|conference|webinar|applications?|nominations?|registration|exhibition|awards?|grants?"
    r"|administrative review)\b"
)
PAST: Final = rf"\b(?:was|were|had)\b|{UNTOLD}"


class Form(NamedTuple):
    """A role and its rule, with the words that must end before a day and may follow it."""

    role: DateRole | None
    rule: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None


def form(
    role: DateRole | None, rule: str, before: str, *, after: str = "", unless: str = ""
) -> Form:
    """A form from the words before its day, those after it, and those that speak against it."""
    flags = re.IGNORECASE
    return Form(
        role,
        f"dates/{rule}",
        re.compile(before, flags),
        re.compile(after, flags) if after else None,
        re.compile(unless, flags) if unless else None,
    )
