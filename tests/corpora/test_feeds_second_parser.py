"""Feeds beside a second parser, entry by entry: every difference has a name or is a fault."""

from collections import Counter
from pathlib import Path

import pytest

from app.formats.containers import is_container, members
from app.formats.feed import is_feed
from tests.corpora.second_reading import Difference, compared, reason


def feeds(folder: Path) -> list[tuple[str, bytes]]:
    """Every recorded feed, those of the packed corpus included, with its name."""
    found = []
    for path in sorted(folder.glob("*.gz")):
        body = path.read_bytes()
        assert is_container(body)
        found += [(member.name, member.body) for member in members(body, path.name)]
    return [(name, body) for name, body in found if is_feed(body)]


def test_every_difference_to_a_second_parser_has_a_named_reason(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted: Counter[str] = Counter()
    unexplained = []
    read = feeds(shared / "data/feeds-real")
    for place, body in read:
        for found in compared(place, body):
            name = found if isinstance(found, str) else reason(found)
            if isinstance(found, Difference):
                counted[f"{found.field}: {name}"] += 1
            else:
                counted[found] += 1
            if name is None or name.startswith(place):
                unexplained.append((place, found))
    with capsys.disabled():
        print(f"\n{len(read)} feeds, {counted.pop('entry')} entries compared field by field")
        for name, times in counted.most_common():
            print(f"{times:>5}  {name}")
    assert len(read) == 539
    assert unexplained == []
