"""No day or instant is lost or put out of order: leap days, changes of the hour, far years."""

import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.time import microseconds
from app.formats.written_dates import read_date
from app.store.engine import Store
from app.store.schema import ChangeRow, ShowingRow
from tests.workspaces import Desk, open_desk

# What a publisher may mean; before and after these a written date is a slip.
days = st.dates(min_value=date(1600, 1, 1), max_value=date(2199, 12, 31))
offsets = st.integers(min_value=-12 * 60, max_value=14 * 60)
_FIRST, _LAST = datetime(1601, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)


def _between(first: datetime, last: datetime) -> st.SearchStrategy[datetime]:
    length = int((last - first).total_seconds())
    return st.integers(0, length).map(lambda seconds: first + timedelta(seconds=seconds))


instants = _between(_FIRST, _LAST)
# A machine's clock may show anything.
clocks = st.lists(
    _between(datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)),
    min_size=2,
    max_size=6,
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@given(days)
def test_a_day_is_read_back_as_it_was_written(on: date) -> None:
    for written in (
        on.isoformat(),
        f"{on.day} {_MONTHS[on.month - 1]} {on.year}",
        f"{_MONTHS[on.month - 1]} {on.day}, {on.year}",
    ):
        read = read_date(written)
        assert read is not None
        assert (read.on, read.at) == (on, None)


@given(instants.filter(lambda at: at != datetime(1970, 1, 1, tzinfo=UTC)), offsets)
def test_an_instant_keeps_its_day_where_it_was_written_and_its_place_in_time(
    at: datetime, minutes: int
) -> None:
    local = at.astimezone(timezone(timedelta(minutes=minutes)))
    read = read_date(local.isoformat())
    assert read is not None
    assert (read.on, read.at) == (local.date(), at)


@pytest.mark.parametrize("written", ["2023-02-29", "1900-02-29", "2024-02-30", "29 Feb 2100"])
def test_a_leap_day_of_a_year_without_one_is_no_date(written: str) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize("written", ["2024-02-29", "2000-02-29", "Thu, 29 Feb 2024 23:59:60 GMT"])
def test_a_leap_day_is_a_day(written: str) -> None:
    read = read_date(written)
    assert read is not None
    assert (read.on.month, read.on.day) == (2, 29)


def test_both_hours_of_an_autumn_night_are_told_apart_by_their_zones() -> None:
    first, second = (read_date(f"Sun, 02 Nov 2025 01:30:00 {zone}") for zone in ("EDT", "EST"))
    assert first is not None
    assert second is not None
    assert first.at is not None
    assert second.at is not None
    assert second.at - first.at == timedelta(hours=1)
    assert first.on == second.on


@given(st.lists(instants, min_size=2, max_size=8))
def test_instants_stay_in_order_as_numbers(ats: list[datetime]) -> None:
    assert [microseconds(at) for at in sorted(ats)] == sorted(microseconds(at) for at in ats)


def test_a_clock_that_runs_backwards_loses_nothing_and_reorders_nothing(desk: Desk) -> None:
    for number, days_on in enumerate((0, -400, 800, -90_000, 2, 2)):
        desk.clock.advance(days=days_on)
        desk.hand_over("a.txt", f"A note\n\nin its state number {number}.")
    _in_order(desk, 6)


def test_before_instants_are_counted_nothing_was_known(desk: Desk) -> None:
    desk.hand_over("a.txt", "A note\n\non rotors.")
    desk.index()
    assert desk.search("rotors", as_known=datetime(1969, 7, 20, tzinfo=UTC)).total == 0
    assert desk.search("rotors").total == 1


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clocks)
def test_whatever_the_clock_shows_the_feed_tells_what_happened_in_order(
    migrated_file: Path, shown: list[datetime]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onrecord.db"
        path.write_bytes(migrated_file.read_bytes())
        desk = open_desk(f"sqlite:///{path}", Path(folder) / "home")
        with closing(desk.tracker):
            for number, at in enumerate(shown):
                desk.clock.at = at
                desk.hand_over("a.txt", f"A note\n\nin its state number {number}.")
            _in_order(desk, len(shown))


def _in_order(desk: Desk, count: int) -> None:
    store: Store = desk.tracker.store
    with store.reader() as connection:
        changes = list(
            connection.execute(
                select(ChangeRow.position, ChangeRow.recorded_at).order_by(ChangeRow.position)
            )
        )
        spans = list(
            connection.execute(
                select(ShowingRow.recorded_at, ShowingRow.superseded_at).order_by(ShowingRow.pk)
            )
        )
    assert [position for position, _ in changes] == list(range(1, count + 1))
    instants = [at for _, at in changes]
    assert instants == sorted(set(instants))
    # Each state is known until the very instant at which the next one is.
    assert [at for _, at in spans[:-1]] == [at for at, _ in spans[1:]]
    assert spans[-1][1] is None
    desk.index()
    (hit,) = desk.search("note").hits
    assert f"number {count - 1}." in desk.show(hit.id).text


@given(days)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_report_of_any_day_is_held_found_and_shown_under_that_day(
    migrated_file: Path, on: date
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onrecord.db"
        path.write_bytes(migrated_file.read_bytes())
        desk = open_desk(f"sqlite:///{path}", Path(folder) / "home")
        with closing(desk.tracker):
            desk.hand_over("a.txt", "A note\n\non rotors.", published_on=on)
            desk.index()
            (hit,) = desk.search(f"rotors published:{on.isoformat()}").hits
            assert hit.published_on == on
            assert desk.search(f"rotors published:<{on.isoformat()}").total == 0
