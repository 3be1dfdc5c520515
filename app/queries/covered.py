"""How far each source is proven, and how its last rounds went; remembered until it changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from app.domain.coverage import CoverageState
from app.store.collecting import RoundOutcome
from app.store.collecting_rows import RoundRow
from app.store.schema import CoverageDayRow

_DAY = timedelta(days=1)
_PROVEN = (CoverageState.COMPLETE.value, CoverageState.EMPTY.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What collecting knows of one source: its newest unbroken run of proven days, and its rounds.

    `held_on` is the newest day that is held; `problem` what its last round met.
    """

    first_on: date | None = None
    last_on: date | None = None
    held_on: date | None = None
    last_success: datetime | None = None
    last_ended_at: datetime | None = None
    problem: str | None = None

    @property
    def is_held(self) -> bool:
        """Whether its newest day that anything is known of is held."""
        if self.held_on is None:
            return False
        return self.last_on is None or self.held_on > self.last_on


class CoverageMemory:
    """The last answer, kept until something is written: most questions ask for the same."""

    def __init__(self) -> None:
        self._held: tuple[tuple[object, ...], Mapping[str, Covered]] | None = None

    def covered(self, connection: Connection, at: datetime) -> Mapping[str, Covered]:
        """Every source that was ever collected, as known at an instant."""
        newest = connection.execute(
            select(
                select(func.max(CoverageDayRow.pk)).scalar_subquery().label("day"),
                select(func.max(RoundRow.ended_at)).scalar_subquery().label("ended_at"),
                select(func.max(RoundRow.pk)).scalar_subquery().label("round"),
            )
        ).one()
        if newest.ended_at is not None and at < newest.ended_at:
            return covered_at(connection, at)
        key = tuple(newest)
        if self._held is None or self._held[0] != key:
            self._held = (key, covered_at(connection, at))
        return self._held[1]


def covered_at(connection: Connection, at: datetime) -> dict[str, Covered]:
    """Every source that was ever collected, as known at an instant, read from the store."""
    found = {
        source: Covered(first_on=first, last_on=last)
        for source, first, last in _runs(connection, at)
    }
    for source, held_on in _held_days(connection, at):
        found[source] = replace(found.get(source, Covered()), held_on=held_on)
    for source in connection.scalars(select(RoundRow.source).distinct()).all():
        last, success = _rounds(connection, source, at)
        if last is not None:
            found[source] = replace(
                found.get(source, Covered()),
                last_success=success,
                last_ended_at=last[0],
                problem=last[1],
            )
    return found


def _runs(connection: Connection, at: datetime) -> Iterator[tuple[str, date, date]]:
    """The newest unbroken run of proven days of each source."""
    row = CoverageDayRow
    asked = (
        select(row.source, row.on_day)
        .where(row.state.in_(_PROVEN), row.recorded_at <= at)
        .where(or_(row.superseded_at.is_(None), row.superseded_at > at))
        .order_by(row.source, row.on_day.desc())
    )
    source, first, last, broken = None, None, None, False
    for key, on in connection.execute(asked):
        if key != source:
            if source is not None and first is not None and last is not None:
                yield source, first, last
            source, first, last, broken = key, on, on, False
        elif not broken and first is not None and first - on == _DAY:
            first = on
        elif on != first:
            broken = True
    if source is not None and first is not None and last is not None:
        yield source, first, last


def _held_days(connection: Connection, at: datetime) -> Iterator[tuple[str, date]]:
    row = CoverageDayRow
    asked = (
        select(row.source, func.max(row.on_day))
        .where(row.state == CoverageState.HELD.value, row.recorded_at <= at)
        .where(or_(row.superseded_at.is_(None), row.superseded_at > at))
        .group_by(row.source)
    )
    yield from ((source, on) for source, on in connection.execute(asked))


def _rounds(
    connection: Connection, source: str, at: datetime
) -> tuple[tuple[datetime, str | None] | None, datetime | None]:
    """When the last round of a source ended and what it met; when one last ended whole."""
    ended = (
        select(RoundRow.ended_at, RoundRow.problem)
        .where(RoundRow.source == source, RoundRow.ended_at <= at)
        .order_by(RoundRow.begun_at.desc())
        .limit(1)
    )
    last = connection.execute(ended).first()
    whole = connection.execute(ended.where(RoundRow.outcome == RoundOutcome.WHOLE.value)).first()
    return (
        None if last is None else (last.ended_at, last.problem),
        None if whole is None else whole.ended_at,
    )
