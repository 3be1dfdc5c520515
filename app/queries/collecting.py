"""How asking each source fares: its last rounds, when it is due, and whether it is current."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping, select

from app.domain.coverage import Receipt
from app.domain.sources import Source
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.coverage import coverage_block, is_stale
from app.queries.covered import Covered
from app.queries.grammar.faults import did_you_mean
from app.queries.reader import Reader
from app.store.collecting_rows import LookRow, RoundRow
from app.store.schema import SourceRow

_MOST_ROUNDS = 500
# A source may be asked rarely and be current, or be off and never be.
NOT_ASKED, PAUSED, OFF, CURRENT, STALE = "not asked", "paused", "off", "current", "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectingView:
    """How a source is asked, as it was known at an instant.

    `state` is `not asked` (only handed over), `off` (switched off, or without its key), `paused`,
    `current` or `stale`. `proven_to` ends the newest unbroken run of days read whole. `failures`
    counts the rounds in a row that were neither whole nor held.
    """

    state: str
    every_minutes: int | None
    paused_at: datetime | None
    last_ended_at: datetime | None
    last_outcome: str | None
    last_success: datetime | None
    next_at: datetime | None
    failures: int
    proven_from: date | None
    proven_to: date | None
    held_on: date | None
    problem: str | None
    terms: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """One round of a source: the days it asked for, and what came of it."""

    first_on: date
    last_on: date
    begun_at: datetime
    ended_at: datetime | None
    outcome: str | None
    looks: int
    new: int
    changed: int
    same: int
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsView:
    """A source's rounds, the newest first."""

    source: str
    rounds: tuple[RoundView, ...]
    failed_looks: tuple[str, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt


def collecting(reader: Reader, at: datetime) -> Mapping[str, CollectingView]:
    """Every source of the house and every added feed."""
    known = reader.memory.covered(reader.connection, at)
    rows = reader.connection.execute(select(SourceRow.key, SourceRow.paused_at))
    paused = {row.key: row.paused_at for row in rows if row.paused_at is not None}
    return {
        source.key: _view(
            reader,
            source,
            known.get(source.key, Covered()),
            paused.get(source.key),
            at,
        )
        for source in reader.sources
    }


def rounds(reader: Reader, key: str, point: PointInTime, *, limit: int = 20) -> RoundsView:
    """The newest rounds of a source, with what the looks of the newest one met."""
    known = {str(source.key) for source in reader.sources}
    if key not in known:
        raise NotFoundError(f"there is no source {key!r} here; {did_you_mean(key, known)}")
    if not 1 <= limit <= _MOST_ROUNDS:
        raise QueryError(f"limit is {limit}; ask for 1 to {_MOST_ROUNDS}", name="limit")
    at = point.as_known or reader.now
    found = (
        reader.connection.execute(
            select(RoundRow.__table__)
            .where(RoundRow.source == key, RoundRow.begun_at <= at)
            .order_by(RoundRow.pk.desc())
            .limit(limit)
        )
        .mappings()
        .all()
    )
    return RoundsView(
        source=key,
        rounds=tuple(_round(row, at) for row in found),
        failed_looks=_failed_looks(reader, found[0]["pk"]) if found else (),
        as_of=point.as_of,
        as_known=at,
        coverage=coverage_block(reader, point, sources=(key,)),
    )


def _view(
    reader: Reader,
    source: Source,
    has: Covered,
    paused_at: datetime | None,
    at: datetime,
) -> CollectingView:
    asked = source.begin is not None
    # Where no round ever ended, there is no last one to look for.
    was_asked = has.last_ended_at is not None
    last = _last_round(reader, source.key, at) if was_asked else None
    due = _last_round(reader, source.key, at, scheduled=True) if was_asked else None
    return CollectingView(
        state=_state(reader, source, has, paused_at, at),
        every_minutes=int(source.interval.total_seconds() // 60) if asked else None,
        paused_at=paused_at,
        last_ended_at=has.last_ended_at,
        last_outcome=None if last is None else last["outcome"],
        last_success=has.last_success,
        next_at=None if due is None else due["next_at"],
        failures=0 if last is None else last["failures"],
        proven_from=has.first_on,
        proven_to=has.last_on,
        held_on=has.held_on,
        problem=has.problem,
        terms=source.terms,
    )


def _state(
    reader: Reader, source: Source, has: Covered, paused_at: datetime | None, at: datetime
) -> str:
    if source.begin is None:
        return NOT_ASKED
    if source.key in reader.off:
        return OFF
    if paused_at is not None:
        return PAUSED
    return STALE if is_stale(source, has.last_success, at) else CURRENT


def _last_round(
    reader: Reader, key: str, at: datetime, *, scheduled: bool = False
) -> RowMapping | None:
    """The last round of a source that had ended by then, or the last that says when to look."""
    asked = (
        select(RoundRow.__table__)
        .where(RoundRow.source == key, RoundRow.ended_at <= at)
        .order_by(RoundRow.begun_at.desc())
        .limit(1)
    )
    if scheduled:
        asked = asked.where(RoundRow.next_at.is_not(None))
    return reader.connection.execute(asked).mappings().first()


def _round(row: RowMapping, at: datetime) -> RoundView:
    ended = row["ended_at"] is not None and row["ended_at"] <= at
    return RoundView(
        first_on=row["first_on"],
        last_on=row["last_on"],
        begun_at=row["begun_at"],
        ended_at=row["ended_at"] if ended else None,
        outcome=row["outcome"] if ended else None,
        looks=row["looks"],
        new=row["new"],
        changed=row["changed"],
        same=row["same"],
        problem=row["problem"] if ended else None,
    )


def _failed_looks(reader: Reader, round_pk: int) -> tuple[str, ...]:
    asked = (
        select(LookRow.problem)
        .where(LookRow.round_pk == round_pk, LookRow.problem.is_not(None))
        .order_by(LookRow.pk)
        .limit(20)
    )
    return tuple(dict.fromkeys(str(one) for one in reader.connection.scalars(asked)))
