"""A long text in parts that a page can carry, each in headings, paragraphs and rows."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.documents import Provision

_SHORT_LINE = 90
_BUDGET = 52_000  # bytes of escaped text on one page
_BREAKS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?<=[.;。])\s"), re.compile(r"\s"))
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\n))+")
_LINE = re.compile(r"[^\n]+")
_CELL = " | "
_ESCAPED = re.compile("[&<>\"']")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words marked alike: `hit` is a word of the question, `quoted` lies in the passage, `lead`
    is a heading that runs into its paragraph."""

    text: str
    hit: bool = False
    quoted: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a table, cell by cell."""

    cells: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, paragraph or table; `anchors` are the addresses of provisions beginning here.

    `level` is 0 for what is no heading.
    """

    level: int
    anchors: tuple[str, ...]
    lines: tuple[tuple[Stretch, ...], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is marked in a text: the question's words, and the passage asked for."""

    hits: Sequence[Span] = ()
    passage: Span | None = None


def parts(text: str) -> list[Span]:
    """A text cut where a reader would pause, each part within what one page carries."""
    found: list[Span] = []
    start = 0
    while start < len(text):
        end = _end(text, start)
        found.append((start, end))
        start = end
    return found or [(0, 0)]


def part_of(cut: Sequence[Span], at: int) -> int:
    """Which part a code point lies in, from 0."""
    return max(bisect_right([start for start, _ in cut], at) - 1, 0)


def blocks(
    text: str, span: Span, provisions: Sequence[Provision], marks: Marks
) -> tuple[Block, ...]:
    """The blocks of a part."""
    near = [one for one in provisions if span[0] <= one.start < span[1]]
    hits = [hit for hit in marks.hits if hit[0] < span[1] and span[0] < hit[1]]
    marks = replace(marks, hits=hits)
    found = []
    for read in _PARAGRAPH.finditer(text, *span):
        for start, end in _paragraphs(text, _stripped(text, read.start(), read.end())):
            here = [one for one in near if start <= one.start < end]
            found.append(_block(text, (start, end), here, marks))
    return tuple(found)


def anchor(label: str) -> str:
    """A provision's label as the address of its place on a page."""
    return "p-" + re.sub(r"[^A-Za-z0-9.()_-]+", "-", label)


def _end(text: str, start: int) -> int:
    """Where a part ends: at the last pause that keeps it within the budget."""
    room = text[start : start + _BUDGET]
    end = start + len(room)
    while _weight(room) > _BUDGET:
        room = room[: max(int(len(room) * _BUDGET / _weight(room) * 0.98), 1)]
        end = start + len(room)
    if end >= len(text):
        return len(text)
    earliest = start + (end - start) // 2
    for pause in _BREAKS:
        places = [read.end() for read in pause.finditer(text, earliest, end)]
        if places:
            return places[-1]
    return end


def _weight(text: str) -> int:
    """The bytes of a text on a page, with what escaping, paragraphs and cells add to it."""
    marked_up = 5 * len(_ESCAPED.findall(text)) + 20 * text.count("\n")
    return len(text.encode()) + marked_up + 22 * text.count(_CELL.rstrip())


def _stripped(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())


def _paragraphs(text: str, span: Span) -> list[Span]:
    """The paragraphs of a stretch without blank lines.

    Web pages are read with a line for each paragraph; short lines are a table, an address or
    verse, and stay together.
    """
    lines = [read.span() for read in _LINE.finditer(text, *span) if read.group().strip()]
    rows = sum(_CELL.rstrip() in text[from_:to] for from_, to in lines)
    if rows == len(lines) or all(to - from_ <= _SHORT_LINE for from_, to in lines):
        return [span] if lines else []
    return lines


def _block(text: str, span: Span, here: Sequence[Provision], marks: Marks) -> Block:
    start, end = span
    heading = next((one for one in here if one.heading and one.start == start), None)
    lead = start
    if heading is not None and heading.heading and text.startswith(heading.heading, start):
        lead = start + len(heading.heading)
    whole = lead == end
    lines = [read.span() for read in _LINE.finditer(text, start, end)]
    is_table = len(lines) > 1 and all(_CELL.rstrip() in text[from_:to] for from_, to in lines)
    level = 0
    if whole and heading is not None:
        level = 3 if "/" in heading.label else 2
    return Block(
        level=level,
        anchors=tuple(dict.fromkeys(anchor(one.label) for one in here)),
        lines=() if is_table else tuple(tuple(_cut(text, line, marks, lead)) for line in lines),
        rows=tuple(_row(text, line, marks) for line in lines) if is_table else (),
    )


def _row(text: str, line: Span, marks: Marks) -> Row:
    cells = []
    start = line[0]
    for cell in text[line[0] : line[1]].split(_CELL):
        cells.append(tuple(_cut(text, (start, start + len(cell)), marks, line[0])))
        start += len(cell) + len(_CELL)
    return Row(cells=tuple(cells))


def _cut(text: str, span: Span, marks: Marks, lead: int) -> Iterator[Stretch]:
    """A line cut where a mark or the leading heading begins or ends."""
    start, end = span
    hits = [hit for hit in marks.hits if hit[0] < end and start < hit[1]]
    quoted = [] if marks.passage is None else [marks.passage]
    edges = {start, end, *(at for mark in (*hits, *quoted, (start, lead)) for at in mark)}
    inside = sorted(at for at in edges if start <= at <= end)
    for from_, to in pairwise(inside):
        yield Stretch(
            text=text[from_:to],
            hit=any(a <= from_ and to <= b for a, b in hits),
            quoted=any(a <= from_ and to <= b for a, b in quoted),
            lead=to <= lead,
        )
