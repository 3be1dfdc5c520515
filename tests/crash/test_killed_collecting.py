"""Collecting killed at any write, and run again, leaves what an undisturbed run leaves."""

import itertools
import json
import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.store.engine import Store
from app.store.sources import AddedFeed
from tests.crash.stable import Stable, opened
from tests.databases import missing
from tests.postgres import create_database, drop_database
from tests.servers import Asked, Server, answering, serving

KILLS, KILLS_AT_GATE = 2, 100
_SEED = 20_261_120
_FEEDS = ("news-one", "news-two")
# A host each, so that neither waits for the other's turn.
_SITES = {name: f"https://{name}.example.com" for name in _FEEDS}
_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def stable() -> Iterator[Stable]:
    with opened() as running:
        if why := running.why_not():
            missing(why)
        yield running


def _day(number: int) -> str:
    return f"{datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number):%d %b %Y}"


def _feed(name: str, week: int) -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{name}-{number}</guid><title>Part {number}</title>"
        f"<link>{_SITES[name]}/{number}</link><description>What {name} says of number {number}, "
        f"and licences{' again' if number == 3 else ''} in week {week if number == 3 else 1}."
        f"</description><pubDate>{_day(number)} 07:00:00 GMT</pubDate></item>"
        for number in reversed(range(6 + 2 * week))
    )
    return (
        f"<rss version='2.0'><channel><title>{name}</title><link>{_SITES[name]}/</link>{items}"
        "</channel></rss>"
    ).encode()


@dataclass(slots=True)
class Bench:
    """Where collecting is run: a publisher of two feeds, and a new workspace for every run."""

    stable: Stable
    place: Path
    server: Server
    postgres: str | None
    week: list[int]
    made: Iterator[int] = field(default_factory=itertools.count)

    def workspace(self) -> dict[str, str]:
        """The environment of a new workspace that follows the two feeds, and nothing else."""
        home = self.place / f"home-{next(self.made)}"
        home.mkdir()
        url = f"sqlite:///{home / 'onrecord.db'}"
        if self.postgres is not None:
            url = create_database(self.postgres)
        environment = {
            "ONRECORD_HOME": str(home),
            "ONRECORD_DATABASE_URL": url,
            "ONRECORD_EGRESS_ALLOW": f"127.0.0.1:{self.server.port}",
            "ONRECORD_MIRROR": " ".join(
                f"{site}=http://127.0.0.1:{self.server.port}" for site in _SITES.values()
            ),
            "ONRECORD_SOURCES": ",".join(_FEEDS),
        }
        self.follow(url)
        return environment

    def follow(self, url: str) -> None:
        """Add the feeds as a person does."""
        with closing(Store(url)) as store:
            store.migrate()
            with store.transaction(lambda: _AT) as transaction:
                for key in _FEEDS:
                    feed = AddedFeed(
                        key=SourceKey(key),
                        title=key,
                        url=f"{_SITES[key]}/{key}.rss",
                        jurisdiction="none",
                        standing=Standing.REPORT,
                        weight="unattributed",
                        owner=None,
                        zone="UTC",
                    )
                    transaction.sources.add_feed(feed, at=_AT)

    def collect(self, workspace: dict[str, str], week: int, last: int | None = None) -> int:
        """Ask both feeds as they are that week; the writes begun."""
        self.week[0] = week
        self.let_go(workspace)
        said = self.place / "said.txt"
        named = [part for key in _FEEDS for part in ("--source", key)]
        command = ["collect", *named, "--json"]
        ended = self.stable.run(command, workspace, output=str(said), last=last)
        assert ended.code == (0 if last is None else ended.code), said.read_text()
        assert ended.code in (0, None), said.read_text()
        return ended.writes

    def let_go(self, workspace: dict[str, str]) -> None:
        """Time passes between two runs: no host is waiting to be asked again."""
        with closing(Store(workspace["ONRECORD_DATABASE_URL"])) as store:
            engine = store.writing_engine
            with engine.begin() as connection:
                connection.exec_driver_sql("DELETE FROM host")

    def digest(self, workspace: dict[str, str]) -> str:
        """The digest of all that is held, search results included."""
        said = self.place / "digest.json"
        ended = self.stable.run(["export", "--digest", "--json"], workspace, output=str(said))
        assert ended.code == 0, said.read_text()
        return str(json.loads(said.read_text())["digest"])

    def clear(self, workspace: dict[str, str]) -> None:
        """Let a database go that is not a file."""
        if self.postgres is not None:
            drop_database(self.postgres, workspace["ONRECORD_DATABASE_URL"])


@pytest.fixture
def bench(
    stable: Stable, database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Bench]:
    week = [1]

    def answer(asked: Asked) -> list[bytes]:
        name = asked.path.removeprefix("/").removesuffix(".rss")
        if name not in _FEEDS:
            return answering(status=404)
        return answering(_feed(name, week[0]), headers={"Content-Type": "application/rss+xml"})

    is_postgres = database == "postgres"
    postgres: str | None = request.getfixturevalue("postgres_server") if is_postgres else None
    with serving(answer) as server:
        yield Bench(stable=stable, place=tmp_path, server=server, postgres=postgres, week=week)


def _survives(bench: Bench, kills: int) -> None:
    """Week after week, killed once in each, and run again: as if nothing had ever happened."""
    undisturbed, workspace = bench.workspace(), bench.workspace()
    dice = random.Random(_SEED)
    killed = 0
    for week in range(1, kills + 1):
        writes = bench.collect(undisturbed, week)
        # Another stretch of the run in every week, so that no part of it goes untried.
        last = dice.randint(writes * (week - 1) // kills + 1, writes * week // kills)
        killed += bench.collect(workspace, week, last) == last
        bench.collect(workspace, week)
        if week == 1:
            assert bench.digest(workspace) == bench.digest(undisturbed), f"killed at {last}"
    assert bench.digest(workspace) == bench.digest(undisturbed)
    assert killed >= 0.6 * kills
    for one in (undisturbed, workspace):
        bench.clear(one)


def test_collecting_killed_at_a_random_write_is_made_good_by_the_next(bench: Bench) -> None:
    _survives(bench, KILLS)


@pytest.mark.gate
def test_collecting_killed_at_any_of_a_hundred_writes_is_made_good(bench: Bench) -> None:
    _survives(bench, KILLS_AT_GATE)
