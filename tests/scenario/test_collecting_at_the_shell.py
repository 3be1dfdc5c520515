"""The collect command as a person runs it: what it prints, how it ends, what answers say then."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from app.asgi import build
from app.bootstrap import open_tracker
from app.clock import system_clock
from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.store.engine import Store
from app.store.sources import AddedFeed
from tests.servers import Asked, Server, answering, serving

KEY = "news-ours"
SITE = "https://news.example.com"


def feed(*names: str) -> bytes:
    """A feed of one entry a day, the newest first, of the days before today."""
    today = system_clock()
    items = "".join(
        f"<item><guid isPermaLink='false'>{name}</guid><title>{name}</title>"
        f"<description>Licences for {name} are needed.</description>"
        f"<pubDate>{format_datetime(today - timedelta(days=number + 1))}</pubDate></item>"
        for number, name in enumerate(names)
    )
    return f"<rss version='2.0'><channel><title>Ours</title>{items}</channel></rss>".encode()


@dataclass(slots=True)
class Shell:
    """A terminal with a workspace that follows one feed; `answer` is what its publisher says."""

    environment: dict[str, str]
    answer: list[list[bytes]]
    server: Server
    runner: CliRunner = field(default_factory=CliRunner)

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command; its exit code and what it printed."""
        from app.cli.main import application

        done = self.runner.invoke(application, list(arguments), env=self.environment)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout

    def says(self, *arguments: str) -> tuple[int, dict[str, object]]:
        """The same, with the JSON it printed."""
        code, printed = self.run(*arguments, "--json")
        said: dict[str, object] = json.loads(printed)
        return code, said

    def ready(self) -> dict[str, object]:
        """What `/readyz` says of this workspace."""
        with pytest.MonkeyPatch.context() as environment:
            for name, value in self.environment.items():
                environment.setenv(name, value)
            with closing(open_tracker()) as tracker:
                answer = TestClient(build(tracker)).get("/readyz")
                assert answer.status_code == 200
                said: dict[str, object] = answer.json()
                return said

    def stale(self) -> list[dict[str, object]]:
        """The sources whose silence says nothing now."""
        said = self.ready()["stale"]
        assert isinstance(said, list)
        return said


@pytest.fixture
def shell(migrated_url: str, tmp_path: Path) -> Iterator[Shell]:
    answer = [answering(feed("a", "b", "c"), headers={"Content-Type": "application/rss+xml"})]

    def script(asked: Asked) -> list[bytes]:
        return answering(status=404) if asked.path == "/robots.txt" else answer[0]

    with closing(Store(migrated_url)) as store, serving(script) as server:
        at = datetime(2026, 11, 20, tzinfo=UTC)
        added = AddedFeed(
            key=SourceKey(KEY),
            title="Our news",
            url=f"{SITE}/feed.rss",
            jurisdiction="none",
            standing=Standing.REPORT,
            weight="unattributed",
            owner=None,
            zone="UTC",
        )
        with store.transaction(lambda: at) as transaction:
            transaction.sources.add_feed(added, at=at)
        environment = {
            "ONRECORD_HOME": str(tmp_path / "home"),
            "ONRECORD_DATABASE_URL": migrated_url,
            "ONRECORD_SOURCES": KEY,
            "ONRECORD_EGRESS_ALLOW": f"127.0.0.1:{server.port}",
            "ONRECORD_MIRROR": f"{SITE}=http://127.0.0.1:{server.port}",
        }
        yield Shell(environment=environment, answer=answer, server=server)


def test_what_is_due_is_collected_once_and_the_receipt_is_complete(shell: Shell) -> None:
    (stale,) = shell.stale()
    assert (stale["source"], stale["since"]) == (KEY, None)
    assert stale["why"] == "it has not been asked yet"
    code, said = shell.says("collect")
    assert (code, said["documents"]) == (0, {"new": 3, "changed": 0, "same": 0})
    assert said["days_proven"] == 2
    assert shell.run("collect") == (0, "nothing is due\n")
    code, found = shell.says("search", "licences source:news-ours published:last2d")
    assert found["total"] == 2
    coverage = found["coverage"]
    assert isinstance(coverage, dict)
    assert coverage["complete"] is True
    (one,) = coverage["sources"]
    assert set(one) == {"source", "from", "to", "complete", "last_success"}
    assert shell.stale() == []


def test_an_answer_about_days_that_are_not_proven_has_no_complete_receipt(shell: Shell) -> None:
    shell.run("collect")
    _, found = shell.says("search", "licences source:news-ours published:last30d")
    coverage = found["coverage"]
    assert isinstance(coverage, dict)
    assert coverage["complete"] is False


def test_a_publisher_that_cannot_be_reached_ends_with_one_and_is_named(shell: Shell) -> None:
    shell.answer[0] = answering(b"<h1>Maintenance</h1>", status=500)
    code, printed = shell.run("collect")
    assert code == 1
    assert "failed" in printed
    ready = shell.ready()
    assert ready["status"] == "ready"
    assert "500" in str(ready["stale"])


def test_what_was_emptied_needs_attention_and_takes_nothing_away(shell: Shell) -> None:
    shell.run("collect")
    shell.answer[0] = answering(feed(), headers={"Content-Type": "application/rss+xml"})
    code, said = shell.says("collect", "--source", KEY)
    assert code == 3
    assert said["problems"]
    assert shell.says("search", "licences")[1]["total"] == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--source", "news-our"), "did you mean"),
        (("--until", "2026-11-01"), "goes with --since"),
        (("--since", "2026-11-02", "--until", "2026-11-01"), "before"),
    ],
)
def test_a_wrong_call_is_answered_with_what_is_wrong(
    shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    from app.cli.main import application

    done = shell.runner.invoke(application, ["collect", *arguments], env=shell.environment)
    assert said in str(done.exception)


def test_a_source_without_its_key_is_named_and_not_asked(shell: Shell) -> None:
    shell.environment["ONRECORD_SOURCES"] = ""
    code, said = shell.says("collect", "--source", "us-congress")
    assert code == 3
    assert "ONRECORD_KEY_CONGRESS" in str(said["off"])
    assert shell.server.connects == 0
    assert "ONRECORD_KEY_CONGRESS (us-congress)" in str(shell.says("doctor")[1]["keys_missing"])


def test_what_came_can_be_written_as_a_web_archive(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "came.warc.gz"
    shell.run("collect", "--warc", str(file))
    with file.open("rb") as opened:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in ArchiveIterator(opened)
        ]
    assert records == [("warcinfo", None), ("response", f"{SITE}/feed.rss")]


def test_the_keys_of_publishers_are_never_shown(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("canary-one\n")
    shell.environment["ONRECORD_KEY_CONGRESS_FILE"] = str(tmp_path / "key")
    shell.environment["ONRECORD_KEY_REGULATIONS_GOV"] = "canary-two"
    _, printed = shell.run("doctor")
    assert "keys: congress, regulations_gov" in printed
    assert "canary" not in printed
