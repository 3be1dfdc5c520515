"""Labels of instruments, the papers they were written for, and the score against them."""

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from app.domain.documents import Issue, Kind
from app.domain.facts import Action, DatedFact, Face
from app.extraction.actions import type_and_actions
from app.extraction.citations import find_citations
from app.extraction.dates import find_dates
from app.formats.federal_register_xml import PrintedDocument, printed_documents

FRESH = Path(__file__).parent / "instruments" / "labels_fr_fresh.jsonl"
SECOND = FRESH.with_name("labels_fr_second.jsonl")
ENOUGH = 20
KINDS = {
    "RULE": Kind.RULE,
    "PRORULE": Kind.PROPOSED_RULE,
    "NOTICE": Kind.NOTICE,
    "PRESDOCU": Kind.PRESIDENTIAL,
}
# Roles of the labels that the product knows under another name, or counts as another.
SAME = {
    "applicable": ("effective", "compliance"),
    "savings_until": ("savings",),
    "suspended_until": ("suspended_to",),
}
# Given to the makers with the paper, so that finding it shows nothing.
GIVEN = "published"
_SAID = ("title", "abstract", "action", "dates", "toc_doc", "signing_date")
Row = dict[str, Any]
Days = set[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the makers say of one labelled paper."""

    row: Row
    type: str | None
    verbs: frozenset[str]
    days: frozenset[tuple[str, str | None]]
    facts: tuple[DatedFact, ...]
    actions: tuple[Action, ...]
    face: Face


@dataclass(slots=True)
class Tally:
    """Found rightly, found wrongly, and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def n(self) -> int:
        """Labels that count."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.n)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.false + other.false, self.missed + other.missed)


@dataclass(slots=True)
class Score:
    """The tallies of some papers, by type, by verb and by role of a day."""

    papers: int = 0
    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    verbs: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    days: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def macro(tallies: dict[str, Tally], tested: Iterable[str]) -> float:
    """The mean F1 of those that have examples enough."""
    scores = [tallies[name].f1 for name in tested]
    return sum(scores) / len(scores) if scores else 1.0


def is_open(identity: str) -> bool:
    """Whether a paper or passage is of the half whose mistakes may be read."""
    return int(hashlib.sha256(identity.encode()).hexdigest()[0], 16) < 8


def labelled(path: Path, shared: Path) -> Iterator[Judged]:
    """Every labelled paper of a file with what the makers say of it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield judged(row, shared)


def judged(row: Row, shared: Path) -> Judged:
    """What the makers say of a paper, given no more than its basis allows."""
    path = shared / "data" / row["file"]
    if row["basis"] == "full text":
        printed = _printed(path)[row["document"]]
        face, provisions = face_of(printed), printed.provisions
        published = printed.issued_on or _published(row)
    else:
        face, provisions = _recorded(row, path), ()
        published = _published(row)
    facts = find_dates(face.text, published_on=published, provisions=provisions)
    reading, actions = type_and_actions(face, find_citations(face.text), facts)
    return Judged(
        row=row,
        type=reading.type,
        verbs=frozenset(action.verb for action in actions),
        days=frozenset((one.role.value, str(one.on) if one.on else None) for one in facts),
        facts=facts,
        actions=actions,
        face=face,
    )


def scored(papers: Iterable[Judged]) -> Score:
    """Micro counts; what a label calls optional or past counts neither way."""
    total = Score()
    for paper in papers:
        total.papers += 1
        _count_type(total, paper)
        wanted = set(paper.row["actions"])
        for verb in paper.verbs | wanted:
            if verb in wanted:
                _count(total.verbs[verb], found=verb in paper.verbs)
            elif verb not in (paper.row.get("actions_also") or ()):
                total.verbs[verb].false += 1
        _count_days(total, paper)
    return total


def _count_type(total: Score, paper: Judged) -> None:
    wanted = paper.row["type"]
    if paper.type in (wanted, *(paper.row.get("type_also") or ())):
        total.types[wanted].right += 1
        return
    total.types[wanted].missed += 1
    if paper.type:
        total.types[paper.type].false += 1


def _count(tally: Tally, *, found: bool) -> None:
    tally.right += found
    tally.missed += not found


def _count_days(total: Score, paper: Judged) -> None:
    told: Days = {day for day in paper.days if day[0] != GIVEN}
    known: Days = set()
    for label in paper.row["dates"]:
        if label["role"] == GIVEN:
            continue
        if label.get("optional") or label.get("past"):
            known |= {day for day in told if day[1] == label["on"]}
            continue
        roles = SAME.get(label["role"], (label["role"],))
        hit = {day for day in told if day[0] in roles and day[1] == label["on"]}
        _count(total.days[label["role"]], found=bool(hit))
        known |= hit
    for role, _ in told - known:
        total.days[role].false += 1


def face_of(printed: PrintedDocument) -> Face:
    """A printed paper as the makers of types and actions are given it."""
    return Face(
        title=printed.title or "",
        text=printed.text,
        caption=printed.action,
        kind=KINDS.get(printed.tag),
        number=printed.number,
        agencies=printed.agencies,
        cfr=printed.cfr,
    )


def _published(row: Row) -> date | None:
    said = [one["on"] for one in row["dates"] if one["role"] == GIVEN]
    return date.fromisoformat(said[0]) if said else None


def _recorded(row: Row, path: Path) -> Face:
    """A paper of which only a record's words are known; its kind is not among them."""
    if path.suffix == ".json":
        item = json.loads(path.read_bytes())
        said = [item.get(name) for name in _SAID]
        return Face(
            title=item["title"],
            text="\n\n".join(filter(None, said)),
            caption=item.get("action"),
            number=row["document"],
        )
    item = _records(path)[row["document"]]
    title, abstract = one_line(item["title"]), one_line(item.get("abstract") or "")
    text = one_line(f"{title}\n\n{abstract}")
    if row["basis"] == "title":
        return Face(title=title, text=title, number=row["document"])
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == row["sha256_16"]
    return Face(title=title, text=f"{title}\n\n{abstract}", number=row["document"])


def one_line(words: str) -> str:
    """White space as the labels count it."""
    return " ".join(words.split())


@cache
def _records(path: Path) -> dict[str, Row]:
    lines = gzip.decompress(path.read_bytes()).splitlines()
    return {item["document_number"]: item for item in map(json.loads, lines)}


@cache
def _printed(path: Path) -> dict[str, PrintedDocument]:
    parser = etree.XMLParser(recover=True, huge_tree=True)
    root = etree.fromstring(gzip.decompress(path.read_bytes()), parser)
    found: dict[str, PrintedDocument] = {}
    for document in printed_documents(root):
        if not isinstance(document, Issue):
            found.setdefault(document.number, document)
    return found
