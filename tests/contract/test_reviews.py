"""A person's decision stands above every maker, through new readings and new words, in a log."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, update

from app.asgi import build
from app.domain.ids import DocumentId
from app.domain.reviews import ReviewState
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.pipeline.deriving import derived
from app.pipeline.extract import extract_waiting
from app.pipeline.review import ReviewAsked, review
from app.pipeline.withdraw import restore, withdraw
from app.queries.audit import audit_log, verify_chain
from app.queries.document_views import DocumentView
from app.store.derived import Derived
from app.store.review_rows import AuditRow
from app.store.work import Unread
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]

RULE = "us-fr/2025-00636"
WORDS = "The bureau amends 15 CFR 744.23(a)(2) and revises ECCN 3A090.a as set out below."


def hand_over(desk: Desk, words: str = WORDS, **fields: object) -> None:
    said = {"document_number": "2025-00636", "publication_date": "2025-01-16", "type": "Rule"}
    body = json.dumps({**said, "title": "A rule on chips", "abstract": words, **fields})
    desk.hand_over("rule.json", body, source="us-fr")
    desk.index()


def decide(desk: Desk, subject: str, state: ReviewState, **said: object) -> None:
    asked = ReviewAsked(
        subject=subject,
        state=state,
        note="read against the printed page",
        made_by="person/ada",
        **said,  # type: ignore[arg-type]  # a test names fields of ReviewAsked
    )
    desk.clock.advance(minutes=1)
    review(desk.tracker.store, desk.clock, asked)
    desk.index()


def keys(shown: DocumentView) -> list[str]:
    return [one.key for one in shown.citations]


def address(desk: Desk, quote: str) -> str:
    shown = desk.show(RULE)
    start = shown.text.index(quote)
    return f"{shown.version}~{start}-{start + len(quote)}"


def test_a_wrong_citation_is_gone_from_pages_and_search_and_stays_gone(desk: Desk) -> None:
    hand_over(desk)
    assert desk.search("eccn:3A090").total == 1
    before = desk.clock.advance(seconds=30)
    decide(desk, address(desk, "3A090.a"), ReviewState.WRONG)

    assert keys(desk.show(RULE)) == ["cfr:15/744.23(a)(2)"]
    assert desk.search("eccn:3A090").total == 0
    extract_waiting(desk.tracker.store, desk.clock, again=True)
    assert keys(desk.show(RULE)) == ["cfr:15/744.23(a)(2)"]
    # What was known before the decision is still what was known then.
    assert "eccn:3A090.a" in keys(desk.show(RULE, as_known=before))


def test_a_correction_stands_with_who_made_it_and_can_be_taken_back(desk: Desk) -> None:
    hand_over(desk)
    place = address(desk, "3A090.a")
    decide(desk, place, ReviewState.CORRECTED, sets={"key": "eccn:3A991.p"})
    (corrected,) = [one for one in desk.show(RULE).citations if one.key == "eccn:3A991.p"]
    assert (corrected.made_by, corrected.quote) == ("person/ada", "3A090.a")
    assert desk.search("eccn:3A991.p").total == 1
    (said,) = desk.show(RULE).reviews
    assert (said.state, said.note) == ("corrected", "read against the printed page")

    decide(desk, place, ReviewState.OPEN, reading="citation")
    assert keys(desk.show(RULE)) == ["cfr:15/744.23(a)(2)", "eccn:3A090.a"]


def test_words_beside_a_reading_are_not_the_reading(desk: Desk) -> None:
    hand_over(desk)
    start = WORDS.index("3A090.a")
    with pytest.raises(QueryError, match=rf"near it at .*~{start}-{start + 7}"):
        decide(desk, address(desk, "ECCN 3A090.a"), ReviewState.WRONG)


def test_a_decision_follows_its_words_into_a_later_version(desk: Desk) -> None:
    hand_over(desk)
    decide(desk, address(desk, "3A090.a"), ReviewState.WRONG)
    desk.clock.advance(days=1)
    hand_over(desk, f"Corrected text. {WORDS}")
    assert keys(desk.show(RULE)) == ["cfr:15/744.23(a)(2)"]
    # Elsewhere the same number is another passage, of which nobody decided anything.
    hand_over(desk, f"Corrected text. {WORDS} ECCN 3A090.a is explained in part V of this rule.")
    assert keys(desk.show(RULE)).count("eccn:3A090.a") == 1


def test_what_a_person_confirmed_stands_when_a_maker_no_longer_finds_it(desk: Desk) -> None:
    hand_over(desk)
    decide(desk, address(desk, "3A090.a"), ReviewState.CONFIRMED)

    def blind(unread: Unread) -> Derived:
        return replace(derived(unread), of_version={})

    extract_waiting(desk.tracker.store, desk.clock, again=True, deriver=blind)
    assert keys(desk.show(RULE)) == ["eccn:3A090.a"]


def test_a_day_that_nobody_read_is_added_by_a_person(desk: Desk) -> None:
    hand_over(desk, "The old licences run until the first of March next year, and no longer.")
    place = address(desk, "until the first of March next year")
    with pytest.raises(QueryError, match="role"):
        decide(desk, place, ReviewState.CORRECTED, reading="date", sets={"on": "2026-03-01"})
    sets = {"role": "expiry", "on": "2026-03-01"}
    decide(desk, place, ReviewState.CORRECTED, reading="date", sets=sets)
    days = [one for one in desk.show(RULE).dates if one.role == "expiry"]
    assert [(one.on.isoformat() if one.on else None, one.made_by) for one in days] == [
        ("2026-03-01", "person/ada")
    ]


def test_a_type_is_decided_for_the_whole_document(desk: Desk) -> None:
    hand_over(desk)
    decide(desk, RULE, ReviewState.CORRECTED, reading="type", sets={"type": "temporary_rule"})
    instrument = desk.show(RULE).instrument
    assert instrument is not None
    assert instrument.read_type == "temporary_rule"


@pytest.mark.parametrize(
    ("subject", "said", "problem"),
    [
        (RULE, {"state": ReviewState.WRONG}, "--reading type"),
        ("us-fr/none", {"state": ReviewState.WRONG, "reading": "type"}, "neither"),
        (RULE, {"state": ReviewState.WRONG, "reading": "colour"}, "no reading"),
        (
            RULE,
            {"state": ReviewState.CORRECTED, "reading": "type", "sets": {"type": "edict"}},
            "no type 'edict'",
        ),
        (RULE, {"state": ReviewState.WRONG, "reading": "type", "sets": {"type": "x"}}, "corrected"),
    ],
)
def test_a_decision_that_makes_no_sense_changes_nothing(
    desk: Desk, subject: str, said: dict[str, object], problem: str
) -> None:
    hand_over(desk)
    before = desk.digest()
    with pytest.raises((QueryError, NotFoundError), match=problem):
        decide(desk, subject, **said)  # type: ignore[arg-type]  # the table names parameters
    assert desk.digest() == before
    with desk.tracker.reader() as reader:
        assert verify_chain(reader).entries == 0


def test_the_log_tells_who_decided_what_and_shows_any_change_to_it(desk: Desk) -> None:
    hand_over(desk)
    decide(desk, address(desk, "3A090.a"), ReviewState.WRONG)
    store, ids = desk.tracker.store, [DocumentId(RULE)]
    withdraw(store, desk.clock, ids, "a test", made_by="person/ada")
    desk.clock.advance(minutes=1)
    restore(store, desk.tracker.sources, desk.clock, ids, made_by="person/bob")
    with desk.tracker.reader() as reader:
        log = audit_log(reader, PointInTime())
        chain = verify_chain(reader)
    told = [(one.made_by, one.action) for one in log.entries]
    assert told == [
        ("person/bob", "restore"),
        ("person/ada", "withdraw"),
        ("person/ada", "review wrong"),
    ]
    assert (chain.holds, chain.entries) == (True, 3)
    assert chain.last_digest == log.entries[0].digest

    for change in (
        update(AuditRow).where(AuditRow.position == 2).values(subject="us-fr/other"),
        update(AuditRow)
        .where(AuditRow.position == 2)
        .values(subject=RULE, recorded_at=desk.clock.at + timedelta(days=1)),
        delete(AuditRow).where(AuditRow.position == 1),
    ):
        with store.writing_engine.begin() as connection:
            connection.execute(change)
        with desk.tracker.reader() as reader:
            assert not verify_chain(reader).holds


def test_the_interface_takes_decisions_from_this_machine_only(desk: Desk) -> None:
    hand_over(desk)
    body = {"id": address(desk, "3A090.a"), "state": "wrong", "note": "no such entry"}
    here = "http://127.0.0.1:8000"
    application = build(desk.tracker)
    with TestClient(application, base_url=here, client=("127.0.0.1", 5000)) as http:
        refused = [
            http.post("/api/v1/reviews", json=body, headers={"origin": "https://example.org"}),
            http.post("/api/v1/reviews", json=body, headers={"origin": "null"}),
            http.post("/api/v1/reviews", json=body, headers={"host": "example.org"}),
            http.post("/api/v1/reviews", json=body, headers={"sec-fetch-site": "cross-site"}),
        ]
        assert {one.status_code for one in refused} == {403}
        assert http.get("/api/v1/audit").json()["total"] == 0
        made = http.post("/api/v1/reviews", json=body)
        assert made.status_code == 201, made.text
        page = http.get(f"/documents/{RULE}").text
        assert "Decided by people" in page
        assert "no such entry" in page
        assert http.get("/api/v1/audit").json()["entries"][0]["subject"] == body["id"]
        wrong = http.post("/api/v1/reviews", json={**body, "colour": "red"})
        assert wrong.status_code == 400
    with TestClient(application, base_url=here, client=("192.0.2.7", 5000)) as http:
        assert http.post("/api/v1/reviews", json=body).status_code == 403
