"""How much answers a suggestion, and what is held under its name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.domain.search import And, Expression, Phrase, Term
from app.domain.time import PointInTime, microseconds
from app.errors import QueryError
from app.index.read import IndexHit, IndexQuery
from app.queries.asked import answerable
from app.queries.changes import last_change
from app.queries.grammar.render import render
from app.queries.keys import titles_of
from app.queries.parse import parse_expression
from app.queries.reader import Reader
from app.queries.suggest_views import Suggestion
from app.store.schema import DocumentRow, ShowingRow
from app.vocabulary.lists import list_titles
from app.vocabulary.spelling import folded

_MOST_PARTIES = 4
_ROWS_FOR_PARTIES = 16
_SHORTEST_PARTY = 3
_MOST_WORDS = 8


class Held:
    """What is held at a point in time, as suggestions need it: counts, titles, parties."""

    def __init__(self, reader: Reader, point: PointInTime) -> None:
        self._reader = reader
        self._point = point
        self.at: datetime = point.as_known or reader.now
        last = last_change(reader.connection)
        known = 0 if last is None else microseconds(last[1])
        self._known_at = min(known, microseconds(self.at))

    def count(self, query: str) -> tuple[int | None, int | None]:
        """How many documents, and how many list entries, answer a question that is whole."""
        try:
            expression = parse_expression(query, today=self._reader.today)
        except QueryError:
            return None, None
        expression = answerable(self._reader, expression, self._point)
        return self._reader.index.count(self._asked(expression, limit=1))

    def titles(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The titles under which documents were shown."""
        return titles_of(self._reader.connection, ids, self.at)

    def parties(self, typed: str) -> Iterator[Suggestion]:
        """Parties of the lists whose names hold these words, the last one perhaps half-typed."""
        sought = _in_names(typed)
        if sought is None:
            return
        listed = Term(field="kind", value="list_entry")
        asked = self._asked(And(parts=(sought, listed)), limit=_ROWS_FOR_PARTIES)
        by_name: dict[str, list[tuple[str, str, str]]] = {}
        for id_, title, key in self._entries(self._reader.index.search(asked).hits):
            by_name.setdefault(folded(title), []).append((id_, title, key))
        for same in list(by_name.values())[:_MOST_PARTIES]:
            id_, title, _ = same[0]
            lists = dict.fromkeys(list_titles().get(key, key) for _, _, key in same)
            query = render(Phrase(words=tuple(title.replace('"', " ").split())))
            documents, entries = self.count(query)
            yield Suggestion(
                kind="party",
                text=title,
                means=f"a party on {'; '.join(lists)}",
                query=query,
                document=id_ if len(same) == 1 else None,
                title=title if len(same) == 1 else None,
                documents=documents,
                list_entries=entries,
            )

    def _entries(self, hits: Sequence[IndexHit]) -> Iterator[tuple[str, str, str]]:
        showings = [hit.showing for hit in hits]
        rows = self._reader.connection.execute(
            select(ShowingRow.pk, ShowingRow.title, DocumentRow.id, DocumentRow.list_key)
            .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
            .where(ShowingRow.pk.in_(showings))
        )
        found = {row.pk: row for row in rows}
        for pk in showings:
            if pk in found and found[pk].title:
                yield found[pk].id, found[pk].title, found[pk].list_key or ""

    def _asked(self, expression: Expression, *, limit: int) -> IndexQuery:
        return IndexQuery(
            expression=expression,
            limit=limit,
            facets=False,
            known_at=self._known_at,
            as_of=self._point.as_of,
            entries=True,
        )


def _in_names(typed: str) -> Expression | None:
    """The question for names that hold all these words; none where they are no beginning."""
    words = re.findall(r"\w[\w&'’.-]*", typed)
    if len(typed.strip()) < _SHORTEST_PARTY or not 0 < len(words) <= _MOST_WORDS:
        return None
    if len(words[-1]) == 1:
        # One letter begins too many words to look them all up while somebody types.
        words = words[:-1]
    if not words or not any(sign.isalpha() for sign in words[0]):
        return None
    whole = " ".join(f'title:"{word}"' for word in words[:-1])
    try:
        return parse_expression(f"{whole} title:{words[-1].rstrip('.-')}*".strip(), today=date.min)
    except QueryError:
        return None
