"""What the doors answer to odd questions, and what they must not tell."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from app.asgi import build
from app.cli import main
from app.domain.ids import DocumentId
from app.pipeline.withdraw import restore, withdraw
from app.queries.show import withdrawn_from
from tests.workspaces import Desk

WORDS = "The bureau has eased the licence requirement for chip exports to the island republic."


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """A caller of the interface who sees a broken server as an answer."""
    return TestClient(build(desk.tracker), raise_server_exceptions=False)


def the_one(desk: Desk) -> str:
    desk.index()
    (hit,) = desk.search("licence").hits
    return hit.id


ODD = [
    *("show/a%00b", "documents/a%00b", "captures/a%00b", "lists/a%00b", "show/%ff"),
    *("search?q=source:a%00b", "sources?source=nope", "sources?source=a%00"),
    *("search?cursor=%C3%A9", "changes?cursor=1.%C3%A9"),
    *("changes?cursor=ff", "changes?cursor=" + "f" * 5_000),
    *("show/a@6849a6ccc63d~1-" + "9" * 5_000, "show/a@6849a6ccc63d~5-2"),
    *("search?as_known=0001-01-01T00:00:00%2B05:00", "changes?as_known=9999-12-31T23:59:59-05:00"),
    *("search?as_of=2026-02-30", "search?sort=", "search?limit=0", "search?q=a&q=b", "search?Q=a"),
]


@pytest.mark.parametrize("address", ODD)
def test_an_odd_question_is_a_problem_document(client: TestClient, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert 400 <= answer.status_code < 500
    assert answer.json()["status"] == answer.status_code


@pytest.mark.parametrize("at", ["0001-01-01", "1960-01-01", "9999-12-31", "20260301"])
@pytest.mark.parametrize("path", ["search", "sources", "changes", "lists", "timeline"])
def test_every_day_there_is_can_be_asked_about(
    desk: Desk, client: TestClient, path: str, at: str
) -> None:
    desk.hand_over("a.txt", WORDS)
    desk.index()
    for clock in ("as_of", "as_known"):
        assert client.get(f"/api/v1/{path}", params={clock: at}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_method_that_would_change_something_is_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/api/v1/search")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/sources", "/healthz", "/readyz"])
def test_the_head_of_an_answer_can_be_asked_for(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers.get("etag") == whole.headers.get("etag")


def test_an_answer_from_a_lagging_index_is_not_confirmed_later(
    desk: Desk, client: TestClient
) -> None:
    desk.hand_over("a.txt", WORDS)
    early = client.get("/api/v1/search?q=licence")
    assert early.json()["total"] == 0
    desk.index()
    asked_again = {"If-None-Match": early.headers["etag"]}
    assert client.get("/api/v1/search?q=licence", headers=asked_again).json()["total"] == 1


def test_what_arrived_without_changing_a_document_is_told(desk: Desk, client: TestClient) -> None:
    desk.hand_over("a.txt", WORDS)
    id_ = the_one(desk)
    paths = ("/api/v1/sources", f"/api/v1/documents/{id_}")
    before = {path: client.get(path).headers["etag"] for path in paths}
    desk.hand_over("copy.txt", WORDS)
    for path, etag in before.items():
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_the_end_of_the_feed_has_no_next_link_but_a_cursor(desk: Desk, client: TestClient) -> None:
    desk.hand_over("a.txt", WORDS)
    answer = client.get("/api/v1/changes")
    assert "link" not in answer.headers
    assert answer.json()["next_cursor"]


def test_what_was_withdrawn_is_shown_by_no_address(desk: Desk, client: TestClient) -> None:
    desk.hand_over("a.txt", WORDS)
    id_ = the_one(desk)
    version = desk.show(id_).version
    seen_at = desk.clock.advance(minutes=5)
    desk.clock.advance(hours=1)
    withdraw(desk.tracker.store, desk.clock, [DocumentId(id_)], "the wrong file")
    desk.index()
    for path in (f"documents/{id_}", f"show/{version}", f"show/{version}~0-5"):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, "the wrong file" in answer.text) == (404, True)
        assert client.get(f"/api/v1/{path}?as_known={seen_at:%Y-%m-%dT%H:%M:%SZ}").is_success


def test_a_whole_capture_is_withdrawn_and_comes_back(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    id_ = the_one(desk)
    capture = desk.show(id_).capture.id
    withdraw(desk.tracker.store, desk.clock, [DocumentId(id_)], "the wrong file")
    with desk.tracker.reader() as reader:
        assert withdrawn_from(reader, capture) == [id_]
    restore(desk.tracker.store, desk.tracker.sources, desk.clock, [DocumentId(id_)])
    with desk.tracker.reader() as reader:
        assert withdrawn_from(reader, capture) == []


def test_an_answer_about_an_instant_tells_nothing_of_later(desk: Desk, client: TestClient) -> None:
    desk.hand_over("a.txt", WORDS)
    id_ = the_one(desk)
    at: datetime = desk.clock.advance(minutes=1)
    desk.clock.advance(hours=1)
    desk.hand_over("a.txt", WORDS + " It took effect.")
    desk.hand_over("copy.txt", WORDS + " It took effect.")
    then = desk.show(id_, as_known=at)
    assert [one.superseded_at for one in then.showings] == [None]
    assert then.capture.places == ("/desk/a.txt",)
    now = desk.show(id_)
    for later in (now.version, now.capture.id):
        asked = client.get(f"/api/v1/show/{later}?as_known={at:%Y-%m-%dT%H:%M:%SZ}")
        assert asked.status_code == 404


def test_a_clock_moved_back_sees_the_feed_as_it_was(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    client = TestClient(build(replace(desk.tracker, clock_is_moved=True)))
    assert len(client.get("/api/v1/changes").json()["changes"]) == 1
    desk.clock.advance(hours=-1)
    assert client.get("/api/v1/changes").json()["changes"] == []


def said(capfd: pytest.CaptureFixture[str], *call: str) -> tuple[int, str, str]:
    """A call of the command line: its exit code, standard output and standard error."""
    with pytest.MonkeyPatch.context() as moved:
        moved.setattr("sys.argv", ["onrecord", *call])
        with pytest.raises(SystemExit) as ended:
            main.run()
    out, err = capfd.readouterr()
    code = ended.value.code
    return (code if isinstance(code, int) else 0), out, err


WRONG_CALLS = [
    ("import",),
    ("import", "/no/such/file"),
    ("import", __file__, "--nope"),
    ("import", __file__, "--id", ""),
    ("import", __file__, "--source", ""),
    ("serach", "x"),
    ("search", "x", "--limit", "abc"),
    ("search", "x", "--as-known", "0001-01-01T00:00+14:00"),
    ("search", "x", "--database", ""),
    ("search", "x", "--database", "mysql://x"),
    ("show", "\udcff"),
    ("show", "nothing", "--quiet"),
    ("sources", "--issues", "-1"),
    ("withdraw", "x"),
    ("serve", "--port", "99999"),
]


@pytest.fixture
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A workspace of the test's own for the command line."""
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path))
    monkeypatch.delenv("ONRECORD_DATABASE_URL", raising=False)


@pytest.mark.parametrize("call", WRONG_CALLS)
def test_a_wrong_call_is_one_json_document_and_exit_code_two(
    own_home: None, capfd: pytest.CaptureFixture[str], call: tuple[str, ...]
) -> None:
    code, out, err = said(capfd, *call, "--json")
    assert (code, set(json.loads(out))) == (2, {"error"})
    assert "Traceback" not in err


def test_a_file_that_is_no_database_is_said_in_a_sentence(
    own_home: None, capfd: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    with open(f"{tmp_path}/onrecord.db", "wb") as file:
        file.write(b"not a database" * 1_000)
    code, out, err = said(capfd, "search", "x", "--json")
    assert (code, "Traceback" in err) == (1, False)
    assert "not a database" in json.loads(out)["error"]["message"]


def test_a_home_that_is_a_file_is_said_in_a_sentence(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_HOME", __file__)
    code, _, err = said(capfd, "search", "x")
    assert (code, "ONRECORD_HOME" in err) == (2, True)
