"""What lies between the two ends of a range that a text cites, end by end as keys."""

import re
from collections.abc import Callable, Iterator
from typing import Final

NAME: Final = "ranges"
VERSION: Final = 1

# A range of more members than a title has parts is no range that a reader would mean.
_MOST: Final = 400
_PARTS: Final = re.compile(r"[^.(\s]+(?=\()|[^.()/:\s]+|\([^)]*\)")
_ROMAN: Final = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"),
    *("xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv"),
)
Counting = Callable[[str, str], Iterator[str]]


def members(first: str, last: str) -> tuple[str, ...]:
    """The keys strictly between two ends: `eccn:3B001.b` and `.c` of "3B001.a.4 through .d".

    The ends differ in one place, and what is between them is counted there: in letters, figures
    or Roman figures. Where they differ otherwise, nothing lies between that could be named.
    """
    one, other = _PARTS.findall(first.lower()), _PARTS.findall(last.lower())
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if place is None or one[:place] != other[:place] or len(other) != place + 1:
        return ()
    begin = _end_of(first, place)
    before = first[: begin[0]]
    counted = _between(first[begin[0] : begin[1]], other[place].strip("()"))
    closing = ")" if first[begin[0] - 1 : begin[0]] == "(" else ""
    return tuple(f"{before}{step}{closing}" for step in counted)


def _end_of(key: str, place: int) -> tuple[int, int]:
    """Where the sign that differs stands, without its brackets."""
    found = list(_PARTS.finditer(key))[place]
    inside = found.group().startswith("(")
    return found.start() + inside, found.end() - inside


def _between(first: str, last: str) -> Iterator[str]:
    low, high = first.lower(), last.lower()
    if low.isdigit() and high.isdigit():
        if 0 < int(high) - int(low) <= _MOST:
            yield from (str(number) for number in range(int(low) + 1, int(high)))
    elif low in _ROMAN and high in _ROMAN and (len(low) > 1 or len(high) > 1 or low == "i"):
        steps = _ROMAN[_ROMAN.index(low) + 1 : _ROMAN.index(high)]
        yield from (step.upper() if first.isupper() else step for step in steps)
    elif len(low) == len(high) == 1 and low.isalpha() and high.isalpha():
        for code in range(ord(low) + 1, ord(high)):
            yield chr(code).upper() if first.isupper() else chr(code)
