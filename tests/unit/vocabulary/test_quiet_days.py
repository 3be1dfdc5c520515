"""Offices are closed on their own holidays and weekends, and nowhere else's."""

from datetime import date

from app.vocabulary.quiet_days import why_quiet


def test_a_federal_holiday_is_named() -> None:
    assert why_quiet("us", date(2025, 11, 27)) == "Thanksgiving Day"


def test_a_holiday_on_a_saturday_is_kept_on_the_friday_before() -> None:
    assert why_quiet("us", date(2026, 7, 3)) == "Independence Day (observed)"


def test_a_day_of_a_weekend_is_named_by_itself() -> None:
    assert why_quiet("uk", date(2026, 11, 21)) == "Saturday"
    assert why_quiet("eu", date(2026, 11, 22)) == "Sunday"


def test_a_working_day_is_not_quiet_though_it_is_elsewhere() -> None:
    assert why_quiet("uk", date(2025, 11, 27)) is None


def test_nothing_is_said_of_a_calendar_nobody_knows() -> None:
    assert why_quiet("none", date(2026, 11, 21)) is None
