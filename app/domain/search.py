"""One question, askable from a URL, a shell or a watch."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.time import PointInTime


class Sort(StrEnum):
    """The order of hits; every order but relevance is the same at every door and database."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    EFFECTIVE = "effective"
    COMMENTS_CLOSE = "comments_close"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word, in any of its spellings and plain inflections; `field` limits where it stands."""

    text: str
    field: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """Words that begin so."""

    text: str
    field: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in this order, with at most `slop` others between them in all."""

    words: tuple[str, ...]
    slop: int = 0
    field: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A known field with exactly this value, such as `kind:rule`; `prefix` where a family is
    meant (`cfr:15/744` finds every part of it)."""

    field: str
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A date field inside a span of days, both ends included; an open side is `None`."""

    field: str
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of these."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """Any of these."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Everything but this."""

    part: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """No condition: what an empty question asks for."""


Expression = Word | Prefix | Phrase | Term | Days | And | Or | Not | Everything


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What is asked, in which order, at which point in time.

    `text` is the string as it was typed; `expression` is what it means. `cursor` is the opaque
    mark of the next page. `facets` asks for counts over all hits beside the page.
    """

    text: str
    expression: Expression
    sort: Sort = Sort.NEWEST
    limit: int = 20
    cursor: str | None = None
    facets: bool = True
    point: PointInTime = field(default_factory=PointInTime)
