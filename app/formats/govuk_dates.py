"""The days a GOV.UK page states of itself, each with its role."""

from datetime import date

from app.domain.instruments import StatedDate
from app.formats.govuk_content import Moment, moment
from app.formats.records import Record


def page_dates(
    item: Record,
    details: Record | None,
    withdrawn: Moment | None,
    changed_on: tuple[date, ...],
) -> tuple[StatedDate, ...]:
    """Every day an item states, in the order of its fields, then those of its changes."""
    found: list[tuple[str, Moment | None]] = [("first_published", _first(item, details))]
    found.append(("updated", moment(item, "public_updated_at")))
    found.append(("withdrawn", withdrawn))
    days = [StatedDate(role=role, on=one.on) for role, one in found if one is not None]
    if details is None:
        return tuple(days)
    for role, name in (
        ("delivered", "delivered_on"),
        ("comments_open", "opening_date"),
        ("comments_close", "closing_date"),
    ):
        stated = moment(details, name)
        if stated is not None:
            days.append(StatedDate(role=role, on=stated.on))
    days += [StatedDate(role="updated", on=day) for day in changed_on]
    return tuple(dict.fromkeys(days))


def _first(item: Record, details: Record | None) -> Moment | None:
    """When a page first stood, by its own account.

    `first_published_at` of a page moved from an older system is the day of the move, which may
    lie after its last change and is then no first day of anything.
    """
    own = moment(details, "first_public_at") if details is not None else None
    stated = moment(item, "first_published_at")
    updated = moment(item, "public_updated_at")
    if stated is not None and updated is not None and stated.on > updated.on:
        return own
    return own or stated
