"""The marked difference of two texts: by line first, then by word inside what changed.

Nothing is left out: the pieces that are not removed give the new text again, those that are not
added the old one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Scripts without spaces would be one token a sentence; there a sign is a word.
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_MOST_TOKENS = 6_000
# Beneath this likeness of two passages marking words would be confetti.
_ALIKE = 0.3


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that stayed, came or went."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch of whole lines: unchanged, or with its changes marked inside."""

    changed: bool
    pieces: tuple[Piece, ...]


def redline(old: str, new: str) -> tuple[Unit, ...]:
    """Two texts as units in order."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    units: list[Unit] = []
    for verb, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if verb == "equal":
            units.extend(_same(line) for line in before[old_from:old_to])
        else:
            units.extend(_changed(before[old_from:old_to], after[new_from:new_to]))
    return tuple(units)


def _same(line: str) -> Unit:
    return Unit(changed=False, pieces=(Piece(change=Change.SAME, text=line),))


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Unit]:
    """Lines that replace as many others are compared one by one, any other stretch as a whole."""
    if before and len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            yield Unit(changed=True, pieces=tuple(_words("".join(old), "".join(new))))
        return
    yield Unit(changed=True, pieces=tuple(_words("".join(before), "".join(after))))


def _words(old: str, new: str) -> list[Piece]:
    before, after = _tokens(old), _tokens(new)
    if not before or not after or len(before) + len(after) > _MOST_TOKENS:
        return _whole(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if _likeness(matcher, before, after) < _ALIKE:
        return _whole(old, new)
    pieces: list[Piece] = []
    removed = added = ""
    for verb, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, come = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        # A space between two changed words is no pause; one after the last change is.
        drawn_in = gone.isspace() and (removed or added) and old_to < len(before)
        if verb != "equal" or drawn_in:
            removed, added = removed + gone, added + come
            continue
        pieces += _whole(removed, added)
        removed = added = ""
        pieces.append(Piece(change=Change.SAME, text=gone))
    return pieces + _whole(removed, added)


def _likeness(matcher: "SequenceMatcher[str]", before: list[str], after: list[str]) -> float:
    """How much of both is the same, spaces and stops not counted."""
    same = sum(
        token.isalnum()
        for start, _, length in matcher.get_matching_blocks()
        for token in before[start : start + length]
    )
    words = sum(token.isalnum() for token in (*before, *after))
    return 2 * same / words if words else 1.0


def _whole(old: str, new: str) -> list[Piece]:
    pieces = []
    if old:
        pieces.append(Piece(change=Change.REMOVED, text=old))
    if new:
        pieces.append(Piece(change=Change.ADDED, text=new))
    return pieces


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        tokens += token if _SIGN.search(token) else [token]
    return tokens
