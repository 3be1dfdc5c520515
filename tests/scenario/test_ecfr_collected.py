"""Rounds against a double of the eCFR: what changed, as of the days on which it changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.coverage import CoverageState
from app.sources.us_ecfr import SOURCE
from app.store.collecting import RoundOutcome
from tests.doubles.asking import Asking, asking
from tests.doubles.ecfr import SITE, Versioner
from tests.workspaces import Desk

# A Sunday: the eCFR is complete up to the Thursday before.
TODAY = date(2026, 3, 1)
THURSDAY = date(2026, 2, 26)
DAY = timedelta(days=1)


@pytest.fixture
def versioner() -> Versioner:
    return Versioner(up_to=THURSDAY)


@pytest.fixture
def asked(desk: Desk, versioner: Versioner) -> Iterator[Asking]:
    with asking(desk, SOURCE, versioner, SITE) as opened:
        yield opened


def test_every_followed_part_is_read_and_days_are_proven_as_far_as_the_titles_are(
    asked: Asking, versioner: Versioner
) -> None:
    done = asked.collect()
    assert (done.outcome, done.problems) == (RoundOutcome.WHOLE, ())
    states = asked.states(TODAY - 10 * DAY, TODAY)
    assert max(states) == THURSDAY
    assert (
        set(states.values()) == {CoverageState.EMPTY} or CoverageState.COMPLETE in states.values()
    )
    shown = asked.desk.show("us-ecfr/15-744.1")
    assert shown.standing == "consolidated"
    assert [str(one.current_on) for one in shown.showings] == ["2026-01-01"]
    assert not asked.paths("part=922")
    assert not asked.paths("part=731")


def test_a_change_is_read_as_of_the_issue_that_made_it(asked: Asking, versioner: Versioner) -> None:
    versioner.words["744", date(2026, 2, 24)] = "New words of the part."
    versioner.change("15", "744", "744.1", date(2026, 2, 24))
    versioner.change("15", "922", "922.1", date(2026, 2, 24))
    assert asked.collect().outcome is RoundOutcome.WHOLE
    shown = asked.desk.show("us-ecfr/15-744.1")
    assert "New words" in shown.text
    assert {str(one.current_on) for one in shown.showings} == {"2026-01-01", "2026-02-24"}
    assert asked.paths("/full/2026-02-24/title-15.xml?part=744")
    assert not asked.paths("/full/2026-03-01")
    assert not asked.paths("section=")


def test_texts_of_past_days_are_asked_for_once(asked: Asking, versioner: Versioner) -> None:
    versioner.change("15", "744", "744.1", date(2026, 2, 24))
    asked.collect()
    before = len(asked.paths("/full/"))
    asked.desk.clock.advance(hours=7)
    assert asked.collect().outcome is RoundOutcome.WHOLE
    assert len(asked.paths("/full/")) == before


def test_a_change_dated_today_is_not_asked_for_before_it_is_there(
    asked: Asking, versioner: Versioner
) -> None:
    versioner.change("15", "744", "744.1", TODAY)
    assert asked.collect().outcome is RoundOutcome.WHOLE
    assert not asked.paths("/full/2026-03-01")
    versioner.up_to = TODAY + DAY
    asked.desk.clock.at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    asked.collect()
    assert asked.paths("/full/2026-03-01")


def test_a_whole_title_where_a_part_was_asked_for_is_refused(
    asked: Asking, versioner: Versioner
) -> None:
    versioner.change("15", "744", "744.1", date(2026, 2, 24))
    asked.collect()
    asked.desk.index()
    before = asked.desk.search("source:us-ecfr").total
    versioner.change("15", "730", "730.1", date(2026, 2, 25))
    versioner.sends_whole_titles = True
    asked.desk.clock.advance(hours=7)
    done = asked.collect()
    assert done.outcome is RoundOutcome.PARTIAL
    assert any("sends Part" in said for said in done.problems)
    asked.desk.index()
    assert asked.desk.search("source:us-ecfr").total == before


def test_a_removed_section_keeps_its_last_words(asked: Asking, versioner: Versioner) -> None:
    asked.collect()
    versioner.change("15", "744", "744.1", date(2026, 2, 25), removed=True)
    asked.desk.clock.advance(hours=7)
    asked.collect()
    assert "first words" in asked.desk.show("us-ecfr/15-744.1").text


def test_more_changes_than_a_page_holds_are_followed(asked: Asking, versioner: Versioner) -> None:
    for number in range(1_500):
        versioner.change("15", "922", f"922.{number}", date(2026, 2, 24))
    assert asked.collect().outcome is RoundOutcome.WHOLE
    assert len(asked.paths("versions/title-15.json")) == 2
