"""The consolidated list in its forms: one entry is one document, whichever form brings it."""

import json
from collections.abc import Mapping

import pytest

from app.domain.sources import Words
from app.errors import FormatError
from app.formats.screening_list_names import list_key
from app.sources.us_screening_list import SOURCE
from tests.captured import Said, say

ENTITY = {
    "id": "0af1",
    "source": "Entity List (EL) - Bureau of Industry and Security",
    "name": "Quanta Ridge Micro, Ltd.",
    "alt_names": ["QRM"],
    "type": None,
    "programs": [],
    "addresses": [
        {"address": "1 North Rd", "city": "Chengdu", "postal_code": None, "country": "CN"},
        {"address": None, "city": None, "postal_code": None, "country": "HK"},
    ],
    "federal_register_notice": "90 FR 1234",
    "start_date": "2025-02-03",
    "license_requirement": "All items",
    "license_policy": "Presumption of denial",
}
PERSON = {
    "id": "777001",
    "source": "Specially Designated Nationals (SDN) - Treasury Department",
    "entity_number": 777001,
    "type": "Individual",
    "programs": ["NPWMD", "IFSR"],
    "name": "DOE, Jana",
    "ids": [{"type": "Passport", "number": "X12", "country": "IR", "issue_date": "2001-01-02"}],
    "dates_of_birth": ["1970"],
    "addresses": [],
}
HEADER = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
    "start_date,end_date,standard_order,license_requirement,license_policy,remarks,alt_names,ids"
)


def page(*rows: Mapping[str, object], **more: object) -> bytes:
    return json.dumps({"total": len(rows), "sources": [], "results": rows, **more}).encode()


def read(*rows: Mapping[str, object], **more: object) -> Said:
    return say(SOURCE, page(*rows, **more))


def words(said: Said, id_: str) -> str:
    found = said.readings[id_].words
    assert isinstance(found, Words)
    return found.text


def test_an_entry_is_found_by_every_name_and_field_of_its_row() -> None:
    said = read(PERSON)
    assert words(said, "us-csl/sdn/777001").split("\n") == [
        "Name: DOE, Jana",
        "Type: Individual",
        "List: Specially Designated Nationals (SDN) - Treasury Department",
        "Programme: NPWMD",
        "Programme: IFSR",
        "Date of birth: 1970",
        "Identification: Passport, X12, IR, 2001-01-02",
        "Number: 777001",
    ]
    (reading,) = said.readings.values()
    assert (reading.document.list_key, reading.title) == ("us-sdn", "DOE, Jana")
    assert said.issues == ()


def test_an_entry_without_a_number_keeps_its_identity_while_it_is_edited() -> None:
    (before,) = read(ENTITY).readings
    edited = {
        **ENTITY,
        "id": "ffff",
        "name": "QUANTA RIDGE MICRO LTD",
        "federal_register_notice": "90 FR 1234; 91 FR 88",
        "alt_names": ["QRM", "Quanta"],
        "addresses": [{"address": "2 South Rd", "country": "CN"}],
    }
    assert list(read(edited).readings) == [before]
    moved = {**ENTITY, "addresses": [{"country": "RU"}]}
    assert list(read(moved).readings) != [before]


def test_the_two_forms_name_an_entry_alike() -> None:
    row = (
        '0af1,Entity List (EL) - Bureau of Industry and Security,,,,"Quanta Ridge Micro, Ltd.",,'
        '"1 North Rd, Chengdu, CN; HK",90 FR 1234,2025-02-03,,,All items,Presumption of denial,,'
        "QRM; Q. Ridge,\n"
    )
    said = say(SOURCE, f"{HEADER}\n{row}".encode())
    (id_,) = said.readings
    assert list(read(ENTITY).readings) == [id_]
    assert said.readings[id_].facts.countries == ("CN", "HK")
    assert "Alias: QRM\nAlias: Q. Ridge" in words(said, id_)


def test_every_list_of_the_file_is_a_snapshot_of_the_day_it_states() -> None:
    said = read(ENTITY, PERSON, search_performed_at="2026-07-31T02:15:00+00:00")
    found = [(one.list_key, str(one.current_on), one.flaw) for one in said.lists]
    assert found == [("us-el", "2026-07-30", None), ("us-sdn", "2026-07-30", None)]


def test_a_file_that_counts_more_than_it_holds_is_not_the_whole_list() -> None:
    (found,) = read(ENTITY, total=25_921).lists
    assert found.flaw == "the file counts 25,921 entries and holds 1"


def test_a_field_nobody_knows_is_told_once_and_kept() -> None:
    said = read({**PERSON, "eye_colour": "grey"}, {**ENTITY, "eye_colour": "green"})
    assert [issue.where for issue in said.issues] == ["results[0].eye_colour"]
    assert "eye_colour: grey" in words(said, "us-csl/sdn/777001")


def test_a_row_that_contradicts_its_form_is_set_aside_alone() -> None:
    said = read({**PERSON, "alt_names": [1]}, ENTITY)
    assert "results[0].alt_names" in said.lost[0].problem
    assert len(said.readings) == 1


def test_a_list_nobody_knows_is_kept_without_one() -> None:
    said = read(ENTITY, {**ENTITY, "source": "Moon List (MOON) - Space Department"})
    assert {one.document.list_key for one in said.readings.values()} == {"us-el", None}
    assert "this list is new" in said.issues[0].problem


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", "us-mbs"),
        ("Capta List (CAP) - Treasury Department", "us-cap"),
        ("ITAR Debarred (DTC) - State Department", "us-dtc"),
        ("EL", "us-el"),
        ("A list (of sorts)", None),
    ],
)
def test_lists_are_known_by_what_stands_in_brackets(name: str, key: str | None) -> None:
    assert list_key(name) == key


def test_a_file_cut_anywhere_is_refused() -> None:
    body = page(ENTITY, PERSON)
    for end in range(200, len(body)):
        with pytest.raises(FormatError):
            tuple(say(SOURCE, body[:end]).readings)


def test_other_json_is_none_of_this_publisher() -> None:
    assert SOURCE.recognise is not None
    others = (b'{"results": [{"source": {"id": 1}, "name": "x"}]}', b'{"count": 1}', b"[]", b"")
    assert not [body for body in others if SOURCE.recognise(body, "a.json")]
