"""Who an entry of a list is: its names, its countries, and the notices printed beside it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from app.comparison.list_changes import Entry, countries_of
from app.comparison.list_values import heading_key
from app.formats.entity_cells import aliases_in

_ALIAS: Final = ("alias", "a k a", "aka", "other name", "also known", "also know", "formerly")
_CELLS: Final = ("entity", "listed person and address")
_NOTICE: Final = re.compile(
    r"\b(\d{2,3})\s*F\.?\s*R\.?\s*(\d{1,3}(?:,\d{3})+|\d{1,6})\b"
    r"(?:[,;]?\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b)?"
)
# The Federal Register began in 1936 as volume 1: one volume a year.
_BEFORE_FIRST: Final = 1935
# A place with a code; what a list calls a region has none and tells no two parties apart.
_CODE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNotice:
    """A gazette page printed beside an entry, with its day where the list prints one.

    Lists print the first page of a notice or the page the entry stands on.
    """

    volume: int
    page: int
    on: date | None

    def __str__(self) -> str:
        """As it is cited."""
        return f"{self.volume} FR {self.page}"

    @property
    def year(self) -> int:
        """The year its volume was printed in."""
        return self.volume + _BEFORE_FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An entry as a party: names, countries and notices, as its row prints them."""

    entry: str
    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    notices: tuple[PrintedNotice, ...]


def party_of(entry: Entry) -> Party:
    """The party of an entry, whoever publishes the list and in whatever form."""
    aliases: dict[str, None] = {}
    notices: dict[PrintedNotice, None] = {}
    for heading, value in entry.lines:
        key = heading_key(heading)
        if key in _CELLS:
            aliases.update(dict.fromkeys(aliases_in(value)))
        elif any(word in key for word in _ALIAS):
            aliases[value] = None
        elif "notice" in key or "citation" in key:
            notices.update(dict.fromkeys(notices_in(value)))
    aliases.pop(entry.name, None)
    return Party(
        entry=entry.id,
        name=entry.name,
        aliases=tuple(aliases),
        countries=tuple(one for one in countries_of(entry).split("; ") if len(one) == _CODE),
        notices=tuple(notices),
    )


def notices_in(text: str) -> list[PrintedNotice]:
    """The pages cited in a cell; "89 FR 96830, 12/2/24." gives its day too."""
    found = []
    for one in _NOTICE.finditer(text):
        volume, page, month, day, year = one.groups()
        found.append(
            PrintedNotice(
                volume=int(volume),
                page=int(page.replace(",", "")),
                on=_day(month, day, year),
            )
        )
    return found


def _day(month: str | None, day: str | None, year: str | None) -> date | None:
    if month is None or day is None or year is None:
        return None
    century = 0 if len(year) == 4 else (2000 if int(year) < 70 else 1900)
    try:
        return datetime(century + int(year), int(month), int(day), tzinfo=UTC).date()
    except ValueError:
        return None
