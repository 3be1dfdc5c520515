"""Recorded lists: what a person sees in a file is what its reader gives, counted and by hand."""

from collections import Counter
from pathlib import Path

import pytest

from app.domain.sources import Reading, Source, Words
from app.errors import FormatError
from app.sources import repacked_lists, us_bis_lists, us_ofac, us_screening_list
from tests.captured import Said, body_of, say

FOLDER = "data/screening-lists"
pytestmark = pytest.mark.shared


def read(shared: Path, source: Source, name: str) -> Said:
    return say(source, body_of(shared / FOLDER / name))


def words(reading: Reading) -> str:
    assert isinstance(reading.words, Words)
    return reading.words.text


def by_list(said: Said) -> Counter[str | None]:
    return Counter(one.document.list_key for one in said.readings.values())


def test_the_consolidated_list_has_every_entry_of_every_list(shared: Path) -> None:
    said = read(shared, us_screening_list.SOURCE, "csl_2026-07-31.repacked.json.gz")
    assert len(said.readings) == 25_921
    found = by_list(said)
    assert (found["us-sdn"], found["us-el"], found["us-dpl"]) == (19_181, 3_420, 1_596)
    assert (found["us-uvl"], found["us-meu"], found["us-cap"]) == (222, 70, 1)
    assert said.issues == ()
    assert {one.flaw for one in said.lists} == {None}
    bank = said.readings["us-csl/cap/15268"]
    assert "Programme: 561-Related" in words(bank)
    assert words(bank).count("Alias: ") == 2
    assert bank.facts.countries == ("CN",)


def test_the_entity_list_as_others_repacked_it(shared: Path) -> None:
    said = read(shared, repacked_lists.SOURCE, "nsfreg_bis_entity_list.json.gz")
    assert len(said.readings) == 3_409
    assert [(one.list_key, one.flaw) for one in said.lists] == [("us-el", None)]
    named = [one for one in said.readings.values() if one.title == "Abdul Satar Ghoura"]
    assert {(one.facts.countries, one.facts.citation) for one in named} == {
        (("AF",), "76 FR 71869, 11/21/11"),
        (("PK",), "76 FR 71869, 11/21/11"),
    }


@pytest.mark.parametrize(
    ("name", "key", "rows"),
    [
        ("nsfreg_bis_dpl.json.gz", "us-dpl", 564),
        ("nsfreg_bis_meu.json.gz", "us-meu", 70),
        ("nsfreg_dow_1260h.json.gz", "us-1260h", 80),
        ("nsfreg_ofac_nscmic.json.gz", "us-cmic", 68),
    ],
)
def test_each_repacked_list_is_read_whole(shared: Path, name: str, key: str, rows: int) -> None:
    said = read(shared, repacked_lists.SOURCE, name)
    assert by_list(said) == {key: rows}
    assert said.issues == ()


def test_the_lists_of_the_ministry_keep_their_own_letters(shared: Path) -> None:
    said = read(shared, repacked_lists.SOURCE, "xyna_cn_entities.json.gz")
    assert by_list(said) == {"cn-ecl": 139, "cn-uel": 61, "cn-watch": 40}
    car_maker = said.readings["repacked-lists/cn-watch/cn-att-20260224-1"]
    assert "Alias: 斯巴鲁株式会社" in words(car_maker)


def test_the_sdn_list_at_two_dates_differs_by_number(shared: Path) -> None:
    july = read(shared, us_ofac.SOURCE, "ofac-sdn_published-2026-07-23.csv.gz").readings
    august = read(shared, us_ofac.SOURCE, "ofac-sdn_published-2026-08-07.csv.gz").readings
    assert (len(july), len(august)) == (19_254, 19_199)
    assert (len(august.keys() - july.keys()), len(july.keys() - august.keys())) == (53, 108)
    assert july["us-ofac/sdn/50235"].title == "LESCHANKA, Aliaksandr Mikalayevich"


def test_the_sdn_table_of_2019(shared: Path) -> None:
    said = read(shared, us_ofac.SOURCE, "watchman_sdn_2019.csv.gz")
    assert len(said.readings) == 7_379
    assert by_list(said) == {"us-sdn": 7_379}
    person = words(said.readings["us-ofac/sdn/21550"])
    assert "Programme: NPWMD\nProgramme: IFSR" in person
    assert "Type: individual" in person
    # This copy lost the publisher's mark of the end, and with it its last line end.
    assert said.lists[0].flaw is not None


def test_xml_extracts_say_that_they_are_not_whole(shared: Path) -> None:
    sdn = read(shared, us_ofac.SOURCE, "govwizely_sdn.xml")
    assert list(sdn.readings) == [f"us-ofac/sdn/{n}" for n in (306, 6982, 11043, 521)]
    assert sdn.lists[0].flaw == "the file counts 5,704 entries and holds 4"
    vessel = words(sdn.readings["us-ofac/sdn/11043"])
    assert "Identification: Vessel Registration Identification, IMO 9051648, Iran" in vessel
    assert "Gross registered tonnage: 16621" in vessel
    others = read(shared, us_ofac.SOURCE, "govwizely_consolidated.xml")
    assert by_list(others)["us-plc"] == 6
    assert sdn.issues == others.issues == ()


def test_the_advanced_extract(shared: Path) -> None:
    said = read(shared, us_ofac.SOURCE, "ofac_sdn_advanced_2024-02-23_excerpt.xml.gz")
    assert len(said.readings) == 37
    airline = said.readings["us-ofac/sdn/36"]
    assert (airline.title, airline.facts.countries) == ("AEROCARIBBEAN AIRLINES", ("CU",))
    assert "Location: Havana, Cuba" in words(airline)
    assert str(said.lists[0].current_on) == "2024-02-23"


def test_the_denied_persons_and_the_old_tables(shared: Path) -> None:
    denied = read(shared, us_bis_lists.SOURCE, "watchman_dpl_a.txt.gz")
    assert len(denied.readings) == 546
    assert len([one for one in denied.readings.values() if one.title == "ABDULAH AL NASSER"]) == 2
    entities = read(shared, us_bis_lists.SOURCE, "govwizely_el_el.csv")
    assert len(entities.readings) == 6
    unverified = read(shared, us_bis_lists.SOURCE, "govwizely_uvl_uvl.csv")
    assert unverified.lost == ()


def test_the_old_and_the_new_table_of_the_consolidated_list(shared: Path) -> None:
    old = read(shared, us_screening_list.SOURCE, "watchman_csl_2019_sample.csv")
    assert len(old.readings) == 115
    person = old.readings["us-csl/plc/9681"]
    assert "Alias: AHMAD, Ahmad Ali Ahmad" in words(person)
    assert "Date of birth: 1940" in words(person)
    new = read(shared, us_screening_list.SOURCE, "watchman_consolidated_sample.csv")
    assert "Nationality: KP" in words(new.readings["us-csl/sdn/52291"])
    assert old.lost == new.lost == ()


@pytest.mark.parametrize("share", range(5, 100, 20))
def test_a_list_cut_at_any_share_is_never_a_shorter_list(shared: Path, share: int) -> None:
    for source, name in (
        (us_screening_list.SOURCE, "csl_2026-07-31.repacked.json.gz"),
        (us_ofac.SOURCE, "govwizely_sdn.xml"),
        (us_ofac.SOURCE, "watchman_sdn_2019.csv.gz"),
        (us_bis_lists.SOURCE, "watchman_dpl_a.txt.gz"),
    ):
        body = body_of(shared / FOLDER / name)
        part = body[: len(body) * share // 100]
        try:
            said = say(source, part)
        except FormatError:
            continue
        assert part.endswith(b"\n") or all(one.flaw for one in said.lists), name
