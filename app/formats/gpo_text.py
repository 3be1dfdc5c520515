"""The running text of the Government Publishing Office's XML, readable and with nothing lost.

The Federal Register, the eCFR and the annual CFR share one typesetting vocabulary: this is the
one place that turns it into words. Printed signs that XML carries by position only are written
out: a footnote mark becomes `[3]`, a raised figure `10^12`, a row of stars `* * * * *`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from app.domain.documents import Provision
from app.formats.plain_text import one_line

STARS: Final = "* * * * *"
_FRACTION_SLASH: Final = "\u2044"

# Elements that stand inside a line; every other element opens a block of its own.
_INLINE: Final = frozenset(
    [
        "E",
        "I",
        "B",
        "U",
        "SU",
        "SUB",
        "AC",
        "FR",
        "FTREF",
        "PRTPAGE",
        "XREF",
        "GID",
        "IMG",
        "A",
        "STRONG",
        "EM",
        "SUP",
        "BR",
        "SPAN",
        "FONT",
    ]
)
# Emphasis from which older files have lost the spaces around it ("in the<E>Register</E>to").
_SPACED_EMPHASIS: Final = frozenset(("02", "03", "04"))
_RAISED_EMPHASIS: Final = "51"
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


def line_of(element: etree._Element) -> str:
    """All words of an element on one line."""
    if not len(element):
        return one_line(element.text) if element.text else ""
    pieces: list[str] = []
    _gather(element, pieces)
    return one_line("".join(pieces))


def row_line(cells: Iterable[str]) -> str:
    """Cells of a table's row on one line, parted by upright strokes; empty ends left out."""
    return one_line(" | ".join(cells).rstrip(" |"))


def _provisions(starts: Sequence[tuple[Opening, int]], text: str) -> Iterator[Provision]:
    met: dict[str, int] = {}
    for index, (opening, start) in enumerate(starts):
        end = starts[index + 1][1] if index + 1 < len(starts) else len(text)
        end = start + len(text[start:end].rstrip("\n"))
        met[opening.label] = met.get(opening.label, 0) + 1
        again = f"-{met[opening.label]}" if met[opening.label] > 1 else ""
        yield Provision(label=opening.label + again, heading=opening.heading, start=start, end=end)


def _container(element: etree._Element) -> Iterator[Block]:
    run: list[str] = [element.text or ""]
    lead: etree._Element | None = None
    for child in element:
        if not isinstance(child.tag, str) or child.tag.upper() in _INLINE:
            _child(child, run)
            run.append(child.tail or "")
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
        run.append(child.tail or "")
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


def _gather(element: etree._Element, pieces: list[str]) -> None:
    if element.text:
        pieces.append(element.text)
    for child in element:
        _child(child, pieces)
        if child.tail:
            pieces.append(child.tail)


def _child(child: etree._Element, pieces: list[str]) -> None:
    """Add a child's words, without its tail, to a line."""
    tag = child.tag.upper() if isinstance(child.tag, str) else ""
    if tag in ("SU", "SUP") or (tag == "E" and child.get("T") == _RAISED_EMPHASIS):
        pieces.append(_raised(child, _last(pieces)))
    elif tag == "E" and child.get("T") in _SPACED_EMPHASIS:
        _emphasis(child, pieces)
    elif tag in ("", "FTREF", "PRTPAGE"):
        _gather_words(child, pieces, gap=tag == "PRTPAGE")
    elif tag in ("GID", "IMG"):
        name = line_of(child) or (child.get("src") or "").rsplit("/", 1)[-1]
        pieces.append(f" [graphic {name}] " if name else " ")
    elif tag == "STARS":
        pieces.append(f" {STARS} ")
    elif tag in _INLINE and tag != "BR":
        _gather(child, pieces)
    else:
        pieces.append(" ")
        _gather(child, pieces)
        pieces.append(" ")


def _gather_words(child: etree._Element, pieces: list[str], *, gap: bool) -> None:
    """Marks without words of their own; a page break that has eaten a space gives it back."""
    if gap and _last(pieces).isalnum() and (child.tail or "")[:1].isalnum():
        pieces.append(" ")
    if isinstance(child.tag, str):
        _gather(child, pieces)
    elif isinstance(child, etree._Entity):
        pieces.append(child.text or "")


def _emphasis(child: etree._Element, pieces: list[str]) -> None:
    words: list[str] = []
    _gather(child, words)
    text = "".join(words)
    if _glued(_last(pieces), text[:1]):
        pieces.append(" ")
    pieces.append(text)
    if _glued(text[-1:], (child.tail or "")[:1]):
        pieces.append(" ")


def _glued(before: str, after: str) -> bool:
    return after.isalnum() and (before.isalnum() or (before != "" and before in ".,;:)”"))


def _raised(child: etree._Element, before: str) -> str:
    """Raised text, so that `734.9(g)` with note 3 is never read as one number with it."""
    text = "".join(str(part) for part in child.itertext()).strip()
    if not text:
        return ""
    if (child.tail or "").startswith(_FRACTION_SLASH):
        return f" {text}" if before.isdigit() else text
    following = child.getnext()
    notes = following is not None and following.tag == "FTREF" and not (child.tail or "").strip()
    figure = text.isdigit() or len(text) == 1
    if not before or before.isspace() or not (notes or figure):
        return text
    if notes or not before.isalnum():
        return f" [{text}]"
    return f"^{text}"


def _last(pieces: Sequence[str]) -> str:
    for piece in reversed(pieces):
        if piece:
            return piece[-1]
    return ""
