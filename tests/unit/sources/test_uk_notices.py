"""Pages of GOV.UK, as its content API and its search give them."""

import json
from pathlib import Path

import pytest

from app.domain.documents import Extent, Kind
from app.domain.instruments import InstrumentFacts
from app.domain.sources import Reading, Words
from app.sources.uk_notices import SOURCE
from tests.captured import Said, body_of, say

FOLDER = "data/uk-official"
ITEM: dict[str, object] = {
    "base_path": "/government/publications/notice-to-exporters-203107",
    "content_id": "5e5dc1ab",
    "document_type": "guidance",
    "schema_name": "publication",
    "title": "Notice to Exporters 2031/07: lanterns",
    "description": "Lanterns now need a licence.",
    "locale": "en",
    "first_published_at": "2031-06-30T23:30:00.000+00:00",
    "public_updated_at": "2031-06-30T23:30:00.000+00:00",
    "withdrawn_notice": {},
    "details": {
        "body": [
            {"content_type": "text/govspeak", "content": "# Oil"},
            {"content_type": "text/html", "content": "<h2>Oil</h2><p>Oil &amp; wicks.</p>"},
        ],
        "change_history": [{"public_timestamp": "2031-06-30T23:30:00Z", "note": "First."}],
    },
    "links": {"organisations": [{"base_path": "/government/organisations/export-joint-unit"}]},
}
SEARCH = {
    "results": [
        {
            "title": "Lanterns",
            "link": "/government/news/lanterns",
            "public_timestamp": "2031-07-02T09:00:00Z",
            "content_store_document_type": "press_release",
            "description": "About lanterns.",
            "_id": "/government/news/lanterns",
        },
        {"title": "No address", "public_timestamp": "2031-07-02T09:00:00Z", "link": "mailto:x"},
    ],
    "total": 2,
    "start": 0,
    "suggested_queries": [],
}


def item(**changed: object) -> bytes:
    return json.dumps({**ITEM, **changed}).encode()


def recorded(shared: Path, name: str) -> Said:
    return say(SOURCE, body_of(shared / FOLDER / name))


def only(said: Said) -> Reading:
    (reading,) = said.readings.values()
    return reading


def words(reading: Reading) -> Words:
    assert isinstance(reading.words, Words)
    return reading.words


def dates(facts: InstrumentFacts) -> list[tuple[str, str]]:
    assert isinstance(facts.dates, tuple)
    return [(one.role, one.on.isoformat()) for one in facts.dates]


def test_a_notice_to_exporters_is_read_whole() -> None:
    said = say(SOURCE, item())
    notice = only(said)
    assert notice.document.id == "uk-notices/government/publications/notice-to-exporters-203107"
    assert (notice.document.kind, notice.document.type) == (Kind.NOTICE, "notice_to_exporters")
    assert words(notice).text == (
        "Lanterns now need a licence.\n\nOil\n\nOil & wicks.\n\n2031-07-01: First."
    )
    labels = [one.label for one in words(notice).provisions]
    assert labels == ["description", "body", "change-history"]
    assert notice.facts.agencies == ("export-joint-unit",)
    assert said.issues == ()


def test_a_page_goes_out_by_the_clock_of_london() -> None:
    notice = only(say(SOURCE, item()))
    assert str(notice.published_on) == "2031-07-01"
    assert str(notice.published_at) == "2031-06-30 23:30:00+00:00"
    assert notice.date_evidence == "public_updated_at"


def test_a_withdrawn_page_keeps_its_words_and_says_so(shared: Path) -> None:
    said = recorded(shared, "content-item_publication__withdrawn_publication.json.gz")
    page = only(said)
    assert page.title == "A guide for pig keepers"
    assert str(page.published_on) == "2013-09-06"
    assert dates(page.facts) == [
        *(("first_published", "2011-09-29"), ("updated", "2013-09-06")),
        *(("withdrawn", "2015-01-13"), ("updated", "2011-09-29")),
    ]
    labels = [one.label for one in words(page).provisions]
    assert labels == ["withdrawal", "description", "body", "documents", "change-history"]
    assert words(page).extent is Extent.FULL
    (issue,) = said.issues
    assert issue.problem.startswith("the publisher withdrew this page on 2015-01-13")
    assert issue.document == page.document.id


def test_older_items_say_in_another_place_that_they_were_withdrawn() -> None:
    archived = {"explanation": "<p>Out of date.</p>", "archived_at": "2032-01-02T10:00:00Z"}
    said = say(SOURCE, item(details={"body": "<p>Oil.</p>", "archive_notice": archived}))
    assert words(only(said)).text == "Out of date.\n\nLanterns now need a licence.\n\nOil."
    assert ("withdrawn", "2032-01-02") in dates(only(said).facts)
    assert [one.where for one in said.issues] == ["withdrawn_notice"]


def test_a_page_with_a_long_history_of_changes(shared: Path) -> None:
    name = "content-item_publication__best-practice-official-statistics.json.gz"
    page = only(recorded(shared, name))
    assert page.title == "Fostering in England 1 April 2013 to 31 March 2014"
    assert page.document.kind is Kind.STATEMENT
    assert str(page.published_on) == "2015-05-14"
    assert ("first_published", "2015-01-14") in dates(page.facts)
    assert [day for role, day in dates(page.facts) if role == "updated"] == [
        *("2015-05-14", "2015-03-26", "2015-03-12", "2015-01-14"),
    ]


def test_a_guide_is_its_parts(shared: Path) -> None:
    page = only(recorded(shared, "content-item_guide__guide-with-hide-navigation.json.gz"))
    assert page.document.id == "uk-notices/renew-adult-passport"
    labels = [(one.label, one.heading) for one in words(page).provisions]
    assert labels == [
        ("description", None),
        ("overview", "Overview"),
        ("renew", "Renew"),
        ("replace", "Replace a lost, stolen or damaged passport"),
    ]
    assert "£75.50" in words(page).text


def test_a_page_within_another_is_of_that_ones_kind(shared: Path) -> None:
    name = "content-item_html_publication__print_with_meta_data.json.gz"
    page = only(recorded(shared, name))
    assert page.document.type == "policy_paper"
    assert page.kind_said


def test_a_speech_says_when_it_was_given_and_when_it_was_published(shared: Path) -> None:
    page = only(recorded(shared, "content-item_speech__speech-speaking-notes.json.gz"))
    assert ("delivered", "2016-05-24") in dates(page.facts)
    assert str(page.published_on) == "2016-05-26"


def test_every_recorded_item_is_read_without_a_field_nobody_has_met(shared: Path) -> None:
    files = sorted((shared / FOLDER).glob("content-item_*")) + sorted(
        (shared / FOLDER).glob("finder_*")
    )
    assert len(files) > 30
    for file in files:
        said = say(SOURCE, body_of(file))
        reading = only(said)
        assert words(reading).text, file.name
        assert isinstance(reading.title, str)
        assert not [one for one in said.issues if "read by nobody" in one.problem], file.name
        assert said.lost == ()


def test_a_page_that_is_gone_keeps_what_is_held_of_it() -> None:
    gone = item(
        document_type="gone",
        schema_name="gone",
        title=None,
        details={"explanation": "<p>Published in error</p>", "alternative_path": "/elsewhere"},
    )
    said = say(SOURCE, gone)
    reading = only(said)
    assert not reading.kind_said
    assert words(reading).extent is Extent.SUMMARY
    assert "to /elsewhere (Published in error); what is held" in said.issues[0].problem


def test_a_page_that_moved_says_where_to() -> None:
    moved = item(
        document_type="redirect",
        schema_name="redirect",
        details=None,
        redirects=[{"path": "/a", "type": "exact", "destination": "/b"}],
    )
    said = say(SOURCE, moved)
    assert "moved this page to /b" in said.issues[0].problem
    assert not isinstance(only(said).words, Words)


def test_a_type_nobody_has_entered_counts_as_no_kind() -> None:
    said = say(SOURCE, item(document_type="lantern_show", title="Lanterns"))
    assert not only(said).kind_said
    assert "'lantern_show' is new here" in said.issues[0].problem


def test_an_answer_of_the_search_gives_leads_and_sets_aside_what_has_no_address() -> None:
    said = say(SOURCE, json.dumps(SEARCH).encode())
    result = only(said)
    assert result.document.id == "uk-notices/government/news/lanterns"
    assert (result.document.kind, result.document.type) == (Kind.STATEMENT, "press_release")
    assert words(result).extent is Extent.SUMMARY
    assert str(result.published_on) == "2031-07-02"
    assert [lost.where for lost in said.lost] == ["results[1]"]


def test_result_lines_are_read_each_for_itself(shared: Path) -> None:
    body = body_of(shared / FOLDER / "govuk_search_ai_policy.jsonl.gz")
    assert SOURCE.recognise is not None
    assert SOURCE.recognise(body, "file") == "govuk-lines"
    first = say(SOURCE, b"\n".join(body.splitlines()[:3]))
    assert len(first.readings) == 3
    achieved = first.readings[
        "uk-notices/government/publications/achievements-under-the-ai-sector-deal"
    ]
    assert achieved.document.type == "guidance"
    # The lines state no zone, so the day is the written one and no instant is made of it.
    assert str(achieved.published_on) == "2021-05-09"
    assert achieved.published_at is None
    assert achieved.date_evidence == "published_date (no zone)"
    assert first.issues == ()


@pytest.mark.parametrize(
    "body",
    [
        b'{"results": [{"title": "x", "link": "https://example.org/"}], "total": 1}',
        b'{"count": 0, "results": []}',
        b'{"title": "x", "url": "https://news.example.org/gov.uk", "format": "news"}\n',
        b"[1, 2]",
        b"{",
        b"",
    ],
)
def test_records_of_others_are_left_to_others(body: bytes) -> None:
    assert SOURCE.recognise is not None
    assert SOURCE.recognise(body, "file") is None
