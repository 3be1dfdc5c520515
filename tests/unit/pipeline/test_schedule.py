"""When a source is due, how long it is let alone, and for which days it is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sources import Source
from app.pipeline.schedule import asked_windows, backoff, cut, next_look, scheduled_windows
from tests.gazette import GAZETTE

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = AT.date()
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def test_a_failing_source_is_asked_ever_less_often_and_for_ever() -> None:
    daily = replace(GAZETTE, every=DAY)
    waits = [backoff(daily, failures) for failures in range(1, 7)]
    assert waits == [MINUTE, 4 * MINUTE, 16 * MINUTE, 64 * MINUTE, 256 * MINUTE, 6 * HOUR]
    assert backoff(daily, 10_000) == 6 * HOUR


def test_a_failing_source_is_never_asked_less_often_than_a_sound_one() -> None:
    often = replace(GAZETTE, every=10 * MINUTE)
    assert backoff(often, 50) == 10 * MINUTE


def test_three_errors_do_not_retire_a_source() -> None:
    assert next_look(GAZETTE, failures=3, at=AT, retry_at=None) == AT + 16 * MINUTE


def test_a_host_that_names_an_instant_is_not_asked_before() -> None:
    for failures in (0, 1):
        assert next_look(GAZETTE, failures=failures, at=AT, retry_at=AT + DAY) == AT + DAY
    assert next_look(GAZETTE, failures=0, at=AT, retry_at=AT + MINUTE) == AT + 6 * HOUR


def test_the_first_look_goes_back_as_far_as_every_look_does() -> None:
    (window,) = scheduled_windows(GAZETTE, last_proven_on=None, at=AT)
    assert (window.first_on, window.last_on) == (TODAY - 3 * DAY, TODAY)


def test_a_look_begins_before_the_last_complete_day_however_long_ago_that_was() -> None:
    windows = scheduled_windows(GAZETTE, last_proven_on=TODAY - 25 * DAY, at=AT)
    assert windows[0].first_on == TODAY - 28 * DAY
    assert windows[-1].last_on == TODAY
    assert all(late.first_on == early.last_on + DAY for early, late in pairwise(windows))


def test_today_is_the_publishers_own() -> None:
    eastern = replace(GAZETTE, zone="America/New_York")
    before_their_midnight = datetime(2026, 3, 2, 3, tzinfo=UTC)
    assert (
        scheduled_windows(eastern, last_proven_on=None, at=before_their_midnight)[-1].last_on
        == TODAY
    )


@pytest.mark.parametrize(
    ("instant", "settled"),
    [
        # A day of 25 hours: at half past eleven of its evening it is not over.
        ("2026-11-02T04:30:00+00:00", date(2026, 10, 31)),
        ("2026-11-02T05:00:00+00:00", date(2026, 11, 1)),
        # A day of 23 hours.
        ("2026-03-09T03:59:59+00:00", date(2026, 3, 7)),
        ("2026-03-09T04:00:00+00:00", date(2026, 3, 8)),
    ],
)
def test_a_day_is_settled_when_the_clock_on_its_publishers_wall_says_so(
    instant: str, settled: date
) -> None:
    eastern = replace(GAZETTE, zone="America/New_York")
    assert eastern.settled_on(datetime.fromisoformat(instant)) == settled


@given(
    first=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 500),
    longest=st.integers(0, 100),
)
def test_windows_cover_every_day_once(first: date, days: int, longest: int) -> None:
    windows = list(cut(first, first + DAY * days, DAY * longest))
    covered = [
        window.first_on + DAY * ahead
        for window in windows
        for ahead in range((window.last_on - window.first_on).days + 1)
    ]
    assert covered == [first + DAY * ahead for ahead in range(days + 1)]
    assert all((one.last_on - one.first_on).days < max(longest, 1) for one in windows)


def test_days_that_cannot_be_asked_for_are_said_to_be_left_out() -> None:
    young = replace(GAZETTE, earliest_on=TODAY - 5 * DAY)
    windows, note = asked_windows(young, since=TODAY - 9 * DAY, until=TODAY - 4 * DAY, at=AT)
    assert [one.first_on for one in windows] == [TODAY - 5 * DAY]
    assert note is not None
    assert str(TODAY - 5 * DAY) in note


def test_nothing_is_asked_of_days_to_come() -> None:
    windows, _ = asked_windows(GAZETTE, since=TODAY - DAY, until=TODAY + 90 * DAY, at=AT)
    assert windows[-1].last_on == TODAY
    assert asked_windows(GAZETTE, since=TODAY + DAY, until=None, at=AT)[0] == ()


def test_a_source_that_does_not_say_is_asked_four_times_a_day() -> None:
    silent: Source = replace(GAZETTE, every=None)
    assert next_look(silent, failures=0, at=AT, retry_at=None) == AT + 6 * HOUR
