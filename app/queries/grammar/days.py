"""Days as people write them in a question: a day, a month, a year, a span, or from today on."""

import re
from calendar import monthrange
from datetime import date, timedelta

from app.domain.search import Days, Expression, Not
from app.queries.grammar.faults import fault

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Five digits of weeks stay inside the calendar for another two thousand years.
_FROM_TODAY = re.compile(r"(next|last)(\d{1,5})([dw])", re.IGNORECASE)
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)")
_FORMS = "write 2025, 2025-01, 2025-01-31, a..b, >=a, <b, next14d or last7d"


def read_days(field: str, value: str, *, at: int, today: date) -> Expression:
    """The days meant by a value of a date field, both ends included.

    `..` alone asks for any date, `undated` for none.
    """
    value = value.strip()
    if value.lower() == "undated":
        return Not(part=Days(field=field))
    if value.lower() == "today":
        return Days(field=field, from_on=today, to_on=today)
    if around := _FROM_TODAY.fullmatch(value):
        return _from_today(field, around, today)
    if compared := _COMPARED.fullmatch(value):
        return _compared(field, compared[1], _span(compared[2], at + len(compared[1])), at)
    if ".." in value:
        return _between(field, value, at)
    first, last = _span(value, at)
    return Days(field=field, from_on=first, to_on=last)


def _from_today(field: str, around: re.Match[str], today: date) -> Days:
    length = timedelta(days=int(around[2]) * (7 if around[3].lower() == "w" else 1))
    if around[1].lower() == "next":
        return Days(field=field, from_on=today, to_on=today + length)
    return Days(field=field, from_on=today - length, to_on=today)


def _compared(field: str, sign: str, span: tuple[date, date], at: int) -> Days:
    first, last = span
    one = timedelta(days=1)
    if sign == ">=":
        return Days(field=field, from_on=first)
    if sign == "<=":
        return Days(field=field, to_on=last)
    if (sign == ">" and last == date.max) or (sign == "<" and first == date.min):
        raise fault("no day lies beyond this one", at=at, hint=_FORMS)
    if sign == ">":
        return Days(field=field, from_on=last + one)
    return Days(field=field, to_on=first - one)


def _between(field: str, value: str, at: int) -> Days:
    before, after = value.split("..", 1)
    from_on = _span(before, at)[0] if before else None
    to_on = _span(after, at + len(before) + 2)[1] if after else None
    if from_on is not None and to_on is not None and to_on < from_on:
        hint = f"turn it round: {field}:{after}..{before}"
        raise fault(f"the span {value!r} ends before it begins,", at=at, hint=hint)
    return Days(field=field, from_on=from_on, to_on=to_on)


def written_span(value: str) -> tuple[date, date]:
    """The first and last day of a written day, month or year; `ValueError` where it is none."""
    read = _DAY.fullmatch(value)
    if read is None:
        raise ValueError(value)
    year, month, day = int(read[1]), read[2], read[3]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, int(month), 1), date(year, int(month), _length(year, int(month)))
    on = date(year, int(month), int(day))
    return on, on


def _span(value: str, at: int) -> tuple[date, date]:
    if _DAY.fullmatch(value) is None:
        raise fault(f"{value!r} is no day", at=at, hint=_FORMS)
    try:
        return written_span(value)
    except ValueError:
        raise fault(f"{value!r} is in no calendar", at=at, hint=_FORMS) from None


def _length(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return monthrange(year, month)[1]
