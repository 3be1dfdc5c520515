"""How many showings fall on each day, by lane: counted over all hits, none of them read."""

from dataclasses import dataclass
from datetime import date

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

    `placed` counts showings by lane and day; `other` counts what else they
    state likewise.
    `touching` are row numbers of showings placed in the window or stating a day in it, and
    `undated` of those without any day, each cut at the number asked for and one.
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

    def tally(self, window: tuple[date, date], *, most: int) -> Tally:
        """Counts by lane and day inside a window, and the few showings worth drawing singly."""
        first, last = day_number(window[0]), day_number(window[1])
        days = {"interval": 1, "min_doc_count": 1, "hard_bounds": {"min": first, "max": last}}
        lanes = {
            "terms": {"field": "lane", "size": _MOST_LANES},
            "aggs": {
                "days": {"histogram": {"field": "placed", **days}},
                "other": {"histogram": {"field": "other_days", **days}},
            },
        }
        around = {"range": {"field": "placed", "ranges": [{"to": first}, {"from": last + 1}]}}
        found = self._searcher.aggregate(self._query, {"lanes": lanes, "around": around})
        sides = [
            (("before" if "to" in one else "after"), int(one["doc_count"]))
            for one in found["around"]["buckets"]
            if ("to" in one) != ("from" in one)
        ]
        return Tally(
            placed={
                bucket["key"]: _counted(bucket["days"]["buckets"])
                for bucket in found["lanes"]["buckets"]
            },
            other={
                bucket["key"]: _counted(bucket["other"]["buckets"])
                for bucket in found["lanes"]["buckets"]
            },
            before=dict(sides).get("before", 0),
            after=dict(sides).get("after", 0),
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


def _counted(buckets: list[dict[str, float]]) -> list[tuple[int, int]]:
    return [
        (int(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets if bucket["doc_count"]
    ]


def _day(number: float | None) -> date | None:
    return None if number is None else date.fromordinal(int(number))
