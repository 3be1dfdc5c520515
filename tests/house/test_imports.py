"""The floors of the house hold, and the contracts that say so report what breaks them."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.recorded import ROOT

# For each contract, the module that a careless hand might change, and what it might add.
PLANTS = {
    "The house has floors: imports only go down": {"domain/planted.py": "import app.pipeline"},
    "Sources do not know each other": {
        "sources/planted_one.py": "import app.sources.planted_two",
        "sources/planted_two.py": "",
    },
    "SQL is written in two rooms": {"pipeline/planted.py": "import sqlalchemy"},
    "The pure rooms touch nothing": {"formats/planted.py": "import os"},
    "Only egress opens connections": {"queries/planted.py": "import ssl"},
    "Only the front doors know HTTP frameworks and shells": {"store/planted.py": "import typer"},
    "Settings are read once, in bootstrap": {"pipeline/planted.py": "import app.settings"},
    "No room imports in a circle": {
        "pipeline/planted.py": "import app.queries.planted",
        "queries/planted.py": "import app.pipeline.planted",
    },
}
_RUN = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def _contracts() -> list[str]:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["name"] for contract in configured["tool"]["importlinter"]["contracts"]]


def _lint(house: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "--no-logo", "--no-cache"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_imports_only_go_where_the_house_lets_them() -> None:
    code, said = _lint(ROOT)
    assert code == 0, said


def test_every_contract_has_been_seen_to_break() -> None:
    assert sorted(PLANTS) == sorted(_contracts())


@pytest.mark.parametrize("contract", PLANTS)
def test_a_planted_violation_is_reported(contract: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    for place, source in PLANTS[contract].items():
        (tmp_path / "app" / place).write_text(f'"""Planted."""\n\n{source}\n')
    code, said = _lint(tmp_path)
    assert code == 1, said
    assert f"{contract} BROKEN" in said


@pytest.mark.parametrize("module", ["urllib.request", "http.client"])
def test_the_standard_librarys_own_connections_are_banned_too(module: str) -> None:
    planted = f'"""Planted."""\n\nimport {module}\n\nprint({module})\n'
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", "app/queries/planted.py", "-"],
        cwd=ROOT,
        input=planted,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "TID251" in done.stdout
