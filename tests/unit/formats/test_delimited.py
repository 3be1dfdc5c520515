"""A table is read whole or said not to be: no row of it is ever half a row."""

import pytest

from app.errors import FormatError
from app.formats.delimited import Table, TableForm, first_columns, read_table, unknown_columns

COLUMNS = ("number", "name", "note")
TABLE = (
    'number,name,note\r\n1,"ACME, LTD","said ""yes"""\r\n2,Bär & Söhne,\r\n3,"TWO\r\nLINES",x\r\n'
)


def read(body: str | bytes, **form: object) -> Table:
    raw = body.encode() if isinstance(body, str) else body
    return read_table(raw, TableForm(**form), where="a.csv")  # type: ignore[arg-type]  # a test names fields of TableForm


def cells(table: Table) -> list[dict[str, str]]:
    return [row.cells for row in table.rows]


def test_quotes_commas_and_line_ends_inside_cells_are_part_of_them() -> None:
    table = read(TABLE)
    assert cells(table) == [
        {"number": "1", "name": "ACME, LTD", "note": 'said "yes"'},
        {"number": "2", "name": "Bär & Söhne"},
        {"number": "3", "name": "TWO\nLINES", "note": "x"},
    ]
    assert [row.line for row in table.rows] == [2, 3, 4]
    assert (table.issues, table.flaw) == ((), None)


@pytest.mark.parametrize("delimiter", [",", "\t", "|", ";"])
def test_the_delimiter_is_seen_in_the_header(delimiter: str) -> None:
    body = delimiter.join(COLUMNS) + "\n" + delimiter.join(("1", "ACME", "x")) + "\n"
    assert cells(read(body)) == [{"number": "1", "name": "ACME", "note": "x"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_come_out_in_every_encoding(encoding: str) -> None:
    names = [one["name"] for one in cells(read(TABLE.encode(encoding)))]
    assert names[1] == "Bär & Söhne"


def test_a_row_with_another_number_of_cells_is_set_aside_with_its_line() -> None:
    table = read("number,name,note\n1,A,x\n2,B\n3,C,x,more\n4,D,x\n")
    assert [one["number"] for one in cells(table)] == ["1", "4"]
    assert [(issue.where, issue.lost_record) for issue in table.issues] == [
        ("line 3", True),
        ("line 4", True),
    ]


def test_blank_cells_behind_the_last_column_are_no_fault() -> None:
    table = read("number,name,,\n1,A,,\n2,B\n3,C,,,,\n4,D,note,\n")
    assert [one["name"] for one in cells(table)] == ["A", "B", "C", "D"]
    assert cells(table)[3]["Unnamed column"] == "note"
    assert table.issues == ()


def test_a_quotation_mark_nobody_closes_costs_its_own_line_only() -> None:
    rows = [f'{number},"NAME {number}",x' for number in range(1, 400)]
    rows[100] = '101,"NAME 101,x'
    table = read("\n".join(["number,name,note", *rows]) + "\n")
    assert len(table.rows) == 398
    assert [issue.where for issue in table.issues] == ["line 102"]


def test_two_columns_of_one_name_cannot_be_told_apart() -> None:
    with pytest.raises(FormatError, match="two columns"):
        read("name,name\nA,B\n")


def test_a_table_without_whole_rows_is_no_table() -> None:
    with pytest.raises(FormatError, match="no documents"):
        read("number,name,note\n1,A\n2,B\n")


def test_lines_before_the_table_are_passed_over() -> None:
    table = read("Last Updated,01/02/2026\nnumber,name\n1,A\n", skip=1)
    assert cells(table) == [{"number": "1", "name": "A"}]
    assert first_columns(b"x\nnumber|name\n", skip=1) == ("number", "name")


def test_an_old_mark_of_the_end_is_no_row() -> None:
    table = read('1,"A",x\r\n\x1a', columns=COLUMNS)
    assert cells(table) == [{"number": "1", "name": "A", "note": "x"}]
    assert table.flaw is None


def test_a_column_nobody_knows_is_told_once() -> None:
    table = read("Number,Full name\n1,A\n2,B\n")
    assert [issue.where for issue in unknown_columns(table, frozenset({"number"}))] == [
        "column Full name"
    ]


def test_a_table_cut_anywhere_gives_no_half_row_and_says_that_it_is_cut() -> None:
    rows = [f'{n},"NAME, {n}",{"-0-" if n % 3 else f"remark {n}"}' for n in range(1, 30)]
    body = ("number,name,note\n" + "\n".join(rows) + "\n").encode()
    whole = cells(read(body))
    for end in range(len("number,name,note\n") + 1, len(body)):
        try:
            table = read(body[:end])
        except FormatError:
            continue
        assert cells(table) == whole[: len(table.rows)], body[:end][-40:]
        assert (table.flaw is None) == (body[end - 1 : end] == b"\n"), body[:end][-40:]
