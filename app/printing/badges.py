"""The badges a page shows: each with its word, shape, tone, and one place to explain it."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.documents import Standing
from app.vocabulary.badges import Badge, standing_badges


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A badge as it is shown; `anchor` is where the page's legend explains it."""

    anchor: str
    word: str
    shape: str
    tone: str
    explanation: str


def mark(group: str, badge: Badge) -> Mark:
    """A badge of a group (`standing`, `verdict`, `force`): keys repeat between groups."""
    return Mark(
        anchor=f"badge-{group}-{badge.key}".replace("_", "-"),
        word=badge.word,
        shape=badge.shape,
        tone=badge.tone.value,
        explanation=badge.explanation,
    )


def standing_mark(standing: str) -> Mark:
    """Who speaks."""
    return mark("standing", standing_badges()[Standing(standing)])


def legend(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Each badge of a page once, in the order it first comes."""
    return tuple({one.anchor: one for one in marks}.values())
