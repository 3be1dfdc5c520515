"""Printed signs become words, and no word of the print is lost."""

import pytest
from lxml import etree

from app.formats.gpo_lines import line_of
from app.formats.gpo_text import Opening, blocks_of, compose


def text_of(xml: str) -> str:
    blocks = list(blocks_of(etree.fromstring(xml)))
    return compose(blocks, [None] * len(blocks)).text


@pytest.mark.parametrize(
    ("xml", "line"),
    [
        ("<P>under the Act.<SU>3</SU><FTREF/> Later</P>", "under the Act. [3] Later"),
        ("<TD>§ 734.9(g)<sup>3</sup>, 746.8</TD>", "§ 734.9(g) [3], 746.8"),
        ("<P>10<SU>12</SU> operations</P>", "10^12 operations"),
        ("<P>the 3<sup>rd</sup> floor</P>", "the 3rd floor"),
        ("<P>No. 1<sup>1</sup>&#x2044;<sub>2</sub></P>", "No. 1 1⁄2"),
        ("<P><SU>4</SU> A note.</P>", "4 A note."),
        ("<P><SU>17</SU>77 FR 49090.</P>", "17 77 FR 49090."),
        ('<P>CO<E T="52">2</E> and H<E T="52">2</E>O</P>', "CO2 and H2O"),
    ],
)
def test_raised_figures_never_run_into_the_number_before_them(xml: str, line: str) -> None:
    assert line_of(etree.fromstring(xml)) == line


@pytest.mark.parametrize(
    ("xml", "line"),
    [
        (
            '<P>in the<E T="04">Federal Register</E>on Monday</P>',
            "in the Federal Register on Monday",
        ),
        ('<P>(<E T="03">e.g.,</E> chips)</P>', "(e.g., chips)"),
        ('<P>were sold<PRTPAGE P="3"/>abroad</P>', "were sold abroad"),
        (
            '<P>the\n  <E T="03">Act</E>\n  , as (\n <E T="03">later</E>\n ) put</P>',
            "the Act, as (later) put",
        ),
        ("<TD>One;<br/>—Two</TD>", "One; —Two"),
    ],
)
def test_spaces_lost_or_made_by_tools_are_set_right(xml: str, line: str) -> None:
    assert line_of(etree.fromstring(xml)) == line


def test_a_table_keeps_its_rows_as_lines_and_its_empty_cells() -> None:
    table = (
        "<GPOTABLE><TTITLE>Fees</TTITLE><BOXHD><CHED>Item</CHED><CHED>Old</CHED><CHED>New</CHED>"
        "</BOXHD><ROW><ENT>A</ENT><ENT/><ENT>5</ENT></ROW><ROW><ENT>B</ENT></ROW>"
        "<TNOTE>Note.</TNOTE></GPOTABLE>"
    )
    assert text_of(table) == "Fees\n\nItem | Old | New\nA | | 5\nB\n\nNote."


def test_fields_sections_and_stars_read_as_they_are_printed() -> None:
    rule = (
        "<RULE><SUM><HD SOURCE='HED'>SUMMARY:</HD><P>We amend.</P><P>More.</P></SUM>"
        "<SECTION><SECTNO>§ 9.1</SECTNO><SUBJECT>Scope.</SUBJECT><STARS/><P>(b) New.</P></SECTION>"
        "</RULE>"
    )
    assert text_of(rule) == "SUMMARY: We amend.\n\nMore.\n\n§ 9.1 Scope.\n\n* * * * *\n\n(b) New."


def test_words_between_paragraphs_and_after_them_are_kept_in_order() -> None:
    assert text_of("<EXTRACT>one<P>two</P>three<Q><P>four</P></Q>five</EXTRACT>").split() == [
        "one",
        "two",
        "three",
        "four",
        "five",
    ]


def test_units_lie_on_the_text_and_never_overlap() -> None:
    blocks = list(blocks_of(etree.fromstring("<S><P>a</P><P>b</P><P>c</P><P>d</P></S>")))
    openings = [
        Opening(label="x", heading=None),
        None,
        Opening(label="y", heading="c"),
        Opening(label="x", heading=None),
    ]
    composed = compose(blocks, openings)
    found = {one.label: composed.text[one.start : one.end] for one in composed.provisions}
    assert found == {"x": "a\n\nb", "y": "c", "x-2": "d"}
