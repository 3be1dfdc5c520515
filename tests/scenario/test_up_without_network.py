"""`up` where nothing can be reached: it starts, serves what it holds, and names what is missing."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen  # a test asks as a person's browser does

import pytest

from app.domain.ids import SourceKey
from app.store.collecting import RoundOutcome, Rounds
from app.store.engine import Store
from tests.recorded import ROOT

KEY = "uk-notices"
_TRIES, _BETWEEN = 600, 0.1


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def up(tmp_path: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    # The one source that is on is asked at a port of this machine where nobody listens.
    environment = {
        "ONRECORD_HOME": str(tmp_path),
        "ONRECORD_SOURCES": KEY,
        "ONRECORD_EGRESS_ALLOW": "127.0.0.1:9",
        "ONRECORD_MIRROR": "https://www.gov.uk=http://127.0.0.1:9",
    }
    command = [sys.executable, "-m", "app", "up", "--port", str(port), "--quiet"]
    with subprocess.Popen(command, cwd=ROOT, env={**kept, **environment}, text=True) as process:
        yield process
        process.kill()


def _ask(port: int) -> dict[str, object] | None:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as answer:
            said: dict[str, object] = json.loads(answer.read())
            return said
    except (URLError, OSError):
        return None


def test_it_serves_at_once_names_who_cannot_be_reached_and_ends_when_told(
    up: "subprocess.Popen[str]", port: int, tmp_path: Path
) -> None:
    said: dict[str, object] | None = None
    for _ in range(_TRIES):
        said = _ask(port)
        if said is not None and "cannot be" in str(said["stale"]):
            break
        assert up.poll() is None, "it ended by itself"
        Event().wait(_BETWEEN)
    assert said is not None
    assert said["status"] == "ready"
    assert KEY in str(said["stale"])
    with urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
        assert page.status == 200
    up.send_signal(signal.SIGTERM)
    assert up.wait(60) in (0, 128 + signal.SIGTERM)
    with closing(Store(f"sqlite:///{tmp_path / 'onrecord.db'}")) as store, store.reader() as held:
        rounds = Rounds(held)
        last = rounds.last(SourceKey(KEY))
        assert rounds.open_of(SourceKey(KEY)) is None
    assert last is not None
    assert last.outcome is RoundOutcome.FAILED
    assert last.next_at is not None
    assert last.next_at > datetime(2026, 1, 1, tzinfo=UTC)
