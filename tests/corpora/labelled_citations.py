"""Labels of citations, the passages they were written for, and the score against them."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from app.domain.citations import Setting
from app.extraction.citations import find_citations

LABELS = Path(__file__).parent / "citations"
_PARAGRAPHS = frozenset(
    (
        "P",
        "FP",
        "FP-1",
        "FP-2",
        "FP1",
        "FP2",
        "P-1",
        "HD1",
        "HD2",
        "HD3",
        "PSPACE",
        "HEAD",
        "CITA",
        "EDNOTE",
    )
)
# Families that the labels spell otherwise than the product does.
_SPELLED = {"publ": "publaw", "proc": "proclamation", "pd": "presdet", "ukpga": "ukact"}


@dataclass(frozen=True, slots=True)
class Score:
    """Labels that count, those found, citations made, and those that no label knows."""

    labels: int
    found: int
    made: int
    false: int

    @property
    def recall(self) -> float:
        return self.found / self.labels

    @property
    def precision(self) -> float:
        return 1 - self.false / max(1, self.made)


Made = list[tuple[int, int, str]]
Row = dict[str, Any]


def rows(name: str) -> Iterator[Row]:
    """The labelled passages of one file."""
    for line in (LABELS / f"labels_{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def one_line(words: str) -> str:
    """White space as the labels count it."""
    return " ".join(words.split())


def part_744(shared: Path) -> dict[tuple[str, str, int], str]:
    """The paragraphs and table rows of part 744, cut as the labels' own file says."""
    packed = shared / "data/ecfr-xml/title-15_part-744_2026-07-18.xml.gz"
    root = etree.fromstring(gzip.decompress(packed.read_bytes()))
    found: dict[tuple[str, str, int], str] = {}
    for unit in root.iter("DIV8", "DIV9"):
        counted = {"row": 0, "par": 0}
        for element in unit.iter():
            kind, words = _passage(element)
            if kind:
                counted[kind] += 1
                found[(str(unit.get("N")), kind, counted[kind])] = words
    return found


def _passage(element: etree._Element) -> tuple[str, str]:
    if element.tag == "TR":
        return "row", one_line(" ".join("".join(map(str, cell.itertext())) for cell in element))
    inside = any(above.tag == "TR" for above in element.iterancestors())
    if element.tag in _PARAGRAPHS and not inside:
        return "par", one_line("".join(map(str, element.itertext())))
    return "", ""


def made_of(text: str, setting: Setting | None = None) -> Made:
    """The citations of a text, with keys as the labels spell them."""
    return [
        (one.start, one.end, spelled(one.reference.key))
        for one in find_citations(text, context=setting)
    ]


def spelled(key: str) -> str:
    """A key as the labels spell it."""
    family, _, number = key.partition(":")
    if family == "entry" and number.startswith("uk/"):
        return f"ukpl:{number.removeprefix('uk/')}"
    if family == "publ" and "/" in number:
        number = number.replace("/", "/sec-")
    return f"{_SPELLED.get(family, family)}:{number}"


def setting_of(context: str | None) -> Setting:
    """The setting that a label's `context` names: a section or a supplement of title 15."""
    if not context:
        return Setting(title=15)
    place = context.removeprefix("cfr:15/").split("/")[0]
    section = place.partition("(")[0] if "." in place else None
    return Setting(title=15, part=place.split(".")[0], section=section, codified=True)


def score(judged: Iterator[tuple[Row, Made]]) -> Score:
    """Found is a citation that overlaps the label and has its key; optional labels count neither
    way, and neither does a citation inside one."""
    labels = found = made = false = 0
    for row, citations in judged:
        used: set[int] = set()
        for label in row["labels"]:
            over = [
                at
                for at, (start, end, _) in enumerate(citations)
                if start < label["end"] and end > label["start"]
            ]
            hit = [at for at in over if citations[at][2].lower() == label["key"].lower()]
            used.update(over if label.get("optional") else hit)
            labels += not label.get("optional")
            found += bool(hit) and not label.get("optional")
        made += len(citations)
        false += len(citations) - len(used)
    return Score(labels, found, made, false)
