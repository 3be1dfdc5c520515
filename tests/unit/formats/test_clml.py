"""Instruments of legislation.gov.uk are read as they are printed."""

from app.domain.documents import Issue
from app.formats.clml import LegislationText, is_clml, read_address, read_clml
from app.formats.clml_lines import unit_label
from app.formats.xml import parse_xml

ID = "http://www.legislation.gov.uk/id/uksi/2031/77"
WHOLE = f"""<?xml version="1.0"?>
<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"
 xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/"
 DocumentURI="http://www.legislation.gov.uk/uksi/2031/77" IdURI="{ID}"
 RestrictStartDate="2031-04-01">
<ukm:Metadata><dc:identifier>http://www.legislation.gov.uk/uksi/2031/77</dc:identifier>
<dc:title>The Lantern Order 2031</dc:title><dc:language>en</dc:language>
<dct:valid>2031-04-01</dct:valid>
<ukm:SecondaryMetadata><ukm:Year Value="2031"/><ukm:Made Date="2031-03-01"/>
<ukm:Laid Date="2031-03-03"/>
<ukm:ComingIntoForce><ukm:DateTime Date="2031-04-01"/></ukm:ComingIntoForce>
</ukm:SecondaryMetadata>
<ukm:UnappliedEffects><ukm:UnappliedEffect EffectId="key-aa" Type="words substituted"
 RequiresApplied="true" AffectedURI="{ID}" AffectedProvisions="art. 2" AffectingProvisions="art. 3"
 AffectingURI="http://www.legislation.gov.uk/id/uksi/2032/5"><ukm:AffectedTitle>The Lantern Order
 2031</ukm:AffectedTitle></ukm:UnappliedEffect></ukm:UnappliedEffects></ukm:Metadata>
<Contents><ContentsTitle>Contents of the Order</ContentsTitle></Contents>
<Secondary><Body><P1group><Title>Citation</Title><P1 IdURI="{ID}/article/1">
<Pnumber PuncAfter=".">1</Pnumber>
<P1para><Text>This is the Order<FootnoteRef Ref="f00001"/>.</Text></P1para></P1></P1group>
<P1group><Title>Amendment</Title><P1 IdURI="{ID}/article/2"><Pnumber PuncAfter=".">2</Pnumber>
<P1para>
<P2 IdURI="{ID}/article/2/1"><Pnumber>1</Pnumber><P2para><Text>After section 3 insert—</Text>
<BlockAmendment Format="double"><P2><Pnumber>4</Pnumber><P2para><Text>Oil is
 <Emphasis>dear</Emphasis>
 .</Text></P2para></P2></BlockAmendment><AppendText>, and</AppendText></P2para></P2></P1para>
</P1></P1group>
</Body><Schedules><Schedule IdURI="{ID}/schedule/1"><Number>SCHEDULE 1</Number><TitleBlock>
<Title>Goods</Title></TitleBlock><ScheduleBody><Tabular><h:table><h:tr><h:th>Code</h:th>
<h:th>Goods</h:th></h:tr>
<h:tr><h:td>PL1</h:td><h:td>Lamps</h:td></h:tr></h:table></Tabular></ScheduleBody></Schedule>
</Schedules>
</Secondary><Footnotes><Footnote id="f00001"><FootnoteText><Para><Text>1950 c. 1.</Text></Para>
</FootnoteText></Footnote></Footnotes></Legislation>"""


def only(xml: str) -> LegislationText:
    found = list(read_clml(parse_xml(xml.encode(), where="x"), where="x"))
    assert len(found) == 1
    assert isinstance(found[0], LegislationText)
    return found[0]


def test_an_instrument_is_lines_as_it_is_printed() -> None:
    assert only(WHOLE).text == (
        "Citation\n\n1. This is the Order [1].\n\nAmendment\n\n2. (1) After section 3 insert—\n\n"
        "“(4) Oil is dear.”, and\n\nSCHEDULE 1\n\nGoods\n\nCode | Goods\nPL1 | Lamps\n\n"
        "[1] 1950 c. 1."
    )


def test_its_units_are_articles_and_schedules_and_no_quoted_law() -> None:
    text = only(WHOLE)
    units = {one.label: text.text[one.start : one.end] for one in text.provisions}
    assert list(units) == ["article 1", "article 2", "article 2(1)", "schedule 1", "footnotes"]
    assert units["article 2(1)"].endswith("“(4) Oil is dear.”, and")
    assert text.provisions[1].heading == "Amendment"


def test_its_metadata_give_days_with_their_roles() -> None:
    text = only(WHOLE)
    assert [(role, str(day)) for role, day in text.dates] == [
        *(("made", "2031-03-01"), ("laid", "2031-03-03"), ("effective", "2031-04-01")),
    ]
    assert (str(text.shown_on), str(text.valid_from)) == ("2031-04-01", "2031-04-01")
    assert [effect.native for effect in text.unapplied] == ["effect/key-aa"]
    assert text.unapplied[0].is_applied is False


def test_the_answer_for_one_schedule_is_that_schedule() -> None:
    asked = WHOLE.replace(
        "<dc:identifier>http://www.legislation.gov.uk/uksi/2031/77",
        "<dc:identifier>http://www.legislation.gov.uk/uksi/2031/77/schedule/1/2031-04-01",
    )
    assert only(asked).address.native == "uksi/2031/77/schedule/1"


def test_one_thing_has_one_name_in_all_its_versions() -> None:
    for rest in ("", "/made", "/2032-01-01", "/data.xml", "/made/data.xml"):
        address = read_address(f"https://www.legislation.gov.uk/uksi/2031/77{rest}")
        assert address is not None
        assert address.native == "uksi/2031/77"
    assert read_address("https://www.example.org/uksi/2031/77") is None


def test_units_are_named_as_lawyers_write_them() -> None:
    assert unit_label("section/18/2/a") == "section 18(2)(a)"
    assert unit_label("schedule/2/paragraph/3/1") == "schedule 2 paragraph 3(1)"
    assert unit_label("part/2/crossheading/part-of-it") == "part 2 crossheading part-of-it"
    assert unit_label("") is None


def test_a_fragment_without_an_identifier_is_set_aside_with_the_reason() -> None:
    body = b'<P1group note="legislation.gov.uk"><Title>Oil</Title><P1/></P1group>'
    assert is_clml("P1group", body)
    (lost,) = read_clml(parse_xml(body, where="x"), where="x")
    assert isinstance(lost, Issue)
    assert lost.lost_record
    assert "IdURI" in lost.problem


def test_two_sections_cut_out_together_are_two_texts() -> None:
    body = f"""<P1group><Title>Oil</Title><P1 IdURI="{ID}/article/4"><Pnumber>4</Pnumber>
    <P1para><Text>Four.</Text></P1para></P1><P1 IdURI="{ID}/article/5"><Pnumber>5</Pnumber>
    <P1para><Text>Five.</Text></P1para></P1></P1group>"""
    found = list(read_clml(parse_xml(body.encode(), where="x"), where="x"))
    assert [one.text for one in found if isinstance(one, LegislationText)] == ["4 Four.", "5 Five."]
