"""An expression as a query of the engine, built from objects and never from text."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import tantivy
from tantivy import FieldType, Occur, Query

from app.domain.documents import Kind
from app.domain.search import (
    And,
    Days,
    Everything,
    Expression,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Word,
)
from app.index.analysis import is_cjk
from app.index.expansion import Present, Sought, Words, sought_by
from app.index.schema import day_number

_DAY = 86_400_000_000  # microseconds
_EPOCH = date(1970, 1, 1).toordinal()


class Compiler:
    """Builds queries for one state of the index, whose words decide what is looked for."""

    def __init__(self, schema: tantivy.Schema, present: Present) -> None:
        self._schema = schema
        self._present = present

    def query(self, expression: Expression) -> Query:
        """The query that finds exactly what the expression means."""
        match expression:
            case Everything():
                found = Query.all_query()
            case And(parts=parts):
                found = self._all_of(parts)
            case Or(parts=parts):
                found = Query.boolean_query([(Occur.Should, self.query(part)) for part in parts])
            case Not():
                found = self._all_of((expression,))
            case Word() | Prefix() | Phrase():
                found = self._words(sought_by(expression, self._present))
            case Term():
                found = unscored(self._term(expression))
            case Days():
                found = unscored(self._days(expression))
        return found

    def number(self, field: str, *, least: int | None = None, most: int | None = None) -> Query:
        """Showings whose number in a field lies within bounds, both included."""
        # Over the column, not the postings: three times faster at a hundred thousand (measured).
        return Query.range_query(self._schema, field, FieldType.Unsigned, least, most)

    def keyword(self, field: str, value: str) -> Query:
        """Showings with exactly this value in a field."""
        return Query.term_query(self._schema, field, value, index_option="basic")

    def _all_of(self, parts: Sequence[Expression]) -> Query:
        wanted = [self.query(part) for part in parts if not isinstance(part, Not)]
        refused = [self.query(part.part) for part in parts if isinstance(part, Not)]
        return all_but(wanted, refused)

    def _words(self, sought: Sought) -> Query:
        runs = [
            self._run(sought, run) if run else Query.empty_query() for run in sought.alternatives
        ]
        if len(runs) == 1:
            return runs[0]
        return Query.boolean_query([(Occur.Should, run) for run in runs])

    def _run(self, sought: Sought, run: Words) -> Query:
        field, last = sought.field, run[-1]
        if sought.prefix:
            beginning = f"{re.escape(last)}.*"
            if len(run) == 1:
                return Query.regex_query(self._schema, field, beginning)
            patterns: list[str | tuple[int, str]] = [*map(re.escape, run[:-1]), beginning]
            return Query.regex_phrase_query(self._schema, field, patterns)
        if len(run) > 1:
            return self._phrase(field, run, sought.slop)
        if len(last) == 1 and is_cjk(last):
            return Query.regex_query(self._schema, field, f"{last}.?|.{last}")
        return Query.term_query(self._schema, field, last)

    def _phrase(self, field: str, run: Words, slop: int) -> Query:
        """The words in this order, at most `slop` others between them in all.

        The engine's own slop also finds words out of order, and one word as two: so each way of
        leaving room between them is a phrase of its own, with its words' places given.
        """
        phrases = [
            Query.phrase_query(self._schema, field, list(zip(places, run, strict=True)))
            for places in spread(len(run), slop)
        ]
        if len(phrases) == 1:
            return phrases[0]
        return Query.boolean_query([(Occur.Should, phrase) for phrase in phrases])

    def _term(self, term: Term) -> Query:
        value = term.value.lower()
        if term.prefix:
            return Query.regex_query(self._schema, term.field, f"{re.escape(value)}.*")
        return self.keyword(term.field, value)

    def _days(self, days: Days) -> Query:
        if days.field == "changed":
            return self._changed(days)
        least = day_number(days.from_on) or 1
        most = None if days.to_on is None else day_number(days.to_on)
        return self.number(days.field, least=least, most=most)

    def _changed(self, days: Days) -> Query:
        least = None if days.from_on is None else _instant(days.from_on)
        most = None if days.to_on is None else _instant(days.to_on) + _DAY - 1
        if most is not None and most < 0:
            return Query.empty_query()
        return self.number("shown_from", least=max(least or 0, 0), most=most)


def all_but(wanted: Sequence[Query], refused: Sequence[Query]) -> Query:
    """What every wanted query finds and no refused one does; a refusal may stand alone."""
    if not refused and len(wanted) == 1:
        return wanted[0]
    parts = [(Occur.Must, query) for query in wanted or [Query.all_query()]]
    return Query.boolean_query([*parts, *((Occur.MustNot, query) for query in refused)])


def asks_for_entries(expression: Expression) -> bool:
    """Whether a question names list entries; excluding them is not asking for them."""
    if isinstance(expression, And | Or):
        return any(asks_for_entries(part) for part in expression.parts)
    if isinstance(expression, Not):
        return isinstance(expression.part, Not) and asks_for_entries(expression.part.part)
    if isinstance(expression, Term):
        entries = expression.field == "kind" and expression.value == Kind.LIST_ENTRY.value
        return entries or expression.field == "list"
    return False


def unscored(query: Query) -> Query:
    """The same finds, without weight in the order of relevance."""
    return Query.const_score_query(query, 0.0)


def spread(length: int, slop: int) -> Iterator[tuple[int, ...]]:
    """The places that words in order can take with at most `slop` places left free in between."""
    for ends in combinations(range(1, length + slop), length - 1):
        yield (0, *ends)


def _instant(day: date) -> int:
    return (day.toordinal() - _EPOCH) * _DAY
