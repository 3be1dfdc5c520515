"""Whose docket a number is, and what is none, told by first words."""

import re
from functools import cache

from app.vocabulary.tables import rows_of_texts

_FILE = "docket_agencies.toml"


@cache
def docket_agencies() -> frozenset[str]:
    """The short names that docket numbers of regulations.gov begin with."""
    return frozenset(name for _, names in rows_of_texts(_FILE, "agencies") for name in names)


def is_docket(words: str) -> bool:
    """Whether a part of a bracketed caption may be a docket: "Amendment 39-22673" is none."""
    return _others().match(words.strip(" []")) is None


@cache
def _others() -> re.Pattern[str]:
    named = (name for _, names in rows_of_texts(_FILE, "others") for name in names)
    openings = "|".join(re.escape(name) for name in named)
    return re.compile(rf"(?:{openings})(?![\w-])", re.IGNORECASE)
