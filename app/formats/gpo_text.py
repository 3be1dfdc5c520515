"""The running text of the Government Publishing Office's XML, readable and with nothing lost.

The Federal Register, the eCFR and the annual CFR share one typesetting vocabulary: this is the
one place that turns it into words. Printed signs that XML carries by position only are written
out: a footnote mark becomes `[3]`, a raised figure `10^12`, a row of stars `* * * * *`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from app.domain.documents import Provision
from app.formats.gpo_lines import INLINE, STARS, add_child, add_words, line_of, row_line
from app.formats.plain_text import one_line

_LEADS: Final = frozenset(["HD", "HED"])
_LED: Final = frozenset(["P", "PSPACE", "FP"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One line of running text and the element that set it; `tight` lines stand in a table."""

    element: etree._Element
    text: str
    tight: bool = False

    @property
    def tag(self) -> str:
        """The setting element's name."""
        return str(self.element.tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A block at which a labelled unit begins."""

    label: str
    heading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Blocks put together as one text, with the units that begin at some of them."""

    text: str
    provisions: tuple[Provision, ...]


def compose(blocks: Sequence[Block], openings: Sequence[Opening | None]) -> Composition:
    """Join blocks by empty lines (rows of a table by line ends) and place the units on them.

    A unit reaches up to the next one, so units never overlap; a label met again gets `-2`, `-3`.
    """
    pieces: list[str] = []
    starts: list[tuple[Opening, int]] = []
    at = 0
    tight_before = False
    for block, opening in zip(blocks, openings, strict=True):
        if pieces:
            gap = "\n" if block.tight and tight_before else "\n\n"
            pieces.append(gap)
            at += len(gap)
        if opening is not None:
            starts.append((opening, at))
        pieces.append(block.text)
        at += len(block.text)
        tight_before = block.tight
    text = "".join(pieces)
    return Composition(text=text, provisions=tuple(_provisions(starts, text)))


def blocks_of(element: etree._Element) -> Iterator[Block]:
    """The blocks of an element in document order."""
    special = _SPECIAL.get(str(element.tag))
    if special is not None:
        yield from special(element)
        return
    yield from _container(element)


def _provisions(starts: Sequence[tuple[Opening, int]], text: str) -> Iterator[Provision]:
    met: dict[str, int] = {}
    for index, (opening, start) in enumerate(starts):
        end = starts[index + 1][1] if index + 1 < len(starts) else len(text)
        end = start + len(text[start:end].rstrip("\n"))
        met[opening.label] = met.get(opening.label, 0) + 1
        again = f"-{met[opening.label]}" if met[opening.label] > 1 else ""
        yield Provision(label=opening.label + again, heading=opening.heading, start=start, end=end)


def _container(element: etree._Element) -> Iterator[Block]:
    run: list[str] = []
    add_words(element.text, run)
    lead: etree._Element | None = None
    for child in element:
        if not isinstance(child.tag, str) or child.tag.upper() in INLINE:
            add_child(child, run)
            add_words(child.tail, run)
            continue
        yield from _flush(element, run)
        led = list(blocks_of(child))
        if lead is not None and child.tag in _LED and led:
            led[0] = Block(element=lead, text=f"{line_of(lead)} {led[0].text}")
        elif lead is not None:
            yield Block(element=lead, text=line_of(lead))
        lead = None
        if _leads(child) and not (child.tail or "").strip() and child.getnext() is not None:
            lead = child
        else:
            yield from led
        add_words(child.tail, run)
    if lead is not None:
        yield Block(element=lead, text=line_of(lead))
    yield from _flush(element, run)


def _leads(element: etree._Element) -> bool:
    """Whether this is a word like `SUMMARY:` that stands on the line of what follows it."""
    return element.tag in _LEADS and line_of(element).endswith(":")


def _flush(element: etree._Element, run: list[str]) -> Iterator[Block]:
    text = one_line("".join(run))
    run.clear()
    if text:
        yield Block(element=element, text=text)


def _section_number(element: etree._Element) -> Iterator[Block]:
    """`§ 744.11` and the heading that follows it are one line, as they are printed."""
    following = element.getnext()
    parts = [line_of(element)]
    if following is not None and following.tag in ("SUBJECT", "RESERVED"):
        parts.append(line_of(following))
    text = " ".join(part for part in parts if part)
    if text:
        yield Block(element=element, text=text)


def _section_subject(element: etree._Element) -> Iterator[Block]:
    before = element.getprevious()
    if before is not None and before.tag == "SECTNO":
        return
    yield from _container(element)


def _stars(element: etree._Element) -> Iterator[Block]:
    yield Block(element=element, text=STARS)
    yield from _flush(element, ["".join(str(part) for part in element.itertext())])


def _printed_table(element: etree._Element) -> Iterator[Block]:
    for child in element:
        if child.tag in ("BOXHD", "ROW"):
            line = row_line(line_of(cell) for cell in child if isinstance(cell.tag, str))
            if line:
                yield Block(element=child, text=line, tight=True)
        elif isinstance(child.tag, str):
            yield from blocks_of(child)


def _html_table(element: etree._Element) -> Iterator[Block]:
    for child in element.iter("CAPTION", "TR"):
        if child.tag == "CAPTION":
            yield from _container(child)
            continue
        line = row_line(line_of(cell) for cell in child if isinstance(cell.tag, str))
        if line:
            yield Block(element=child, text=line, tight=True)


_SPECIAL: Final = {
    "SECTNO": _section_number,
    "SUBJECT": _section_subject,
    "RESERVED": _section_subject,
    "STARS": _stars,
    "GPOTABLE": _printed_table,
    "TABLE": _html_table,
}
