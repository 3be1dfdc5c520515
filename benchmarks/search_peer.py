"""The peer of the search benchmark: FTS5, joins and GROUP BY, as Datasette-like tools do."""

import sqlite3
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from app.index.schema import IndexedShowing
from benchmarks.corpus import Question

_SCHEMA = """
CREATE TABLE document (pk INTEGER PRIMARY KEY, title TEXT, text TEXT, kind TEXT, standing TEXT,
  source TEXT, published_on TEXT, known_to INTEGER);
CREATE TABLE document_agency (pk INTEGER, agency TEXT);
CREATE TABLE document_country (pk INTEGER, country TEXT);
CREATE TABLE document_eccn (pk INTEGER, eccn TEXT);
CREATE VIRTUAL TABLE words USING fts5(title, text, content='document', content_rowid='pk');
"""
_INDEXES = """
CREATE INDEX ix_document_kind ON document (kind);
CREATE INDEX ix_document_published_on ON document (published_on);
CREATE INDEX ix_agency ON document_agency (agency, pk);
CREATE INDEX ix_agency_pk ON document_agency (pk, agency);
CREATE INDEX ix_country ON document_country (country, pk);
CREATE INDEX ix_eccn ON document_eccn (eccn, pk);
ANALYZE;
"""
FILTERS = {
    "no filter": "",
    "agency and dates": """
      AND d.pk IN (SELECT pk FROM document_agency WHERE agency = 'agency-7')
      AND d.published_on BETWEEN '2010-01-01' AND '2024-12-31'""",
    "country and ECCN": """
      AND d.pk IN (SELECT pk FROM document_country WHERE country = 'CN')
      AND d.pk IN (SELECT pk FROM document_eccn WHERE eccn LIKE '3A090%')""",
}
_FROM = """FROM words w JOIN document d ON d.pk = w.rowid
  WHERE words MATCH :match AND d.known_to IS NULL"""


def fill(path: Path, rows: Iterable[IndexedShowing]) -> sqlite3.Connection:
    """The same rows in plain tables; their words are indexed by `index_words`."""
    database = sqlite3.connect(path)
    database.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "PRAGMA cache_size=-1000000; PRAGMA mmap_size=4000000000;" + _SCHEMA
    )
    waiting = iter(rows)
    while batch := list(islice(waiting, 5_000)):
        database.executemany(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(one.document_pk, one.title, one.text, one.kind, one.standing, one.source),
                    one.published_on.isoformat() if one.published_on else None,
                    one.known_to,
                )
                for one in batch
            ],
        )
        for table, values in (("agency", "agencies"), ("country", "countries"), ("eccn", "eccns")):
            database.executemany(
                f"INSERT INTO document_{table} VALUES (?, ?)",
                [(one.document_pk, value) for one in batch for value in getattr(one, values)],
            )
    database.executescript(_INDEXES)
    return database


def index_words(database: sqlite3.Connection) -> None:
    """The full-text index over all rows."""
    database.execute("INSERT INTO words(words) VALUES ('rebuild')")
    database.commit()


def page(database: sqlite3.Connection, filtered: str, question: Question) -> int:
    """Ten best with snippets, the total, four facets and the months; the total comes back."""
    said = {"match": _match(question)}
    asked = _FROM + FILTERS[filtered]
    database.execute(
        f"""SELECT d.pk, d.title, snippet(words, 1, '[', ']', '…', 40) {asked}
        ORDER BY bm25(words) LIMIT 10""",
        said,
    ).fetchall()
    (total,) = database.execute(f"SELECT count(*) {asked}", said).fetchone()
    for name in ("kind", "standing", "source"):
        database.execute(
            f"SELECT d.{name}, count(*) {asked} GROUP BY 1 ORDER BY 2 DESC", said
        ).fetchall()
    joined = asked.replace("WHERE", "JOIN document_agency a ON a.pk = d.pk WHERE", 1)
    database.execute(
        f"SELECT a.agency, count(*) {joined} GROUP BY 1 ORDER BY 2 DESC", said
    ).fetchall()
    database.execute(
        f"SELECT substr(d.published_on, 1, 7), count(*) {asked} GROUP BY 1 ORDER BY 1", said
    ).fetchall()
    return int(total)


def _match(question: Question) -> str:
    if question.join == "phrase":
        return f'"{" ".join(question.words)}"'
    return (" AND " if question.join == "all" else " OR ").join(question.words)
