"""The requirement files fix versions by hash, name no address, and follow pyproject.toml."""

import re
import tomllib
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.recorded import ROOT

_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.+!-]+)( ; [^\\]+)? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def _lines(name: str) -> tuple[str, ...]:
    return tuple((ROOT / "requirements" / f"{name}.txt").read_text().splitlines())


def _pins(name: str) -> dict[str, set[Version]]:
    """Versions by package; a package may have one version for each of several platforms."""
    pins: dict[str, set[Version]] = {}
    for line in _lines(name):
        if pin := _PIN.fullmatch(line):
            pins.setdefault(_folded(pin["name"]), set()).add(Version(pin["version"]))
    return pins


def _wanted(*extras: str) -> list[Requirement]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = [*told["project"]["dependencies"], *told["dependency-groups"]["build"]]
    for extra in extras:
        listed += told["project"]["optional-dependencies"][extra]
    return [Requirement(line) for line in listed]


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_requirement_file_holds_pins_and_hashes_and_nothing_else(name: str) -> None:
    odd = [line for line in _lines(name) if not (_PIN.fullmatch(line) or _HASH.fullmatch(line))]
    assert not odd


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_pin_has_a_hash(name: str) -> None:
    lines = _lines(name)
    pinned = [index for index, line in enumerate(lines) if _PIN.fullmatch(line)]
    assert pinned
    assert all(_HASH.fullmatch(lines[index + 1]) for index in pinned)


@pytest.mark.parametrize(("name", "extras"), [("run", ()), ("test", ("test",))])
def test_what_pyproject_asks_for_is_pinned(name: str, extras: tuple[str, ...]) -> None:
    pins = _pins(name)
    unmet = [
        str(wanted)
        for wanted in _wanted(*extras)
        if not any(wanted.specifier.contains(v) for v in pins.get(_folded(wanted.name), ()))
    ]
    assert not unmet, "compile the requirement files anew: make requirements"


def test_tests_run_on_the_versions_that_people_run() -> None:
    run, test = _pins("run"), _pins("test")
    assert run == {name: test.get(name) for name in run}
