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
class Account:
    """What one answer of a publisher proves of how much there is.

    Answers to one `question` are pages of one listing: it is whole once a page came that has no
    `more` behind it and the distinct identities of all pages are as many as the publisher
    `stated`. It speaks for the days from `first_on` (`None`: the day of the capture) to `last_on`
    (`None`: up to the capture). `records` gives the identity of everything on the page and, where
    it is known, the day it was published on. `flaw` says why the page may not be all of itself.
    """

    question: str
    first_on: date | None = None
    last_on: date | None = None
    records: tuple[tuple[str, date | None], ...] = ()
    stated: int | None = None
    more: bool = False
    flaw: str | None = None


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
