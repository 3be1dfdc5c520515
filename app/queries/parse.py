"""Text parameters into one question: the same grammar at every door."""

import re
from datetime import date
from math import comb, prod

from app.domain.search import (
    And,
    Everything,
    Expression,
    Not,
    Or,
    Phrase,
    Prefix,
    SearchQuery,
    Sort,
    Word,
)
from app.domain.time import PointInTime
from app.errors import QueryError
from app.index.analysis import words_of
from app.queries.grammar.faults import did_you_mean, fault
from app.queries.grammar.fields import TEXT_FIELDS, read_value
from app.queries.grammar.lexer import Sign, Token, tokens
from app.vocabulary.spellings import spellings

MOST_HITS = 500
_DEEPEST = 40
_MOST_ATOMS = 256
_SHORTEST_PREFIX = 2
_MOST_WAYS = 1_000  # each is a phrase that the index looks for

# What stands around a word and is not part of it; a closing parenthesis may be (744.11(c)).
_BEFORE = re.compile(r"^[^\w]+")
_AFTER = re.compile(r"[^\w)]+$")


def search_query(
    text: str,
    *,
    today: date,
    sort: str | None = None,
    limit: int = 20,
    cursor: str | None = None,
    point: PointInTime | None = None,
) -> SearchQuery:
    """A question from what a person or a program typed; every fault is a `QueryError`."""
    if not 1 <= limit <= MOST_HITS:
        hint = f"choose from 1 to {MOST_HITS}, and follow next_cursor for more"
        raise QueryError(f"limit {limit} is out of range; {hint}", name="limit", hint=hint)
    return SearchQuery(
        text=text,
        expression=parse_expression(text, today=today),
        sort=read_sort(sort),
        limit=limit,
        cursor=cursor,
        point=point or PointInTime(),
    )


def read_sort(sort: str | None) -> Sort:
    """The order asked for, newest first where none is."""
    if sort is None:
        return Sort.NEWEST
    try:
        return Sort(sort)
    except ValueError:
        hint = did_you_mean(sort, [one.value for one in Sort])
        raise QueryError(f"{sort!r} is no order; {hint}", name="sort", hint=hint) from None


def parse_expression(text: str, *, today: date) -> Expression:
    """What a question means; an empty one asks for everything.

    NOT binds closest, then AND (words side by side), then OR.
    """
    if not text.strip():
        return Everything()
    return _Parser(text, today).read()


class _Parser:
    """One pass over the tokens of one question."""

    def __init__(self, text: str, today: date) -> None:
        self._tokens = tokens(text)
        self._place = 0
        self._today = today
        self._atoms = 0
        self._depth = 0

    def read(self) -> Expression:
        if self._now.sign is Sign.END:
            raise fault("no word to search for", at=0, hint="write at least one word")
        expression = self._either(None)
        if self._now.sign is Sign.CLOSE:
            raise _unopened(self._now)
        return expression

    @property
    def _now(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def _either(self, field: str | None) -> Expression:
        parts = [self._both(field)]
        while self._now.sign is Sign.OR:
            self._take_operator()
            parts.append(self._both(field))
        return parts[0] if len(parts) == 1 else Or(parts=_flat(parts, Or))

    def _both(self, field: str | None) -> Expression:
        self._refuse_operator()
        parts = [self._negated(field)]
        while self._now.sign not in (Sign.END, Sign.CLOSE, Sign.OR):
            if self._now.sign is Sign.AND:
                self._take_operator()
            parts.append(self._negated(field))
        return parts[0] if len(parts) == 1 else And(parts=_flat(parts, And))

    def _refuse_operator(self) -> None:
        if self._now.sign in (Sign.AND, Sign.OR):
            word = self._now.text
            hint = f'put a word before it, or quotes around it to search for "{word}"'
            raise fault(f"{word} has nothing before it", at=self._now.at, hint=hint)

    def _take_operator(self) -> None:
        operator = self._take()
        if self._now.sign in (Sign.END, Sign.CLOSE, Sign.AND, Sign.OR):
            hint = f'put a word after it, or quotes around it to search for "{operator.text}"'
            raise fault(f"{operator.text} has nothing after it", at=operator.at, hint=hint)

    def _negated(self, field: str | None) -> Expression:
        if self._now.sign is not Sign.NOT:
            return self._atom(field)
        sign = self._take()
        if self._now.sign in (Sign.END, Sign.CLOSE, Sign.AND, Sign.OR):
            raise fault("NOT has nothing after it", at=sign.at, hint="put a word after it")
        self._deeper(sign)
        part = self._negated(field)
        self._depth -= 1
        return Not(part=part)

    def _atom(self, field: str | None) -> Expression:
        token = self._take()
        if token.sign is Sign.OPEN:
            return self._group(token, field)
        if token.sign is Sign.CLOSE:
            raise _unopened(token)
        self._count(token)
        if token.sign is Sign.FIELD:
            if field is not None:
                hint = f"close the parenthesis of {field}: before it"
                raise fault(f"{token.text}: stands inside {field}:(…)", at=token.at, hint=hint)
            return self._atom(token.text)
        if token.sign is Sign.PHRASE:
            return self._phrase(token, field)
        assert token.sign is Sign.WORD, token
        return self._word(token, field)

    def _group(self, opening: Token, field: str | None) -> Expression:
        self._deeper(opening)
        if self._now.sign is Sign.CLOSE:
            hint = "put a word into it, or take it away"
            raise fault("the parentheses hold nothing", at=opening.at, hint=hint)
        if self._now.sign is Sign.END:
            raise _unclosed(opening)
        expression = self._either(field)
        if self._take().sign is not Sign.CLOSE:
            raise _unclosed(opening)
        self._depth -= 1
        return expression

    def _phrase(self, token: Token, field: str | None) -> Expression:
        if field is not None and field not in TEXT_FIELDS:
            return read_value(field, token.text, at=token.at, starred=False, today=self._today)
        words = tuple(word for word in token.text.split() if any(sign.isalnum() for sign in word))
        if not words:
            raise fault("the quotes hold no word", at=token.at, hint="put a word between them")
        if _ways(words, token.slop) > _MOST_WAYS:
            hint = "quote fewer words, or let fewer stand between them"
            raise fault("so many words can stand apart in too many ways", at=token.at, hint=hint)
        return Phrase(words=words, slop=token.slop, field=field or "words")

    def _word(self, token: Token, field: str | None) -> Expression:
        starred = token.text.endswith("*")
        text = token.text.removesuffix("*")
        if field is not None and field not in TEXT_FIELDS:
            return read_value(field, text, at=token.at, starred=starred, today=self._today)
        if token.text == "*" and field is None:
            return Everything()
        if "*" in text:
            hint = "write the beginning of a word and end it with *, such as semicon*"
            raise fault("* stands only at the end of a word", at=token.at, hint=hint)
        if "~" in text:
            hint = 'write "licence requirement"~5 for words at most 5 apart'
            raise fault("~ stands only after quotes", at=token.at, hint=hint)
        bare = _BEFORE.sub("", text) if starred else _AFTER.sub("", _BEFORE.sub("", text))
        if not any(sign.isalnum() for sign in bare):
            raise fault("no word to search for", at=token.at, hint="write at least one word")
        if starred:
            return _prefix(bare, token, field)
        return Word(
            text=bare.lower() if bare.isupper() and _is_operator(bare) else bare,
            field=field or "words",
        )

    def _deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            hint = f"nest at most {_DEEPEST} deep"
            raise fault("the parentheses are nested too deep", at=token.at, hint=hint)

    def _count(self, token: Token) -> None:
        self._atoms += 1
        if self._atoms > _MOST_ATOMS:
            hint = f"ask for at most {_MOST_ATOMS} words at once"
            raise fault("the question has too many words", at=token.at, hint=hint)


def _ways(words: tuple[str, ...], slop: int) -> int:
    """In how many ways a phrase can stand: its spellings, and the room left between its words."""
    spelt = prod(len(spellings(word.lower())) for word in words)
    apart = max(len(words_of(" ".join(words))) - 1, 0)
    return spelt * comb(apart + slop, apart)


def _is_operator(word: str) -> bool:
    return word in ("AND", "OR", "NOT")


def _prefix(bare: str, token: Token, field: str | None) -> Expression:
    tail = re.split(r"[\W_]+", bare)[-1]
    if len(tail) < _SHORTEST_PREFIX and tail.isascii():
        hint = f"give at least {_SHORTEST_PREFIX} letters before the *"
        raise fault("too few letters to begin a word", at=token.at, hint=hint)
    return Prefix(text=bare, field=field or "words")


def _unclosed(opening: Token) -> QueryError:
    return fault("the parenthesis is not closed,", at=opening.at, hint="add a )")


def _unopened(closing: Token) -> QueryError:
    hint = "take it away, or open one before"
    return fault("the parenthesis closes nothing", at=closing.at, hint=hint)


def _flat(parts: list[Expression], join: type[And] | type[Or]) -> tuple[Expression, ...]:
    """Parts with those of the same joint taken in: `(a b) c` is `a b c`."""
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, join) else (part,))
    return tuple(flat)
