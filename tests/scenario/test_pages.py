"""What the pages say: dates that come, words of the search, versions, clocks, errors."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

from app.asgi import build
from app.store.engine import Store
from app.web.headers import HEADERS
from tests.pages import material
from tests.workspaces import Desk, open_desk

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def quay(migrated_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with an edited article, a rule, records and awkward texts."""
    desk = open_desk(migrated_url, tmp_path / "home")
    material.add_source(desk)
    material.records(desk, 30)
    material.edited(desk)
    desk.hand_over("notice.json", material.notice())
    desk.hand_over("untitled.txt", "The harbour of Oldport held its breath that morning.")
    desk.index()
    with closing(desk.tracker):
        yield desk


@pytest.fixture
def pages(quay: Desk) -> Iterator[TestClient]:
    """Its pages."""
    with TestClient(build(quay.tracker), raise_server_exceptions=True) as client:
        yield client


def words(body: str) -> str:
    """A page's words, as a reader sees them."""
    return " ".join(" ".join(html.fromstring(body).itertext()).split())


def test_today_shows_the_dates_that_come(pages: TestClient) -> None:
    said = words(pages.get("/?as_of=2026-02-28").text)
    assert "20 Mar 2026 in 20 days Ownership Screening of Quays takes effect." in said
    assert "As of 28 Feb 2026: not the present state" in said
    assert "takes effect" not in words(pages.get("/?as_of=2026-03-21").text)


def test_an_empty_workspace_says_what_to_do(migrated_url: str, tmp_path: Path) -> None:
    desk = open_desk(migrated_url, tmp_path / "home")
    with closing(desk.tracker), TestClient(build(desk.tracker)) as client:
        assert "onrecord import PATH" in client.get("/").text
        assert "Nothing among the 0 documents held" in words(client.get("/search?q=x").text)


def test_every_page_tells_the_browser_to_run_nothing_foreign(pages: TestClient) -> None:
    for address in ("/", "/search?q=(", "/documents/none", "/nowhere", "/sources?source=none"):
        answer = pages.get(address)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["content-type"].startswith("text/html")


def test_a_question_that_cannot_be_read_is_shown_with_its_place(pages: TestClient) -> None:
    answer = pages.get("/search?q=chips AND (")
    assert answer.status_code == 400
    (at,) = html.fromstring(answer.text).find_class("caret-at")
    assert at.text == "("
    assert "is not closed" in words(answer.text)


ERRORS = (
    ("/documents/local/none", 404, "search for a word of its title"),
    ("/nowhere/at/all", 404, "no page at this address"),
    ("/search?qq=x", 400, "did you mean 'q'?"),
    ("/search?q=a&q=b", 400, "given twice"),
    ("/?as_of=2026-13-01", 400, "write it like 2026-01-31"),
    ("/search?q=x&published_from=2026-02-01&published_to=2026-01-01", 400, "exchange them"),
    ("/search?q=x&sort=best", 400, "is no order"),
    ("/search?q=x&cursor=made-up", 400, "cursor"),
    ("/sources?source=none", 404, "no source 'none'"),
    ("/captures/local/none", 404, "held here"),
    ("/documents/local/a%00b", 400, "no sign of any text"),
    ("/sources?source=a%00b", 400, "no sign of any text"),
    ("/search?q=a%00b", 400, "no sign of any text"),
)


def test_errors_name_the_place_and_the_next_step(pages: TestClient) -> None:
    for address, status, said in ERRORS:
        answer = pages.get(address)
        assert (address, answer.status_code) == (address, status)
        assert said in words(answer.text)


def test_the_interface_keeps_its_own_errors(pages: TestClient) -> None:
    answer = pages.get("/api/v1/search?q=(")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_silent_question_is_taken_apart(pages: TestClient) -> None:
    said = words(pages.get("/search?q=dispatch nowhereatall kind:report").text)
    assert "Nothing among the 33 documents held" in said
    assert "nowhereatall in nothing 30" in said
    assert "Without what stands in nothing: 30 documents answer dispatch kind:report" in said
    assert "may have been published all the same" in said


def test_other_spellings_are_said(pages: TestClient) -> None:
    assert "Also searched: license as" in words(pages.get("/search?q=license").text)


def test_days_typed_beside_a_question_become_part_of_it(pages: TestClient) -> None:
    answer = pages.get("/search?q=dispatch&published_from=2024-01-01&published_to=")
    assert "published%3A2024-01-01.." in str(answer.url)


def test_a_title_that_is_none_is_the_opening_words_in_quotes(pages: TestClient) -> None:
    body = pages.get("/search?q=oldport").text
    assert "“The harbour of Oldport held its breath that morning.”" in words(body)
    assert "untitled" in words(body)


def test_a_passage_opens_in_its_text_with_capture_time_and_digest(
    quay: Desk, pages: TestClient
) -> None:
    (hit,) = quay.search('"ban was eased"').hits
    view = quay.show(hit.id)
    start = view.text.index("ban was eased")
    body = pages.get(f"/documents/{view.version}~{start}-{start + 13}").text
    page = html.fromstring(body)
    assert "".join(one.text_content() for one in page.find_class("quoted")) == "ban was eased"
    for told in (view.capture.id, view.capture.digest, "1 Mar 2026 14:00 UTC"):
        assert told in words(body)


def test_a_page_of_tiny_cells_or_of_nothing_but_signs_stays_light(
    quay: Desk, pages: TestClient
) -> None:
    for name, text in (("cells", "a | b | c | d\n" * 9000), ("signs", "<\"&' " * 20_000)):
        quay.hand_over(f"{name}.txt", f"The {name} of the ledger\n\n{text}")
        quay.index()
        (hit,) = quay.search(f'"{name} of the ledger"').hits
        page = pages.get(f"/documents/{hit.id}?q=a")
        assert len(page.content) < 110_000
        assert "Part 1 of" in words(page.text)


def test_an_earlier_version_is_shown_as_one(quay: Desk, pages: TestClient) -> None:
    (hit,) = quay.search('"ban was eased"').hits
    first = quay.show(hit.id).versions[0].id
    said = words(pages.get(f"/documents/{first}").text)
    assert "These are the words of an earlier version" in said
    assert "Ban on tools lifted" in said
    assert "The ban was lifted at noon" in said


def test_a_redline_marks_the_word_that_changed(quay: Desk, pages: TestClient) -> None:
    (hit,) = quay.search('"ban was eased"').hits
    page = html.fromstring(pages.get(f"/redline/{hit.id}").text)
    article = page.find_class("redline")[0]
    assert [one.text for one in article.iter("del")] == ["lifted"]
    assert [one.text for one in article.iter("ins")] == ["eased"]


def test_what_was_known_earlier_is_shown_as_it_was(quay: Desk, pages: TestClient) -> None:
    (hit,) = quay.search('"ban was eased"').hits
    said = words(pages.get(f"/documents/{hit.id}?as_known=2026-03-01T13:30:00Z").text)
    assert "The ban was lifted at noon" in said
    assert "as known 1 Mar 2026 13:30 UTC: not the present state" in said.replace("As", "as")


def test_the_permalink_keeps_showing_what_is_cited(quay: Desk, pages: TestClient) -> None:
    (hit,) = quay.search('"ban was eased"').hits
    page = html.fromstring(pages.get(f"/documents/{hit.id}").text)
    (link,) = page.find_class("permalink")
    quay.clock.advance(hours=1)
    later = material.article("Ban on tools back", "The ban is back.", day="2026-02-28")
    quay.hand_over("harbour/ban.html", later)
    quay.index()
    assert "The ban is back." in words(pages.get(f"/documents/{hit.id}").text)
    again = words(pages.get(str(link.get("href"))).text)
    assert "The ban was eased at noon" in again
    assert "The ban is back." not in again


def test_an_unchanged_page_is_not_sent_twice(quay: Desk, pages: TestClient) -> None:
    etag = pages.get("/search?q=ban").headers["etag"]
    assert pages.get("/search?q=ban", headers={"if-none-match": etag}).status_code == 304
    quay.clock.advance(hours=1)
    quay.hand_over("more.txt", "Another ban on the quay.")
    quay.index()
    assert pages.get("/search?q=ban", headers={"if-none-match": etag}).status_code == 200


def test_files_of_ours_are_kept_for_a_year_under_their_digest(pages: TestClient) -> None:
    sheet = re.search(r"/static/\w+/site\.css", pages.get("/").text)
    assert sheet is not None
    answer = pages.get(sheet.group())
    assert "immutable" in answer.headers["cache-control"]
    assert pages.get("/static/0000000000000000/site.css").status_code == 404


def test_a_search_is_the_same_as_a_page_and_as_feeds(quay: Desk, pages: TestClient) -> None:
    asked = {"q": "dispatch", "sort": "oldest"}
    page = html.fromstring(pages.get("/search", params=asked).text)
    shown = [
        str(href).split("?")[0].removeprefix("/documents/")
        for href in page.xpath("//section[@class='hits']//h3/a/@href")
    ]
    feed = etree.fromstring(pages.get("/feeds/search.atom", params=asked).content)
    told = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    items = pages.get("/feeds/search.json", params=asked).json()["items"]
    rows = pages.get("/feeds/search.csv", params=asked).text.splitlines()[1:]
    assert len(shown) == 20
    assert [f"tag:onrecord,2026:{id_}" for id_ in shown] == told[:20]
    assert [item["id"] for item in items][:20] == shown
    assert len(rows) == len(told) == 30


def test_the_sources_page_counts_and_filters(quay: Desk, pages: TestClient) -> None:
    quay.hand_over("broken.jsonl", '{"id": 1}\n{"nonsense"\n', **material.mapped())
    every = words(pages.get("/sources").text)
    assert "proves nothing" in every
    chosen = words(pages.get("/sources?source=news-wire").text)
    assert "record set aside" in chosen
    assert "record set aside" not in words(pages.get("/sources?source=us-fr").text)
    assert pages.get("/feeds/sources.opml").text.count("<outline") == 3


def test_an_error_is_told_in_the_frame_even_when_the_database_is_gone(
    tmp_path: Path, migrated_url: str
) -> None:
    desk = open_desk(migrated_url, tmp_path / "home")
    application = build(replace(desk.tracker, store=Store("sqlite:////nowhere/at/all.db")))
    with closing(desk.tracker), TestClient(application, raise_server_exceptions=False) as client:
        answer = client.get("/")
    assert answer.status_code >= 500
    assert "Skip to the page" in answer.text
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
