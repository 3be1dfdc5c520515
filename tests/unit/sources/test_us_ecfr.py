"""Sections, supplements and list entries of the eCFR and the annual edition."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.documents import Kind
from app.domain.sources import Reading, Words
from app.formats.entity_cells import entry_name
from app.sources.us_ecfr import SOURCE, recognise
from tests.captured import Said, body_of, say

PART = """<?xml version="1.0"?>
<DIV5 N="744" hierarchy_metadata="{&amp;quot;path&amp;quot;:&amp;quot;/title-15&amp;quot;}">
<HEAD>PART 744—WIDGETS</HEAD><AUTH><HED>Authority:</HED><PSPACE>50 U.S.C. 1.</PSPACE></AUTH>
<DIV6 N="A" TYPE="SUBPART"><HEAD>Subpart A—General</HEAD>
<DIV8 N="744.1" TYPE="SECTION"><HEAD>§ 744.1 Widgets.</HEAD>
<P>(a)(1) <I>Scope.</I> All.</P><P>(2) More.</P><P>(i) One.</P><P>(A) Deep.</P><P>(ii) Two.</P>
<P>(b) Second.</P><EXTRACT><P>* (c) Starred.</P></EXTRACT><NOTE><HED>Note:</HED><P>(1) N.</P></NOTE>
<CITA>[91 FR 1, Jan. 2, 2026]</CITA></DIV8></DIV6>
<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. 4—List</HEAD>
<DIV><TABLE><THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>License requirement</TH></TR></THEAD>
<TBODY><TR><TD>IRAN</TD><TD>%s</TD><TD>All items.</TD></TR>
<TR><TD> </TD><TD>Widget Works, Inc., 2 Road.</TD><TD>All items.</TD></TR>
<TR><TD> </TD><TD>Widget Works Inc., 3 Road.</TD><TD>Some.</TD></TR>
<TR><TD>OMAN</TD><TD>[Reserved]</TD><TD>[Reserved]</TD></TR></TBODY>
<TFOOT><TR><TD colspan="3">1 A note.</TD></TR></TFOOT></TABLE></DIV></DIV9></DIV5>
"""
FIRST = "Ali Widget, a.k.a., the following two aliases:<br/>—Ali W.; <E>and</E><br/>—Al. 1 Road."


def read(first: str = FIRST) -> Said:
    return say(SOURCE, (PART % first).encode())


def words(reading: Reading) -> Words:
    assert isinstance(reading.words, Words)
    return reading.words


def entries(said: Said, key: str) -> dict[str, Reading]:
    return {id_: one for id_, one in said.readings.items() if one.document.list_key == key}


def test_a_part_gives_itself_its_sections_its_supplements_and_their_rows() -> None:
    said = read()
    kinds = [(id_, one.document.kind) for id_, one in said.readings.items()]
    assert kinds[:3] == [
        ("us-ecfr/15-744", Kind.SECTION),
        ("us-ecfr/15-744.1", Kind.SECTION),
        ("us-ecfr/15-744-supp-4", Kind.LIST),
    ]
    assert [kind for _, kind in kinds[3:]] == [Kind.LIST_ENTRY] * 3
    assert words(said.readings["us-ecfr/15-744"]).text == (
        "PART 744—WIDGETS\n\nAuthority: 50 U.S.C. 1.\n\nSubpart A—General"
    )
    assert said.issues == ()


def test_a_sections_paragraphs_carry_their_labels() -> None:
    section = read().readings["us-ecfr/15-744.1"]
    text = words(section).text
    units = {one.label: text[one.start : one.end] for one in words(section).provisions}
    assert units == {
        "744.1": "§ 744.1 Widgets.",
        "744.1(a)(1)": "(a)(1) Scope. All.",
        "744.1(a)(2)": "(2) More.",
        "744.1(a)(2)(i)": "(i) One.",
        "744.1(a)(2)(i)(A)": "(A) Deep.",
        "744.1(a)(2)(ii)": "(ii) Two.",
        "744.1(b)": "(b) Second.",
        "744.1(c)": "* (c) Starred.",
        "744.1/note": "Note: (1) N.",
        "744.1/source-note": "[91 FR 1, Jan. 2, 2026]",
    }
    assert (section.facts.citation, section.facts.cfr) == ("15 CFR 744.1", ("15/744",))


def test_an_entry_is_readable_with_its_country_and_every_cell() -> None:
    entry = next(iter(entries(read(), "us-el").values()))
    assert entry.title == "Ali Widget"
    assert words(entry).text == (
        "Country: IRAN\n"
        "Entity: Ali Widget, a.k.a., the following two aliases: —Ali W.; and —Al. 1 Road.\n"
        "License requirement: All items."
    )
    cells = {one.label: words(entry).text[one.start : one.end] for one in words(entry).provisions}
    assert cells["license-requirement"] == "All items."
    assert entry.facts.countries == ("IR",)


def test_editorial_noise_does_not_rename_an_entry() -> None:
    before = entries(read(), "us-el")
    after = entries(read(FIRST.replace("Ali Widget, a.k.a.,", "ALI  WIDGET; a.k.a. ")), "us-el")
    assert list(before) == list(after)


def test_two_rows_of_one_name_are_two_entries() -> None:
    ids = list(entries(read(), "us-el"))
    assert len(ids) == 3
    assert ids[2] == f"{ids[1]}-2"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Widget Works Co., Ltd., 1 Road, Town.", "Widget Works Co., Ltd"),
        ("Ali Widget, a.k.a., the following alias: —W.", "Ali Widget"),
        ("Widget (aka WW), Town", "Widget"),
        ("Widget; and Sons", "Widget"),
        ("Jean-Luc Widget, 1 Road", "Jean-Luc Widget"),
        ("Widget", "Widget"),
    ],
)
def test_an_entrys_name_ends_at_an_alias_or_an_address(cell: str, name: str) -> None:
    assert entry_name(cell) == name


def test_the_bulk_form_gives_the_same_ids_as_the_versioner() -> None:
    bulk = (
        b'<DLPSTEXTCLASS><TEXT><BODY><ECFRBRWS><DIV1 N="15" NODE="15:1" TYPE="TITLE"><HEAD>T</HEAD>'
        b'<DIV5 N="744" NODE="15:2.1.3" TYPE="PART"><HEAD>PART 744</HEAD>'
        b'<DIV8 N="\xc2\xa7 744.1" NODE="15:2.1.3.1"><HEAD>H</HEAD><P>(a) X</P></DIV8>'
        b'<DIV9 N="Appendix A to Part 744" NODE="15:2.1.3.2" TYPE="APPENDIX"><HEAD>A</HEAD></DIV9>'
        b"</DIV5></DIV1></ECFRBRWS></BODY></TEXT></DLPSTEXTCLASS>"
    )
    assert list(say(SOURCE, bulk).readings) == [
        "us-ecfr/15-744",
        "us-ecfr/15-744.1",
        "us-ecfr/15-744-app-a",
    ]


def test_an_extract_that_names_no_title_is_lost_and_says_so() -> None:
    said = say(SOURCE, b'<DIV8 N="744.1" TYPE="SECTION"><HEAD>H</HEAD></DIV8>')
    assert (said.readings, len(said.lost)) == ({}, 1)


@pytest.mark.parametrize("stranger", [b"", b"<RULE/>", b"<html>", b"{}", b"\x00\xff"])
def test_strangers_are_left_alone(stranger: bytes) -> None:
    assert recognise(stranger, "file") is None


def test_the_recorded_entity_list_is_the_same_list_on_both_days(shared: Path) -> None:
    folder = shared / "data/ecfr-xml"
    march = say(SOURCE, body_of(folder / "title-15_part-744_2026-03-25.xml.gz"))
    july = say(SOURCE, body_of(folder / "title-15_part-744_2026-07-18.xml.gz"))
    for key, rows in (("us-el", 3415), ("us-uvl", 186), ("us-meu", 86)):
        assert len(entries(march, key)) == rows
        assert set(entries(march, key)) == set(entries(july, key))
    assert march.issues == ()
    section = march.readings["us-ecfr/15-744.23"]
    assert isinstance(section.title, str)
    assert section.title.startswith("§ 744.23 “Supercomputer,”")
    labels = [one.label for one in words(section).provisions]
    assert {"744.23(a)(1)(ii)(B)", "744.23(a)(4)(ii)(A)", "744.23(d)(3)(iv)"} <= set(labels)


def test_the_recorded_munitions_list_is_whole(shared: Path) -> None:
    said = say(SOURCE, body_of(shared / "data/ecfr-xml/title-22_part-121_2026-03-25.xml.gz"))
    section = said.readings["us-ecfr/22-121.1"]
    assert len(words(section).text) > 200_000
    unit = next(one for one in words(section).provisions if one.label.endswith("articles(a)"))
    assert (
        words(section)
        .text[unit.start : unit.end]
        .startswith("* (a) Firearms using caseless ammunition.")
    )


def test_recorded_sections_of_part_110(shared: Path) -> None:
    said = say(SOURCE, body_of(shared / "data/ecfr-xml/title-10_part-110_2026-03-25.xml.gz"))
    assert said.readings["us-ecfr/10-110.40"].title == "§ 110.40 Commission review."
    assert "us-ecfr/10-110-app-p" in said.readings
    assert len(said.readings) == 1 + 91 + 16


def test_a_recorded_annual_edition_bears_its_day(shared: Path) -> None:
    said = say(
        SOURCE, body_of(shared / "data/cfr-annual-xml/CFR-2012-title12-vol8-part1004.xml.gz")
    )
    section = said.readings["us-ecfr/12-1004.1"]
    assert section.title == "§ 1004.1 Authority, purpose, and scope."
    assert section.current_on == date(2012, 1, 1)
    assert [one.label for one in words(section).provisions] == [
        "1004.1",
        "1004.1(a)",
        "1004.1(b)",
        "1004.1(c)",
    ]
    assert "us-ecfr/12-1004-app-a" in said.readings
