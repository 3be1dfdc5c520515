"""Countries and territories by their ISO 3166 codes, under the names reports give them."""

from functools import cache

from app.vocabulary.spelling import folded
from app.vocabulary.tables import Row, table, texts

_FILE = "countries.toml"


@cache
def countries() -> dict[str, tuple[str, ...]]:
    """Every code with its names, the common one first."""
    named = table(_FILE)["countries"]
    assert isinstance(named, dict)
    row: Row = named
    return {code: texts(row, code) for code in row}


def country_code(name: str) -> str | None:
    """The ISO code meant by a name, an alias or a code in any case; `None` where none is.

    This reads a field that holds a country, never running text: "it" would be Italy.
    """
    return _codes().get(folded(name))


def country_names(code: str) -> tuple[str, ...]:
    """The names of a code, the common one first; empty where no country has it."""
    return countries().get(code.upper(), ())


@cache
def _codes() -> dict[str, str]:
    codes = {folded(code): code for code in countries()}
    for code, names in countries().items():
        codes.update({folded(name): code for name in names})
    return codes
