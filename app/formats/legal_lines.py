"""Law marked up in any vocabulary becomes lines a person can read, with its units on them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from app.errors import FormatError
from app.formats.gpo_lines import row_line
from app.formats.gpo_text import Block, Composition, Opening, compose
from app.formats.plain_text import one_line

# Law is nested ten levels deep, and quoted law in tables twenty.
_DEEPEST: Final = 150
# Files indented for people break lines around inline elements: such a break is no space where
# print has none.
_INDENT_BEFORE_SIGN = re.compile(r"\s*\n\s*(?=[,.;:)\]”’—])")
_INDENT_AFTER_SIGN = re.compile(r"(?<=[(\[“‘])\s*\n\s*")

Line = tuple[Block, Opening | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What the elements of one vocabulary mean for the running text.

    `is_inline`: it stands within a line. `sign`: the words that stand for an element whose own
    text is not what is printed, or `None`. `number`: the number of a unit, printed before the
    unit's first words. `opening`: the labelled unit that begins with an element. `skipped`: what
    is no text at all.
    """

    is_inline: Callable[[etree._Element], bool]
    sign: Callable[[etree._Element], str | None]
    number: Callable[[etree._Element], str | None]
    opening: Callable[[etree._Element], Opening | None]
    is_table: Callable[[etree._Element], bool]
    is_row: Callable[[etree._Element], bool]
    skipped: Callable[[etree._Element], bool]


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def lines_of(element: etree._Element, dialect: Dialect) -> Iterator[Line]:
    """The lines of an element in document order, each with the unit that opens on it.

    Where several units open on one line, the outermost is named: units never overlap.
    """
    walk = _Walk(dialect=dialect)
    yield from walk.lines(element)
    yield from walk.rest(element)


def composed(lines: list[Line]) -> Composition:
    """The text of some lines, and their units."""
    return compose([block for block, _ in lines], [opening for _, opening in lines])


def words_of(element: etree._Element, dialect: Dialect) -> str:
    """An element's words on one line, its blocks set apart by spaces."""
    return tidy(_run(element, dialect, 0))


def tidy(run: str) -> str:
    """A gathered run of words as one line, without the spaces of indentation."""
    run = _INDENT_BEFORE_SIGN.sub("", run)
    return one_line(_INDENT_AFTER_SIGN.sub("", run).replace("\n", " "))


def _run(element: etree._Element, dialect: Dialect, depth: int) -> str:
    if depth > _DEEPEST:
        raise FormatError(f"elements stand more than {_DEEPEST} deep; no law is printed like that")
    sign = dialect.sign(element)
    if sign is not None:
        return sign
    pieces = [element.text or ""]
    for child in element:
        if local_name(child) and not dialect.skipped(child):
            words = dialect.number(child)
            words = _run(child, dialect, depth + 1) if words is None else words
            pieces.append(words if dialect.is_inline(child) else f" {words} ")
        pieces.append(child.tail or "")
    return "".join(pieces)


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The state of one walk: numbers and units that wait for the next line."""

    dialect: Dialect
    leads: list[str] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    depth: int = 0

    def lines(self, element: etree._Element) -> Iterator[Line]:
        if not local_name(element) or self.dialect.skipped(element):
            return
        opening = self.dialect.opening(element)
        if opening is not None:
            self.openings.append(opening)
        if self.depth > _DEEPEST:
            raise FormatError(
                f"elements stand more than {_DEEPEST} deep; no law is printed like that"
            )
        self.depth += 1
        number = self.dialect.number(element)
        if number is not None:
            self.leads.extend([number] if number else [])
        elif self.dialect.is_table(element):
            yield from self._rows(element)
        else:
            yield from self._container(element)
        self.depth -= 1

    def rest(self, element: etree._Element) -> Iterator[Line]:
        """Numbers that no words followed are lines of their own."""
        if self.leads:
            yield self._line(element, "")

    def _container(self, element: etree._Element) -> Iterator[Line]:
        waiting = len(self.leads)
        sign = self.dialect.sign(element)
        if sign is not None:
            yield from self._flush(element, sign)
            return
        run = [element.text or ""]
        for child in element:
            if not local_name(child) or self.dialect.skipped(child):
                run.append(child.tail or "")
                continue
            if self.dialect.is_inline(child):
                run.append(_run(child, self.dialect, self.depth))
                run.append(child.tail or "")
                continue
            yield from self._flush(element, "".join(run))
            yield from self.lines(child)
            run = [child.tail or ""]
        yield from self._flush(element, "".join(run))
        if len(self.leads) > waiting and self.dialect.number(element) is None:
            yield self._line(element, "")

    def _rows(self, table: etree._Element) -> Iterator[Line]:
        for row in _rows_of(table, self.dialect):
            if self.dialect.is_row(row):
                line = row_line(words_of(cell, self.dialect) for cell in row if local_name(cell))
            else:
                line = words_of(row, self.dialect)
            if line:
                yield self._line(row, line, tight=True)

    def _flush(self, element: etree._Element, run: str) -> Iterator[Line]:
        text = tidy(run)
        if text:
            yield self._line(element, text)

    def _line(self, element: etree._Element, text: str, *, tight: bool = False) -> Line:
        whole = " ".join([*self.leads, *([text] if text else [])])
        opening = self.openings[0] if self.openings else None
        self.leads.clear()
        self.openings.clear()
        return Block(element=element, text=whole, tight=tight), opening


def _rows_of(element: etree._Element, dialect: Dialect) -> Iterator[etree._Element]:
    """The outermost rows of a table, and what else stands between them: captions, headings."""
    for child in element:
        if not local_name(child) or dialect.skipped(child):
            continue
        if dialect.is_row(child) or not any(dialect.is_row(inner) for inner in child.iter()):
            yield child
        else:
            yield from _rows_of(child, dialect)
