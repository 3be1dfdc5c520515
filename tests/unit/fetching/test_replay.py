"""A folder of captures answers like the publishers did."""

import json
from pathlib import Path

import pytest

from app.domain.sources import Request
from app.errors import ConfigError
from app.fetching.answers import Answer, Failure, Unchanged, Validators
from app.fetching.replay import Replay, replay_of
from tests.workspaces import START, FakeClock

URL = "https://www.example.gov/rules.json"


def _folder(tmp_path: Path, index: object, **files: bytes) -> Path:
    for name, body in files.items():
        (tmp_path / f"{name}.json").write_bytes(body)
    (tmp_path / "index.json").write_text(json.dumps(index), "utf-8")
    return tmp_path


def _replay(tmp_path: Path, index: object, **files: bytes) -> Replay:
    return replay_of(_folder(tmp_path, index, **files), FakeClock())


def _request(url: str = URL, **params: str) -> Request:
    return Request(url=url, shape="page", params=tuple(params.items()))


def test_a_kept_answer_comes_back_with_what_was_kept(tmp_path: Path) -> None:
    entry = {
        "file": "one.json",
        "headers": {"ETag": '"a"', "Content-Type": "application/json; charset=utf-8"},
    }
    replay = _replay(tmp_path, {f"{URL}?page=1": entry}, one=b'{"count": 0}')
    assert replay.fetch(_request(page="1")) == Answer(
        url=f"{URL}?page=1",
        final_url=f"{URL}?page=1",
        status=200,
        body=b'{"count": 0}',
        media_type="application/json",
        etag='"a"',
        last_modified=None,
        charset="utf-8",
        captured_at=START,
    )
    assert replay.asked == [f"{URL}?page=1"]


def test_what_was_not_kept_is_a_failure_for_good(tmp_path: Path) -> None:
    outcome = _replay(tmp_path, {}).fetch(_request())
    assert isinstance(outcome, Failure)
    assert outcome.permanent
    assert URL in outcome.why


def test_what_is_held_already_is_unchanged(tmp_path: Path) -> None:
    entry = {"file": "one.json", "headers": {"ETag": '"a"', "Last-Modified": "yesterday"}}
    replay = _replay(tmp_path, {URL: entry}, one=b"{}")
    held = Validators(etag='"a"')
    assert replay.fetch(_request(), held) == Unchanged(url=URL, captured_at=START)
    assert isinstance(replay.fetch(_request(), Validators(last_modified="yesterday")), Unchanged)
    assert isinstance(replay.fetch(_request(), Validators(etag='"b"')), Answer)


def test_kept_failures_fail_and_kept_pages_that_bar_the_way_bar_it(tmp_path: Path) -> None:
    barred = b"<html><title>Just a moment...</title></html>"
    index = {URL: [{"status": 404}, {"file": "one.json"}, {"file": "two.json"}]}
    replay = _replay(tmp_path, index, one=barred, two=b"{}")
    first, second, third = (replay.fetch(_request()) for _ in range(3))
    assert isinstance(first, Failure)
    assert first.status == 404
    assert isinstance(second, Failure)
    assert "Just a moment" in second.why
    assert isinstance(third, Answer)
    # The last of several is given from then on.
    assert replay.fetch(_request()) == third


@pytest.mark.parametrize(
    "index",
    [
        [],
        {URL: {"file": "../outside.json"}},
        {URL: {"file": "absent.json"}},
        {URL: {"file": "one.json", "stauts": 200}},
        {URL: "one.json"},
    ],
)
def test_an_index_that_is_wrong_says_where(tmp_path: Path, index: object) -> None:
    (tmp_path / "outside.json").write_text("{}")
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(ConfigError, match=r"index\.json"):
        _replay(inner, index, one=b"{}")


def test_an_index_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="put an index there"):
        replay_of(tmp_path, FakeClock())
