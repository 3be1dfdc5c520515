"""A list that shrinks in a file is held: nobody is told of delistings that never happened (G5)."""

import json
from collections.abc import Sequence
from datetime import date

import pytest
from fastapi.testclient import TestClient

from app.asgi import build
from app.domain.ids import CaptureId, DocumentId
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.pipeline.holds import confirm_list
from app.pipeline.importing import FileOutcome
from app.pipeline.read import read_waiting
from app.queries.documents import document
from app.queries.list_change_views import ListChangesView
from app.queries.list_changes import ListSpan, list_changes
from app.queries.list_snapshots import held_lists
from app.queries.list_views import HoldView, ListAsOfView
from app.queries.lists import list_as_of, lists
from tests.workspaces import Desk

HEADER = "uid,name,type,programs,alternate_names\n"
NAMES = {"Specially Designated Nationals (SDN)": "us-sdn", "Entity List (EL)": "us-el"}


def day(number: int) -> date:
    return date(2026, 5, number)


def sdn(rows: Sequence[int], *, mark: str = "") -> str:
    """A list in which every tenth row stands under a programme of its own."""
    return HEADER + "".join(
        f'{number},"PARTY {number}{mark}",entity,{"CUBA" if number % 10 == 0 else "SDGT"},\n'
        for number in rows
    )


def consolidated(rows: Sequence[tuple[str, int]]) -> str:
    results = [
        {"source": source, "name": f"Party {number}", "federal_register_notice": f"90 FR {number}"}
        for source, number in rows
    ]
    return json.dumps({"total": len(rows), "results": results})


def both(entity: Sequence[int], nationals: Sequence[int]) -> str:
    first, second = "Entity List (EL)", "Specially Designated Nationals (SDN)"
    return consolidated([(first, one) for one in entity] + [(second, one) for one in nationals])


def hand(desk: Desk, text: str, on: date) -> FileOutcome:
    outcome = desk.hand_over(f"{on}-{len(text)}.list", text, as_of=on)
    desk.clock.advance(hours=1)
    return outcome


def on_list(desk: Desk, key: str = "us-sdn", on: date | None = None) -> ListAsOfView:
    with desk.tracker.reader() as reader:
        return list_as_of(reader, key, PointInTime(as_of=on))


def holds(desk: Desk) -> tuple[HoldView, ...]:
    with desk.tracker.reader() as reader:
        return held_lists(reader, PointInTime())


def changes(desk: Desk, key: str, from_on: date, to_on: date) -> ListChangesView:
    with desk.tracker.reader() as reader:
        return list_changes(reader, ListSpan(key=key, from_on=from_on, to_on=to_on), PointInTime())


WHOLE = range(1, 201)
FEWER = [number for number in WHOLE if number % 10 != 1 or number > 100]  # ten rows short
WITHOUT_CUBA = [number for number in WHOLE if number % 10]


def test_an_ordinary_removal_is_a_change_and_rests_on_two_whole_files(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn([*range(4, 201), 301]), day(2))
    found = changes(desk, "us-sdn", day(1), day(2))
    assert [one.entry for one in found.removed] == [f"us-ofac/sdn/{n}" for n in (1, 2, 3)]
    assert [one.entry for one in found.added] == ["us-ofac/sdn/301"]
    assert found.hold is None
    assert all([rest.on for rest in one.rests_on] == [day(1), day(2)] for one in found.removed)


def test_a_file_that_lacks_more_than_two_in_a_hundred_is_held(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(FEWER), day(2))
    view = on_list(desk)
    assert (view.total, view.snapshot and view.snapshot.current_on) == (200, day(1))
    assert view.hold is not None
    assert (view.hold.sort, view.hold.removed, view.hold.current_on) == ("rows", 10, day(2))
    assert "10 of 200 rows are not in it" in view.hold.reason
    assert view.note is not None
    assert "is the last good list" in view.note
    found = changes(desk, "us-sdn", day(1), day(3))
    assert (found.removed, found.added) == ((), ())
    assert found.hold == view.hold
    with desk.tracker.reader() as reader:
        assert [one.hold == view.hold for one in lists(reader, PointInTime()).lists] == [True]
        assert document(reader, DocumentId("us-ofac/sdn/1"), PointInTime()).title == "PARTY 1"


def test_seen_again_most_of_a_day_later_it_is_the_list(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(FEWER), day(2))
    hand(desk, sdn(FEWER, mark=" "), day(3))
    assert holds(desk) == ()
    assert on_list(desk).total == len(FEWER)
    assert len(changes(desk, "us-sdn", day(1), day(3)).removed) == 10
    before = desk.clock.at.replace(hour=13, minute=30)
    with desk.tracker.reader() as reader:
        then = list_as_of(reader, "us-sdn", PointInTime(as_known=before))
    assert (then.total, then.hold is not None) == (200, True)


@pytest.mark.parametrize(("mark", "on"), [(" ", day(2)), ("", day(4))])
def test_seen_again_within_the_day_or_in_the_same_bytes_it_stays_held(
    desk: Desk, mark: str, on: date
) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(FEWER), day(2))
    desk.hand_over("again.list", sdn(FEWER, mark=mark), as_of=on)
    assert [one.current_on for one in holds(desk)] == [on]
    assert on_list(desk).total == 200


def test_what_lacks_other_rows_is_no_repetition(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(FEWER), day(2))
    others = [number for number in WHOLE if number % 10 != 2 or number > 100]
    hand(desk, sdn(others), day(4))
    assert on_list(desk).total == 200
    assert holds(desk)[0].current_on == day(4)


def test_rows_that_come_back_end_the_hold(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(FEWER), day(2))
    hand(desk, sdn([*WHOLE, 301]), day(3))
    assert holds(desk) == ()
    assert on_list(desk).total == 201
    assert changes(desk, "us-sdn", day(1), day(3)).removed == ()
    assert on_list(desk, on=day(2)).total == 200


def test_a_lost_programme_is_held_until_a_person_confirms_it(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(WITHOUT_CUBA), day(2))
    hand(desk, sdn(WITHOUT_CUBA, mark=" "), day(4))
    hand(desk, sdn([*WITHOUT_CUBA, 301], mark=" "), day(6))
    (hold,) = holds(desk)
    assert (hold.sort, hold.removed, hold.current_on) == ("programme", 20, day(6))
    assert "every row of the programme CUBA (20 rows)" in hold.reason
    assert on_list(desk).total == 200
    with pytest.raises(QueryError, match="needs a note"):
        confirm_list(desk.tracker.store, desk.clock, CaptureId(hold.capture), " ")
    with pytest.raises(NotFoundError, match="no list of a capture"):
        confirm_list(desk.tracker.store, desk.clock, CaptureId("us-ofac/no"), "said so")
    said = confirm_list(desk.tracker.store, desk.clock, CaptureId(hold.capture), "the order ended")
    assert said == ("us-sdn",)
    assert holds(desk) == ()
    assert on_list(desk).total == 181
    assert len(changes(desk, "us-sdn", day(1), day(6)).removed) == 20


def test_a_confirmed_file_is_what_later_ones_are_held_against(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(WITHOUT_CUBA), day(2))
    first = holds(desk)[0].capture
    hand(desk, sdn(WITHOUT_CUBA, mark=" "), day(4))
    confirm_list(desk.tracker.store, desk.clock, CaptureId(first), "read in the notice")
    assert holds(desk) == ()
    assert on_list(desk).snapshot is not None
    assert [one.hold for one in (on_list(desk).snapshot,) if one] == [None]
    assert on_list(desk, on=day(4)).total == len(WITHOUT_CUBA)


def test_a_list_gone_from_a_consolidated_file_is_held_for_days(desk: Desk) -> None:
    hand(desk, both(range(60), range(100, 180)), day(1))
    for number in (2, 3, 5):
        hand(desk, both(range(60), []) + " " * number, day(number))
        (hold,) = holds(desk)
        assert (hold.list, hold.sort, hold.current_on) == ("us-sdn", "list", day(number))
        view = on_list(desk, "us-sdn", day(number))
        assert (view.total, view.held) == (80, True)
        assert changes(desk, "us-sdn", day(1), day(number)).removed == ()
    assert on_list(desk, "us-el").hold is None
    hand(desk, both(range(60), range(100, 181)), day(6))
    assert holds(desk) == ()
    assert on_list(desk, "us-sdn").total == 81
    found = changes(desk, "us-sdn", day(1), day(6))
    assert (len(found.added), found.removed) == (1, ())


def test_an_older_file_handed_over_later_is_held_against_what_came_before_it(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(10))
    hand(desk, sdn(range(1, 181)), day(1))
    assert holds(desk) == ()
    assert on_list(desk, on=day(2)).total == 180
    assert on_list(desk).total == 200


def test_the_order_of_handing_over_decides_nothing(desk: Desk) -> None:
    hand(desk, sdn(FEWER), day(2))
    assert on_list(desk).total == len(FEWER)
    hand(desk, sdn(WHOLE), day(1))
    assert [one.current_on for one in holds(desk)] == [day(2)]
    assert on_list(desk).total == 200


def test_a_file_that_says_it_is_cut_removes_nothing(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(range(1, 100))[:-20], day(2))
    found = changes(desk, "us-sdn", day(1), day(2))
    assert found.removed == ()
    assert on_list(desk).total == 200


def test_reading_again_leaves_holds_and_confirmations_as_they_are(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(FEWER), day(2))
    before = on_list(desk, "us-sdn").hold
    assert before is not None
    tracker = desk.tracker
    read_waiting(tracker.store, tracker.sources, desk.clock, again=True)
    assert on_list(desk, "us-sdn").hold == before
    confirm_list(tracker.store, desk.clock, CaptureId(before.capture), "seen in the notice")
    read_waiting(tracker.store, tracker.sources, desk.clock, again=True)
    assert (on_list(desk, "us-sdn").total, holds(desk)) == (len(FEWER), ())


def test_reading_a_lost_list_again_leaves_it_held(desk: Desk) -> None:
    hand(desk, both(range(60), range(300, 380)), day(1))
    hand(desk, both(range(60), []), day(2))
    before = holds(desk)
    assert [one.sort for one in before] == ["list"]
    tracker = desk.tracker
    read_waiting(tracker.store, tracker.sources, desk.clock, again=True)
    assert holds(desk) == before


def test_every_door_says_that_a_list_is_held(desk: Desk) -> None:
    hand(desk, sdn(WHOLE), day(1))
    hand(desk, sdn(WITHOUT_CUBA), day(2))
    client = TestClient(build(desk.tracker))
    told = client.get(
        "/api/v1/lists/us-sdn/changes", params={"from": "2026-05-01", "to": "2026-05-02"}
    ).json()
    assert (told["held"], told["removed"], told["from"]) == (True, [], "2026-05-01")
    assert told["hold"]["reason"].startswith("compared with the file of 2026-05-01")
    assert client.get("/api/v1/lists/us-sdn").json()["hold"]["sort"] == "programme"
    assert client.get("/api/v1/lists").json()["lists"][0]["hold"] is not None
    assert client.get("/api/v1/sources").json()["held"][0]["list"] == "us-sdn"
    for path in ("/lists", "/lists/us-sdn", "/lists/us-sdn/changes"):
        page = client.get(path)
        assert page.status_code == 200
        assert "kept and not taken for the list" in page.text
    etag = client.get("/lists/us-sdn").headers["etag"]
    confirm_list(
        desk.tracker.store, desk.clock, CaptureId(told["hold"]["capture"]), "the programme ended"
    )
    again = client.get("/lists/us-sdn", headers={"if-none-match": etag})
    assert again.status_code == 200
    assert "kept and not taken for the list" not in again.text
