"""Sources that are due, or that a person names, are asked for their days, many at once."""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Final

import structlog

from app.domain.ids import SourceKey
from app.domain.sources import Source, Window
from app.errors import TrackerError
from app.pipeline.rounds import Collector, RoundSum, collect_round
from app.pipeline.schedule import asked_windows, scheduled_windows
from app.store.collecting import Round, RoundOutcome, Rounds
from app.store.coverage import Coverage
from app.store.engine import Store
from app.store.sources import Sources

_LOG = structlog.get_logger()
_MOST_AT_ONCE: Final = 64
_LOOK_EVERY_SECONDS: Final = 2.0
# A walker on another machine that has not been heard of for so long is taken for dead.
LEASE: Final = timedelta(hours=1)
_TICKS: Final = 19  # of what the system tells of a process behind its name: when it began


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks for: days of their own, instead of what is due."""

    since: date | None = None
    until: date | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSum:
    """What collecting a source came to: its rounds, and what was not asked for and why."""

    source: str
    rounds: tuple[RoundSum, ...] = ()
    skipped_windows: int = 0
    note: str | None = None

    @property
    def needs_a_person(self) -> bool:
        """Whether something of it needs attention."""
        return self.note is not None or any(one.problems for one in self.rounds)

    @property
    def is_unreached(self) -> bool:
        """Whether it was asked and never answered."""
        return bool(self.rounds) and not any(one.answers for one in self.rounds)


def owner_here() -> str:
    """The name of this process among those that may collect for one workspace.

    It says when the process began, where that can be told: a container that was killed comes back
    under its old name with the old number.
    """
    return f"{platform.node()}/{os.getpid()}@{_began(os.getpid()) or ''}"


def is_gone(owner: str, seen_at: datetime, at: datetime) -> bool:
    """Whether the owner of an open round walks no more.

    Of this machine the process itself is asked, however long ago its last sign of life was; of
    others the lease tells, also where their sign is dated ahead by a clock that was set back since.
    """
    machine, _, process = owner.rpartition("/")
    pid, _, began = process.partition("@")
    if machine != platform.node() or sys.platform == "win32" or not pid.isdecimal():
        return abs(at - seen_at) > LEASE
    if not _runs(int(pid)):
        return True
    return began != "" and (_began(int(pid)) or began) != began


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it is somebody else's, and there
    return True


def _began(pid: int) -> str | None:
    """A mark of when a process of this machine began; `None` where the system does not tell."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name of the program stands in parentheses and may hold anything.
    fields = said.rpartition(")")[2].split()
    return f"{boot[:8]}-{fields[_TICKS]}" if len(fields) > _TICKS else None


def due_sources(store: Store, sources: Iterable[Source], at: datetime) -> list[Source]:
    """The sources that are to be asked now: not paused, and past the instant of their next look."""
    with store.reader() as connection:
        rounds, paused = Rounds(connection), Sources(connection).paused()
        last = {
            source.key: rounds.last(source.key, scheduled=True)
            for source in sources
            if source.begin is not None and source.every is not None and source.key not in paused
        }
    return [source for source in sources if source.key in last and _is_due(last[source.key], at)]


def _is_due(last: Round | None, at: datetime) -> bool:
    if last is None or last.next_at is None or last.next_at <= at:
        return True
    # A round that ended in time to come was dated by a clock that has been set back since.
    return last.ended_at is not None and last.ended_at - at > LEASE


def collect(
    collector: Collector,
    sources: Sequence[Source],
    asked: Asked,
    on_round: Callable[[RoundSum], None],
) -> list[SourceSum]:
    """Collect these sources, many at once; one sum for each, in their order."""
    if not sources:
        return []
    with ThreadPoolExecutor(max_workers=min(_MOST_AT_ONCE, len(sources))) as pool:
        running = [
            pool.submit(collect_source, collector, source, asked, on_round) for source in sources
        ]
        return [one.result() for one in running]


def collect_source(
    collector: Collector,
    source: Source,
    asked: Asked,
    on_round: Callable[[RoundSum], None] = lambda _sum: None,
) -> SourceSum:
    """Every window of one source, oldest first.

    Where a window brings nothing at all, the later ones are left for the next time: so the last
    complete day never runs ahead of days that nobody could be asked about.
    """
    windows, note, skipped = _windows(collector, source, asked)
    rounds: list[RoundSum] = []
    for number, window in enumerate(windows, start=1):
        done = collect_round(collector, source, window, scheduled=asked.since is None)
        if done is None:
            note = f"another process is collecting {source.key}; its answers will be here soon"
            break
        rounds.append(done)
        on_round(done)
        left = len(windows) - number
        if left and done.outcome is RoundOutcome.FAILED:
            note = f"{left:,} later windows were left, since this one brought nothing"
            break
    return SourceSum(source=source.key, rounds=tuple(rounds), skipped_windows=skipped, note=note)


def _windows(
    collector: Collector, source: Source, asked: Asked
) -> tuple[tuple[Window, ...], str | None, int]:
    now = collector.eye.clock()
    with collector.eye.store.reader() as connection:
        coverage = Coverage(connection)
        if asked.since is None:
            last = coverage.last_proven_on(source.key)
            due = scheduled_windows(source, last_proven_on=last, at=now)
            return _told_apart(source, due), None, 0
        windows, note = asked_windows(source, since=asked.since, until=asked.until, at=now)
        if asked.again:
            return _told_apart(source, windows), note, 0
        settled = source.settled_on(now)
        wanted = tuple(
            one
            for one in windows
            if one.last_on > settled
            or not coverage.is_proven(source.key, one.first_on, one.last_on)
        )
    return _told_apart(source, wanted), note, len(windows) - len(wanted)


def _told_apart(source: Source, windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """One window in place of several of a source that asks the same whatever the days.

    A feed is what it is: asking it for every month of ten years would bring one answer many times.
    """
    if len(windows) < 2 or source.begin is None:
        return windows
    first, last = windows[0], windows[-1]
    if list(source.begin(first)) != list(source.begin(last)):
        return windows
    return (Window(first_on=first.first_on, last_on=last.last_on),)


def resting(ended: Event) -> Callable[[float], None]:
    """Lets seconds pass, and no more of them once it is ended."""

    def rest(seconds: float) -> None:
        ended.wait(seconds)

    return rest


def collect_until(
    collector: Collector,
    sources: Callable[[], Sequence[Source]],
    ended: Event,
    after: Callable[[], object],
) -> None:
    """Collect whatever is due, as it becomes due, until ended; `after` each source's rounds.

    `sources` is asked anew each time, so a feed added meanwhile is collected without a restart.
    What goes wrong is said in the log and tried again.
    """
    running: dict[SourceKey, Future[SourceSum]] = {}
    with ThreadPoolExecutor(max_workers=_MOST_AT_ONCE) as pool:
        while True:
            try:
                finished = [key for key, future in running.items() if future.done()]
                for key in finished:
                    _tell(key, running.pop(key))
                if finished:
                    after()
                if ended.is_set():
                    break
                for source in due_sources(collector.eye.store, sources(), collector.eye.clock()):
                    if source.key not in running:
                        running[source.key] = pool.submit(
                            collect_source, collector, source, Asked()
                        )
            except TrackerError as error:
                _LOG.info("not collected", cause=str(error))
            except Exception:  # noqa: BLE001  # a collector must outlive what nobody foresaw
                _LOG.exception("not collected")
            ended.wait(_LOOK_EVERY_SECONDS)


def _tell(key: SourceKey, done: Future[SourceSum]) -> None:
    error = done.exception()
    if error is not None:
        _LOG.info("not collected", source=key, cause=str(error))
        return
    for one in done.result().rounds:
        _LOG.info(
            "collected",
            source=key,
            outcome=one.outcome.value,
            new=one.new,
            changed=one.changed,
            problems=len(one.problems),
        )
