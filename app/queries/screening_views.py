"""What screening answers with: evidence to look at, never a verdict."""

from dataclasses import dataclass
from datetime import date, datetime

from app.comparison.screening import ScorePart
from app.domain.coverage import Receipt
from app.queries.list_views import HoldView, SnapshotView


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedList:
    """One list that was looked through: which file of it, or why there is none for that day."""

    list: str
    title: str
    snapshot: SnapshotView | None
    hold: HoldView | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenMatch:
    """A listed name like the asked one; `parts` add up to `score`."""

    entry: str
    version: str
    list: str
    name: str
    matched: str
    is_alias: bool
    countries: tuple[str, ...]
    score: float
    parts: tuple[ScorePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedName:
    """One asked name with what is like it, the highest score first, and that in a sentence."""

    name: str
    country: str | None
    said: str
    truncated: bool
    matches: tuple[ScreenMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningView:
    """Names against list versions; `complete` is false where an asked list had no coverage."""

    least: float
    entries: int
    names_compared: int
    complete: bool
    lists: tuple[ScreenedList, ...]
    with_matches: int
    names: tuple[ScreenedName, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt
