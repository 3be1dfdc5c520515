"""A question made narrower or wider by one choice, and written out again in the grammar."""

from collections.abc import Sequence
from datetime import date

from app.domain.search import And, Days, Everything, Expression, Not, Or, Term
from app.queries.grammar.render import render


def chosen(expression: Expression, field: str) -> tuple[str, ...]:
    """The values a question already asks for in a field, where any of them will do."""
    for part in _parts(expression):
        values = _values(part, field)
        if values:
            return values
    return ()


def with_value(expression: Expression, field: str, value: str) -> str:
    """The question with one more value of a field: any of those chosen will do."""
    values = (*chosen(expression, field), value)
    return _written(without_field(expression, field), _any_of(field, values))


def without_value(expression: Expression, field: str, value: str) -> str:
    """The question with one value of a field fewer."""
    values = tuple(one for one in chosen(expression, field) if one != value)
    rest = without_field(expression, field)
    return _written(rest, _any_of(field, values)) if values else render(rest)


def without_field(expression: Expression, field: str) -> Expression:
    """The question without what it asks of a field; what stands deeper in it stays."""
    kept = [part for part in _parts(expression) if not _values(part, field)]
    return all_of(kept)


def within(expression: Expression, from_on: date | None, to_on: date | None) -> str:
    """The question narrowed to a span of publication days, in place of any it had."""
    days = Days(field="published", from_on=from_on, to_on=to_on)
    return _written(without_days(expression), days)


def undated(expression: Expression) -> str:
    """The question narrowed to what has no publication day."""
    return _written(without_days(expression), Not(part=Days(field="published")))


def without_days(expression: Expression) -> Expression:
    """The question without any span of publication days."""
    return all_of([part for part in _parts(expression) if not _is_days(part)])


def asks_for_days(expression: Expression) -> bool:
    """Whether a question narrows the publication day."""
    return any(_is_days(part) for part in _parts(expression))


def narrowings(expression: Expression) -> tuple[tuple[Expression, Expression], ...]:
    """Each condition that must hold, with the question as it is without it."""
    parts = _parts(expression)
    return tuple(
        (part, all_of([other for at, other in enumerate(parts) if at != left_out]))
        for left_out, part in enumerate(parts)
    )


def _parts(expression: Expression) -> tuple[Expression, ...]:
    if isinstance(expression, Everything):
        return ()
    return expression.parts if isinstance(expression, And) else (expression,)


def _values(part: Expression, field: str) -> tuple[str, ...]:
    terms = part.parts if isinstance(part, Or) else (part,)
    values = [
        one.value
        for one in terms
        if isinstance(one, Term) and one.field == field and not one.prefix
    ]
    return tuple(values) if len(values) == len(terms) else ()


def _is_days(part: Expression) -> bool:
    if isinstance(part, Not):
        return _is_days(part.part)
    return isinstance(part, Days) and part.field == "published"


def _any_of(field: str, values: tuple[str, ...]) -> Expression:
    terms = tuple(Term(field=field, value=value) for value in dict.fromkeys(values))
    return terms[0] if len(terms) == 1 else Or(parts=terms)


def all_of(parts: Sequence[Expression]) -> Expression:
    """The question that asks for all of these; for everything where there are none."""
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else And(parts=tuple(parts))


def _written(rest: Expression, more: Expression) -> str:
    return render(all_of([*_parts(rest), more]))
