"""The register says what was confirmed, in its own words, and nothing else."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from app.domain.documents import Capture, Issue, Kind, Standing
from app.domain.ids import capture_id, digest_of
from app.domain.instruments import UNSAID, StatedDate, Unsaid
from app.domain.sources import Reading
from app.sources.register import KEY, SHAPE, SOURCE, read_register, recognise, shipped
from tests.recorded import shared_folder

SHARED = shared_folder() / "facts" / "instruments.jsonl"


def capture(body: bytes) -> Capture:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    digest = digest_of(body)
    return Capture(
        id=capture_id(KEY, at, "register.jsonl", digest),
        source=KEY,
        place="register.jsonl",
        shape=SHAPE,
        captured_at=at,
        digest=digest,
        body=body,
        standing=Standing.CURATED,
    )


def readings(body: bytes) -> dict[str, Reading]:
    return {
        found.document.id: found
        for found in read_register(capture(body))
        if isinstance(found, Reading)
    }


def issues(body: bytes) -> list[Issue]:
    return [found for found in read_register(capture(body)) if isinstance(found, Issue)]


def words(reading: Reading) -> str:
    assert not isinstance(reading.words, Unsaid)
    return reading.words.text


@pytest.fixture(scope="module")
def register() -> dict[str, Reading]:
    return readings(shipped())


def test_all_rows_are_read_without_an_issue(register: dict[str, Reading]) -> None:
    head = json.loads(shipped().splitlines()[0])
    assert len(register) == head["rows"] == 73
    assert issues(shipped()) == []


def test_its_standing_is_never_evidence() -> None:
    assert SOURCE.standing is Standing.CURATED


def test_it_is_recognised_by_its_first_line_under_any_name() -> None:
    assert recognise(shipped(), "anything.txt") == SHAPE
    assert recognise(b'{"id": "US-2018-ECRA"}', "register.jsonl") is None


def test_the_diffusion_rule_has_its_numbers_and_its_dates(register: dict[str, Reading]) -> None:
    rule = register["register/US-2025-01-15-DIFFUSION"]
    assert rule.document.kind is Kind.RULE
    assert rule.document.type == "interim_final_rule"
    assert rule.published_on == date(2025, 1, 15)
    assert rule.date_evidence == "register"
    assert rule.facts.citation == "90 FR 4544"
    assert rule.facts.agencies == ("bis", "commerce")
    assert rule.facts.eccns == ("3A090.a", "4A090.a", "4E091")
    assert rule.facts.countries is UNSAID
    assert not isinstance(rule.facts.cfr, Unsaid)
    assert "15/744" in rule.facts.cfr
    assert not isinstance(rule.facts.dates, Unsaid)
    assert (
        StatedDate(role="compliance", on=date(2025, 5, 15), scope="most provisions")
        in rule.facts.dates
    )


def test_a_rule_points_at_the_press_release_by_name(register: dict[str, Reading]) -> None:
    text = words(register["register/US-2025-01-15-DIFFUSION"])
    assert "register/US-2025-05-13-DIFFUSION-NONENF (Department of Commerce Announces" in text


def test_a_press_release_announces_a_suspension_and_suspends_nothing(
    register: dict[str, Reading],
) -> None:
    release = register["register/US-2025-05-13-DIFFUSION-NONENF"]
    assert release.document.kind is Kind.STATEMENT
    assert release.facts.actions == ("announce",)
    assert "What it announces: suspend." in words(release)


def test_a_title_that_was_not_confirmed_is_composed_from_what_was(
    register: dict[str, Reading],
) -> None:
    rule = register["register/US-2024-05-14-EL37"]
    assert rule.title == "Final rule, Department of Commerce / BIS, published 14 May 2024"


def test_a_correction_names_the_number_of_the_rule_it_corrects(
    register: dict[str, Reading],
) -> None:
    assert register["register/US-2024-12-27-IEC-CORR"].facts.corrects == "2024-19633"


def test_a_correction_of_two_rules_names_both_in_words(register: dict[str, Reading]) -> None:
    correction = register["register/US-2024-04-04-CORR"]
    assert correction.facts.corrects is UNSAID
    assert "Corrects: register/US-2023-10-25-SME-IFR" in words(correction)


def test_a_private_letter_has_no_day_of_publication(register: dict[str, Reading]) -> None:
    letter = register["register/US-2025-04-09-IS-INFORMED-H20"]
    assert letter.published_on is None
    assert letter.date_evidence is None
    assert letter.facts.countries == ("CN", "HK", "MO")


def test_a_british_number_is_in_the_words_and_is_no_eccn(register: dict[str, Reading]) -> None:
    instrument = register["register/UK-2024-346"]
    assert instrument.facts.eccns is UNSAID
    assert "PL9013" in words(instrument)


def test_the_same_bytes_give_the_same_readings(register: dict[str, Reading]) -> None:
    assert readings(shipped()) == register


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "X-1", "label": "A", "agency": "B", "type": "edict"}',
        '{"id": "X-1", "label": "A", "type": "notice"}',
        '{"id": "X-1", "label": "A", "agency": "B", "type": "notice", "published_on": "May"}',
        '{"id": "X-1", "label": "A", "agency": "B", "type": "notice", "effective": ["May"]}',
        "[]",
        "not json",
    ],
)
def test_a_broken_row_is_set_aside_with_its_line_and_the_rest_is_read(line: str) -> None:
    head, first, *_ = shipped().decode().splitlines()
    body = "\n".join((head, line, first)).encode()
    assert len(readings(body)) == 1
    (lost,) = issues(body)
    assert lost.lost_record
    assert lost.where == "line 2"


def leaves(value: object) -> Iterator[str]:
    """The texts inside a value of the research file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)


# The research file's fields, and what they are called in the register.
SHIPPED_AS = {
    "title": "label",
    "summary": "summary",
    "date_announced": "announced_on",
    "date_filed_public_inspection": "filed_on",
    "date_published": "published_on",
    "effective_dates": "effective",
    "comment_close_dates": "comments_close",
    "fr_citation": "citation",
    "fr_document_number": "number",
    "rin": "rins",
    "cfr_parts": "cfr",
    "eccns": "control_numbers",
    "destinations": "destinations",
    "official_urls": "urls",
    "agency_docket": "dockets",
    "regulations_gov_docket": "dockets",
}


@pytest.mark.shared
def test_no_value_the_research_could_not_confirm_is_shipped() -> None:
    if not SHARED.exists():
        pytest.skip(f"no research file at {SHARED}")
    research = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    rows = {row["id"]: row for row in map(json.loads, shipped().decode().splitlines()[1:])}
    assert set(rows) == {fact["id"] for fact in research}
    checked = 0
    for fact in research:
        row = rows[fact["id"]]
        confirmed = " ".join(
            text
            for field, value in fact.items()
            if field not in {*fact["unverified_fields"], "unverified_fields", "official_urls"}
            for text in leaves(value)
        )
        everywhere = " ".join(leaves({k: v for k, v in row.items() if k != "related"}))
        for field in fact["unverified_fields"]:
            own = set(leaves(row.get(SHIPPED_AS[field], [])))
            assert not own & set(leaves(fact[field])), (fact["id"], field)
            for text in leaves(fact[field]):
                if len(text) >= 5 and text not in confirmed:
                    assert text not in everywhere, (fact["id"], field, text)
            checked += 1
    assert checked == sum(len(fact["unverified_fields"]) for fact in research) > 0


@pytest.mark.shared
def test_what_the_research_confirmed_is_shipped_as_it_stands() -> None:
    if not SHARED.exists():
        pytest.skip(f"no research file at {SHARED}")
    rows = {row["id"]: row for row in map(json.loads, shipped().decode().splitlines()[1:])}
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        for field in ("title", "summary", "date_announced", "date_published", "fr_citation"):
            if field not in fact["unverified_fields"]:
                assert rows[fact["id"]].get(SHIPPED_AS[field]) == fact[field], (fact["id"], field)
