"""Rounds against doubles of the list services: what a whole file proves, and what a part of one."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.domain.coverage import CoverageState
from app.sources import us_ofac, us_screening_list
from app.store.collecting import RoundOutcome
from tests.doubles.asking import Asking, asking
from tests.doubles.lists import Screening, row, sdn_xml
from tests.doubles.pages import Pages
from tests.servers import answering
from tests.workspaces import Desk

TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)
TRADE = ("https://data.trade.gov", "https://api.trade.gov")
EXPORTS = "/api/PublicationPreview/exports"


@pytest.fixture
def screening() -> Screening:
    rows = [row("EL", f"Widget Works {number}") for number in range(40)]
    return Screening(rows=[*rows, row("SDN", "Widget Bank", entity_number="77")])


@pytest.fixture
def trade(desk: Desk, screening: Screening) -> Iterator[Asking]:
    with asking(desk, us_screening_list.SOURCE, screening, *TRADE) as opened:
        yield opened


def _entries(asked: Asking, key: str) -> int:
    asked.desk.index()
    return asked.desk.search(f"kind:list_entry source:{key}").total


def test_a_whole_file_proves_its_own_day_and_no_other(trade: Asking) -> None:
    done = trade.collect()
    assert (done.outcome, done.new) == (RoundOutcome.WHOLE, 41)
    assert trade.states(TODAY - 5 * DAY, TODAY) == {TODAY: CoverageState.COMPLETE}


def test_rows_whose_ids_are_digests_keep_their_identity_when_they_are_edited(
    trade: Asking, screening: Screening
) -> None:
    trade.collect()
    screening.rows[0] = row("EL", "Widget Works 0", alt_names=["WW0"])
    trade.desk.clock.advance(hours=7)
    done = trade.collect()
    assert (done.new, done.changed) == (0, 1)
    assert _entries(trade, "us-csl") == 41


@pytest.mark.parametrize(
    "bad",
    [
        answering(b'{"total":0,"results":[]}'),
        answering(b"<html><title>Access Denied</title></html>"),
        answering(b'{"total":41,"results":[{"source":"', length=90_000),
        answering(b'{"message":"busy"}', status=500),
    ],
    ids=["empty", "denied", "cut short", "fault"],
)
def test_an_answer_that_is_no_file_proves_nothing_and_removes_nobody(
    trade: Asking, screening: Screening, bad: list[bytes]
) -> None:
    trade.collect()
    trade.desk.clock.advance(days=1)
    screening.answer = bad
    done = trade.collect()
    assert done.outcome in (RoundOutcome.FAILED, RoundOutcome.PARTIAL)
    assert done.problems
    assert trade.states(TODAY + DAY, TODAY + DAY) == {}
    assert _entries(trade, "us-csl") == 41


def test_a_file_that_counts_more_than_it_holds_proves_nothing(
    trade: Asking, screening: Screening
) -> None:
    screening.states = 25_921
    done = trade.collect()
    assert "counts 25,921 entries and holds 41" in done.problems[0]
    assert trade.states(TODAY, TODAY) == {}


def test_treasurys_files_say_their_own_count(desk: Desk) -> None:
    names = [f"Widget Bank {number}" for number in range(60)]
    site = Pages(
        pages={
            f"{EXPORTS}/SDN.XML": sdn_xml(*names),
            f"{EXPORTS}/CONSOLIDATED.XML": sdn_xml("Widget Fund", programme="FSE-IR", count=400),
        }
    )
    with asking(desk, us_ofac.SOURCE, site, us_ofac.SERVICE.removesuffix(EXPORTS)) as treasury:
        done = treasury.collect()
        assert "counts 400 entries and holds 1" in done.problems[0]
        assert treasury.states(TODAY, TODAY) == {}
        site.pages[f"{EXPORTS}/CONSOLIDATED.XML"] = sdn_xml("Widget Fund", programme="FSE-IR")
        treasury.desk.clock.advance(hours=4)
        assert treasury.collect().outcome is RoundOutcome.WHOLE
        assert treasury.states(TODAY, TODAY) == {TODAY: CoverageState.COMPLETE}


def test_a_list_that_the_file_loses_for_days_is_held_and_nobody_is_removed(
    trade: Asking, screening: Screening
) -> None:
    lost = [row("UVL", f"Widget Trader {number}") for number in range(3)]
    screening.rows += lost
    trade.collect()
    screening.rows = screening.rows[: -len(lost)]
    for day in range(1, 4):
        trade.desk.clock.advance(days=1)
        done = trade.collect()
        assert done.outcome is RoundOutcome.HELD
        on = TODAY + day * DAY
        assert trade.states(on, on) == {on: CoverageState.HELD}
    assert _entries(trade, "us-csl") == 44
    screening.rows += lost
    trade.desk.clock.advance(days=1)
    assert trade.collect().outcome is RoundOutcome.WHOLE
