"""Fresh labels of a second reader: the half whose mistakes were read, and the half kept closed.

The floors stand a little under what was measured, for each half apart; `docs/gate.md` has the
figures, and the corpora's own notes say which opening they are of.
"""

import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.corpora.fresh_citations import Counted, by_family, digest, fresh, fresh_made
from tests.corpora.labelled_citations import LABELS
from tests.corpora.labelled_instruments import (
    ENOUGH,
    FRESH,
    Judged,
    Score,
    Tally,
    is_open,
    labelled,
    macro,
    scored,
)

HALVES = pytest.mark.parametrize("half", ["open", "closed"])
TYPES = {"open": 0.98, "closed": 0.95}
ACTIONS = {"open": 0.97, "closed": 0.92}
DAYS = {"open": (0.98, 0.98), "closed": (0.96, 0.87)}
# Fourth opening, dates/4: recall rose (comments 0.83 to 0.89, effective 0.91 to 1.00), and one day
# more of each was found wrongly, so the two precisions of the closed half stand lower than before.
OF_ROLES = {
    "open": {"comments_close": (0.98, 0.98), "effective": (0.98, 0.98), "signed": (0.98, 0.98)},
    "closed": {"comments_close": (0.96, 0.86), "effective": (0.91, 0.97), "signed": (0.97, 0.85)},
}
CITATIONS = {"open": (0.99, 0.99), "closed": (0.99, 0.975)}
# Families with examples enough in each half for a floor of their own.
OF_FAMILIES = {"cfr paragraph": 0.94, "cfr section": 0.98, "eccn": 0.98, "fr": 0.98, "usc": 0.98}


@cache
def _judged(shared: Path) -> tuple[Judged, ...]:
    return tuple(labelled(FRESH, shared))


def _score(shared: Path, half: str) -> Score:
    wanted = [one for one in _judged(shared) if is_open(one.row["document"]) == (half == "open")]
    assert len(wanted) > 200
    return scored(wanted)


def _rows() -> list[dict[str, object]]:
    return [json.loads(line) for line in FRESH.read_text(encoding="utf-8").splitlines()]


def _enough(named: Counter[str]) -> list[str]:
    return sorted(name for name, count in named.items() if count >= ENOUGH)


@pytest.mark.shared
@HALVES
def test_types_with_examples_enough_are_read_as_well_as_measured(shared: Path, half: str) -> None:
    tested = _enough(Counter(str(row["type"]) for row in _rows()))
    assert len(tested) == 10
    assert macro(_score(shared, half).types, tested) >= TYPES[half]


@pytest.mark.shared
@HALVES
def test_actions_with_examples_enough_are_read_as_well_as_measured(shared: Path, half: str) -> None:
    verbs: Counter[str] = Counter()
    for row in _rows():
        assert isinstance(row["actions"], list)
        verbs.update(row["actions"])
    tested = _enough(verbs)
    assert len(tested) == 9
    assert macro(_score(shared, half).verbs, tested) >= ACTIONS[half]


@pytest.mark.shared
@HALVES
def test_days_are_read_as_well_as_measured(shared: Path, half: str) -> None:
    days = _score(shared, half).days
    together = sum(days.values(), Tally())
    assert together.n >= 130
    assert together.precision >= DAYS[half][0]
    assert together.recall >= DAYS[half][1]
    for role, (precision, recall) in OF_ROLES[half].items():
        assert days[role].precision >= precision, (role, days[role])
        assert days[role].recall >= recall, (role, days[role])


@pytest.mark.shared
@HALVES
def test_citations_are_read_as_well_as_measured(shared: Path, half: str) -> None:
    counts = by_family(
        (row, fresh_made(row, text, shared))
        for row, text in fresh(shared)
        if is_open(row["id"]) == (half == "open")
    )
    together = Counted(
        found=sum(one.found for one in counts.values()),
        missed=sum(one.missed for one in counts.values()),
        false=sum(one.false for one in counts.values()),
    )
    assert together.n >= 330
    assert together.precision >= CITATIONS[half][0], counts
    assert together.recall >= CITATIONS[half][1], counts
    for family, floor in OF_FAMILIES.items():
        assert min(counts[family].precision, counts[family].recall) >= floor, counts[family]


@pytest.mark.shared
def test_every_quote_stands_where_the_labels_say(shared: Path) -> None:
    for row, text in fresh(shared):
        assert digest(text) == row["sha256_16"]
        for label in row["labels"]:
            assert text[label["start"] : label["end"]] == label["quote"]


def test_the_labels_are_those_whose_digests_are_told() -> None:
    for path in (FRESH, LABELS / "labels_fresh.jsonl"):
        told = re.findall(r"[0-9a-f]{64}", (path.parent / "README.md").read_text(encoding="utf-8"))
        assert hashlib.sha256(path.read_bytes()).hexdigest() in told
