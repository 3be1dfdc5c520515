"""Hosts are asked at their pace, and left alone for as long as they ask for."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from app.fetching.politeness import Pacer, retry_at
from tests.workspaces import START, FakeClock


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("0", 1),
        ("86400", 86400),
        ("999999999999999999999", 86400),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120),
        ("Sunday, 01-Mar-26 12:02:00 GMT", 120),
        ("Sun Mar  1 12:02:00 2026", 120),
        ("Sun, 01 Mar 2026 07:02:00 -0500", 120),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 1),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 86400),
        # What cannot be read means a minute.
        (None, 60),
        ("", 60),
        ("-5", 60),
        ("1.5", 60),
        ("soon", 60),
        ("１２", 60),
        ("0x10", 60),
        ("Sun, 99 Foo 2026 12:02:00 GMT", 60),
        ("Mon, 01 Jan 99999 00:00:00 GMT", 60),
        ("Sun, 01 Mar 2026 12:02:00 +9999999", 60),
    ],
)
def test_retry_after_is_read_in_both_its_forms(header: str | None, seconds: int) -> None:
    assert retry_at(header, START) == START + timedelta(seconds=seconds)


def test_a_date_is_read_against_the_publishers_own_clock() -> None:
    """A publisher whose clock is an hour slow still means the two minutes it says."""
    until = retry_at(
        "Sun, 01 Mar 2026 11:02:00 GMT", START, their_clock="Sun, 01 Mar 2026 11:00:00 GMT"
    )
    assert until == START + timedelta(minutes=2)
    assert retry_at("60", START, their_clock="nonsense") == START + timedelta(minutes=1)


def test_requests_to_one_host_keep_its_pace_and_others_do_not_wait_for_it() -> None:
    clock = FakeClock()
    pacer = Pacer(clock)
    pace = timedelta(seconds=2)
    assert [pacer.reserve("a.example", pace) - START for _ in range(3)] == [
        pace * n for n in range(3)
    ]
    assert pacer.reserve("b.example", pace) == START
    clock.advance(minutes=1)
    assert pacer.reserve("a.example", pace) == clock.at


def test_workers_that_reserve_at_once_get_instants_of_their_own() -> None:
    pacer = Pacer(FakeClock())
    got: list[datetime] = []

    def reserve() -> None:
        got.extend(pacer.reserve("a.example", timedelta(seconds=1)) for _ in range(200))

    workers = [threading.Thread(target=reserve) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(got) == [START + timedelta(seconds=n) for n in range(1600)]


def test_a_host_is_closed_until_the_later_of_what_it_said() -> None:
    clock = FakeClock()
    pacer = Pacer(clock)
    assert pacer.closed_until("a.example") is None
    later = datetime(2026, 3, 1, 13, tzinfo=UTC)
    pacer.close("a.example", later)
    pacer.close("a.example", START + timedelta(minutes=1))
    assert pacer.closed_until("a.example") == later
    assert pacer.closed_until("b.example") is None
    clock.at = later
    assert pacer.closed_until("a.example") is None
