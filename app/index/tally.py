"""How many showings fall on each day, by lane: counted over all hits, none of them read."""

from dataclasses import dataclass
from datetime import date

import tantivy
from tantivy import Query

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

    `placed` counts showings by lane and day; `other` counts by day what else they state.
    `touching` are row numbers of showings placed in the window or stating a day in it, and
    `undated` of those without any day, each cut at the number asked for and one.
    """

    placed: dict[str, list[tuple[int, int]]]
    other: list[tuple[int, int]]
    before: int
    after: int
    touching: tuple[int, ...]
    undated: tuple[int, ...]


def extent_of(searcher: tantivy.Searcher, query: Query) -> Extent:
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
    found = searcher.aggregate(query, {"lanes": lanes, "sources": sources, **ends})
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


def tally_of(
    searcher: tantivy.Searcher,
    compiler: Compiler,
    query: Query,
    *,
    window: tuple[date, date],
    most: int,
) -> Tally:
    """Counts by lane and day inside a window, and the few showings worth drawing one by one."""
    first, last = day_number(window[0]), day_number(window[1])
    days = {"interval": 1, "min_doc_count": 1, "hard_bounds": {"min": first, "max": last}}
    lanes = {
        "terms": {"field": "lane", "size": _MOST_LANES},
        "aggs": {"days": {"histogram": {"field": "placed", **days}}},
    }
    around = {"range": {"field": "placed", "ranges": [{"to": first}, {"from": last + 1}]}}
    other = {"histogram": {"field": "other_days", **days}}
    found = searcher.aggregate(query, {"lanes": lanes, "around": around, "other": other})
    sides = {
        "before" if "to" in bucket and "from" not in bucket else "after": bucket["doc_count"]
        for bucket in found["around"]["buckets"]
        if ("to" in bucket) != ("from" in bucket)
    }
    placed = compiler.number("placed", least=first, most=last)
    stated = compiler.number("other_days", least=first, most=last)
    inside = Query.boolean_query([(tantivy.Occur.Should, placed), (tantivy.Occur.Should, stated)])
    dated = compiler.number("placed", least=1)
    return Tally(
        placed={
            bucket["key"]: _counted(bucket["days"]["buckets"])
            for bucket in found["lanes"]["buckets"]
        },
        other=_counted(found["other"]["buckets"]),
        before=sides["before"],
        after=sides["after"],
        touching=_rows(searcher, all_but([query, inside], []), most + 1),
        undated=_rows(searcher, all_but([query], [dated]), most + 1),
    )


def _counted(buckets: list[dict[str, float]]) -> list[tuple[int, int]]:
    return [
        (int(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets if bucket["doc_count"]
    ]


def _rows(searcher: tantivy.Searcher, query: Query, most: int) -> tuple[int, ...]:
    """Row numbers of the first showings in the feed's order; the engine sorts by a column."""
    found = searcher.search(
        query, most, count=False, order_by_field="changed", order=tantivy.Order.Asc
    ).hits
    showings = searcher.fast_field_values("showing", [at for _, at in found])
    return tuple(int(showing or 0) for showing in showings)


def _day(number: float | None) -> date | None:
    return None if number is None else date.fromordinal(int(number))
