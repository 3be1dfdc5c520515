"""A long text is cut where a reader would pause, and shown as headings, paragraphs and tables."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from app.domain.documents import Provision
from app.printing.text_parts import Block, Marks, anchor, blocks, part_of, parts


def _shown(text: str, *provisions: Provision, marks: Marks = Marks()) -> tuple[Block, ...]:  # noqa: B008  # frozen
    return blocks(text, (0, len(text)), provisions, marks)


def _words(block: Block) -> list[str]:
    return ["".join(one.text for one in line) for line in block.lines]


@given(st.text(alphabet='abc .\n&<"芯', max_size=300).map(lambda text: text * 700))
def test_parts_hold_the_whole_text_and_each_is_light(text: str) -> None:
    cut = parts(text)
    assert "".join(text[start:end] for start, end in cut) == text
    assert all(len(str(escape(text[start:end])).encode()) <= 52_000 for start, end in cut)


def test_a_part_ends_at_a_paragraph_where_there_is_one() -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "words " * 100 for number in range(300))
    assert all(text[start:].startswith("Paragraph") for start, _ in parts(text))


def test_a_part_is_found_by_any_of_its_code_points() -> None:
    cut = [(0, 10), (10, 20), (20, 25)]
    assert [part_of(cut, at) for at in (0, 9, 10, 24)] == [0, 0, 1, 2]


def test_a_heading_is_a_heading_and_a_running_one_is_marked() -> None:
    text = "§ 744.11 Entity List\n\nSUMMARY: A rule."
    section = Provision(label="744.11", heading="§ 744.11 Entity List", start=0, end=len(text))
    summary = Provision(label="summary", heading="SUMMARY", start=22, end=len(text))
    first, second = _shown(text, section, summary)
    assert (first.level, first.anchors) == (2, ("p-744.11",))
    assert second.level == 0
    assert [(one.text, one.lead) for one in second.lines[0]] == [
        ("SUMMARY", True),
        (": A rule.", False),
    ]


def test_lines_of_cells_are_a_table() -> None:
    (table,) = _shown("Place | Party\nOLDPORT | A Company\n | Its branch")
    assert [["".join(one.text for one in cell) for cell in row.cells] for row in table.rows] == [
        ["Place", "Party"],
        ["OLDPORT", "A Company"],
        ["", "Its branch"],
    ]


def test_long_lines_are_paragraphs_and_short_ones_stay_together() -> None:
    long = "Words of a paragraph on the quay. " * 5
    assert len(_shown(f"{long}\n{long}")) == 2
    (address,) = _shown("Bureau of Quays\nPier 14\nOldport")
    assert _words(address) == ["Bureau of Quays", "Pier 14", "Oldport"]


def test_a_passage_over_two_paragraphs_is_marked_in_both() -> None:
    text = "one two\n\nthree four"
    shown = _shown(text, marks=Marks(passage=(4, 14)))
    quoted = [one.text for block in shown for line in block.lines for one in line if one.quoted]
    assert quoted == ["two", "three"]


def test_a_word_sought_inside_a_passage_is_still_part_of_it() -> None:
    (block,) = _shown("one two three", marks=Marks(hits=[(4, 7)], passage=(0, 13)))
    assert [(one.text, one.hit, one.quoted) for one in block.lines[0]] == [
        ("one ", False, True),
        ("two", True, True),
        (" three", False, True),
    ]


def test_an_anchor_is_safe_in_an_address() -> None:
    assert anchor('121.1/category "i"<x>(a)') == "p-121.1-category-i-x-(a)"
