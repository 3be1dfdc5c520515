"""A new feed is five lines, a new source one file and a golden: the page that says so is tried."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module, invalidate_caches
from pathlib import Path

import pytest

from app.domain.coverage import CoverageState
from app.domain.documents import Kind
from app.domain.sources import Source
from app.errors import ConfigError
from app.sources import all_sources, sources_of
from app.sources.feeds import catalogue
from tests.doubles_abroad.press import rss, story
from tests.doubles_abroad.walk import DAY, TODAY, walking
from tests.goldens import ACCEPT, goldens
from tests.recorded import ROOT
from tests.servers import always, answering

PAGE = (ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
FEEDS = (ROOT / "app" / "sources" / "feeds.toml").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The one block of code that the page gives in a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


@contextmanager
def planted(folder: Path) -> Iterator[Source]:
    """The page's source, as the one file of a package like the product's own."""
    package = folder / "planted_sources"
    package.mkdir()
    (package / "__init__.py").write_text('"""Publishers."""\n', encoding="utf-8")
    (package / "xx_name.py").write_text(block("python"), encoding="utf-8")
    sys.path.insert(0, str(folder))
    invalidate_caches()
    try:
        (source,) = sources_of(import_module("planted_sources"))
        yield source
    finally:
        sys.path.remove(str(folder))
        for name in ("planted_sources.xx_name", "planted_sources"):
            sys.modules.pop(name, None)


def test_the_pages_source_is_found_by_being_there_and_reads_its_golden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "golden" / "xx-name" / "listing"
    case.mkdir(parents=True)
    (case / "capture.meta.json").write_text(block("json"), encoding="utf-8")
    (case / "body.xml").write_text(block("xml"), encoding="utf-8")
    (golden,) = goldens(tmp_path / "golden")
    with planted(tmp_path) as source:
        assert golden.key == source.key
        monkeypatch.setenv(ACCEPT, "1")
        golden.read(source)
        monkeypatch.delenv(ACCEPT)
        read = golden.read(source)
        assert read == golden.expected
        assert isinstance(read, dict)
        assert isinstance(read["readings"], list)
        assert len(read["readings"]) == 2
        assert read["accounts"] == [
            {
                "question": "https://gazette.example/notices.xml 2031-03-01 2031-03-03",
                "first_on": "2031-03-01",
                "last_on": "2031-03-03",
                "records": [["2031-17", "2031-03-01"], ["2031-18", "2031-03-03"]],
                "stated": 2,
                "more": False,
            }
        ]


def test_the_pages_source_proves_its_days_in_a_round_of_its_own(tmp_path: Path) -> None:
    with planted(tmp_path) as source:
        body = block("xml").encode()
        with walking(source, always(answering(body)), "https://gazette.example") as walker:
            came = walker(date(2026, 2, 20), date(2026, 2, 22))
            assert set(came.readings) == {"xx-name/2031-17", "xx-name/2031-18"}
            assert set(came.states) == {date(2026, 2, 20 + n) for n in range(3)}
        short = answering(body.replace(b'total="2"', b'total="3"'))
        with walking(source, always(short), "https://gazette.example") as walker:
            assert walker(date(2026, 2, 20), date(2026, 2, 22)).states == {}


def test_a_new_feed_is_five_lines_and_a_heading_is_one_of_them() -> None:
    entry = block("toml")
    assert len(entry.strip().splitlines()) == 5
    before = {source.key for source in catalogue(FEEDS)}
    after = {source.key: source for source in catalogue(f"{FEEDS}\n{entry}")}
    (key,) = after.keys() - before
    assert key == "xx-ministry"
    body = rss([story(f"announcement {n}", TODAY - n * DAY) for n in range(4)])
    with walking(after[key], always(answering(body)), "https://ministry.example") as walker:
        came = walker()
    assert {one.document.kind for one in came.readings.values()} == {Kind.STATEMENT}
    assert came.states[TODAY - DAY] is CoverageState.COMPLETE


def test_the_catalogues_feeds_are_sources_like_all_others() -> None:
    known = {source.key for source in all_sources()}
    assert {source.key for source in catalogue()} <= known
    shapes = [shape for source in all_sources() for shape in source.readers]
    assert len(set(shapes)) == len(shapes)
    for source in catalogue():
        assert source.terms, source.key
        assert source.every, source.key


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('[xx-a]\ntitle = "A"', "url"),
        ('[xx-a]\ntitle = "A"\nurl = "javascript:alert(1)"', "http address"),
        ('[xx-a]\ntitle = "A"\nurl = "https://a.example"\nstanding = "law"', "law"),
        ('[xx-a]\ntitle = "A"\nurl = "https://a.example"\nweight = "good"', "weight"),
        ('[xx-a]\ntitle = "A"\nurl = "https://a.example"\nzone = "Mars/Base"', "Mars"),
        ('[xx-a]\ntitle = "A"\nurl = "https://a.example"\nkind = "novel"', "novel"),
        ('[xx-a]\ntitle = "A"\nurl = "https://a.example"\nstandign = "report"', "standign"),
        ('[xx-a]\ntitle = "A"\nurl = "https://a.example"\nevery_minutes = 0', "every_minutes"),
        ('[feed]\ntitle = "A"\nurl = "https://a.example"', "'feed'"),
        ("[xx-a\n", "broken"),
    ],
)
def test_a_slip_in_the_catalogue_is_named(entry: str, said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        catalogue(entry)
