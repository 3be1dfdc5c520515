"""Rounds against an invented gazette: what arrives, what proves a day, and what proves nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from app.domain.coverage import CoverageState
from app.domain.sources import Expectation, Source
from app.pipeline.collect import Asked, SourceSum, collect_source
from app.store.collecting import RoundOutcome
from app.store.coverage import Coverage
from tests.gazette import GAZETTE, KEY, Gazette, following, publishing
from tests.servers import Asked as Question
from tests.servers import Server, answering
from tests.workspaces import Desk

# The desk's clock begins on 1 March 2026 at noon, UTC.
TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)


@dataclass(slots=True)
class Follower:
    """A desk that follows the gazette, whose clock the test moves."""

    desk: Desk
    gazette: Gazette
    server: Server

    def collect(self, source: Source = GAZETTE, **asked: object) -> SourceSum:
        """Ask the gazette for what is due, or for days."""
        collector = self.desk.tracker.collector(wait=lambda _seconds: None)
        return collect_source(collector, source, Asked(**asked))  # type: ignore[arg-type]  # a test names fields of Asked

    def states(self, first_on: date, last_on: date) -> dict[date, CoverageState]:
        """What is known of days."""
        with self.desk.tracker.store.reader() as connection:
            days = Coverage(connection).days(KEY, first_on, last_on)
        return {day.on: day.state for day in days}

    def asked(self) -> list[str]:
        """The paths asked for so far."""
        return [one.path for one in self.server.asked]


@pytest.fixture
def follower(desk: Desk) -> Iterator[Follower]:
    gazette = Gazette()
    with publishing(gazette) as server:
        tracker = following(desk.tracker, server, GAZETTE)
        yield Follower(desk=replace(desk, tracker=tracker), gazette=gazette, server=server)


def test_a_round_brings_every_page_and_text_and_proves_the_days_behind(follower: Follower) -> None:
    follower.gazette.publish(TODAY - DAY, *(f"p{number}" for number in range(7)))
    done = follower.collect()
    (only,) = done.rounds
    assert (only.outcome, only.problems) == (RoundOutcome.WHOLE, ())
    assert (only.new, only.looks) == (7, 3 + 7)
    assert follower.states(TODAY - 5 * DAY, TODAY) == {
        TODAY - 3 * DAY: CoverageState.EMPTY,
        TODAY - 2 * DAY: CoverageState.EMPTY,
        TODAY - DAY: CoverageState.COMPLETE,
    }
    shown = follower.desk.show("xx-gazette/p0")
    assert "full words of p0" in shown.text
    assert shown.standing == "authentic"


def test_asking_again_brings_nothing_and_changes_nothing(follower: Follower) -> None:
    follower.gazette.publish(TODAY - DAY, "a", "b", "c", "d")
    follower.collect()
    before = follower.desk.digest()
    follower.desk.clock.advance(hours=6)
    (again,) = follower.collect().rounds
    assert (again.new, again.changed, again.outcome) == (0, 0, RoundOutcome.WHOLE)
    assert again.looks == 6
    assert follower.desk.digest() == before


def test_what_is_unchanged_leads_on_and_proves_as_its_bytes_did(follower: Follower) -> None:
    follower.gazette.publish(TODAY - 2 * DAY, "a", "b", "c", "d")
    follower.collect(since=TODAY - 2 * DAY, until=TODAY - 2 * DAY)
    seen = len(follower.asked())
    (again,) = follower.collect(since=TODAY - 2 * DAY, until=TODAY - 2 * DAY, again=True).rounds
    assert len(follower.asked()) - seen == 2 + 4
    assert again.days_proven == 1


def test_seventy_two_hours_down_leave_no_gap(follower: Follower) -> None:
    follower.collect()
    for back in range(4):
        follower.gazette.publish(TODAY + back * DAY, f"d{back}")
    follower.gazette.trap = lambda _asked: answering(b"<h1>Down</h1>", status=503)
    for _ in range(12):
        follower.desk.clock.advance(hours=6)
        (down,) = follower.collect().rounds
        assert down.outcome is RoundOutcome.FAILED
    follower.gazette.trap = lambda _asked: None
    follower.desk.clock.advance(hours=24)
    assert follower.collect().rounds[-1].outcome is RoundOutcome.WHOLE
    states = follower.states(TODAY, TODAY + 3 * DAY)
    assert states == {TODAY + back * DAY: CoverageState.COMPLETE for back in range(4)}


Bad = Callable[[Gazette], Callable[[Question], list[bytes] | None]]


def _only_lists(answer: Callable[[Gazette, Question], list[bytes]]) -> Bad:
    def trap_of(gazette: Gazette) -> Callable[[Question], list[bytes] | None]:
        return lambda asked: answer(gazette, asked) if asked.path.startswith("/list") else None

    return trap_of


BAD: dict[str, Bad] = {
    "an error page with status 200": _only_lists(
        lambda _gazette, _asked: answering(b"<html><h1>Request Access</h1></html>")
    ),
    "an error body": _only_lists(lambda _gazette, _asked: answering(b'{"error": "busy"}')),
    "an empty list": _only_lists(lambda _gazette, _asked: answering(b'{"papers": [], "total": 0}')),
    "a missing page": _only_lists(
        lambda gazette, asked: (
            answering(status=404) if "page=2" in asked.path else gazette.answer(asked)
        )
    ),
    "the first page for the second": _only_lists(
        lambda gazette, asked: gazette.answer(
            replace(asked, path=asked.path.replace("page=2", "page=1"))
        )
    ),
    "nothing": _only_lists(lambda _gazette, _asked: []),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_what_is_no_whole_answer_proves_no_day_and_removes_nothing(
    follower: Follower, bad: Bad
) -> None:
    follower.gazette.publish(TODAY - DAY, "a", "b", "c", "d")
    follower.collect()
    before = follower.states(TODAY - 3 * DAY, TODAY)
    follower.desk.clock.advance(days=1)
    follower.gazette.publish(TODAY, "e")
    # The window is the one of the first round, so that an address that held papers holds none.
    since = TODAY - 3 * DAY
    follower.gazette.trap = bad(follower.gazette)
    (spoiled,) = follower.collect(since=since, again=True).rounds
    assert spoiled.outcome in (RoundOutcome.FAILED, RoundOutcome.PARTIAL)
    assert spoiled.problems
    assert follower.states(TODAY - 3 * DAY, TODAY) == before
    follower.desk.index()
    assert follower.desk.search("source:xx-gazette").total in (4, 5)
    follower.gazette.trap = lambda _asked: None
    (sound,) = follower.collect(since=since, again=True).rounds
    assert sound.outcome is RoundOutcome.WHOLE
    assert follower.states(TODAY, TODAY) == {TODAY: CoverageState.COMPLETE}


def test_a_text_that_never_came_takes_its_day_and_no_other(follower: Follower) -> None:
    follower.gazette.publish(TODAY - DAY, "good")
    follower.gazette.publish(TODAY - 2 * DAY, "bad")
    follower.gazette.trap = lambda asked: (
        answering(status=404) if asked.path == "/papers/bad" else None
    )
    (done,) = follower.collect().rounds
    assert done.outcome is RoundOutcome.PARTIAL
    assert set(follower.states(TODAY - 3 * DAY, TODAY)) == {TODAY - 3 * DAY, TODAY - DAY}


def test_a_record_that_could_not_be_read_takes_the_days_of_its_listing(follower: Follower) -> None:
    body = b'{"papers": [{"on": "2026-02-28"}], "total": 1}'
    follower.gazette.trap = lambda _asked: answering(body)
    (done,) = follower.collect().rounds
    assert done.outcome is RoundOutcome.PARTIAL
    assert "could not be read" in " ".join(done.problems)
    assert follower.states(TODAY - 5 * DAY, TODAY) == {}


def test_fewer_records_than_usual_are_said_aloud(follower: Follower) -> None:
    usual = replace(GAZETTE, expects=Expectation(least=5, most=50))
    follower.gazette.publish(TODAY - DAY, "a")
    (done,) = follower.collect(usual).rounds
    assert done.outcome is RoundOutcome.WHOLE
    assert "at least 5" in done.problems[0]


def test_pages_that_lose_their_main_part_are_said_aloud(follower: Follower) -> None:
    follower.gazette.publish(TODAY - DAY, "a", "b", "c")
    follower.collect()
    follower.gazette.words.update(dict.fromkeys("ab", "Menu"))
    follower.desk.clock.advance(hours=6)
    (done,) = follower.collect().rounds
    assert done.changed == 2
    assert "2 of 2 pages" in done.problems[0]


def test_days_before_the_first_that_can_be_asked_for_are_named(follower: Follower) -> None:
    young = replace(GAZETTE, earliest_on=TODAY - 12 * DAY)
    done = follower.collect(young, since=TODAY - 40 * DAY)
    assert done.note is not None
    assert str(TODAY - 12 * DAY) in done.note
    assert [one.window.first_on for one in done.rounds] == [TODAY - 12 * DAY, TODAY - 2 * DAY]


def test_a_backfill_goes_on_where_it_was_left(follower: Follower) -> None:
    whole = follower.collect(since=TODAY - 30 * DAY, until=TODAY - DAY)
    assert [one.days_proven for one in whole.rounds] == [10, 10, 10]
    seen = len(follower.asked())
    again = follower.collect(since=TODAY - 40 * DAY, until=TODAY - DAY)
    assert (len(again.rounds), again.skipped_windows) == (1, 3)
    assert len(follower.asked()) == seen + 1


def test_one_that_leads_on_for_ever_is_stopped_and_says_so(follower: Follower) -> None:
    follower.gazette.publish(TODAY - DAY, *(f"p{number}" for number in range(60)))
    tracker = follower.desk.tracker
    collector = replace(tracker.collector(wait=lambda _seconds: None), most_requests=10)
    (done,) = collect_source(collector, GAZETTE, Asked()).rounds
    assert done.looks == 10
    assert "more than 10 requests" in done.problems[0]
    assert follower.states(TODAY - 5 * DAY, TODAY) == {}


def _cut(gazette: Gazette, asked: Question, share: float, how: int) -> list[bytes]:
    """A page of the listing cut at a place: with a length that tells, without, or in chunks."""
    _, body = gazette.answer(asked)
    kept = body[: int(len(body) * share)]
    json_type = {"Content-Type": "application/json"}
    if how == 0:
        return answering(kept, length=len(body), headers=json_type)
    if how == 1:
        return answering(kept, headers=json_type)
    return answering(kept, chunked=50, headers=json_type)[:-1]


def _survives_cuts(follower: Follower, cuts: int) -> None:
    follower.gazette.page_size = 100
    follower.gazette.publish(TODAY - DAY, *(f"p{number}" for number in range(12)))
    follower.collect(since=TODAY - 3 * DAY)
    before = follower.desk.digest()
    follower.gazette.publish(TODAY, "late")
    follower.desk.clock.advance(days=1)
    for number in range(cuts):

        def trap(asked: Question, share: float = number / cuts, how: int = number % 3) -> object:
            if not asked.path.startswith("/list"):
                return None
            return _cut(follower.gazette, asked, share, how)

        follower.gazette.trap = trap  # type: ignore[assignment]  # defaults hold the loop's values
        done = follower.collect(since=TODAY - 3 * DAY, until=TODAY, again=True).rounds[0]
        assert done.outcome is not RoundOutcome.WHOLE, f"cut {number} of {cuts}"
    assert TODAY not in follower.states(TODAY - 3 * DAY, TODAY)
    assert follower.desk.digest() == before


def test_a_listing_that_is_cut_anywhere_proves_nothing_and_changes_nothing(
    follower: Follower,
) -> None:
    _survives_cuts(follower, 30)


@pytest.mark.gate
def test_a_listing_cut_at_a_thousand_places_proves_nothing(follower: Follower) -> None:
    _survives_cuts(follower, 1_000)


@pytest.mark.gate
def test_twenty_five_thousand_documents_arrive_whole(follower: Follower) -> None:
    follower.gazette.page_size = 1_000
    follower.gazette.publish(TODAY - DAY, *(f"p{number}" for number in range(25_000)))
    follower.gazette.has_texts = False
    (done,) = follower.collect().rounds
    assert (done.new, done.outcome) == (25_000, RoundOutcome.WHOLE)
    assert follower.states(TODAY - DAY, TODAY - DAY) == {TODAY - DAY: CoverageState.COMPLETE}
