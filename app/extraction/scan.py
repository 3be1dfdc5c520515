"""What the grammars of all families share: found words, lists and ranges of them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from app.domain.references import Reference

DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014"
# Between two members of a list; what says "and all between" is captured.
SEPARATOR: Final = re.compile(
    r"\s*(?:(?:,|;)\s*(?:and/or|and|or|as well as)\s+|(?:,|;)\s*"
    r"|\s(?:and/or|and|or|&|as well as)\s+"
    r"|(?P<range>\s(?:to|through|thru)\s+|\s?[-\u2010-\u2014]\s?))"
)
_RANK: Final = {"exact": 0, "worded": 1, "context": 2, "bare": 3}
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Found(NamedTuple):
    """Words that a rule reads as pointing at something, before overlaps are settled.

    `certainty` says how sure the form is by itself: `exact`, `worded` (a word of the family
    stands before it), `context` (it needs the setting), `bare`.
    """

    start: int
    end: int
    reference: Reference
    rule: str
    certainty: str = "worded"
    through: Reference | None = None


def near(
    text: str, pattern: re.Pattern[str], anchors: tuple[str, ...], before: int, after: int = 80
) -> Iterator[re.Match[str]]:
    """A pattern's matches, looked for only around words that each of them must hold.

    Looking for plain words is a hundred times as fast as trying a pattern at each place.
    `before` is how far a match may begin before its anchor, `after` how far it may reach.
    """
    done = 0
    for at in _places(text, anchors):
        start = max(done, at - before)
        while start <= at and (found := pattern.search(text, start, at + after)):
            if found.start() > at:
                break
            yield found
            start = done = max(found.end(), found.start() + 1)


def settle(found: Iterable[Found], length: int) -> list[Found]:
    """Of overlapping findings the surer one stays, then the longer, then the earlier."""
    taken = bytearray(length)
    kept: list[Found] = []
    for one in sorted(found, key=_preference):
        if taken.find(1, one.start, one.end) < 0:
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)
    kept.sort(key=lambda one: one.start)
    return kept


def roman_value(figure: str) -> int | None:
    """The value of a Roman figure in either case, `None` where it is written wrongly."""
    values = [_ROMAN.get(sign, 0) for sign in figure.lower()]
    if not values or 0 in values:
        return None
    total = 0
    for at, value in enumerate(values):
        total += -value if any(later > value for later in values[at + 1 : at + 2]) else value
    return total


def follow(known: tuple[str, ...], further: tuple[str, ...]) -> tuple[str, ...]:
    """What "(b)" or "(iii)" means after `known` paragraphs: "(a)(2)(i)", then "(iii)".

    The levels of the Code are a, 1, i, A, 1, i; the further mark takes the deepest level that it
    can continue, and replaces all from there.
    """
    first = further[0]
    for level in range(len(known) - 1, -1, -1):
        if _continues(known[level], first, level):
            return (*known[:level], *further)
    return further


def _continues(before: str, mark: str, level: int) -> bool:
    kind = ("lower", "digit", "roman", "upper", "digit", "roman")[min(level, 5)]
    if kind == "digit":
        return mark.isdigit() and before.isdigit()
    if kind == "upper":
        return mark.isupper() and before.isupper()
    if kind == "roman":
        old, new = roman_value(before), roman_value(mark)
        return mark.islower() and old is not None and new is not None and old < new <= old + 20
    return mark.isalpha() and mark.islower() and before.islower()


def _places(text: str, anchors: tuple[str, ...]) -> list[int]:
    places: list[int] = []
    for anchor in anchors:
        at = text.find(anchor)
        while at >= 0:
            places.append(at)
            at = text.find(anchor, at + 1)
    if len(anchors) > 1:
        places.sort()
    return places


def _preference(one: Found) -> tuple[int, int, int]:
    return (_RANK[one.certainty], one.start - one.end, one.start)
