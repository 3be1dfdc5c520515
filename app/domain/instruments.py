"""A document's legal face, as far as its publisher's own metadata tells it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final


class Unsaid(Enum):
    """The mark of a field that a record does not carry: it says nothing, where null says none."""

    UNSAID = "unsaid"


UNSAID: Final = Unsaid.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDate:
    """A day with its role (`effective`, `comments_close`, `signed`, `filed`, `compliance`,
    `expiry`) and the part of the instrument it holds for, as metadata states it."""

    role: str
    on: date
    scope: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentFacts:
    """What metadata says of an instrument; a field left `UNSAID` was not in the record.

    `agencies` are slugs or short keys, deepest first; `citation` is the gazette's ("90 FR 4544");
    `pages` are its first and last page in the gazette; `cfr` are parts as `15/744`; `corrects` is
    the number of the corrected document.
    """

    agencies: tuple[str, ...] | Unsaid = UNSAID
    citation: str | Unsaid | None = UNSAID
    pages: tuple[int, int] | Unsaid | None = UNSAID
    number: str | Unsaid | None = UNSAID
    action_caption: str | Unsaid | None = UNSAID
    actions: tuple[str, ...] | Unsaid = UNSAID
    dates: tuple[StatedDate, ...] | Unsaid = UNSAID
    dates_caption: str | Unsaid | None = UNSAID
    filed_at: datetime | Unsaid | None = UNSAID
    rins: tuple[str, ...] | Unsaid = UNSAID
    dockets: tuple[str, ...] | Unsaid = UNSAID
    cfr: tuple[str, ...] | Unsaid = UNSAID
    corrects: str | Unsaid | None = UNSAID
    countries: tuple[str, ...] | Unsaid = UNSAID
    eccns: tuple[str, ...] | Unsaid = UNSAID
