"""How running text speaks of countries: by name and adjective, unless it means something else."""

from dataclasses import dataclass
from functools import cache

from app.vocabulary.countries import countries
from app.vocabulary.tables import Row, rows_of_texts, table, texts

_FILE = "country_words.toml"
_SHORTEST = 4
_LONG_INITIALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryWords:
    """A code under each way of naming it in text; `others_before` and `others_after` are words
    beside a name that make it the name of something else."""

    codes: dict[str, str]
    others_before: tuple[str, ...]
    others_after: tuple[str, ...]


@cache
def country_words() -> CountryWords:
    """The table; a name shared by two countries is left out, as are short and doubtful ones."""
    doubtful = frozenset(_listed("doubtful", "names"))
    found: dict[str, str] = {}
    shared: set[str] = set()
    for code, names in (*countries().items(), *rows_of_texts(_FILE, "adjectives")):
        for name in names:
            if name in doubtful or not _is_plain(name):
                continue
            if found.setdefault(name, code) != code:
                shared.add(name)
    codes = {name: code for name, code in found.items() if name not in shared}
    return CountryWords(
        codes=codes,
        others_before=_listed("others", "before"),
        others_after=_listed("others", "after"),
    )


def _is_plain(name: str) -> bool:
    """Whether a name stands for itself in running text: no two-letter initials."""
    letters = [sign for sign in name if sign.isalpha()]
    initials = len(letters) >= _LONG_INITIALS and name.isupper()
    return initials or (len(name) >= _SHORTEST and name[0].isupper() and not name.isupper())


def _listed(section: str, key: str) -> tuple[str, ...]:
    found = table(_FILE)[section]
    assert isinstance(found, dict)
    row: Row = found
    return texts(row, key)
