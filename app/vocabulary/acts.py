"""Acts that texts cite by their title alone."""

from functools import cache

from app.vocabulary.tables import rows_of_texts

_FILE = "acts.toml"


@cache
def uk_acts() -> tuple[tuple[str, str, str], ...]:
    """Title, family (`ukpga`, `uksi`) and number of each, the longest title first."""
    named = [
        (title, family, number)
        for family in ("ukpga", "uksi")
        for number, titles in rows_of_texts(_FILE, family)
        for title in titles
    ]
    return tuple(sorted(named, key=lambda row: (-len(row[0]), row)))
