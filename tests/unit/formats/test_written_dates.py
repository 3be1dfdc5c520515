"""A date in a field is read only where it names one day for sure."""

from datetime import UTC, date, datetime

import pytest

from app.formats.written_dates import read_date


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2025-01-15T08:45:00Z", datetime(2025, 1, 15, 8, 45, tzinfo=UTC)),
        ("2025-01-15 08:45:00.287543+00:00", datetime(2025, 1, 15, 8, 45, 0, 287543, tzinfo=UTC)),
        ("2025-01-15T23:30:00-0500", datetime(2025, 1, 16, 4, 30, tzinfo=UTC)),
        ("Wed, 15 Jan 2025 08:45:00 GMT", datetime(2025, 1, 15, 8, 45, tzinfo=UTC)),
        ("15 Jan 25 08:45 EST", datetime(2025, 1, 15, 13, 45, tzinfo=UTC)),
        ("Fri, 02 Jan 98 10:00:00 +0100", datetime(1998, 1, 2, 9, 0, tzinfo=UTC)),
        ("January 15, 2025 at 8:45 PM EST", datetime(2025, 1, 16, 1, 45, tzinfo=UTC)),
        ("Wed, 15 Jan 2025 12:05 am PST", datetime(2025, 1, 15, 8, 5, tzinfo=UTC)),
        ("2025-06-30T23:59:60Z", datetime(2025, 6, 30, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_instant_needs_a_zone_and_is_kept_in_utc(written: str, at: datetime) -> None:
    read = read_date(written)
    assert read is not None
    assert read.at == at


def test_the_day_is_the_writer_s_own_not_that_of_utc() -> None:
    read = read_date("2025-01-15T23:30:00-05:00")
    assert read is not None
    assert read.on == date(2025, 1, 15)


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("2025-01-15T08:45:00", "no zone"),
        ("2025-01-15", "day only"),
        ("20250115", "day only"),
        ("2025/1/15", "day only"),
        ("Wed Jan 15 08:45:00 2025", "no zone"),
        ("Wed, 15 Jan 2025 08:45:00 XYZ", "unknown zone"),
    ],
)
def test_without_a_zone_there_is_a_day_and_no_instant(written: str, note: str) -> None:
    read = read_date(written)
    assert read is not None
    assert (read.on, read.at, read.note) == (date(2025, 1, 15), None, note)


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "2025-01", "2025", "1736930700", "1736930700000", "10/11/2025"),
        *("2025-02-30", "32 Jan 2025 10:00:00 GMT", "2025-01-15T25:00:00Z", "2025-00-10"),
        *("1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "15 Foo 2025"),
        "2025-01-15" + " " * 100 + "x" * 100,
    ],
)
def test_what_names_no_day_for_sure_is_no_date(written: str) -> None:
    assert read_date(written) is None
