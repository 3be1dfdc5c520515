"""Days that stand outside DATES, and days that are another paper's."""

from datetime import date

import pytest

from app.domain.facts import DateRole
from app.extraction.dates import find_dates

PUBLISHED = date(2031, 3, 3)


def _days(text: str, published_on: date | None = PUBLISHED) -> set[tuple[str, str]]:
    found = find_dates(text, published_on=published_on)
    return {(fact.role.value, str(fact.on)) for fact in found}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The closing period for their receipt is June 14, 2031.",
            ("comments_close", "2031-06-14"),
        ),
        (
            "We must receive your comments no later than April 12, 2031.",
            ("comments_close", "2031-04-12"),
        ),
        (
            "Today's notice extends the deadline for comments to May 5, 2031.",
            ("comments_close", "2031-05-05"),
        ),
        (
            "We are extending the comment period through May 5, 2031.",
            ("comments_close", "2031-05-05"),
        ),
        ("The deadline for written comments is May 5, 2031.", ("comments_close", "2031-05-05")),
        ("License No. SX-1107 will expire on May 5, 2071.", ("expiry", "2071-05-05")),
        ("The program is extended for a year, until May 5, 2032.", ("expiry", "2032-05-05")),
        (
            "The new charter will be in effect until the May 5, 2033, expiration date.",
            ("expiry", "2033-05-05"),
        ),
        ("We reorganized, and it became effective on May 5, 2030.", ("effective", "2030-05-05")),
        ("The threshold will rise to $31, effective May 5, 2032.", ("effective", "2032-05-05")),
        (
            "We are confirming the effective date of May 5, 2031, for the rule.",
            ("effective", "2031-05-05"),
        ),
    ],
)
def test_days_are_read_where_no_dates_caption_is(text: str, day: tuple[str, str]) -> None:
    assert day in _days(text)


def test_a_term_has_its_first_and_its_last_day() -> None:
    text = (
        "The Board is extending the designation of Elm County for 18 months, beginning on "
        "May 6, 2031, and ending on November 5, 2032."
    )
    assert _days(text) == {("effective", "2031-05-06"), ("expiry", "2032-11-05")}


def test_each_of_two_licences_ends_on_its_own_day() -> None:
    text = "The licenses expire as follows: Unit 1 on May 5, 2034, and Unit 2 on June 6, 2035."
    assert _days(text) == {("expiry", "2034-05-05"), ("expiry", "2035-06-06")}


def test_a_suspension_for_some_months_ends_when_they_are_over() -> None:
    text = (
        "The Board is informing the public that on May 21, 2031, it temporarily suspended for a "
        "period of six (6) months the rule on elms."
    )
    assert _days(text) == {("suspended_from", "2031-05-21"), ("suspended_to", "2031-11-21")}


@pytest.mark.parametrize(
    "text",
    [
        "We seek comments on properties nominated before May 5, 2031, for listing.",
        "The comment period was originally scheduled to close on May 5, 2031.",
        "We ask for comments in response to our May 5, 2031, draft plan.",
        "It asked to extend the comment period to a total of 60 days from May 5, 2031.",
        "The request for comments that was published by the Board on May 5, 2031, is closed.",
        "Comments on the first notice were due by May 5, 2030.",
        "The rules on trade, including the Board's May 5, 2031 submission, are in effect.",
        "This notice extends the deadline for applications until May 5, 2031.",
        "The Commission extends to May 5, 2031, the time within which it must act on comments.",
        "The clearance of this collection expires on May 5, 2031.",
    ],
)
def test_days_of_other_papers_and_other_acts_are_left_alone(text: str) -> None:
    assert _days(text) == set()


def test_the_part_on_effective_dates_adds_to_what_dates_says() -> None:
    text = (
        "DATES: The amendments to § 26.36 are effective on June 1, 2031.\n\n"
        "SUPPLEMENTARY INFORMATION: Elms.\n\nVI. Effective Date\n\n"
        "The amendments to § 26.36 are effective on June 1, 2031. All other provisions of the rule "
        "are effective on January 10, 2032. The proposed rule would have been effective on May 1, "
        "2032.\n"
    )
    assert _days(text) == {("effective", "2031-06-01"), ("effective", "2032-01-10")}


def test_comments_are_looked_for_below_where_dates_says_nothing_of_them() -> None:
    text = (
        "DATES: The meeting is on May 5, 2031.\n\nADDRESSES: Elm Street.\n\n"
        "SUPPLEMENTARY INFORMATION: Please submit all written comments no later than June 9, 2031."
    )
    assert ("comments_close", "2031-06-09") in _days(text)


def test_a_letters_own_day_is_not_the_papers_signature() -> None:
    text = (
        "DATES: As shown on each letter.\n\nApril 3, 2030\n\nDear Mr. Speaker: Enclosed is a list."
    )
    assert not [fact for fact in find_dates(text) if fact.role is DateRole.SIGNED]


def test_what_is_served_is_signed_that_day() -> None:
    assert ("signed", "2031-02-06") in _days(
        "Notice of Filing\n\nServed: February 6, 2031.\n\nNotice is given."
    )


def test_a_time_to_comment_is_extended_from_one_day_to_another() -> None:
    text = "We are extending the comment period from August 22, 2031, to September 6, 2031."
    assert _days(text) == {("comments_close", "2031-09-06")}


def test_a_register_of_filings_has_a_comment_date_for_each() -> None:
    text = (
        "Combined Notice of Filings\n\nFiled Date: 2/5/31.\n\nComment Date: 5 p.m. ET 3/26/31.\n\n"
        "Filed Date: 2/6/31.\n\nComment Date: 5 p.m. ET 3/27/31.\n"
    )
    assert _days(text) == {("comments_close", "2031-03-26"), ("comments_close", "2031-03-27")}


def test_numeric_days_are_read_only_where_comments_are_asked_for() -> None:
    assert _days("This rule was built on 3/26/31 and takes effect in part 3/4/31.") == set()


def test_what_is_waived_from_a_day_through_another_has_both() -> None:
    text = "The Board waives the fee, a waiver from March 5, 2031, through May 31, 2031, for all."
    assert _days(text) == {("effective", "2031-03-05"), ("expiry", "2031-05-31")}


def test_what_a_day_only_names_is_nothing_to_comply_with_by_then() -> None:
    text = "It is published in order to comply with the December 12, 1988 Court Order."
    assert _days(text) == set()


def test_agencies_that_sign_together_each_have_their_day() -> None:
    text = (
        "SUMMARY: x\n\n"
        + "Elms. " * 40
        + "\n\nDated: May 1, 2031.\n\nA. Elm\n\nDated: May 3, 2031.\n\nB. Oak\n"
    )
    assert _days(text) >= {("signed", "2031-05-01"), ("signed", "2031-05-03")}
