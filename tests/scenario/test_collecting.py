"""Rounds against an invented gazette: what arrives, what proves a day, and what proves nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.coverage import CoverageState
from app.domain.documents import Capture
from app.domain.sources import Expectation, Request, Source, Window
from app.pipeline.collect import Asked, collect_source, due_sources
from app.pipeline.opening import Contents
from app.store.collecting import RoundOutcome
from tests.gazette import GAZETTE, PARTIES, SITE, Follower, followed
from tests.servers import answering
from tests.workspaces import Desk

# The desk's clock begins on 1 March 2026 at noon, UTC.
TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)


@pytest.fixture
def follower(desk: Desk) -> Iterator[Follower]:
    with followed(desk) as opened:
        yield opened


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


def test_a_list_that_shrank_too_much_leaves_its_day_held_until_it_is_whole_again(
    follower: Follower,
) -> None:
    names = tuple(f"party-{number}" for number in range(200))
    follower.gazette.listed = names
    (first,) = follower.collect(PARTIES).rounds
    assert first.outcome is RoundOutcome.WHOLE
    follower.gazette.listed = names[:100]
    follower.desk.clock.advance(days=1)
    (shrunk,) = follower.collect(PARTIES).rounds
    assert shrunk.outcome is RoundOutcome.HELD
    assert "xx-parties" in shrunk.problems[0]
    follower.gazette.listed = (*names, "party-new")
    follower.desk.clock.advance(days=1)
    (whole,) = follower.collect(PARTIES).rounds
    assert whole.outcome is RoundOutcome.WHOLE
    assert follower.states(TODAY, TODAY + 2 * DAY, PARTIES) == {
        TODAY: CoverageState.COMPLETE,
        TODAY + DAY: CoverageState.HELD,
        TODAY + 2 * DAY: CoverageState.COMPLETE,
    }


def test_what_asks_the_same_whatever_the_days_is_asked_once(follower: Follower) -> None:
    follower.gazette.listed = ("one", "two")
    (only,) = follower.collect(PARTIES, since=TODAY - 900 * DAY).rounds
    assert (only.looks, only.days_proven) == (1, 1)


def test_one_address_asked_for_in_two_forms_is_asked_twice(follower: Follower) -> None:
    def begin(_window: Window) -> Iterator[Request]:
        for accept in ("text/csv", "text/plain", "text/csv"):
            yield Request(url=f"{SITE}/parties", shape="gz-parties", accept=accept)

    follower.gazette.listed = ("one", "two")
    (done,) = follower.collect(replace(PARTIES, begin=begin)).rounds
    assert done.looks == 2
    assert [one.headers["accept"] for one in follower.server.asked] == ["text/csv", "text/plain"]


def test_a_source_is_due_when_its_next_look_has_come_and_it_is_not_paused(
    follower: Follower,
) -> None:
    store, clock = follower.desk.tracker.store, follower.desk.clock
    assert due_sources(store, [GAZETTE], clock()) == [GAZETTE]
    follower.collect()
    assert due_sources(store, [GAZETTE], clock()) == []
    clock.advance(hours=6)
    assert due_sources(store, [GAZETTE], clock()) == [GAZETTE]
    with store.transaction(clock) as transaction:
        transaction.sources.pause(GAZETTE.key, at=clock())
    assert due_sources(store, [GAZETTE], clock()) == []
    with store.transaction(clock) as transaction:
        transaction.sources.resume(GAZETTE.key)
    assert due_sources(store, [GAZETTE], clock()) == [GAZETTE]


def test_an_answer_that_was_kept_and_not_read_is_read_by_the_next_round(follower: Follower) -> None:
    follower.gazette.publish(TODAY - DAY, "a")
    tracker = follower.desk.tracker

    def die(_source: Source, _capture: Capture) -> Contents:
        raise SystemExit

    with pytest.raises(SystemExit):
        collect_source(tracker.collector(wait=lambda _s: None, opening=die), GAZETTE, Asked())
    assert follower.states(TODAY - 3 * DAY, TODAY) == {}
    follower.desk.clock.advance(minutes=1)
    (done,) = follower.collect().rounds
    assert done.outcome is RoundOutcome.WHOLE
    assert "full words of a" in follower.desk.show("xx-gazette/a").text
