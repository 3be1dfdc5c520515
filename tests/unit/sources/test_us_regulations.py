"""What regulations.gov says of a docket's documents."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.domain.documents import Kind
from app.domain.instruments import StatedDate
from app.errors import FormatError
from app.sources.us_federal_register import recognise as register_recognises
from app.sources.us_regulations import SOURCE, recognise
from tests.captured import body_of, say


def body(**attributes: object) -> bytes:
    said = {"documentType": "Proposed Rule", "frDocNum": "2026-12", "title": "Widgets"}
    item = {"id": "BIS-2026-0001-0002", "attributes": {**said, "agencyId": "BIS", **attributes}}
    return json.dumps({"data": [item]}).encode()


def test_a_deadline_falls_on_its_day_in_washington() -> None:
    said = say(SOURCE, body(commentEndDate="2026-03-10T03:59:59Z", docketId="BIS-2026-0001"))
    found = said.readings["us-regulations/BIS-2026-0001-0002"]
    assert found.facts.dates == (StatedDate(role="comments_close", on=date(2026, 3, 9)),)
    assert (found.facts.number, found.facts.dockets) == ("2026-00012", ("BIS-2026-0001",))
    assert found.document.kind is Kind.PROPOSED_RULE
    assert found.facts.agencies == ("industry-and-security-bureau",)


def test_a_withdrawn_document_is_kept_and_said_to_be_withdrawn() -> None:
    said = say(SOURCE, body(withdrawn=True))
    assert len(said.readings) == 1
    assert "withdrawn" in said.issues[0].problem


def test_a_page_without_documents_is_named() -> None:
    empty = b'{"data": [], "meta": {"x": "documentType frDocNum"}}'
    assert recognise(empty, "file") is None
    with pytest.raises(FormatError, match=r"^no documents: "):
        say(SOURCE, b'{"data": [], "documentType": 0, "frDocNum": 0}')


def test_a_recorded_page(shared: Path) -> None:
    recorded = body_of(shared / "data/federal-register-api/mw_regulations_dot_gov_docs.json.gz")
    assert register_recognises(recorded, "file") is None
    said = say(SOURCE, recorded)
    first = said.readings["us-regulations/FS_FRDOC_0001-4066"]
    assert (first.published_on, first.facts.number) == (date(2025, 1, 16), "2025-00863")
    assert (len(said.readings), said.issues) == (25, ())
