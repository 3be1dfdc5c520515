"""Attacks on collecting: answers that were hung up on, papers that moved, walks without an end."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest

from app.domain.coverage import CoverageState
from app.domain.ids import DocumentId, SourceKey
from app.domain.sources import Request, Source, Window
from app.pipeline.collect import Asked, collect_source
from app.pipeline.looking import Eye, look
from app.pipeline.rounds import RoundSum
from app.pipeline.walking import Walk, go
from app.sources.feeds import FollowedFeed, feed_source
from app.store.collecting import RoundOutcome
from app.store.coverage import Coverage
from tests.gazette import GAZETTE, SITE, Follower, followed, following
from tests.servers import Asked as Question
from tests.servers import answering, serving
from tests.workspaces import Desk

# The desk's clock begins on 1 March 2026 at noon, UTC.
TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)
_MOST = 20


@pytest.fixture
def follower(desk: Desk) -> Iterator[Follower]:
    with followed(desk) as opened:
        yield opened


def _hung_up(body: bytes) -> list[bytes]:
    return [b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + body]


def _hanging_up(follower: Follower, path: str) -> Callable[[Question], list[bytes] | None]:
    """Whole answers, but for the length that would tell that they are."""

    def trap(asked: Question) -> list[bytes] | None:
        if not asked.path.startswith(path):
            return None
        whole = b"".join(follower.gazette.answer(asked))
        return _hung_up(whole.partition(b"\r\n\r\n")[2])

    return trap


def test_a_text_that_was_hung_up_on_leaves_its_day_missing(follower: Follower) -> None:
    follower.gazette.publish(TODAY - DAY, "a")
    follower.gazette.trap = lambda asked: (
        _hung_up(b"The full wo") if asked.path.startswith("/papers/") else None
    )
    (cut,) = follower.collect().rounds
    assert TODAY - DAY not in follower.states(TODAY - 9 * DAY, TODAY)
    assert "hanging up" in cut.problems[0]
    follower.gazette.trap = lambda _asked: None
    follower.desk.clock.advance(hours=6)
    follower.collect()
    assert follower.states(TODAY - DAY, TODAY) == {TODAY - DAY: CoverageState.COMPLETE}


def _lasting(one: Request) -> Request:
    return replace(one, lasting=True)


LASTING: Source = replace(
    GAZETTE, begin=lambda window: map(_lasting, GAZETTE.begin(window) if GAZETTE.begin else ())
)


def test_a_lasting_answer_that_was_hung_up_on_is_asked_for_until_it_comes_whole(
    follower: Follower,
) -> None:
    follower.gazette.has_texts = False
    follower.gazette.publish(TODAY - DAY, "a")
    follower.gazette.trap = _hanging_up(follower, "/list")
    days = {"since": TODAY - 3 * DAY, "until": TODAY, "again": True}
    for _ in range(2):
        follower.collect(LASTING, **days)
        follower.desk.clock.advance(minutes=5)
        assert follower.states(TODAY - 9 * DAY, TODAY) == {}
    assert len(follower.asked()) == 2
    follower.gazette.trap = lambda _asked: None
    for _ in range(2):
        follower.collect(LASTING, **days)
        assert follower.states(TODAY - DAY, TODAY) == {TODAY - DAY: CoverageState.COMPLETE}
    assert len(follower.asked()) == 3


def test_a_paper_that_moved_to_another_day_stops_nothing(follower: Follower) -> None:
    follower.gazette.has_texts = False
    follower.gazette.publish(TODAY - DAY, "a")
    follower.collect()
    follower.desk.clock.advance(days=1)
    # Its publisher corrects the day of the one paper.
    follower.gazette.papers = {TODAY: ["a"]}
    (moved,) = follower.collect().rounds
    assert (moved.outcome, moved.problems) == (RoundOutcome.WHOLE, ())
    # What was read on the day it first had was read; it is not called empty afterwards.
    full = {TODAY - DAY: CoverageState.COMPLETE, TODAY: CoverageState.COMPLETE}
    assert follower.states(TODAY - DAY, TODAY) == full


@dataclass(slots=True)
class _Feed:
    """A feed whose entries say in which day of February they appeared."""

    days: dict[str, int] = field(default_factory=lambda: {"a": 28, "b": 27, "c": 25})

    def __call__(self, _asked: Question) -> list[bytes]:
        items = "".join(
            f"<item><title>{name}</title><guid>{name}</guid><pubDate>"
            f"{format_datetime(datetime(2026, 1, 31, 10, tzinfo=UTC) + DAY * on)}</pubDate></item>"
            for name, on in sorted(self.days.items(), key=lambda one: -one[1])
        )
        said = f'<rss version="2.0"><channel><title>A</title>{items}</channel></rss>'
        return answering(said.encode())


@contextmanager
def _following_feed(desk: Desk, feed: _Feed) -> Iterator[tuple[Source, Callable[[], RoundSum]]]:
    with serving(feed) as server:
        followed_feed = FollowedFeed(title="A", url=f"{SITE}/feed.xml")
        source = feed_source(SourceKey("news-a"), followed_feed)
        source = replace(source, obeys_robots=False, pace=timedelta(0))
        tracker = following(desk.tracker, server, source)
        collector = tracker.collector(wait=lambda _seconds: None)
        yield source, lambda: collect_source(collector, source, Asked()).rounds[-1]


def test_an_entry_that_moved_to_another_day_does_not_stop_its_feed(desk: Desk) -> None:
    feed = _Feed()
    with _following_feed(desk, feed) as (source, collect):
        collect()
        feed.days["a"] = 29  # 1 March: its day was corrected
        for _ in range(3):
            desk.clock.advance(days=1)
            assert collect().problems == ()
        with desk.tracker.store.reader() as connection:
            assert Coverage(connection).last_proven_on(source.key) == TODAY + 2 * DAY


def _round_of_today(eye: Eye) -> int:
    with eye.store.transaction(eye.clock) as transaction:
        pk = transaction.rounds.begin(
            GAZETTE.key,
            Window(first_on=TODAY, last_on=TODAY),
            owner="x",
            at=eye.clock(),
            is_gone=lambda _owner, _at: True,
        )
    assert pk is not None
    return pk


def _endless(asked: Question, number: Iterator[int]) -> list[bytes]:
    """Each answer leads to many others, all different."""
    if not asked.path.startswith("/list"):
        return answering(b"words")
    papers = [{"name": f"n{next(number)}", "on": str(TODAY)} for _ in range(200)]
    following_page = f"{SITE}/list?from={TODAY}&to={TODAY}&page={next(number)}"
    said = {"papers": papers, "next": following_page}
    return answering(json.dumps(said).encode(), headers={"Content-Type": "application/json"})


def test_what_a_page_leads_to_is_not_remembered_without_end(follower: Follower) -> None:
    number = iter(range(10**9))
    follower.gazette.trap = lambda asked: _endless(asked, number)
    eye = follower.desk.tracker.collector(wait=lambda _seconds: None).eye
    walk = Walk()
    for page in range(10):
        days = (("from", str(TODAY)), ("to", str(TODAY)), ("page", str(page)))
        walk.ask(page, Request(url=f"{SITE}/list", params=days, shape="gz-page"))
    pk = _round_of_today(eye)
    go(walk, eye, GAZETTE, pk, most=_MOST, is_ended=lambda: False)
    assert len(walk.looked) == _MOST
    assert len(walk.met) == _MOST
    assert sum(len(one.requests) for one in walk.looked.values()) <= _MOST
    # Nothing is proven of any root, whichever of them led too far.
    assert {(one.root, one.on) for one in walk.missed} == {(root, None) for root in range(10)}


_PAPER = Request(url=f"{SITE}/papers/a", shape="gz-text", about=DocumentId("xx-gazette/a"))


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("accept-language", [replace(_PAPER, language=one) for one in ("en", "fr")]),
        ("accept", [replace(_PAPER, accept=one) for one in ("text/plain", "text/html")]),
    ],
    ids=["language", "accept"],
)
def test_an_answer_in_one_language_or_form_is_never_taken_for_that_in_another(
    follower: Follower, header: str, asked: list[Request]
) -> None:
    """One address, two answers: the validators of one are no word about the other."""

    def both(question: Question) -> list[bytes]:
        if question.headers.get("if-none-match"):
            return answering(status=304)
        return answering(question.headers[header].encode() * 9, headers={"ETag": '"one"'})

    follower.gazette.trap = both
    eye = follower.desk.tracker.collector(wait=lambda _seconds: None).eye
    pk = _round_of_today(eye)
    captures = [look(eye, GAZETTE, pk, one).capture for one in asked * 2]
    assert captures[0] != captures[1]
    assert captures[:2] == captures[2:]


def test_words_of_days_before_the_window_are_asked_for_once(follower: Follower) -> None:
    """A listing that names all papers of a year does so in every round."""
    follower.gazette.publish(TODAY - 9 * DAY, "old")
    follower.gazette.publish(TODAY - DAY, "new")

    def begin(_window: Window) -> Iterator[Request]:
        days = (("from", str(TODAY - 30 * DAY)), ("to", str(TODAY)))
        yield Request(url=f"{SITE}/list", params=days, shape="gz-page")

    for _ in range(2):
        (done,) = follower.collect(replace(GAZETTE, begin=begin)).rounds
        assert done.outcome is RoundOutcome.WHOLE
        follower.desk.clock.advance(hours=6)
    texts = [path for path in follower.asked() if path.startswith("/papers/")]
    assert sorted(texts) == ["/papers/new", "/papers/new", "/papers/old"]
