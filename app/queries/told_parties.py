"""A party as one channel of a list tells it."""

from dataclasses import dataclass
from datetime import date

from app.comparison.parties import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A party as one channel tells it, with the notice and the day it counts from."""

    named: Named
    notice: str | None
    since: str
    since_on: date | None
