"""The tables of this room are files beside it; this reads them, once each."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from app.errors import FormatError

Row = Mapping[str, object]


@cache
def table(name: str) -> Row:
    """A table of this room by its file's name, such as `kinds.toml`."""
    return tomllib.loads(files("app.vocabulary").joinpath(name).read_text(encoding="utf-8"))


def rows(name: str, *path: str) -> Iterator[tuple[str, Row]]:
    """The named rows below a heading of a table, in the file's order."""
    found: object = table(name)
    for step in path:
        found = _section(found, name, step)[step]
    for key, row in _section(found, name, ".".join(path)).items():
        yield key, _section(row, name, key)


def rows_of_texts(name: str, *path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The named lists of words below a heading of a table, in the file's order."""
    found: object = table(name)
    for step in path:
        found = _section(found, name, step)[step]
    row = _section(found, name, ".".join(path))
    for key in row:
        yield key, texts(row, key)


def text(row: Row, key: str) -> str:
    """A row's words under a key it must have."""
    value = row.get(key)
    if not isinstance(value, str):
        raise FormatError(f"a row of the vocabulary lacks the words `{key}`; correct its table")
    return value


def texts(row: Row, key: str) -> tuple[str, ...]:
    """A row's list of words under a key, empty where the row has none."""
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise FormatError(f"`{key}` in the vocabulary is no list of words; correct its table")
    return tuple(value)


def _section(value: object, name: str, where: str) -> Row:
    if not isinstance(value, dict):
        raise FormatError(f"{name}: `{where}` is no table; correct the file")
    return value
