"""The only composition root: settings in, a tracker out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from app.clock import Clock, stopped_clock, system_clock
from app.domain.sources import Source
from app.errors import ConfigError, UnreachableError
from app.index.read import IndexReader
from app.pipeline.collect import is_gone, owner_here
from app.pipeline.looking import Eye
from app.pipeline.opening import open_capture
from app.pipeline.outward import Outward, read_mirrors, read_policy, read_switches
from app.pipeline.read import Opening
from app.pipeline.rounds import Collector
from app.pipeline.steps import Workshop
from app.queries.changes import last_change
from app.queries.covered import CoverageMemory
from app.queries.reader import Reader
from app.settings import Settings, read_keys
from app.sources import all_sources
from app.sources.feeds import FollowedFeed, feed_source
from app.store.engine import Store, Workspace
from app.store.sources import AddedFeed, Sources

_SECOND = timedelta(seconds=1)
_MOVABLE = frozenset({"test", "demo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """Everything a door needs to ask or to run a step."""

    clock: Clock
    store: Store
    workspace: Workspace
    modules: tuple[Source, ...]
    index_path: Path
    index: IndexReader
    body_limit: int
    outward: Outward = field(default_factory=Outward)
    clock_is_moved: bool = False
    memory: CoverageMemory = field(default_factory=CoverageMemory)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source: those of the house, and the feeds that people added meanwhile."""
        try:
            with self.store.reader() as connection:
                return self._with(Sources(connection).feeds())
        except UnreachableError:
            # That the database is gone is said by whoever asks it something.
            return self.modules

    def asked_sources(self) -> list[Source]:
        """The sources that are asked for what they publish, as they are now."""
        return [one for one in self.sources if self.outward.why_off(one) is None]

    def _with(self, feeds: list[AddedFeed]) -> tuple[Source, ...]:
        added = [_followed(feed) for feed in feeds]
        known = {source.key for source in self.modules}
        # Local texts stay last: they would take any page or feed for a report.
        return (*(one for one in added if one.key not in known), *self.modules)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """One consistent view to ask questions of."""
        with self.store.reader() as connection:
            now = self._now(last_change(connection))
            sources = self._with(Sources(connection).feeds())
            yield Reader(
                connection=connection,
                index=self.index,
                now=now,
                today=now.date(),
                signing_key=bytes.fromhex(self.workspace.signing_key),
                sources=sources,
                off=frozenset(one.key for one in sources if self.outward.why_off(one) is not None),
                memory=self.memory,
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

    def collector(
        self,
        *,
        wait: Callable[[float], None],
        is_ended: Callable[[], bool] = lambda: False,
        opening: Opening = open_capture,
    ) -> Collector:
        """What asks publishers for this workspace."""
        eye = Eye(
            store=self.store,
            fetcher=self.outward.fetcher(self.store, self.clock, wait, self.modules),
            clock=self.clock,
            body_limit=self.body_limit,
            opening=opening,
        )
        return Collector(eye=eye, owner=owner_here(), is_gone=is_gone, is_ended=is_ended)

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
        modules=sources,
        index_path=index_path,
        index=IndexReader(index_path),
        body_limit=settings.body_limit,
        outward=_outward(settings),
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


def _followed(feed: AddedFeed) -> Source:
    said = FollowedFeed(
        title=feed.title,
        url=feed.url,
        jurisdiction=feed.jurisdiction,
        standing=feed.standing,
        weight=feed.weight,
        owner=feed.owner,
        zone=feed.zone,
    )
    return feed_source(feed.key, said if feed.every is None else replace(said, every=feed.every))


def _outward(settings: Settings) -> Outward:
    try:
        keys = read_keys()
    except OSError as error:
        raise ConfigError(f"a file that an ONRECORD_KEY_… names cannot be read: {error}") from error
    return Outward(
        contact=settings.contact,
        policy=read_policy(settings.egress_allow),
        allowed=settings.egress_allow,
        mirrors=read_mirrors(settings.mirror),
        keys=keys,
        switches=read_switches(settings.sources),
        is_on=settings.collect == "on",
        body_limit=settings.body_limit,
    )


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
