"""Recorded answers and issues of the Federal Register, against values read off them by hand."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.documents import Kind
from app.domain.instruments import UNSAID, StatedDate
from app.errors import FormatError
from app.sources.us_federal_register import SOURCE
from app.sources.us_public_inspection import SOURCE as INSPECTION
from tests.captured import body_of, say


def test_recorded_answers_of_the_api(shared: Path) -> None:
    folder = shared / "data/federal-register-api"
    rule = say(SOURCE, body_of(folder / "kc_regulatory-document.json")).readings["us-fr/2024-31396"]
    assert rule.title == (
        "Air Plan Revisions; California; Feather River Air Quality Management District"
    )
    assert (rule.document.kind, rule.document.type) == (Kind.RULE, "final_rule")
    assert (rule.facts.citation, rule.facts.cfr) == ("89 FR 107012", ("40/52",))
    assert rule.facts.dockets == ("EPA-R09-OAR-2023-0649", "FRL-11647-02-R9")
    assert rule.facts.dates == (StatedDate(role="effective", on=date(2025, 1, 30)),)
    order = say(SOURCE, body_of(folder / "kc_current-document.json")).readings["us-fr/2026-19417"]
    assert (order.document.type, order.facts.number) == ("executive_order", "Executive Order 14430")
    assert order.facts.dates == (StatedDate(role="signed", on=date(2026, 9, 17)),)
    old = say(SOURCE, body_of(folder / "kc_historical-document.json"))
    paper = old.readings["us-fr/93-32104.1994-01-03"]
    assert paper.document.type == "presidential_determination"
    assert (paper.words, paper.facts.citation) == (UNSAID, "59 FR 1")
    assert old.requests == ()


@pytest.mark.parametrize(
    ("name", "documents"),
    [
        ("kc_search-newest-page-one.json", 2),
        ("2016-02-29-document-toc.json.gz", 118),
        (
            "vcr_14_api-v1-documents-json-conditions-publication-date-is-2016-02-29-per-p.json.gz",
            129,
        ),
    ],
)
def test_recorded_pages_are_read_whole(shared: Path, name: str, documents: int) -> None:
    said = say(SOURCE, body_of(shared / "data/federal-register-api" / name))
    assert (len(said.readings), said.lost) == (documents, ())


def test_recorded_filings(shared: Path) -> None:
    folder = shared / "data/federal-register-api"
    found = say(INSPECTION, body_of(folder / "kc_inspection-detail.json"))
    filed = found.readings["us-fr/2026-19958"]
    assert (filed.title, filed.document.kind) == ("Meetings; Sunshine Act", Kind.NOTICE)
    assert filed.facts.filed_at == datetime(2026, 9, 28, 15, 15, tzinfo=UTC)
    assert found.issues == ()


def test_every_recorded_answer_is_read_or_named(shared: Path) -> None:
    unnamed = []
    for path in sorted((shared / "data/federal-register-api").glob("*.json*")):
        if path.name.startswith("mw_regulations"):
            continue
        recorded = body_of(path)
        source = (
            INSPECTION if INSPECTION.recognise and INSPECTION.recognise(recorded, "") else SOURCE
        )
        try:
            said = say(source, recorded)
        except FormatError as named:
            if not str(named).startswith(("error body:", "no documents:")):
                unnamed.append(path.name)
            continue
        if not said.readings or said.lost:
            unnamed.append(path.name)
    assert unnamed == []


def test_recorded_lines_keep_the_record_whose_number_is_empty(shared: Path) -> None:
    said = say(SOURCE, body_of(shared / "data/federal-register-metadata/other_sample.jsonl.gz"))
    assert (len(said.readings), said.lost) == (6000, ())
    assert said.readings["us-fr/2026-02311"].published_on == date(2026, 2, 5)


def test_recorded_daily_issues(shared: Path) -> None:
    spring = say(
        SOURCE, body_of(shared / "data/federal-register-xml/FR-2016-04-15_full-issue.xml.gz")
    ).readings
    kinds = [one.document.kind for one in spring.values()]
    assert (len(spring), kinds.count(Kind.RULE), kinds.count(Kind.NOTICE)) == (146, 9, 132)
    paper = spring["us-fr/2016-08970"]
    assert paper.title == "Establishment of the Belmont-Paul Women's Equality National Monument"
    assert (paper.facts.number, paper.facts.citation) == ("Proclamation 9423", "81 FR 22505")
    winter = say(SOURCE, body_of(shared / "data/regtext/fr_issue/FR-2024-02-12.xml.gz")).readings
    assert len(winter) == 96
    rule = winter["us-fr/2024-02705"]
    assert (rule.document.type, rule.published_on) == ("correcting_amendment", date(2024, 2, 12))
    assert (rule.facts.citation, rule.facts.rins) == ("89 FR 9776", ("0938-AV07",))
    assert rule.facts.dockets == ("CMS-1784-F2",)
    assert rule.facts.filed_at == datetime(2024, 2, 8, 21, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "number", "rin", "filed"),
    [
        ("04-16753", "04-16753", "0651-AB74", date(2004, 7, 21)),
        ("E8-23178", "E8-23178", "1140-AA32", date(2008, 10, 1)),
        ("2013-01248", "2013-01248", "3170-AA14", date(2013, 2, 1)),
    ],
)
def test_recorded_single_rules(shared: Path, name: str, number: str, rin: str, filed: date) -> None:
    said = say(SOURCE, body_of(shared / f"data/regtext/fr_rules/{name}.xml.gz"))
    rule = said.readings[f"us-fr/{number}"]
    assert rule.facts.rins == (rin,)
    assert rule.facts.dates == (StatedDate(role="filed", on=filed),)
    assert rule.published_on is UNSAID
