"""What is counted over all hits: how many have each value of a facet, and how many each month."""

from datetime import date

import tantivy
from tantivy import Query

from app.domain.documents import Kind
from app.index.schema import UNDATED, first_of_month

FACETS = ("kind", "standing", "source", "agency", "type", "language", "list")
_MOST_VALUES = 5_000  # of a facet; more than any field of ours has


def counts_of(
    searcher: tantivy.Searcher, query: Query, *, facets: bool
) -> dict[str, list[tuple[str | float, int]]]:
    """Values and how many hits have them, for every facet and month, in one pass over all hits.

    Every showing has exactly one month, the undated one included: their sum is the total.
    """
    names = (*FACETS, "month") if facets else ("month",)
    asked = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in names}
    found = searcher.aggregate(query, asked)
    return {
        name: [(bucket["key"], bucket["doc_count"]) for bucket in found[name]["buckets"]]
        for name in names
    }


def apart_of(searcher: tantivy.Searcher, query: Query) -> tuple[int, int]:
    """How many hits are documents, and how many entries of lists."""
    asked = {"kind": {"terms": {"field": "kind", "size": _MOST_VALUES}}}
    buckets = searcher.aggregate(query, asked)["kind"]["buckets"]
    counted = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    entries = counted.pop(Kind.LIST_ENTRY.value, 0)
    return sum(counted.values()), entries


def total_of(counts: dict[str, list[tuple[str | float, int]]]) -> int:
    """How many hits were counted."""
    return sum(count for _, count in counts["month"])


def most_first(counts: list[tuple[str | float, int]]) -> tuple[tuple[str, int], ...]:
    """Counts with the largest first, by name among equals."""
    return tuple(sorted(((str(value), count) for value, count in counts), key=_order))


def _order(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def months(counts: list[tuple[str | float, int]]) -> tuple[tuple[date | None, int], ...]:
    """Counts by month in order, the undated last."""
    numbered = sorted((int(value), count) for value, count in counts)
    dated = [(first_of_month(month), count) for month, count in numbered if month != UNDATED]
    return (*dated, *((None, count) for month, count in numbered if month == UNDATED))
