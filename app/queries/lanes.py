"""Where a document stands on a timeline: in which lane, and on which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import RowMapping

from app.domain.documents import Kind, Standing
from app.domain.instruments import InstrumentFacts, Unsaid


class Lane(StrEnum):
    """The lanes of a timeline, from the top down."""

    LAW = "law"
    STATEMENT = "statement"
    NEWS = "news"
    LISTS = "lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDay:
    """A day with the role it plays for a document, and the parts it holds for (empty: all)."""

    role: str
    on: date
    scope: str = ""


PUBLISHED = "published"
_SPEAKING = frozenset({Kind.STATEMENT, Kind.GUIDANCE})
_LISTING = frozenset({Kind.LIST, Kind.LIST_ENTRY})
# When it was signed, filed or printed is the publisher's to state; its words say what it does when.
_TOLD = frozenset(
    {
        *("effective", "comments_close", "compliance", "expiry", "delayed"),
        *("suspended_from", "suspended_to", "savings"),
    }
)
# What a document without a publication day is placed by, best first.
_STAND_INS = ("effective", "in_force", "filed", "signed", "announced", "current")


def lane_of(kind: Kind, standing: Standing) -> Lane:
    """The lane of a document: what an issuer says about the law is never among the law.

    A notice that somebody handed over without naming its source is a notice still: it stands
    among the law, and its standing, shown with it, says that nobody vouches for it.
    """
    if kind in _LISTING:
        return Lane.LISTS
    if kind in _SPEAKING or standing is Standing.STATEMENT:
        return Lane.STATEMENT
    return Lane.NEWS if kind is Kind.REPORT else Lane.LAW


def role_days(
    facts: InstrumentFacts,
    *,
    published_on: date | None,
    in_force_from_on: date | None,
    current_on: date | None,
    told: Iterable[RoleDay] = (),
) -> tuple[RoleDay, ...]:
    """Every day known of a document: first the one it is placed by, the others in order.

    Of the days `told` by its words those of a role count of which metadata states none.

    Without a publication day it is placed by the surest of its other days. The day on which a
    codified text was seen to be current says least, and counts only where it stands alone.
    """
    days = [*_stated(facts), *_filed(facts)]
    roles = {day.role for day in days}
    days += [day for day in told if day.role not in roles]
    if published_on is not None:
        days.append(RoleDay(role=PUBLISHED, on=published_on))
    if in_force_from_on is not None:
        days.append(RoleDay(role="in_force", on=in_force_from_on))
    if current_on is not None and not days:
        days.append(RoleDay(role="current", on=current_on))
    merged = sorted(_merged(days), key=lambda day: (day.on, day.role))
    if not merged:
        return ()
    placing = min(merged, key=_placing_order)
    return (placing, *(day for day in merged if day is not placing))


def told_days(rows: Iterable[RowMapping]) -> tuple[RoleDay, ...]:
    """The days that an instrument's words give for what it does, from their stored readings."""
    return tuple(
        RoleDay(
            role=row["role"], on=row["on_day"], scope="" if row["scope"] == "all" else row["scope"]
        )
        for row in rows
        if row["on_day"] is not None and row["role"] in _TOLD
    )


def _placing_order(day: RoleDay) -> tuple[int, date]:
    if day.role == PUBLISHED:
        return -1, day.on
    rank = _STAND_INS.index(day.role) if day.role in _STAND_INS else len(_STAND_INS)
    return rank, day.on


def _stated(facts: InstrumentFacts) -> list[RoleDay]:
    if isinstance(facts.dates, Unsaid):
        return []
    return [
        RoleDay(role=one.role, on=one.on, scope="" if one.scope == "all" else one.scope)
        for one in facts.dates
    ]


def _filed(facts: InstrumentFacts) -> list[RoleDay]:
    """The day of the filing instant at its publisher's desk, where no stated day says it."""
    if not isinstance(facts.filed_at, datetime):
        return []
    if any(day.role == "filed" for day in _stated(facts)):
        return []
    return [RoleDay(role="filed", on=facts.filed_at.date())]


def _merged(days: Iterable[RoleDay]) -> list[RoleDay]:
    """One day for each role and date, with all the parts it holds for."""
    scopes: dict[tuple[str, date], list[str]] = {}
    for day in days:
        scopes.setdefault((day.role, day.on), []).append(day.scope)
    return [
        RoleDay(role=role, on=on, scope="" if "" in parts else "; ".join(dict.fromkeys(parts)))
        for (role, on), parts in scopes.items()
    ]
