"""The press as it is followed: feeds, the aggregator GDELT, and a search that proves nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice

import pytest

from app.domain.coverage import CoverageState
from app.domain.documents import Kind, Standing
from app.domain.ids import SourceKey
from app.domain.sources import Source, Words
from app.sources import all_sources
from app.sources.feeds import FollowedFeed, feed_source
from app.sources.news_gdelt import SOURCE as GDELT
from app.sources.news_search import SITES
from app.sources.news_search import SOURCE as SEARCH
from tests.doubles_abroad.press import Gdelt, Story, rss, story
from tests.doubles_abroad.walk import DAY, NOON, TODAY, Walker, walking
from tests.servers import Script, always, answering

PAPER = "https://paper.example"
FEED = feed_source(
    SourceKey("news-paper"),
    FollowedFeed(title="Paper", url=f"{PAPER}/rss", weight="named sourcing", owner="paper-house"),
)
WEEK = [story(f"story {n}", TODAY - n * DAY) for n in range(8)]


def follow(body: bytes | list[bytes], source: Source = FEED) -> Iterator[Walker]:
    script: Script = always(body if isinstance(body, list) else answering(body))
    with walking(source, script, PAPER) as walker:
        yield walker


def test_a_feed_proves_the_days_after_that_of_its_oldest_entry() -> None:
    for walker in follow(rss(WEEK)):
        came = walker(TODAY - 9 * DAY)
        assert came.states == {TODAY - n * DAY: CoverageState.COMPLETE for n in range(1, 7)}
        assert len(came.readings) == 8


def test_a_day_between_two_entries_is_proven_empty() -> None:
    for walker in follow(rss([WEEK[0], WEEK[1], WEEK[4], WEEK[5]])):
        came = walker(TODAY - 3 * DAY)
        assert came.states[TODAY - 2 * DAY] is CoverageState.EMPTY


def test_a_pinned_entry_of_last_year_does_not_reach_back_to_it() -> None:
    pinned = story("read this first", date(2025, 3, 1))
    for walker in follow(rss([pinned, *WEEK])):
        came = walker(TODAY - 9 * DAY)
        assert min(came.states) == TODAY - 6 * DAY


@pytest.mark.parametrize(
    "body",
    [
        rss([WEEK[at] for at in (3, 6, 0, 7, 2, 5, 1, 4)]),
        rss(WEEK[:1]),
        rss([Story(title=f"story {n}", at=None) for n in range(5)]),
        rss(WEEK)[:-40],
        rss([]),
        b"<html><title>Just a moment...</title></html>",
        b"{}",
    ],
    ids=["rotated", "one entry", "undated", "cut", "empty", "challenge", "no feed"],
)
def test_what_has_no_order_no_days_or_no_end_proves_nothing(body: bytes) -> None:
    for walker in follow(body):
        came = walker(TODAY - 9 * DAY)
        assert came.states == {}
        assert came.obstacles


def test_no_more_of_copyrighted_news_is_kept_than_its_terms_allow() -> None:
    long = story("a long one", TODAY, "word " * 200)
    for walker in follow(rss([long, *WEEK])):
        (reading,) = [one for one in walker().readings.values() if one.title == "a long one"]
        assert isinstance(reading.words, Words)
        assert 250 < len(reading.words.text) <= 300
        assert reading.words.text.endswith("word…")
        assert reading.owner == "paper-house"
        assert reading.document.kind is Kind.REPORT


def test_an_agencys_feed_is_its_own_statement() -> None:
    said = FollowedFeed(title="Agency", url=f"{PAPER}/rss", standing=Standing.STATEMENT)
    for walker in follow(rss(WEEK), feed_source(SourceKey("us-agency"), said)):
        kinds = {one.document.kind for one in walker().readings.values()}
        assert kinds == {Kind.STATEMENT}


def test_the_aggregator_is_asked_in_halves_until_no_answer_is_full() -> None:
    gdelt = Gdelt()
    gdelt.see(datetime(2026, 2, 26, 1, tzinfo=UTC), 700, timedelta(minutes=4))
    with walking(GDELT, gdelt, "https://api.gdeltproject.org") as walker:
        came = walker(TODAY - 3 * DAY, TODAY - DAY)
    assert len(came.readings) == 700
    assert came.states == {
        TODAY - 3 * DAY: CoverageState.COMPLETE,
        TODAY - 2 * DAY: CoverageState.COMPLETE,
        TODAY - DAY: CoverageState.EMPTY,
    }
    assert len(came.asked) == 9


def test_more_in_half_an_hour_than_an_answer_holds_is_said_aloud() -> None:
    gdelt = Gdelt()
    gdelt.see(datetime(2026, 2, 27, 1, tzinfo=UTC), 300, timedelta(seconds=1))
    with walking(GDELT, gdelt, "https://api.gdeltproject.org") as walker:
        came = walker(TODAY - 2 * DAY, TODAY - 2 * DAY)
    assert came.states == {}
    assert "as many as one answer may hold" in came.obstacles


def test_an_answer_without_articles_is_an_empty_day_and_a_text_is_none() -> None:
    gdelt = Gdelt()
    with walking(GDELT, gdelt, "https://api.gdeltproject.org") as walker:
        assert set(walker(TODAY - 2 * DAY, TODAY - DAY).states.values()) == {CoverageState.EMPTY}
        gdelt.trap = lambda _: answering(b"Please limit requests to one every 5 seconds.\n")
        came = walker(TODAY - 2 * DAY, TODAY - DAY)
    assert came.states == {}
    assert "Please limit requests" in came.obstacles


def test_a_search_result_stays_the_same_report_under_another_link_and_order() -> None:
    def results(token: str) -> bytes:
        stories = [
            Story(f"Lamps - and wicks {n} - The Post", NOON, link=f"{PAPER}/{token}{n}")
            for n in range(4)
        ]
        turned = islice(cycle(stories), ord(token) % 4, ord(token) % 4 + 4)
        return rss(list(turned))

    found = []
    for token in "ab":
        script = always(answering(results(token)))
        with walking(SEARCH, script, "https://news.google.com") as walker:
            came = walker()
            found.append(set(came.readings))
            assert came.states == {}
            assert len(came.asked) == len(SITES)
    assert found[0] == found[1]
    assert len(found[0]) == 4
    (first, *_) = came.readings.values()
    assert str(first.title).startswith("Lamps - and wicks")
    assert first.owner == "The Post"


def test_a_search_is_asked_only_when_a_person_names_it() -> None:
    only_named = [one.key for one in all_sources() if one.begin is not None and one.every is None]
    assert only_named == [SEARCH.key]
