"""Who cites a document: by words shown at a point in time, resolved at the moment of asking."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, select

from app.domain.coverage import Receipt
from app.domain.documents import Kind
from app.domain.ids import DocumentId
from app.domain.search import And, Term
from app.domain.time import PointInTime
from app.queries.coverage import coverage_block
from app.queries.documents import document
from app.queries.grammar.render import render
from app.queries.keys import keys_of, resolutions
from app.queries.reader import Reader
from app.queries.readings import known_at
from app.store.derived_rows import CitationRow
from app.store.schema import DocumentRow, ShowingRow, VersionRow

_BATCH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingView:
    """A document that cites this one, with its first words that do and how often it does.

    `start` and `end` are code points of `version`.
    """

    document: str
    title: str | None
    kind: str
    source: str
    published_on: date | None
    version: str
    key: str
    quote: str
    start: int
    end: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingList:
    """How many entries of a list name a document as their notice; `query` finds them."""

    list: str
    entries: int
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedByView:
    """What cites a document, newest first. `keys` are those that it answers to.

    Entries of lists are counted by list, the longest first, and are not among the documents.
    """

    id: str
    keys: tuple[str, ...]
    total: int
    truncated: bool
    documents: tuple[CitingView, ...]
    lists: tuple[CitingList, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt


def cited_by(
    reader: Reader, id_: DocumentId, point: PointInTime, *, limit: int = 100
) -> CitedByView:
    """The documents whose shown words cite this one, or a place within it.

    What was published after `as_of` is left out; undated texts stay.
    """
    at = point.as_known or reader.now
    document(reader, id_, point)
    keys = keys_of(reader.connection, id_, at)
    by_document: dict[str, list[RowMapping]] = {}
    for row in _citing(reader.connection, keys, at):
        if row["document"] != id_:
            by_document.setdefault(row["document"], []).append(row)
    listed = tuple(_listed(reader.connection, keys, at))
    names = {row["key"] for rows in (*by_document.values(), listed) for row in rows}
    resolved = resolutions(reader.connection, names, at)
    named = {key: one.document for key, one in resolved.items()}
    views = [one for one in _views(by_document, named, id_) if point.holds(one.published_on)]
    views.sort(key=lambda one: one.document)
    views.sort(key=lambda one: one.published_on or date.min, reverse=True)
    return CitedByView(
        id=id_,
        keys=keys,
        total=len(views),
        truncated=len(views) > limit,
        documents=tuple(views[:limit]),
        lists=_lists([row for row in listed if named[row["key"]] == id_], id_),
        as_of=point.as_of,
        as_known=at,
        coverage=coverage_block(reader, point),
    )


def _citing(connection: Connection, keys: Sequence[str], at: datetime) -> Iterator[RowMapping]:
    """Citations of these keys, or of a place within one of them, by words shown at an instant."""
    for start in range(0, len(keys), _BATCH):
        asked = (
            select(
                DocumentRow.id.label("document"),
                DocumentRow.kind,
                DocumentRow.source,
                ShowingRow.title,
                ShowingRow.published_on,
                VersionRow.id.label("version"),
                CitationRow.key,
                CitationRow.quote,
                CitationRow.begins,
                CitationRow.ends,
            )
            .join(VersionRow, VersionRow.pk == CitationRow.version_pk)
            .join(ShowingRow, ShowingRow.version_pk == VersionRow.pk)
            .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
            .where(CitationRow.whole.in_(keys[start : start + _BATCH]))
            .where(DocumentRow.kind != Kind.LIST_ENTRY.value)
            .where(*known_at(CitationRow, at), *known_at(ShowingRow, at))
            .order_by(CitationRow.pk)
        )
        yield from connection.execute(asked).mappings()


def _listed(connection: Connection, keys: Sequence[str], at: datetime) -> Iterator[RowMapping]:
    """The entries of lists that name one of these keys, each key of each entry once."""
    for start in range(0, len(keys), _BATCH):
        asked = (
            select(DocumentRow.pk, DocumentRow.list_key, CitationRow.key)
            .distinct()
            .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
            .join(CitationRow, CitationRow.version_pk == ShowingRow.version_pk)
            .where(CitationRow.whole.in_(keys[start : start + _BATCH]))
            .where(DocumentRow.kind == Kind.LIST_ENTRY.value, DocumentRow.list_key.is_not(None))
            .where(*known_at(CitationRow, at), *known_at(ShowingRow, at))
        )
        yield from connection.execute(asked).mappings()


def _lists(rows: Sequence[RowMapping], id_: str) -> tuple[CitingList, ...]:
    entries: dict[str, set[int]] = {}
    for row in rows:
        entries.setdefault(row["list_key"], set()).add(row["pk"])
    ordered = sorted(entries.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(
        CitingList(list=key, entries=len(pks), query=_naming(key, id_)) for key, pks in ordered
    )


def _naming(list_key: str, id_: str) -> str:
    parts = (Term(field="list", value=list_key), Term(field="cites", value=id_))
    return render(And(parts=parts))


def _views(
    by_document: Mapping[str, Sequence[RowMapping]], named: Mapping[str, str | None], id_: str
) -> Iterator[CitingView]:
    """Only what names this document and no other that answers to the same key."""
    for rows in by_document.values():
        mine = [row for row in rows if named[row["key"]] == id_]
        if not mine:
            continue
        first = min(mine, key=lambda row: row["begins"])
        yield CitingView(
            document=first["document"],
            title=first["title"],
            kind=first["kind"],
            source=first["source"],
            published_on=first["published_on"],
            version=first["version"],
            key=first["key"],
            quote=first["quote"],
            start=first["begins"],
            end=first["ends"],
            times=len(mine),
        )
