"""An expression written out again, so that a question can be shown, kept and shared."""

import re

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

_BARE = re.compile(r"\w(?:[\w./+:,;'&=!-]|(?<=[\w)])\([\w]+\))*")


def render(expression: Expression) -> str:
    """A question that means exactly this expression; nothing for `Everything`."""
    if isinstance(expression, Everything):
        return ""
    return _written(expression)


def _written(expression: Expression) -> str:
    match expression:
        case And(parts=parts):
            written = " ".join(_inside(part, loose=(Or, And)) for part in parts)
        case Or(parts=parts):
            written = " OR ".join(_inside(part, loose=(Or,)) for part in parts)
        case Not(part=Days(field=field, from_on=None, to_on=None)):
            written = f"{field}:undated"
        case Not(part=part):
            written = f"-{_inside(part, loose=(And, Or, Not))}"
        case Everything():
            written = "*"
        case Word(text=text, field=field):
            written = _in_field(field, text)
        case Prefix(text=text, field=field):
            written = _in_field(field, f"{text}*")
        case Phrase(words=words, slop=slop, field=field):
            near = f"~{slop}" if slop else ""
            written = _in_field(field, f'"{" ".join(words)}"{near}')
        case Term(field=field, value=value, prefix=True):
            written = f"{field}:{value}*"
        case Term(field=field, value=value):
            written = f"{field}:{value}" if _BARE.fullmatch(value) else f'{field}:"{value}"'
        case Days():
            written = f"{expression.field}:{_days(expression)}"
    return written


def _inside(part: Expression, *, loose: tuple[type, ...]) -> str:
    written = _written(part)
    return f"({written})" if isinstance(part, loose) else written


def _in_field(field: str, written: str) -> str:
    return written if field == "words" else f"{field}:{written}"


def _days(days: Days) -> str:
    if days.from_on is not None and days.from_on == days.to_on:
        return days.from_on.isoformat()
    first = days.from_on.isoformat() if days.from_on else ""
    last = days.to_on.isoformat() if days.to_on else ""
    return f"{first}..{last}"
