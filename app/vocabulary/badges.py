"""Words that carry a judgement, shown alike at every door: word, shape, tone, explanation."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.domain.documents import Standing
from app.vocabulary.tables import rows, text

_FILE = "badges.toml"


class Tone(StrEnum):
    """The feeling of a badge; colour follows it, and never says more than word and shape do."""

    FIRM = "firm"
    MIXED = "mixed"
    WAITING = "waiting"
    QUIET = "quiet"
    CLASH = "clash"
    PAST = "past"


class Axis(StrEnum):
    """The four axes of legal state, which move apart from each other."""

    TEXT = "text"
    FORCE = "force"
    ENFORCEMENT = "enforcement"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A key of the grammar with the word, shape, tone and one line that readers see."""

    key: str
    word: str
    shape: str
    tone: Tone
    explanation: str


@cache
def verdict_badges() -> dict[str, Badge]:
    """The verdicts on a claim, from the surest to none at all."""
    return _badges("verdicts")


@cache
def state_badges(axis: Axis) -> dict[str, Badge]:
    """The values one axis of legal state can take."""
    return _badges("states", axis.value)


@cache
def standing_badges() -> dict[Standing, Badge]:
    """Who speaks."""
    return {Standing(key): badge for key, badge in _badges("standings").items()}


@cache
def mark_badges() -> dict[str, Badge]:
    """Whether the record has confirmed a transition: `verified` or `unverified`."""
    return _badges("marks")


def _badges(*path: str) -> dict[str, Badge]:
    return {
        key: Badge(
            key=key,
            word=text(row, "word"),
            shape=text(row, "shape"),
            tone=Tone(text(row, "tone")),
            explanation=text(row, "explanation"),
        )
        for key, row in rows(_FILE, *path)
    }
