"""Which numbers stand on the Commerce Control List (design terms B6)."""

import re
from functools import cache

from app.vocabulary.tables import rows_of_texts

_FILE = "ccl.toml"
_ECCN = re.compile(r"[0-9][A-E][0-9]{3}(?:\.[a-z](?:\.[0-9]{1,2}(?:\.[a-z](?:\.[0-9]{1,2})?)?)?)?")


def is_eccn(text: str) -> bool:
    """Whether a text has the form of one ECCN, or is the name of all that is on no list.

    Numbers of other lists (`PL9013` of the United Kingdom, the 500 series of the Union) are none.
    """
    return text == "EAR99" or _ECCN.fullmatch(text) is not None


def is_listed(entry: str) -> bool:
    """Whether an entry's five signs (`3A090`) stand on the list, or once stood there."""
    return entry in control_list()


@cache
def control_list() -> frozenset[str]:
    """Every entry of the list as the table shows it, with those that have left it."""
    groups = (*rows_of_texts(_FILE, "entries"), *rows_of_texts(_FILE, "past"))
    return frozenset(entry for _, entries in groups for entry in entries)
