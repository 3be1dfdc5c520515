"""The second set of labels, by a labeller who had not read the rules, opened for dates/4 first.

The writer of dates/4 had listed the texts of half of its papers, never a label, so the figures of
records lean upwards; the corpora's own notes say how far. Floors stand a little under them.
"""

import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.corpora.labelled_instruments import (
    ENOUGH,
    SECOND,
    Judged,
    Score,
    Tally,
    labelled,
    macro,
    scored,
)

PRINTED = ("full text",)
RECORDED = ("title and abstract", "title")
OF_ROLES = {"comments_close": (0.98, 0.98), "signed": (0.98, 0.98), "filed": (0.98, 0.98)}
OF_ENOUGH = {"effective": (0.85, 0.66), "expiry": (0.93, 0.83)}
ACTIONS = 0.80
TYPES = 0.94


@cache
def _judged(shared: Path) -> tuple[Judged, ...]:
    return tuple(labelled(SECOND, shared))


def _score(shared: Path, *bases: str) -> Score:
    return scored(one for one in _judged(shared) if one.row["basis"] in bases)


def _enough(field: str) -> list[str]:
    named: Counter[str] = Counter()
    for line in SECOND.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)[field]
        named.update([said] if isinstance(said, str) else said)
    return sorted(name for name, count in named.items() if count >= ENOUGH)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("bases", "precision", "recall"), [(PRINTED, 0.98, 0.95), (RECORDED, 0.90, 0.72)]
)
def test_legal_days_are_read_as_well_as_measured(
    shared: Path, bases: tuple[str, ...], precision: float, recall: float
) -> None:
    days = _score(shared, *bases).days
    legal = sum((days[role] for role in list(days) if role not in ("filed", "signed")), Tally())
    assert legal.n >= 45
    assert legal.precision >= precision
    assert legal.recall >= recall


@pytest.mark.shared
def test_each_role_with_days_enough_is_read_as_well_as_measured(shared: Path) -> None:
    days = _score(shared, *PRINTED, *RECORDED).days
    for role, (precision, recall) in (OF_ROLES | OF_ENOUGH).items():
        assert days[role].n >= ENOUGH
        assert days[role].precision >= precision, (role, days[role])
        assert days[role].recall >= recall, (role, days[role])


@pytest.mark.shared
def test_types_and_actions_are_read_as_well_as_measured(shared: Path) -> None:
    score = _score(shared, *PRINTED, *RECORDED)
    assert score.papers == 266
    assert macro(score.types, _enough("type")) >= TYPES
    assert macro(score.verbs, _enough("actions")) >= ACTIONS


def test_the_labels_are_those_whose_digest_is_told() -> None:
    told = re.findall(r"[0-9a-f]{64}", SECOND.with_name("README.md").read_text(encoding="utf-8"))
    assert hashlib.sha256(SECOND.read_bytes()).hexdigest() in told
