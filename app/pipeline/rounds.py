"""One round: a window of a source walked to its end, its days proven, and all written down."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from app.comparison.completeness import Proof
from app.domain.coverage import CoverageDay
from app.domain.sources import Source, Window
from app.errors import TrackerError
from app.pipeline.alarms import alarms_of
from app.pipeline.looking import Eye, read_left
from app.pipeline.proving import believed, held_days, proof_of
from app.pipeline.schedule import next_look
from app.pipeline.walking import Walk, go
from app.store.collecting import LookOutcome, RoundEnd, RoundOutcome
from app.store.documents import Documents
from app.store.transaction import Transaction

_LOG = structlog.get_logger()
# A publisher that leads on for ever, or a reader in a circle: no round of a source is this long.
MOST_REQUESTS: Final = 40_000
_PROBLEMS_WRITTEN: Final = 4
_QUESTION: Final = re.compile(r"(https?://[^\s?]+)\?[^\s:]{60,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """What walks rounds.

    `is_gone` says of the owner of an open round, last heard of at one instant, whether at another
    it walks no more; `is_ended` whether this process is to stop.
    """

    eye: Eye
    owner: str
    is_gone: Callable[[str, datetime, datetime], bool]
    is_ended: Callable[[], bool] = lambda: False
    most_requests: int = MOST_REQUESTS


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSum:
    """What a round came to; `problems` are for a person to see."""

    source: str
    window: Window
    outcome: RoundOutcome
    looks: int = 0
    answers: int = 0
    records: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    days_proven: int = 0
    problems: tuple[str, ...] = ()
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Which round this is, of what."""

    pk: int
    source: Source
    window: Window
    is_scheduled: bool
    begun_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """What is to be written down of a round beside what its walk counts."""

    outcome: RoundOutcome
    problems: tuple[str, ...]
    days_proven: int = 0


def collect_round(
    collector: Collector, source: Source, window: Window, *, scheduled: bool
) -> RoundSum | None:
    """Walk one round to its end; `None` where another process is walking this source.

    A kill at any point loses nothing: each answer is kept as it comes, and the next round goes on.
    """
    eye = collector.eye
    begun_at = eye.clock()

    def begin(transaction: Transaction) -> int | None:
        return transaction.rounds.begin(
            source.key,
            window,
            owner=collector.owner,
            at=begun_at,
            is_gone=lambda owner, seen_at: collector.is_gone(owner, seen_at, begun_at),
        )

    pk = eye.store.transact(begin, eye.clock)
    if pk is None:
        return None
    place = _Place(pk=pk, source=source, window=window, is_scheduled=scheduled, begun_at=begun_at)
    walk = Walk(first_on=window.first_on)
    try:
        return _close(eye, place, walk, roots=_walk(collector, place, walk))
    except Exception as error:
        summed = _give_up(eye, place, walk, error)
        if isinstance(error, TrackerError):
            raise
        _LOG.exception("round ended early", source=source.key)
        return summed
    except BaseException as error:
        _give_up(eye, place, walk, error)
        raise


def _walk(collector: Collector, place: _Place, walk: Walk) -> int:
    """Ask all there is to ask; how many roots there were."""
    eye, source, most = collector.eye, place.source, collector.most_requests
    read_left(eye, source)
    roots = list(source.begin(place.window)) if source.begin is not None else []
    for root, request in enumerate(roots):
        walk.ask(root, request)
    go(walk, eye, source, place.pk, most=most, is_ended=collector.is_ended)
    if _ask_after_the_gone(eye, source, walk):
        go(walk, eye, source, place.pk, most=most, is_ended=collector.is_ended)
    return len(roots)


def _ask_after_the_gone(eye: Eye, source: Source, walk: Walk) -> bool:
    """Whether there is more to ask: of documents that a sound account of now names no longer."""
    now = [one.account for one in walk.answered if one.account.first_on is None]
    if source.recall is None or not now or any(one.flaw or one.more for one in now):
        return False
    named = {identity for one in now for identity, _ in one.records}
    with eye.store.reader() as connection:
        shown = Documents(connection).awaited(source.key, after=source.day_of(eye.clock()))
    for request in source.recall([id_ for id_ in shown if id_ not in named]):
        walk.ask(0, request)
    return bool(walk.queue)


def _close(eye: Eye, place: _Place, walk: Walk, *, roots: int) -> RoundSum:
    now = eye.clock()
    source = place.source
    found = proof_of(source, place.window, walk, roots=roots, begun_at=place.begun_at)

    def close(transaction: Transaction) -> RoundSum:
        transaction.coverage.forget_ahead(source.key, at=now)
        proof = believed(transaction, source, walk, found)
        held = held_days(transaction, source, walk)
        outcome = _outcome(walk, proof, is_held=bool(held))
        alarms = alarms_of(
            place.source,
            walk.looked.values(),
            usual_window=place.window if place.is_scheduled and not proof.obstacles else None,
        )
        problems = (*(day.proof for day in held), *alarms, *map(_brief, proof.obstacles))
        proven = [
            CoverageDay(source=source.key, on=day.on, state=day.state, proof=day.proof)
            for day in proof.days
            if day.on not in {one.on for one in held}
        ]
        transaction.coverage.put([*proven, *held], at=now)
        came = _Came(outcome=outcome, problems=problems, days_proven=len(proven))
        return _end(transaction, place, walk, came, at=now)

    return eye.store.transact(close, eye.clock)


def _give_up(eye: Eye, place: _Place, walk: Walk, error: BaseException) -> RoundSum:
    """Close a round that something nobody foresaw has ended; one source never stops the others."""
    now = eye.clock()
    fault = f"the round ended early ({type(error).__name__}: {error}); what came is kept"
    came = _Came(outcome=RoundOutcome.FAILED, problems=(fault,))
    return eye.store.transact(lambda tx: _end(tx, place, walk, came, at=now), eye.clock)


def _end(
    transaction: Transaction,
    place: _Place,
    walk: Walk,
    came: _Came,
    *,
    at: datetime,
) -> RoundSum:
    last = transaction.rounds.last(place.source.key, scheduled=True)
    failures = 0
    if came.outcome in (RoundOutcome.FAILED, RoundOutcome.PARTIAL):
        failures = 1 + (0 if last is None else last.failures)
    next_at = next_look(place.source, failures=failures, at=at, retry_at=walk.retry_at)
    looks = walk.looked.values()
    summed = RoundSum(
        source=place.source.key,
        window=place.window,
        outcome=came.outcome,
        looks=len(looks),
        answers=sum(one.outcome is not LookOutcome.FAILED for one in looks),
        records=sum(one.records for one in looks),
        new=sum(one.new for one in looks),
        changed=sum(one.changed for one in looks),
        same=sum(one.same for one in looks),
        days_proven=came.days_proven,
        problems=tuple(dict.fromkeys(came.problems)),
        next_at=next_at if place.is_scheduled else None,
    )
    ending = RoundEnd(
        outcome=came.outcome,
        looks=summed.looks,
        new=summed.new,
        changed=summed.changed,
        same=summed.same,
        failures=failures,
        problem=_written(summed.problems),
        next_at=summed.next_at,
    )
    transaction.rounds.close(place.pk, ending, at=at)
    return summed


def _outcome(walk: Walk, proof: Proof, *, is_held: bool) -> RoundOutcome:
    if is_held:
        return RoundOutcome.HELD
    if not proof.obstacles:
        return RoundOutcome.WHOLE
    came = any(one.outcome is not LookOutcome.FAILED for one in walk.looked.values())
    return RoundOutcome.PARTIAL if came else RoundOutcome.FAILED


def _brief(problem: str) -> str:
    """A problem without the long questions in its addresses: the looks keep them whole."""
    return _QUESTION.sub(r"\1?…", problem)


def _written(problems: Sequence[str]) -> str | None:
    if not problems:
        return None
    more = len(problems) - _PROBLEMS_WRITTEN
    told = "; ".join(problems[:_PROBLEMS_WRITTEN])
    return f"{told}; and {more:,} more" if more > 0 else told
