"""Every day of every source: read whole, proven empty, missing or held, as known at an instant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from app.domain.coverage import CoverageState, Receipt
from app.domain.sources import Source
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.coverage import coverage_block
from app.queries.grammar.faults import did_you_mean
from app.queries.reader import Reader
from app.store.schema import CoverageDayRow
from app.vocabulary.quiet_days import why_quiet

_DAY = timedelta(days=1)
_USUAL = timedelta(days=30)
_MOST_DAYS = 3_700
_STATES = {state.value: state for state in CoverageState}
_NEVER = "not collected for this day"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageDayView:
    """One day of one source; `quiet` names the weekend or holiday it was, where it was one."""

    source: str
    on: date
    state: CoverageState
    proof: str
    quiet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """The days from the first to the last, both included, source by source."""

    first_on: date
    last_on: date
    sources: tuple[str, ...]
    days: tuple[CoverageDayView, ...]
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    as_of: date | None
    as_known: datetime
    coverage: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysAsked:
    """Which days of which source; left out, the last thirty days of every collected source."""

    source: str | None = None
    first_on: date | None = None
    last_on: date | None = None


def coverage_days(reader: Reader, point: PointInTime, asked: DaysAsked) -> CoverageView:
    """What is proven of each day; a day of which nothing is proven is missing.

    Today is given only where it is proven already: nobody can have read it whole before it ends.
    """
    at = point.as_known or reader.now
    last_on = asked.last_on or point.as_of or reader.today
    first_on = asked.first_on or last_on - _USUAL
    _refuse(first_on, last_on)
    sources = _sources(reader, asked.source)
    known = _known(reader, [source.key for source in sources], (first_on, last_on), at)
    end = min(last_on, at.date())
    days = tuple(
        day for source in sources for day in _days(source, known, (first_on, end), at.date())
    )
    counts: dict[str, dict[str, int]] = {
        source.key: {state.value: 0 for state in CoverageState} for source in sources
    }
    for day in days:
        counts[day.source][day.state.value] += 1
    return CoverageView(
        first_on=first_on,
        last_on=last_on,
        sources=tuple(source.key for source in sources),
        days=days,
        counts=counts,
        as_of=point.as_of,
        as_known=at,
        coverage=coverage_block(reader, point),
    )


def _refuse(first_on: date, last_on: date) -> None:
    if last_on < first_on:
        raise QueryError(
            f"the days run from {first_on} back to {last_on}; give the earlier one first",
            name="from",
        )
    if (last_on - first_on).days > _MOST_DAYS:
        raise QueryError(f"ask for {_MOST_DAYS:,} days at most", name="from")


def _sources(reader: Reader, key: str | None) -> list[Source]:
    collected = [source for source in reader.sources if source.begin is not None]
    if key is None:
        return collected
    found = [source for source in reader.sources if source.key == key]
    if not found:
        known = {str(source.key) for source in reader.sources}
        raise NotFoundError(f"there is no source {key!r} here; {did_you_mean(key, known)}")
    return found


def _known(
    reader: Reader, sources: Sequence[str], span: tuple[date, date], at: datetime
) -> Mapping[tuple[str, date], tuple[str, str]]:
    row = CoverageDayRow
    asked = (
        select(row.source, row.on_day, row.state, row.proof)
        .where(row.source.in_(sources), row.on_day >= span[0], row.on_day <= span[1])
        .where(row.recorded_at <= at, or_(row.superseded_at.is_(None), row.superseded_at > at))
    )
    return {
        (source, on): (state, proof)
        for source, on, state, proof in reader.connection.execute(asked)
    }


def _days(
    source: Source,
    known: Mapping[tuple[str, date], tuple[str, str]],
    span: tuple[date, date],
    today: date,
) -> Iterator[CoverageDayView]:
    on, end = span
    while on <= end:
        said = known.get((source.key, on))
        if said is not None or on < today:
            state, proof = said or (CoverageState.MISSING, _NEVER)
            yield CoverageDayView(
                source=source.key,
                on=on,
                state=_STATES[state],
                proof=proof,
                quiet=why_quiet(source.jurisdiction, on),
            )
        on += _DAY


def last_proven(reader: Reader) -> int:
    """A number that moves whenever something comes to be known of a day."""
    return reader.connection.scalar(select(func.max(CoverageDayRow.pk))) or 0
