"""Other names of one organisation, law, country or idea, which a search for it also finds."""

import re
from dataclasses import dataclass
from functools import cache

from app.errors import FormatError
from app.vocabulary.tables import table, text, texts

_FILE = "renamings.toml"

_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """Names of one thing, and what they have to do with each other."""

    names: tuple[str, ...]
    note: str


def renaming_of(name: str) -> Renaming | None:
    """The names of what goes by this one; case and punctuation do not matter."""
    return _by_name().get(_folded(name))


def _folded(name: str) -> str:
    return _NO_WORD.sub(" ", name.lower()).strip()


@cache
def _by_name() -> dict[str, Renaming]:
    rows = table(_FILE)["renaming"]
    if not isinstance(rows, list):
        raise FormatError(f"{_FILE}: `renaming` is no list of tables; correct the file")
    found: dict[str, Renaming] = {}
    for row in rows:
        renaming = Renaming(names=texts(row, "names"), note=text(row, "note"))
        found.update((_folded(name), renaming) for name in renaming.names)
    return found
