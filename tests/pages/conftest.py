"""Real servers on loopback over workspaces filled through the pipeline, for a real browser."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from app.asgi import build
from app.pipeline.outward import Outward
from tests.pages import collected_material, material
from tests.pages.looking import look  # noqa: F401  # a fixture of every test here
from tests.servers import Server, answering, by_path, serving
from tests.workspaces import Desk, open_desk

_PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Site:
    """A desk whose pages are served at an address."""

    desk: Desk
    url: str

    def id_of(self, question: str) -> str:
        """The id of the one document that answers a question."""
        (hit,) = self.desk.search(question).hits
        return hit.id


@contextmanager
def served(desk: Desk) -> Iterator[Site]:
    """Serve a desk's pages on a free port until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(build(desk.tracker), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    give_up_at = time.monotonic() + _PATIENCE_S
    while not server.started and time.monotonic() < give_up_at:
        threading.Event().wait(0.02)
    assert server.started
    yield Site(desk, f"http://127.0.0.1:{listening.getsockname()[1]}")
    server.should_exit = True
    thread.join(_PATIENCE_S)


def _site(folder: Path, fill: material.Fill, publisher: Server | None = None) -> Iterator[Site]:
    desk = open_desk(f"sqlite:///{folder / 'pages.db'}", folder / "home")
    fill(desk)
    desk.index()
    if publisher is not None:
        outward = Outward(policy=publisher.policy)
        desk = replace(desk, tracker=replace(desk.tracker, outward=outward))
    with closing(desk.tracker), served(desk) as site:
        yield site


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with nothing imported."""
    yield from _site(tmp_path_factory.mktemp("empty"), material.nothing)


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one article."""
    yield from _site(tmp_path_factory.mktemp("single"), material.one_article)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a thousand records, and every awkward text."""
    yield from _site(tmp_path_factory.mktemp("full"), material.everything)


@pytest.fixture(scope="session")
def publisher() -> Iterator[Server]:
    """A publisher on loopback with a feed of awkward titles and one that was written to be run."""
    feed = {"Content-Type": "application/rss+xml"}
    answers = {
        "/robots.txt": answering(b"", status=404),
        "/awkward.xml": answering(collected_material.awkward_feed().encode(), headers=feed),
        "/hostile.xml": answering(collected_material.hostile_feed().encode(), headers=feed),
    }
    with serving(by_path(answers)) as server:
        yield server


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory, publisher: Server) -> Iterator[Site]:
    """A site that has asked sixty sources for a year."""
    yield from _site(tmp_path_factory.mktemp("collected"), collected_material.asked, publisher)


@pytest.fixture(scope="session")
def barely(tmp_path_factory: pytest.TempPathFactory, publisher: Server) -> Iterator[Site]:
    """A site that has asked one source for a week."""
    yield from _site(tmp_path_factory.mktemp("barely"), collected_material.barely, publisher)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, publisher: Server) -> Iterator[Site]:
    """A site whose every text was written to be run."""
    yield from _site(tmp_path_factory.mktemp("hostile"), collected_material.payloads, publisher)


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A tab that runs no script."""
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        context.set_default_timeout(10_000)
        yield context.new_page()
