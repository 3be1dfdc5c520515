"""Licence exceptions by their symbols."""

from functools import cache

from app.vocabulary.tables import rows, text

_FILE = "licence_exceptions.toml"


@cache
def licence_exceptions() -> dict[str, str]:
    """Every symbol with the section of the Code that makes it, those of the past included."""
    return {symbol: text(row, "section") for symbol, row in rows(_FILE, "exceptions")}


@cache
def exception_names() -> tuple[tuple[str, str], ...]:
    """Full names with their symbols, for texts that give no symbol; the longest first."""
    named = [
        (text(row, "name"), symbol) for symbol, row in rows(_FILE, "exceptions") if "name" in row
    ]
    return tuple(sorted(named, key=lambda row: (-len(row[0]), row)))
