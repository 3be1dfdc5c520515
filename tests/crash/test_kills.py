"""An import killed at any write, and run again, leaves what an undisturbed one leaves."""

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.crash.material import first_folder, second_folder
from tests.crash.stable import Stable, opened
from tests.databases import missing
from tests.postgres import create_database, drop_database

KILLS, KILLS_AT_GATE = 10, 200
_SEED = 20_261_120
_ATTENTION = 3  # the folder holds broken files, which an import says


@pytest.fixture(scope="module")
def stable() -> Iterator[Stable]:
    with opened() as running:
        if why := running.why_not():
            missing(why)
        yield running


@dataclass(slots=True)
class Bench:
    """Where imports are run: two states of one folder, and a new workspace for every run."""

    stable: Stable
    place: Path
    server: str | None
    made: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        first_folder(self.place / "week-1")
        second_folder(self.place / "week-2")

    def workspace(self) -> dict[str, str]:
        """The environment of a workspace that is not there yet, tables included."""
        home = self.place / f"home-{next(self.made)}"
        home.mkdir()
        url = f"sqlite:///{home / 'onrecord.db'}"
        if self.server is not None:
            url = create_database(self.server)
        return {"ONRECORD_HOME": str(home), "ONRECORD_DATABASE_URL": url}

    def hand_over(self, workspace: dict[str, str], week: int, last: int | None = None) -> int:
        """Import the folder as it is that week, from the same path always; the writes begun."""
        papers = self.place / "papers"
        papers.unlink(missing_ok=True)
        papers.symlink_to(self.place / f"week-{week}")
        said = self.place / "said.txt"
        command = ["import", str(papers), "--json"]
        ended = self.stable.run(command, workspace, output=str(said), last=last)
        wanted = _ATTENTION if last is None else None
        assert ended.code == wanted, said.read_text()
        return ended.writes

    def digest(self, workspace: dict[str, str]) -> str:
        """The digest of all that is held, search results included."""
        said = self.place / "digest.json"
        ended = self.stable.run(["export", "--digest", "--json"], workspace, output=str(said))
        assert ended.code == 0, said.read_text()
        return str(json.loads(said.read_text())["digest"])

    def clear(self, workspace: dict[str, str]) -> None:
        """Let a database go that is not a file."""
        if self.server is not None:
            drop_database(self.server, workspace["ONRECORD_DATABASE_URL"])


@pytest.fixture
def bench(stable: Stable, database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    is_postgres = database == "postgres"
    server: str | None = request.getfixturevalue("postgres_server") if is_postgres else None
    return Bench(stable=stable, place=tmp_path, server=server)


def _survives(bench: Bench, kills: int) -> None:
    undisturbed = bench.workspace()
    writes = [bench.hand_over(undisturbed, week) for week in (1, 2)]
    wanted = bench.digest(undisturbed)
    bench.hand_over(undisturbed, 2)
    assert bench.digest(undisturbed) == wanted
    dice = random.Random(_SEED)
    total = sum(writes)
    killed = 0
    for number in range(kills):
        # One kill in each equal stretch of the run, so that no part of it goes untried.
        last = dice.randint(total * number // kills + 1, total * (number + 1) // kills)
        week = 1 if last <= writes[0] else 2
        workspace = bench.workspace()
        if week == 2:
            bench.hand_over(workspace, 1)
            last -= writes[0]
        killed += _killed(bench, workspace, week, last)
        if number % 4 == 3:
            # What is killed while it makes good an earlier kill is made good as well.
            _killed(bench, workspace, week, dice.randint(1, last))
        bench.hand_over(workspace, week)
        if week == 1:
            bench.hand_over(workspace, 2)
        assert bench.digest(workspace) == wanted, f"killed at write {last} of week {week}"
        bench.clear(workspace)
    bench.clear(undisturbed)
    assert killed >= 0.9 * kills


def _killed(bench: Bench, workspace: dict[str, str], week: int, last: int) -> bool:
    """Kill an import at a write; one that has less left to write ends by itself."""
    papers = bench.place / "papers"
    papers.unlink(missing_ok=True)
    papers.symlink_to(bench.place / f"week-{week}")
    ended = bench.stable.run(["import", str(papers), "--json"], workspace, last=last)
    assert ended.code in (None, _ATTENTION)
    return ended.code is None


def test_an_import_killed_at_a_random_write_is_made_good_by_the_next(bench: Bench) -> None:
    _survives(bench, KILLS)


@pytest.mark.gate
def test_an_import_killed_at_any_of_two_hundred_writes_is_made_good(bench: Bench) -> None:
    _survives(bench, KILLS_AT_GATE)
