"""Callers who mean harm, or do not know better: nothing they send breaks a page or the log."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from app.api.bounded import MOST_BYTES
from app.asgi import build
from app.pipeline.outward import Outward
from app.queries.audit import verify_chain
from tests.servers import Server, answering, by_path, serving
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]

HERE = "http://127.0.0.1:8000"
ITEM = "<item><title>A</title><guid>a</guid><pubDate>27 Feb 2026 10:00:00 GMT</pubDate></item>"
FEED = f'<rss version="2.0"><channel><title>Acme</title>{ITEM}</channel></rss>'.encode()
PAGES = ("/", "/sources", "/coverage", "/api/v1/sources", "/api/v1/coverage")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(by_path({"/feed.xml": answering(FEED)})) as server:
        yield server


@pytest.fixture
def http(desk: Desk, server: Server) -> Iterator[TestClient]:
    tracker = replace(desk.tracker, outward=Outward(policy=server.policy))
    with TestClient(
        build(tracker), base_url=HERE, client=("127.0.0.1", 5000), raise_server_exceptions=False
    ) as client:
        yield client


@pytest.mark.parametrize(
    "said",
    [
        {"zone": "Not/AZone"},
        {"zone": ""},
        {"zone": "../../etc/passwd"},
        {"zone": "UTC\x00"},
        {"every_minutes": 4},
        {"every_minutes": 10**16},
        {"jurisdiction": "a b\x00/../c", "standing": "statement"},
        {"jurisdiction": ""},
        {"standing": "sample"},
        {"standing": "curated"},
        {"key": "news-" + "x" * 500},
        {"key": "us-fr"},
        {"by": ""},
        {"by": "ada\x00"},
        {"by": "ada\nperson/bob"},
        {"by": "x" * 1000},
    ],
    ids=repr,
)
def test_a_feed_that_nobody_could_follow_is_refused_and_every_page_stands(
    http: TestClient, desk: Desk, server: Server, said: dict[str, object]
) -> None:
    told = http.post("/api/v1/sources", json={"url": server.url("/feed.xml"), **said})
    assert told.status_code == 400, told.text
    assert {http.get(path).status_code for path in PAGES} == {200}
    assert [one for one in desk.tracker.sources if one.url == server.url("/feed.xml")] == []


def test_a_feed_is_called_in_letters_that_can_be_seen(http: TestClient, server: Server) -> None:
    said = {"url": server.url("/feed.xml"), "title": " A\x00\u202ecme\n notes " + "x" * 9000}
    told = http.post("/api/v1/sources", json=said)
    assert told.status_code == 201, told.text
    assert told.json()["title"].startswith("Acme notes x")
    assert len(told.json()["title"]) <= 300


def test_two_who_follow_under_one_key_are_told_apart(http: TestClient, server: Server) -> None:
    said = {"url": server.url("/feed.xml"), "key": "news-acme"}
    assert http.post("/api/v1/sources", json=said).status_code == 201
    assert http.post("/api/v1/sources", json=said).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://["},
        {"origin": "http://[::1"},
        {"host": "["},
        {"x-forwarded-for": "127.0.0.1"},
        {"x-forwarded-for": "203.0.113.7"},
        {"x-real-ip": "127.0.0.1"},
        {"x-forwarded-host": "127.0.0.1:8000"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 proxy"},
    ],
    ids=repr,
)
def test_a_change_that_may_come_from_elsewhere_is_refused_in_words(
    http: TestClient, headers: dict[str, str]
) -> None:
    for path in ("/api/v1/sources/us-fr/retry", "/sources/retry"):
        assert http.post(path, data={"source": "us-fr"}, headers=headers).status_code == 403


def test_a_name_that_no_database_keeps_does_not_break_the_log(http: TestClient, desk: Desk) -> None:
    for by in ("ada\x7f", "ada\u202e", "\U0001f600", "x" * 80):
        http.post("/api/v1/sources/us-fr/pause", json={"by": by})
        http.post("/api/v1/sources/us-fr/resume", json={"by": by})
    with desk.tracker.reader() as reader:
        chain = verify_chain(reader)
    assert (chain.holds, chain.entries) == (True, 6)


def test_no_request_brings_more_than_a_question_may_hold(http: TestClient) -> None:
    more = b"x" * (MOST_BYTES + 1)

    def in_pieces() -> Iterator[bytes]:
        for start in range(0, len(more), 2**16):
            yield more[start : start + 2**16]

    for path in ("/api/v1/reviews", "/api/v1/screen", "/sources/look", "/nowhere/api"):
        assert http.post(path, content=more).status_code == 413
    typed = {"content-type": "application/x-www-form-urlencoded"}
    assert http.post("/sources/look", content=in_pieces(), headers=typed).status_code == 413
    typed = {"content-type": "application/json"}
    for path in ("/api/v1/reviews", "/api/v1/screen"):
        assert http.post(path, content=in_pieces(), headers=typed).status_code == 413
    for length in ("9" * 5000, f"000{MOST_BYTES + 1}"):
        told = http.post("/api/v1/reviews", content=b"{}", headers={"content-length": length})
        assert told.status_code == 413
