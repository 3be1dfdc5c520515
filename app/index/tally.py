"""How many showings fall on each day, by lane: counted over all hits, none of them read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from app.index.compile import Compiler, all_but
from app.index.schema import day_number

_MOST_LANES = 20
_MOST_SOURCES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneExtent:
    """One lane's showings over all time: how many, and how many of them no day is known of."""

    lane: str
    total: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What a question finds over all time.

    `first_on` and `last_on` span the days that showings are placed on; `other_first_on` and
    `other_last_on` the further days they state (effective, comments close and the like).
    `sources` counts showings by source, most first.
    """

    lanes: tuple[LaneExtent, ...]
    first_on: date | None
    last_on: date | None
    other_first_on: date | None
    other_last_on: date | None
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What falls into a window of days, both ends included, and what lies beside it.

    `placed` counts showings by lane and first day of a bucket, `other` the further days they
    state. `touching` are row numbers of showings placed in the window or stating a day in it,
    `undated` those of showings without any day; each is cut at the number asked for and one.
    """

    placed: dict[str, list[tuple[int, int]]]
    other: dict[str, list[tuple[int, int]]]
    before: int
    after: int
    touching: tuple[int, ...]
    undated: tuple[int, ...]


class Spread:
    """All that a question finds in one state of the index: counted, and never read.

    `extent` tells of all time. `known_at` (microseconds) is the instant that answers hold for.
    """

    def __init__(
        self, searcher: tantivy.Searcher, compiler: Compiler, query: Query, known_at: int
    ) -> None:
        self._searcher = searcher
        self._compiler = compiler
        self._query = query
        self.known_at = known_at
        self.extent = self._counted_whole()

    def total(self) -> int:
        """How many showings there are in all."""
        return sum(lane.total for lane in self.extent.lanes)

    def _counted_whole(self) -> Extent:
        """The lanes, the days between which they lie and the sources, in one pass over all hits."""
        lanes = {
            "terms": {"field": "lane", "size": _MOST_LANES},
            "aggs": {"dated": {"value_count": {"field": "placed"}}},
        }
        ends = {
            f"{field}_{end}": {end: {"field": field}}
            for field in ("placed", "other_days")
            for end in ("min", "max")
        }
        sources = {"terms": {"field": "source", "size": _MOST_SOURCES}}
        asked = {"lanes": lanes, "sources": sources, **ends}
        found = self._searcher.aggregate(self._query, asked)
        return Extent(
            lanes=tuple(
                LaneExtent(
                    lane=bucket["key"],
                    total=bucket["doc_count"],
                    undated=bucket["doc_count"] - int(bucket["dated"]["value"]),
                )
                for bucket in found["lanes"]["buckets"]
            ),
            first_on=_day(found["placed_min"]["value"]),
            last_on=_day(found["placed_max"]["value"]),
            other_first_on=_day(found["other_days_min"]["value"]),
            other_last_on=_day(found["other_days_max"]["value"]),
            sources=tuple((one["key"], one["doc_count"]) for one in found["sources"]["buckets"]),
        )

    def tally(
        self, window: tuple[date, date], *, most: int, starts: Sequence[date] | None = None
    ) -> Tally:
        """Counts by lane inside a window, and the few showings worth drawing singly.

        Counted by day, or by the buckets that begin on `starts`: what is counted coarsely costs
        a bucket and not a day.
        """
        first, last = day_number(window[0]), day_number(window[1])
        edges = None if starts is None else [day_number(start) for start in starts]
        lanes = {
            "terms": {"field": "lane", "size": _MOST_LANES},
            "aggs": {
                field: _counting(field, first, last, edges) for field in ("placed", "other_days")
            },
        }
        around = {"range": {"field": "placed", "ranges": [{"to": first}, {"from": last + 1}]}}
        found = self._searcher.aggregate(self._query, {"lanes": lanes, "around": around})
        sides = {
            "before" if "to" in one else "after": int(one["doc_count"])
            for one in found["around"]["buckets"]
            if ("to" in one) != ("from" in one)
        }
        placed, other = (
            {lane["key"]: _counted(lane[field]["buckets"]) for lane in found["lanes"]["buckets"]}
            for field in ("placed", "other_days")
        )
        return Tally(
            placed=placed,
            other=other,
            before=sides.get("before", 0),
            after=sides.get("after", 0),
            touching=self._rows(self._inside(first, last), most + 1),
            undated=self._rows(self._undated(), most + 1),
        )

    def _inside(self, first: int, last: int) -> Query:
        """What is placed in a window, and what states a day in it."""
        fields = ("placed", "other_days")
        either = [
            (Occur.Should, self._compiler.number(field, least=first, most=last)) for field in fields
        ]
        return all_but([self._query, Query.boolean_query(either)], [])

    def _undated(self) -> Query:
        return all_but([self._query], [self._compiler.number("placed", least=1)])

    def _rows(self, query: Query, most: int) -> tuple[int, ...]:
        """Row numbers of the first showings in the feed's order."""
        found = self._searcher.search(
            query, most, count=False, order_by_field="changed", order=Order.Asc
        ).hits
        showings = self._searcher.fast_field_values("showing", [at for _, at in found])
        return tuple(int(showing or 0) for showing in showings)


def _counting(field: str, first: int, last: int, edges: list[int] | None) -> dict[str, object]:
    if edges is None:
        bounds = {"min": first, "max": last}
        days = {"field": field, "interval": 1, "min_doc_count": 1, "hard_bounds": bounds}
        return {"histogram": days}
    ends = [*edges[1:], last + 1]
    ranges = [{"from": begin, "to": end} for begin, end in zip(edges, ends, strict=True)]
    return {"range": {"field": field, "ranges": ranges}}


def _counted(buckets: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The first day of each bucket with its count; a range that was not asked for has no ends."""
    return [
        (int(one["from"] if "from" in one else one["key"]), int(one["doc_count"]))
        for one in buckets
        if one["doc_count"] and ("from" not in one) == ("to" not in one)
    ]


def _day(number: float | None) -> date | None:
    return None if number is None else date.fromordinal(int(number))
