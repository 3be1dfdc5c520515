"""Both databases are real servers or real files, fresh for every test."""

import sqlalchemy
from sqlalchemy import text

from app.store.engine import Store


def _ask(url: str, *statements: str) -> object:
    engine = sqlalchemy.create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements[:-1]:
                connection.execute(text(statement))
            return connection.execute(text(statements[-1])).scalar()
    finally:
        engine.dispose()


def test_a_database_keeps_what_it_is_given(database_url: str) -> None:
    told = ("CREATE TABLE told (word TEXT)", "INSERT INTO told VALUES ('licence 许可证')")
    _ask(database_url, *told, "SELECT 1")
    assert _ask(database_url, "SELECT word FROM told") == "licence 许可证"


def test_a_test_never_meets_what_another_left_behind(database_url: str) -> None:
    assert _ask(database_url, "CREATE TABLE told (word TEXT)", "SELECT count(*) FROM told") == 0


def test_a_migrated_database_is_ready_to_be_read(migrated_url: str) -> None:
    store = Store(migrated_url)
    try:
        store.check_migrated()
    finally:
        store.close()


def test_the_postgres_server_is_one_we_support(postgres_url: str) -> None:
    version = _ask(postgres_url, "SHOW server_version_num")
    assert isinstance(version, str)
    assert int(version) >= 150_000
