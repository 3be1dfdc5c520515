"""What a half-typed question may mean: the same on both databases, counted as the search counts."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.asgi import build
from app.domain.ids import DocumentId
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.citing import cited_by
from app.queries.suggest import suggest
from app.queries.suggest_views import Suggestion
from app.queries.timeline import timeline
from app.queries.timeline_asked import timeline_question
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]

RULE = "us-fr/2025-00636"
ROWS = [
    {
        "source": "Entity List (EL)", "name": name, "addresses": [{"country": "CN"}],
        "federal_register_notice": notice,
    }
    for name, notice in (
        ("Quayside Optics Co., Ltd", "90 FR 4560, 1/15/25."),
        ("Quayside Lenses", "90 FR 4544, 1/15/25."),
        ("Lantern Foundry", "76 FR 71869, 11/21/11."),
    )
]  # fmt: skip


@pytest.fixture
def bureau(desk: Desk) -> Desk:
    """A desk with a rule of forty pages, a notice that cites it, and a list that names it."""
    papers = (
        {
            "document_number": "2025-00636", "publication_date": "2025-01-15", "type": "Rule",
            "title": "Diffusion", "citation": "90 FR 4544", "start_page": 4544, "end_page": 4584,
            "agencies": [{"name": "BIS", "slug": "industry-and-security-bureau"}],
            "regulation_id_numbers": ["0694-AJ90"],
            "abstract": "Amends 15 CFR 744.11(c) and ECCN 3A090.a.",
        },
        {
            "document_number": "2025-01111", "publication_date": "2025-02-15", "type": "Notice",
            "title": "Later",
            "abstract": "See 90 FR 4550 and 15 CFR parts 730 through 774. The rule published on "
            "January 15, 2025, by BIS controls ECCNs 3B001.a.4 through .d for Iran.",
        },
    )  # fmt: skip
    for paper in papers:
        name = str(paper["document_number"])
        desk.hand_over(f"{name}.json", json.dumps(paper), source="us-fr")
    desk.hand_over("csl.json", json.dumps({"total": len(ROWS), "results": ROWS}))
    desk.index()
    return desk


@pytest.fixture
def pages(bureau: Desk) -> Iterator[TestClient]:
    with TestClient(build(bureau.tracker), raise_server_exceptions=True) as client:
        yield client


def suggested(desk: Desk, typed: str) -> tuple[Suggestion, ...]:
    with desk.tracker.reader() as reader:
        return suggest(reader, typed, PointInTime()).suggestions


@pytest.mark.parametrize(
    ("typed", "means", "query", "document", "documents"),
    [
        ("744.11(c)", "15 CFR 744.11(c)", "cfr:15/744.11(c)", None, 1),
        ("3a090", "ECCN 3A090", "eccn:3A090", None, 1),
        ("90 FR 4544", "90 FR 4544", 'cites:"90 FR 4544"', RULE, 0),
        ("90 FR 4550", "90 FR 4550", 'cites:"90 FR 4550"', RULE, 1),
        ("2025-00636", "FR Doc. 2025-00636", 'cites:"FR Doc. 2025-00636"', RULE, 0),
        ("rin 0694-aj90", "RIN 0694-AJ90", 'rin:0694-AJ90 OR cites:"RIN 0694-AJ90"', None, 1),
        ("fr:90/4550", "90 FR 4550", 'cites:"90 FR 4550"', RULE, 1),
    ],
)
def test_a_reference_says_what_it_means_where_it_leads_and_how_much_answers(
    bureau: Desk, typed: str, means: str, query: str, document: str | None, documents: int
) -> None:
    (found,) = suggested(bureau, typed)
    assert (found.kind, found.means, found.query) == ("reference", means, query)
    assert (found.document, found.documents) == (document, documents)
    assert bureau.search(found.query).total == documents or not documents


def test_the_last_words_of_a_question_may_be_a_reference_too(bureau: Desk) -> None:
    (found,) = suggested(bureau, "later 90 FR 4550")
    assert found.query == 'later cites:"90 FR 4550"'
    assert found.documents == 1


def test_bodies_lists_countries_and_fields_are_offered_by_how_they_begin(bureau: Desk) -> None:
    assert suggested(bureau, "bureau of ind")[0].query == "agency:bis"
    assert suggested(bureau, "BIS")[0].documents == 1
    assert suggested(bureau, "Entity List")[0].query == "list:us-el"
    assert suggested(bureau, "chin")[0].query == "country:CN"
    assert [one.query for one in suggested(bureau, "chips acti")] == ["chips action:"]
    assert [one.query for one in suggested(bureau, "type:interim")] == ["type:interim_final_rule"]
    assert "source:us-fr" in [one.query for one in suggested(bureau, "source:us-f")]


def test_a_whole_question_that_is_offered_can_be_asked(bureau: Desk) -> None:
    for typed in ("kind:", "country:ger", "list:", "eccn:3A0", "supp 4 to 744", "2021/821", "D:5"):
        for one in suggested(bureau, typed):
            assert one.documents == bureau.search(one.query).total or one.list_entries


def test_the_interface_says_the_same_and_refuses_what_is_too_long(
    bureau: Desk, pages: TestClient
) -> None:
    told = pages.get("/api/v1/suggest", params={"q": "90 FR 4550"}).json()
    assert told["suggestions"][0]["document"] == RULE
    assert told["coverage"]["complete"] is False
    assert pages.get("/api/v1/suggest", params={"q": ""}).json()["suggestions"] == []
    assert pages.get("/api/v1/suggest", params={"q": "x" * 300}).status_code == 400
    with pytest.raises(QueryError):
        suggested(bureau, "x" * 300)


def test_what_lies_in_a_range_is_found_by_its_members(bureau: Desk) -> None:
    assert bureau.search("eccn:3B001.b").total == 1
    assert bureau.search("eccn:3B001.e").total == 0
    assert bureau.search('cites:"15 CFR part 736"').total == 1
    assert bureau.search("cfr:15/736").total == 0


def test_a_party_of_a_list_is_offered_by_the_words_of_its_name(bureau: Desk) -> None:
    found = suggested(bureau, "quaysi")
    assert {one.text for one in found} == {"Quayside Optics Co., Ltd", "Quayside Lenses"}
    assert {(one.kind, one.means) for one in found} == {("party", "a party on Entity List")}
    assert [one.list_entries for one in found] == [1, 1]
    assert [one.text for one in suggested(bureau, "quayside opt")] == ["Quayside Optics Co., Ltd"]


def test_a_notice_is_cited_by_the_entries_of_the_list_that_rest_on_it(bureau: Desk) -> None:
    with bureau.tracker.reader() as reader:
        found = cited_by(reader, DocumentId(RULE), PointInTime())
    assert [one.document for one in found.documents] == ["us-fr/2025-01111"]
    (listed,) = found.lists
    assert (listed.list, listed.entries) == ("us-el", 2)
    assert bureau.search(listed.query).total == 2


def test_an_entry_leads_to_the_notice_it_rests_on(bureau: Desk) -> None:
    (entry,) = bureau.search('list:us-el title:"Quayside Optics"').hits
    (notice,) = bureau.show(entry.id).citations
    assert (notice.key, notice.resolved_to) == ("fr:90/4560", RULE)
    (entry,) = bureau.search('list:us-el title:"Lantern Foundry"').hits
    assert [one.resolved_to for one in bureau.show(entry.id).citations] == [None]


def test_a_rule_named_by_its_day_is_the_only_one_of_that_body_and_day_or_none(
    bureau: Desk,
) -> None:
    def mention() -> tuple[str | None, str]:
        cited = bureau.show("us-fr/2025-01111").citations
        (one,) = [one for one in cited if one.family == "paper"]
        return one.resolved_to, one.reason

    assert mention() == (RULE, "the only rule of bis published on 2025-01-15")
    another = {
        "document_number": "2025-00700", "publication_date": "2025-01-15", "type": "Rule",
        "title": "Another", "abstract": "Words.",
        "agencies": [{"name": "BIS", "slug": "industry-and-security-bureau"}],
    }  # fmt: skip
    bureau.hand_over("2025-00700.json", json.dumps(another), source="us-fr")
    bureau.index()
    resolved, reason = mention()
    assert resolved is None
    assert reason.startswith("there are 2 of this kind, body and day")


def test_a_country_of_the_words_is_found_with_its_passage(bureau: Desk) -> None:
    assert [hit.id for hit in bureau.search("country:IR").hits] == ["us-fr/2025-01111"]
    shown = bureau.show("us-fr/2025-01111")
    (iran,) = shown.countries
    assert (iran.code, shown.text[iran.start : iran.end]) == ("IR", "Iran")
    assert not [one for one in shown.citations if one.family == "country"]


def test_the_type_that_was_read_is_told_of_a_hit(bureau: Desk) -> None:
    assert {hit.type for hit in bureau.search("diffusion").hits} == {"final_rule"}


def test_days_that_only_the_words_give_stand_on_the_timeline_and_answer_questions(
    desk: Desk,
) -> None:
    paper = {
        "document_number": "2025-02222", "publication_date": "2025-03-01", "type": "Rule",
        "title": "Put off", "action": "Final rule; delay of effective date.",
        "abstract": "DATES: The effective date of the rule published at 90 FR 1 is delayed from "
        "March 10, 2025, until May 20, 2025. Comments are due by April 2, 2025.",
    }  # fmt: skip
    desk.hand_over("2025-02222.json", json.dumps(paper), source="us-fr")
    desk.index()
    with desk.tracker.reader() as reader:
        view = timeline(reader, timeline_question("put off", today=reader.today))
    placed = {(one.role, str(one.on)) for one in view.items}
    assert {("published", "2025-03-01"), ("delayed", "2025-05-20")} <= placed
    assert ("comments_close", "2025-04-02") in placed
    assert desk.search("effective:2025-05-20").total == 1
    assert desk.search("effective:2025-06-20").total == 0
