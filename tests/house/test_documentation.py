"""What a person can set or call is written down where they will look for it."""

import importlib
import re
from collections.abc import Iterator, Mapping

import typer

from app.formats.mapping import read_mapping
from app.settings import Settings
from tests.house.project_files import project_texts
from tests.recorded import ROOT

_VARIABLE = re.compile(r"\bONRECORD_[A-Z][A-Z_]*[A-Z]\b")


def _commands(command: object, path: str) -> Iterator[str]:
    parts: Mapping[str, object] | None = getattr(command, "commands", None)
    if parts is None:
        yield path
    else:
        for name, part in parts.items():
            yield from _commands(part, f"{path} {name}")


def _all_commands() -> list[str]:
    shell = importlib.import_module("app.cli.main")
    told = [value for value in vars(shell).values() if isinstance(value, typer.Typer)]
    return [path for each in told for path in _commands(typer.main.get_command(each), "onrecord")]


def _documentation() -> str:
    """README and docs with every run of white space as one space."""
    texts = [
        text
        for place, text in project_texts()
        if place == "README.md" or (place.startswith("docs/") and place.endswith(".md"))
    ]
    return re.sub(r"\s+", " ", " ".join(texts))


def test_every_command_is_documented() -> None:
    commands = _all_commands()
    assert commands
    documentation = _documentation()
    unsaid = [path for path in commands if not re.search(rf"{path}\b", documentation)]
    assert not unsaid


def test_the_mapping_that_the_readme_shows_can_be_read() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    mapping = read_mapping(shown)
    assert mapping.source == "my-clippings"
    assert mapping.keys("title") == ("headline", "title")


def test_every_setting_is_explained_to_operators() -> None:
    operating = (ROOT / "docs" / "operating.md").read_text()
    settings = [f"ONRECORD_{name.upper()}" for name in Settings.model_fields]
    assert not [name for name in settings if f"`{name}`" not in operating]


def test_every_variable_that_is_read_is_explained() -> None:
    explained = (ROOT / "docs" / "operating.md").read_text() + (
        ROOT / "CONTRIBUTING.md"
    ).read_text()
    read = {
        (variable, place)
        for place, text in project_texts()
        if place.startswith(("app/", "tests/", "benchmarks/", ".ci/", "Makefile"))
        for variable in _VARIABLE.findall(text)
    }
    assert read
    assert not sorted(found for found in read if f"`{found[0]}" not in explained)
