"""Open a store: its engines, its workspace, its migrations, and work done on it whole."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, insert, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
)

from app.clock import Clock
from app.errors import ConfigError, UnreachableError
from app.store.dialect import prepare_engine, reading_isolation
from app.store.schema import WorkspaceRow
from app.store.transaction import ConflictError, Transaction
from app.store.turn import Turn

T = TypeVar("T")

_TRIES = 5
_TURN_SECONDS = 600
_MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Which workspace a database is; the clock of one for `test` or `demo` may be moved."""

    id: str
    purpose: str
    signing_key: str


class Store:
    """One database, opened for one writer at a time and any number of readers."""

    def __init__(self, url: str) -> None:
        self.url = _checked(url)
        # A collector's threads wait for their turn, however long it takes.
        self._writing = create_engine(self.url, pool_timeout=_TURN_SECONDS)
        self._turn = _turn(self.url)
        prepare_engine(self._writing, read_only=False)
        self._reading = create_engine(
            self.url,
            pool_size=8,
            max_overflow=16,
            isolation_level=reading_isolation(self.url),
        )
        prepare_engine(self._reading, read_only=True)

    def migrate(self) -> None:
        """Bring the tables up to this release; nothing is done where they are."""
        with _named_errors(self.url), self._reading.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current == _head():
            return
        with _named_errors(self.url), self._writing.begin() as connection:
            config = alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def check_migrated(self) -> None:
        """Raise where the tables are not those of this release."""
        with _named_errors(self.url), self._reading.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current != _head():
            raise ConfigError(
                f"the database {self.url.render_as_string()} holds tables of revision {current}, "
                f"this release wants {_head()}; run `onrecord up` or any import to migrate it"
            )

    def workspace(self, *, purpose: str, clock: Clock) -> Workspace:
        """The workspace this database is; made, for `purpose`, where it is new."""
        with _named_errors(self.url), self._reading.connect() as connection:
            row = connection.execute(select(WorkspaceRow.__table__)).first()
        if row is not None:
            return Workspace(id=row.id, purpose=row.purpose, signing_key=row.signing_key)
        with _named_errors(self.url), self._writing.begin() as connection:
            row = connection.execute(select(WorkspaceRow.__table__)).first()
            if row is None:
                made = Workspace(
                    id=secrets.token_hex(6), purpose=purpose, signing_key=secrets.token_hex(32)
                )
                connection.execute(
                    insert(WorkspaceRow).values(
                        id=made.id,
                        purpose=made.purpose,
                        signing_key=made.signing_key,
                        created_at=clock(),
                    )
                )
                return made
        return Workspace(id=row.id, purpose=row.purpose, signing_key=row.signing_key)

    def transact(self, work: Callable[[Transaction], T], clock: Clock) -> T:
        """Do a piece of work and commit it whole; done again where another writer was first."""
        for attempt in range(1, _TRIES + 1):
            try:
                with self.transaction(clock) as transaction:
                    return work(transaction)
            except (ConflictError, IntegrityError) as error:
                if attempt == _TRIES:
                    raise UnreachableError(
                        f"the database {self.url.render_as_string()} refused this piece of work "
                        f"{_TRIES} times ({type(error).__name__}): another process changes the "
                        "same documents; run the command again"
                    ) from error
        raise AssertionError("the loop above returns or raises")

    @contextmanager
    def transaction(self, clock: Clock) -> Iterator[Transaction]:
        """A transaction, committed where the block ends well and rolled back where it does not."""
        with self._turn, _named_errors(self.url), self._writing.begin() as connection:
            transaction = Transaction(connection, clock)
            yield transaction
            transaction.flush()

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """A connection that the database itself lets read only, in one consistent view."""
        with _named_errors(self.url), self._reading.connect() as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._writing.dispose()
        self._reading.dispose()

    @property
    def writing_engine(self) -> Engine:
        """The engine that may write, for migrations and for tests of the tables themselves."""
        return self._writing


def alembic_config() -> Config:
    """Alembic's configuration, found beside the application."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def _turn(url: URL) -> AbstractContextManager[object]:
    """What a writer waits for: the turn at an SQLite file; PostgreSQL has many writers."""
    if url.get_backend_name() != "sqlite" or url.database is None:
        return nullcontext()
    return Turn(Path(url.database))


def _head() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigError(
            f"{url!r} is no database address; give one such as sqlite:////path/onrecord.db "
            "or postgresql://user@host/name"
        ) from None
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    raise ConfigError(
        f"{parsed.render_as_string()} names neither an SQLite file nor a PostgreSQL database"
    )


@contextmanager
def _named_errors(url: URL) -> Iterator[None]:
    try:
        yield
    except (DatabaseError, NoSuchModuleError) as error:
        # Its other kinds are faults of ours or of one row, but for the bare one: no database.
        if type(error) not in (DatabaseError, NoSuchModuleError, OperationalError):
            raise
        cause = str(getattr(error, "orig", error)).strip()
        raise UnreachableError(
            f"the database {url.render_as_string()} did not do as asked: {cause}; "
            "check that it is running, reachable and not full, then run the command again"
        ) from error
