"""What the Federal Register's API and full text say of its documents."""

import json
from datetime import UTC, date, datetime

import pytest

from app.domain.documents import Extent, Kind
from app.domain.instruments import UNSAID, StatedDate
from app.domain.sources import Words
from app.errors import FormatError
from app.sources.us_federal_register import SOURCE, recognise
from app.sources.us_public_inspection import SOURCE as INSPECTION
from tests.captured import say

RULE: dict[str, object] = {
    "document_number": "2026-00012",
    "title": "Control of Widgets",
    "type": "Rule",
    "action": "Interim final rule.",
    "abstract": "Widgets are controlled.",
    "publication_date": "2026-01-09",
    "effective_on": "2026-02-01",
    "comments_close_on": None,
    "html_url": "https://www.federalregister.gov/documents/2026/01/09/2026-00012/control",
    "full_text_xml_url": "https://www.federalregister.gov/x/2026-00012.xml",
    "agencies": [
        {"name": "Widgets Department", "id": 1, "parent_id": None, "slug": "widgets-department"},
        {"name": "Widget Bureau", "id": 2, "parent_id": 1, "slug": "widget-bureau"},
    ],
    "cfr_references": [{"title": 15, "part": "744", "chapter": None}],
    "docket_ids": ["Docket No. 1"],
    "regulation_id_numbers": ["0694-ZZ99"],
}


def body(**changes: object) -> bytes:
    return json.dumps({**RULE, **changes}).encode()


def page(*documents: dict[str, object], **more: object) -> bytes:
    return json.dumps({"count": len(documents), "results": documents, **more}).encode()


def test_a_document_is_read_with_its_facts_deepest_agency_first() -> None:
    said = say(SOURCE, body())
    rule = said.readings["us-fr/2026-00012"]
    assert (rule.document.kind, rule.document.type) == (Kind.RULE, "interim_final_rule")
    assert rule.words == Words(text="Widgets are controlled.", extent=Extent.SUMMARY, language="en")
    assert rule.published_on == date(2026, 1, 9)
    assert rule.facts.agencies == ("widget-bureau", "widgets-department")
    assert rule.facts.dates == (StatedDate(role="effective", on=date(2026, 2, 1)),)
    assert (rule.facts.cfr, rule.facts.rins) == (("15/744",), ("0694-ZZ99",))
    assert [(one.shape, one.about) for one in said.requests] == [("fr-xml", "us-fr/2026-00012")]
    assert said.issues == ()


def test_a_partial_record_says_nothing_of_what_it_does_not_carry() -> None:
    said = say(SOURCE, page({"document_number": "2026-00012", "agencies": []}))
    rule = said.readings["us-fr/2026-00012"]
    assert (rule.title, rule.words, rule.published_on) == (UNSAID, UNSAID, UNSAID)
    assert (rule.facts.dates, rule.facts.citation) == (UNSAID, UNSAID)
    assert not rule.kind_said


@pytest.mark.parametrize(
    ("pages", "read"),
    [
        ({"start_page": 4544, "end_page": 4584}, (4544, 4584)),
        ({"start_page": 4544, "end_page": None}, (4544, 4544)),
        ({"start_page": 4544, "end_page": 12}, (4544, 4544)),
        ({"start_page": None, "end_page": None}, None),
        ({}, UNSAID),
    ],
)
def test_the_pages_that_a_document_fills_are_read(pages: dict[str, object], read: object) -> None:
    assert say(SOURCE, body(**pages)).readings["us-fr/2026-00012"].facts.pages == read


def test_a_record_without_identity_is_set_aside_and_its_page_goes_on() -> None:
    said = say(
        SOURCE,
        page(
            RULE,
            {"title": "Nobody", "document_number": ""},
            {**RULE, "document_number": "2026-00013"},
        ),
    )
    assert list(said.readings) == ["us-fr/2026-00012", "us-fr/2026-00013"]
    assert [issue.where for issue in said.lost] == ["results[1]"]


def test_an_empty_number_is_read_off_the_records_address_and_said_so() -> None:
    said = say(SOURCE, body(document_number="", publication_date=""))
    assert list(said.readings) == ["us-fr/2026-00012"]
    assert said.readings["us-fr/2026-00012"].date_evidence == "html_url"
    assert ["read off" in issue.problem for issue in said.issues] == [True]


def test_an_old_document_without_its_day_says_that_it_may_not_meet_its_other_records() -> None:
    said = say(SOURCE, page({"document_number": "E9-12940", "title": "Old"}))
    assert list(said.readings) == ["us-fr/E9-12940"]
    assert "numbers were reused" in said.issues[0].problem


def test_corrections_are_known_by_link_and_by_number() -> None:
    linked = body(correction_of="https://www.federalregister.gov/api/v1/documents/2025-11111.json")
    assert say(SOURCE, linked).readings["us-fr/2026-00012"].facts.corrects == "2025-11111"
    erratum = say(SOURCE, body(document_number="C1-2025-11111", correction_of=None))
    found = erratum.readings["us-fr/C1-2025-11111"]
    assert (found.facts.corrects, found.document.type) == ("2025-11111", "ofr_correction")
    assert say(SOURCE, body(correction_of=None)).readings["us-fr/2026-00012"].facts.corrects is None


def test_a_new_type_and_a_new_field_are_issues_and_lose_nothing() -> None:
    said = say(SOURCE, body(type="Rumour", novelty=1))
    assert not said.readings["us-fr/2026-00012"].kind_said
    assert [issue.where for issue in said.issues] == ["type", "novelty"]
    assert said.lost == ()


def test_the_next_page_and_numbers_not_found_are_said() -> None:
    said = say(SOURCE, page(RULE, next_page_url="https://x/2", errors={"not_found": ["9-9"]}))
    assert [one.url for one in said.requests if one.shape == "fr-api"] == ["https://x/2"]
    assert [issue.where for issue in said.issues] == ["errors.not_found"]


@pytest.mark.parametrize(
    ("answer", "beginning"),
    [
        (b'{"status":404,"message":"Record Not Found"}', "error body: .*404: Record Not Found"),
        (b'{"errors":{"agencies":"unknown"}}', "error body: "),
        (b'{"count":0,"results":[]}', "no documents: "),
        (b'{"description":"Documents","count":0}', "no documents: "),
        (b'{"count":0,"results":[],"errors":{"not_found":["9-9"]}}', "no documents: .*9-9"),
        (b'{"suggestions":{},"filters":{}}', "no documents: .*details of a search"),
        (b'{"rule":{"count":3,"name":"Rule"}}', "no documents: .*facets"),
        (b"{}", "no documents: "),
    ],
)
def test_answers_without_documents_are_named(answer: bytes, beginning: str) -> None:
    with pytest.raises(FormatError, match=f"^{beginning}"):
        say(SOURCE, answer)


@pytest.mark.parametrize(
    "stranger",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"plain words",
        b"<html><body>no</body></html>",
        b'{"data":[{"id":"x"}]}',
        b'{"title":"an article","status":"draft"}',
        b'{"errors":' + b"[" * 4000,
    ],
)
def test_strangers_are_left_alone(stranger: bytes) -> None:
    assert recognise(stranger, "file") is None


def test_lines_of_records_are_read_one_by_one() -> None:
    lines = b"\n".join((body(), b'{"document_number": 3', body(document_number="2026-00013")))
    said = say(SOURCE, lines)
    assert list(said.readings) == ["us-fr/2026-00012", "us-fr/2026-00013"]
    assert [issue.where for issue in said.lost] == ["line 2"]


def test_a_table_of_contents_names_a_joint_document_once_with_both_agencies() -> None:
    entry = {"subject_1": "Widgets:", "subject_2": "Control", "document_numbers": ["2026-00012"]}
    agencies = [
        {
            "name": name,
            "slug": name,
            "document_categories": [{"type": "Rule", "documents": [entry]}],
        }
        for name in ("one-bureau", "two-bureau")
    ]
    said = say(SOURCE, json.dumps({"agencies": agencies}).encode())
    found = said.readings["us-fr/2026-00012"]
    assert (found.title, found.document.kind) == ("Widgets: Control", Kind.RULE)
    assert found.facts.agencies == ("one-bureau", "two-bureau")


def test_a_filed_document_and_the_published_one_are_one_document() -> None:
    filed = {
        "document_number": "2026-12",
        "title": "Control of Widgets ",
        "type": "Rule",
        "filed_at": "2026-01-08T21:15:00Z",
        "filing_type": "special",
        "publication_date": "2026-01-09",
        "docket_numbers": [],
    }
    assert recognise(json.dumps(filed).encode(), "file") is None
    found = say(INSPECTION, json.dumps(filed).encode()).readings["us-fr/2026-00012"]
    assert found.document.source == "us-fr"
    assert found.facts.filed_at == datetime(2026, 1, 8, 21, 15, tzinfo=UTC)
    assert found.facts.dates == (StatedDate(role="filed", on=date(2026, 1, 8)),)
    assert found.date_evidence == "publication_date, scheduled"


def test_a_single_text_takes_its_day_from_the_request_or_from_a_person() -> None:
    text = (
        b"<RULE><PREAMB><SUBJECT>S</SUBJECT></PREAMB><SUPLINF><P>Words.</P></SUPLINF>"
        b"<FRDOC>[FR Doc. E9-12940 Filed 6-3-09; 8:45 am]</FRDOC></RULE>"
    )
    alone = say(SOURCE, text)
    assert list(alone.readings) == ["us-fr/E9-12940"]
    assert "--published" in alone.issues[0].problem
    asked = say(SOURCE, text, about="us-fr/E9-12940.2009-06-04")
    assert (list(asked.readings), asked.issues) == (["us-fr/E9-12940.2009-06-04"], ())
    told = say(SOURCE, text, published_on=date(2009, 6, 4))
    assert told.readings["us-fr/E9-12940.2009-06-04"].published_on == date(2009, 6, 4)
