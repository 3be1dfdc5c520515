"""The names of lists of restricted parties under the keys that questions use."""

from functools import cache

from app.vocabulary.tables import Row, table

_FILE = "lists.toml"


@cache
def list_titles() -> dict[str, str]:
    """Every list that has a key here, with its publisher's name for it."""
    named = table(_FILE)["lists"]
    assert isinstance(named, dict)
    row: Row = named
    return {key: str(title) for key, title in row.items()}
