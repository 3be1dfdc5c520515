"""What a document's page shows of the reading of its words, each line leading to its passage."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from app.asgi import build
from app.pipeline.story import tell
from app.sample import SampleFile, story, story_sources
from tests.workspaces import Desk, open_desk

HEAVIEST = 150_000
THEN = "as_of=2026-12-01&as_known=2026-12-01T00%3A00%3A00Z"


@pytest.fixture
def bureau(migrated_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a proposed rule, and an extension of its comment period that cites it."""
    desk = open_desk(migrated_url, tmp_path / "home")
    hand_over(
        desk,
        "2025-01111",
        "2025-01-15",
        type="Proposed Rule",
        title="Connected widgets",
        citation="90 FR 3000",
        abstract="DATES: Comments must be received on or before March 17, 2025.\n\n"
        "SUMMARY: The bureau proposes to amend 15 CFR 744.23.",
        regulation_id_numbers=["0694-AJ99"],
    )
    hand_over(
        desk,
        "2025-02222",
        "2025-03-03",
        type="Proposed Rule",
        title="Connected widgets; extension of comment period",
        action="Proposed rule; extension of comment period.",
        abstract="DATES: The comment period for the proposed rule published at 90 FR 3000 on "
        "January 15, 2025, is extended until April 16, 2025.\n\nSUMMARY: The bureau extends the "
        "comment period of the proposed rule published at 90 FR 3000, which would amend 15 CFR "
        "744.23.",
        regulation_id_numbers=["0694-AJ99"],
    )
    with closing(desk.tracker):
        yield desk


def hand_over(desk: Desk, number: str, on: str, **fields: object) -> None:
    said = {"document_number": number, "publication_date": on, **fields}
    desk.hand_over(f"{number}.json", json.dumps(said), source="us-fr")
    desk.clock.advance(days=1)
    desk.index()


@pytest.fixture
def pages(bureau: Desk) -> Iterator[TestClient]:
    """Its pages."""
    with TestClient(build(bureau.tracker), raise_server_exceptions=True) as client:
        yield client


def section(body: str, id_: str) -> html.HtmlElement:
    """A section of a page."""
    found: html.HtmlElement = html.fromstring(body).get_element_by_id(id_)
    return found


def rows(found: html.HtmlElement) -> list[str]:
    """The lines of a section, as a reader sees them."""
    return [" ".join(" ".join(one.itertext()).split()) for one in found.xpath(".//li")]


def way(found: html.HtmlElement, words: str) -> str:
    """Where the link with these words leads."""
    return next(str(one.get("href")) for one in found.xpath(".//a") if words in one.text_content())


def comment_days(found: html.HtmlElement) -> str:
    """What a matter says of its days for comments."""
    (days,) = found.find_class("comment-days")
    return " ".join(days.text_content().split())


def test_each_reference_stands_once_with_its_passage_and_what_it_names(pages: TestClient) -> None:
    cites = section(pages.get("/documents/us-fr/2025-02222").text, "cites")
    assert rows(cites) == [
        "90 FR 3000 2 mentions → Connected widgets us-fr/2025-01111",
        "15 CFR 744.23 · not held here",
    ]
    passage = html.fromstring(pages.get(way(cites, "90 FR 3000")).text)
    assert passage.xpath("//aside//blockquote")[0].text_content() == "90 FR 3000"
    held = pages.get(way(cites, "Connected widgets"))
    assert "Connected widgets" in held.text


def test_a_citation_that_names_nothing_held_finds_it_when_it_arrives(
    bureau: Desk, pages: TestClient
) -> None:
    address = "/documents/us-fr/2025-04444"
    hand_over(bureau, "2025-04444", "2025-05-05", title="Late", abstract="See 90 FR 9000.")
    assert rows(section(pages.get(address).text, "cites")) == ["90 FR 9000 · not held here"]
    hand_over(
        bureau, "2025-05555", "2025-02-02", title="Early", citation="90 FR 9000", abstract="On it."
    )
    assert rows(section(pages.get(address).text, "cites")) == [
        "90 FR 9000 → Early us-fr/2025-05555"
    ]


def test_every_way_out_of_what_was_read_keeps_both_clocks(pages: TestClient) -> None:
    body = pages.get(f"/documents/us-fr/2025-02222?{THEN}").text
    ways = [
        str(one) for one in html.fromstring(body).xpath("//section[@class='readings']//a/@href")
    ]
    assert len(ways) > 2
    kept = "as_of=2026-12-01&as_known=2026-12-01T00%3A00%3A00"
    assert [one for one in ways if kept not in one] == []


def test_a_text_that_cites_hundreds_folds_them_and_stays_light(
    bureau: Desk, pages: TestClient
) -> None:
    said = ". ".join(f"See 15 CFR 744.{section} and more" for section in range(1, 201))
    hand_over(bureau, "2025-06666", "2025-06-06", title="Many", abstract=said)
    body = pages.get(f"/documents/us-fr/2025-06666?{THEN}").text
    cites = section(body, "cites")
    assert len(cites.xpath("./ul/li")) == 12
    assert len(cites.xpath("./details/ul/li")) == 48
    assert "And 140 more" in " ".join(cites.text_content().split())
    told = pages.get(way(cites, "JSON")).json()
    assert len({one["key"] for one in told["citations"]}) == 200
    assert len(body.encode()) < HEAVIEST


def test_what_an_instrument_does_leads_to_the_words_that_say_so(pages: TestClient) -> None:
    does = section(pages.get("/documents/us-fr/2025-02222").text, "does")
    (extends,) = [one for one in rows(does) if one.startswith("extends")]
    assert "90 FR 3000" in extends
    (row,) = does.xpath(".//li[starts-with(normalize-space(.), 'extends')]")
    assert "us-fr/2025-01111" in way(row, "90 FR 3000")
    passages = [str(one) for one in does.xpath(".//bdi/a/@href")]
    for one in passages:
        quoted = html.fromstring(pages.get(one).text).xpath("//aside//blockquote")[0]
        assert quoted.text_content().rstrip("…") in does.text_content()
    assert passages or "caption" in does.text_content()


def test_a_document_says_who_cites_it_and_where(pages: TestClient) -> None:
    body = pages.get("/documents/us-fr/2025-01111").text
    by = section(body, "cited-by")
    assert rows(by) == [
        "3 Mar 2025 Connected widgets; extension of comment period us-fr/2025-02222 "
        "“90 FR 3000” , 2 mentions"
    ]
    assert "us-fr/2025-02222@" in way(by, "90 FR 3000")
    assert "cited by 1" in " ".join(html.fromstring(body).text_content().split())


def test_a_matter_shows_its_papers_and_the_day_for_comments_with_its_history(
    pages: TestClient,
) -> None:
    found = section(pages.get("/documents/us-fr/2025-01111").text, "matter")
    assert "RIN 0694-AJ99" in found.text_content()
    first, second = rows(found)
    assert first.startswith("15 Jan 2025 Connected widgets")
    assert first.endswith("read here")
    assert "extends Connected widgets" in second
    assert comment_days(found) == (
        "Comments close on 16 Apr 2025 as “Connected widgets; extension of comment period” "
        "of 3 Mar 2025 says; 17 Mar 2025 as “Connected widgets” of 15 Jan 2025 says."
    )
    quoted = html.fromstring(pages.get(way(found, "16 Apr 2025")).text)
    assert "April 16, 2025" in quoted.xpath("//aside//blockquote")[0].text_content()


def test_of_an_earlier_day_nothing_published_later_is_shown(pages: TestClient) -> None:
    body = pages.get("/documents/us-fr/2025-01111?as_of=2025-02-01").text
    assert html.fromstring(body).xpath("//section[@id='cited-by' or @id='matter']") == []
    assert "2025-02222" not in body
    told = pages.get("/api/v1/documents/us-fr/2025-01111/thread?as_of=2025-02-01").json()
    assert told["comments_close"]["on"] == "2025-03-17"


def test_the_sample_story_shows_its_extended_comment_period(
    migrated_url: str, tmp_path: Path
) -> None:
    desk = open_desk(migrated_url, tmp_path / "home")
    with closing(desk.tracker), TestClient(build(desk.tracker)) as client:
        moved_at = desk.clock.at = datetime(2026, 8, 31, 23, 0, tzinfo=UTC)
        tell(desk.importer(), story_sources(), _told(until=moved_at), lambda: None)
        desk.index()
        (rule,) = [one.id for one in desk.search("rin:0694-ZZ04 action:extend").hits]
        found = section(client.get(f"/documents/{rule}").text, "matter")
        assert "docket BIS-SAMPLE-2026-0004, RIN 0694-ZZ04" in found.text_content()
        assert [one.split(" Ownership")[0] for one in rows(found)] == ["4 Aug 2026", "31 Aug 2026"]
        said = comment_days(found)
        assert said.startswith("Comments close on 2 Oct 2026 as “Ownership")
        assert "of 31 Aug 2026 says; 3 Sep 2026 as “Ownership" in said
        assert said.endswith("of 4 Aug 2026 says.")


def _told(*, until: datetime) -> list[SampleFile]:
    """The story so far: a day later its register also moves the day in the first record."""
    return [one for one in story() if one.received_at <= until]


def test_a_document_is_had_for_a_bibliography_in_three_forms(
    bureau: Desk, pages: TestClient
) -> None:
    hand_over(
        bureau,
        "2025-07777",
        "2025-07-07",
        title="Quays & {locks}:\n100% of _docks_",
        citation="90 FR 7000",
        abstract="On docks.",
        agencies=[{"name": "Industry and Security Bureau", "slug": "industry-and-security-bureau"}],
    )
    version = bureau.show("us-fr/2025-07777").version
    page = html.fromstring(pages.get("/documents/us-fr/2025-07777").text)
    (foot,) = page.find_class("forms")
    ris = pages.get(way(foot, "RIS"))
    assert ris.headers["content-type"].startswith("application/x-research-info-systems")
    lines = ris.text.split("\r\n")
    assert lines[0] == "TY  - GOVDOC"
    assert "TI  - Quays & {locks}: 100% of _docks_" in lines
    assert "DA  - 2025/07/07" in lines
    assert lines[-2:] == ["ER  - ", ""]
    bibtex = pages.get(way(foot, "BibTeX")).text
    assert bibtex.startswith("@misc{us-fr-2025-07777,\n")
    assert r"{{Quays \& \{locks\}: 100\% of \_docks\_}}" in bibtex
    (entry,) = pages.get(way(foot, "CSL-JSON")).json()
    assert entry["issued"] == {"date-parts": [[2025, 7, 7]]}
    assert entry["number"] == "2025-07777"
    assert version in entry["note"]
    assert pages.get(entry["URL"]).status_code == 200
    assert version in entry["URL"]
    assert pages.get("/documents/us-fr/2025-07777?form=word").status_code == 400


def test_a_page_within_a_paper_leads_to_it_and_says_where_it_lies(
    bureau: Desk, pages: TestClient
) -> None:
    hand_over(
        bureau, "2025-08880", "2025-08-08", title="Long", citation="90 FR 7000", start_page=7000,
        end_page=7040, abstract="On it.",
    )  # fmt: skip
    hand_over(bureau, "2025-08881", "2025-08-09", title="Short", abstract="See 90 FR 7021.")
    (line,) = rows(section(pages.get("/documents/us-fr/2025-08881").text, "cites"))
    assert line == "90 FR 7021 → Long us-fr/2025-08880 · page 7021 lies in 90 FR 7000–7040"
    assert "90 FR 7000–7040" in pages.get("/documents/us-fr/2025-08880").text


def test_what_the_header_says_opens_its_words_or_its_capture(
    bureau: Desk, pages: TestClient
) -> None:
    hand_over(
        bureau, "2025-08882", "2025-08-10", title="Headed", regulation_id_numbers=["0694-AJ97"],
        effective_on="2025-09-01", abstract="RIN 0694-AJ97. Exports to Freedonia and Iran stop.",
    )  # fmt: skip
    header = html.fromstring(pages.get("/documents/us-fr/2025-08882").text).find_class("facts")[0]
    assert "@" in way(header, "0694-AJ97")
    assert "/captures/" in way(header, "1 Sep 2025")
    assert "/captures/" in way(header, "10 Aug 2025")
    passage = html.fromstring(pages.get(way(header, "Iran")).text)
    assert passage.xpath("//aside//blockquote")[0].text_content() == "Iran"


def test_an_earlier_version_has_its_own_readings_as_json(bureau: Desk, pages: TestClient) -> None:
    for abstract in ("See 90 FR 3000.", "See 15 CFR 744.23."):
        hand_over(bureau, "2025-08883", "2025-08-11", title="Changed", abstract=abstract)
    then, now = (one.id for one in bureau.show("us-fr/2025-08883").versions)
    keys = [
        [one["key"] for one in pages.get(f"/api/v1/documents/{it}").json()["citations"]]
        for it in (then, now)
    ]
    assert keys == [["fr:90/3000"], ["cfr:15/744.23"]]


def test_a_question_that_reads_as_a_reference_is_told_so(bureau: Desk, pages: TestClient) -> None:
    for asked, query in (("90 FR 3000", 'cites:"90 FR 3000"'), ("744.23", "cfr:15/744.23")):
        found = html.fromstring(pages.get("/search", params={"q": asked}).text).find_class("meant")
        words = " ".join(found[0].text_content().split())
        assert words.startswith("Did you mean the reference")
        assert query in words
    assert "Connected widgets" in pages.get("/search", params={"q": "90 FR 3000"}).text
    plain = html.fromstring(pages.get("/search", params={"q": "connected widgets"}).text)
    assert plain.find_class("meant") == []
