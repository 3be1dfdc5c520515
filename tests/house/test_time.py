"""`_on` is a day, `_at` is an instant, and only the clock asks what time it is."""

import ast
import dataclasses
import importlib
import pkgutil
import re
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import Date

import app.domain
from app.domain.instruments import Unsaid
from app.store.dialect import Instant
from app.store.schema import Row
from tests.house.project_files import modules

KINDS: dict[str, type] = {"_on": date, "_at": datetime}
COLUMNS: dict[str, type] = {"_on": Date, "_at": Instant}
_WALL_CLOCKS = re.compile(
    r"(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime)"
    r"|func\.(now|current_timestamp|current_date))"
)
_SQL_CLOCKS = re.compile(r"CURRENT_(TIMESTAMP|DATE|TIME)|\bnow\(\)|datetime\('now'", re.IGNORECASE)


def _fields() -> Iterator[tuple[str, object]]:
    for found in pkgutil.iter_modules(app.domain.__path__):
        module = importlib.import_module(f"app.domain.{found.name}")
        for noun in vars(module).values():
            if dataclasses.is_dataclass(noun) and noun.__module__ == module.__name__:
                hints = typing.get_type_hints(noun)
                for field in dataclasses.fields(noun):
                    yield f"{module.__name__}.{field.name}", hints[field.name]


def _members(hint: object) -> set[object]:
    """What a field can hold, where the absence of a value is left aside."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        members = set(typing.get_args(hint))
    else:
        members = {hint}
    return members - {types.NoneType, Unsaid}


def _columns(suffix: str) -> Iterator[tuple[str, object]]:
    for table in Row.metadata.tables.values():
        for column in table.columns:
            if column.name.endswith(suffix):
                yield f"{table.name}.{column.name}", column.type


def _clock_readings(source: str) -> list[str]:
    read = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _WALL_CLOCKS.search(ast.unparse(node.func)):
            read.append(f"{node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            names = {alias.name for alias in node.names}
            if names & {"time", "time_ns", "localtime", "gmtime"}:
                read.append(f"{node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Constant) and _SQL_CLOCKS.search(str(node.value)):
            read.append(f"{node.lineno}: {node.value!r}")
    return read


@pytest.mark.parametrize("suffix", KINDS)
def test_a_field_of_the_domain_holds_what_its_suffix_says(suffix: str) -> None:
    named = [(place, _members(hint)) for place, hint in _fields() if place.endswith(suffix)]
    assert named
    assert not [place for place, members in named if members != {KINDS[suffix]}]


@pytest.mark.parametrize("suffix", COLUMNS)
def test_a_column_of_the_store_holds_what_its_suffix_says(suffix: str) -> None:
    columns = dict(_columns(suffix))
    assert columns
    assert not [place for place, type_ in columns.items() if not isinstance(type_, COLUMNS[suffix])]


def test_only_the_clock_asks_the_time() -> None:
    read = {
        place: readings
        for place, text, _ in modules("app", "migrations")
        if place != "app/clock.py" and (readings := _clock_readings(text))
    }
    assert not read


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "from time import time as when",
        "select(func.now())",
        "text('SELECT CURRENT_TIMESTAMP')",
    ],
)
def test_a_planted_clock_is_found(source: str) -> None:
    assert _clock_readings(source)


@pytest.mark.parametrize("source", ["time.monotonic()", "clock()", "datetime.fromisoformat(said)"])
def test_what_asks_no_clock_is_left_in_peace(source: str) -> None:
    assert not _clock_readings(source)
