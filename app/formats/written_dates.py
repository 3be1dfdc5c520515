"""Dates as publishers write them in fields, read strictly: a date that is not sure is no date."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
# RFC 822's own names, then those that mean one zone wherever they are printed.
_ZONES = {
    **{"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0},
    **{"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7},
    **{"bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8},
    **{"jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13},
}
_CLOCK = (
    r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,12}))?)?"
    r"(?:\s*(?P<ap>[ap])\.?m\.?\b)?"
    r"\s*(?P<z>[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Za-z]{1,5})?(?:\s*\([\w ]{1,40}\))?"
)
_DAY_NAME = r"(?:[A-Za-z]{3,9}\.?,?\s+)?"
_MONTH_NAME = r"(?P<mon>[A-Za-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(form + r"\s*$", re.IGNORECASE)
    for form in (
        rf"(?P<y>\d{{4}})(?P<sep>[-/])(?P<mo>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?:[T\s]\s*{_CLOCK})?",
        r"(?P<y>\d{4})(?P<mo>\d{2})(?P<d>\d{2})"
        r"(?:T(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})(?P<z>Z|[+-]\d{4})?)?",
        rf"{_DAY_NAME}(?P<d>\d{{1,2}})[\s-]+{_MONTH_NAME}[\s,-]+(?P<y>\d{{4}}|\d{{2}})(?:,?\s+{_CLOCK})?",
        rf"{_DAY_NAME}{_MONTH_NAME}\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})(?:,?\s+(?:at\s+)?{_CLOCK})?",
        rf"[A-Za-z]{{3}}\s+{_MONTH_NAME}\s+(?P<d>\d{{1,2}})\s+{_CLOCK}\s+(?P<y>\d{{4}})",
    )
)
_EARLIEST, _LATEST = 1600, 2199
_LONGEST = 80
_UNSET_CLOCK = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A day, and the instant where the writing gives one with its zone.

    `on` is the day as written, in the writer's own zone; `note` says what kept an instant away.
    """

    on: date
    at: datetime | None = None
    note: str = ""


def read_date(written: str) -> WrittenDate | None:
    """Read one date, or `None` where the writing names no day for sure.

    Refused: seconds since an epoch, months or years alone, orders of day and month that could
    be either, days that do not exist, and the very start of 1970 (an unset clock).
    """
    written = " ".join(written.split())
    if not written or len(written) > _LONGEST:
        return None
    for form in _FORMS:
        if match := form.match(written):
            return _date_of(match.groupdict())
    return None


def _date_of(part: dict[str, str | None]) -> WrittenDate | None:
    zone = _zone(part.get("z"))
    try:
        on = date(_year(part["y"] or ""), _month(part), int(part["d"] or 0))
        at = _instant(on, part, zone or UTC)
    except (ValueError, OverflowError):
        return None
    if not _EARLIEST <= on.year <= _LATEST:
        return None
    if part.get("h") is None:
        return WrittenDate(on=on, note="day only")
    if at == _UNSET_CLOCK:
        return None
    if zone is None:
        return WrittenDate(on=on, note="unknown zone" if part.get("z") else "no zone")
    return WrittenDate(on=on, at=at)


def _month(part: dict[str, str | None]) -> int:
    # Zero is no month: the day is refused with it.
    if number := part.get("mo"):
        return int(number)
    return _MONTHS.get((part.get("mon") or "")[:3].lower(), 0)


def _year(written: str) -> int:
    year = int(written)
    if len(written) == 4:
        return year
    # RFC 2822, section 4.3: two digits from 00 to 49 are this century.
    return year + (2000 if year < 50 else 1900)


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    if written[0] in "+-":
        digits = written[1:].replace(":", "").ljust(4, "0")
        hours, minutes = int(digits[:2]), int(digits[2:])
        if hours > 14 or minutes > 59:
            return None
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if written[0] == "-" else offset)
    hours_east = _ZONES.get(written.lower())
    return None if hours_east is None else timezone(timedelta(hours=hours_east))


def _instant(on: date, part: dict[str, str | None], zone: timezone) -> datetime:
    hour, minute = int(part.get("h") or 0), int(part.get("m") or 0)
    if half := part.get("ap"):
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    # A leap second is the last instant that Python can name in its minute.
    second = min(int(part.get("s") or 0), 59) if part.get("s") == "60" else int(part.get("s") or 0)
    micro = int((part.get("f") or "0")[:6].ljust(6, "0"))
    written = datetime(on.year, on.month, on.day, hour, minute, second, micro, tzinfo=zone)
    return written.astimezone(UTC)
