"""Rounds against a double of public inspection: filed, published, put off, withdrawn."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.coverage import CoverageState
from app.sources.us_federal_register import SOURCE as REGISTER
from app.sources.us_public_inspection import SOURCE
from app.store.collecting import RoundOutcome
from tests.doubles.asking import Asking, asking
from tests.doubles.federal_register import GOVINFO, SITE, Inspection, Register, filing, paper
from tests.workspaces import Desk

TODAY = date(2026, 3, 1)
TUESDAY = date(2026, 3, 3)
DAY = timedelta(days=1)


@pytest.fixture
def inspection() -> Inspection:
    return Inspection()


@pytest.fixture
def asked(desk: Desk, inspection: Inspection) -> Iterator[Asking]:
    with asking(desk, SOURCE, inspection, SITE) as opened:
        yield opened


def test_filings_are_read_in_both_zones_and_the_days_before_are_proven(
    asked: Asking, inspection: Inspection
) -> None:
    inspection.now = [
        filing("2026-3101", TUESDAY, "2026-02-27T21:15:00Z"),
        filing("2026-03102", TUESDAY, "2026-02-27T16:15:00.000-05:00"),
    ]
    inspection.by_day["2026-02-27"] = [*inspection.now, filing("2026-03100", TODAY, "")]
    done = asked.collect()
    assert (done.outcome, done.problems) == (RoundOutcome.WHOLE, ())
    for number in ("2026-03101", "2026-03102"):
        instrument = asked.desk.show(f"us-fr/{number}").instrument
        assert instrument is not None
        assert instrument.filed_at == datetime(2026, 2, 27, 21, 15, tzinfo=UTC)
    states = asked.states(TODAY - DAY, TODAY)
    assert states == {TODAY - DAY: CoverageState.EMPTY, TODAY: CoverageState.COMPLETE}


def test_a_day_of_several_pages_is_followed_by_number(
    asked: Asking, inspection: Inspection
) -> None:
    inspection.by_day["2026-02-28"] = [
        filing(f"2026-0310{n}", TUESDAY, "2026-02-28T11:15:00Z") for n in range(5)
    ]
    inspection.now = inspection.by_day["2026-02-28"]
    assert asked.collect().outcome is RoundOutcome.WHOLE
    assert asked.states(TODAY - DAY, TODAY - DAY) == {TODAY - DAY: CoverageState.COMPLETE}
    assert len(asked.paths("&page=")) == 2
    assert not asked.paths("action=index")


def test_a_filing_withdrawn_before_its_day_is_asked_after_and_kept_with_its_reason(
    asked: Asking, inspection: Inspection
) -> None:
    filed = filing("2026-03101", TUESDAY, "2026-02-27T21:15:00Z")
    inspection.now = [filed]
    asked.collect()
    note = "Withdrawn at the request of the agency before it was published."
    inspection.now, inspection.kept = [], {"2026-03101": {**filed, "editorial_note": note}}
    asked.desk.clock.advance(minutes=10)
    done = asked.collect()
    assert done.outcome is RoundOutcome.PARTIAL
    assert "holds nothing any more" in done.problems[0]
    assert not asked.paths("/2026-03101.json")
    inspection.now = [filing("2026-03109", TUESDAY, "2026-03-01T21:15:00Z")]
    asked.desk.clock.advance(minutes=10)
    assert asked.collect().outcome is RoundOutcome.WHOLE
    assert asked.paths("/2026-03101.json")
    shown = asked.desk.show("us-fr/2026-03101")
    assert shown.text == note
    assert shown.title == "Filed 2026-03101"


def test_a_filing_that_is_still_there_is_not_asked_after(
    asked: Asking, inspection: Inspection
) -> None:
    inspection.now = [filing("2026-03101", TUESDAY, "2026-02-27T21:15:00Z")]
    asked.collect()
    asked.desk.clock.advance(minutes=10)
    asked.collect()
    assert not asked.paths("/2026-03101.json")


def test_filing_and_publication_are_one_document(desk: Desk) -> None:
    filed = filing("2026-3101", TUESDAY, "2026-02-27T21:15:00Z", title="Filed title")
    inspection, register = Inspection(now=[filed]), Register()
    with asking(desk, SOURCE, inspection, SITE) as filings:
        filings.collect()
    desk.clock.at = datetime(2026, 3, 3, 15, tzinfo=UTC)
    register.papers = [paper("2026-03101", TUESDAY)]
    with asking(desk, REGISTER, register, SITE, GOVINFO) as papers:
        papers.collect()
    inspection.now = [filed, filing("2026-03200", TUESDAY + DAY, "2026-03-03T13:45:00Z")]
    with asking(desk, SOURCE, inspection, SITE) as filings:
        desk.clock.advance(minutes=10)
        assert filings.collect().changed == 0
    desk.index()
    assert desk.search("source:us-fr").total == 2
    shown = desk.show("us-fr/2026-03101")
    assert shown.title == "Paper 2026-03101"
    assert shown.url is not None
    assert "/documents/2026/03/03/" in shown.url
    assert shown.instrument is not None
    assert shown.instrument.filed_at is not None
