"""The United Nations' and the European Union's lists: each number is one document for good."""

import pytest

from app.domain.sources import Source, Words
from app.errors import FormatError
from app.sources import eu_sanctions, un_sanctions
from tests.captured import Said, say

UN = """<?xml version="1.0" encoding="utf-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-05-01T03:00:00Z">
<INDIVIDUALS><INDIVIDUAL><DATAID>690001</DATAID><VERSIONNUM>1</VERSIONNUM>
 <FIRST_NAME>JANA</FIRST_NAME><SECOND_NAME>DOE</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>
 <REFERENCE_NUMBER>CDi.900</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON>
 <NATIONALITY><VALUE>Chad</VALUE></NATIONALITY>
 <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Jane Roe</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ADDRESS><CITY>Goma</CITY><COUNTRY>Rwanda</COUNTRY><NOTE>since 2013</NOTE>
 </INDIVIDUAL_ADDRESS><SORT_KEY/></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>690002</DATAID><FIRST_NAME>ACME FRONT</FIRST_NAME>
 <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>AF</ALIAS_NAME></ENTITY_ALIAS></ENTITY>
</ENTITIES></CONSOLIDATED_LIST>"""
EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-08-05T16:47:04.449+02:00">
 <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.9.1" logicalId="13">
  <remark>A remark</remark>
  <regulation regulationType="amendment" organisationType="commission" programme="ZWE"
    publicationDate="2018-02-16" entryIntoForceDate="2018-02-17" numberTitle="2018/9 (OJ L4)"
    logicalId="1"><publicationUrl>https://eur-lex.example/1</publicationUrl></regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias firstName="" wholeName="Jana D." strong="false" nameLanguage="FR" logicalId="18"/>
  <nameAlias firstName="Jana" lastName="Doe" wholeName="Jana Doe" function="Minister"
    strong="true" logicalId="17"><regulationSummary numberTitle="2018/9 (OJ L4)"/></nameAlias>
  <citizenship countryIso2Code="ZW" countryDescription="ZIMBABWE" logicalId="2"/>
  <birthdate circa="false" calendarType="GREGORIAN" birthdate="1970-01-02" logicalId="3"/>
 </sanctionEntity>
</export>"""


def words(said: Said, id_: str) -> list[str]:
    found = said.readings[id_].words
    assert isinstance(found, Words)
    return found.text.split("\n")


def test_the_council_keeps_persons_and_entities_under_one_kind_of_number() -> None:
    said = say(un_sanctions.SOURCE, UN.encode())
    assert {id_: one.title for id_, one in said.readings.items()} == {
        "un-sc/690001": "JANA DOE",
        "un-sc/690002": "ACME FRONT",
    }
    assert words(said, "un-sc/690001") == [
        "Name: JANA DOE",
        "Type: Person",
        "Number: 690001",
        "Version: 1",
        "List type: DRC",
        "Reference number: CDi.900",
        "Listed on: 2012-12-31",
        "Nationality: Chad",
        "Alias: Jane Roe, Good",
        "Address: Goma, Rwanda, note since 2013",
    ]
    assert said.readings["un-sc/690001"].facts.countries == ("TD", "RW")
    assert said.issues == ()
    assert str(said.lists[0].current_on) == "2026-05-01"


def test_the_unions_entry_is_called_by_its_strong_name() -> None:
    said = say(eu_sanctions.SOURCE, EU.encode())
    reading = said.readings["eu-fsl/13"]
    assert (reading.title, reading.url) == ("Jana Doe", "https://eur-lex.example/1")
    assert (reading.facts.number, reading.facts.citation) == ("EU.9.1", "2018/9 (OJ L4)")
    told = words(said, "eu-fsl/13")
    assert "Alias: Jana D., strong false, name language FR, logical id 18" in told
    assert "Type: person, classification code P" in told
    assert "Citizenship: ZIMBABWE, country iso2 code ZW, logical id 2" in told
    assert said.issues == ()
    assert str(said.lists[0].current_on) == "2026-08-05"


@pytest.mark.parametrize(
    ("source", "body", "old", "new"),
    [
        (un_sanctions.SOURCE, UN, "<SORT_KEY/>", "<MOON>full</MOON>"),
        (eu_sanctions.SOURCE, EU, "<remark>A remark</remark>", "<moon phase='full'/>"),
    ],
)
def test_what_is_new_is_told_once_and_kept(source: Source, body: str, old: str, new: str) -> None:
    said = say(source, body.replace(old, new).encode())
    assert any("oon" in issue.where.lower() for issue in said.issues)
    assert any("full" in line for line in words(said, next(iter(said.readings))))


@pytest.mark.parametrize(
    ("source", "body", "mark"),
    [
        (un_sanctions.SOURCE, UN, "<DATAID>690001</DATAID>"),
        (eu_sanctions.SOURCE, EU, ' logicalId="13"'),
    ],
)
def test_an_entry_without_its_number_is_set_aside(source: Source, body: str, mark: str) -> None:
    said = say(source, body.replace(mark, "", 1).encode())
    assert len(said.lost) == 1


@pytest.mark.parametrize(("source", "body"), [(un_sanctions.SOURCE, UN), (eu_sanctions.SOURCE, EU)])
def test_a_list_cut_anywhere_is_refused(source: Source, body: str) -> None:
    raw = body.encode()
    for end in range(150, len(raw), 5):
        with pytest.raises(FormatError):
            say(source, raw[:end])


@pytest.mark.parametrize("source", [un_sanctions.SOURCE, eu_sanctions.SOURCE])
def test_an_empty_list_is_no_list(source: Source) -> None:
    body = UN if source is un_sanctions.SOURCE else EU
    start, end = body.index(">", 60) + 1, body.rindex("</")
    with pytest.raises(FormatError, match="no documents"):
        say(source, (body[:start] + body[end:]).encode())
