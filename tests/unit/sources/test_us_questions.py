"""What the American publishers are asked, and what an answer to it proves."""

import json
from datetime import UTC, date, datetime

import pytest

from app.domain.coverage import Account
from app.domain.documents import Capture, Custody
from app.domain.ids import CaptureId, SourceKey, digest_of
from app.domain.sources import Request, Source, Window
from app.fetching.judging import address_of
from app.formats.ecfr_questions import is_followed, quarter_of
from app.pipeline.opening import Contents, open_capture
from app.sources import us_congress, us_ecfr, us_federal_register, us_regulations
from app.sources.us_congress import congress_of
from tests.doubles.federal_register import paper

WEEK = Window(first_on=date(2026, 2, 23), last_on=date(2026, 2, 28))


def _answer(source: Source, request: Request, body: object, **said: object) -> Contents:
    """What is read of an answer to a question, as if it had just come."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    url = address_of(request)
    capture = Capture(
        id=CaptureId("x"),
        source=SourceKey(source.key),
        place=url,
        shape=request.shape,
        captured_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
        digest=digest_of(written),
        body=written,
        custody=said.get("custody", Custody.COLLECTED),  # type: ignore[arg-type]  # a test names a field
        url=url,
    )
    return open_capture(source, capture)


def _first(source: Source, window: Window = WEEK) -> Request:
    assert source.begin is not None
    return next(iter(source.begin(window)))


def test_nothing_found_is_a_sound_answer_to_a_question_and_no_document_to_an_importer() -> None:
    request = _first(us_federal_register.SOURCE)
    nothing = {"description": "Documents", "count": 0}
    asked = _answer(us_federal_register.SOURCE, request, nothing)
    assert asked.problem is None
    (account,) = asked.accounts
    assert (account.stated, account.records, account.more) == (0, (), False)
    handed = _answer(us_federal_register.SOURCE, request, nothing, custody=Custody.HANDED_OVER)
    assert handed.problem is not None
    assert handed.problem.startswith("no documents")


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 400, "message": "field 'x' not valid"},
        {"errors": {"agencies": "is not valid"}},
        {"count": 3},
        {"count": 0, "results": [], "errors": {"not_found": ["9-9"]}},
        {},
    ],
)
def test_what_is_no_answer_to_a_question_proves_nothing(fault: dict[str, object]) -> None:
    said = _answer(us_federal_register.SOURCE, _first(us_federal_register.SOURCE), fault)
    assert said.problem is not None
    assert said.accounts == ()


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("https://evil.example/api/v1/documents?page=51&per_page=2", "page 51 would be page 1"),
        ("https://www.federalregister.gov/api/v1/documents?format=json", "names none"),
        ("nonsense", "names none"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_flaw_and_is_not_followed(link: str, why: str) -> None:
    page = {"count": 2, "results": [paper("2026-1", date(2026, 2, 27))], "next_page_url": link}
    said = _answer(us_federal_register.SOURCE, _first(us_federal_register.SOURCE), page)
    assert why in str(said.accounts[0].flaw)
    assert not [one for one in said.requests if one.shape == "fr-api"]


def test_a_link_to_another_host_is_followed_at_the_publishers_own() -> None:
    link = "https://evil.example/api/v1/documents?page=2"
    page = {"count": 2, "results": [paper("2026-1", date(2026, 2, 27))], "next_page_url": link}
    said = _answer(us_federal_register.SOURCE, _first(us_federal_register.SOURCE), page)
    (more,) = [one for one in said.requests if one.shape == "fr-api"]
    assert more.url == "https://www.federalregister.gov/api/v1/documents.json"
    assert dict(more.params)["page"] == "2"


def test_titles_bound_what_is_proven_and_no_title_may_be_silent() -> None:
    request = _first(us_ecfr.SOURCE)
    days = {"10": "2026-02-26", "15": "2026-02-25", "22": "2026-02-26", "31": "2026-02-26"}
    titles = [{"number": int(n), "up_to_date_as_of": on} for n, on in days.items()]
    said = _answer(us_ecfr.SOURCE, request, {"titles": titles})
    assert said.accounts[0].last_on == date(2026, 2, 25)
    broken = _answer(us_ecfr.SOURCE, request, {"titles": titles[1:]})
    assert "title 10" in str(broken.problem)


def test_the_ecfr_is_asked_since_the_quarter_and_never_before_it_begins() -> None:
    assert quarter_of(date(2026, 2, 28)) == date(2026, 1, 1)
    assert quarter_of(date(2017, 1, 20)) == date(2017, 1, 3)
    assert is_followed("15", "744")
    assert not is_followed("15", "922")
    assert not is_followed("15", None)


def test_days_of_too_many_postings_are_asked_for_in_halves_and_one_day_fails() -> None:
    request = _first(us_regulations.SOURCE)
    item = {"id": "BIS-2026-0001-0001", "attributes": {"documentType": "Rule"}}
    many = {"data": [item], "meta": {"totalElements": 5_001}}
    said = _answer(us_regulations.SOURCE, request, many)
    assert said.accounts == ()
    spans = [
        (params["filter[postedDate][ge]"], params["filter[postedDate][le]"])
        for params in (dict(one.params) for one in said.requests)
    ]
    assert spans == [("2026-02-23", "2026-02-25"), ("2026-02-26", "2026-02-28")]
    day = Window(first_on=date(2026, 2, 27), last_on=date(2026, 2, 27))
    alone = _answer(us_regulations.SOURCE, _first(us_regulations.SOURCE, day), many)
    assert "5,001 documents on 2026-02-27" in str(alone.accounts[0].flaw)


def test_changes_are_asked_for_in_eastern_time_with_a_space() -> None:
    assert us_regulations.SOURCE.begin is not None
    changed = list(us_regulations.SOURCE.begin(WEEK))[1]
    assert dict(changed.params)["filter[lastModifiedDate][ge]"] == "2026-02-23 00:00:00"


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2026, 2, 1), 119), (date(2025, 1, 2), 118), (date(2025, 1, 3), 119)],
)
def test_a_congress_begins_on_the_third_of_january(day: date, number: int) -> None:
    assert congress_of(day) == number


def test_bills_are_always_asked_for_as_json_and_followed_to_the_last() -> None:
    request = _first(us_congress.SOURCE)
    assert ("format", "json") in request.params
    assert "sort=updateDate+asc" in address_of(request)
    bill = {"congress": 119, "type": "HR", "title": "Chip Control Act"}
    page = {
        "bills": [{**bill, "number": str(n)} for n in range(250)],
        "pagination": {"count": 251, "next": "https://api.congress.gov/v3/bill/119?offset=250"},
    }
    said = _answer(us_congress.SOURCE, request, page)
    (more,) = said.requests
    assert dict(more.params)["offset"] == "250"
    assert said.accounts[0].more
    assert "lists no bills" in str(_answer(us_congress.SOURCE, request, {"error": "x"}).problem)
    xml = _answer(us_congress.SOURCE, request, b"<api-root/>")
    assert xml.problem is not None
    assert not any(isinstance(one, Account) for one in xml.accounts)
