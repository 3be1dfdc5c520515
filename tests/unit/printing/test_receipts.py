"""The words under an answer that found nothing say what the silence is worth."""

from datetime import UTC, date, datetime

from app.domain.coverage import Receipt, SourceCoverage
from app.domain.ids import SourceKey
from app.printing.receipts import receipt_words

TITLES = {"us-fr": "Federal Register", "uk-notices": "Notices to exporters"}


def source(key: str, to_on: date | None, *, complete: bool) -> SourceCoverage:
    return SourceCoverage(
        source=SourceKey(key),
        from_on=None if to_on is None else date(2026, 1, 1),
        to_on=to_on,
        complete=complete,
        last_success=datetime(2026, 3, 1, tzinfo=UTC) if complete else None,
    )


def test_no_source_proves_nothing() -> None:
    said = receipt_words(Receipt(sources=(), complete=False), TITLES)
    assert "may have been published all the same" in said


def test_whole_sources_speak_to_the_day_of_the_least_of_them() -> None:
    both = (
        source("us-fr", date(2026, 2, 28), complete=True),
        source("uk-notices", date(2026, 2, 27), complete=True),
    )
    said = receipt_words(Receipt(sources=both, complete=True), TITLES)
    assert said == "Nothing in 2 sources, read whole to 27 Feb 2026."


def test_a_source_that_lags_or_was_never_read_is_named() -> None:
    some = (
        source("us-fr", date(2026, 2, 17), complete=False),
        source("uk-notices", None, complete=False),
    )
    said = receipt_words(Receipt(sources=some, complete=False), TITLES)
    assert said == (
        "The silence says nothing of Federal Register (read whole to 17 Feb 2026), "
        "Notices to exporters (no day read whole)."
    )


def test_of_many_only_some_are_named() -> None:
    many = tuple(source(f"us-{n}", date(2026, 2, n), complete=False) for n in range(1, 10))
    assert receipt_words(Receipt(sources=many, complete=False), {}).endswith("and 5 more.")


def test_where_nothing_was_ever_read_whole_one_sentence_says_so() -> None:
    many = tuple(source(f"us-{n}", None, complete=False) for n in range(9))
    said = receipt_words(Receipt(sources=many, complete=False), {})
    assert said.startswith("No day has been read whole of any of the 9 sources")
