"""Where the words of a question stand in a text, for marking them where it is read."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from app.index.analysis import is_cjk
from app.index.excerpts import folded
from app.index.expansion import Sought, Words, sought_in
from app.queries.parse import parse_expression

_LETTER = r"[^\W_]"
MOST_MARKS = 2_000

Span = tuple[int, int]


def marks_in(text: str, question: str, *, today: date) -> tuple[Span, ...]:
    """Code points of a question's words in a text, in order and apart; `QueryError` as ever.

    Every spelling that a search would take is marked, held by the index or not.
    """
    sought = sought_in(parse_expression(question, today=today), lambda _field, _word: True)
    # Most lines are plain letters, which fold many times faster than the whole would.
    plain = "\n".join(folded(line) for line in text.split("\n"))
    found = sorted(span for one in sought for run in _runs(one) for span in _found(plain, run, one))
    apart: list[Span] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart[:MOST_MARKS])


def _runs(sought: Sought) -> tuple[Words, ...]:
    if not sought.slop:
        return tuple(run for run in sought.alternatives if run)
    # With other words between them they are marked one by one.
    return tuple((word,) for run in sought.alternatives for word in run)


def _found(plain: str, run: Words, sought: Sought) -> Iterator[Span]:
    """Where a run stands; what comes before is looked at last, which is many times faster."""
    pattern = re.compile(_written(run, prefix=sought.prefix))
    whole = not is_cjk(run[0])
    many = 0
    for read in pattern.finditer(plain):
        start, end = read.span()
        if whole and start and plain[start - 1].isalnum():
            continue
        yield start, end
        many += 1
        if many == MOST_MARKS:
            return


def _written(run: Words, *, prefix: bool) -> str:
    joined = re.escape(run[0])
    for before, word in pairwise(run):
        if is_cjk(before) and is_cjk(word) and before[-1] == word[0]:
            joined += re.escape(word[1:])
        else:
            joined += r"[\W_]+" + re.escape(word)
    if prefix:
        return f"{joined}{_LETTER}*"
    return joined if is_cjk(run[-1]) else rf"{joined}(?!{_LETTER})"
