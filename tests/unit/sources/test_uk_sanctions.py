"""The United Kingdom's list and the one before it: a row for each name, a document for a party."""

import pytest

from app.domain.sources import Words
from app.errors import FormatError
from app.sources.uk_sanctions import SOURCE
from tests.captured import Said, say

NEW = (
    "Report Date: 18-Aug-2026\n"
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name type,"
    "Alias strength,Address Line 1,Address Country,Designation Type,Regime Name,Date Designated\n"
    "04/08/2026,RUS9001,16001,,DOE,Jana,Maria,Alias,Good quality,,,Individual,Russia,01/03/2022\n"
    "04/08/2026,RUS9001,16001,,DOE,Jana,,Primary Name,,1 Main St,Russia,Individual,Russia,"
    "01/03/2022\n"
    "04/08/2026,RUS9002,16002,,ACME LTD,,,Primary Name,,,,Entity,Russia,02/03/2022\n"
)
OLD = (
    "Last Updated,03/06/2025\n"
    "Name 6,Name 1,Title,DOB,Nationality,Address 1,Post/Zip Code,Country,Other Information,"
    "Group Type,Alias Type,Alias Quality,Regime,Listed On,Last Updated,Group ID\n"
    '"DOE",Jana,,01/02/1970,Syria,1 Main St,X1,Syria,"A note",Individual,Primary name,,Syria,'
    "01/01/2020,02/01/2020,14233\n"
    '"ROE",Jane,,,,,,,,Individual,AKA,Low,Syria,01/01/2020,02/01/2020,14233\n'
)
XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>10/06/2026</DateGenerated>
 <Designation><LastUpdated>16/04/2026</LastUpdated><DateDesignated>29/06/2012</DateDesignated>
  <UniqueID>AFG9001</UniqueID><OFSIGroupID>12703</OFSIGroupID>
  <Names><Name><Name6>Acme Hawala</Name6><NameType>Alias</NameType></Name>
   <Name><Name1>ACME</Name1><Name6>EXCHANGE</Name6><NameType>Primary Name</NameType></Name></Names>
  <RegimeName>Afghanistan</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip>
  <Addresses><Address><AddressLine1>1 Bazaar</AddressLine1>
   <AddressCountry>Pakistan</AddressCountry></Address></Addresses></Designation></Designations>"""
OLD_XML = """<?xml version="1.0"?>
<ArrayOfFinancialSanctionsTarget xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist">
 <FinancialSanctionsTarget><GroupID>14233</GroupID><name6>DOE</name6><name1>Jana</name1>
  <AliasType>Primary name</AliasType></FinancialSanctionsTarget>
 <FinancialSanctionsTarget><GroupID>14233</GroupID><name6>ROE</name6><AliasType>AKA</AliasType>
 </FinancialSanctionsTarget></ArrayOfFinancialSanctionsTarget>"""


def words(said: Said, id_: str) -> list[str]:
    found = said.readings[id_].words
    assert isinstance(found, Words)
    return found.text.split("\n")


def test_all_rows_of_a_unique_id_are_one_party_under_its_primary_name() -> None:
    said = say(SOURCE, NEW.encode())
    assert {id_: one.title for id_, one in said.readings.items()} == {
        "uk-sanctions/RUS9001": "Jana DOE",
        "uk-sanctions/RUS9002": "ACME LTD",
    }
    assert words(said, "uk-sanctions/RUS9001") == [
        "Name: Jana DOE",
        "Number: RUS9001",
        "Address: 1 Main St, Russia",
        "Last Updated: 04/08/2026",
        "OFSI Group ID: 16001",
        "Type: Individual",
        "Regime: Russia",
        "Date Designated: 01/03/2022",
        "Alias: Jana Maria DOE (Alias, Good quality)",
    ]
    (snapshot,) = said.lists
    assert (snapshot.list_key, str(snapshot.current_on)) == ("uk-sl", "2026-08-18")
    assert said.issues == ()


def test_the_old_list_is_another_list_under_its_group_ids() -> None:
    said = say(SOURCE, OLD.encode())
    reading = said.readings["uk-sanctions/ofsi/14233"]
    assert (reading.title, reading.document.list_key) == ("Jana DOE", "uk-ofsi")
    assert "Alias: Jane ROE (AKA, Low)" in words(said, "uk-sanctions/ofsi/14233")
    assert str(said.lists[0].current_on) == "2025-06-03"
    assert said.issues == ()


def test_the_xml_form_gives_the_same_party() -> None:
    said = say(SOURCE, XML.encode())
    reading = said.readings["uk-sanctions/AFG9001"]
    assert reading.title == "ACME EXCHANGE"
    assert reading.facts.countries == ("PK",)
    told = words(said, "uk-sanctions/AFG9001")
    assert "Alias: Acme Hawala, Alias" in told
    assert "OFSI Group ID: 12703" in told
    assert "Address: 1 Bazaar, Pakistan" in told
    assert said.issues == ()
    assert str(said.lists[0].current_on) == "2026-06-10"


def test_targets_of_the_old_xml_are_gathered_by_their_group() -> None:
    said = say(SOURCE, OLD_XML.encode())
    assert words(said, "uk-sanctions/ofsi/14233")[-1] == "Alias: ROE (AKA)"
    assert said.issues == ()


def test_a_row_without_its_number_is_set_aside() -> None:
    said = say(SOURCE, NEW.replace("RUS9002", "").encode())
    assert [issue.where for issue in said.lost] == ["line 5"]


@pytest.mark.parametrize("body", [XML, OLD_XML])
def test_xml_cut_anywhere_is_refused(body: str) -> None:
    raw = body.encode()
    for end in range(120, len(raw), 5):
        with pytest.raises(FormatError):
            say(SOURCE, raw[:end])


def test_a_table_cut_in_its_last_number_names_no_other_group() -> None:
    raw = OLD.encode()
    for end in range(raw.rindex(b"14233"), len(raw)):
        said = say(SOURCE, raw[:end])
        assert set(said.readings) == {"uk-sanctions/ofsi/14233"}
        assert said.lists[0].flaw is not None
