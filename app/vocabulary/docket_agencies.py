"""Whose docket a number is, told by its first word."""

from functools import cache

from app.vocabulary.tables import rows_of_texts

_FILE = "docket_agencies.toml"


@cache
def docket_agencies() -> frozenset[str]:
    """The short names that docket numbers of regulations.gov begin with."""
    return frozenset(name for _, names in rows_of_texts(_FILE, "agencies") for name in names)
