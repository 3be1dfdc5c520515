"""Collecting under clocks that disagree, and rounds whose process may be dead or only slow."""

import os
import platform
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from app.pipeline.collect import LEASE, due_sources, is_gone, owner_here
from app.store.collecting import RoundOutcome
from tests.gazette import GAZETTE, Follower, followed
from tests.servers import Asked as Question
from tests.workspaces import Desk

# The desk's clock begins on 1 March 2026 at noon, UTC.
TODAY = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def follower(desk: Desk) -> Iterator[Follower]:
    with followed(desk) as opened:
        yield opened


def test_a_round_of_a_dead_process_with_our_number_is_not_taken_for_ours() -> None:
    """A container that was killed comes back as process 1 under its old name."""
    ours, _, began = owner_here().partition("@")
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not tell when a process began")
    assert not is_gone(owner_here(), AT, AT)
    assert is_gone(f"{ours}@{began}0", AT, AT + timedelta(minutes=1))


def test_a_round_of_a_living_process_here_is_not_given_up_for_one_slow_answer() -> None:
    """Reading a large list for over an hour is no sign of death; the process itself is asked."""
    parent = f"{platform.node()}/{os.getppid()}"
    assert not is_gone(parent, AT, AT + timedelta(minutes=61))
    assert not is_gone(owner_here(), AT, AT + 9 * DAY)


def test_an_open_round_elsewhere_dated_ahead_of_a_clock_set_back_is_given_up() -> None:
    assert is_gone("another-machine/77@1", AT + 1000 * DAY, AT)
    # Another machine may write a moment after we read our clock.
    assert not is_gone("another-machine/77@1", AT + LEASE / 2, AT)


def test_a_clock_that_was_years_ahead_does_not_stop_a_source_once_set_back(
    follower: Follower,
) -> None:
    store, clock = follower.desk.tracker.store, follower.desk.clock
    clock.at = AT + 1000 * DAY
    follower.collect()
    clock.at = AT + timedelta(hours=7)
    assert due_sources(store, [GAZETTE], clock()) == [GAZETTE]
    follower.collect()
    assert due_sources(store, [GAZETTE], clock()) == []


def _dated(follower: Follower, at: datetime) -> Callable[[Question], list[bytes]]:
    """Every answer says what time it is at its publisher's."""
    date_line = f"\r\nDate: {format_datetime(at, usegmt=True)}\r\n".encode()

    def answer(asked: Question) -> list[bytes]:
        head, *rest = follower.gazette.answer(asked)
        return [head.replace(b"\r\n", date_line, 1), *rest]

    return answer


def test_days_that_have_not_come_at_the_publishers_are_not_called_empty(follower: Follower) -> None:
    follower.gazette.trap = _dated(follower, AT)
    follower.desk.clock.at = AT + 5 * DAY
    (ahead,) = follower.collect().rounds
    assert follower.states(TODAY, TODAY + 9 * DAY) == {}
    assert "clock" in ahead.problems[0]


def test_a_publisher_whose_answers_are_dated_today_proves_as_one_that_says_nothing(
    follower: Follower,
) -> None:
    follower.gazette.trap = _dated(follower, AT - timedelta(seconds=3))
    (done,) = follower.collect().rounds
    assert (done.outcome, done.problems) == (RoundOutcome.WHOLE, ())
    assert max(follower.states(TODAY - 9 * DAY, TODAY)) == TODAY - DAY


def test_what_a_clock_that_was_ahead_called_empty_is_let_go_once_it_is_set_back(
    follower: Follower,
) -> None:
    """Of a publisher that says no time, the next round makes it good."""
    follower.desk.clock.at = AT + 5 * DAY
    follower.collect()
    follower.desk.clock.at = AT
    assert TODAY + 3 * DAY in follower.states(TODAY, TODAY + 9 * DAY)
    follower.collect()
    assert follower.states(TODAY, TODAY + 9 * DAY) == {}


def test_a_day_that_ended_while_the_round_ran_is_not_proven_by_what_was_asked_before(
    follower: Follower,
) -> None:
    clock = follower.desk.clock
    clock.at = datetime(2026, 3, 1, 23, 50, tzinfo=UTC)

    def slowly(_asked: Question) -> None:
        clock.advance(minutes=15)

    follower.gazette.trap = slowly
    follower.collect()
    assert TODAY not in follower.states(TODAY - 3 * DAY, TODAY + DAY)
