"""Rows as CSV that a spreadsheet opens without running any of it."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

Cell = str | int | None

# What makes a spreadsheet take a cell for a formula, also behind white space.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV (RFC 4180), formula-safe in every cell."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(heading)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return written.getvalue()


def safe_cell(cell: Cell) -> str:
    """A cell as text; one that begins like a formula gets an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    text = cell.replace("\x00", "")
    if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA):
        return f"'{text}"
    return text
