"""The pages of lists, and the ways that lead to them: from a search, an entry, a day."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from app.asgi import build
from app.domain.ids import SourceKey
from tests.pages import material
from tests.workspaces import Desk, open_desk

JULY, AUGUST = date(2026, 7, 23), date(2026, 8, 7)


def body(*rows: tuple[int, str]) -> str:
    told = "".join(f'{uid},"{name}",entity,SDGT,\n' for uid, name in rows)
    return f"uid,name,type,programs,alternate_names\n{told}"


@pytest.fixture
def harbour(migrated_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a list of two days and a report that names one of those on it."""
    desk = open_desk(migrated_url, tmp_path / "home")
    desk.hand_over("july.csv", body((1, "ACME"), (2, "BOLLARD")), as_of=JULY)
    desk.clock.advance(hours=1)
    desk.hand_over("august.csv", body((1, "ACME"), (3, "CAPSTAN")), as_of=AUGUST)
    desk.hand_over("report.txt", "Acme denied everything on the quay.", published_on=JULY)
    desk.index()
    with closing(desk.tracker):
        yield desk


@pytest.fixture
def pages(harbour: Desk) -> Iterator[TestClient]:
    """Its pages."""
    with TestClient(build(harbour.tracker), raise_server_exceptions=True) as client:
        yield client


def words(text: str) -> str:
    """A page's words, as a reader sees them."""
    return " ".join(" ".join(html.fromstring(text).itertext()).split())


def link(text: str, said: str) -> str:
    """Where the link with some words leads."""
    found = html.fromstring(text).xpath(f"//main//a[contains(., '{said}')]/@href")
    return str(found[0])


def test_a_list_is_answered_for_the_day_that_is_asked(pages: TestClient) -> None:
    now = words(pages.get("/lists/us-sdn").text)
    assert "2 entries, current on 7 Aug 2026" in now
    assert "CAPSTAN" in now
    then = pages.get("/lists/us-sdn?as_of=2026-08-01").text
    assert "2 entries, current on 23 Jul 2026" in words(then)
    assert "BOLLARD" in words(then)
    assert "CAPSTAN" not in words(then)


def test_a_day_before_every_snapshot_is_no_coverage_and_not_an_empty_list(
    pages: TestClient,
) -> None:
    said = words(pages.get("/lists/us-sdn?as_of=2026-01-01").text)
    assert "No coverage: no snapshot of us-sdn was current on or before 2026-01-01" in said
    assert "0 entries" not in said


def test_the_lists_lead_to_every_snapshot(pages: TestClient) -> None:
    text = pages.get("/lists").text
    july = pages.get(link(text, "23 Jul 2026"))
    assert "BOLLARD" in words(july.text)


def test_a_list_nobody_holds_is_told_with_what_is_held(pages: TestClient) -> None:
    answer = pages.get("/lists/us-sdm")
    assert answer.status_code == 404
    assert "did you mean 'us-sdn'?" in words(answer.text)


def test_a_search_for_a_name_says_that_it_is_listed(harbour: Desk, pages: TestClient) -> None:
    assert harbour.search("acme").list_entries_beside == 1
    text = pages.get("/search?q=acme").text
    assert "1 document" in words(text)
    assert "1 entry of a list also answers" in words(text)
    assert "ACME" in words(pages.get(link(text, "entry of a list")).text)


def test_what_is_shown_anyway_is_not_said_to_be_beside(harbour: Desk) -> None:
    assert harbour.search("capstan").list_entries_beside == 0
    assert harbour.search("acme list:us-sdn").list_entries_beside == 0
    assert harbour.search("acme kind:report").list_entries_beside == 0
    assert harbour.search("nothing").list_entries_beside == 0


def test_an_entry_says_which_list_it_stood_on_and_when(pages: TestClient) -> None:
    text = pages.get("/documents/us-ofac/sdn/3").text
    assert "seen as current on 7 Aug 2026" in words(text)
    assert "no date is given" not in words(text)
    assert "CAPSTAN" in words(pages.get(link(text, "Specially Designated")).text)


def test_what_nobody_vouched_for_says_so(harbour: Desk, pages: TestClient) -> None:
    assert "nobody vouched for it" in words(pages.get("/documents/us-ofac/sdn/3").text)
    assert "3 not vouched for" in words(pages.get("/sources").text)
    vouched = body((1, "ACME"), (2, "BOLLARD"), (3, "CAPSTAN"))
    harbour.clock.advance(hours=1)
    harbour.hand_over("own.csv", vouched, as_of=AUGUST, source=SourceKey("us-ofac"))
    harbour.index()
    assert "nobody vouched for it" not in words(pages.get("/documents/us-ofac/sdn/3").text)
    assert "not vouched for" not in words(pages.get("/sources").text)
    assert "nobody vouched for it" not in words(pages.get(f"/documents/{_report(harbour)}").text)


def _report(desk: Desk) -> str:
    return desk.search("denied").hits[0].id


def test_every_way_out_of_an_earlier_day_keeps_both_clocks(
    harbour: Desk, pages: TestClient
) -> None:
    then = "as_of=2026-08-01&as_known=2026-12-01T00%3A00%3A00Z"
    shown = harbour.show("us-ofac/sdn/1")
    addresses = ("/lists", "/lists/us-sdn", "/timeline?q=acme", f"/documents/{shown.id}")
    for address in (*addresses, f"/captures/{shown.capture.id}"):
        text = pages.get(f"{address}{'&' if '?' in address else '?'}{then}").text
        main = html.fromstring(text).xpath("//main//a/@href")
        inside = [
            str(one)
            for one in main
            if str(one).startswith(("/documents", "/search", "/lists/", "/timeline", "/redline"))
        ]
        assert inside
        assert [one for one in inside if "as_known=2026-12-01" not in one] == []


def test_a_search_and_its_timeline_lead_to_each_other(pages: TestClient) -> None:
    timeline = link(pages.get("/search?q=acme&as_of=2026-08-01").text, "As a timeline")
    assert timeline == "/timeline?q=acme&as_of=2026-08-01"
    assert link(pages.get(timeline).text, "As a list of hits") == "/search?q=acme&as_of=2026-08-01"


def test_a_document_leads_to_the_timeline_it_is_pinned_on(harbour: Desk, pages: TestClient) -> None:
    text = pages.get(f"/documents/{_report(harbour)}?q=acme").text
    assert "Pinned" in words(pages.get(link(text, "on the timeline")).text)


def test_versions_are_chosen_by_the_day_they_were_current(harbour: Desk, pages: TestClient) -> None:
    harbour.clock.advance(hours=1)
    renamed = body((1, "ACME HOLDING"), (3, "CAPSTAN"))
    harbour.hand_over("september.csv", renamed, as_of=date(2026, 9, 1))
    text = pages.get("/redline/us-ofac/sdn/1").text
    choices = [str(one.text) for one in html.fromstring(text).xpath("//select[@id='to']/option")]
    assert [one.split(" (")[0] for one in choices] == [
        "current on 23 Jul 2026",
        "current on 1 Sep 2026",
    ]


def test_the_sources_page_is_fresh_when_only_an_issue_came(
    harbour: Desk, pages: TestClient
) -> None:
    material.add_source(harbour)
    etag = pages.get("/sources").headers["etag"]
    harbour.hand_over("broken.jsonl", '{"nonsense"\n', **material.mapped())
    again = pages.get("/sources", headers={"if-none-match": etag})
    assert again.status_code == 200
    assert "record set aside" in words(again.text)
