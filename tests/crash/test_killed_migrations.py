"""A migration killed at any of its writes leaves the old tables or the new ones."""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app.store.engine import Store
from app.store.schema import Row
from tests.crash.stable import Stable, opened
from tests.databases import missing
from tests.postgres import create_database, drop_database

KILLS = 12
_SEED = 20_261_120


@pytest.fixture(scope="module")
def stable() -> Iterator[Stable]:
    with opened() as running:
        if why := running.why_not():
            missing(why)
        yield running


def _tables(url: str) -> set[str]:
    with closing(Store(url)) as store, store.writing_engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _die_migrating(stable: Stable, url: str, home: Path, last: int | None) -> int:
    """Open a workspace on an empty database, killed at a write; the writes begun."""
    environment = {"ONRECORD_HOME": str(home), "ONRECORD_DATABASE_URL": url}
    shutil.rmtree(home, ignore_errors=True)
    return stable.run(["doctor", "--json"], environment, last=last).writes


@pytest.fixture
def new_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """Addresses of empty databases, as many as a test asks for by appending none."""
    server: str | None = None
    if database == "postgres":
        server = request.getfixturevalue("postgres_server")
    made = [
        f"sqlite:///{tmp_path / f'{number}.db'}" if server is None else create_database(server)
        for number in range(KILLS + 1)
    ]
    yield made
    for url in made if server is not None else ():
        drop_database(server or "", url)


def _sweep(stable: Stable, urls: list[str], place: Path, kills: int) -> None:
    total = _die_migrating(stable, urls[0], place / "home", None)
    whole = {table.name for table in Row.metadata.sorted_tables}
    assert whole <= _tables(urls[0])
    dice = random.Random(_SEED)
    states = set()
    for number, url in enumerate(urls[1 : kills + 1]):
        last = dice.randint(total * number // kills + 1, total * (number + 1) // kills)
        _die_migrating(stable, url, place / "home", last)
        found = _tables(url)
        assert not found or whole <= found, f"killed at write {last} of {total}"
        states.add(bool(found))
        _die_migrating(stable, url, place / "home", None)
        assert whole <= _tables(url)
    assert states == {True, False}


def test_a_killed_migration_leaves_the_old_or_the_new(
    stable: Stable, new_url: list[str], tmp_path: Path
) -> None:
    _sweep(stable, new_url, tmp_path, KILLS)
