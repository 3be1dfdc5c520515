"""Which days were read whole: the same at every door, and as it was known at an instant."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from app.asgi import build
from app.domain.coverage import CoverageDay, CoverageState
from app.domain.ids import SourceKey
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.coverage_days import CoverageView, DaysAsked, coverage_days
from app.store.coverage import Coverage
from tests.workspaces import START, Desk

pytest_plugins = ["tests.workspaces"]

REGISTER = SourceKey("us-fr")
TODAY = START.date()


def prove(desk: Desk, on: date, state: CoverageState, source: SourceKey = REGISTER) -> None:
    """As collecting does at the end of a round."""
    day = CoverageDay(source=source, on=on, state=state, proof=f"3 records of {on}")
    with desk.tracker.store.writing_engine.begin() as connection:
        Coverage(connection).put([day], at=desk.clock.at)


def ask(desk: Desk, point: PointInTime | None = None, **asked: object) -> CoverageView:
    with desk.tracker.reader() as reader:
        return coverage_days(reader, point or PointInTime(), DaysAsked(**asked))  # type: ignore[arg-type]  # a test names fields of DaysAsked


@contextmanager
def served(desk: Desk) -> Iterator[TestClient]:
    with TestClient(build(desk.tracker), base_url="http://127.0.0.1:8000") as http:
        yield http


def test_a_day_of_which_nothing_is_proven_is_missing_and_today_is_not_over(desk: Desk) -> None:
    prove(desk, TODAY - timedelta(days=1), CoverageState.COMPLETE)
    view = ask(desk, source=REGISTER, first_on=TODAY - timedelta(days=3), last_on=TODAY)
    assert [(one.on, one.state) for one in view.days] == [
        (TODAY - timedelta(days=3), "missing"),
        (TODAY - timedelta(days=2), "missing"),
        (TODAY - timedelta(days=1), "complete"),
    ]
    assert view.counts[REGISTER] == {"complete": 1, "empty": 0, "missing": 2, "held": 0}


def test_what_was_known_then_is_still_told(desk: Desk) -> None:
    on = TODAY - timedelta(days=2)
    before = desk.clock.advance(hours=1)
    desk.clock.advance(hours=1)
    prove(desk, on, CoverageState.EMPTY)
    (now,) = ask(desk, source=REGISTER, first_on=on, last_on=on).days
    assert now.state == "empty"
    known_then = PointInTime(as_known=before)
    (then,) = ask(desk, known_then, source=REGISTER, first_on=on, last_on=on).days
    assert then.state == "missing"


def test_a_failure_never_takes_a_proof_away(desk: Desk) -> None:
    on = TODAY - timedelta(days=2)
    prove(desk, on, CoverageState.COMPLETE)
    prove(desk, on, CoverageState.MISSING)
    prove(desk, on, CoverageState.EMPTY)
    (day,) = ask(desk, source=REGISTER, first_on=on, last_on=on).days
    assert day.state == "complete"


def test_an_unknown_source_and_a_span_that_runs_backwards_are_refused(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="us-fr"):
        ask(desk, source="us-frr")
    with pytest.raises(QueryError, match="earlier one first"):
        ask(desk, first_on=TODAY, last_on=TODAY - timedelta(days=1))


def test_every_door_tells_the_same_days(desk: Desk) -> None:
    on = TODAY - timedelta(days=2)
    prove(desk, on, CoverageState.COMPLETE)
    prove(desk, on + timedelta(days=1), CoverageState.HELD)
    asked = {"source": "us-fr", "from": on.isoformat(), "to": (TODAY).isoformat()}
    with served(desk) as http:
        told = http.get("/api/v1/coverage", params=asked).json()
        assert [(one["on"], one["state"]) for one in told["days"]] == [
            (on.isoformat(), "complete"),
            ((on + timedelta(days=1)).isoformat(), "held"),
        ]
        assert {"source", "on", "state", "proof"} <= set(told["days"][0])
        page = http.get("/coverage", params={"source": "us-fr"})
        assert page.status_code == 200
        assert "1 days with records" in page.text or "1 day with records" in page.text
        assert f"3 records of {on}" in page.text
        overview = http.get("/coverage").text
        assert "Federal Register" in overview
        assert len(overview.encode()) < 150_000
        assert http.get("/api/v1/coverage", params={"from": "soon"}).status_code == 400


def test_an_answer_is_given_anew_when_a_day_comes_to_be_proven(desk: Desk) -> None:
    with served(desk) as http:
        first = http.get("/api/v1/coverage")
        assert json.loads(first.text)["days"]
        mark = {"If-None-Match": first.headers["etag"]}
        assert http.get("/api/v1/coverage", headers=mark).status_code == 304
        prove(desk, TODAY - timedelta(days=1), CoverageState.COMPLETE)
        assert http.get("/api/v1/coverage", headers=mark).status_code == 200
