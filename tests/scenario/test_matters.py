"""A matter from proposal to correction: one comment day with its history, each paper linked."""

import json
from datetime import date

from app.domain.ids import DocumentId
from app.domain.time import PointInTime
from app.queries.thread import ThreadView, thread
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]


def hand_over(desk: Desk, number: str, on: str, **fields: object) -> None:
    said = {"document_number": number, "publication_date": on, **fields}
    desk.hand_over(f"{number}.json", json.dumps(said), source="us-fr")
    desk.clock.advance(days=1)
    desk.index()


def matter(desk: Desk, id_: str) -> ThreadView:
    with desk.tracker.reader() as reader:
        return thread(reader, DocumentId(id_), PointInTime())


def test_a_comment_period_is_extended_and_one_day_stands_with_its_history(desk: Desk) -> None:
    hand_over(
        desk,
        "2025-01111",
        "2025-01-15",
        type="Proposed Rule",
        title="Connected widgets",
        citation="90 FR 3000",
        abstract="DATES: Comments must be received on or before March 17, 2025.\n\n"
        "SUMMARY: The bureau proposes to control widgets.",
        regulation_id_numbers=["0694-AJ99"],
    )
    first = matter(desk, "us-fr/2025-01111")
    assert first.comments_close is not None
    assert first.comments_close.on == date(2025, 3, 17)
    hand_over(
        desk,
        "2025-02222",
        "2025-03-03",
        type="Proposed Rule",
        title="Connected widgets; extension of comment period",
        action="Proposed rule; extension of comment period.",
        abstract="DATES: The comment period for the proposed rule published at 90 FR 3000 on "
        "January 15, 2025, is extended until April 16, 2025.\n\nSUMMARY: The bureau extends the "
        "comment period of the proposed rule published at 90 FR 3000.",
    )
    found = matter(desk, "us-fr/2025-01111")
    assert [one.document for one in found.papers] == ["us-fr/2025-01111", "us-fr/2025-02222"]
    assert found.comments_close is not None
    assert (found.comments_close.document, found.comments_close.on) == (
        "us-fr/2025-02222",
        date(2025, 4, 16),
    )
    assert [(one.document, one.on) for one in found.comments_close_history] == [
        ("us-fr/2025-01111", date(2025, 3, 17)),
        ("us-fr/2025-02222", date(2025, 4, 16)),
    ]
    extension = found.papers[1]
    assert ("extend", "us-fr/2025-01111") in [(one.verb, one.document) for one in extension.done_to]
    assert matter(desk, "us-fr/2025-02222").papers == found.papers


def test_a_correction_that_no_field_links_is_linked_by_its_words(desk: Desk) -> None:
    hand_over(
        desk,
        "2025-01111",
        "2025-01-15",
        type="Rule",
        title="Widgets",
        citation="90 FR 3000",
        abstract="A rule on widgets.",
        regulation_id_numbers=["0694-AJ99"],
    )
    hand_over(
        desk,
        "2025-03333",
        "2025-02-04",
        type="Rule",
        title="Widgets; correction",
        action="Final rule; correction.",
        correction_of=None,
        abstract="SUMMARY: This document corrects an error in FR Doc. 2025-01111, published on "
        "January 15, 2025.",
    )
    shown = desk.show("us-fr/2025-03333")
    (act,) = [one for one in shown.actions if one.verb == "correct"]
    assert act.resolved_to == "us-fr/2025-01111"
    assert desk.search("action:correct").total == 1
    found = matter(desk, "us-fr/2025-01111")
    assert [one.document for one in found.papers] == ["us-fr/2025-01111", "us-fr/2025-03333"]
    assert found.papers[1].done_to[0].document == "us-fr/2025-01111"


def test_papers_of_one_rin_are_one_matter(desk: Desk) -> None:
    for number, on, type_ in (
        ("2025-01111", "2025-01-15", "Proposed Rule"),
        ("2025-05555", "2025-09-15", "Rule"),
    ):
        hand_over(
            desk,
            number,
            on,
            type=type_,
            title="Widgets",
            abstract="On widgets.",
            regulation_id_numbers=["0694-AJ99"],
        )
    found = matter(desk, "us-fr/2025-05555")
    assert found.keys == ("rin:0694-aj99",)
    assert [(one.document, one.by) for one in found.papers] == [
        ("us-fr/2025-01111", ("rin:0694-aj99",)),
        ("us-fr/2025-05555", ("rin:0694-aj99",)),
    ]
