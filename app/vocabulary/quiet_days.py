"""Days on which a government publishes nothing by its own calendar: weekends and holidays."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

# The calendar that a jurisdiction's gazette keeps, as the library of holidays names it: country,
# then subdivision. The Union's own gazette keeps none of a country.
_CALENDARS: Final[Mapping[str, tuple[str, str | None]]] = {
    "us": ("US", None),
    "uk": ("GB", "ENG"),
    "cn": ("CN", None),
}
_WEEKEND: Final = {5: "Saturday", 6: "Sunday"}


def why_quiet(jurisdiction: str, on: date) -> str | None:
    """The name of the holiday, or of the day of a weekend, on which offices are closed.

    `None` on a working day, and for jurisdictions whose calendar is not known here.
    """
    if jurisdiction not in _CALENDARS and jurisdiction != "eu":
        return None
    return _holidays(jurisdiction, on.year).get(on) or _WEEKEND.get(on.weekday())


@cache
def _holidays(jurisdiction: str, year: int) -> Mapping[date, str]:
    calendar = _CALENDARS.get(jurisdiction)
    if calendar is None:
        return {}
    # It knows 150 countries and takes a second to load, which only these pages should cost.
    from holidays import country_holidays

    country, subdivision = calendar
    return dict(country_holidays(country, subdiv=subdivision, years=year))
