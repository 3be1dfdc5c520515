"""What the command line says to someone who has never seen it, or who is about to go wrong."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import application
from tests.pages import material
from tests.recorded import ROOT

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


def test_an_index_that_is_gone_is_never_taken_for_an_empty_workspace(
    shell: Shell, desk_folder: Path, tmp_path: Path
) -> None:
    shell("import", desk_folder)
    shutil.rmtree(tmp_path / "home" / "index")
    said = shell("search", "zephyr").stdout
    assert "The index has not followed what is held" in said
    assert "Nothing is held" not in said
    shell("process")
    assert "Zephyr denied everything" in shell("search", "zephyr").stdout


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


def test_where_nothing_is_held_each_command_says_so_in_a_sentence(shell: Shell) -> None:
    assert shell("lists").stdout.startswith("No list is held here")
    assert "Nothing held here answers that." in shell("timeline", "chips").stdout
    missing = shell("list", "us-el").exception
    assert str(missing) == "no snapshot of us-el (Entity List) is held here; import a file of it"


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
    assert any(line.endswith("/desk/report.txt") for line in done.stdout.splitlines())
    assert "8 files, 5 of them not read" in done.stdout


def test_an_import_says_what_nobody_vouched_for(shell: Shell, desk_folder: Path) -> None:
    rule = desk_folder / "rule.json"
    assert "--source us-fr" in shell("import", rule).stderr
    assert "--source us-fr" not in shell("import", rule).stderr
    assert "--source" not in shell("import", rule, "--source", "us-fr").stderr
    assert "authentic" in shell("search", "quays").stdout
    assert "--source" not in shell("import", desk_folder / "report.txt").stderr


def test_a_demonstration_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "demo"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    with subprocess.Popen(
        command, env={**kept, "TMPDIR": str(tmp_path)}, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as demo:
        assert demo.stderr is not None
        assert "OnRecord is at http://127.0.0.1:" in demo.stderr.readline()
        assert list(tmp_path.glob("onrecord-demo-*"))
        demo.terminate()
        assert demo.wait(timeout=30) == 128 + signal.SIGTERM
    assert not list(tmp_path.glob("onrecord-demo-*"))
