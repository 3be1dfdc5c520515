"""A document stands in the lane of who speaks, on the surest of its days."""

from datetime import date, datetime

import pytest

from app.domain.documents import Kind, Standing
from app.domain.instruments import InstrumentFacts, StatedDate
from app.queries.lanes import Lane, RoleDay, lane_of, role_days

FILED, PUBLISHED, EFFECTIVE = date(2023, 10, 17), date(2023, 10, 25), date(2023, 11, 17)


@pytest.mark.parametrize(
    ("kind", "standing", "lane"),
    [
        (Kind.RULE, Standing.AUTHENTIC, Lane.LAW),
        (Kind.SECTION, Standing.CONSOLIDATED, Lane.LAW),
        (Kind.STATUTE, Standing.CURATED, Lane.LAW),
        (Kind.COURT, Standing.SAMPLE, Lane.LAW),
        (Kind.STATEMENT, Standing.STATEMENT, Lane.STATEMENT),
        (Kind.GUIDANCE, Standing.AUTHENTIC, Lane.STATEMENT),
        (Kind.REPORT, Standing.REPORT, Lane.NEWS),
        (Kind.REPORT, Standing.SAMPLE, Lane.NEWS),
        (Kind.LIST, Standing.CONSOLIDATED, Lane.LISTS),
        (Kind.LIST_ENTRY, Standing.AUTHENTIC, Lane.LISTS),
    ],
)
def test_each_kind_has_its_lane(kind: Kind, standing: Standing, lane: Lane) -> None:
    assert lane_of(kind, standing) is lane


def test_what_an_issuer_says_is_never_among_the_law() -> None:
    for kind in Kind:
        assert lane_of(kind, Standing.STATEMENT) is not Lane.LAW


def test_a_notice_nobody_vouched_for_is_a_notice_still() -> None:
    assert lane_of(Kind.NOTICE, Standing.REPORT) is Lane.LAW


def days(
    *stated: StatedDate, published_on: date | None = None, **other: date | None
) -> tuple[RoleDay, ...]:
    return role_days(
        InstrumentFacts(dates=stated),
        published_on=published_on,
        in_force_from_on=other.get("in_force_from_on"),
        current_on=other.get("current_on"),
    )


def test_a_document_is_placed_by_its_publication() -> None:
    found = days(
        StatedDate(role="effective", on=EFFECTIVE),
        StatedDate(role="filed", on=FILED),
        published_on=PUBLISHED,
    )
    assert [(day.role, day.on) for day in found] == [
        ("published", PUBLISHED),
        ("filed", FILED),
        ("effective", EFFECTIVE),
    ]


def test_a_document_without_publication_is_placed_by_the_surest_other_day() -> None:
    found = days(StatedDate(role="filed", on=FILED), StatedDate(role="effective", on=EFFECTIVE))
    assert found[0].role == "effective"


def test_seen_as_current_counts_only_where_nothing_else_is_known() -> None:
    assert [day.role for day in days(current_on=FILED)] == ["current"]
    assert [day.role for day in days(current_on=FILED, in_force_from_on=EFFECTIVE)] == ["in_force"]


def test_the_parts_of_one_day_stand_together() -> None:
    found = days(
        StatedDate(role="effective", on=EFFECTIVE, scope="744.23"),
        StatedDate(role="effective", on=EFFECTIVE, scope="744.6"),
    )
    assert [day.scope for day in found] == ["744.23; 744.6"]


def test_a_filing_instant_is_the_day_at_its_publishers_desk() -> None:
    facts = InstrumentFacts(filed_at=datetime.fromisoformat("2023-10-17T20:45:00-04:00"))
    found = role_days(facts, published_on=PUBLISHED, in_force_from_on=None, current_on=None)
    assert RoleDay(role="filed", on=FILED) in found


def test_nothing_known_is_no_day_at_all() -> None:
    assert days() == ()
