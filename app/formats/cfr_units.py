"""One normal form for the Code of Federal Regulations, whichever edition it is read from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.documents import Provision
from app.formats.gpo_lines import line_of
from app.formats.gpo_text import Block, Opening, compose

_APPENDIX = re.compile(
    r"(appendix|supplement)(?:\s+no\.?)?\s+([\w.-]+)\s+to\s+(?:part\s+)?§?\s*([\w.-]+)$",
    re.IGNORECASE,
)
_MARKERS = re.compile(r"^(?:\*\s*)?((?:\([A-Za-z]{1,5}\)|\(\d{1,3}\))+)")
_MARKER = re.compile(r"\(([A-Za-z]{1,5}|\d{1,3})\)")
_HEADED = re.compile(r"\s*[^()]{1,160}?[.—:]\s*((?:\([A-Za-z]{1,5}\)|\(\d{1,3}\))+)")
_LETTERS, _FIGURES, _NUMERALS, _CAPITALS = range(4)
_ROMAN: Final = ("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx").split()  # noqa: SIM905  # a row of numerals reads better than twenty lines
_NOTES: Final = {
    "AUTH": "authority",
    "SOURCE": "source",
    "CITA": "source-note",
    "SECAUTH": "section-authority",
    "NOTE": "note",
    "EDNOTE": "editorial-note",
    "EFFDNOT": "effective-date-note",
    "CROSSREF": "cross-reference",
    "FTNT": "footnote",
    "EFTNT": "footnote",
}
_HEADINGS: Final = frozenset(("HD1", "HD2", "HD3", "HD4"))
_PARAGRAPHS: Final = frozenset(("P", "FP", "FP-1", "FP-2", "PSPACE"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A row of a list printed as a table: its cells under the table's own column names.

    `country` is carried down from the last row that names one.
    """

    country: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CfrUnit:
    """A section, an appendix or supplement, or what a part says of itself (its authority).

    `native` names it within the whole code: `15-744.23`, `15-744-supp-4`, `15-744`.
    `designation` is the publisher's own ("744.23", "Supplement No. 4 to Part 744").
    """

    native: str
    title: str
    part: str | None
    sort: str
    designation: str
    heading: str | None
    text: str
    provisions: tuple[Provision, ...]
    rows: tuple[ListedRow, ...] = ()


def appendix_native(title: str, part: str | None, designation: str) -> str:
    """`Supplement No. 4 to Part 744` of title 15 as `15-744-supp-4`; others by their words."""
    found = _APPENDIX.match(designation.strip())
    if found:
        sort = "app" if found.group(1).lower() == "appendix" else "supp"
        return f"{title}-{found.group(3)}-{sort}-{found.group(2)}".lower()
    words = re.sub(r"[^\w]+", "-", designation.lower()).strip("-")[:80]
    within = f"{part}-" if part and part not in re.split(r"[^\w.]+", designation) else ""
    return f"{title}-{within}{words}"


def composed(blocks: Sequence[Block], label: str) -> tuple[str, tuple[Provision, ...]]:
    """The text of a unit, and its labelled parts: `744.23(a)(2)`, `744.23/note`."""
    text = compose(blocks, list(_openings(blocks, label)))
    return text.text, text.provisions


class _Place:
    """Where in a section's tree of paragraphs the reading stands.

    The Code's levels run (a), (1), (i), (A). A small letter that is also a numeral is what
    continues a row already open, or what begins one; the law's own room reads the full tree.
    """

    def __init__(self) -> None:
        self.path: list[tuple[str, int]] = []

    def step(self, marker: str) -> None:
        """Move to the paragraph a marker names."""
        sort = self._sort(marker)
        while self.path and self.path[-1][1] >= sort:
            self.path.pop()
        self.path.append((marker, sort))

    def label(self) -> str:
        """The path from the section down, `(a)(1)(i)`."""
        return "".join(f"({marker})" for marker, _ in self.path)

    def _sort(self, marker: str) -> int:
        if marker.isdigit():
            return _FIGURES
        if marker.isupper():
            return _CAPITALS
        if marker not in _ROMAN:
            return _LETTERS
        row = {sort: before for before, sort in self.path}
        numeral, letter = row.get(_NUMERALS), row.get(_LETTERS)
        if numeral in _ROMAN and _ROMAN.index(numeral) + 1 == _ROMAN.index(marker):
            return _NUMERALS
        if letter is not None and _is_next(letter, marker):
            # A lone (1) is no row: "(h)(1)" then "(i)" goes down, "(h)(2)" then "(i)" goes on.
            return _NUMERALS if marker == "i" and row.get(_FIGURES) == "1" else _LETTERS
        # No row of numerals begins with (v) or (x): after "(j)-(w) [Reserved]", (x) is a letter.
        return _LETTERS if len(marker) == 1 and marker != "i" else _NUMERALS


def _is_next(letter: str, marker: str) -> bool:
    return len(letter) == 1 and len(marker) == 1 and ord(marker) == ord(letter) + 1


def _openings(blocks: Sequence[Block], label: str) -> Iterator[Opening | None]:
    place = _Place()
    prefix = label
    opened: object = None
    for index, block in enumerate(blocks):
        if index == 0:
            yield Opening(label=label, heading=block.text)
            continue
        if block.tag in _HEADINGS:
            place, prefix = _Place(), f"{label}/{_slug(line_of(block.element))}"
            yield Opening(label=prefix, heading=block.text)
            continue
        note = _note_of(block)
        if note is not None:
            yield Opening(label=f"{label}/{note[0]}", heading=None) if note[1] != opened else None
            opened = note[1]
            continue
        markers = _MARKERS.match(block.text) if block.tag in _PARAGRAPHS else None
        if markers is None:
            yield None
            continue
        for marker in _MARKER.findall(markers.group(1)):
            place.step(marker)
        yield Opening(label=f"{prefix}{place.label()}", heading=None)
        for marker in _markers_after_heading(block.text, markers.end()):
            place.step(marker)


def _markers_after_heading(text: str, at: int) -> list[str]:
    """Markers of a first child in the same line: `(a) Scope—(1)(i) …`."""
    found = _HEADED.match(text, at)
    markers = _MARKER.findall(found.group(1)) if found else []
    return markers if markers and markers[0] in ("1", "i", "A") else []


def _note_of(block: Block) -> tuple[str, object] | None:
    """The note a block stands in, as its name and the element that holds it."""
    for element in (block.element, *block.element.iterancestors()):
        tag = str(element.tag)
        if tag in _NOTES:
            return _NOTES[tag], element
        if tag.startswith("DIV") or tag in ("SECTION", "APPENDIX"):
            return None
    return None


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60]
