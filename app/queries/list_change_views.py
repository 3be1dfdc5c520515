"""What a question about a list's changes answers with, and its JSON at every door."""

from dataclasses import dataclass
from datetime import date, datetime

from typing_extensions import TypedDict

from app.comparison.list_changes import FieldChange
from app.domain.coverage import Receipt
from app.queries.list_views import HoldView, SnapshotView


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row that came or went: `version` is its words, `details` what tells it from its likes."""

    entry: str
    version: str
    name: str
    details: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """A whole snapshot that a removal rests on."""

    capture: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedView:
    """A row that a later whole file lacks, and the two files that say so."""

    entry: str
    version: str
    name: str
    details: str
    rests_on: tuple[RestsOn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeView:
    """How many rows one file of a list had; `hold` is why it is not taken for the list."""

    source: str
    capture: str
    on: date | None
    entries: int
    good: bool
    hold: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChangesView:
    """What changed on a list between two days.

    `old` and `new` are the snapshots that answer for the two days; where either is missing nothing
    is compared and `note` says why. `by_identity` says that their forms differ, so that words were
    not compared. `hold` is the newer file that is not taken for the list.
    """

    list: str
    title: str
    from_on: date | None
    to_on: date | None
    hold: HoldView | None
    covered: bool
    note: str | None
    old: SnapshotView | None
    new: SnapshotView | None
    by_identity: bool
    added: tuple[RowView, ...]
    removed: tuple[RemovedView, ...]
    changed: tuple[FieldChange, ...]
    editorial: tuple[FieldChange, ...]
    sizes: tuple[SizeView, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt


ListChangesAnswer = TypedDict(
    "ListChangesAnswer",
    {
        "list": str,
        "title": str,
        "from": date | None,
        "to": date | None,
        "held": bool,
        "hold": HoldView | None,
        "covered": bool,
        "note": str | None,
        "from_snapshot": SnapshotView | None,
        "to_snapshot": SnapshotView | None,
        "by_identity": bool,
        "added": tuple[RowView, ...],
        "removed": tuple[RemovedView, ...],
        "changed": tuple[FieldChange, ...],
        "editorial": int,
        "editorial_changes": tuple[FieldChange, ...],
        "sizes": tuple[SizeView, ...],
        "as_of": date | None,
        "as_known": datetime,
        "coverage": Receipt,
    },
)


def told(view: ListChangesView) -> ListChangesAnswer:
    """A view as JSON tells it: `from` and `to` are words that no field may have."""
    return {
        "list": view.list,
        "title": view.title,
        "from": view.from_on,
        "to": view.to_on,
        "held": view.hold is not None,
        "hold": view.hold,
        "covered": view.covered,
        "note": view.note,
        "from_snapshot": view.old,
        "to_snapshot": view.new,
        "by_identity": view.by_identity,
        "added": view.added,
        "removed": view.removed,
        "changed": view.changed,
        "editorial": len(view.editorial),
        "editorial_changes": view.editorial,
        "sizes": view.sizes,
        "as_of": view.as_of,
        "as_known": view.as_known,
        "coverage": view.coverage,
    }
