"""The shelf of coverage days: what is proven of a source's days, as known over spans."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from app.domain.coverage import CoverageDay, CoverageState
from app.domain.ids import SourceKey
from app.store.schema import CoverageDayRow

PROVEN = (CoverageState.COMPLETE, CoverageState.EMPTY)
_DAY = timedelta(days=1)
# Several machines write; their clocks agree better than this.
_APART = timedelta(hours=1)
# A state takes another's place only where it says more: that records were there after all, or
# that what was taken for the whole is held. A later failure says nothing and is never written.
_GIVES_WAY: dict[CoverageState, frozenset[CoverageState]] = {
    CoverageState.MISSING: frozenset(CoverageState),
    CoverageState.EMPTY: frozenset({CoverageState.COMPLETE, CoverageState.HELD}),
    CoverageState.COMPLETE: frozenset({CoverageState.HELD}),
    CoverageState.HELD: frozenset({CoverageState.COMPLETE, CoverageState.EMPTY}),
}


class Coverage:
    """Coverage days inside one transaction; only collecting writes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, days: Iterable[CoverageDay], *, at: datetime) -> int:
        """Write down what is now known of days; how many are known otherwise than before."""
        moved = 0
        for day in days:
            held = self._connection.execute(
                select(CoverageDayRow.pk, CoverageDayRow.state).where(
                    CoverageDayRow.source == day.source,
                    CoverageDayRow.on_day == day.on,
                    CoverageDayRow.superseded_at.is_(None),
                )
            ).first()
            if held is not None and day.state not in _GIVES_WAY[CoverageState(held.state)]:
                continue
            if held is not None:
                self._connection.execute(
                    update(CoverageDayRow)
                    .where(CoverageDayRow.pk == held.pk)
                    .values(superseded_at=at)
                )
            self._connection.execute(
                insert(CoverageDayRow).values(
                    source=day.source,
                    on_day=day.on,
                    state=day.state.value,
                    proof=day.proof,
                    recorded_at=at,
                )
            )
            moved += 1
        return moved

    def forget_ahead(self, source: SourceKey, *, at: datetime) -> None:
        """Let go of what was written down at an instant that has not come.

        The clock was ahead then, so days that are still to come may have been called empty.
        """
        self._connection.execute(
            update(CoverageDayRow)
            .where(CoverageDayRow.source == source, CoverageDayRow.superseded_at.is_(None))
            .where(CoverageDayRow.recorded_at > at + _APART)
            .values(superseded_at=at)
        )

    def days(
        self,
        source: SourceKey,
        first_on: date,
        last_on: date,
        *,
        known_at: datetime | None = None,
    ) -> list[CoverageDay]:
        """What is known of a source's days, or was at an instant; a day not given is missing."""
        row = CoverageDayRow
        asked = (
            select(row.on_day, row.state, row.proof)
            .where(row.source == source, row.on_day >= first_on, row.on_day <= last_on)
            .order_by(row.on_day)
        )
        if known_at is None:
            asked = asked.where(row.superseded_at.is_(None))
        else:
            asked = asked.where(row.recorded_at <= known_at).where(
                row.superseded_at.is_(None) | (row.superseded_at > known_at)
            )
        return [
            CoverageDay(source=source, on=on, state=CoverageState(state), proof=proof)
            for on, state, proof in self._connection.execute(asked)
        ]

    def last_proven_on(self, source: SourceKey) -> date | None:
        """The newest day of a source that was read whole."""
        return self._connection.scalar(
            select(func.max(CoverageDayRow.on_day)).where(
                CoverageDayRow.source == source,
                CoverageDayRow.state.in_([state.value for state in PROVEN]),
                CoverageDayRow.superseded_at.is_(None),
            )
        )

    def is_proven(self, source: SourceKey, first_on: date, last_on: date) -> bool:
        """Whether every day of a window was read whole."""
        proven = {day.on for day in self.days(source, first_on, last_on) if day.state in PROVEN}
        return len(proven) == (last_on - first_on) // _DAY + 1
