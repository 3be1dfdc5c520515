"""A full disk ends an import with one plain sentence, and the next import goes on from there."""

import json
import os
import random
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.material import first_folder
from tests.crash.stable import Stable, opened
from tests.databases import missing

FILLS, FILLS_AT_GATE = 6, 100
_SIZE = 8 * 1024 * 1024
_SEED = 20_261_120
_DONE, _FAILED, _ATTENTION = 0, 1, 3


@pytest.fixture(scope="module")
def stable() -> Iterator[Stable]:
    with opened() as running:
        if why := running.why_not():
            missing(why)
        yield running


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight mebibytes, where this machine lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small disk needs root: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def _resumes(stable: Stable, disk: Path, place: Path, fills: int) -> None:
    papers = first_folder(place / "papers")
    clean = _workspace(place / "clean")
    said = str(place / "said.txt")
    command = ["import", str(papers), "--json"]
    assert stable.run(command, clean, output=said).code == _ATTENTION
    wanted = _digest(stable, clean, place)
    need = sum(path.stat().st_size for path in (place / "clean").rglob("*") if path.is_file())
    dice = random.Random(_SEED)
    failed = 0
    for number in range(fills):
        free = dice.randint(need * number // fills, need * (number + 1) // fills)
        filler = disk / "filler"
        home = disk / "home"
        subprocess.run(["rm", "-rf", str(home), str(filler)], check=True)
        filler.write_bytes(bytes(_SIZE - free - 64 * 1024))
        workspace = _workspace(home)
        code = stable.run(command, workspace, output=said).code
        told = Path(said).read_text()
        assert code in (_FAILED, _ATTENTION), told
        failed += code == _FAILED
        assert "Traceback" not in told, f"{free:,} bytes free: {told[-3_000:]}"
        filler.unlink()
        _is_sound(home / "onrecord.db")
        assert stable.run(command, workspace, output=said).code == _ATTENTION, Path(
            said
        ).read_text()
        assert _digest(stable, workspace, place) == wanted, f"{free:,} bytes free"
    assert failed > fills // 3


def _workspace(home: Path) -> dict[str, str]:
    return {
        "ONRECORD_HOME": str(home),
        "ONRECORD_DATABASE_URL": f"sqlite:///{home / 'onrecord.db'}",
    }


def _digest(stable: Stable, workspace: dict[str, str], place: Path) -> str:
    said = place / "digest.json"
    assert stable.run(["export", "--digest", "--json"], workspace, output=str(said)).code == _DONE
    return str(json.loads(said.read_text())["digest"])


def _is_sound(path: Path) -> None:
    if not path.exists() or os.path.getsize(path) == 0:
        return
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_an_import_onto_a_full_disk_says_so_and_the_next_one_goes_on(
    stable: Stable, small_disk: Path, tmp_path: Path
) -> None:
    _resumes(stable, small_disk, tmp_path, FILLS)


@pytest.mark.gate
def test_an_import_onto_a_disk_that_fills_anywhere_goes_on(
    stable: Stable, small_disk: Path, tmp_path: Path
) -> None:
    _resumes(stable, small_disk, tmp_path, FILLS_AT_GATE)
