"""One command sets everything up, and says plainly where it cannot."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.recorded import ROOT


def _run(*command: str, **changed: str) -> tuple[int, str]:
    # A `make` that runs these tests hands its own options and variables down.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=kept | changed,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_integration_refuses_recorded_material_that_is_not_there() -> None:
    code, said = _run("bash", ".ci/run", ONRECORD_SHARED="../nowhere/at-all")
    assert code == 1
    assert "../nowhere/at-all" in said


def test_running_needs_none_of_what_testing_needs(tmp_path: Path) -> None:
    code, said = _run("make", "--dry-run", "demo", f"VENV={tmp_path / 'fresh'}")
    assert code == 0
    assert "requirements/run.txt" in said
    assert "requirements/test.txt" not in said


def test_a_folder_that_is_no_environment_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    code, said = _run("make", "setup", f"VENV={tmp_path}")
    assert code != 0
    assert "no Python environment" in said
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    code, said = _run("make", "setup", f"VENV={tmp_path / 'fresh'}", "PYTHON=python-of-no-kind")
    assert code != 0
    assert "No Python 3.11 or newer was found" in said
    assert not (tmp_path / "fresh").exists()


@pytest.mark.parametrize("target", ["demo", "run", "test", "check", "bench", "gate"])
def test_every_target_is_listed_for_who_types_make_alone(target: str) -> None:
    code, said = _run("make", "--no-print-directory")
    assert code == 0
    assert f"make {target} " in said
