"""Licence exceptions by their symbols."""

from functools import cache

from app.vocabulary.tables import rows, text

_FILE = "licence_exceptions.toml"


@cache
def licence_exceptions() -> dict[str, str]:
    """Every symbol with the section of the Code that makes it, those of the past included."""
    return {symbol: text(row, "section") for symbol, row in rows(_FILE, "exceptions")}
