"""Treasury's lists in tables and two kinds of XML: the same number is the same entry."""

import pytest

from app.domain.sources import Words
from app.errors import FormatError
from app.sources.us_ofac import SOURCE
from tests.captured import Said, say

SDN = (
    '9001,"ACME SHIPPING, S.A.",-0- ,"SDGT] [IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    '9002,"DOE, Jana","individual","NPWMD","Director",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"DOB 1 Jan 1970; a.k.a. 'JD'.\"\r\n\x1a"
)
XML = """<?xml version="1.0"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
  <publshInformation><Publish_Date>07/16/2024</Publish_Date><Record_Count>2</Record_Count>
  </publshInformation>
  <sdnEntry><uid>9001</uid><lastName>ACME SHIPPING, S.A.</lastName><sdnType>Entity</sdnType>
    <programList><program>SDGT</program></programList>
    <akaList><aka><uid>1</uid><type>a.k.a.</type><category>weak</category>
      <lastName>ACME</lastName></aka></akaList>
    <addressList><address><uid>2</uid><address1>1 Dock Rd</address1><city>Limassol</city>
      <country>Cyprus</country></address></addressList></sdnEntry>
  <sdnEntry><uid>9002</uid><firstName>Jana</firstName><lastName>DOE</lastName>
    <sdnType>Individual</sdnType><programList><program>NPWMD</program></programList>
    <idList><id><uid>3</uid><idType>Passport</idType><idNumber>X12</idNumber>
      <issueDate>01 Jan 2001</issueDate></id></idList></sdnEntry>
</sdnList>"""
ADVANCED = """<?xml version="1.0"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0">
  <DateOfIssue><Year>2024</Year><Month>2</Month><Day>23</Day></DateOfIssue>
  <ReferenceValueSets>
    <AliasTypeValues><AliasType ID="1">A.K.A.</AliasType><AliasType ID="2">Name</AliasType>
    </AliasTypeValues>
    <CountryValues><Country ID="7" ISO2="CY">Cyprus</Country></CountryValues>
    <EntryEventTypeValues><EntryEventType ID="1">Created</EntryEventType></EntryEventTypeValues>
    <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType>
      <FeatureType ID="25">Location</FeatureType></FeatureTypeValues>
    <ListValues><List ID="5">SDN List</List></ListValues>
    <LocPartTypeValues><LocPartType ID="6">CITY</LocPartType></LocPartTypeValues>
    <NamePartTypeValues><NamePartType ID="1">Last Name</NamePartType>
      <NamePartType ID="2">First Name</NamePartType></NamePartTypeValues>
    <PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues>
    <PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>
    </PartySubTypeValues>
    <RelationTypeValues><RelationType ID="3">Acting for</RelationType></RelationTypeValues>
    <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
    <ScriptValues><Script ID="1">Latin</Script><Script ID="2">Arabic</Script></ScriptValues>
    <IDRegDocTypeValues><IDRegDocType ID="1">Passport</IDRegDocType></IDRegDocTypeValues>
  </ReferenceValueSets>
  <Locations><Location ID="11"><LocationCountry CountryID="7"/><LocationPart LocPartTypeID="6">
    <LocationPartValue><Value>Limassol</Value></LocationPartValue></LocationPart></Location>
  </Locations>
  <IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1" IdentityID="21" IssuedBy-CountryID="7">
    <IDRegistrationNo>X12</IDRegistrationNo></IDRegDocument></IDRegDocuments>
  <DistinctParties><DistinctParty FixedRef="9002"><Comment>A remark</Comment>
    <Profile ID="9002" PartySubTypeID="4"><Identity ID="21" Primary="true">
      <Alias AliasTypeID="2" Primary="true"><DocumentedName>
        <DocumentedNamePart><NamePartValue NamePartGroupID="31" ScriptID="1">DOE</NamePartValue>
        </DocumentedNamePart>
        <DocumentedNamePart><NamePartValue NamePartGroupID="32" ScriptID="1">Jana</NamePartValue>
        </DocumentedNamePart></DocumentedName></Alias>
      <Alias AliasTypeID="1" Primary="false" LowQuality="true"><DocumentedName>
        <DocumentedNamePart><NamePartValue NamePartGroupID="31" ScriptID="1">ROE</NamePartValue>
        </DocumentedNamePart></DocumentedName></Alias>
      <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="31" NamePartTypeID="1"/>
        </MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="32" NamePartTypeID="2"/>
        </MasterNamePartGroup></NamePartGroups></Identity>
      <Feature FeatureTypeID="8"><FeatureVersion><DatePeriod>
        <Start><From><Year>1970</Year><Month>1</Month><Day>1</Day></From>
          <To><Year>1970</Year><Month>1</Month><Day>1</Day></To></Start>
        <End><From><Year>1970</Year><Month>12</Month><Day>31</Day></From>
          <To><Year>1970</Year><Month>12</Month><Day>31</Day></To></End>
        </DatePeriod></FeatureVersion></Feature>
      <Feature FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="11"/>
        </FeatureVersion></Feature></Profile></DistinctParty></DistinctParties>
  <ProfileRelationships><ProfileRelationship From-ProfileID="9002" To-ProfileID="9001"
    RelationTypeID="3"/></ProfileRelationships>
  <SanctionsEntries><SanctionsEntry ID="1" ProfileID="9002" ListID="5">
    <EntryEvent EntryEventTypeID="1">
    <Date><Year>2020</Year><Month>5</Month><Day>6</Day></Date></EntryEvent>
    <SanctionsMeasure SanctionsTypeID="1"><Comment>NPWMD</Comment></SanctionsMeasure>
    </SanctionsEntry></SanctionsEntries>
</Sanctions>"""


def words(said: Said, id_: str) -> list[str]:
    found = said.readings[id_].words
    assert isinstance(found, Words)
    return found.text.split("\n")


def test_the_table_has_no_header_and_says_nothing_with_a_sign_of_its_own() -> None:
    said = say(SOURCE, SDN.encode())
    assert list(said.readings) == ["us-ofac/sdn/9001", "us-ofac/sdn/9002"]
    assert words(said, "us-ofac/sdn/9001") == [
        "Name: ACME SHIPPING, S.A.",
        "Number: 9001",
        "Programme: SDGT",
        "Programme: IRAN",
    ]
    assert "Remarks: DOB 1 Jan 1970; a.k.a. 'JD'." in words(said, "us-ofac/sdn/9002")
    assert [(one.list_key, one.flaw) for one in said.lists] == [("us-sdn", None)]


def test_addresses_and_aliases_of_other_files_are_found_by_their_own_words() -> None:
    alias = say(SOURCE, b'9001,501,"aka","ACME LINES",-0- \r\n')
    address = say(SOURCE, b'9001,601,"1 Dock Rd","Limassol","Cyprus",-0- \r\n')
    assert alias.readings["us-ofac/alt/9001-501"].title == "ACME LINES"
    assert words(alias, "us-ofac/alt/9001-501")[0] == "Of entry: 9001"
    assert address.readings["us-ofac/add/9001-601"].facts.countries == ("CY",)
    remarks = say(SOURCE, b'9001,"More of it."\r\n')
    assert words(remarks, "us-ofac/comments/9001") == ["Of entry: 9001", "Remarks: More of it."]


def test_a_table_says_which_other_file_holds_the_rest_of_its_entries() -> None:
    (entries,) = say(SOURCE, SDN.encode()).issues
    assert "stand in ADD.CSV and ALT.CSV; hand over SDN.XML" in entries.problem
    (parts,) = say(SOURCE, b'9001,501,"aka","ACME LINES",-0- \r\n').issues
    assert "stand in SDN.CSV or CONS_PRIM.CSV" in parts.problem
    assert say(SOURCE, XML.encode()).issues == ()
    assert not entries.lost_record


def test_the_lists_beside_the_sdn_list_come_in_the_same_form() -> None:
    others = SDN.replace("SDGT] [IRAN", "NS-PLC").replace("NPWMD", "CMIC-EO13959")
    said = say(SOURCE, others.encode())
    assert {id_: one.document.list_key for id_, one in said.readings.items()} == {
        "us-ofac/cons/9001": "us-plc",
        "us-ofac/cons/9002": "us-cmic",
    }


def test_an_element_is_a_line_and_its_parts_stand_on_it() -> None:
    said = say(SOURCE, XML.encode())
    assert words(said, "us-ofac/sdn/9001") == [
        "Name: ACME SHIPPING, S.A.",
        "Number: 9001",
        "Type: Entity",
        "Programme: SDGT",
        "Alias: ACME, a.k.a., weak, no. 1",
        "Address: 1 Dock Rd, Limassol, Cyprus, no. 2",
    ]
    assert said.readings["us-ofac/sdn/9002"].title == "DOE, Jana"
    assert "Identification: Passport, X12, issued 01 Jan 2001, no. 3" in words(
        said, "us-ofac/sdn/9002"
    )
    assert said.issues == ()
    (snapshot,) = said.lists
    assert (str(snapshot.current_on), snapshot.flaw) == ("2024-07-16", None)


def test_a_list_that_holds_fewer_entries_than_it_counts_is_not_whole() -> None:
    (snapshot,) = say(SOURCE, XML.replace("Count>2<", "Count>5704<").encode()).lists
    assert snapshot.flaw == "the file counts 5,704 entries and holds 2"


def test_an_element_nobody_knows_is_told_once_and_kept() -> None:
    new = XML.replace("<sdnType>", "<moonPhase>full</moonPhase><sdnType>")
    said = say(SOURCE, new.encode())
    assert [issue.where for issue in said.issues] == ["element moonPhase"]
    assert "Moon phase: full" in words(said, "us-ofac/sdn/9001")


def test_an_entry_without_a_number_is_set_aside_alone() -> None:
    said = say(SOURCE, XML.replace("<uid>9001</uid>", "").encode())
    assert list(said.readings) == ["us-ofac/sdn/9002"]
    assert len(said.lost) == 1


def test_the_advanced_standard_points_at_tables_which_are_looked_up() -> None:
    said = say(SOURCE, ADVANCED.encode())
    assert words(said, "us-ofac/sdn/9002") == [
        "Name: DOE, Jana",
        "Number: 9002",
        "Type: Individual",
        "Alias: ROE (A.K.A., low quality)",
        "Remarks: A remark",
        "Birthdate: 1970-01-01 to 1970-12-31",
        "Location: Limassol, Cyprus",
        "Identification: Passport, X12, Cyprus",
        "List: SDN List, created 2020-05-06",
        "Programme: NPWMD",
        "Related to: no. 9001 (9001), Acting for",
    ]
    (snapshot,) = said.lists
    assert (snapshot.list_key, str(snapshot.current_on)) == ("us-sdn", "2024-02-23")


def test_listings_of_parties_that_are_not_there_make_an_extract() -> None:
    extract = ADVANCED.replace('ProfileID="9002" ListID', 'ProfileID="9009" ListID')
    said = say(SOURCE, extract.encode())
    assert said.lists[0].flaw is not None
    assert "9009" in said.lists[0].flaw
    assert said.readings["us-ofac/sdn/9002"].document.list_key == "us-sdn"


@pytest.mark.parametrize("body", [XML, ADVANCED])
def test_xml_cut_anywhere_is_refused(body: str) -> None:
    raw = body.encode()
    for end in range(200, len(raw), 7):
        with pytest.raises(FormatError):
            say(SOURCE, raw[:end])


def test_repacked_entries_are_the_same_entries() -> None:
    body = b'uid,name,type,programs,alternate_names\n9001,"ACME, S.A.",entity,SDGT; IRAN,A; B\n'
    said = say(SOURCE, body + b"x,NOBODY,entity,,\n")
    assert words(said, "us-ofac/sdn/9001")[-2:] == ["Alias: A", "Alias: B"]
    assert [issue.where for issue in said.lost] == ["line 3"]


def test_other_tables_of_numbers_are_none_of_treasury() -> None:
    assert SOURCE.recognise is not None
    others = (b"1,2,3,4,5\n", b"1,2\n", b"1,a,b,c,d,e\n", b"number,name\n", b"1\n", b"")
    assert not [body for body in others if SOURCE.recognise(body, "a.csv")]
