"""What people hand over: ids by path, copies, partial records, custody, withdrawal."""

import json
from dataclasses import replace
from datetime import date

import pytest

from app.domain.ids import DocumentId
from app.errors import NotFoundError, QueryError
from app.pipeline.admit import HandedFile
from app.pipeline.importing import import_file
from app.pipeline.read import read_waiting
from app.pipeline.withdraw import restore, withdraw
from tests.workspaces import Desk

WORDS = "The bureau has eased the licence requirement for chip exports to the island republic."


def record(**fields: object) -> str:
    return json.dumps({"document_number": "2026-01234", "publication_date": "2026-02-03", **fields})


def test_a_plain_text_has_no_date_of_its_own(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    desk.index()
    (hit,) = desk.search("licence").hits
    assert desk.show(hit.id).published_on is None
    assert desk.show(hit.id).date_evidence is None


def test_an_edited_file_is_a_new_version_of_the_same_document(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    changed = desk.hand_over("a.txt", WORDS.replace("eased", "tightened"))
    assert changed.changed == 1
    desk.index()
    assert desk.search("").total == 1
    assert desk.search("tightened").total == 1


def test_a_copy_under_another_path_is_the_same_document_with_both_paths(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    copy = desk.hand_over("b/copy.txt", WORDS)
    assert (copy.new, copy.same) == (0, 1)
    desk.index()
    (hit,) = desk.search("licence").hits
    assert desk.show(hit.id).capture.places == ("/desk/a.txt", "/desk/b/copy.txt")


def test_a_copy_that_is_edited_becomes_a_document_of_its_own(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    desk.hand_over("b.txt", WORDS)
    desk.clock.advance(minutes=1)
    edited = desk.hand_over("b.txt", WORDS.replace("eased", "ended"))
    assert edited.new == 1
    desk.index()
    assert desk.search("eased").total == desk.search("ended").total == 1


def test_an_absent_field_says_nothing_and_null_says_none(desk: Desk) -> None:
    full = record(
        title="Easing", type="Rule", abstract="An abstract.", html_url="https://a.example/1"
    )
    desk.hand_over("full.json", full)
    assert desk.hand_over("few.json", record(title="Easing")).changed == 0
    assert desk.show("us-fr/2026-01234").url == "https://a.example/1"
    desk.hand_over("null.json", record(title="Easing", html_url=None))
    assert desk.show("us-fr/2026-01234").url is None
    assert desk.show("us-fr/2026-01234").text == "An abstract."


def test_what_is_handed_over_never_overwrites_what_came_in_surer_custody(desk: Desk) -> None:
    desk.hand_over("named.json", record(title="As published", abstract="x y"), source="us-fr")
    assert desk.show("us-fr/2026-01234").standing == "authentic"
    poisoned = desk.hand_over("found.json", record(title="Rescinded", abstract="x y"))
    assert (poisoned.changed, poisoned.same) == (0, 1)
    assert "surer custody" in poisoned.issues[0].problem
    assert desk.show("us-fr/2026-01234").title == "As published"


def test_bytes_alone_never_have_the_standing_of_the_publisher(desk: Desk) -> None:
    desk.hand_over("found.json", record(title="A rule", abstract="x y"))
    assert desk.show("us-fr/2026-01234").standing == "report"


def test_a_record_with_no_more_than_an_identity_is_kept_and_filled_later(desk: Desk) -> None:
    bare = desk.hand_over("bare.json", record())
    assert (bare.new, bare.quarantined) == (1, 0)
    desk.hand_over("full.json", record(title="Now with a title", abstract="And words."))
    assert desk.show("us-fr/2026-01234").text == "And words."


def test_a_withdrawn_document_is_out_of_view_and_comes_back_with_what_arrived(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    desk.index()
    id_ = DocumentId(desk.search("licence").hits[0].id)
    seen_at = desk.clock.advance(hours=1)
    desk.clock.advance(hours=1)
    withdraw(desk.tracker.store, desk.clock, [id_], "the wrong file")
    desk.index()
    assert desk.search("licence").total == 0
    assert desk.search("licence", as_known=seen_at).total == 1
    with pytest.raises(NotFoundError, match="the wrong file"):
        desk.show(id_)
    later = desk.hand_over("a.txt", WORDS.replace("eased", "lifted"))
    assert (later.new, later.changed) == (0, 0)
    desk.clock.advance(hours=1)
    restore(desk.tracker.store, desk.tracker.sources, desk.clock, [id_])
    desk.index()
    assert desk.search("lifted").total == 1
    assert "lifted" in desk.show(id_).text


def test_withdrawing_twice_or_without_a_reason_is_refused(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    desk.index()
    id_ = DocumentId(desk.search("licence").hits[0].id)
    with pytest.raises(QueryError, match="reason"):
        withdraw(desk.tracker.store, desk.clock, [id_], "  ")
    withdraw(desk.tracker.store, desk.clock, [id_], "wrong")
    with pytest.raises(QueryError, match="already"):
        withdraw(desk.tracker.store, desk.clock, [id_], "wrong")


def test_a_file_of_no_known_kind_is_named_and_left(desk: Desk) -> None:
    left = desk.hand_over("PROVENANCE.md", "# where this is from")
    assert (left.kind, left.records) == ("no known kind", 0)
    assert left.problem is not None


def test_reading_everything_again_changes_nothing(desk: Desk) -> None:
    desk.hand_over("few.json", record(title="Easing"))
    desk.hand_over("full.json", record(title="Easing", abstract="An abstract."))
    desk.hand_over("a.txt", WORDS)
    desk.hand_over("a.txt", WORDS.replace("eased", "tightened"))
    held = desk.digest()
    read_waiting(desk.tracker.store, desk.tracker.sources, desk.clock, again=True)
    assert desk.digest() == held


def test_the_day_a_person_gives_is_the_day_of_the_text(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS, published_on=date(2026, 2, 14))
    desk.index()
    view = desk.show(desk.search("licence").hits[0].id)
    assert view.published_on == date(2026, 2, 14)
    assert view.date_evidence is not None


def test_a_large_file_of_records_is_kept_in_parts_and_loses_none(desk: Desk) -> None:
    lines = "\n".join(
        record(title=f"Rule {number}", document_number=f"2026-{number:05}") for number in range(300)
    )
    small = replace(desk.importer(), body_limit=5_000)
    file = HandedFile(place="/desk/many.jsonl", name="many.jsonl", body=lines.encode())
    first, again = import_file(small, file), import_file(small, file)
    assert (first.records, first.new, first.quarantined) == (300, 300, 0)
    assert (again.records, again.same) == (300, 300)


def test_a_body_over_the_limit_is_refused_with_the_next_step(desk: Desk) -> None:
    small = replace(desk.importer(), body_limit=1_024)
    file = HandedFile(place="/desk/long.txt", name="long.txt", body=b"chips " * 1_000)
    refused = import_file(small, file)
    assert refused.kind == "too large"
    assert "ONRECORD_BODY_LIMIT" in (refused.problem or "")
