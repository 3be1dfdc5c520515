"""A desk that asks doubles instead of publishers: what a round brings, and which days it proves."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from app.domain.coverage import CoverageState
from app.domain.sources import Source
from app.pipeline.collect import Asked, collect_source
from app.pipeline.outward import Outward
from app.pipeline.rounds import RoundSum
from app.store.coverage import Coverage
from tests.servers import Asked as Question
from tests.servers import Server, serving
from tests.workspaces import Desk

Double = Callable[[Question], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Asking:
    """A source asked at its double; the desk is a person's, who sees what came."""

    desk: Desk
    source: Source
    server: Server

    def collect(self, **asked: object) -> RoundSum:
        """One round of what is due, or of days that a person asks for."""
        rounds = self.collect_all(**asked)
        assert len(rounds) == 1
        return rounds[0]

    def collect_all(self, **asked: object) -> tuple[RoundSum, ...]:
        """All rounds of what is due, or of days that a person asks for."""
        collector = self.desk.tracker.collector(wait=lambda _seconds: None)
        done = collect_source(collector, self.source, Asked(**asked))  # type: ignore[arg-type]  # a test names fields of Asked
        return done.rounds

    def states(self, first_on: date, last_on: date) -> dict[date, CoverageState]:
        """What is known of days."""
        with self.desk.tracker.store.reader() as connection:
            days = Coverage(connection).days(self.source.key, first_on, last_on)
        return {day.on: day.state for day in days}

    def paths(self, containing: str = "") -> list[str]:
        """The paths asked for so far that hold some words."""
        return [one.path for one in self.server.asked if containing in one.path]


@contextmanager
def asking(desk: Desk, source: Source, double: Double, *sites: str) -> Iterator[Asking]:
    """The source, its sites answered by the double, until the block ends; nobody waits."""
    hurried = replace(source, secret=None)
    with serving(double) as server:
        outward = Outward(
            policy=server.policy,
            mirrors=tuple((site, server.url("").rstrip("/")) for site in sites),
            body_limit=32 * 1024 * 1024,
        )
        with desk.tracker.store.transaction(desk.clock) as transaction:
            transaction.sources.add(hurried, at=transaction.opened_at)
        tracker = replace(desk.tracker, modules=(hurried,), outward=outward)
        yield Asking(desk=replace(desk, tracker=tracker), source=hurried, server=server)
