"""Names held against the names on lists, with scores that say what they are made of.

A score is evidence to look at, never a verdict: a high one may be another party of the same name,
and nothing above the threshold is not the same as nobody.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from app.comparison.screening_names import FoldedName, folded_name, small

# Measured in tests/corpora/test_screening.py: at 0.85 variants of listed names are found while
# everyday names of firms seldom are.
LEAST: Final = 0.85
_WORDS: Final = 0.80
_LETTERS: Final = 0.15
_ORDER: Final = 0.05
_FORM: Final = -0.01
_FOLDING: Final = -0.01
_ALIAS: Final = -0.01
_OTHER_COUNTRY: Final = -0.05
# Same letters divided into other words ("Hi-Tech", "Hitech").
_REJOINED: Final = 0.97
_ALMOST: Final = 0.75
# How much the share of the asked words counts, beside that of the listed ones.
_MINE: Final = 0.65
_ONE_SLIP: Final = 0.93
_SHORTEST_TYPO: Final = 4
# How far below the bound a name may be before its words are looked at one by one.
_SLACK: Final = 0.1
_MOST_CANDIDATES: Final = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of an entry, which goes by `primary`; an entry with aliases has several."""

    entry: str
    list_key: str
    name: str
    primary: str
    is_alias: bool
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart:
    """One part of a score, and the reason for it in words; the parts add up to the score."""

    part: str
    value: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A listed name that is like an asked one."""

    listed: ListedName
    score: float
    parts: tuple[ScorePart, ...]


class NameIndex:
    """The names on lists, found by their rarer words, a slip of one letter allowed."""

    def __init__(self, names: Iterable[ListedName]) -> None:
        self.names: list[ListedName] = list(names)
        self._folded: list[FoldedName] = [folded_name(one.name) for one in self.names]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_joined: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self._folded):
            for word in set(one.words):
                self._by_word[word].append(at)
            self._by_joined[one.joined].append(at)
        self._weights = _weights(self._by_word, len(self.names))
        self._heaviest = math.log(1 + len(self.names)) if self.names else 1.0
        self._sets = [frozenset(one.words) for one in self._folded]
        self._sums = [sum(map(self._weight, one)) for one in self._sets]
        self._shortened = _shortened(self._by_word)

    def matches(
        self, name: str, *, country: str | None = None, least: float = LEAST
    ) -> list[Match]:
        """Listed names whose score is at least that, the highest first, one for each entry."""
        asked = folded_name(name)
        if not asked.words:
            return []
        best: dict[str, Match] = {}
        for at in self._candidates(asked, least):
            found = self._score(asked, at, country, least)
            if found is None:
                continue
            before = best.get(found.listed.entry)
            if before is None or _rank(found) < _rank(before):
                best[found.listed.entry] = found
        return sorted(best.values(), key=_rank)

    def _weight(self, word: str) -> float:
        found = self._weights.get(word)
        return self._heaviest if found is None else found

    def _candidates(self, asked: FoldedName, least: float) -> Iterator[int]:
        """Names that can reach the score at all.

        They share at least a certain weight of the asked words, so each of them holds one of the
        rarest, taken until what is left over weighs too little.
        """
        words = sorted(set(asked.words), key=self._weight, reverse=True)
        whole = sum(map(self._weight, words))
        share = max((least - _LETTERS - _ORDER) / _WORDS, 0.1)
        spare = whole * (1 - share / (2 - share))
        rejoined = frozenset(self._by_joined.get(asked.joined, ()))
        found: dict[int, None] = dict.fromkeys(rejoined)
        wide: set[str] = set()
        left = 0.0
        for word in words:
            alike = self._alike(word)
            wide.update(alike)
            if left <= spare and len(found) < _MOST_CANDIDATES:
                for other in alike:
                    found.update(dict.fromkeys(self._by_word[other]))
            left += self._weight(word)
        wanted = share - _SLACK
        weights, sums = self._weights, self._sums
        for at in found:
            shared = 0.0
            for word in wide & self._sets[at]:
                shared += weights[word]
            # A word that only nearly is a listed one weighs as that one, so it counts once here.
            if at in rejoined or 2 * shared >= wanted * (min(whole, sums[at]) + sums[at]):
                yield at

    def _alike(self, word: str) -> list[str]:
        """Words of the lists that are this one, or that a slip of one letter makes it."""
        found = [word] if word in self._by_word else []
        if len(word) >= _SHORTEST_TYPO and not word.isdigit():
            near: set[str] = set()
            for short in (word, *_without_one(word)):
                near.update(self._shortened.get(short, ()))
                if short in self._by_word:
                    near.add(short)
            near.discard(word)
            found += [one for one in near if OSA.distance(word, one, score_cutoff=1) <= 1]
        return found

    def _score(self, asked: FoldedName, at: int, country: str | None, least: float) -> Match | None:
        listed, other = self.names[at], self._folded[at]
        if asked.joined == other.joined and asked.words != other.words:
            words, why = _REJOINED, "the same letters, divided into other words"
            if set(asked.words) == set(other.words):
                words, why = 1.0, "every word"
        else:
            words, why = self._shared(asked.words, other.words)
        if _WORDS * words + _LETTERS + _ORDER < least:
            return None
        parts = [ScorePart(part="words", value=round(_WORDS * words, 3), why=why)]
        letters = _letters(asked, other)
        parts.append(
            ScorePart(
                part="letters",
                value=round(_LETTERS * letters, 3),
                why=f"{letters:.0%} of the letters, words sorted",
            )
        )
        parts += _differences(asked, other, listed, country)
        score = round(sum(part.value for part in parts), 3)
        return None if score < least else Match(listed=listed, score=score, parts=tuple(parts))

    def _shared(self, asked: Sequence[str], other: Sequence[str]) -> tuple[float, str]:
        """How much of both names' weight is in shared words; a word almost the same counts less."""
        rest, unmatched = list(other), []
        shared = 0.0
        for word in asked:
            if word in rest:
                rest.remove(word)
                shared += self._weight(word)
            else:
                unmatched.append(word)
        count = len(asked) - len(unmatched)
        mine, theirs = sum(map(self._weight, asked)), sum(map(self._weight, other))
        slips: list[str] = []
        gained = shared
        for word in unmatched:
            best, likeness = None, _ALMOST
            for one in rest:
                if abs(len(one) - len(word)) <= 2:
                    like = _likeness(word, one)
                    if like > likeness:
                        best, likeness = one, like
            if best is not None:
                rest.remove(best)
                # An unknown word is weighed as the listed one it stands for.
                mine += self._weight(best) - self._weight(word)
                gained += self._weight(best) * likeness
                slips.append(f"{word!r} for {best!r}")
        missing = [word for word in rest if not small(word)]
        told = f"{count + len(slips)} of {max(len(asked), len(other))} words"
        if slips:
            told += f"; {', '.join(slips)}"
        if missing:
            told += f"; without {', '.join(repr(word) for word in missing[:3])}"
        if not mine or not theirs:
            return 0.0, told
        both = 2 * gained / (mine + theirs)
        # Who leaves out a word of a long name still means it; who adds one may mean another.
        inside = _MINE * gained / mine + (1 - _MINE) * gained / theirs
        return min(max(both, inside if len(asked) > 1 else 0.0), 1.0), told


def _likeness(word: str, other: str) -> float:
    """How alike two words are; one slip in a word of some length is a slip, however short it is."""
    if min(len(word), len(other)) > _SHORTEST_TYPO and OSA.distance(word, other) == 1:
        return _ONE_SLIP
    return ratio(word, other) / 100


def _letters(asked: FoldedName, other: FoldedName) -> float:
    if asked.joined == other.joined:
        return 1.0
    return ratio(" ".join(sorted(asked.words)), " ".join(sorted(other.words))) / 100


def _differences(
    asked: FoldedName, other: FoldedName, listed: ListedName, country: str | None
) -> Iterator[ScorePart]:
    common = [word for word in asked.words if word in set(other.words)]
    others = [word for word in other.words if word in set(asked.words)]
    in_order = common == others
    yield ScorePart(
        part="order",
        value=_ORDER if in_order else 0.0,
        why="words in the same order" if in_order else "words in another order",
    )
    if sorted(asked.forms) != sorted(other.forms):
        given, kept = (", ".join(one) or "none" for one in (asked.forms, other.forms))
        yield ScorePart(
            part="legal form", value=_FORM, why=f"left out before comparing: {given} / {kept}"
        )
    if asked.was_folded != other.was_folded:
        yield ScorePart(part="spelling", value=_FOLDING, why="accents or script folded")
    if listed.is_alias:
        yield ScorePart(part="name", value=_ALIAS, why="another name of the entry, not its first")
    if country and listed.countries:
        agrees = country in listed.countries
        told = ", ".join(listed.countries)
        yield ScorePart(
            part="country",
            value=0.0 if agrees else _OTHER_COUNTRY,
            why=f"{country} {'is among' if agrees else 'is not among'} {told}",
        )


def _weights(by_word: dict[str, list[int]], total: int) -> dict[str, float]:
    """A rare word says more than a common one, and a word that binds others next to nothing."""
    return {
        word: 0.2 if small(word) else math.log(1 + total / len(at)) for word, at in by_word.items()
    }


def _shortened(by_word: dict[str, list[int]]) -> dict[str, list[str]]:
    """Words by each form of them that lacks one letter: a slip is found without trying all."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in by_word:
        if len(word) >= _SHORTEST_TYPO and not word.isdigit():
            for short in _without_one(word):
                found[short].append(word)
    return found


def _without_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _rank(match: Match) -> tuple[float, bool, str]:
    return (-match.score, match.listed.is_alias, match.listed.entry)
