"""Answers that look like one and are none: they prove no day, and take nothing away."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.coverage import CoverageState
from app.store.collecting import RoundOutcome
from tests.gazette import Follower, Gazette, followed
from tests.servers import Asked as Question
from tests.servers import answering
from tests.workspaces import Desk

# The desk's clock begins on 1 March 2026 at noon, UTC.
TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)


@pytest.fixture
def follower(desk: Desk) -> Iterator[Follower]:
    with followed(desk) as opened:
        yield opened


Bad = Callable[[Gazette], Callable[[Question], list[bytes] | None]]


def _only_lists(answer: Callable[[Gazette, Question], list[bytes]]) -> Bad:
    def trap_of(gazette: Gazette) -> Callable[[Question], list[bytes] | None]:
        return lambda asked: answer(gazette, asked) if asked.path.startswith("/list") else None

    return trap_of


BAD: dict[str, Bad] = {
    "an error page with status 200": _only_lists(
        lambda _gazette, _asked: answering(b"<html><h1>Request Access</h1></html>")
    ),
    "an error body": _only_lists(lambda _gazette, _asked: answering(b'{"error": "busy"}')),
    "an empty list": _only_lists(lambda _gazette, _asked: answering(b'{"papers": [], "total": 0}')),
    "a missing page": _only_lists(
        lambda gazette, asked: (
            answering(status=404) if "page=2" in asked.path else gazette.answer(asked)
        )
    ),
    "the first page for the second": _only_lists(
        lambda gazette, asked: gazette.answer(
            replace(asked, path=asked.path.replace("page=2", "page=1"))
        )
    ),
    "nothing": _only_lists(lambda _gazette, _asked: []),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_what_is_no_whole_answer_proves_no_day_and_removes_nothing(
    follower: Follower, bad: Bad
) -> None:
    follower.gazette.publish(TODAY - DAY, "a", "b", "c", "d")
    follower.collect()
    before = follower.states(TODAY - 3 * DAY, TODAY)
    follower.desk.clock.advance(days=1)
    follower.gazette.publish(TODAY, "e")
    # The window is the one of the first round, so that an address that held papers holds none.
    since = TODAY - 3 * DAY
    follower.gazette.trap = bad(follower.gazette)
    (spoiled,) = follower.collect(since=since, again=True).rounds
    assert spoiled.outcome in (RoundOutcome.FAILED, RoundOutcome.PARTIAL)
    assert spoiled.problems
    assert follower.states(TODAY - 3 * DAY, TODAY) == before
    follower.desk.index()
    assert follower.desk.search("source:xx-gazette").total in (4, 5)
    follower.gazette.trap = lambda _asked: None
    (sound,) = follower.collect(since=since, again=True).rounds
    assert sound.outcome is RoundOutcome.WHOLE
    assert follower.states(TODAY, TODAY) == {TODAY: CoverageState.COMPLETE}


def _cut(gazette: Gazette, asked: Question, share: float, how: int) -> list[bytes]:
    """A page of the listing cut at a place: with a length that tells, without, or in chunks."""
    _, body = gazette.answer(asked)
    kept = body[: int(len(body) * share)]
    json_type = {"Content-Type": "application/json"}
    if how == 0:
        return answering(kept, length=len(body), headers=json_type)
    if how == 1:
        return answering(kept, headers=json_type)
    return answering(kept, chunked=50, headers=json_type)[:-1]


def _survives_cuts(follower: Follower, cuts: int) -> None:
    follower.gazette.page_size = 100
    follower.gazette.publish(TODAY - DAY, *(f"p{number}" for number in range(12)))
    follower.collect(since=TODAY - 3 * DAY)
    before = follower.desk.digest()
    follower.gazette.publish(TODAY, "late")
    follower.desk.clock.advance(days=1)
    for number in range(cuts):

        def trap(asked: Question, share: float = number / cuts, how: int = number % 3) -> object:
            if not asked.path.startswith("/list"):
                return None
            return _cut(follower.gazette, asked, share, how)

        follower.gazette.trap = trap  # type: ignore[assignment]  # defaults hold the loop's values
        done = follower.collect(since=TODAY - 3 * DAY, until=TODAY, again=True).rounds[0]
        assert done.outcome is not RoundOutcome.WHOLE, f"cut {number} of {cuts}"
    assert TODAY not in follower.states(TODAY - 3 * DAY, TODAY)
    assert follower.desk.digest() == before


def test_a_listing_that_is_cut_anywhere_proves_nothing_and_changes_nothing(
    follower: Follower,
) -> None:
    _survives_cuts(follower, 30)


@pytest.mark.gate
def test_a_listing_cut_at_a_thousand_places_proves_nothing(follower: Follower) -> None:
    _survives_cuts(follower, 1_000)


@pytest.mark.gate
def test_twenty_five_thousand_documents_arrive_whole(follower: Follower) -> None:
    follower.gazette.page_size = 1_000
    follower.gazette.publish(TODAY - DAY, *(f"p{number}" for number in range(25_000)))
    follower.gazette.has_texts = False
    (done,) = follower.collect().rounds
    assert (done.new, done.outcome) == (25_000, RoundOutcome.WHOLE)
    assert follower.states(TODAY - DAY, TODAY - DAY) == {TODAY - DAY: CoverageState.COMPLETE}
