"""Formex acts are read as they are printed."""

import pytest

from app.errors import FormatError
from app.formats.formex import is_formex, read_formex
from app.formats.formex_contents import ListedItem, read_contents
from app.formats.xml import parse_xml

ACT = b"""<?xml version="1.0"?>
<ACT><BIB.INSTANCE><DOCUMENT.REF FILE="L_203100012EN.doc.fmx.xml"><COLL>L</COLL><NO.DOC>
<COM>EU</COM>
<YEAR>2031</YEAR><NO.CURRENT>12</NO.CURRENT></NO.DOC><LG.OJ>EN</LG.OJ></DOCUMENT.REF>
<DATE ISO="20310303">20310303</DATE><LG.DOC>EN</LG.DOC><NO.SEQ>0001</NO.SEQ></BIB.INSTANCE>
<TITLE><TI><P><HT TYPE="UC">Council Regulation</HT> (EU) 2031/12</P><P>on lanterns</P></TI>
</TITLE>
<PREAMBLE><PREAMBLE.INIT>THE COUNCIL,</PREAMBLE.INIT><GR.CONSID><CONSID><NP><NO.P>(1)</NO.P>
<TXT>Lamps<NOTE NOTE.ID="E1"><P><REF.DOC.OJ COLL="L">OJ L 1, p. 2</REF.DOC.OJ>.</P></NOTE> burn.
</TXT>
</NP></CONSID></GR.CONSID></PREAMBLE><ENACTING.TERMS><ARTICLE IDENTIFIER="001">
<TI.ART>Article 1</TI.ART>
<STI.ART>Scope</STI.ART><PARAG IDENTIFIER="001.001"><NO.PARAG>1.</NO.PARAG><ALINEA>
<P>In this Regulation:</P>
<LIST TYPE="alpha"><ITEM><NP><NO.P>(a)</NO.P>
<TXT><QUOT.START CODE="2018"/>lamp<QUOT.END CODE="2019"/> means
10<HT TYPE="SUP">3</HT> lux;</TXT></NP></ITEM></LIST>
</ALINEA></PARAG></ARTICLE></ENACTING.TERMS><FINAL><P>Done.</P></FINAL>
<TBL COLS="2"><TITLE><TI><P>Table 1</P></TI></TITLE><CORPUS>
<ROW><CELL COL="1">Code</CELL><CELL COL="2">Goods</CELL></ROW>
<BLK><TI.BLK COL.START="1">Lamps for rooms</TI.BLK><ROW>
<CELL COL="1">3A001</CELL><CELL COL="2"><P>Oil lamps</P></CELL></ROW></BLK></CORPUS></TBL></ACT>"""


def test_an_act_is_lines_with_its_numbers_notes_and_tables_as_print_shows_them() -> None:
    act = read_formex(parse_xml(ACT, where="act"), where="act")
    assert act.text == (
        "COUNCIL REGULATION (EU) 2031/12\n\non lanterns\n\nTHE COUNCIL,\n\n(1) Lamps (1) burn.\n\n"
        "Article 1\n\nScope\n\n1. In this Regulation:\n\n(a) ‘lamp’ means 10^3 lux;\n\nDone.\n\n"
        "Table 1\n\nCode | Goods\nLamps for rooms\n3A001 | Oil lamps\n\n(1) OJ L 1, p. 2."
    )
    assert (act.native, act.oj_number) == ("32031R0012", "L_203100012")
    assert str(act.signed_on) == "2031-03-03"
    assert act.title == "COUNCIL REGULATION (EU) 2031/12 on lanterns"


def test_an_act_has_recitals_articles_and_paragraphs_as_its_units() -> None:
    act = read_formex(parse_xml(ACT, where="act"), where="act")
    units = {one.label: act.text[one.start : one.end] for one in act.provisions}
    assert list(units) == [
        *("preamble", "recital 1", "article 1", "article 1(1)", "final part", "footnotes"),
    ]
    assert units["recital 1"] == "(1) Lamps (1) burn."
    assert units["article 1(1)"].startswith("1. In this Regulation:")
    assert next(one for one in act.provisions if one.label == "article 1").heading == "Scope"


def test_an_annex_in_a_file_of_its_own_is_named_after_the_journal() -> None:
    annex = ACT.replace(b"<ACT>", b"<ANNEX>").replace(b"</ACT>", b"</ANNEX>")
    annex = annex.replace(b"<NO.SEQ>0001<", b"<NO.SEQ>0001.0002<")
    read = read_formex(parse_xml(annex, where="annex"), where="annex")
    assert read.native == "L_203100012-1-2"


def test_a_consolidated_version_is_named_with_its_day() -> None:
    head = b'<CONS.ACT><INFO.CONSLEG CONSLEG.REF="2031R0012" START.DATE="20331115"/>'
    consolidated = ACT.replace(b"<ACT>", head).replace(b"</ACT>", b"</CONS.ACT>")
    read = read_formex(parse_xml(consolidated, where="x"), where="x")
    assert (read.native, str(read.current_on)) == ("02031R0012-20331115", "2033-11-15")


def test_an_act_without_any_number_is_refused() -> None:
    body = b"<ACT><BIB.INSTANCE/><TITLE><TI><P>On lanterns</P></TI></TITLE></ACT>"
    with pytest.raises(FormatError, match="neither its title nor"):
        read_formex(parse_xml(body, where="act"), where="act")


def test_words_like_report_are_formex_only_beside_its_own_marks() -> None:
    assert is_formex("REPORT", b"<REPORT><BIB.INSTANCE>")
    assert not is_formex("REPORT", b"<REPORT><author>")
    assert not is_formex("html", b"<html><BIB.X>")


def test_contents_name_acts_by_their_files_and_headings() -> None:
    body = b"""<PUBLICATION><OJ><BIB.OJ><DATE ISO="20310312"/></BIB.OJ><VOLUME><SECTION>
    <SUBSECTION><TITLE><TI><P>DECISIONS</P></TI></TITLE>
    <ITEM.PUB DOC.INSTANCE="L_203100044EN.doc.fmx.xml"/></SUBSECTION></SECTION></VOLUME></OJ>
    <ITEM.PUB/></PUBLICATION>"""
    item, lost = read_contents(parse_xml(body, where="toc"))
    assert isinstance(item, ListedItem)
    assert (item.native, str(item.published_on)) == ("32031D0044", "2031-03-12")
    assert not isinstance(lost, ListedItem)
    assert lost.lost_record
