"""The words of a text that show why it was found, and where in them the question's words stand."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from unicodedata import combining, normalize

from app.index.analysis import is_cjk
from app.index.expansion import Sought, Words

WIDEST = 300  # code points of an excerpt
_MOST_EXCERPTS = 2  # of one text, where one cannot hold all that was asked for
_BEFORE = 80  # code points kept before the first hit, from the sentence's beginning if it is near
_MOST_HITS = 48  # of one word: the best window is among the first
_STRETCH = 100_000  # code points looked at in one go

_FOLDABLE = re.compile("[\u00c0-\u024f\u1e00-\u1eff\uff01-\uff5e]")
_SENTENCE = re.compile(r"(?<=[.!?;:。！？])[\s\"'”’)]+|\n+")
_LETTER = r"[^\W_]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Some of a field's words; `highlights` are code points of `text`, half-open.

    Line ends are shown as spaces. `start` is where the words begin in the whole field.
    """

    field: str
    text: str
    highlights: tuple[tuple[int, int], ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A hit: where it stands, and which of the sought it is."""

    start: int
    end: int
    which: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What finds one of the sought; `whole` where it must not begin inside a word."""

    regex: re.Pattern[str]
    whole: bool
    which: int


class Highlighter:
    """Makes excerpts for one question; made once, used on each text of a page."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        self._everywhere = _of_field("words", sought)
        self._in_titles = [*self._everywhere, *_of_field("title", sought)]
        self._asked = {pattern.which for pattern in self._everywhere}

    def excerpts(self, title: str, text: str) -> tuple[Excerpt, ...]:
        """The title where the question's words stand in it, and the best windows of the text.

        A text without a hit gives its opening words, so that there is always something to read.
        """
        in_title = _found(self._in_titles, title)
        excerpts = [_excerpt("title", title, 0, min(len(title), WIDEST), in_title)]
        if not in_title:
            excerpts = []
        in_text = self._in_text(text)
        for start, end in _windows(text, in_text):
            excerpts.append(_excerpt("text", text, start, end, in_text))
        return tuple(excerpts)

    def _in_text(self, text: str) -> list[_Found]:
        """The hits of the first stretch that has all the question's words, else of every stretch.

        So a long text is read no further than its excerpts need.
        """
        found: list[_Found] = []
        for start in range(0, max(len(text), 1), _STRETCH):
            stretch = text[start : start + _STRETCH]
            found += _found(self._everywhere, stretch, at=start)
            if {one.which for one in found} == self._asked:
                break
        return found


def _found(patterns: Sequence[_Pattern], text: str, *, at: int = 0) -> list[_Found]:
    """The hits in a text, in order, as places in the text that it begins in at `at`."""
    if not patterns:
        return []
    plain = folded(text)
    found: list[_Found] = []
    for pattern in patterns:
        hits = 0
        for read in pattern.regex.finditer(plain):
            start = read.start()
            if pattern.whole and start and plain[start - 1].isalnum():
                continue
            found.append(_Found(at + start, at + read.end(), pattern.which))
            hits += 1
            if hits == _MOST_HITS:
                break
    return sorted(found, key=lambda one: (one.start, one.end))


def folded(text: str) -> str:
    """The text as the index compares it, without moving a code point: case and accents away."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return lower if lower.isascii() else _FOLDABLE.sub(_plain, lower)


def _plain(letter: re.Match[str]) -> str:
    return _plain_letters().get(letter.group(), letter.group())


@cache
def _plain_letters() -> dict[str, str]:
    """Letters with accents and wide ones, each with the one plain letter it is compared as."""
    table = dict(zip("øđłħı", "odlhi", strict=True))
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF01, 0xFF5F)):
        parts = [sign for sign in normalize("NFKD", chr(code)) if not combining(sign)]
        if len(parts) == 1 and parts[0].isascii():
            table[chr(code)] = parts[0].lower()
    return table


def _of_field(field: str, sought: Sequence[Sought]) -> list[_Pattern]:
    return [
        pattern
        for which, one in enumerate(sought)
        if one.field == field
        for pattern in _patterns(which, one)
    ]


def _patterns(which: int, sought: Sought) -> Iterator[_Pattern]:
    for run in sought.alternatives:
        if run:
            written = _written(run, slop=sought.slop, prefix=sought.prefix)
            yield _Pattern(re.compile(written), not is_cjk(run[0]), which)


def _written(run: Words, *, slop: int, prefix: bool) -> str:
    """A run of words of the index as they stand in a folded text.

    It begins with plain letters, which the engine finds many times faster than it would try a
    look behind at every place; so what stands before is looked at afterwards.
    """
    between = rf"(?:[\W_]+{_LETTER}+){{0,{slop}}}?[\W_]+" if slop else r"[\W_]+"
    joined = re.escape(run[0])
    for before, word in pairwise(run):
        if is_cjk(before) and is_cjk(word) and before[-1] == word[0] and not slop:
            joined += re.escape(word[1:])
        elif is_cjk(before) or is_cjk(word):
            joined += r"[\W_]*" + re.escape(word)
        else:
            joined += between + re.escape(word)
    if prefix:
        return f"{joined}{_LETTER}*"
    return joined if is_cjk(run[-1]) else rf"{joined}(?!{_LETTER})"


def _windows(text: str, found: Sequence[_Found]) -> list[tuple[int, int]]:
    """The stretches of the text to show: first the one with most of what was asked for.

    A second one only where it shows something asked for that the first does not.
    """
    if not found:
        return [(0, _closed(text, 0))]
    shown: set[int] = set()
    windows: list[tuple[int, int]] = []
    while len(windows) < _MOST_EXCERPTS:
        first = _best(found, shown)
        if first is None:
            break
        start = _opened(text, found[first].start)
        for other_start, other_end in windows:
            if other_start <= start < other_end <= found[first].start:
                start = other_end
        end = _closed(text, start, found[first].end)
        windows.append((start, end))
        shown |= {one.which for one in found if start <= one.start and one.end <= end}
    return sorted(windows)


def _best(found: Sequence[_Found], shown: set[int]) -> int | None:
    """The hit at which the best window begins: most of what is not shown yet, then most hits."""
    starts = [one.start for one in found]
    best: tuple[int, int, int] | None = None
    for place, one in enumerate(found):
        last = bisect_right(starts, one.start + WIDEST - _BEFORE)
        inside = [other.which for other in found[place:last]]
        fresh = len(set(inside) - shown)
        if fresh and (best is None or (fresh, len(inside)) > best[:2]):
            best = (fresh, len(inside), place)
    return None if best is None else best[2]


def _opened(text: str, at: int) -> int:
    """Where a window around a hit begins: at its sentence if that is near, else at a word."""
    earliest = max(0, at - _BEFORE)
    beginnings = [read.end() for read in _SENTENCE.finditer(text, earliest, at)]
    if earliest == 0 or beginnings:
        return min(beginnings[-1], at) if beginnings else 0
    space = text.find(" ", earliest, at)
    return earliest if space < 0 else space + 1


def _closed(text: str, start: int, at_least: int = 0) -> int:
    """Where a window ends: at the end of a word, and no later than the widest excerpt allows."""
    end = start + WIDEST
    if end >= len(text):
        return len(text)
    space = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
    return space if space > max(start + WIDEST // 2, at_least) else end


def _excerpt(field: str, text: str, start: int, end: int, found: Sequence[_Found]) -> Excerpt:
    marks: list[tuple[int, int]] = []
    for one in found:
        if one.end <= start or one.start >= end:
            continue
        mark = (max(one.start, start) - start, min(one.end, end) - start)
        if marks and mark[0] <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], mark[1]))
        else:
            marks.append(mark)
    words = text[start:end].replace("\n", " ").replace("\t", " ")
    return Excerpt(field=field, text=words, highlights=tuple(marks), start=start)
