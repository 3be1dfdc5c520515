"""Names by which people speak of rules, and which paper each is."""

from functools import cache

from app.vocabulary.tables import Row, table

_FILE = "rule_names.toml"


@cache
def rule_names() -> tuple[tuple[str, str], ...]:
    """Each name with the day, kind and body of its paper (`2025-01-15/rule/bis`), longest first."""
    named = table(_FILE)["rules"]
    assert isinstance(named, dict)
    row: Row = named
    return tuple(sorted(((name, str(row[name])) for name in row), key=lambda one: -len(one[0])))
