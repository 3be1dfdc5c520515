"""When nothing answers a question: which of its conditions is to blame, and what is without it."""

from dataclasses import dataclass, replace

from app.domain.search import Everything, Expression, SearchQuery
from app.queries.grammar.render import render
from app.queries.narrowing import all_of, narrowings
from app.queries.reader import Reader
from app.queries.search import search

_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """One condition: how many documents answer it alone, and how many the question without it.

    `without` is the rest of the question, written out.
    """

    condition: str
    alone: int
    without: str
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """Why nothing answered. `held` counts all that is held at this point in time.

    `answerable` is the question without the conditions that nothing meets, where there are such
    and something answers the rest; `answers` counts what does.
    """

    held: int
    answerable: str
    answers: int
    narrowings: tuple[Narrowing, ...]


def rescue(reader: Reader, query: SearchQuery) -> Rescue:
    """Take a question that nothing answers apart."""
    found = tuple(
        Narrowing(
            condition=render(condition),
            alone=_total(reader, query, condition),
            without=render(rest),
            rest=_total(reader, query, rest),
        )
        for condition, rest in narrowings(query.expression)[:_MOST]
    )
    met = [
        condition
        for one, (condition, _) in zip(found, narrowings(query.expression), strict=False)
        if one.alone
    ]
    fewer = 0 < len(met) < len(found)
    answerable = all_of(met)
    return Rescue(
        held=_total(reader, query, Everything()),
        answerable=render(answerable) if fewer else "",
        answers=_total(reader, query, answerable) if fewer else 0,
        narrowings=found,
    )


def _total(reader: Reader, query: SearchQuery, expression: Expression) -> int:
    asked = replace(query, expression=expression, limit=1, facets=False, cursor=None)
    return search(reader, asked).total
