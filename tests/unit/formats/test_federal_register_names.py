"""Numbers, parts, dockets and agencies in the Register's own spelling."""

from datetime import date

import pytest

from app.domain.documents import Kind
from app.formats.federal_register_names import (
    agency_slug,
    cfr_parts,
    clean_number,
    corrected_number,
    docket_ids,
    numbers_may_repeat,
    printed_day,
    register_id,
    rins,
    type_of,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2024-28270", "2024-28270"),
        ("2026-9958", "2026-09958"),
        ("2012-1234", "2012-1234"),
        ("E9-12940", "E9-12940"),
        ("04–16753", "04-16753"),
        ("C1-2013-1384", "C1-2013-1384"),
        ("R1-2024-00012", "R1-2024-00012"),
        ("a rule", None),
        ("", None),
    ],
)
def test_a_number_has_one_spelling(written: str, number: str | None) -> None:
    assert clean_number(written) == number


def test_a_number_from_the_years_of_reuse_carries_its_day() -> None:
    assert register_id("E9-12940", date(2009, 6, 4)) == "us-fr/E9-12940.2009-06-04"
    assert register_id("2024-28270", date(2024, 12, 5)) == "us-fr/2024-28270"
    assert numbers_may_repeat("2015-30001", known_by=None)
    assert not numbers_may_repeat("2015-33333", known_by=date(2016, 1, 4))
    assert not numbers_may_repeat("2016-04047", known_by=None)


@pytest.mark.parametrize(
    ("kind", "number", "action", "type_"),
    [
        (
            Kind.RULE,
            "2024-1",
            "Interim final rule with request for comments.",
            "interim_final_rule",
        ),
        (Kind.RULE, "2024-1", "Final rule.", "final_rule"),
        (Kind.RULE, "2024-1", "Correcting amendment.", "correcting_amendment"),
        (Kind.RULE, "2024-1", "Final rule; correction.", "correcting_amendment"),
        (Kind.RULE, "2024-1", "Temporary final rule.", "temporary_rule"),
        (Kind.RULE, "2024-1", "Public briefing.", None),
        (Kind.RULE, "C1-2024-00001", "Final rule.", "ofr_correction"),
        (Kind.PROPOSED_RULE, "2024-1", "Advance notice of proposed rulemaking.", "anprm"),
        (Kind.PROPOSED_RULE, "2024-1", "Notice of proposed rulemaking (NPRM).", "proposed_rule"),
        (Kind.NOTICE, "2024-1", "Notice; correction.", "notice"),
    ],
)
def test_the_fine_type_is_said_only_where_the_caption_says_it(
    kind: Kind, number: str, action: str, type_: str | None
) -> None:
    assert type_of(kind, number, action=action) == type_


def test_parts_dockets_and_rins_are_taken_out_of_their_captions() -> None:
    assert cfr_parts(["27 CFR Parts 447 and 479", "12 CFR Parts 1024, and 1026"]) == (
        "27/447",
        "27/479",
        "12/1024",
        "12/1026",
    )
    assert cfr_parts(["15 CFR Parts 730–774", "41 CFR Part 60-1"]) == (
        "15/730",
        "15/774",
        "41/60-1",
    )
    caption = "[Docket No. FAA-2023-1480; Amendment 39-22673; AD 2024-03-04; RIN 2120-AA64]"
    assert docket_ids([caption]) == ("Docket No. FAA-2023-1480",)
    told = ["RIN 7100-AD 90", "RIN 0694–AJ74", "no RIN", "RIN 0648-XE570"]
    assert rins(told) == ("7100-AD90", "0694-AJ74", "0648-XE570")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bureau of Industry and Security", "industry-and-security-bureau"),
        ("DEPARTMENT OF COMMERCE", "commerce-department"),
        ("DEPARTMENT OF THE TREASURY", "treasury-department"),
        ("Office of Foreign Assets Control", "foreign-assets-control-office"),
        ("NUCLEAR REGULATORY COMMISSION", "nuclear-regulatory-commission"),
        ("Federal Aviation Administration", "federal-aviation-administration"),
    ],
)
def test_an_agency_is_turned_round_as_the_register_does(name: str, slug: str) -> None:
    assert agency_slug(name) == slug


def test_printed_days_and_corrected_numbers() -> None:
    assert printed_day("Monday, February 12, 2024") == date(2024, 2, 12)
    assert printed_day("February 30, 2024; April 1, 2024") == date(2024, 4, 1)
    assert printed_day("soon") is None
    assert corrected_number("C1-2013-1384") == "2013-1384"
    assert corrected_number("2013-1384") is None
