"""Tables of delimited text (CSV, tab, pipe), read strictly: a row is whole or set aside."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.documents import Issue
from app.errors import FormatError
from app.formats.encoding import decode

# One entry of a list has been seen over some 20 lines; a quotation mark that nobody closes would
# otherwise swallow the rest of the file.
_LONGEST_RECORD = 100
_DELIMITERS = ",\t|;"
_DOS_END = "\x1a"
_NOT_IN_A_NAME = re.compile(r"[^0-9a-z]+")

csv.field_size_limit(8 * 1024 * 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """How a table is laid out: `columns` where it has no header, `skip` lines before it begins.

    Without a `delimiter` the commonest one of the first line is taken.
    """

    delimiter: str | None = None
    columns: tuple[str, ...] | None = None
    skip: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """The cells of a row that say something, by column; `line` is where it begins in the file."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A whole table: `issues` are the rows set aside; `flaw` says why it may be cut short."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    issues: tuple[Issue, ...]
    flaw: str | None


def column_key(name: str) -> str:
    """A column's name for comparison: case, spaces and signs differ from one year to the next."""
    return _NOT_IN_A_NAME.sub("", name.lower())


def first_columns(body: bytes, *, skip: int = 0) -> tuple[str, ...]:
    """The cells of the line after `skip` others, for telling kinds of table apart; never raises.

    Every file that anybody hands over is looked at so, hence nothing is guessed here: names of
    columns are plain letters.
    """
    head = body[:16_384]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = decode(head).text
    elif head.lstrip()[:1] in (b"<", b"{", b"["):
        return ()
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", skip + 1)
    if len(lines) <= skip or not lines[skip].strip():
        return ()
    try:
        row = next(csv.reader([lines[skip]], delimiter=_delimiter_of(lines[skip])), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in row)


def read_table(body: bytes, form: TableForm, *, where: str) -> Table:
    """Every row of a table, or the reason why not.

    A row with another number of cells than the header is set aside with its line. A last row
    that no line end closes is taken only where its last cell is seen to be whole: half a number
    would be another entry's.
    """
    decoded = decode(body)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").rstrip(_DOS_END + " \x00")
    lines = text.split("\n")
    if form.skip >= len(lines):
        raise FormatError(f"no documents: {where} ends before its table begins")
    delimiter = form.delimiter or _delimiter_of(lines[form.skip])
    reading = _Reading(lines=lines, delimiter=delimiter, at=form.skip)
    columns = form.columns or reading.header(where)
    reading.read(columns)
    issues = list(reading.issues)
    if decoded.guessed:
        problem = f"the encoding was guessed ({decoded.encoding}); compare a name with accents"
        issues.append(Issue(where="file", problem=problem))
    reading.close(is_ended=text.endswith("\n"), columns=columns, issues=issues)
    if not reading.rows:
        first = f" ({issues[0].where}: {issues[0].problem})" if issues else ""
        raise FormatError(f"no documents: {where} is a table without whole rows{first}")
    return Table(
        columns=tuple(name for name in columns if name),
        rows=tuple(reading.rows),
        issues=tuple(issues),
        flaw=reading.flaw,
    )


def unknown_columns(table: Table, known: frozenset[str]) -> Iterator[Issue]:
    """One issue for each column nobody has met; `known` holds keys of columns."""
    for name in table.columns:
        if column_key(name) not in known:
            yield Issue(
                where=f"column {name}",
                problem=f"column {name!r} is new here; its values are kept in the text: "
                "tell the maintainers of its source what it means",
            )


class _Feed:
    """Lines one by one from a place on; a record that takes too many of them is broken off."""

    def __init__(self, lines: list[str], at: int) -> None:
        self._lines = lines
        self.at = at
        self.record_at = at

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self.at >= len(self._lines):
            raise StopIteration
        if self.at - self.record_at > _LONGEST_RECORD:
            raise csv.Error(f"a quotation mark is not closed within {_LONGEST_RECORD} lines")
        line = self._lines[self.at]
        self.at += 1
        return line + "\n"


class _Reading:
    """A table while it is read: where we are, what was found and what was set aside."""

    def __init__(self, *, lines: list[str], delimiter: str, at: int) -> None:
        self.lines = lines
        self.delimiter = delimiter
        self.at = at
        self.rows: list[TableRow] = []
        self.issues: list[Issue] = []
        self.flaw: str | None = None
        self._last: tuple[int, list[str]] | None = None

    def header(self, where: str) -> tuple[str, ...]:
        """The names of the columns, blank ones among them."""
        feed = _Feed(self.lines, self.at)
        try:
            names = next(csv.reader(feed, delimiter=self.delimiter, strict=True))
        except (csv.Error, StopIteration) as fault:
            raise FormatError(f"{where}: its header cannot be read; fetch it again") from fault
        self.at = feed.at
        names = [name.strip() for name in names]
        said = [name for name in names if name]
        if len(set(said)) != len(said):
            raise FormatError(f"{where}: two columns have one name; compare with the publisher's")
        return tuple(names)

    def read(self, columns: tuple[str, ...]) -> None:
        """All rows; where one is broken, its first line is set aside and the next one begins."""
        while self.at < len(self.lines):
            feed = _Feed(self.lines, self.at)
            reader = csv.reader(feed, delimiter=self.delimiter, strict=True)
            try:
                self._run(reader, feed, columns)
            except csv.Error as fault:
                at = feed.record_at
                self._set_aside(at, f"not CSV ({fault})")
                if feed.at >= len(self.lines):
                    self.flaw = f"line {at + 1} ends inside quotation marks"
                self.at = at + 1

    def _run(self, reader: Iterator[list[str]], feed: _Feed, columns: tuple[str, ...]) -> None:
        width = len(columns)
        # Columns without a name at the end are an editor's leavings: a row may lack them.
        least = max((at for at, name in enumerate(columns, start=1) if name), default=width)
        for row in reader:
            at, feed.record_at = feed.record_at, feed.at
            if len(row) >= least and not any(row[width:]):
                self._keep(at, row, columns)
            elif any(cell.strip() for cell in row):
                if feed.at - at > 1:
                    feed.record_at = at
                    raise csv.Error("a quotation mark stands where none belongs")
                self._set_aside(at, f"{len(row)} cells under {width} columns")
                self._last = (at, row)
        self.at = feed.at

    def _keep(self, at: int, row: list[str], columns: tuple[str, ...]) -> None:
        cells: dict[str, str] = {}
        for name, cell in zip(columns, row, strict=False):
            said = cell.strip()
            if said:
                cells[name or "Unnamed column"] = said
        if cells:
            self.rows.append(TableRow(line=at + 1, cells=cells))
            self._last = (at, row)

    def _set_aside(self, at: int, problem: str) -> None:
        self.issues.append(
            Issue(where=f"line {at + 1}", problem=f"{problem}; left out", lost_record=True)
        )

    def close(self, *, is_ended: bool, columns: tuple[str, ...], issues: list[Issue]) -> None:
        """Look at how the table ends: a last row that may be half of one is set aside."""
        if is_ended or self._last is None or self.flaw is not None:
            return
        at, row = self._last
        if not self.rows or self.rows[-1].line != at + 1:
            self.flaw = f"line {at + 1} breaks off after {len(row)} cells"
            return
        self.flaw = f"line {at + 1} has no line end, more may have followed"
        if self.lines[-1].rstrip().endswith('"'):
            return
        last = columns[min(len(columns), len(row)) - 1] or "Unnamed column"
        said = self.rows[-1].cells.get(last)
        if any(one.cells.get(last) == said for one in self.rows[:-1]):
            return
        self.rows.pop()
        problem = f"line {at + 1} has no line end and its last cell may be half: left out; "
        problem += "fetch the file again, or end its last line"
        issues.append(Issue(where=f"line {at + 1}", problem=problem, lost_record=True))


def _delimiter_of(line: str) -> str:
    return max(_DELIMITERS, key=line.count)
