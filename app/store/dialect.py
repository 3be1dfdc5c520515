"""Where SQLite and PostgreSQL differ, each difference named once."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Engine, Integer, Table, Text, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.sql.dml import Insert
from sqlalchemy.types import TypeDecorator

from app.domain.time import microseconds

# SQLite gives row numbers by itself only to a column declared INTEGER.
Pk = BigInteger().with_variant(Integer, "sqlite")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COMMIT_LOCK = 0x4F6E5265636F7264  # any number, as long as every writer takes the same one
_BUSY_MS = 60_000
_UNHELD = re.compile(r"[\x00\ud800-\udfff]")


class Instant(TypeDecorator[datetime]):
    """An aware instant, held as whole microseconds since 1970 UTC on both databases.

    SQLite forgets time zones and PostgreSQL shows its session's: a number does neither. A naive
    value raises, so that none can reach the store.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """An instant as the database holds it."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """An instant as Python reads it."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class PlainText(TypeDecorator[str]):
    """Text as both databases can hold it, and can be asked for it.

    PostgreSQL refuses NUL, and neither takes half of a surrogate pair: each of these, which no
    publisher means, becomes the sign for a letter that could not be read.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """A text as the database holds it."""
        return None if value is None else as_held(value)


def as_held(text: str) -> str:
    """A text as both databases give it back: whatever is reckoned of it is reckoned of this."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNHELD.sub("\ufffd", text)


def reading_isolation(url: URL) -> str:
    """The isolation under which a reader sees one consistent view across its statements."""
    return "SERIALIZABLE" if url.get_backend_name() == "sqlite" else "REPEATABLE READ"


def insert_or_skip(connection: Connection, table: Table, *, unique: tuple[str, ...]) -> Insert:
    """An insert that leaves a row standing where one with the same unique columns is there."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing(index_elements=unique)
    return sqlite.insert(table).on_conflict_do_nothing(index_elements=unique)


def lock_commits(connection: Connection) -> None:
    """Wait until no other writer is between taking a position and its commit.

    On SQLite `BEGIN IMMEDIATE` has already made this the only writer. On PostgreSQL a sequence
    gives numbers in an order that commits need not follow, hence the lock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _COMMIT_LOCK})


def prepare_engine(engine: Engine, *, read_only: bool) -> None:
    """Set on each new connection what the two databases need to keep our promises."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, read_only=read_only)
    elif read_only:
        event.listen(engine, "connect", _read_only_postgresql)


def _prepare_sqlite(engine: Engine, *, read_only: bool) -> None:
    # The driver's own transaction handling commits before some statements: killed at every
    # statement, it left half-migrated files. So the driver is told to keep out of it.
    def on_connect(raw: Any, _record: object) -> None:
        raw.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={_BUSY_MS}",
            "cache_size=-65536",
            f"query_only={'ON' if read_only else 'OFF'}",
        ):
            raw.execute(f"PRAGMA {pragma}")

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def _read_only_postgresql(raw: Any, _record: object) -> None:
    with raw.cursor() as cursor:
        cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    raw.commit()
