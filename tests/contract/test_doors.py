"""The same question has the same answer at every door."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from app.asgi import build
from app.cli.main import application
from app.pipeline.register import load_register
from app.pipeline.story import tell
from app.sample import story, story_sources
from tests.workspaces import Desk, open_desk

WORDS = ("chips", "licence", "suspension", "entity", "list", "rule", "comment", "lifted", "芯片")
FIELDS = (
    "kind:rule",
    "kind:report",
    "standing:curated",
    "source:register",
    "published:2026-08..2026-10",
    "published:<2025-01-01",
    "agency:bis",
    "title:export",
    "lang:zh",
)


@pytest.fixture
def filled(migrated_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with the sample story and the register on it."""
    desk = open_desk(migrated_url, tmp_path / "home")
    tell(desk.importer(), story_sources(), story(), lambda: None)
    load_register(desk.importer())
    desk.index()
    with closing(desk.tracker):
        yield desk


def atoms() -> st.SearchStrategy[str]:
    quoted = st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(
        lambda two: f'"{two[0]} {two[1]}"~8'
    )
    prefix = st.sampled_from(WORDS[:-1]).map(lambda word: f"{word[:4]}*")
    return st.one_of(st.sampled_from(WORDS), st.sampled_from(FIELDS), quoted, prefix)


def questions() -> st.SearchStrategy[str]:
    return st.recursive(
        atoms(),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
            st.tuples(inner, inner).map(lambda two: f"{two[0]} {two[1]}"),
            inner.map(lambda one: f"NOT ({one})"),
        ),
        max_leaves=4,
    )


def test_every_door_answers_the_same(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    home = str(filled.tracker.index_path.parents[1])
    monkeypatch.setenv("ONRECORD_HOME", home)
    monkeypatch.setenv("ONRECORD_DATABASE_URL", filled.tracker.store.url.render_as_string(False))
    shell = CliRunner()

    with TestClient(build(filled.tracker)) as http:

        @settings(max_examples=20, suppress_health_check=list(HealthCheck))
        @given(questions(), st.sampled_from(["newest", "oldest", "changed"]))
        def ask(question: str, sort: str) -> None:
            page = filled.search(question, sort=sort)
            wanted = ([hit.id for hit in page.hits], page.total)
            asked = {"q": question, "sort": sort}
            answer = http.get("/api/v1/search", params=asked).json()
            assert ([hit["id"] for hit in answer["hits"]], answer["total"]) == wanted
            said = shell.invoke(application, ["search", question, "--sort", sort, "--json"])
            told = json.loads(said.stdout)
            assert ([hit["id"] for hit in told["hits"]], told["total"]) == wanted
            shown = http.get("/search", params=asked)
            assert shown.status_code == 200
            linked = re.findall(r'href="/documents/([^"?#]+)', shown.text)
            assert set(wanted[0]) <= {unquote(id_) for id_ in linked}

        ask()


def test_following_the_cursors_gives_each_hit_once(filled: Desk) -> None:
    whole = [hit.id for hit in filled.search("", limit=500).hits]
    walked: list[str] = []
    cursor: str | None = None
    while True:
        page = filled.search("", limit=7, cursor=cursor)
        walked += [hit.id for hit in page.hits]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert walked == whole
    assert len(set(walked)) == page.total == 124


def test_every_hit_can_be_shown_and_every_document_found(filled: Desk) -> None:
    with TestClient(build(filled.tracker)) as http:
        for hit in filled.search("", limit=500).hits:
            answer = http.get(f"/api/v1/documents/{hit.id}")
            assert (answer.status_code, answer.json()["id"]) == (200, hit.id)


def test_replaying_the_change_feed_gives_the_documents_held(filled: Desk) -> None:
    with TestClient(build(filled.tracker)) as http:
        held: dict[str, str | None] = {}
        cursor: str | None = None
        while True:
            asked = {"limit": "50"} | ({} if cursor is None else {"cursor": cursor})
            answer = http.get("/api/v1/changes", params=asked).json()
            for change in answer["changes"]:
                if change["verb"] == "withdrawn":
                    held.pop(change["document"], None)
                else:
                    held[change["document"]] = change["version"]
            cursor = answer["next_cursor"]
            if not answer["truncated"]:
                break
    assert held == {hit.id: hit.version for hit in filled.search("", limit=500).hits}


def test_a_question_that_cannot_be_read_is_a_problem_document_with_its_place(filled: Desk) -> None:
    with TestClient(build(filled.tracker)) as http:
        answer = http.get("/api/v1/search", params={"q": "anthropic AND ("})
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.json()["name"], answer.json()["position"]) == ("query", 14)


WRONG = (
    ("/api/v1/search?qq=x", "qq"),
    ("/api/v1/search?limit=0", "limit"),
    ("/api/v1/search?limit=501", "limit"),
    ("/api/v1/search?sort=", "sort"),
    ("/api/v1/search?sort=newst", "sort"),
    ("/api/v1/search?as_of=2026-13-01", "as_of"),
    ("/api/v1/search?as_known=yesterday", "as_known"),
    ("/api/v1/search?cursor=abc", "cursor"),
    ("/api/v1/changes?cursor=ff.0", "cursor"),
    ("/api/v1/search?q=x&q=y", "q"),
)


def test_a_wrong_parameter_is_named(filled: Desk) -> None:
    with TestClient(build(filled.tracker)) as http:
        for address, name in WRONG:
            answer = http.get(address)
            assert (answer.status_code, answer.json()["name"]) == (400, name), address


def test_an_answer_that_has_not_changed_is_not_sent_again(filled: Desk) -> None:
    with TestClient(build(filled.tracker)) as http:
        first = http.get("/api/v1/search?q=chips")
        again = http.get("/api/v1/search?q=chips", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        filled.hand_over("new.txt", "Chips and more chips.")
        filled.index()
        later = http.get("/api/v1/search?q=chips", headers={"If-None-Match": first.headers["ETag"]})
        assert later.status_code == 200


def test_unknown_things_are_not_found_and_say_so(filled: Desk) -> None:
    with TestClient(build(filled.tracker)) as http:
        for address in ("documents/us-fr/none", "show/us-fr/none", "captures/us-fr/x", "nothing"):
            answer = http.get(f"/api/v1/{address}")
            assert (answer.status_code, answer.json()["status"]) == (404, 404)


def test_readiness_says_how_far_the_index_is(filled: Desk) -> None:
    with TestClient(build(filled.tracker)) as http:
        answer = http.get("/readyz")
        assert answer.status_code == 200
        assert answer.json()["position"] == answer.json()["indexed"]
        assert http.get("/healthz").json() == {"status": "ok"}
