"""What is read out of words: resolved when asked, superseded by better makers, known since when."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, select, update

from app.domain.ids import DocumentId
from app.domain.time import PointInTime
from app.pipeline.deriving import derived
from app.pipeline.extract import Deriver, differences, extract_waiting
from app.pipeline.withdraw import withdraw
from app.queries.citing import CitedByView, cited_by
from app.queries.thread import ThreadView, thread
from app.store.derived import Derived
from app.store.derived_rows import CitationRow, ExtractionRow
from app.store.schema import DocumentRow, VersionRow
from app.store.work import Unread
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]

RULE = "us-fr/2025-00636"
SUMMARY = (
    "The bureau amends 15 CFR 744.23(a)(2) and ECCN 3A090.a. This rule follows the interim final "
    "rule published at 90 FR 4544."
)


def paper(number: str, **fields: object) -> str:
    said = {"document_number": number, "publication_date": "2025-01-16", "type": "Rule"}
    return json.dumps({**said, "title": "A rule", **fields})


def hand_over(desk: Desk, number: str, **fields: object) -> None:
    desk.hand_over(f"{number}.json", paper(number, **fields), source="us-fr")
    desk.index()


def resolved(desk: Desk, key: str, **asked: object) -> str | None:
    shown = desk.show(RULE, **asked)  # type: ignore[arg-type]  # a test names parameters of show
    (one,) = [one.resolved_to for one in shown.citations if one.key == key]
    return one


def citing(desk: Desk, id_: str) -> CitedByView:
    with desk.tracker.reader() as reader:
        return cited_by(reader, DocumentId(id_), PointInTime())


def matter(desk: Desk, id_: str) -> ThreadView:
    with desk.tracker.reader() as reader:
        return thread(reader, DocumentId(id_), PointInTime())


def ids(desk: Desk, question: str, **asked: object) -> set[str]:
    return {hit.id for hit in desk.search(question, **asked).hits}  # type: ignore[arg-type]  # as above


def without_citations(unread: Unread) -> Derived:
    """A worse maker: it finds no citation."""
    made = derived(unread)
    return replace(
        made,
        maker="older",
        of_version={name: rows for name, rows in made.of_version.items() if name != "citation"},
    )


def extract(desk: Desk, deriver: Deriver = derived, *, again: bool = False) -> int:
    store = desk.tracker.store
    return extract_waiting(store, desk.clock, again=again, deriver=deriver).versions


def test_a_later_arrival_resolves_earlier_citations_by_itself(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    before = desk.clock.advance(hours=1)
    assert resolved(desk, "fr:90/4544") is None
    assert not ids(desk, f"cited_by:{RULE}")
    desk.clock.advance(days=1)
    hand_over(desk, "2025-00711", abstract="An interim rule.", citation="90 FR 4544")
    assert resolved(desk, "fr:90/4544") == "us-fr/2025-00711"
    assert resolved(desk, "fr:90/4544", as_known=before) is None
    assert ids(desk, f"cited_by:{RULE}") == {"us-fr/2025-00711"}
    assert [one.document for one in citing(desk, "us-fr/2025-00711").documents] == [RULE]


def test_two_documents_that_answer_to_one_key_leave_it_unresolved(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    for number in ("2025-00711", "2025-00712"):
        hand_over(desk, number, abstract="On the same page.", citation="90 FR 4544")
    (one,) = [one for one in desk.show(RULE).citations if one.key == "fr:90/4544"]
    assert (one.resolved_to, one.reason) == (None, "2 documents answer to fr:90/4544")
    assert citing(desk, "us-fr/2025-00711").total == 0


def test_a_document_taken_out_of_view_is_resolved_to_no_more(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    hand_over(desk, "2025-00711", abstract="An interim rule.", citation="90 FR 4544")
    seen_at = desk.clock.advance(hours=1)
    desk.clock.advance(hours=1)
    withdraw(desk.tracker.store, desk.clock, [DocumentId("us-fr/2025-00711")], "the wrong one")
    assert resolved(desk, "fr:90/4544") is None
    assert resolved(desk, "fr:90/4544", as_known=seen_at) == "us-fr/2025-00711"


def test_quotes_are_the_words_at_their_place(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    shown = desk.show(RULE)
    found = {one.key: shown.text[one.start : one.end] == one.quote for one in shown.citations}
    assert found == {"cfr:15/744.23(a)(2)": True, "eccn:3A090.a": True, "fr:90/4544": True}


@pytest.mark.parametrize(
    "question",
    [
        'cites:"90 FR 4544"',
        "cites:fr:90/4544",
        "cites:15/744.23",
        'cites:"15 CFR 744.23(a)"',
        "cites:3A090",
        "cfr:15/744",
        "cfr:744.23",
        "cfr:15/744.23(a)",
        "eccn:3A090",
        "eccn:3A*",
    ],
)
def test_a_text_is_found_by_what_it_cites_and_all_that_lies_around_it(
    desk: Desk, question: str
) -> None:
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    hand_over(desk, "2025-00637", abstract="It amends 15 CFR 740.2 and ECCN 3A001.")
    assert ids(desk, question) >= {RULE}
    narrower = question.endswith("*") or ids(desk, question) == {RULE}
    assert narrower


def test_a_narrower_place_than_the_one_cited_is_not_found(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    assert not ids(desk, "cfr:15/744.23(a)(2)(i)")
    assert not ids(desk, "eccn:3A090.b")
    assert not ids(desk, "cfr:15/744.2")


def test_a_better_maker_supersedes_and_what_was_known_before_stays(desk: Desk) -> None:
    desk.hand_over("a.json", paper("2025-00636", abstract=SUMMARY), source="us-fr")
    extract(desk, without_citations)
    desk.index_only()
    assert not desk.show(RULE).citations
    before = desk.clock()
    desk.clock.advance(days=1)
    assert extract(desk) == 1
    desk.index_only()
    assert len(desk.show(RULE).citations) == 3
    assert not desk.show(RULE, as_known=before).citations
    assert ids(desk, "cites:3A090") == {RULE}
    assert not ids(desk, "cites:3A090", as_known=before)
    assert ids(desk, "kind:rule", as_known=before) == {RULE}
    assert desk.search("kind:rule").total == 1


def test_a_new_reading_is_no_change_of_the_document(desk: Desk) -> None:
    desk.hand_over("a.json", paper("2025-00636", abstract=SUMMARY), source="us-fr")
    extract(desk, without_citations)
    desk.clock.advance(days=30)
    extract(desk)
    desk.index_only()
    assert not ids(desk, "changed:last7d")
    assert len(desk.show(RULE).showings) == 1


def test_reading_again_changes_nothing(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    hand_over(desk, "2025-00711", abstract="Comments are due by 3 March 2025.", type="Notice")
    desk.hand_over("news.txt", "The rule at 90 FR 4544 is out.\n\nIt is long.")
    desk.index()
    before, shown = desk.digest(), desk.show(RULE)
    desk.clock.advance(days=1)
    assert extract(desk, again=True) == 3
    assert not list(differences(desk.tracker.store, again=True))
    assert desk.digest() == before
    assert desk.show(RULE).citations == shown.citations
    with desk.tracker.reader() as reader:
        assert reader.now == desk.clock()


def test_a_difference_is_told_and_nothing_is_written(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    told = list(differences(desk.tracker.store, again=True, deriver=without_citations))
    assert [(one.gone, one.values["key"]) for one in told] == [
        (True, "cfr:15/744.23(a)(2)"),
        (True, "eccn:3A090.a"),
        (True, "fr:90/4544"),
    ]
    assert {one.place for one in told} == {desk.show(RULE).version}
    assert len(desk.show(RULE).citations) == 3


def test_a_text_that_cannot_be_read_is_set_aside_and_the_others_go_on(desk: Desk) -> None:
    def stumbling(unread: Unread) -> Derived:
        if unread.document == RULE:
            raise ValueError("a strange text")
        return derived(unread)

    desk.hand_over("a.json", paper("2025-00636", abstract=SUMMARY), source="us-fr")
    desk.hand_over("b.json", paper("2025-00711", abstract="See 90 FR 1."), source="us-fr")
    done = extract_waiting(desk.tracker.store, desk.clock, deriver=stumbling)
    assert (done.versions, done.set_aside) == (2, 1)
    assert not desk.show(RULE).citations
    assert len(desk.show("us-fr/2025-00711").citations) == 1
    assert extract(desk, stumbling) == 0
    assert extract(desk, again=True) == 2
    assert len(desk.show(RULE).citations) == 3


def test_a_moved_title_is_read_in_its_new_light(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract="Words.", title="Correction of a rule")
    assert "correct" in {one.verb for one in desk.show(RULE).actions}
    desk.clock.advance(days=1)
    hand_over(desk, "2025-00636", abstract="Words.", title="Rescission of a rule")
    shown = desk.show(RULE)
    assert {one.verb for one in shown.actions} == {"rescind"}
    assert len(shown.versions) == 1


def test_reports_cite_and_do_nothing(desk: Desk) -> None:
    desk.hand_over("n.txt", "The US suspended its rule, 90 FR 4544, effective 1 May 2025.\n\nSo.")
    desk.index()
    (hit,) = desk.search("suspended").hits
    shown = desk.show(hit.id)
    assert [one.key for one in shown.citations] == ["fr:90/4544"]
    assert (shown.dates, shown.actions, shown.type) == ((), (), None)


def test_days_of_metadata_and_text_are_both_kept_and_their_disagreement_is_marked(
    desk: Desk,
) -> None:
    words = "DATES: This rule is effective February 3, 2025.\n\nSUMMARY: It revises a part."
    hand_over(desk, "2025-00636", abstract=words, effective_on="2025-02-01")
    days = {one.on: (one.in_metadata, one.disagrees) for one in desk.show(RULE).dates}
    assert days == {date(2025, 2, 1): (True, True), date(2025, 2, 3): (False, True)}
    assert ids(desk, "effective:2025-02-01") == ids(desk, "effective:2025-02-03") == {RULE}


def test_a_day_that_both_give_stands_once_with_the_words(desk: Desk) -> None:
    words = "DATES: This rule is effective February 3, 2025.\n\nSUMMARY: It revises a part."
    hand_over(desk, "2025-00636", abstract=words, effective_on="2025-02-03")
    (day,) = desk.show(RULE).dates
    assert (day.in_metadata, day.in_text, day.disagrees) == (True, True, False)
    assert day.quote is not None
    assert "February 3, 2025" in day.quote


def test_a_country_group_is_as_it_was_on_a_day(desk: Desk) -> None:
    hand_over(desk, "2025-00636", abstract="It names Country Group D:5 and no country.")
    assert ids(desk, "group:D:5@2024-01-01") == {RULE}
    assert not ids(desk, "group:A:1")


def test_rows_of_lists_that_nobody_read_before_are_read_with_the_older_readings(
    desk: Desk,
) -> None:
    notice = "90 FR 4544, 1/16/25."
    row = {"source": "Entity List (EL)", "name": "Acme", "federal_register_notice": notice}
    desk.hand_over("csl.json", json.dumps({"total": 1, "results": [row]}))
    hand_over(desk, "2025-00636", abstract=SUMMARY)
    assert ids(desk, 'list:us-el cites:"90 FR 4544"')
    with desk.tracker.store.writing_engine.begin() as connection:
        entries = (
            select(VersionRow.pk)
            .join(DocumentRow, DocumentRow.pk == VersionRow.document_pk)
            .where(DocumentRow.kind == "list_entry")
        )
        for table in (CitationRow, ExtractionRow):
            connection.execute(delete(table).where(table.version_pk.in_(entries)))
        connection.execute(update(ExtractionRow).values(maker="an older one"))
    assert extract(desk) == 2
    assert extract(desk) == 0
    (entry,) = desk.search("list:us-el").hits
    assert [one.key for one in desk.show(entry.id).citations] == ["fr:90/4544"]
