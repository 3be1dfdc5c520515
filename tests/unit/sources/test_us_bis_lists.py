"""Tables of the Bureau of Industry and Security: several rows may speak of one entry."""

from app.domain.instruments import StatedDate
from app.domain.sources import Words
from app.domain.time import DateSpan
from app.sources.us_bis_lists import SOURCE
from tests.captured import Said, say

DENIED_HEADER = (
    '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t'
    '"Expiration_Date"\t"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n'
)
DENIED = (
    DENIED_HEADER
    + '" JANA DOE"\t"1 MAIN ST"\t"RENO"\t"NV"\t"US"\t"89501"\t"10/16/2017"\t"10/13/2027"\t"Y"\t'
    '"2017-10-23"\t"FR NOTICE ADDED"\t"82 F.R. 1 10/20/2017"\n'
    + '"JANA DOE"\t"2 SIDE ST"\t"RENO"\t"NV"\t"US"\t"89501"\t"10/16/2017"\t"10/13/2027"\t"Y"\t'
    '"2017-10-23"\t"FR NOTICE ADDED"\t"82 F.R. 1 10/20/2017"\n'
)
LEGACY = (
    "Source List,Entity Number,Name,Title,Address,City,Country,Federal Register Notice,"
    "Effective Date,License Requirement,License Policy,Alternate Name,Web Link,,\n"
    'EL,,Acme Works,,"1 North Rd",Kabul,Afghanistan,76 FR 1,11/21/2011,All,Denial,Akme,x\n'
    'EL,,Acme Works,,"1 North Rd",Kabul,Afghanistan,76 FR 1,11/21/2011,All,Denial,A.W.,x\n'
    'EL,,ACME WORKS,,"2 South Rd",Herat,Afghanistan,76 FR 1,11/21/2011,All,Denial,Akme,x\n'
    "EL,,Other,,,,Turkey,78 FR 2,12/12/2013,All,Denial,,x\n"
)
UNVERIFIED = "COUNTRY,NAME,ADDRESS,,\nChina,Acme,1 Rd,,\nChina,Acme,2 Rd,,\nRussia,Acme,3 Rd,,\n"


def words(said: Said) -> list[str]:
    found = [one.words for one in said.readings.values()]
    return [one.text for one in found if isinstance(one, Words)]


def test_each_address_under_an_order_is_an_entry_of_its_own() -> None:
    said = say(SOURCE, DENIED.encode())
    assert len(said.readings) == 2
    assert {one.title for one in said.readings.values()} == {"JANA DOE"}
    assert any("Address: 2 SIDE ST, RENO, NV, US, 89501" in text for text in words(said))
    (first, _) = said.readings.values()
    assert isinstance(first.facts.dates, tuple)
    assert {(one.role, str(one.on)) for one in first.facts.dates} == {
        ("effective", "2017-10-16"),
        ("expiry", "2027-10-13"),
    }
    assert all(isinstance(one, StatedDate) for one in first.facts.dates)
    assert not isinstance(first.in_force, DateSpan)


def test_the_order_of_the_file_does_not_name_its_entries() -> None:
    head, one, two, _ = DENIED.split("\n")
    turned = "\n".join([head, two, one, ""])
    assert set(say(SOURCE, turned.encode()).readings) == set(say(SOURCE, DENIED.encode()).readings)


def test_rows_for_each_address_with_each_alias_are_one_entry() -> None:
    said = say(SOURCE, LEGACY.encode())
    assert len(said.readings) == 2
    assert words(said)[0].split("\n") == [
        "Name: Acme Works",
        "Name: ACME WORKS",
        "Alias: Akme",
        "Alias: A.W.",
        "Address: 1 North Rd, Kabul, Afghanistan",
        "Address: 2 South Rd, Herat, Afghanistan",
        "List: EL",
        "Federal Register notice: 76 FR 1",
        "Effective date: 11/21/2011",
        "Licence requirement: All",
        "Licence policy: Denial",
        "Web page: x",
    ]
    assert said.lists[0].list_key == "us-el"


def test_the_same_name_in_two_countries_is_two_entries() -> None:
    said = say(SOURCE, UNVERIFIED.encode())
    assert [one.facts.countries for one in said.readings.values()] == [("CN",), ("RU",)]
    assert "Address: 1 Rd\nAddress: 2 Rd" in words(said)[0]


def test_a_row_without_a_name_is_set_aside_and_a_new_column_is_told() -> None:
    body = "Name,Street_Address,Standard_Order,Moon\nA,1 Rd,Y,full\n,2 Rd,Y,half\n"
    said = say(SOURCE, body.encode())
    assert [issue.where for issue in said.issues] == ["column Moon", "line 3"]
    assert [issue.where for issue in said.lost] == ["line 3"]
    assert "Moon: full" in words(said)[0]
