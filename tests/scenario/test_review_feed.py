"""Withdrawals, copies, refusals and edits: read again or replayed, they come to the same."""

import json
from datetime import date

from fastapi.testclient import TestClient

from app.asgi import build
from app.domain.ids import DocumentId
from app.pipeline.read import read_waiting
from app.pipeline.withdraw import restore, withdraw
from tests.workspaces import Desk

WORDS = "The bureau has eased the licence requirement for chip exports to the island republic."
RULE = DocumentId("us-fr/2026-01234")


def record(number: str = "2026-01234", **fields: object) -> str:
    return json.dumps({"document_number": number, "publication_date": "2026-02-03", **fields})


def take_out(desk: Desk, *ids: str) -> None:
    withdraw(desk.tracker.store, desk.clock, [DocumentId(one) for one in ids], "wrong")


def bring_back(desk: Desk, *ids: str) -> None:
    tracker = desk.tracker
    restore(tracker.store, tracker.sources, desk.clock, [DocumentId(one) for one in ids])


def same_when_read_again(desk: Desk) -> None:
    held = desk.digest()
    read_waiting(desk.tracker.store, desk.tracker.sources, desk.clock, again=True)
    assert desk.digest() == held


def replayed(desk: Desk) -> dict[str, str]:
    """The documents and versions that a consumer of the feed holds, who began at zero."""
    client, held = TestClient(build(desk.tracker)), dict[str, str]()
    asked: dict[str, str] = {"limit": "2"}
    while True:
        told = client.get("/api/v1/changes", params=asked).json()
        for change in told["changes"]:
            held.pop(change["document"], None)
            if change["verb"] == "shown":
                held[change["document"]] = change["version"]
        if not told["truncated"]:
            return held
        asked["cursor"] = told["next_cursor"]


def test_a_long_story_is_the_same_when_read_again_and_when_replayed(desk: Desk) -> None:
    desk.hand_over("vouched.json", record(title="As published", abstract="x"), source="us-fr")
    desk.hand_over("poisoned.json", record(title="Rescinded", abstract="y"))
    desk.hand_over("full.json", record("2026-01235", title="N", html_url="https://a.example/1"))
    desk.hand_over("null.json", record("2026-01235", title="N", html_url=None))
    for name, words in (("a", WORDS), ("b", WORDS), ("a", WORDS + " More."), ("c", WORDS)):
        desk.hand_over(f"{name}.txt", words)
    same_when_read_again(desk)
    ids = [hit.id for hit in desk.search("licence").hits]
    take_out(desk, *ids, RULE)
    same_when_read_again(desk)
    desk.hand_over("a.txt", WORDS + " Even more.")
    same_when_read_again(desk)
    bring_back(desk, ids[0], RULE)
    same_when_read_again(desk)
    assert replayed(desk) == {hit.id: hit.version for hit in desk.search("").hits}


def test_what_the_publisher_said_meanwhile_is_shown_when_a_document_comes_back(desk: Desk) -> None:
    desk.hand_over("found.json", record(title="Found", abstract="y"))
    take_out(desk, RULE)
    desk.hand_over("vouched.json", record(title="As published", abstract="x"), source="us-fr")
    desk.hand_over("poisoned.json", record(title="Rescinded", abstract="y"))
    bring_back(desk, RULE)
    assert desk.show(RULE).title == "As published"


def test_pages_hold_still_while_hits_are_edited_added_and_withdrawn(desk: Desk) -> None:
    for number in range(30):
        desk.clock.advance(seconds=1)
        day = date(2026, 1, 1 + number % 5)
        desk.hand_over(f"{number}.txt", f"chips number {number}", published_on=day)
    desk.index()
    for sort in ("newest", "oldest", "changed", "effective"):
        _pages_hold_still(desk, sort)


def _pages_hold_still(desk: Desk, sort: str) -> None:
    first = desk.search("chips", limit=100, sort=sort)
    wanted = [hit.id for hit in first.hits]
    page = desk.search("chips", limit=7, sort=sort)
    got = [hit.id for hit in page.hits]
    turned = 0
    while page.next_cursor is not None:
        turned += 1
        desk.clock.advance(seconds=1)
        desk.hand_over(f"{turned * 3}.txt", f"chips edited {sort} {turned}")
        desk.hand_over(f"{sort}-{turned}.txt", f"chips new {sort}", published_on=date(2026, 1, 3))
        if turned == 2:
            take_out(desk, wanted[-1])
        desk.index()
        page = desk.search("chips", limit=7, sort=sort, cursor=page.next_cursor)
        got += [hit.id for hit in page.hits]
        assert page.total == first.total
    assert got == wanted
    bring_back(desk, wanted[-1])
    desk.index()
