"""What an instrument is, does and says of days, each read from words that can be shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.documents import Kind
from app.domain.references import Reference


class DateRole(StrEnum):
    """What a day is for an instrument; roles are never merged.

    `DELAYED` is the later day to which an effective date was moved, `SUSPENDED_FROM` and
    `SUSPENDED_TO` bound a window in which a text has no force, `SAVINGS` is the last day for what
    was under way before the change.
    """

    SIGNED = "signed"
    FILED = "filed"
    PUBLISHED = "published"
    EFFECTIVE = "effective"
    COMPLIANCE = "compliance"
    COMMENTS_CLOSE = "comments_close"
    EXPIRY = "expiry"
    DELAYED = "delayed"
    SUSPENDED_FROM = "suspended_from"
    SUSPENDED_TO = "suspended_to"
    SAVINGS = "savings"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFact:
    """A day with its role and scope, and the words it was read from.

    `on` is `None` where the words count from a day that is not known ("60 days after
    publication" before there is one); `reckoning` shows how a counted day came about. `scope` is
    `all`, or what the day holds for as the words put it (`instruction 8`, `15/744.23`).
    `cut_off` is the hour as written where a day ends early, `was_on` the day that was moved.
    """

    role: DateRole
    on: date | None
    scope: str
    start: int
    end: int
    quote: str
    rule: str
    reckoning: str = ""
    cut_off: str = ""
    was_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a publisher prints above an instrument's words, with the words themselves.

    `caption` is the Register's ACTION line, `corrects` the number of a corrected paper where
    metadata says it. All but title and text may be missing.
    """

    title: str
    text: str
    caption: str | None = None
    kind: Kind | None = None
    number: str | None = None
    agencies: tuple[str, ...] = ()
    cfr: tuple[str, ...] = ()
    corrects: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What an instrument does in the world, with the words that say so.

    `verb` is a word of the grammar's `action:`; `target` is what it is done to, where the words
    name it. `within` says whose code points `start` and `end` count: those of the `text`, or of
    the `title` or `caption` where only they say it. An action without words is none.
    """

    verb: str
    scope: str
    start: int
    end: int
    quote: str
    rule: str
    within: str = "text"
    target: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeReading:
    """An instrument's fine type with the rule that gave it; `None` where no rule speaks."""

    type: str | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Metadata and text give different days for one role and scope; both are kept."""

    role: DateRole
    scope: str
    metadata_on: date
    text: DatedFact
