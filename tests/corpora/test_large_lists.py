"""Official lists of any size that is published are read entry by entry, in bounded memory."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.sources import all_sources
from tests.captured import say
from tests.corpora.large_lists import advanced, eu_list
from tests.recorded import ROOT

_MIB = 1024 * 1024
_MOST_MEMORY = 512 * _MIB
_LONGEST_SECONDS = 600


def imported(path: Path, home: Path) -> dict[str, object]:
    """What a process of its own tells of importing a file."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.corpora.large_lists", str(path), str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST_SECONDS,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_a_list_read_as_it_streams_says_all_that_stands_in_it() -> None:
    source = next(one for one in all_sources() if one.key == "us-ofac")
    said = say(source, advanced(40, 2))
    assert len(said.readings) == 40
    assert said.issues == ()
    last = said.readings["us-ofac/sdn/39"]
    assert last.title == "PARTY 39"
    assert last.facts.countries == ("CU",)
    (snapshot,) = said.lists
    assert (snapshot.list_key, str(snapshot.current_on)) == ("us-sdn", "2026-03-02")


def test_the_union_s_list_is_dated_by_its_first_element() -> None:
    source = next(one for one in all_sources() if one.key == "eu-fsl")
    said = say(source, eu_list(3, 10))
    assert [one.title for one in said.readings.values()] == ["Person 0", "Person 1", "Person 2"]
    assert str(said.lists[0].current_on) == "2026-03-02"


def test_a_list_above_what_one_body_usually_holds_is_read(tmp_path: Path) -> None:
    path = tmp_path / "eu.xml"
    path.write_bytes(eu_list(40, 900_000))
    assert path.stat().st_size > 32 * _MIB
    told = imported(path, tmp_path / "home")
    assert (told["kind"], told["new"], told["problem"]) == ("eu-list-xml", 40, None)


@pytest.mark.gate
@pytest.mark.parametrize(
    ("make", "entries"),
    [
        (lambda: advanced(18_000, 13), 18_000),
        (lambda: eu_list(6_000, 17_000), 6_000),
    ],
    ids=["SDN_ADVANCED", "EU"],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_the_largest_lists_are_read_within_512_mib(
    make: Callable[[], bytes], entries: int, packed: bool, tmp_path: Path
) -> None:
    body = make()
    assert len(body) > 95 * _MIB
    path = tmp_path / ("list.xml.gz" if packed else "list.xml")
    path.write_bytes(gzip.compress(body, 1) if packed else body)
    told = imported(path, tmp_path / "home")
    assert (told["new"], told["problem"]) == (entries, None)
    peak = told["peak"]
    assert isinstance(peak, int)
    print(f"{path.name}: {len(body) / _MIB:,.0f} MiB, peak {peak / _MIB:,.0f} MiB")
    assert peak < _MOST_MEMORY
