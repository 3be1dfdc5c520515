"""Recorded news and notices of October 2023, side by side on one timeline."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.domain.ids import SourceKey
from app.formats.mapping import read_mapping
from app.pipeline.admit import new_source
from app.printing.timeline.svg import svg_file
from app.queries.timeline import timeline
from app.queries.timeline_asked import timeline_question
from app.queries.timeline_views import TimelineView
from tests.captured import body_of
from tests.workspaces import Desk, open_desk

MAPPING = """
files = "*.jsonl"
source = "rss-news"
[fields]
id = "link"
url = "link"
title = "title"
published_at = "date_published"
text = "description"
language = "language"
"""
QUESTION = '"export control*" OR "chip curbs" OR semiconductor* OR "Entity List"'
ANNOUNCED, LISTED, PUBLISHED = date(2023, 10, 17), date(2023, 10, 19), date(2023, 10, 25)


def follow_news(desk: Desk) -> None:
    """Write the source of the mapping down, as the command line does."""
    source = new_source(desk.tracker.sources, set(), SourceKey("rss-news"))
    assert source is not None
    with desk.tracker.store.transaction(desk.clock) as transaction:
        if source.key not in transaction.sources.keys():  # noqa: SIM118  # a shelf's question
            transaction.sources.add(source, at=transaction.opened_at)


@pytest.fixture(scope="module")
def october(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("october")
    desk = open_desk(f"sqlite:///{folder / 'october.db'}", folder / "home")
    follow_news(desk)
    news = read_mapping(MAPPING)
    for path in sorted((shared / "data" / "rss-news").glob("*.jsonl.gz")):
        desk.hand_over(path.stem, body_of(path), mapping=news, mapping_text=MAPPING)
    notices = shared / "data" / "federal-register-metadata" / "relevant.jsonl.gz"
    desk.hand_over(notices.stem, body_of(notices), source=SourceKey("us-fr"))
    desk.index()
    with closing(desk.tracker):
        yield desk


def told(desk: Desk, question: str, *span: str, by: str | None = None) -> TimelineView:
    with desk.tracker.reader() as reader:
        ends = (span[0], span[1]) if span else (None, None)
        return timeline(reader, timeline_question(question, today=reader.today, span=ends, by=by))


def on(view: TimelineView, lane: str, day: date) -> list[str]:
    return [item.id for item in view.items if item.lane == lane and item.on == day]


def test_the_announcement_and_both_publications_stand_on_their_days(october: Desk) -> None:
    view = told(october, QUESTION, "2023-10-15", "2023-10-27", by="day")
    assert len(on(view, "news", ANNOUNCED)) >= 4
    assert "us-fr/2023-23048" in on(view, "law", LISTED)
    assert {"us-fr/2023-23049", "us-fr/2023-23055"} <= set(on(view, "law", PUBLISHED))
    around = {item.on for item in view.items if item.lane == "news"}
    assert any(day is not None and ANNOUNCED < day < PUBLISHED for day in around)
    picture = svg_file(view)
    assert "Entity List Additions" in picture


def test_everything_held_is_on_the_timeline(october: Desk) -> None:
    view = told(october, "")
    assert view.by == "month"
    assert view.total == october.search("").total
    assert {lane.lane: lane.total for lane in view.lanes}["law"] == 871
    assert view.shown == view.total
