"""Whatever bytes are handed over, a reader reads them or says why not, soon and in little room."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.errors import FormatError
from app.pipeline.isolated import Limits, open_apart
from tests.property.bombs import BOMBS
from tests.recorded import ROOT

MUTATED, MUTATED_AT_GATE = 150, 5_000
_LONGEST_CASE_SECONDS = 5.0
_LONGEST_RUN_SECONDS = 1_200.0
_MOST_MEMORY = 512 * 1024 * 1024
_SEED = 20_261_120


def _told(arguments: list[str]) -> list[dict[str, object]]:
    """What the process under limits tells; one that hangs fails the test."""
    command = [sys.executable, "-m", "tests.property.hostile", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=_LONGEST_RUN_SECONDS
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def _survive(count: int, folder: Path, *shared: str) -> None:
    (told,) = _told(["mutated", str(count), str(_SEED), str(folder), *shared])
    assert told["faults"] == []
    assert told["cases"] == count
    assert float(str(told["slowest"])) < _LONGEST_CASE_SECONDS, told["slowest_case"]
    assert int(str(told["peak"])) < _MOST_MEMORY
    ends = told["ends"]
    assert isinstance(ends, dict)
    # A run in which nearly everything was refused at the door has tried no reader.
    assert ends.get("unknown", 0) < 0.6 * count
    assert len(ends) > 8


def test_changed_files_of_our_own_are_read_or_refused(tmp_path: Path) -> None:
    _survive(MUTATED, tmp_path)


def test_changed_files_of_publishers_are_read_or_refused(tmp_path: Path, shared: Path) -> None:
    _survive(MUTATED, tmp_path, str(shared))


@pytest.mark.gate
def test_five_thousand_changed_files_of_our_own_are_read_or_refused(tmp_path: Path) -> None:
    _survive(MUTATED_AT_GATE, tmp_path)


@pytest.mark.gate
def test_five_thousand_changed_files_of_publishers_are_read_or_refused(
    tmp_path: Path, shared: Path
) -> None:
    _survive(MUTATED_AT_GATE, tmp_path, str(shared))


def test_a_bomb_is_bounded_and_the_refusal_says_where_and_what_to_do(tmp_path: Path) -> None:
    told = {str(one["name"]): one for one in _told(["bombs", str(tmp_path)])}
    wrong: list[str] = []
    for bomb in BOMBS:
        one = told[bomb.name]
        said = one["said"]
        assert isinstance(said, list)
        if one["code"] != 0 or not said:
            wrong.append(f"{bomb.name} ended the process ({one['code']})")
            continue
        if float(str(one["seconds"])) > 2 * _LONGEST_CASE_SECONDS:
            wrong.append(f"{bomb.name} took {one['seconds']} s")
        if int(str(one["peak"])) > _MOST_MEMORY:
            wrong.append(f"{bomb.name} took {one['peak']} bytes")
        problem = said[0]["problem"]
        if problem is None and not bomb.readable:
            wrong.append(f"{bomb.name} was read: {said[0]}")
        if problem is not None and ("; " not in problem or "please report" in problem):
            wrong.append(f"{bomb.name} does not say what to do: {problem}")
        if "root:" in json.dumps(said):
            wrong.append(f"{bomb.name} let a file of the machine in")
    assert wrong == []


def hang(_body: bytes) -> bytes:
    """Stand for an opener that never ends."""
    while True:
        time.process_time()


def swell(_body: bytes) -> bytes:
    """Stand for an opener that takes all the memory there is."""
    held = []
    while True:
        held.append(bytes(64 * 1024 * 1024))


def crash(_body: bytes) -> bytes:
    """Stand for an opener that breaks in native code."""
    import ctypes

    ctypes.string_at(0)
    return b""


def double(body: bytes) -> bytes:
    """Stand for an opener that does its work."""
    return body * 2


def test_what_opens_in_a_child_comes_back_as_bytes() -> None:
    assert open_apart(double, b"ab") == b"abab"


def test_a_child_that_hangs_swells_or_crashes_is_a_refusal_and_not_our_end() -> None:
    with pytest.raises(FormatError, match=r"within 2 seconds.*; split it"):
        open_apart(hang, b"", Limits(seconds=2))
    with pytest.raises(FormatError, match=r"more than 256 MiB.*; split it"):
        open_apart(swell, b"", Limits(memory=256 * 1024 * 1024))
    with pytest.raises(FormatError, match=r"SIGSEGV.*report it"):
        open_apart(crash, b"")
