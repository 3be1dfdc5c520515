"""What people decide about readings and captures, and the log of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ReviewState(StrEnum):
    """What a person makes of a thing: right, wrong, right once corrected, or open again."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    CORRECTED = "corrected"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's decision: it stands above every maker, and a later decision above it.

    `subject` is the id of a document, a passage or a capture. `reading` names the kind of reading
    meant (`citation`, `date`, `action`, `type`); empty where it is all of them, or the thing
    itself. `rows` are the readings that shall stand there, their columns by name. `quote` is the
    passage's words, `before` and `after` those around it: by these it is found again in later
    words of the same document.
    """

    subject: str
    state: ReviewState
    note: str
    made_by: str
    reading: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""
    rows: tuple[Mapping[str, str | int | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One entry of the log: who did what to what, with the rest by name."""

    made_by: str
    action: str
    subject: str
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """The first place at which the log is not what was written."""

    position: int
    problem: str
