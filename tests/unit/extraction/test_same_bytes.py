"""The same words give the same rows, whatever order a process keeps its sets in."""

import os
import subprocess
import sys

import pytest

from tests.recorded import ROOT

_PROGRAM = """
from app.domain.facts import Face
from app.extraction.actions import type_and_actions
from app.extraction.citations import find_citations
from app.extraction.asked import asked_references
from app.extraction.countries import find_countries
from app.extraction.dates import find_dates
from app.extraction.mentions import find_mentions
from app.queries.suggested_names import names_beginning, values_of
text = (
    "ACTION: Final rule.\\n\\nSUMMARY: This rule adds two entities to the Entity List, "
    "suspends 90 FR 4544 "
    "and clarifies 15 CFR 744.11(a) and (c), ECCNs 3A090.a, .b and .z, Country Groups D:1 and D:5, "
    "Export Control Order 2008, 50 U.S.C. 4801-4852.\\n\\nDATES: Effective March 3, 2025. "
    "Comments close "
    "May 5, 2025.\\nADDRESSES: z\\nThe rule published on May 2, 2024, for Iran and Chinese ships."
)
found = find_citations(text)
print(find_mentions(text, agency="bis"), find_countries(text), asked_references("2021/821"))
print(names_beginning("chin", 8), values_of("eccn")[:20], values_of("country"))
print(found, find_dates(text), type_and_actions(Face(title="x", text=text), found))
"""


def _printed(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_another_hash_seed_changes_no_byte(seed: str) -> None:
    first = _printed("0")
    assert "eccn" in first.lower()
    assert _printed(seed) == first
