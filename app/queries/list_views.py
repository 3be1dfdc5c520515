"""What questions about lists answer with: frozen, and named as in their JSON at every door."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.coverage import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """Why a snapshot is kept and not taken for the list: what it lacks, and against which file.

    `sort` is `rows`, `programme` or `list`; `ends` says what lets it go.
    """

    list: str
    capture: str
    current_on: date | None
    against: str
    against_on: date | None
    sort: str
    removed: int
    reason: str
    ends: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotView:
    """One capture of a list: `current_on` is null where nobody says of which day it is.

    `complete` says that nothing speaks against its being the whole list; `flaw` what does.
    """

    source: str
    capture: str
    custody: str
    current_on: date | None
    recorded_at: datetime
    entries: int
    complete: bool
    flaw: str | None
    hold: HoldView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list and what is held of it, newest day first.

    `hold` says that its newest snapshot is not taken for the list; the last good one answers.
    """

    list: str
    title: str
    hold: HoldView | None
    snapshots: tuple[SnapshotView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsView:
    """Every list of which a snapshot is held."""

    lists: tuple[ListView, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntryView:
    """A row of a snapshot: the entry in the words it had there.

    `matched` is the line of it that holds the name that was asked for.
    """

    id: str
    version: str
    title: str | None
    matched: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAsOfView:
    """A list on a day: the rows of the last snapshot that was current by then.

    Where `held` is false no such snapshot is held, `snapshot` is null and `note` says what is:
    nothing is known of who stood on the list, which is not the same as nobody. `hold` says that a
    newer file was there by then and is not taken for the list. Where a name was asked for, `name`
    repeats it and the entries are those of that name.
    """

    list: str
    title: str
    held: bool
    note: str | None
    snapshot: SnapshotView | None
    hold: HoldView | None
    name: str | None
    total: int
    truncated: bool
    entries: tuple[ListEntryView, ...]
    others: tuple[SnapshotView, ...]
    next_cursor: str | None
    as_of: date | None
    as_known: datetime
    coverage: Receipt
