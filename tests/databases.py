"""Every test that asks for a database runs on SQLite and on PostgreSQL, and the run says so.

One PostgreSQL server serves a whole run, on however many processes it runs; each test has a
fresh database of its own. Without a server such tests skip with a count, and fail under CI.
"""

import contextlib
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn, Protocol

import pytest

from app.store.engine import Store
from tests.postgres import NoServerError, create_database, drop_database, running_server

UNDER_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
ENGINES = ("sqlite", "postgres")
_PROPERTY = "database"
_ADDRESS, _ABSENCE = "postgres_address", "postgres_absence"
_held = pytest.StashKey[contextlib.ExitStack]()
_found = pytest.StashKey[dict[str, str]]()


class _Node(Protocol):
    """A process of a run that is spread over several, as the one that leads it sees it."""

    config: pytest.Config
    workerinput: dict[str, str]


def missing(what: str) -> NoReturn:
    """Something this machine lacks: a skip for a person, a failure where everything must run."""
    if UNDER_CI:
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> str:
    """The address of the run's PostgreSQL server."""
    found = getattr(pytestconfig, "workerinput", None) or _find_server(pytestconfig)
    if _ADDRESS not in found:
        missing(found[_ABSENCE])
    address: str = found[_ADDRESS]
    return address


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A fresh, empty PostgreSQL database, for what only PostgreSQL can show."""
    url = create_database(postgres_server)
    yield url
    drop_database(postgres_server, url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A fresh SQLite file that is not there yet, for what only SQLite can show."""
    return f"sqlite:///{tmp_path / 'onrecord.db'}"


@pytest.fixture(params=[pytest.param(name, marks=getattr(pytest.mark, name)) for name in ENGINES])
def database(request: pytest.FixtureRequest) -> str:
    """The engine a test runs on; a test that takes it, or an address below, runs on each."""
    name: str = request.param
    return name


@pytest.fixture
def database_url(database: str, request: pytest.FixtureRequest) -> str:
    """A fresh, empty database on each engine."""
    url: str = request.getfixturevalue(f"{database}_url")
    return url


@pytest.fixture
def migrated_url(database: str, request: pytest.FixtureRequest) -> str:
    """A fresh database on each engine that holds this release's tables and nothing in them."""
    url: str = request.getfixturevalue(f"migrated_{database}_url")
    return url


@pytest.fixture
def migrated_sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """A fresh SQLite file with this release's tables."""
    shutil.copyfile(migrated_file, tmp_path / "onrecord.db")
    return f"sqlite:///{tmp_path / 'onrecord.db'}"


@pytest.fixture
def migrated_postgres_url(postgres_server: str, migrated_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database with this release's tables."""
    url = create_database(postgres_server, migrated_template)
    yield url
    drop_database(postgres_server, url)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `migrated_sqlite_url` copies: migrating anew for every test would take minutes."""
    path = tmp_path_factory.mktemp("template") / "onrecord.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_template(postgres_server: str) -> Iterator[str]:
    """What `migrated_postgres_url` copies."""
    url = create_database(postgres_server)
    _migrate(url)
    yield url
    drop_database(postgres_server, url)


def _migrate(url: str) -> None:
    store = Store(url)
    store.migrate()
    store.close()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_held] = contextlib.ExitStack()
    config.pluginmanager.register(Tally(), "databases-tally")


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[_held].close()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: _Node) -> None:
    """Start the server before the processes that share it."""
    node.workerinput.update(_find_server(node.config))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        wanted = getattr(item, "fixturenames", ())
        if "database" in wanted and isinstance(item, pytest.Function):
            name = item.callspec.params["database"]
            item.user_properties.append((_PROPERTY, str(name)))
        elif "postgres_server" in wanted:
            item.add_marker("postgres")


class Tally:
    """How many tests ran, and how many were left out, on each database."""

    def __init__(self) -> None:
        self.ran: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()

    @property
    def unequal(self) -> bool:
        """Whether one database was tried more than the other."""
        return len({self.ran[name] for name in ENGINES}) > 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count each test once, on whichever process it ran."""
        name = dict(report.user_properties).get(_PROPERTY)
        if not isinstance(name, str):
            return
        if report.skipped:
            self.skipped[name] += 1
        elif report.when == "call":
            self.ran[name] += 1

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Under CI, a run that tried one database more than the other has failed."""
        if UNDER_CI and self.unequal:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what ran where, in one line that is always there."""
        said = [f"{name} {self.ran[name]}{self._left_out(name)}" for name in ENGINES]
        line = f"databases: {', '.join(said)}"
        if UNDER_CI and self.unequal:
            line += ": unequal, so this run has failed"
        terminalreporter.write_line(line, red=UNDER_CI and self.unequal)

    def _left_out(self, name: str) -> str:
        return f" ({self.skipped[name]} skipped)" if self.skipped[name] else ""


def _find_server(config: pytest.Config) -> dict[str, str]:
    """The run's server, started when first asked for; or why there is none."""
    if _found not in config.stash:
        try:
            address = config.stash[_held].enter_context(running_server())
        except NoServerError as error:
            config.stash[_found] = {_ABSENCE: str(error)}
        else:
            config.stash[_found] = {_ADDRESS: address}
    return config.stash[_found]
