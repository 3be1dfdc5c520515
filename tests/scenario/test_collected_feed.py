"""A feed followed over days, on both databases: what comes, what is kept, what is proven."""

from app.domain.coverage import CoverageState
from app.domain.ids import SourceKey
from app.sources.feeds import FollowedFeed, feed_source
from app.store.collecting import RoundOutcome
from tests.doubles.asking import asking
from tests.doubles_abroad.press import rss, story
from tests.doubles_abroad.walk import DAY, TODAY
from tests.servers import Asked, answering
from tests.workspaces import Desk

SITE = "https://paper.example"
FEED = feed_source(SourceKey("news-paper"), FollowedFeed(title="Paper", url=f"{SITE}/rss"))
OTHER = feed_source(SourceKey("news-other"), FollowedFeed(title="Other", url=f"{SITE}/rss"))


def test_entries_that_fall_out_of_a_feed_are_kept_and_their_days_stay_proven(desk: Desk) -> None:
    bodies = [rss([story(f"lamp {n}", TODAY - n * DAY) for n in range(6)])]

    def script(_asked: Asked) -> list[bytes]:
        return answering(bodies[0])

    with asking(desk, FEED, script, SITE) as follower:
        first = follower.collect(since=TODAY - 4 * DAY)
        assert (first.outcome, first.new) == (RoundOutcome.WHOLE, 6)
        proven = follower.states(TODAY - 4 * DAY, TODAY)
        assert proven == {TODAY - n * DAY: CoverageState.COMPLETE for n in range(1, 5)}
        bodies[0] = rss([story(f"lamp {n}", TODAY - n * DAY) for n in range(-2, 2)])
        follower.desk.clock.advance(hours=60)
        again = follower.collect(since=TODAY - DAY)
        assert (again.new, again.changed) == (2, 0)
        follower.desk.index()
        assert follower.desk.search("source:news-paper").total == 8
        assert follower.states(TODAY - 4 * DAY, TODAY)[TODAY - 4 * DAY] is CoverageState.COMPLETE
        for bad in (rss([]), bodies[0][:-30], b"<html><title>Access Denied</title></html>"):
            bodies[0] = bad
            follower.desk.clock.advance(hours=1)
            follower.collect(since=TODAY)
        follower.desk.index()
        assert follower.desk.search("source:news-paper").total == 8


def test_one_announcement_in_two_feeds_is_a_document_of_each(desk: Desk) -> None:
    def script(_asked: Asked) -> list[bytes]:
        return answering(rss([story("lamps listed", TODAY), story("wicks", TODAY - DAY)]))

    for source in (FEED, OTHER):
        with asking(desk, source, script, SITE) as follower:
            follower.collect(since=TODAY)
            follower.desk.index()
    found = {hit.id.partition("/")[0] for hit in desk.search("lamps").hits}
    assert found == {"news-paper", "news-other"}
