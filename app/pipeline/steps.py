"""The steps in order, each asking the store for what waits for it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import structlog

from app.clock import Clock
from app.domain.sources import Source
from app.errors import ConfigError, TrackerError
from app.index.place import read_mark
from app.index.write import IndexWriter
from app.pipeline.extract import extract_waiting
from app.pipeline.index import follow
from app.pipeline.read import read_waiting
from app.queries.changes import last_position
from app.store.engine import Store

_LOG = structlog.get_logger()
_WAIT_SECONDS = 120.0
_FOLLOW_EVERY_SECONDS = 1.0
_LOOK_EVERY_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What the steps work on."""

    store: Store
    sources: tuple[Source, ...]
    clock: Clock
    index_path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSum:
    """What a step did: how many captures or versions it read, or documents it indexed."""

    step: str
    done: int
    issues: int = 0


def run_read(workshop: Workshop, *, again: bool) -> StepSum:
    """Read the captures that wait, or all of them again."""
    read = read_waiting(workshop.store, workshop.sources, workshop.clock, again=again)
    return StepSum(step="read", done=len(read), issues=sum(len(one.issues) for _, one in read))


def run_extract(workshop: Workshop, *, again: bool) -> StepSum:
    """Read the versions that wait for what they cite, say of days and do, or all of them again."""
    done = extract_waiting(workshop.store, workshop.clock, again=again)
    return StepSum(step="extract", done=done.versions, issues=done.set_aside)


def run_index(workshop: Workshop, *, again: bool) -> StepSum:
    """Bring the index up to the feed's end."""
    if again:
        raise ConfigError(
            "the index follows the feed; to build it anew, stop every process and remove "
            f"{workshop.index_path}"
        )
    return StepSum(step="index", done=catch_up(workshop, lambda _done: None))


STEPS: dict[str, Callable[..., StepSum]] = {
    "read": run_read,
    "extract": run_extract,
    "index": run_index,
}


def bring_up_to_date(workshop: Workshop, on_progress: Callable[[int], None]) -> StepSum:
    """Read what waits for what it says, then return once the index has passed all of it."""
    extracted = run_extract(workshop, again=False)
    catch_up(workshop, on_progress)
    return extracted


def catch_up(workshop: Workshop, on_progress: Callable[[int], None]) -> int:
    """Return once the index has passed every change made so far, by whoever writes it."""
    with workshop.store.reader() as connection:
        wanted = last_position(connection)
    with _writer_or_wait(workshop, wanted) as writer:
        if writer is None:
            return 0
        return follow(workshop.store, writer, on_progress)


def follow_until(workshop: Workshop, ended: Event) -> None:
    """Follow the feed about once a second, as long as no other process holds the index.

    What goes wrong is said in the log and tried again: a follower that died would leave every
    answer older than it looks.
    """
    while not ended.wait(_FOLLOW_EVERY_SECONDS):
        try:
            with workshop.store.reader() as connection:
                newest = last_position(connection)
            mark = read_mark(workshop.index_path)
            if mark is None or mark.position < newest:
                with IndexWriter(workshop.index_path) as writer:
                    follow(workshop.store, writer, lambda _done: None)
        except TrackerError as error:
            _LOG.info("index not followed", cause=str(error))
        except Exception:  # noqa: BLE001  # a follower must outlive what nobody foresaw
            _LOG.exception("index not followed")


@contextmanager
def _writer_or_wait(workshop: Workshop, wanted: int) -> Iterator[IndexWriter | None]:
    """The index's writer; or nothing, once another process has brought it far enough."""
    mark = read_mark(workshop.index_path)
    if mark is not None and mark.position >= wanted:
        yield None
        return
    give_up_at = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            writer = IndexWriter(workshop.index_path)
        except ConfigError:
            mark = read_mark(workshop.index_path)
            if mark is not None and mark.position >= wanted:
                yield None
                return
            if time.monotonic() > give_up_at:
                raise
            time.sleep(_LOOK_EVERY_SECONDS)
            continue
        with writer:
            yield writer
        return
