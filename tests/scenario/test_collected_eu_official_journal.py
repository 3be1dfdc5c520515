"""The Official Journal asked through CELLAR: counted first, named second, and read act by act."""

from collections.abc import Iterator
from datetime import date

import pytest

from app.domain.coverage import CoverageState
from app.domain.instruments import UNSAID
from app.domain.sources import Words
from app.sources.eu_official_journal import SOURCE
from tests.doubles_abroad.cellar import EUR_LEX, SITES, Cellar, act_page
from tests.doubles_abroad.walk import DAY, TODAY, Walker, walking
from tests.servers import answering

ACT, OTHER = "32026R0123", "32026R0007"
FIRST = TODAY - 14 * DAY
SETTLED = TODAY - 3 * DAY


@pytest.fixture
def cellar() -> Cellar:
    return Cellar(
        acts={ACT: TODAY - 5 * DAY, OTHER: TODAY - 5 * DAY, "32026R0001": date(2026, 1, 3)}
    )


@pytest.fixture
def walker(cellar: Cellar) -> Iterator[Walker]:
    with walking(SOURCE, cellar, *SITES, EUR_LEX) as found:
        yield found


def test_acts_of_the_window_come_with_their_words_and_their_days_are_proven(walker: Walker) -> None:
    came = walker(FIRST)
    act = came.readings[f"eu-oj/{ACT}"]
    assert act.document.type == "delegated_regulation"
    assert isinstance(act.words, Words)
    assert "Lanterns are listed." in act.words.text
    assert f"eu-oj/{OTHER}" in came.readings
    assert "eu-oj/32026R0001" not in came.readings
    assert came.states[TODAY - 5 * DAY] is CoverageState.COMPLETE
    assert came.states[TODAY - 6 * DAY] is CoverageState.EMPTY
    assert max(came.states) == SETTLED


def test_a_window_without_acts_is_empty_because_the_store_counted_none(
    walker: Walker, cellar: Cellar
) -> None:
    cellar.acts.clear()
    assert set(walker(FIRST).states.values()) == {CoverageState.EMPTY}


def test_fewer_names_than_were_counted_prove_nothing(walker: Walker, cellar: Cellar) -> None:
    cellar.names = 1
    came = walker(FIRST)
    assert came.states == {}
    assert "1 records came of 2 stated" in came.obstacles


def test_the_day_of_publication_is_asked_for_before_that_of_signature(walker: Walker) -> None:
    came = walker(FIRST)
    question = dict(came.asked[0].params)["query"]
    assert "COALESCE(?published, ?signed)" in question
    assert '"32021R0821"^^xsd:string' in question


def test_a_paper_in_no_journal_goes_by_its_signature_and_has_no_day_of_publication(
    walker: Walker, cellar: Cellar
) -> None:
    cellar.acts["52026PC0044"] = TODAY - 6 * DAY
    found = walker(FIRST).readings["eu-oj/52026PC0044"]
    assert found.published_on is UNSAID
    assert isinstance(found.facts.dates, tuple)
    assert [(one.role, one.on) for one in found.facts.dates] == [("signed", TODAY - 6 * DAY)]


@pytest.mark.parametrize(
    "answer",
    [
        answering(b"Virtuoso 37000 Error SP030: SPARQL compiler, line 1: syntax error"),
        answering(b"Virtuoso S1T00 Error: transaction timed out", status=500),
        answering(b'{"head": {}}'),
        answering(b'{"results": {"bindings": []}}'),
        answering(b'{"results": {"bindings": [{"acts": {"value": "many"}}]}}'),
        answering(b"<html><title>Request Rejected</title></html>"),
    ],
    ids=["text error", "500", "no results", "no number", "no digit", "a page"],
)
def test_what_is_no_answer_is_named_and_proves_nothing(
    walker: Walker, cellar: Cellar, answer: list[bytes]
) -> None:
    cellar.trap = lambda asked: answer if "sparql" in asked.path else None
    came = walker(FIRST)
    assert (came.states, came.readings) == ({}, {})
    assert came.failures


def test_a_row_that_names_no_act_fails_the_whole_answer(walker: Walker, cellar: Cellar) -> None:
    cellar.acts["lanterns"] = TODAY - 5 * DAY
    came = walker(FIRST)
    assert came.states == {}
    assert "'lanterns'" in came.obstacles


def test_words_that_do_not_come_take_their_own_day_and_no_other(
    walker: Walker, cellar: Cellar
) -> None:
    cellar.acts[OTHER] = TODAY - 8 * DAY
    challenge = answering(b"<html><title>Just a moment...</title></html>", status=202)
    cellar.trap = lambda asked: (
        challenge if ACT in asked.path and "sparql" not in asked.path else None
    )
    came = walker(FIRST)
    assert TODAY - 5 * DAY not in came.states
    assert came.states[TODAY - 8 * DAY] is CoverageState.COMPLETE
    assert any(request.url.startswith(EUR_LEX) for request in came.asked)


def test_another_acts_page_is_never_taken_for_the_one_asked_for(
    walker: Walker, cellar: Cellar
) -> None:
    wrong = answering(act_page(OTHER), headers={"Content-Type": "application/xhtml+xml"})
    cellar.trap = lambda asked: wrong if asked.path == f"/resource/celex/{ACT}" else None
    came = walker(FIRST)
    assert f"gives {OTHER}, not {ACT}" in "\n".join(came.failures.values())
    assert TODAY - 5 * DAY not in came.states


def test_a_notice_that_cannot_be_had_takes_nothing_from_its_day(walker: Walker) -> None:
    came = walker(FIRST)
    assert any("/resource/cellar/" in url for url in came.failures)
    assert came.states[TODAY - 5 * DAY] is CoverageState.COMPLETE
