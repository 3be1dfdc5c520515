"""Where sentences begin and end in official prose, full of abbreviations as it is."""

import re
from collections.abc import Iterator
from typing import Final

_SENTENCE_END: Final = re.compile(
    r"(?:(?<=[a-z\d\])”\"])|(?<=[A-Z][A-Z]))[.;](?=\s+[A-Z“(\[])(?<!\bNo\.)(?<!\bSec\.)|\n|。"
)
_ABBREVIATED: Final = re.compile(
    r"\b(?:[ap]\.m|U\.S|[A-Z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Supp|e\.g"
    r"|i\.e|v)\.$"
)


def sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The sentences between two places; a line's end is a sentence's end."""
    begin = start
    for mark in _SENTENCE_END.finditer(text, start, stop):
        if mark.group() == "." and _ABBREVIATED.search(
            text[max(begin, mark.end() - 8) : mark.end()]
        ):
            continue
        if text[begin : mark.end()].strip():
            yield trimmed(text, begin, mark.end())
        begin = mark.end()
    if text[begin:stop].strip():
        yield trimmed(text, begin, stop)


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """The sentence that a place stands in, within its own line."""
    begin = max(text.rfind("\n", 0, at) + 1, at - 1_200)
    stop = text.find("\n", at)
    stop = min(len(text) if stop < 0 else stop, at + 1_200)
    for start, end in sentences(text, begin, stop):
        if start <= at < end:
            return start, end
    return begin, stop


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same span without the white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
