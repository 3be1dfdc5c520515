"""Following a feed, pausing, resuming and retrying a source: the same at page and pipeline."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from fastapi.testclient import TestClient

from app.asgi import build
from app.domain.ids import SourceKey
from app.domain.time import PointInTime
from app.errors import FormatError, QueryError, UnreachableError
from app.pipeline.collect import Asked, collect_source
from app.pipeline.follow_feed import FeedAsked, FeedPreview, follow_feed, preview_feed
from app.pipeline.outward import Outward
from app.queries.collecting import CollectingView, collecting, rounds
from tests.servers import Server, answering, by_path, serving
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]

HERE = "http://127.0.0.1:8000"


def feed(*titles: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>https://acme.example/{number}</link>"
        f"<guid>{number}</guid><pubDate>{27 - number} Feb 2026 10:00:00 GMT</pubDate></item>"
        for number, title in enumerate(titles)
    )
    head = "<title>Acme export notes</title><link>https://acme.example/</link>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


FEED = {"Content-Type": "application/rss+xml"}
PAGE = b"""<html><head><title>Acme</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>News</body></html>"""


@dataclass(frozen=True, slots=True)
class Place:
    """A desk that may reach one server."""

    desk: Desk
    server: Server

    def look(self, path: str = "/feed.xml", **said: object) -> FeedPreview:
        tracker = self.desk.tracker
        fetcher = tracker.outward.fetcher(tracker.store, self.desk.clock, _at_once, tracker.modules)
        asked = FeedAsked(url=self.server.url(path), **said)  # type: ignore[arg-type]  # a test names fields of FeedAsked
        return preview_feed(fetcher, tracker.sources, asked)

    def follow(self, **said: object) -> SourceKey:
        asked = FeedAsked(url=self.server.url("/feed.xml"), **said)  # type: ignore[arg-type]  # as above
        tracker = self.desk.tracker
        return follow_feed(
            tracker.store,
            self.desk.clock,
            asked,
            self.look("/feed.xml", **said),
            made_by="person/ada",
        )

    def collect(self, key: SourceKey) -> None:
        tracker = self.desk.tracker
        source = next(one for one in tracker.sources if one.key == key)
        collect_source(tracker.collector(wait=_at_once), source, Asked())
        self.desk.index()

    def asked(self, key: SourceKey) -> CollectingView:
        with self.desk.tracker.reader() as reader:
            return collecting(reader, reader.now)[key]

    @contextmanager
    def page(self) -> Iterator[TestClient]:
        application = build(self.desk.tracker)
        with TestClient(application, base_url=HERE, client=("127.0.0.1", 5000)) as http:
            yield http


def _at_once(_seconds: float) -> None:
    """Nobody waits in these tests."""


@pytest.fixture
def place(desk: Desk) -> Iterator[Place]:
    answers = {
        "/robots.txt": answering(b"", status=404),
        "/feed.xml": answering(feed(*(f"Note {n}" for n in range(12))), headers=FEED),
        "/broken.xml": answering(b"", status=500),
        "/": answering(PAGE, headers={"Content-Type": "text/html"}),
    }
    with serving(by_path(answers)) as server:
        tracker = replace(desk.tracker, outward=Outward(policy=server.policy))
        yield Place(desk=replace(desk, tracker=tracker), server=server)


def test_a_dry_run_shows_ten_entries_and_keeps_nothing(place: Place) -> None:
    before = place.desk.digest()
    seen = place.look()
    assert (seen.title, seen.total, len(seen.entries)) == ("Acme export notes", 12, 10)
    assert seen.entries[0].title == "Note 0"
    assert place.desk.digest() == before
    assert seen.key not in {source.key for source in place.desk.tracker.sources}


def test_a_page_is_no_feed_and_the_error_names_the_feed_it_has(place: Place) -> None:
    with pytest.raises(FormatError, match=r"is no feed; the page names .*/feed\.xml"):
        place.look("/")


def test_an_address_that_must_not_be_asked_is_refused_with_the_reason(place: Place) -> None:
    inside = replace(place, desk=replace(place.desk, tracker=place.desk.tracker))
    tracker = replace(inside.desk.tracker, outward=Outward())
    with pytest.raises(QueryError, match="this machine"):
        replace(inside, desk=replace(inside.desk, tracker=tracker)).look()
    assert place.server.connects == 0


def test_a_feed_that_does_not_answer_is_said_to(place: Place) -> None:
    with pytest.raises(QueryError, match="404"):
        place.look("/gone.xml")
    with pytest.raises(UnreachableError, match="500"):
        place.look("/broken.xml")


def test_a_followed_feed_is_collected_and_its_days_are_proven(place: Place) -> None:
    key = place.follow(title="Acme", key="news-acme")
    assert place.asked(key).state == "stale"
    place.collect(key)
    assert place.desk.search("source:news-acme").total == 12
    asked = place.asked(key)
    assert asked.state == "current"
    # The oldest entry's own day may have held more than the feed still shows.
    assert str(asked.proven_from) == "2026-02-17"
    assert str(asked.proven_to) == "2026-02-28"
    with place.desk.tracker.reader() as reader:
        (only,) = rounds(reader, key, PointInTime()).rounds
    assert (only.outcome, only.new) == ("whole", 12)


def test_a_key_is_taken_once(place: Place) -> None:
    place.follow(key="news-acme")
    with pytest.raises(QueryError, match="already"):
        place.look(key="news-acme")
    assert place.look().key == "news-127-0-0-1"
    with pytest.raises(QueryError, match="no key"):
        place.look(key="Acme!")


def test_the_page_follows_pauses_and_resumes_and_the_log_tells(place: Place) -> None:
    with place.page() as http:
        looked = http.post("/sources/look", data={"url": place.server.url("/feed.xml")})
        assert looked.status_code == 200, looked.text
        assert "Note 0" in looked.text
        form = {
            "url": place.server.url("/feed.xml"),
            "key": "news-acme",
            "title": "Acme",
            "standing": "report",
        }
        made = http.post("/sources/follow", data=form, follow_redirects=False)
        assert (made.status_code, made.headers["location"]) == (303, "/sources?source=news-acme")
        http.post("/sources/pause", data={"source": "news-acme"})
        assert place.asked(SourceKey("news-acme")).state == "paused"
        page = http.get("/sources?source=news-acme").text
        assert "paused since" in page
        assert "Resume" in page
        http.post("/sources/resume", data={"source": "news-acme"})
        assert place.asked(SourceKey("news-acme")).state == "stale"
        told = [one["action"] for one in http.get("/api/v1/audit").json()["entries"]]
        assert told == ["resume source", "pause source", "follow feed"]


def test_another_site_s_page_cannot_make_a_browser_follow_a_feed(place: Place) -> None:
    with place.page() as http:
        for headers in (
            {"origin": "https://example.org"},
            {"origin": "null", "sec-fetch-site": "cross-site"},
            {"origin": "null"},
        ):
            form = {"url": place.server.url("/feed.xml")}
            refused = http.post("/sources/look", data=form, headers=headers)
            assert refused.status_code == 403
        ours = {"origin": "null", "sec-fetch-site": "same-origin"}
        form = {"url": place.server.url("/feed.xml")}
        assert http.post("/sources/look", data=form, headers=ours).status_code == 200


def test_a_program_at_this_machine_follows_and_reads_the_rounds(place: Place) -> None:
    body = {"url": place.server.url("/feed.xml"), "key": "news-acme", "dry_run": True}
    with place.page() as http:
        tried = http.post("/api/v1/sources", json=body)
        assert (tried.status_code, len(tried.json()["entries"])) == (201, 10)
        assert http.get("/api/v1/sources/news-acme/rounds").status_code == 404
        http.post("/api/v1/sources", json={**body, "dry_run": False})
        place.collect(SourceKey("news-acme"))
        (only,) = http.get("/api/v1/sources/news-acme/rounds").json()["rounds"]
        assert (only["outcome"], only["new"]) == ("whole", 12)
        assert http.post("/api/v1/sources/news-acme/pause", json={}).status_code == 200
        assert http.post("/api/v1/sources/nobody/pause", json={}).status_code == 404
        listed = http.get("/api/v1/sources").json()["sources"]
        (mine,) = [one for one in listed if one["key"] == "news-acme"]
        assert mine["collecting"]["state"] == "paused"
