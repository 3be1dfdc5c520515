"""A publisher is asked over real sockets: politely, again after brief faults, never too often."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest

from app.domain.sources import Request
from app.egress.exchange import Limits
from app.egress.transport import Transport
from app.fetching.answers import Answer, Failure, Manner, Secret, Unchanged, Validators
from app.fetching.fetch import TRIES_AFTER
from tests.fetchers import AGENT, AT_ONCE, Waiting, make_fetcher
from tests.servers import Asked, Script, Server, always, answering, dripping, serving
from tests.workspaces import START, FakeClock

PAGE = b'{"count": 1, "results": [{"document_number": "2026-01234"}]}'
JSON = {"Content-Type": "application/json; charset=UTF-8", "ETag": '"v1"'}
JSON["Last-Modified"] = "Sun, 01 Mar 2026 06:00:00 GMT"


def _request(
    server: Server, path: str = "/rules", accept: str | None = "application/json"
) -> Request:
    return Request(url=server.url(path), shape="page", accept=accept)


def _transport(server: Server) -> Transport:
    return Transport(policy=server.policy, limits=Limits(seconds=5))


def _in_turn(*answers: Iterable[bytes]) -> Script:
    left: Iterator[Iterable[bytes]] = iter(answers)
    return lambda _: next(left)


def test_an_answer_brings_all_that_is_to_be_kept() -> None:
    with serving(always(answering(PAGE, headers=JSON))) as server:
        request = Request(
            url=server.url("/api?per_page=20"),
            shape="page",
            params=(("conditions[agencies][]", "bis"), ("page", "1")),
            accept="application/json",
        )
        answer = make_fetcher(_transport(server)).fetch(request, manner=AT_ONCE)
        asked = server.asked[0]
    assert answer == Answer(
        url=f"{server.url('/api')}?per_page=20&conditions%5Bagencies%5D%5B%5D=bis&page=1",
        final_url=f"{server.url('/api')}?per_page=20&conditions%5Bagencies%5D%5B%5D=bis&page=1",
        status=200,
        body=PAGE,
        media_type="application/json",
        etag='"v1"',
        last_modified=JSON["Last-Modified"],
        charset="utf-8",
        captured_at=START,
    )
    assert asked.headers["user-agent"] == AGENT
    assert asked.headers["accept"] == "application/json"
    assert "if-none-match" not in asked.headers


def test_what_is_held_is_asked_about_and_may_be_unchanged() -> None:
    def conditional(asked: Asked) -> list[bytes]:
        same = asked.headers.get("if-none-match") == '"v1"'
        return answering(status=304) if same else answering(PAGE, headers=JSON)

    with serving(conditional) as server:
        fetcher = make_fetcher(_transport(server))
        first = fetcher.fetch(_request(server), manner=AT_ONCE)
        assert isinstance(first, Answer)
        second = fetcher.fetch(_request(server), first.validators, manner=AT_ONCE)
        assert second == Unchanged(url=server.url("/rules"), captured_at=START)
        assert server.asked[1].headers["if-modified-since"] == JSON["Last-Modified"]
        other = fetcher.fetch(_request(server), Validators(etag='"v0"'), manner=AT_ONCE)
        assert isinstance(other, Answer)


def test_unchanged_without_anything_held_is_a_failure() -> None:
    with serving(always(answering(status=304))) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert outcome.status == 304


def test_a_validator_that_would_break_the_request_is_not_sent() -> None:
    with serving(always(answering(PAGE))) as server:
        held = Validators(etag='"v1"\r\nX-Smuggled: 1', last_modified="höchst\x00")
        outcome = make_fetcher(_transport(server)).fetch(_request(server), held, manner=AT_ONCE)
        assert isinstance(outcome, Answer)
        assert not {"if-none-match", "if-modified-since", "x-smuggled"} & set(
            server.asked[0].headers
        )


@pytest.mark.parametrize("status", [408, 502, 503, 504])
def test_a_brief_fault_is_tried_twice_more(status: int) -> None:
    bad = answering(b"out of order", status=status)
    for faults, outcome_type in ((2, Answer), (3, Failure)):
        script = _in_turn(*[bad] * faults, answering(PAGE))
        with serving(script) as server:
            wait = Waiting(FakeClock())
            outcome = make_fetcher(_transport(server), wait=wait).fetch(
                _request(server), manner=AT_ONCE
            )
            assert isinstance(outcome, outcome_type)
            assert server.connects == 3
            assert wait.waited == list(TRIES_AFTER)


def test_a_connection_that_breaks_is_tried_again_and_a_cut_body_is_never_an_answer() -> None:
    cut = answering(PAGE, length=len(PAGE) + 1)
    with serving(_in_turn([], cut, answering(PAGE))) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Answer)
    with serving(always(cut)) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert "cut short" in outcome.why
        assert server.connects == 3


def test_a_server_that_takes_the_whole_deadline_is_not_given_it_again() -> None:
    servers: list[Server] = []
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    with serving(lambda _: dripping(lambda: servers[0], head)) as server:
        servers.append(server)
        transport = Transport(policy=server.policy, limits=Limits(seconds=0.3))
        outcome = make_fetcher(transport).fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert not outcome.permanent
        assert server.connects == 1


@pytest.mark.parametrize(
    "status", [400, 401, 403, 404, 406, 410, 418, 500, 501, 206, 204, 201, 300]
)
def test_other_failures_are_not_tried_again(status: int) -> None:
    body = b"" if status == 204 else b"field 'x' not valid"
    with serving(always(answering(body, status=status))) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert outcome.status == status
        assert outcome.permanent == (status in (400, 401, 404, 406, 410))
        assert outcome.why.startswith(server.url("/rules"))
        assert "; " in outcome.why
        assert server.connects == 1


def test_what_the_publisher_says_of_a_refusal_is_passed_on() -> None:
    body = b'{"status":400,"message":"field \'x\' not valid"}'
    with serving(always(answering(body, status=400))) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert "not valid" in outcome.why


def test_a_refused_media_type_is_named() -> None:
    with serving(always(answering(b"no", status=406))) as server:
        request = _request(server, accept="application/x-fantasy+xml")
        outcome = make_fetcher(_transport(server)).fetch(request, manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert "application/x-fantasy+xml" in outcome.why


@pytest.mark.parametrize("body", [b"", b" \r\n\t\n"])
def test_nothing_with_status_200_is_a_failure(body: bytes) -> None:
    with serving(always(answering(body, headers=JSON))) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server), manner=AT_ONCE)
        assert isinstance(outcome, Failure)
        assert "nothing in it" in outcome.why


BARRED = (
    b"<html><head><title>Request Access</title></head><body>Show that you are human.</body></html>"
)


@pytest.mark.parametrize("status", [200, 202, 403, 503])
def test_a_page_that_bars_the_way_is_a_failure_whatever_its_status(status: int) -> None:
    with serving(always(answering(BARRED, status=status))) as server:
        for accept in ("application/json", "text/html", None):
            outcome = make_fetcher(_transport(server)).fetch(
                _request(server, accept=accept), manner=AT_ONCE
            )
            assert isinstance(outcome, Failure)
            assert "Request Access" in outcome.why
        # It bars programs; asking again at once would only confirm what it thinks of us.
        assert server.connects == 3


def test_a_page_where_data_was_asked_for_is_a_failure() -> None:
    page = b"<!doctype html><title>All our news</title>" + b"<p>Words of this page.</p>" * 500
    with serving(always(answering(page))) as server:
        fetcher = make_fetcher(_transport(server))
        for path, accept in (("/x", "application/rss+xml, application/xml"), ("/x.json", None)):
            outcome = fetcher.fetch(_request(server, path, accept), manner=AT_ONCE)
            assert isinstance(outcome, Failure)
            assert "All our news" in outcome.why
        for path, accept in (("/x", None), ("/x", "text/html"), ("/x.json", "text/html")):
            assert isinstance(fetcher.fetch(_request(server, path, accept), manner=AT_ONCE), Answer)


KEYED = Manner(pace=timedelta(0), obeys_robots=False, secret="publisher")
KEY = Secret(header="X-Publisher-Key", value="k3y-of-the-publisher", host="127.0.0.1")


def test_a_key_is_sent_to_its_own_host_and_shown_to_nobody() -> None:
    with serving(always(answering(b"no", status=403))) as server:
        fetcher = make_fetcher(_transport(server), secrets={"publisher": KEY})
        outcome = fetcher.fetch(_request(server), manner=KEYED)
        assert isinstance(outcome, Failure)
        assert server.asked[0].headers["x-publisher-key"] == KEY.value
        assert KEY.value not in f"{outcome!r} {fetcher!r}"
        # A link in what a publisher sent may lead elsewhere.
        strangers = {
            "publisher": Secret(header=KEY.header, value=KEY.value, host="api.example.gov")
        }
        make_fetcher(_transport(server), secrets=strangers).fetch(_request(server), manner=KEYED)
        assert "x-publisher-key" not in server.asked[1].headers


def test_without_its_key_a_source_is_not_asked() -> None:
    with serving(always(answering(PAGE))) as server:
        outcome = make_fetcher(_transport(server)).fetch(_request(server), manner=KEYED)
        assert isinstance(outcome, Failure)
        assert outcome.permanent
        assert "publisher" in outcome.why
        assert server.connects == 0


def test_a_key_that_would_break_the_request_is_a_failure() -> None:
    with serving(always(answering(PAGE))) as server:
        for value in ("line\r\nX-Smuggled: 1", "schlüssel"):
            broken = {"publisher": Secret(header=KEY.header, value=value, host="127.0.0.1")}
            fetcher = make_fetcher(_transport(server), secrets=broken)
            outcome = fetcher.fetch(_request(server), manner=KEYED)
            assert isinstance(outcome, Failure)
            assert outcome.permanent
            assert value not in outcome.why
        assert not server.asked


def test_a_source_of_large_bodies_may_bring_them() -> None:
    body = b'{"name": "%d"}' % 7 + b" " * 3_000_000
    with serving(always(answering(body))) as server:
        transport = Transport(
            policy=server.policy, limits=Limits(seconds=5, wire=2**20, decoded=2**20)
        )
        fetcher = make_fetcher(transport)
        small = fetcher.fetch(_request(server), manner=AT_ONCE)
        assert isinstance(small, Failure)
        assert small.permanent
        larger = Manner(pace=timedelta(0), obeys_robots=False, body_limits=4)
        assert isinstance(fetcher.fetch(_request(server), manner=larger), Answer)
