"""What the command line says to someone who has never seen it, or who is about to go wrong."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import application
from tests.pages import material

Shell = Callable[..., Result]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A command line over a workspace of its own."""
    kept = {name: None for name in os.environ if name.startswith("ONRECORD_")}
    home = {"ONRECORD_HOME": str(tmp_path / "home"), "ONRECORD_WORKSPACE": "test"}
    runner = CliRunner(env={**kept, **home})
    return lambda *said: runner.invoke(application, [str(one) for one in said])


@pytest.fixture
def desk_folder(tmp_path: Path) -> Path:
    """A list, a rule, a report, and files of no kind we know."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "parties.csv").write_text(material.parties("Zephyr Winches", "Quoin Hawsers"))
    (folder / "rule.json").write_text(material.notice())
    (folder / "report.txt").write_text("Zephyr denied everything.")
    for number in range(5):
        (folder / f"unknown-{number}.bin").write_bytes(bytes([0, 255, number]))
    return folder


def test_a_search_in_an_empty_workspace_says_how_to_fill_it(shell: Shell) -> None:
    said = shell("search", "chips").stdout
    assert "Nothing is held in this workspace yet" in said
    assert "onrecord import PATH" in said


def test_a_search_that_finds_nothing_says_which_condition_is_to_blame(
    shell: Shell, desk_folder: Path
) -> None:
    shell("import", desk_folder)
    said = shell("search", "zephyr kind:rule").stdout
    assert "Nothing among the 2 documents held answers that" in said
    assert "zephyr: found in 1; the rest of the question in 1" in said


def test_a_search_for_a_name_says_that_it_is_listed(shell: Shell, desk_folder: Path) -> None:
    shell("import", desk_folder)
    said = shell("search", "zephyr").stdout
    assert "1 of 1 documents" in said
    assert "1 entry of a list also answers: add kind:list_entry" in said
    assert "Zephyr Winches" in shell("search", "zephyr kind:list_entry").stdout


def test_counts_are_printed_only_of_what_has_any(shell: Shell, desk_folder: Path) -> None:
    shell("import", desk_folder)
    said = shell("search", "zephyr", "--facets").stdout
    assert "kind: report 1" in said
    assert "agency:" not in said


def test_an_import_tells_each_problem_once_and_never_breaks_a_path(
    shell: Shell, desk_folder: Path
) -> None:
    done = shell("import", desk_folder)
    assert done.exit_code == 3
    assert done.output.count("no kind we know, so") == 1
    assert "unknown-2.bin and 2 more: this is no kind we know" in done.output
    assert f"{os.path.relpath(desk_folder / 'report.txt')}\n" in done.stdout
    assert "8 files, 5 of them not read" in done.stdout


def test_an_import_says_what_nobody_vouched_for(shell: Shell, desk_folder: Path) -> None:
    rule = desk_folder / "rule.json"
    assert "--source us-fr" in shell("import", rule).stderr
    assert "--source us-fr" not in shell("import", rule).stderr
    assert "--source" not in shell("import", rule, "--source", "us-fr").stderr
    assert "authentic" in shell("search", "quays").stdout
    assert "--source" not in shell("import", desk_folder / "report.txt").stderr
