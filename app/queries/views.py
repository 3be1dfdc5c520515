"""What a search answers with: frozen, and named as in its JSON at every door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.coverage import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Words of a hit's title or text; `highlights` are code points of `text`, half-open.

    `start` is where the words begin in the whole field.
    """

    field: str
    text: str
    highlights: tuple[tuple[int, int], ...]
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document as it was shown at the point in time asked about."""

    id: str
    version: str
    title: str | None
    kind: str
    type: str | None
    standing: str
    source: str
    published_on: date | None
    url: str | None
    language: str | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of all hits have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """How many of all hits were published in the month that begins on a day; null is undated."""

    from_on: date | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an answer, with what is counted over all of it.

    `sort` is the order in force: a question without words has no relevance and comes newest
    first. `expanded` tells, for each word typed, what else it was looked for as.
    `list_entries_shown` says that entries of lists are among the hits: asked for, or because
    nothing else answers; `list_entries_beside` counts those that answer too and are left out, which
    `kind:list_entry` finds. `position` is how far the index had followed the change feed, and
    `behind` by how many places it had not yet.
    """

    query: str
    total: int
    truncated: bool
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Count, ...]]
    histogram: tuple[Month, ...]
    next_cursor: str | None
    sort: str
    expanded: Mapping[str, tuple[str, ...]]
    list_entries_shown: bool
    list_entries_beside: int
    position: int
    behind: int
    as_of: date | None
    as_known: datetime
    coverage: Receipt
