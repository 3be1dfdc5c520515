"""Find it: one question to the index, and the store's words for the hits of one page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select

from app.domain.search import And, Expression, Not, Or, SearchQuery, Sort, Term
from app.domain.time import microseconds
from app.errors import QueryError
from app.index.excerpts import Highlighter
from app.index.read import IndexHit, IndexPage, IndexQuery
from app.queries.asked import answerable
from app.queries.changes import last_change
from app.queries.coverage import coverage_block
from app.queries.cursors import Cursor, read, written
from app.queries.grammar.faults import did_you_mean
from app.queries.reader import Reader
from app.queries.readings import types_of
from app.queries.scope import days_asked, sources_asked
from app.queries.views import Count, Excerpt, Hit, Month, Page
from app.store.schema import DocumentRow, ShowingRow, SourceRow, VersionRow

_BATCH = 500  # databases cap the values of one statement
# Beyond it every further page by relevance costs as much as all before it.
_DEEPEST_BY_RELEVANCE = 10_000


@dataclass(frozen=True, slots=True)
class _Known:
    """How far the store's change feed goes in the reader's view, and the last instant in it."""

    position: int
    at: int


def search(reader: Reader, query: SearchQuery) -> Page:
    """The page of hits a question asks for, with its exact total and counts over all hits.

    Pages that follow a cursor are cut from what was known at the first: nothing is shown twice or
    left out because something was published meanwhile. Pages by relevance may still shift, as
    weights move with all that the index holds.
    """
    cursor = None if query.cursor is None else read(query.cursor, query, reader.signing_key)
    refuse_unknown_sources(reader, query)
    known = _known(reader)
    found = reader.index.search(_asked(reader, query, cursor, known))
    return Page(
        query=query.text,
        total=found.total,
        truncated=found.more,
        hits=_hits(reader, found, query.point.as_known or reader.now),
        facets={
            name: tuple(Count(value=value, count=count) for value, count in counts)
            for name, counts in found.facets.items()
        },
        histogram=tuple(Month(from_on=month, count=count) for month, count in found.histogram),
        next_cursor=_next(reader, query, cursor, found),
        sort=found.sort.value,
        expanded={one.typed: one.shown for one in found.sought if one.shown},
        list_entries_shown=found.entries and found.total > 0,
        list_entries_beside=found.entries_beside,
        position=found.position,
        behind=max(known.position - found.position, 0),
        as_of=query.point.as_of,
        as_known=query.point.as_known or reader.now,
        coverage=coverage_block(
            reader,
            query.point,
            sources=sources_asked(query.expression),
            window=days_asked(query.expression),
        ),
    )


def refuse_unknown_sources(reader: Reader, query: SearchQuery) -> None:
    """A source nobody knows is a slip of the pen, not a question with an empty answer.

    Which sources there are is the workspace's to say, so the parser cannot.
    """
    asked = set(_sources_in(query.expression))
    unknown = asked.difference(one.key for one in reader.sources)
    if not unknown:
        return
    known = set(reader.connection.scalars(select(SourceRow.key)))
    for key in sorted(unknown - known):
        found = query.text.lower().find(key)
        hint = did_you_mean(key, known | {one.key for one in reader.sources})
        message = f"there is no source {key!r} here; {hint}"
        raise QueryError(message, position=None if found < 0 else found, hint=hint)


def _sources_in(expression: Expression) -> Iterator[str]:
    match expression:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _sources_in(part)
        case Not(part=part):
            yield from _sources_in(part)
        case Term(field="source", value=value, prefix=False):
            yield value
        case _:
            return


def _known(reader: Reader) -> _Known:
    last = last_change(reader.connection)
    return _Known(0, 0) if last is None else _Known(last[0], microseconds(last[1]))


def _asked(reader: Reader, query: SearchQuery, cursor: Cursor | None, known: _Known) -> IndexQuery:
    """Nothing beyond the reader's view of the store, of which the index may be a moment ahead."""
    known_at = min(known.at, microseconds(query.point.as_known or reader.now))
    offset = 0 if cursor is None else cursor.offset
    if offset + query.limit > _DEEPEST_BY_RELEVANCE:
        hint = "narrow the question, or sort by newest, which goes as deep as there are hits"
        message = f"relevance is kept for the best {_DEEPEST_BY_RELEVANCE:,} hits; {hint}"
        raise QueryError(message, name="cursor", position=0, hint=hint)
    return IndexQuery(
        expression=answerable(reader, query.expression, query.point),
        sort=query.sort,
        limit=query.limit,
        facets=query.facets,
        known_at=known_at if cursor is None else cursor.known_at,
        as_of=query.point.as_of,
        after=None if cursor is None else cursor.key,
        offset=offset,
        entries=None if cursor is None else cursor.entries,
    )


def _next(
    reader: Reader, query: SearchQuery, cursor: Cursor | None, found: IndexPage
) -> str | None:
    if not found.more:
        return None
    by_relevance = found.sort is Sort.RELEVANCE
    before = 0 if cursor is None else cursor.offset
    following = Cursor(
        known_at=found.known_at,
        key=None if by_relevance else found.hits[-1].key,
        offset=before + len(found.hits) if by_relevance else 0,
        entries=found.entries,
    )
    return written(following, query, reader.signing_key)


def _hits(reader: Reader, found: IndexPage, at: datetime) -> tuple[Hit, ...]:
    rows = _rows(reader, found.hits)
    highlighter = Highlighter(found.sought)
    untyped = [row["version_pk"] for row in rows.values() if row["type"] is None]
    read = types_of(reader.connection, untyped, at)
    return tuple(
        _hit(rows[hit.showing], read, highlighter) for hit in found.hits if hit.showing in rows
    )


def _rows(reader: Reader, hits: Sequence[IndexHit]) -> dict[int, RowMapping]:
    asked = (
        select(
            ShowingRow.pk,
            ShowingRow.title,
            ShowingRow.standing,
            ShowingRow.published_on,
            ShowingRow.url,
            ShowingRow.version_pk,
            DocumentRow.id,
            DocumentRow.kind,
            DocumentRow.type,
            DocumentRow.source,
            VersionRow.id.label("version"),
            VersionRow.language,
            VersionRow.text,
        )
        .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
        .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
    )
    pks = [hit.showing for hit in hits]
    found: dict[int, RowMapping] = {}
    for start in range(0, len(pks), _BATCH):
        batch = asked.where(ShowingRow.pk.in_(pks[start : start + _BATCH]))
        found.update((row["pk"], row) for row in reader.connection.execute(batch).mappings())
    return found


def _hit(row: RowMapping, read: Mapping[int, str], highlighter: Highlighter) -> Hit:
    excerpts = highlighter.excerpts(row["title"] or "", row["text"])
    return Hit(
        id=row["id"],
        version=row["version"],
        title=row["title"],
        kind=row["kind"],
        type=row["type"] or read.get(row["version_pk"]),
        standing=row["standing"],
        source=row["source"],
        published_on=row["published_on"],
        url=row["url"],
        language=row["language"],
        excerpts=tuple(
            Excerpt(field=one.field, text=one.text, highlights=one.highlights, start=one.start)
            for one in excerpts
        ),
    )
