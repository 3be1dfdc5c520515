"""What a question is about, as far as it says so: which sources, and which days of publication."""

from datetime import date

from app.domain.search import And, Days, Expression, Or, Term
from app.domain.sources import Window


def sources_asked(expression: Expression) -> frozenset[str] | None:
    """The sources whose documents alone can answer; `None` where any source's can."""
    match expression:
        case Term(field="source", value=value, prefix=False):
            return frozenset({value})
        case And(parts=parts):
            named = [found for part in parts if (found := sources_asked(part)) is not None]
            return frozenset.intersection(*named) if named else None
        case Or(parts=parts):
            each = [sources_asked(part) for part in parts]
            named = [found for found in each if found is not None]
            return frozenset.union(*named) if named and len(named) == len(each) else None
        case _:
            return None


def days_asked(expression: Expression) -> Window | None:
    """The days on which whatever answers must have been published; `None` where any will do."""
    spans = list(_spans(expression))
    if not spans:
        return None
    first_on = max((span.from_on for span in spans if span.from_on is not None), default=date.min)
    last_on = min((span.to_on for span in spans if span.to_on is not None), default=date.max)
    return Window(first_on=first_on, last_on=last_on)


def _spans(expression: Expression) -> list[Days]:
    match expression:
        case Days(field="published"):
            return [expression]
        case And(parts=parts):
            return [span for part in parts for span in _spans(part)]
        case _:
            return []
