"""Treasury's tables without headers: which of them a file is, and on which list a row stands."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from app.domain.documents import Issue
from app.formats.delimited import Table, TableRow, first_columns

NULL: Final = "-0-"
ENTRY: Final = (
    *("Number", "Name", "Type", "Programme", "Title", "Call sign", "Vessel type", "Tonnage"),
    *("Gross registered tonnage", "Vessel flag", "Vessel owner", "Remarks"),
)
ADDRESS: Final = ("Number", "Address number", "Address", "City", "Country", "Remarks")
ALIAS: Final = ("Number", "Alias number", "Alias type", "Alias", "Remarks")
COMMENT: Final = ("Number", "Remarks")
# How many columns a table without a header has, and so which of the four it is.
_SHAPES: Final = {12: "ofac-entries", 6: "ofac-addresses", 5: "ofac-aliases", 2: "ofac-comments"}
_ALIAS_KIND: Final = frozenset({"aka", "fka", "nka", "a.k.a.", "f.k.a.", "n.k.a."})
_BETWEEN_PROGRAMMES: Final = re.compile(r"\]\s*\[|;\s*")
SDN: Final = "us-sdn"
OTHERS: Final = "us-cons"
# Programmes under which Treasury lists parties that are not specially designated.
_OTHER_LISTS: Final = (
    ("NS-PLC", "us-plc"),
    ("FSE-", "us-fse"),
    ("CMIC-", "us-cmic"),
    ("561-", "us-cap"),
    ("CAPTA", "us-cap"),
)
_SECTORAL: Final = "UKRAINE-EO13662"
_ADVANCED_LISTS: Final = (
    ("sdn", SDN),
    ("palestinian", "us-plc"),
    ("sectoral", "us-ssi"),
    ("evaders", "us-fse"),
    ("menu", "us-mbs"),
    ("military", "us-cmic"),
    ("capta", "us-cap"),
    ("561", "us-cap"),
)


def table_shape(body: bytes) -> str | None:
    """Which of the four tables some bytes begin as, or `None`."""
    columns = first_columns(body)
    if not columns or not columns[0].isdigit():
        return None
    shape = _SHAPES.get(len(columns))
    if shape == "ofac-aliases" and columns[2].lower() not in _ALIAS_KIND:
        return None
    if shape in ("ofac-entries", "ofac-addresses") and NULL.encode() not in body[:65_536]:
        return None
    if shape == "ofac-comments" and not body[:512].lstrip().split(b",", 1)[-1].startswith(b'"'):
        return None
    return shape


def numbered(table: Table, *, needs_name: bool = True) -> Iterator[TableRow | Issue]:
    """The rows, their nulls taken for nothing; one without number or name is set aside."""
    for row in table.rows:
        cells = {name: said for name, said in row.cells.items() if said != NULL}
        if not cells.get("Number", "").isdigit() or (needs_name and not cells.get("Name")):
            yield without_number(row.line)
        else:
            yield TableRow(line=row.line, cells=cells)


def without_number(line: int) -> Issue:
    """What is said of a row that names nobody."""
    problem = "a row without a number or a name; compare with the list as published"
    return Issue(where=f"line {line}", problem=problem, lost_record=True)


def programmes_of(cell: str) -> tuple[str, ...]:
    """`SDGT] [IRAN` and `SDGT; IRAN` are two programmes each."""
    return tuple(one.strip(" []") for one in _BETWEEN_PROGRAMMES.split(cell) if one.strip(" []"))


def is_of_others(programmes: Sequence[tuple[str, ...]]) -> bool:
    """Whether a file is of the lists beside the SDN list, which come in the same form.

    A party may stand on both, under the programmes of both, so one row proves nothing: here most
    of the rows stand under a programme of the other lists.
    """
    others = sum(1 for row in programmes if _other_list(row) is not None)
    return 2 * others > len(programmes)


def list_of(programmes: tuple[str, ...], *, others: bool) -> str:
    """The key of the list a row stands on, given whether its file is of the other lists."""
    return (_other_list(programmes) or OTHERS) if others else SDN


def list_named(name: str) -> str | None:
    """The key of a list by its name in the advanced standard; `None` for "Consolidated List"."""
    bare = name.lower().replace("non-sdn", "")
    return next((key for part, key in _ADVANCED_LISTS if part in bare), None)


def _other_list(programmes: tuple[str, ...]) -> str | None:
    for one in programmes:
        for start, key in _OTHER_LISTS:
            if one.startswith(start):
                return key
    return "us-ssi" if programmes == (_SECTORAL,) else None
