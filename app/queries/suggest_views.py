"""What suggestions answer with: frozen, and named as in its JSON at every door."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.coverage import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something that a question may mean.

    `kind` is `reference`, `party`, `list`, `agency`, `country`, `type`, `action`, `kind`, `field`
    or `value`. `query` is the whole question it leads to; `document` the one document that it
    names, with its `title`, where that is held. `documents` and `list_entries` say how much
    answers the query, and are null where the question is not whole yet.
    """

    kind: str
    text: str
    means: str
    query: str
    document: str | None = None
    title: str | None = None
    documents: int | None = None
    list_entries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestView:
    """What may be meant, the likeliest first."""

    query: str
    suggestions: tuple[Suggestion, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt
