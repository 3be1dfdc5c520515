"""The fresh labels of citations: their passages, cut anew, and the score by family."""

import gzip
import hashlib
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from app.domain.citations import Citation, Setting
from app.extraction.citations import find_citations
from tests.corpora.labelled_citations import LABELS, Row, one_line, rows, spelled

_COUNTED = (
    *("P", "FP", "AUTH", "AMDPAR", "HD", "SECTNO", "FTNT", "EAR", "CFR", "RIN", "DEPDOC"),
    *("SUBJECT", "FRDOC"),
)
_TAKEN_WHOLE = frozenset(("AUTH", "FTNT"))
_OF_THE_CODE = ("regtext/ear/", "ear-structured/", "ecfr-")


@dataclass(slots=True)
class Counted:
    """Labels found and missed, and citations that no label knows."""

    found: int = 0
    missed: int = 0
    false: int = 0

    @property
    def n(self) -> int:
        return self.found + self.missed

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.false)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.n)


def fresh(shared: Path) -> Iterator[tuple[Row, str]]:
    """The freshly labelled passages with their words, cut anew and checked by their hash."""
    for row in rows("fresh"):
        digests = {digest(text): text for text in _cut(shared / "data" / row["file"], row)}
        yield row, digests[row["sha256_16"]]


def digest(text: str) -> str:
    """How the labels name a passage's words."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cut(path: Path, row: Row) -> list[str]:
    place = row["locator"]
    if "line" in place:
        return [_lines(_unpacked(path).decode())[place["line"] - 1]]
    if "agora_id" in place:
        return [_lines(_agora(path)[place["agora_id"]])[place["paragraph"] - 1]]
    if "eccn" in place:
        entries = json.loads(_unpacked(path))["entries"]
        return [one_line(it[place["field"]]) for it in entries if it["eccn"] == place["eccn"]]
    if "field" in place:
        items = map(json.loads, _unpacked(path).splitlines())
        wanted = [it for it in items if it["document_number"] == place["document"]]
        return [one_line(it[place["field"]]) for it in wanted]
    element = _paper(path, place.get("document"))
    if "n" not in place:
        return [_whole(one) for one in element.iter(place["element"])]
    seen = [
        one
        for one in element.iter(*_COUNTED)
        if one.tag == "AUTH" or not any(it.tag in _TAKEN_WHOLE for it in one.iterancestors())
    ]
    return [_whole(seen[place["n"] - 1])]


@cache
def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


@cache
def _agora(path: Path) -> dict[str, str]:
    return {str(it["agora_id"]): it["text"] for it in map(json.loads, _unpacked(path).splitlines())}


@cache
def _tree(path: Path) -> etree._Element:
    return etree.fromstring(_unpacked(path), etree.XMLParser(recover=True, huge_tree=True))


@cache
def _paper(path: Path, number: str | None) -> etree._Element:
    for element in _tree(path).iter("RULE", "PRORULE", "NOTICE", "PRESDOCU"):
        mark = element.find(".//FRDOC")
        if number is None or (mark is not None and number in _whole(mark)):
            return element
    raise LookupError(f"{path} holds no paper {number}")


def _whole(element: etree._Element) -> str:
    return one_line("".join(map(str, element.itertext())))


def _lines(text: str) -> list[str]:
    return [one_line(line) for line in text.split("\n") if line.strip()]


def fresh_made(row: Row, text: str, shared: Path) -> list[tuple[int, int, tuple[str, ...]]]:
    """The citations of a passage: span, then its key and the far end of a range.

    A passage of an amending text without a section around it is read within that whole text.
    """
    place = row["locator"]
    if "agora_id" in place and not row["context"]:
        lines = _lines(_agora(shared / "data" / row["file"])[place["agora_id"]])
        before = sum(len(line) + 1 for line in lines[: place["paragraph"] - 1])
        found = _whole_text("\n".join(lines))
        return [
            (one.start - before, one.end - before, keys_of(one))
            for one in found
            if before <= one.start < before + len(text)
        ]
    setting = fresh_setting(row)
    return [(one.start, one.end, keys_of(one)) for one in find_citations(text, context=setting)]


@cache
def _whole_text(text: str) -> tuple[Citation, ...]:
    return find_citations(text)


def keys_of(one: Citation) -> tuple[str, ...]:
    """A citation's key, and that of the far end it reaches to."""
    ends = [one.reference, *([one.through] if one.through else [])]
    return tuple(spelled(end.key) for end in ends)


def fresh_setting(row: Row) -> Setting:
    """Where a passage stands, by its `context`: a title, a part, a section or a supplement."""
    if not row["context"]:
        return Setting()
    title, _, place = row["context"].removeprefix("cfr:").partition("/")
    place = place.split("/")[0]
    return Setting(
        title=int(title),
        part=place.split(".")[0] or None,
        section=place.partition("(")[0] if "." in place else None,
        codified=row["file"].startswith(_OF_THE_CODE),
    )


def family_of(key: str) -> str:
    """The family a key counts in; the Code's by how far it goes, EAR99 apart."""
    family, _, number = key.partition(":")
    if key.lower() == "eccn:ear99":
        return "EAR99"
    if family != "cfr":
        return family
    if re.search(r"/(?:supp|app|subpart|ch|subtitle)-", number):
        return "cfr supplement"
    if "(" in number:
        return "cfr paragraph"
    return "cfr section" if "." in number else "cfr part"


@cache
def not_counted() -> frozenset[str]:
    """Keys that the labels leave out by a convention that the product does not share."""
    table = tomllib.loads((LABELS / "errata.toml").read_text(encoding="utf-8"))
    return frozenset(row["key"] for row in table["not_counted"])


def by_family(
    judged: Iterable[tuple[Row, list[tuple[int, int, tuple[str, ...]]]]],
) -> dict[str, Counted]:
    """Each family's count; the far end of a range counts as found where the near end tells it."""
    counts: dict[str, Counted] = defaultdict(Counted)
    for row, citations in judged:
        used: set[int] = set()
        for label in row["labels"]:
            keys = {label["key"].lower(), *(it.lower() for it in _also(label))}
            over = [
                at
                for at, (start, end, _) in enumerate(citations)
                if start < label["end"] and end > label["start"]
            ]
            hit = [at for at in over if _hits(citations[at][2], keys, label)]
            used.update(over if label.get("optional") else hit)
            if not label.get("optional"):
                count = counts[family_of(label["key"])]
                count.found += bool(hit)
                count.missed += not hit
        for at, (_, _, made) in enumerate(citations):
            if at not in used and made[0] not in not_counted():
                counts[family_of(made[0])].false += 1
    return counts


def _also(label: Row) -> Sequence[str]:
    also = label.get("key_also") or ()
    return (also,) if isinstance(also, str) else also


def _hits(made: tuple[str, ...], keys: set[str], label: Row) -> bool:
    ends = made if label.get("range") == "end" else made[:1]
    return any(key.lower() in keys for key in ends)
