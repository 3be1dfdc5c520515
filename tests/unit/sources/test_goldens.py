"""What is read from every golden capture is what a person accepted; see tests/goldens.py."""

import pytest

from app.sources import all_sources
from tests.goldens import Golden, goldens

_GOLDENS = goldens()
_SOURCES = {source.key: source for source in all_sources()}


@pytest.mark.parametrize(
    "golden", _GOLDENS, ids=[f"{one.key}-{one.folder.name}" for one in _GOLDENS]
)
def test_what_a_golden_capture_says_is_what_was_accepted(golden: Golden) -> None:
    assert golden.read(_SOURCES[golden.key]) == golden.expected


def test_every_golden_says_that_it_is_a_sample() -> None:
    unsaid = [
        golden.folder
        for golden in _GOLDENS
        if '"sample"' not in (golden.folder / "capture.meta.json").read_text(encoding="utf-8")
    ]
    assert not unsaid
