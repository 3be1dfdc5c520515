"""The only composition root: settings in, a tracker out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from app.clock import Clock, stopped_clock, system_clock
from app.domain.sources import Source
from app.errors import ConfigError
from app.index.read import IndexReader
from app.pipeline.steps import Workshop
from app.queries.changes import last_change
from app.queries.reader import Reader
from app.settings import Settings
from app.sources import all_sources
from app.store.engine import Store, Workspace
from app.store.sources import Sources

_SECOND = timedelta(seconds=1)
_MOVABLE = frozenset({"test", "demo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """Everything a door needs to ask or to run a step."""

    clock: Clock
    store: Store
    workspace: Workspace
    sources: tuple[Source, ...]
    index_path: Path
    index: IndexReader
    body_limit: int
    clock_is_moved: bool = False

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """One consistent view to ask questions of."""
        with self.store.reader() as connection:
            now = self._now(last_change(connection))
            yield Reader(
                connection=connection,
                index=self.index,
                now=now,
                today=now.date(),
                signing_key=bytes.fromhex(self.workspace.signing_key),
                sources=self.sources,
            )

    def _now(self, last: tuple[int, datetime] | None) -> datetime:
        """The asker's present.

        Instants of changes never run backwards, so where a clock does they are ahead of it: then
        the last change is the present. But a clock moved by hand asks from its own instant, and
        what came to be known later is not known yet; the changes made while it stood still are
        told apart by microseconds, which are part of its second.
        """
        now = self.clock()
        if last is None or (self.clock_is_moved and last[1] > now + _SECOND):
            return now
        return max(now, last[1])

    def workshop(self) -> Workshop:
        """What the pipeline's steps work on."""
        return Workshop(
            store=self.store,
            sources=self.sources,
            clock=self.clock,
            index_path=self.index_path,
        )

    def at(self, clock: Clock) -> "Tracker":
        """The same tracker under another clock; for workspaces whose clock may be moved."""
        if self.workspace.purpose not in _MOVABLE:
            raise ConfigError("the clock of a working workspace is never moved")
        return replace(self, clock=clock)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def open_tracker(*, database: str | None = None, settings: Settings | None = None) -> Tracker:
    """Open the workspace that `database` or else the environment names, migrated and ready."""
    settings = settings or read_settings()
    if database is not None and not database.strip():
        raise ConfigError("--database is blank; leave it out, or give it an address")
    _make_folder(settings.home)
    store = Store(database or _database_url(settings))
    store.migrate()
    workspace = store.workspace(purpose=settings.workspace, clock=system_clock)
    clock = _clock(settings, workspace)
    index_path = settings.home / "index" / workspace.id
    _make_folder(index_path)
    sources = all_sources()
    _write_down(store, sources, clock)
    return Tracker(
        clock=clock,
        store=store,
        workspace=workspace,
        sources=sources,
        index_path=index_path,
        index=IndexReader(index_path),
        body_limit=settings.body_limit,
        clock_is_moved=settings.clock is not None,
    )


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"the folder {path} cannot be used: {error.strerror}; set ONRECORD_HOME to one that can"
        ) from error


def _write_down(store: Store, sources: tuple[Source, ...], clock: Clock) -> None:
    """Give every source of the house its row; a command that only asks takes no lock for it."""
    with store.reader() as connection:
        known = Sources(connection).keys()
    new = [source for source in sources if source.key not in known]
    if new:
        with store.transaction(clock) as transaction:
            for source in new:
                transaction.sources.add(source, at=transaction.opened_at)


def read_settings() -> Settings:
    """The environment's settings; a wrong one is named with what is wrong about it."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"ONRECORD_{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            for fault in error.errors()
        )
        raise ConfigError(f"{wrong}; correct the environment and run again") from None


def _database_url(settings: Settings) -> str:
    if settings.database_url is not None:
        return settings.database_url
    if settings.database_url_file is not None:
        try:
            return settings.database_url_file.read_text().strip()
        except OSError as error:
            raise ConfigError(f"ONRECORD_DATABASE_URL_FILE cannot be read: {error}") from error
    return f"sqlite:///{settings.home / 'onrecord.db'}"


def _clock(settings: Settings, workspace: Workspace) -> Clock:
    if settings.clock is None:
        return system_clock
    if workspace.purpose not in _MOVABLE:
        raise ConfigError(
            "ONRECORD_CLOCK moves the clock only of a workspace made with "
            f"ONRECORD_WORKSPACE=test; this one was made for {workspace.purpose!r}. "
            "Unset ONRECORD_CLOCK, or make a new workspace in another ONRECORD_HOME"
        )
    try:
        start_at = datetime.fromisoformat(settings.clock)
        if start_at.tzinfo is None:
            start_at = start_at.replace(tzinfo=UTC)
        return stopped_clock(start_at.astimezone(UTC))
    except (ValueError, OverflowError):
        raise ConfigError(
            f"ONRECORD_CLOCK={settings.clock!r} is no instant; write 2026-01-02T03:04:05Z"
        ) from None
