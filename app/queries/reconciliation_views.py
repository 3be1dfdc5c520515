"""What reconciling the channels of a list answers with."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.coverage import Receipt
from app.queries.list_views import SnapshotView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """One place where a list is told: `role` is notice, codified, consolidated or publisher.

    `parties` counts those it names; `note` says what it rests on where it is no file of the list.
    """

    channel: str
    role: str
    title: str
    snapshot: SnapshotView | None
    parties: int
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """A party that one channel names and another does not.

    `since_on` is the day of the notice printed beside it, else (`since` says so) the day of the
    first file that had it; `age_days` counts from then to `as_at`, the day of the file without it.
    """

    party: str
    name: str
    countries: tuple[str, ...]
    named_in: str
    missing_in: str
    notice: str | None
    notice_document: str | None
    since: str
    since_on: date | None
    as_at: date | None
    age_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LagView:
    """Two channels held against each other: how many of one's parties the other lacks.

    `undecided` parties are newer than the file that lacks them, or off the newest file of their
    own channel: neither is a lag.
    """

    named_in: str
    missing_in: str
    parties: int
    missing: int
    undecided: int
    oldest_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationView:
    """A list as its channels tell it; where fewer than two are held there is nothing to compare."""

    list: str
    title: str
    note: str | None
    channels: tuple[ChannelView, ...]
    lags: tuple[LagView, ...]
    gaps: tuple[GapView, ...]
    total: int
    truncated: bool
    as_of: date | None
    as_known: datetime
    coverage: Receipt
