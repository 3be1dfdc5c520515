"""One question to the index: the page, the exact total, the counts, all from one state of it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import tantivy
from tantivy import Order, Query

from app.domain.documents import Kind
from app.domain.search import Expression, Sort
from app.index.compile import Compiler, all_but, asks_for_entries
from app.index.counts import FACETS, apart_of, counts_of, months, most_first, total_of
from app.index.expansion import Sought, sought_in
from app.index.place import Mark, mark_changed_at, open_index, read_mark
from app.index.schema import day_number
from app.index.tally import Spread

# Hits fetched beyond a page by relevance, among which its equals mostly end. Looking for a phrase
# a second time costs more than many spare hits, for a word it is the other way round (measured).
_SPARE = 24
_SPARE_OF_PHRASES = 600
_MOST_TIES = 2_000
_Answer = TypeVar("_Answer")

_ORDERS: Mapping[Sort, tuple[str, Order]] = {
    Sort.NEWEST: ("newest", Order.Desc),
    Sort.OLDEST: ("oldest", Order.Asc),
    Sort.EFFECTIVE: ("by_effective", Order.Desc),
    Sort.COMMENTS_CLOSE: ("by_comments_close", Order.Desc),
    Sort.CHANGED: ("changed", Order.Desc),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexQuery:
    """What is asked of the index.

    `known_at` (microseconds) is the instant whose knowledge is searched, the index's latest where
    `None`. `as_of` leaves out what was published later; undated texts stay. `after` is the key of
    the last hit of the page before, `offset` the same for relevance. `entries` says whether list
    entries are found; where `None`, only if asked for or if nothing else matches.
    """

    expression: Expression
    sort: Sort = Sort.NEWEST
    limit: int = 20
    facets: bool = True
    known_at: int | None = None
    as_of: date | None = None
    after: int | None = None
    offset: int = 0
    entries: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexHit:
    """A showing found, by its row number, and what it is ordered by."""

    showing: int
    key: int
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """A page of hits with what is counted over all of them.

    `sort` is the order in force: a question without words has no relevance and comes newest
    first. `histogram` counts by first day of month, undated under `None`; `entries_beside` counts
    list entries that answer and are left out. `known_at` is the instant that the answer holds for,
    `position` how far the index had followed the feed.
    """

    hits: tuple[IndexHit, ...]
    total: int
    more: bool
    sort: Sort
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    histogram: tuple[tuple[date | None, int], ...]
    sought: tuple[Sought, ...]
    entries: bool
    entries_beside: int
    known_at: int
    position: int


@dataclass(frozen=True, slots=True)
class _State:
    """One state of the index, unchanged by later commits."""

    mark: Mark
    searcher: tantivy.Searcher
    schema: tantivy.Schema

    def present(self, field: str, word: str) -> bool:
        return self.searcher.doc_freq(field, word) > 0


class IndexReader:
    """Reads the index at a place, always in its latest committed state; safe between threads.

    A place without an index answers as an empty one.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._seen = (-1, -1)
        self._index: tuple[str, tantivy.Index] | None = None
        self._latest: _State | None = None

    def position(self) -> int:
        """How far the index has followed the change feed."""
        state = self._state()
        return 0 if state is None else state.mark.position

    def search(self, asked: IndexQuery) -> IndexPage:
        """The page asked for, with its total and counts; list entries come as the query says."""
        state = self._state()
        if state is None:
            return _empty(asked)
        return _entries_last(
            asked, lambda entries: _search(state, asked, entries=entries), lambda page: page.total
        )

    def spread(self, asked: IndexQuery) -> Spread | None:
        """What the same search finds, ready to be counted by lane and day; none without an index.

        List entries come as in `search`, decided over all time.
        """
        state = self._state()
        if state is None:
            return None
        return _entries_last(
            asked, lambda entries: _spread(state, asked, entries=entries), Spread.total
        )

    def count(self, asked: IndexQuery) -> tuple[int, int]:
        """How many documents and how many list entries a question finds, without any page."""
        state = self._state()
        if state is None:
            return 0, 0
        return apart_of(state.searcher, _compiled(state, asked, entries=True)[1])

    def _state(self) -> _State | None:
        changed_at = mark_changed_at(self._place)
        if changed_at == self._seen:
            return self._latest
        with self._lock:
            mark = read_mark(self._place)
            self._latest = None if mark is None else self._opened(mark)
            self._seen = changed_at
            return self._latest

    def _opened(self, mark: Mark) -> _State | None:
        if self._index is None or self._index[0] != mark.folder:
            index = open_index(self._place, mark)
            if index is None:
                self._index = None
                return None
            index.config_reader("manual")
            self._index = (mark.folder, index)
        index = self._index[1]
        index.reload()
        return _State(mark, index.searcher(), index.schema)


def _entries_last(
    asked: IndexQuery, ask: Callable[[bool], _Answer], total: Callable[[_Answer], int]
) -> _Answer:
    """The answer with list entries where they are asked for, or where nothing else answers."""
    if asked.entries is not None:
        return ask(asked.entries)
    if asks_for_entries(asked.expression):
        return ask(True)
    answer = ask(False)
    with_entries = answer if total(answer) else ask(True)
    return with_entries if total(with_entries) else answer


def _compiled(state: _State, asked: IndexQuery, *, entries: bool) -> tuple[Compiler, Query, int]:
    """What finds the answer to a question, and the instant (microseconds) that it holds for."""
    compiler = Compiler(state.schema, state.present)
    known_at = state.mark.known_at
    if asked.known_at is not None:
        # Instants count from 1970: before it nothing was known of anything.
        known_at = max(-1, min(known_at, asked.known_at))
    refused = [compiler.number("known_from", least=known_at + 1)]
    if known_at >= 0:
        refused.append(compiler.number("known_to", most=known_at))
    if asked.as_of is not None:
        refused.append(compiler.number("published", least=day_number(asked.as_of) + 1))
    if not entries:
        refused.append(compiler.keyword("kind", Kind.LIST_ENTRY.value))
    return compiler, all_but([compiler.query(asked.expression)], refused), known_at


def _search(state: _State, asked: IndexQuery, *, entries: bool) -> IndexPage:
    compiler, query, known_at = _compiled(state, asked, entries=entries)
    sought = sought_in(asked.expression, state.present)
    # Beginnings of words weigh all the same, and a question without words weighs nothing.
    weighed = any(not one.prefix for one in sought)
    sort = asked.sort if weighed or asked.sort is not Sort.RELEVANCE else Sort.NEWEST
    counts = counts_of(state.searcher, query, facets=asked.facets)
    total = total_of(counts)
    if sort is Sort.RELEVANCE:
        phrases = any(len(run) > 1 for one in sought for run in one.alternatives)
        spare = _SPARE_OF_PHRASES if phrases else _SPARE
        hits, more = _by_relevance(state, query, asked, spare=spare)
    else:
        hits, more = _by_key(state, compiler, query, asked, sort)
    return IndexPage(
        hits=hits,
        total=total,
        more=more,
        sort=sort,
        facets={name: most_first(counts[name]) for name in FACETS} if asked.facets else {},
        histogram=months(counts["month"]) if asked.facets else (),
        sought=sought,
        entries=entries,
        entries_beside=0 if entries else _entries_beside(state, asked),
        known_at=known_at,
        position=state.mark.position,
    )


def _entries_beside(state: _State, asked: IndexQuery) -> int:
    """How many list entries answer too: who asks for a name must not miss that it is listed."""
    compiler, query, _ = _compiled(state, asked, entries=True)
    listed = compiler.keyword("kind", Kind.LIST_ENTRY.value)
    return total_of(counts_of(state.searcher, all_but([query, listed], []), facets=False))


def _spread(state: _State, asked: IndexQuery, *, entries: bool) -> Spread:
    compiler, query, known_at = _compiled(state, asked, entries=entries)
    return Spread(state.searcher, compiler, query, known_at)


def _by_key(
    state: _State, compiler: Compiler, query: Query, asked: IndexQuery, sort: Sort
) -> tuple[tuple[IndexHit, ...], bool]:
    field, order = _ORDERS[sort]
    if asked.after is not None:
        beyond = (
            compiler.number(field, least=asked.after + 1)
            if order is Order.Asc
            else compiler.number(field, most=asked.after - 1)
        )
        query = all_but([query, beyond], [])
    found = state.searcher.search(
        query, asked.limit + 1, count=False, order_by_field=field, order=order
    ).hits
    showings = state.searcher.fast_field_values("showing", [at for _, at in found])
    hits = tuple(
        IndexHit(showing=int(showing or 0), key=int(key))
        for (key, _), showing in zip(found, showings, strict=True)
    )
    return hits[: asked.limit], len(hits) > asked.limit


def _by_relevance(
    state: _State, query: Query, asked: IndexQuery, *, spare: int
) -> tuple[tuple[IndexHit, ...], bool]:
    """Best first, newest first among equals.

    The engine orders equals as it likes, so all that equal the page's last are fetched; where
    they are thousands (short texts of one length), the newest of the first thousands.
    """
    end = asked.offset + asked.limit
    found = state.searcher.search(query, end + spare, count=False).hits
    if len(found) == end + spare and found[-1][0] == found[end - 1][0]:
        found = state.searcher.search(query, end + _MOST_TIES, count=False).hits
    if len(found) > end:
        last = found[end - 1][0]
        found = [one for place, one in enumerate(found) if place <= end or one[0] == last]
    addresses = [at for _, at in found]
    showings = state.searcher.fast_field_values("showing", addresses)
    keys = state.searcher.fast_field_values("newest", addresses)
    hits = sorted(
        (
            IndexHit(showing=int(showing or 0), key=int(key or 0), score=float(score))
            for (score, _), showing, key in zip(found, showings, keys, strict=True)
        ),
        key=lambda hit: (-(hit.score or 0.0), -hit.key),
    )
    return tuple(hits[asked.offset : end]), len(hits) > end


def _empty(asked: IndexQuery) -> IndexPage:
    return IndexPage(
        hits=(), total=0, more=False, sort=asked.sort,
        facets=dict.fromkeys(FACETS, ()) if asked.facets else {}, histogram=(),
        sought=(), entries=False, entries_beside=0, known_at=asked.known_at or 0, position=0,
    )  # fmt: skip
