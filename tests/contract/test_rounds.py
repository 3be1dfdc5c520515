"""Rounds, hosts and coverage days as the store keeps them, on both databases."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.clock import system_clock
from app.domain.coverage import CoverageDay, CoverageState
from app.domain.sources import Window
from app.pipeline.collect import LEASE, is_gone, owner_here
from app.store.collecting import Look, LookOutcome, RoundEnd, RoundOutcome, Rounds
from app.store.collecting_rows import RoundRow
from app.store.coverage import Coverage
from app.store.engine import Store
from app.store.transaction import Transaction
from tests.gazette import GAZETTE, KEY
from tests.recorded import ROOT
from tests.servers import answering, serving

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = Window(first_on=date(2026, 2, 26), last_on=date(2026, 3, 1))
PROCESSES, ASKED_BY_EACH, PACE = 4, 4, 0.15


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    with closing(Store(migrated_url)) as opened:
        with opened.transaction(lambda: AT) as transaction:
            transaction.sources.add(GAZETTE, at=AT)
        yield opened


def begin(
    store: Store, owner: str = "here/1", *, at: datetime = AT, gone: bool = False
) -> int | None:
    return store.transact(
        lambda tx: tx.rounds.begin(
            KEY, WINDOW, owner=owner, at=at, is_gone=lambda _owner, _seen: gone
        ),
        lambda: at,
    )


def test_two_collectors_never_walk_one_source_at_once(store: Store) -> None:
    assert begin(store) is not None
    assert begin(store, "there/2") is None


def test_of_many_that_begin_at_once_one_does(store: Store) -> None:
    begun: list[int | None] = []
    together = threading.Barrier(6)

    def run(number: int) -> None:
        together.wait()
        begun.append(begin(store, f"here/{number}"))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(pk is not None for pk in begun) == 1


def test_the_database_itself_refuses_a_second_open_round(store: Store) -> None:
    pk = begin(store)
    with store.writing_engine.begin() as connection:
        row = dict(connection.execute(select(RoundRow.__table__)).mappings().one())
        row.pop("pk")
        with pytest.raises(IntegrityError):
            connection.execute(RoundRow.__table__.insert().values(**row))  # type: ignore[attr-defined]  # a declarative table is a Table
    assert pk is not None


def test_a_round_whose_process_is_gone_is_closed_as_failed_by_the_next(store: Store) -> None:
    left = begin(store)
    assert left is not None
    look = Look(url="https://a.example.com", looked_at=AT, outcome=LookOutcome.FAILED)
    store.transact(lambda tx: tx.rounds.looked(left, look), lambda: AT)
    assert begin(store, "there/2", gone=True) is not None
    with store.reader() as connection:
        ended = Rounds(connection).last(KEY)
        still_open = Rounds(connection).open_of(KEY)
    assert ended is not None
    assert (ended.pk, ended.outcome, ended.looks) == (left, RoundOutcome.FAILED, 1)
    assert still_open is not None
    assert still_open.owner == "there/2"


def test_an_owner_is_gone_with_its_process_or_after_its_lease() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    machine = owner_here().rpartition("/")[0]
    assert is_gone(f"{machine}/{child.pid}", AT, AT)
    assert not is_gone(owner_here(), AT, AT)
    assert not is_gone("another-machine/1", AT, AT + LEASE)
    assert is_gone("another-machine/1", AT, AT + LEASE + DAY)


def test_days_that_a_person_asked_for_leave_the_schedule_as_it_was(store: Store) -> None:
    for next_at in (AT + DAY, None):
        pk = begin(store)
        assert pk is not None
        end = RoundEnd(outcome=RoundOutcome.WHOLE, next_at=next_at)
        store.transact(lambda tx, pk=pk, end=end: tx.rounds.close(pk, end, at=AT), lambda: AT)  # type: ignore[misc]  # defaults hold the loop's values
    with store.reader() as connection:
        due = Rounds(connection).last(KEY, scheduled=True)
        last = Rounds(connection).last(KEY)
    assert due is not None
    assert last is not None
    assert (due.next_at, last.next_at) == (AT + DAY, None)


def _put(store: Store, state: CoverageState, at: datetime = AT) -> None:
    day = CoverageDay(source=KEY, on=WINDOW.last_on, state=state, proof=f"{state} at {at}")
    store.transact(lambda tx: tx.coverage.put([day], at=at), lambda: at)


def _state(store: Store, known_at: datetime | None = None) -> CoverageState | None:
    with store.reader() as connection:
        days = Coverage(connection).days(KEY, WINDOW.last_on, WINDOW.last_on, known_at=known_at)
    return days[0].state if days else None


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        ("empty", "complete", "complete"),
        ("complete", "empty", "complete"),
        ("complete", "missing", "complete"),
        ("empty", "missing", "empty"),
        ("complete", "held", "held"),
        ("held", "complete", "complete"),
        ("held", "missing", "held"),
        ("missing", "empty", "empty"),
    ],
)
def test_a_proven_day_is_never_unproven_by_a_failure(
    store: Store, before: str, after: str, stands: str
) -> None:
    _put(store, CoverageState(before))
    _put(store, CoverageState(after), AT + DAY)
    assert _state(store) == stands
    assert _state(store, AT) == before
    assert _state(store, AT - DAY) is None


def test_turns_at_a_host_are_given_once_and_in_order(store: Store) -> None:
    pace = timedelta(seconds=2)
    turns = [
        store.transact(lambda tx: tx.hosts.reserve("a.example.com", pace, AT), lambda: AT)
        for _ in range(3)
    ]
    assert turns == [AT, AT + pace, AT + 2 * pace]
    later = AT + 10 * pace
    assert _reserve(store, later) == later


def _reserve(store: Store, at: datetime) -> datetime:
    def work(transaction: Transaction) -> datetime:
        return transaction.hosts.reserve("a.example.com", timedelta(seconds=2), at)

    return store.transact(work, lambda: at)


def test_a_wish_to_be_left_alone_for_longer_stands(store: Store) -> None:
    for until in (AT + 2 * DAY, AT + DAY):
        store.transact(lambda tx, until=until: tx.hosts.close("a", until), lambda: AT)  # type: ignore[misc]  # a default holds the loop's value
    with store.transaction(lambda: AT) as transaction:
        assert transaction.hosts.closed_until("a", AT) == AT + 2 * DAY


def test_a_clock_that_was_years_ahead_shuts_no_host_once_it_is_set_back(store: Store) -> None:
    ahead = AT + 1000 * DAY
    _reserve(store, ahead)
    store.transact(lambda tx: tx.hosts.close("a", ahead), lambda: ahead)
    assert _reserve(store, AT) == AT
    with store.transaction(lambda: AT) as transaction:
        assert transaction.hosts.closed_until("a", AT) is None
        transaction.hosts.close("a", AT + DAY)
        assert transaction.hosts.closed_until("a", AT) == AT + DAY


# What a process does that collects for the same workspace: it asks one host, politely.
_ASKING = """
import os, sys, time
from dataclasses import replace
from datetime import timedelta
from app.clock import system_clock
from app.domain.sources import Request
from app.egress.addresses import Policy
from app.fetching.answers import Manner
from app.pipeline.outward import Outward
from app.store.engine import Store

url, port, count, pace = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
# Loaded once and forked for each: the asking is what is tried.
forked = []
while len(forked) < int(sys.argv[5]) and 0 not in forked:
    forked.append(os.fork())
if 0 not in forked:
    sys.exit(sum(os.waitpid(one, 0)[1] != 0 for one in forked))
outward = Outward(
    policy=Policy.parse(f"127.0.0.1:{port}"),
    mirrors=(("https://a.example.com", f"http://127.0.0.1:{port}"),),
)
fetcher = outward.fetcher(Store(url), system_clock, time.sleep, ())
reserve = fetcher.reserve

def noted(host, pace):
    turn = reserve(host, pace)
    os.write(1, f"turn {turn.isoformat()}\\n".encode())
    return turn

fetcher = replace(fetcher, reserve=noted)
manner = Manner(pace=timedelta(seconds=pace), obeys_robots=False)
for number in range(count):
    request = Request(url=f"https://a.example.com/{number}", shape="any", accept="text/plain")
    os.write(1, f"came {type(fetcher.fetch(request, manner=manner)).__name__}\\n".encode())
"""


def _ask_together(url: str, port: int, each: int, pace: float) -> tuple[list[str], list[datetime]]:
    """What came of each request, and the turns that were given."""
    command = [sys.executable, "-c", _ASKING, url, str(port), str(each), str(pace), str(PROCESSES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]
    said = [line.split() for line in done.stdout.splitlines()]
    turns = sorted(datetime.fromisoformat(one) for what, one in said if what == "turn")
    return [one for what, one in said if what == "came"], turns


def test_four_processes_keep_the_pace_of_one_host_together(store: Store, migrated_url: str) -> None:
    times: list[datetime] = []

    def answer(_asked: object) -> list[bytes]:
        times.append(system_clock())
        return answering(b"a few words", headers={"Content-Type": "text/plain"})

    with serving(answer) as server:
        told, turns = _ask_together(migrated_url, server.port, ASKED_BY_EACH, PACE)
    assert told == ["Answer"] * PROCESSES * ASKED_BY_EACH
    # A turn is told in two readings of the clock, which lie a moment apart.
    least = timedelta(seconds=PACE * 0.9)
    assert all(later - turn >= least for turn, later in pairwise(turns))
    # None goes before its turn, so the n-th to come has waited for the n-th turn at least.
    moment = timedelta(seconds=PACE * 0.1)
    assert all(came + moment >= turn for came, turn in zip(sorted(times), turns, strict=True))


def test_a_host_that_says_when_to_come_back_is_asked_once_by_all_processes(
    store: Store, migrated_url: str
) -> None:
    def answer(_asked: object) -> list[bytes]:
        return answering(b"too many", status=429, headers={"Retry-After": "3600"})

    with serving(answer) as server:
        told, _ = _ask_together(migrated_url, server.port, ASKED_BY_EACH, 0.2)
    assert told == ["Failure"] * PROCESSES * ASKED_BY_EACH
    # Those that were under way when the first answer came cannot know of it.
    assert 1 <= len(server.asked) <= 2
