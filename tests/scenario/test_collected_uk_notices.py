"""GOV.UK as it is asked every hour: what arrives, what proves a day, what removes nothing."""

from collections.abc import Iterator
from datetime import date

import pytest

from app.domain.coverage import CoverageState
from app.sources.uk_notices import COLLECTIONS, LICENCES, SOURCE
from app.store.collecting import RoundOutcome
from tests.doubles_abroad.govuk import SITE, GovUk, on
from tests.doubles_abroad.rounds import DAY, TODAY, Follower, following, outcome, problems
from tests.servers import answering
from tests.workspaces import Desk

OIL = "government/publications/notice-to-exporters-202601"
WICK = "government/publications/wicks"
OGEL = "government/publications/open-general-export-licence-lamps"
SETTLED = TODAY - 3 * DAY


@pytest.fixture
def govuk() -> GovUk:
    double = GovUk()
    double.collection(LICENCES, OGEL)
    double.collection(COLLECTIONS[1], OIL)
    double.put(OGEL, "2025-06-01T09:00:00Z", title="Open general export licence (lamps)")
    double.put(OIL, on(TODAY - 2 * DAY), title="Notice to exporters 2026/01: oil")
    return double


@pytest.fixture
def follower(desk: Desk, govuk: GovUk) -> Iterator[Follower]:
    with following(desk, SOURCE, govuk, SITE) as found:
        yield found


def found(follower: Follower, query: str) -> int:
    follower.desk.index()
    return follower.desk.search(query).total


def test_pages_come_with_their_words_and_days_without_any_are_proven_empty(
    follower: Follower,
) -> None:
    done = follower.collect(since=SETTLED, until=TODAY)
    assert (outcome(done), problems(done)) == (RoundOutcome.WHOLE, "")
    assert "Full words of " + OIL in follower.desk.show(f"uk-notices/{OIL}").text
    assert follower.desk.show(f"uk-notices/{OGEL}").kind == "licence"
    assert follower.states(SETTLED, TODAY - DAY) == {
        TODAY - 3 * DAY: CoverageState.EMPTY,
        TODAY - 2 * DAY: CoverageState.COMPLETE,
        TODAY - DAY: CoverageState.EMPTY,
    }


def test_a_change_is_a_new_version_with_the_publishers_note(
    follower: Follower, govuk: GovUk
) -> None:
    follower.collect(since=SETTLED)
    note = {"public_timestamp": on(TODAY, 8), "note": "Lamps added."}
    details = {"body": "<p>Oil and lamps.</p>", "change_history": [note]}
    govuk.put(OIL, on(TODAY, 8), title="Notice to exporters 2026/01: oil", details=details)
    follower.desk.clock.advance(hours=1)
    follower.collect(since=SETTLED)
    shown = follower.desk.show(f"uk-notices/{OIL}")
    assert "Lamps added." in shown.text
    assert [one.extent for one in shown.versions] == ["summary", "full", "full"]


def test_more_results_than_a_page_holds_all_arrive(follower: Follower, govuk: GovUk) -> None:
    govuk.most = 7
    for number in range(40):
        govuk.put(f"guidance/page-{number}", on(TODAY - 2 * DAY, number % 9 + 10))
    done = follower.collect(since=SETTLED, until=TODAY - 2 * DAY)
    assert outcome(done) is RoundOutcome.WHOLE
    assert found(follower, "source:uk-notices kind:guidance") == 40
    assert len([path for path in follower.asked() if "search.json" in path]) == 6


def test_a_page_published_while_the_search_is_read_is_found_out(
    follower: Follower, govuk: GovUk
) -> None:
    govuk.most = 2
    for number in range(6):
        govuk.put(f"guidance/page-{number}", on(TODAY - 2 * DAY, 10 + number))

    def moves_on(asked: object) -> None:
        path = str(getattr(asked, "path", ""))
        if "start=4" in path:  # two that were counted at their old place move to the end
            govuk.put("guidance/page-0", on(TODAY - 2 * DAY, 22))
            govuk.put("guidance/page-1", on(TODAY - 2 * DAY, 23))

    govuk.trap = moves_on
    done = follower.collect(since=SETTLED, until=TODAY - 2 * DAY)
    assert "came twice" in problems(done)
    assert follower.states(SETTLED, TODAY - 2 * DAY) == {}


def test_an_empty_answer_to_our_own_question_proves_its_days(
    follower: Follower, govuk: GovUk
) -> None:
    del govuk.pages[OIL]
    govuk.collection(COLLECTIONS[1], OGEL)
    done = follower.collect(since=date(2026, 2, 10), until=date(2026, 2, 12))
    assert outcome(done) is RoundOutcome.WHOLE
    assert set(follower.states(date(2026, 2, 10), date(2026, 2, 12)).values()) == {
        CoverageState.EMPTY
    }


@pytest.mark.parametrize(
    "answer",
    [
        answering(b'{"error": "try later"}'),
        answering(b'{"results": null}'),
        answering(b'{"results": [], "total": 12, "start": 0}'),
        answering(b"<html><title>Just a moment...</title></html>", status=202),
        answering(b'{"error": "Unexpected parameters: fields"}', status=422),
        answering(b"[]"),
        answering(b""),
    ],
    ids=["error body", "no results", "empty before the end", "202", "422", "no object", "nothing"],
)
def test_what_is_no_answer_proves_nothing_and_removes_nothing(
    follower: Follower, govuk: GovUk, answer: list[bytes]
) -> None:
    follower.collect(since=SETTLED)
    before = found(follower, "source:uk-notices")
    assert before == 4
    govuk.trap = lambda asked: answer if "search.json" in asked.path else None
    follower.desk.clock.advance(hours=30)
    done = follower.collect(since=TODAY, until=TODAY)
    assert outcome(done) is not RoundOutcome.WHOLE
    assert problems(done)
    assert TODAY not in follower.states(TODAY, TODAY)
    assert found(follower, "source:uk-notices") == before


def test_a_page_whose_words_do_not_come_takes_its_own_day_alone(
    follower: Follower, govuk: GovUk
) -> None:
    govuk.put(WICK, on(TODAY - 3 * DAY))
    gone = answering(b"gone", status=404)
    govuk.trap = lambda asked: gone if asked.path.endswith(OIL) else None
    follower.collect(since=SETTLED, until=TODAY - 2 * DAY)
    assert follower.states(SETTLED, TODAY - 2 * DAY) == {SETTLED: CoverageState.COMPLETE}


@pytest.mark.parametrize("became", ["gone", "redirect"])
def test_a_page_that_was_taken_away_is_kept_and_the_removal_said(
    follower: Follower, govuk: GovUk, became: str
) -> None:
    follower.collect(since=SETTLED)
    stone: dict[str, object] = {"document_type": became, "schema_name": became}
    govuk.put(OGEL, on(TODAY, 8), **stone, details={"explanation": "Replaced."})
    follower.desk.clock.advance(hours=1)
    follower.collect(since=SETTLED)
    shown = follower.desk.show(f"uk-notices/{OGEL}")
    assert "Full words of " + OGEL in shown.text
    assert ("withdrawn", "2026-03-01") in [(one.role, str(one.on)) for one in shown.dates]
