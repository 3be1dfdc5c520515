"""The signs of a question as tokens, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from app.queries.grammar.faults import did_you_mean, fault
from app.queries.grammar.fields import EXAMPLES, FIELDS, LATER_FIELDS

LONGEST = 4_000
_WIDEST_SLOP = 50

_OPENING = '"“”„«»＂'
_CLOSING = '"“”«»＂'
_SPACE = re.compile(r"\s+")
_NAMED = re.compile(r"([A-Za-z][A-Za-z_]+):")
# A parenthesis right after a digit is a paragraph of a citation: 744.11(c)(2), not a group.
_WORD = re.compile(rf"(?:(?<=[\d)])\([A-Za-z0-9]{{1,5}}\)|[^\s(){_OPENING}])+")
_VALUE = re.compile(rf"(?:(?<=\w)\([^\s()]*\)|(?<=\))\([^\s()]*\)|[^\s(){_OPENING}])+")
_SLOP = re.compile(r"~(\d*)")
_OPERATORS = {"AND", "OR", "NOT"}


class Sign(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    FIELD = auto()
    WORD = auto()
    PHRASE = auto()
    END = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token, its words, and the code point at which it begins."""

    sign: Sign
    at: int
    text: str = ""
    slop: int = 0


def tokens(question: str) -> list[Token]:
    """The tokens of a question, the last one its end; raises where a sign makes no sense."""
    if len(question) > LONGEST:
        hint = "ask for less at once, or ask several questions"
        raise fault(f"the question is longer than {LONGEST} characters", at=LONGEST, hint=hint)
    return [*_scan(question), Token(sign=Sign.END, at=len(question))]


def _scan(question: str) -> Iterator[Token]:
    place = 0
    in_value = False
    while place < len(question):
        if space := _SPACE.match(question, place):
            place = space.end()
            continue
        token, place = _next(question, place, in_value=in_value)
        in_value = token is not None and token.sign is Sign.FIELD
        if token is not None:
            yield token


def _next(question: str, place: int, *, in_value: bool) -> tuple[Token | None, int]:
    """The token that begins here and where the next may; none for signs that say nothing."""
    sign = question[place]
    if sign in "()":
        return Token(sign=Sign.OPEN if sign == "(" else Sign.CLOSE, at=place), place + 1
    if sign in _OPENING:
        return _phrase(question, place)
    if in_value:
        return _word(_VALUE, question, place)
    if sign == "-":
        alone = place + 1 == len(question) or question[place + 1].isspace()
        return (None if alone else Token(sign=Sign.NOT, at=place)), place + 1
    return _field(question, place) or _bare(question, place)


def _bare(question: str, place: int) -> tuple[Token | None, int]:
    """A word outside quotes and values: an operator, a word, or signs without a letter."""
    token, after = _word(_WORD, question, place)
    if token.text in _OPERATORS:
        return Token(sign=Sign[token.text], at=place, text=token.text), after
    says_something = token.text == "*" or any(sign.isalnum() for sign in token.text)
    return (token if says_something else None), after


def _word(pattern: re.Pattern[str], question: str, place: int) -> tuple[Token, int]:
    read = pattern.match(question, place)
    assert read is not None, "every sign that is no space, quote or parenthesis begins a word"
    return Token(sign=Sign.WORD, at=place, text=read.group()), read.end()


def _phrase(question: str, place: int) -> tuple[Token, int]:
    end = next((at for at in range(place + 1, len(question)) if question[at] in _CLOSING), None)
    if end is None:
        raise fault("the quotation mark is not closed,", at=place, hint='add a closing "')
    text, after, slop = question[place + 1 : end], end + 1, 0
    if near := _SLOP.match(question, after):
        if not near[1] or int(near[1]) > _WIDEST_SLOP:
            hint = f'write how many words may lie between, up to {_WIDEST_SLOP}: "{text}"~5'
            raise fault("~ has no such distance", at=after, hint=hint)
        slop, after = int(near[1]), near.end()
    return Token(sign=Sign.PHRASE, at=place, text=text, slop=slop), after


def _field(question: str, place: int) -> tuple[Token, int] | None:
    """A field's name and colon; `None` where the colon belongs to a text (D:5, 12:30, http://)."""
    read = _NAMED.match(question, place)
    if read is None:
        return None
    name, after = read[1].lower(), read.end()
    bare = after == len(question) or question[after].isspace()
    if name in FIELDS:
        if bare or question[after] == ")":
            hint = f"write its value right after the colon, such as {EXAMPLES[name]}"
            raise fault(f"{name}: has no value", at=place, hint=hint)
        return Token(sign=Sign.FIELD, at=place, text=name), after
    if name in LATER_FIELDS:
        hint = "leave it out, or search for its words"
        raise fault(f"{name}: is not searchable yet,", at=place, hint=hint)
    if bare or question.startswith("//", after):
        return None
    hint = f"{did_you_mean(name, FIELDS)} To search for these words, put them in quotes"
    raise fault(f"there is no field {read[1]!r}", at=place, hint=hint)
