"""No cell of a CSV of ours is ever run by a spreadsheet."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing.delimited import csv_text, safe_cell


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_gets_an_apostrophe(beginning: str) -> None:
    assert safe_cell(f"{beginning}1+1") == f"'{beginning}1+1"


@pytest.mark.parametrize("formula", ["  =1+1", "\n=1+1", "\u00a0@SUM(A1)"])
def test_a_formula_behind_white_space_gets_one_too(formula: str) -> None:
    assert safe_cell(formula) == f"'{formula}"


def test_plain_words_and_numbers_stay_as_they_are() -> None:
    assert [safe_cell(cell) for cell in ("Entity List", 12, None, "")] == [
        "Entity List",
        "12",
        "",
        "",
    ]


@given(st.lists(st.text(alphabet=st.characters(blacklist_characters="\x00", codec="utf-8"))))
def test_every_cell_comes_back_whole(cells: list[str]) -> None:
    written = csv_text(["name"], [[cell] for cell in cells])
    rows = list(csv.reader(StringIO(written, newline="")))[1:]
    read = [row[0] if row else "" for row in rows]
    assert [cell.removeprefix("'") for cell in read] == [cell.removeprefix("'") for cell in cells]
