"""Publishers are asked at their pace, not where they keep programs out, not while they rest."""

import threading
from datetime import timedelta

import pytest

from app.domain.sources import Request
from app.egress.addresses import Policy
from app.egress.exchange import Limits
from app.egress.transport import Transport
from app.fetching.answers import Answer, Failure, Manner
from app.fetching.fetch import PATIENCE
from app.fetching.politeness import Pacer
from tests.fetchers import AT_ONCE, Waiting, make_fetcher
from tests.servers import Server, always, answering, by_path, serving
from tests.workspaces import START, FakeClock

PAGE = b'{"count": 1, "results": [{"document_number": "2026-01234"}]}'


def _request(server: Server, path: str = "/rules") -> Request:
    return Request(url=server.url(path), shape="page", accept="application/json")


def _transport(*servers: Server) -> Transport:
    allow = frozenset(exemption for server in servers for exemption in server.policy.allow)
    return Transport(policy=Policy(allow=allow), limits=Limits(seconds=5))


@pytest.mark.parametrize("obeys_robots", [True, False])
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("after", "seconds"),
    [("120", 120), ("Sun, 01 Mar 2026 12:05:00 GMT", 300), ("nonsense", 60), ("9999999", 86400)],
)
def test_a_host_is_asked_once_in_each_window_it_closes(
    status: int, after: str, seconds: int, obeys_robots: bool
) -> None:
    """Where robots.txt counts, the one request of a window is the one for it."""
    answer = answering(b"later", status=status, headers={"Retry-After": after})
    manner = Manner(obeys_robots=obeys_robots)
    with serving(always(answer)) as server:
        clock = FakeClock()
        pacer = Pacer(clock)
        fetchers = [make_fetcher(_transport(server), clock=clock, pacer=pacer) for _ in range(3)]
        for window in range(1, 2 if after.startswith("Sun") else 4):
            until = clock.at + timedelta(seconds=seconds)
            for number in range(30):
                outcome = fetchers[number % 3].fetch(_request(server, f"/{number}"), manner=manner)
                assert isinstance(outcome, Failure)
                assert outcome.retry_at == until
                assert not outcome.permanent
            assert server.connects == window
            clock.at = until


def test_no_worker_asks_within_a_window() -> None:
    answer = answering(b"later", status=429, headers={"Retry-After": "600"})
    with serving(always(answer)) as server:
        clock = FakeClock()
        wait = Waiting(clock)
        pacer = Pacer(clock)
        fetcher = make_fetcher(_transport(server), wait=wait, pacer=pacer)
        manner = Manner(obeys_robots=False, pace=timedelta(0))
        first = fetcher.fetch(_request(server), manner=manner)
        assert isinstance(first, Failure)
        outcomes: list[object] = []
        workers = [
            threading.Thread(
                target=lambda: outcomes.append(fetcher.fetch(_request(server), manner=manner))
            )
            for _ in range(8)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert len(outcomes) == 8
        assert all(isinstance(outcome, Failure) for outcome in outcomes)
        assert server.connects == 1


def test_who_waited_for_a_turn_looks_again_before_asking() -> None:
    """While this worker waited, another was told to leave the host alone."""
    with serving(always(answering(PAGE))) as server:
        clock = FakeClock()
        pacer = Pacer(clock)
        host, until = f"127.0.0.1:{server.port}", START + timedelta(hours=1)

        class SentAway(Waiting):
            def __call__(self, seconds: float) -> None:
                pacer.close(host, until)
                super().__call__(seconds)

        pacer.reserve(host, timedelta(seconds=5))
        fetcher = make_fetcher(_transport(server), wait=SentAway(clock), pacer=pacer)
        outcome = fetcher.fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert outcome.retry_at == until
        assert server.connects == 0


def test_too_many_requests_without_a_word_on_when_means_a_minute() -> None:
    with serving(always(answering(b"slow down", status=429))) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert outcome.retry_at == START + timedelta(minutes=1)
        assert server.connects == 1


def test_a_redirect_does_not_lead_to_a_host_that_wants_to_be_left_alone() -> None:
    with serving(always(answering(PAGE))) as there:
        moved = answering(status=302, headers={"Location": there.url("/x")})
        with serving(always(moved)) as here:
            clock = FakeClock()
            pacer = Pacer(clock)
            until = START + timedelta(hours=1)
            pacer.close(f"127.0.0.1:{there.port}", until)
            fetcher = make_fetcher(_transport(here, there), clock=clock, pacer=pacer)
            outcome = fetcher.fetch(_request(here), manner=AT_ONCE)
            assert isinstance(outcome, Failure)
            assert outcome.retry_at == until
            assert there.connects == 0


def test_requests_to_a_host_keep_its_pace() -> None:
    with serving(always(answering(PAGE))) as server:
        wait = Waiting(FakeClock())
        fetcher = make_fetcher(_transport(server), wait=wait)
        manner = Manner(obeys_robots=False, pace=timedelta(seconds=5.5))
        for _ in range(3):
            assert isinstance(fetcher.fetch(_request(server), manner=manner), Answer)
        assert wait.waited == [5.5, 5.5]


def test_a_worker_does_not_wait_for_ever_for_its_turn() -> None:
    with serving(always(answering(PAGE))) as server:
        clock = FakeClock()
        pacer = Pacer(clock)
        pacer.reserve(f"127.0.0.1:{server.port}", 2 * PATIENCE)
        fetcher = make_fetcher(_transport(server), clock=clock, pacer=pacer)
        outcome = fetcher.fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert outcome.retry_at == START + 2 * PATIENCE
        assert server.connects == 0


def test_robots_are_obeyed_where_they_count_and_at_every_hop() -> None:
    rules = answering(b"User-agent: *\nDisallow: /private\nCrawl-delay: 7")
    moved = answering(status=302, headers={"Location": "/private/x"})
    script = by_path({"/robots.txt": rules, "/private/x": answering(PAGE), "/moved": moved})
    with serving(script) as server:
        wait = Waiting(FakeClock())
        fetcher = make_fetcher(_transport(server), wait=wait)
        for path in ("/private/x", "/moved"):
            outcome = fetcher.fetch(_request(server, path))
            assert isinstance(outcome, Failure)
            assert outcome.permanent
            assert "robots.txt" in outcome.why
        assert "/private/x" not in [asked.path for asked in server.asked]
        assert [asked.path for asked in server.asked].count("/robots.txt") == 1
        assert isinstance(fetcher.fetch(_request(server, "/private/x"), manner=AT_ONCE), Answer)
        assert 7.0 in wait.waited


def test_a_host_whose_robots_cannot_be_had_is_not_asked() -> None:
    script = by_path({"/robots.txt": answering(b"", status=500), "/rules": answering(PAGE)})
    with serving(script) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server))
        assert isinstance(outcome, Failure)
        assert outcome.retry_at is not None
        assert [asked.path for asked in server.asked] == ["/robots.txt"]
