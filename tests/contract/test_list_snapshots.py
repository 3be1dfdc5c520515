"""Lists as they stood on a day, on both databases: absence is seen, and is never a removal."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from app.asgi import build
from app.domain.ids import DocumentId
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.pipeline.read import read_waiting
from app.pipeline.withdraw import withdraw
from app.queries.list_views import ListAsOfView
from app.queries.lists import list_as_of, lists
from app.store.schema import ListRowRow, ListSnapshotRow
from tests.workspaces import Desk

HEADER = "uid,name,type,programs,alternate_names\n"
JULY, AUGUST, SEPTEMBER = date(2026, 7, 23), date(2026, 8, 7), date(2026, 9, 1)


def body(*rows: tuple[int, str]) -> str:
    return HEADER + "".join(f'{uid},"{name}",entity,SDGT,\n' for uid, name in rows)


def ask(desk: Desk, key: str = "us-sdn", **asked: object) -> ListAsOfView:
    point = PointInTime(as_of=asked.pop("on", None), as_known=asked.pop("as_known", None))  # type: ignore[arg-type]  # a test names both clocks
    with desk.tracker.reader() as reader:
        return list_as_of(reader, key, point, **asked)  # type: ignore[arg-type]  # and parameters


def titles(view: ListAsOfView) -> Sequence[str | None]:
    return [one.title for one in view.entries]


@pytest.fixture
def two_days(desk: Desk) -> Desk:
    """The list in July, and in August with one gone, one new and one renamed."""
    desk.hand_over("july.csv", body((1, "ACME"), (2, "OLD NAME"), (3, "GONE")), as_of=JULY)
    desk.clock.advance(hours=1)
    desk.hand_over("august.csv", body((1, "ACME"), (2, "NEW NAME"), (4, "CAME")), as_of=AUGUST)
    desk.clock.advance(hours=1)
    return desk


def test_a_day_is_answered_by_the_last_snapshot_before_it(two_days: Desk) -> None:
    assert titles(ask(two_days, on=JULY)) == ["ACME", "OLD NAME", "GONE"]
    assert titles(ask(two_days, on=date(2026, 8, 6))) == ["ACME", "OLD NAME", "GONE"]
    assert titles(ask(two_days, on=AUGUST)) == ["ACME", "NEW NAME", "CAME"]
    assert titles(ask(two_days)) == ["ACME", "NEW NAME", "CAME"]


def test_a_day_before_every_snapshot_has_no_coverage(two_days: Desk) -> None:
    view = ask(two_days, on=date(2026, 7, 1))
    assert (view.held, view.snapshot, view.total, view.entries) == (False, None, 0, ())
    assert view.note is not None
    assert "no coverage" in view.note
    assert "2026-07-23" in view.note


def test_a_row_that_is_absent_keeps_its_document(two_days: Desk) -> None:
    assert two_days.show("us-ofac/sdn/3").title == "GONE"
    two_days.index()
    assert two_days.search("list:us-sdn gone").total == 1


def test_what_was_not_known_yet_is_not_answered(two_days: Desk) -> None:
    before = two_days.clock.at.replace(hour=12, minute=30)
    assert titles(ask(two_days, on=SEPTEMBER, as_known=before)) == ["ACME", "OLD NAME", "GONE"]


def test_a_row_that_stays_as_it_is_is_held_once(two_days: Desk) -> None:
    two_days.hand_over(
        "september.csv", body((1, "ACME"), (2, "NEW NAME"), (4, "CAME")), as_of=SEPTEMBER
    )
    with two_days.tracker.store.reader() as connection:
        assert connection.scalar(select(func.count()).select_from(ListRowRow)) == 5
        assert connection.scalar(select(func.count()).select_from(ListSnapshotRow)) == 3
    snapshot = ask(two_days, on=SEPTEMBER).snapshot
    assert snapshot is not None
    assert (snapshot.current_on, snapshot.entries) == (SEPTEMBER, 3)


def test_an_older_list_handed_over_later_is_told_in_its_own_words(desk: Desk) -> None:
    desk.hand_over("august.csv", body((1, "ACME"), (2, "NEW NAME")), as_of=AUGUST)
    late = desk.hand_over("july.csv", body((1, "ACME"), (2, "OLD NAME")), as_of=JULY)
    assert (late.same, late.changed) == (2, 0)
    assert desk.show("us-ofac/sdn/2").title == "NEW NAME"
    assert titles(ask(desk, on=JULY)) == ["ACME", "OLD NAME"]
    assert titles(ask(desk, on=AUGUST)) == ["ACME", "NEW NAME"]


def test_a_list_cut_short_is_said_to_be_and_answers_only_where_nothing_else_does(
    desk: Desk,
) -> None:
    cut = body((1, "ACME"), (2, "OTHER"), (3, "THIRD"))[:-12]
    outcome = desk.hand_over("cut.csv", cut, as_of=AUGUST)
    assert (outcome.records, outcome.quarantined) == (3, 1)
    view = ask(desk)
    assert view.snapshot is not None
    assert not view.snapshot.complete
    assert view.note is not None
    assert "may not be the whole list" in view.note
    desk.hand_over("july.csv", body((1, "ACME"), (2, "OTHER"), (3, "THIRD")), as_of=JULY)
    assert titles(ask(desk, on=SEPTEMBER)) == ["ACME", "OTHER", "THIRD"]


def test_a_list_without_a_day_answers_no_day(desk: Desk) -> None:
    desk.hand_over("undated.csv", body((1, "ACME")))
    assert titles(ask(desk)) == ["ACME"]
    view = ask(desk, on=SEPTEMBER)
    assert not view.held
    assert view.note is not None
    assert "without a day" in view.note


def test_two_publishers_of_a_list_do_not_collide(desk: Desk) -> None:
    desk.hand_over("sdn.csv", body((1, "ACME")), as_of=JULY)
    row = {"source": "Specially Designated Nationals (SDN)", "name": "ACME", "entity_number": "1"}
    page = {"total": 1, "results": [row], "search_performed_at": "2026-08-07T12:00:00+00:00"}
    desk.hand_over("consolidated.json", json.dumps(page))
    view = ask(desk)
    assert [one.id for one in view.entries] == ["us-csl/sdn/1"]
    assert [one.source for one in view.others] == ["us-ofac"]
    assert [one.id for one in ask(desk, source="us-ofac").entries] == ["us-ofac/sdn/1"]
    with pytest.raises(QueryError, match="held: us-csl, us-ofac"):
        ask(desk, source="us-bis")


def test_reading_again_changes_no_snapshot(two_days: Desk) -> None:
    with two_days.tracker.reader() as reader:
        before = lists(reader, PointInTime())
    two_days.clock.advance(hours=1)
    tracker = two_days.tracker
    read_waiting(tracker.store, tracker.sources, two_days.clock, again=True)
    with two_days.tracker.reader() as reader:
        after = lists(reader, PointInTime())
    assert after.lists == before.lists
    assert titles(ask(two_days, on=JULY)) == ["ACME", "OLD NAME", "GONE"]


def test_a_document_taken_out_of_view_is_off_its_lists(two_days: Desk) -> None:
    withdraw(two_days.tracker.store, two_days.clock, [DocumentId("us-ofac/sdn/4")], "a mistake")
    assert titles(ask(two_days, on=AUGUST)) == ["ACME", "NEW NAME"]


def test_pages_of_a_list_hold_every_row_once(two_days: Desk) -> None:
    first = ask(two_days, on=AUGUST, limit=2)
    assert (first.total, first.truncated, len(first.entries)) == (3, True, 2)
    second = ask(two_days, on=AUGUST, limit=2, cursor=first.next_cursor)
    assert (second.truncated, second.next_cursor) == (False, None)
    assert [*titles(first), *titles(second)] == ["ACME", "NEW NAME", "CAME"]
    with pytest.raises(QueryError, match="cursor"):
        ask(two_days, on=JULY, limit=2, cursor=first.next_cursor)


def test_a_list_that_is_not_held_is_named_with_its_nearest(two_days: Desk) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'us-sdn'"):
        ask(two_days, "us-snd")


def test_the_interface_answers_as_the_reading_room_does(two_days: Desk) -> None:
    client = TestClient(build(two_days.tracker))
    told = client.get("/api/v1/lists/us-sdn", params={"as_of": "2026-07-30"}).json()
    assert [one["title"] for one in told["entries"]] == ["ACME", "OLD NAME", "GONE"]
    assert (told["held"], told["total"], told["as_of"]) == (True, 3, "2026-07-30")
    held = client.get("/api/v1/lists")
    assert [one["list"] for one in held.json()["lists"]] == ["us-sdn"]
    assert len(held.json()["lists"][0]["snapshots"]) == 2
    assert client.get("/api/v1/lists/us-moon").status_code == 404
    assert client.get("/api/v1/lists/us-sdn", params={"limit": "0"}).status_code >= 400


def test_a_list_captured_anew_is_seen_though_no_entry_of_it_changed(two_days: Desk) -> None:
    client = TestClient(build(two_days.tracker))
    first = client.get("/api/v1/lists")
    again = client.get("/api/v1/lists", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    two_days.hand_over(
        "september.csv", body((1, "ACME"), (2, "NEW NAME"), (4, "CAME")), as_of=SEPTEMBER
    )
    later = client.get("/api/v1/lists", headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200


def test_an_official_list_may_hold_more_than_one_page_may(desk: Desk) -> None:
    whole = body(*((number, f"ACME {number}") for number in range(1, 60)))
    small = replace(desk, tracker=replace(desk.tracker, body_limit=len(whole) // 3))
    assert small.hand_over("sdn.csv", whole).records == 59
    tiny = replace(desk, tracker=replace(desk.tracker, body_limit=len(whole) // 5))
    refused = tiny.hand_over("sdn2.csv", whole)
    assert (refused.kind, refused.records) == ("too large", 0)
