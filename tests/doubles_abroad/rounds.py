"""One round of a source against a double, through the same door that `collect` takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.coverage import CoverageState
from app.domain.sources import Source
from app.pipeline.collect import Asked, SourceSum, collect_source
from app.store.collecting import RoundOutcome
from app.store.coverage import Coverage
from tests.gazette import outward_to
from tests.servers import Script, Server, serving
from tests.workspaces import Desk

# The desk's clock begins on 1 March 2026 at noon, UTC.
TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)


@dataclass(slots=True)
class Follower:
    """A desk that follows one source, whose sites are all at one server."""

    desk: Desk
    source: Source
    server: Server

    def collect(self, since: date | None = None, until: date | None = None) -> SourceSum:
        """Ask for what is due, or for days."""
        collector = self.desk.tracker.collector(wait=lambda _seconds: None)
        return collect_source(collector, self.source, Asked(since=since, until=until, again=True))

    def states(self, first_on: date, last_on: date) -> dict[date, CoverageState]:
        """What is known of days."""
        with self.desk.tracker.store.reader() as connection:
            days = Coverage(connection).days(self.source.key, first_on, last_on)
        return {day.on: day.state for day in days}

    def asked(self) -> list[str]:
        """The paths asked for so far."""
        return [one.path for one in self.server.asked if one.path != "/robots.txt"]


@contextmanager
def following(desk: Desk, source: Source, script: Script, *sites: str) -> Iterator[Follower]:
    """A desk that asks a script for everything these sites publish, without waiting in between."""
    at_once = replace(source, pace=timedelta(0), obeys_robots=False)
    with serving(script) as server:
        tracker = replace(desk.tracker, outward=outward_to(server, *sites))
        yield Follower(desk=replace(desk, tracker=tracker), source=at_once, server=server)


def outcome(done: SourceSum) -> RoundOutcome:
    """How the one round of a collecting ended."""
    (only,) = done.rounds
    assert only.outcome is not None
    return only.outcome


def problems(done: SourceSum) -> str:
    """Everything that a collecting says stood in its way."""
    return "\n".join(problem for one in done.rounds for problem in one.problems)
