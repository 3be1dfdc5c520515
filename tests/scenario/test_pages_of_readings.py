"""What a document's page shows of the reading of its words, each line leading to its passage."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from app.asgi import build
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


def test_each_reference_stands_once_with_its_passage_and_what_it_names(pages: TestClient) -> None:
    cites = section(pages.get("/documents/us-fr/2025-02222").text, "cites")
    assert rows(cites) == [
        "90 FR 3000 2 mentions → us-fr/2025-01111",
        "15 CFR 744.23 → not held here",
    ]
    passage = html.fromstring(pages.get(way(cites, "90 FR 3000")).text)
    assert passage.xpath("//aside//blockquote")[0].text_content() == "90 FR 3000"
    held = pages.get(way(cites, "us-fr/2025-01111"))
    assert "Connected widgets" in held.text


def test_a_citation_that_names_nothing_held_finds_it_when_it_arrives(
    bureau: Desk, pages: TestClient
) -> None:
    address = "/documents/us-fr/2025-04444"
    hand_over(bureau, "2025-04444", "2025-05-05", title="Late", abstract="See 90 FR 9000.")
    assert rows(section(pages.get(address).text, "cites")) == ["90 FR 9000 → not held here"]
    hand_over(
        bureau, "2025-05555", "2025-02-02", title="Early", citation="90 FR 9000", abstract="On it."
    )
    assert rows(section(pages.get(address).text, "cites")) == ["90 FR 9000 → us-fr/2025-05555"]


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
