"""Which source was complete for which day: what silence rests on."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.ids import SourceKey


class CoverageState(StrEnum):
    """Whether a source's day was read whole, was proven empty, is missing, or is held."""

    COMPLETE = "complete"
    EMPTY = "empty"
    MISSING = "missing"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageDay:
    """One source on one day, with the capture or calendar rule that proves its state."""

    source: SourceKey
    on: date
    state: CoverageState
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """How far one source speaks to a window of days."""

    source: SourceKey
    from_on: date | None
    to_on: date | None
    complete: bool
    last_success: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a negative answer rests on; `complete` only where every source is."""

    sources: tuple[SourceCoverage, ...]
    complete: bool
