"""Bodies under their many names."""

import pytest

from app.vocabulary.agencies import agencies, agency_names, agency_of, lineage, slug_of
from app.vocabulary.spelling import folded


@pytest.mark.parametrize(
    "name",
    [
        "bis",
        "BIS",
        "Bureau of Industry and Security",
        "Bureau of Industry & Security",
        "industry-and-security-bureau",
        "The Bureau of Industry and Security",
    ],
)
def test_one_body_has_one_key_however_it_is_written(name: str) -> None:
    assert slug_of(name) == "bis"


def test_names_are_found_by_key_and_by_the_gazettes_slug() -> None:
    by_key = agency_names("bis")
    assert by_key == agency_names("industry-and-security-bureau")
    assert by_key[0] == "Bureau of Industry and Security"


def test_a_bureau_is_part_of_its_department_and_no_second_issuer() -> None:
    assert lineage("bis") == ("bis", "commerce")
    assert lineage("ofac") == ("ofac", "treasury")


def test_the_directorate_for_defence_trade_has_no_slug_of_its_own() -> None:
    ddtc = agency_of("DDTC")
    assert ddtc is not None
    assert ddtc.federal_register is None
    assert ddtc.part_of == "state"


def test_a_body_nobody_entered_is_unknown_rather_than_the_nearest_one() -> None:
    assert slug_of("Bureau of Silly Walks") is None
    assert agency_names("silly-walks") == ()


def test_no_name_belongs_to_two_bodies() -> None:
    spellings = [
        (folded(spelling), agency.key)
        for agency in agencies().values()
        for spelling in {agency.key, agency.federal_register or agency.key, agency.name}
        | set(agency.aliases)
    ]
    owners: dict[str, set[str]] = {}
    for spelling, key in spellings:
        owners.setdefault(spelling, set()).add(key)
    assert {spelling: keys for spelling, keys in owners.items() if len(keys) > 1} == {}


def test_every_parent_is_a_body_of_the_table() -> None:
    parents = {agency.part_of for agency in agencies().values() if agency.part_of}
    assert parents <= set(agencies())


def test_the_chinese_ministry_is_known_in_chinese() -> None:
    assert slug_of("商务部") == "mofcom"
