"""What a timeline answers with: frozen, and named as in its JSON at every door."""

from dataclasses import dataclass, field
from datetime import date, datetime

from typing_extensions import TypedDict

from app.domain.coverage import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A day, month or year of one lane, cut at the window; both ends are included.

    `count` is how many documents are placed in it, `dates` how many further days documents state
    in it (effective, comments close and the like).
    """

    from_on: date
    to_on: date
    count: int
    dates: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneView:
    """One lane: `total` is what its buckets hold together with its undated documents.

    Buckets without a document are left out.
    """

    lane: str
    total: int
    undated: int
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One document on one of its days: the role says which day of its life that is.

    `on` is null, and `role` with it, where no day is known. `opening` are the first words of a
    document without a title.
    """

    id: str
    lane: str
    title: str | None
    on: date | None
    role: str | None
    scope: str
    kind: str
    type: str | None
    standing: str
    source: str
    url: str | None
    language: str | None = None
    opening: str = ""

    @property
    def name(self) -> str:
        """What to call the document: its title, its first words, or its id."""
        return self.title or self.opening or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How long an instrument was on its way: from its first known day to its last such day.

    Counted from being announced, signed, filed or published to being published or in force.
    """

    id: str
    lane: str
    title: str | None
    from_on: date
    from_role: str
    to_on: date
    to_role: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PinView:
    """A document marked by the asker; without `held` nothing is known here of the id."""

    id: str
    caption: str
    held: bool
    title: str | None
    on: date | None
    lane: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """How many of all documents found are of a source."""

    source: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """The days looked at, both included, and how many dated documents lie outside them.

    `first_on` and `last_on` are the days between which all that is found lies.
    """

    from_on: date
    to_on: date
    before: int
    after: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """What happened in which order, by lane.

    `total` counts all documents the question finds, over all time. `items` is every dated point
    in the window where the window touches few documents, and empty where it touches many;
    `truncated` says whether items or undated documents were left out for their number.
    """

    query: str
    by: str
    window: WindowView
    total: int
    lanes: tuple[LaneView, ...]
    items: tuple[Item, ...]
    spans: tuple[Span, ...]
    undated: tuple[Item, ...]
    pins: tuple[PinView, ...]
    sources: tuple[SourceCount, ...]
    truncated: bool
    as_of: date | None
    as_known: datetime
    coverage: Receipt = field(repr=False)

    @property
    def undated_total(self) -> int:
        """How many documents no day is known of, over all lanes."""
        return sum(lane.undated for lane in self.lanes)

    @property
    def shown(self) -> int:
        """How many documents are placed in the window."""
        return sum(bucket.count for lane in self.lanes for bucket in lane.buckets)


# An answer has "from" and "to" at its top, as every answer about a span of days; no field of a
# class can be called so.
TimelineAnswer = TypedDict(
    "TimelineAnswer",
    {
        "query": str,
        "by": str,
        "from": date,
        "to": date,
        "total": int,
        "before": int,
        "after": int,
        "first_on": date | None,
        "last_on": date | None,
        "lanes": tuple[LaneView, ...],
        "items": tuple[Item, ...],
        "spans": tuple[Span, ...],
        "undated": tuple[Item, ...],
        "pins": tuple[PinView, ...],
        "sources": tuple[SourceCount, ...],
        "truncated": bool,
        "as_of": date | None,
        "as_known": datetime,
        "coverage": Receipt,
    },
)


def timeline_answer(view: TimelineView) -> TimelineAnswer:
    """The view as programs are answered."""
    return TimelineAnswer(
        {
            "query": view.query,
            "by": view.by,
            "from": view.window.from_on,
            "to": view.window.to_on,
            "total": view.total,
            "before": view.window.before,
            "after": view.window.after,
            "first_on": view.window.first_on,
            "last_on": view.window.last_on,
            "lanes": view.lanes,
            "items": view.items,
            "spans": view.spans,
            "undated": view.undated,
            "pins": view.pins,
            "sources": view.sources,
            "truncated": view.truncated,
            "as_of": view.as_of,
            "as_known": view.as_known,
            "coverage": view.coverage,
        }
    )
