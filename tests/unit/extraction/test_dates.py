"""Which days an instrument gives, for what, and how a counted day comes about."""

from datetime import date

import pytest

from app.domain.facts import DateRole
from app.domain.instruments import StatedDate
from app.extraction.dates import disagreements, find_dates

Told = list[tuple[str, str, str]]


def _told(text: str, published_on: date | None = None) -> Told:
    facts = find_dates(text, published_on=published_on)
    return [(fact.role.value, str(fact.on), fact.scope) for fact in facts]


def test_one_rule_has_several_effective_dates_by_instruction() -> None:
    text = (
        "DATES: This rule is effective December 2, 2024, except for amendatory "
        "instruction 8, which is "
        "effective December 31, 2024. Comments must be received no later than January 31, 2025.\n"
        "ADDRESSES: by mail"
    )
    assert _told(text) == [
        ("effective", "2024-12-02", "all except instruction 8"),
        ("effective", "2024-12-31", "instruction 8"),
        ("comments_close", "2025-01-31", "all"),
    ]


def test_a_compliance_date_may_hold_for_one_provision() -> None:
    text = (
        "DATES:\n\nEffective date: This rule is effective January 13, "
        "2025.\n\nCompliance date: Nobody "
        "is required to comply until May 15, 2025, except for § 748.15(c), for which the "
        "compliance "
        "date is January 15, 2026.\n\nADDRESSES: x"
    )
    assert _told(text) == [
        ("effective", "2025-01-13", "all"),
        ("compliance", "2025-05-15", "all"),
        ("compliance", "2026-01-15", "§ 748.15(c)"),
    ]


def test_a_rule_in_force_for_a_year_expires() -> None:
    text = (
        "DATES: This rule is effective from November 10, 2025, until November 9, "
        "2026.\nADDRESSES: y"
    )
    assert _told(text) == [("effective", "2025-11-10", "all"), ("expiry", "2026-11-09", "all")]


def test_a_suspension_is_a_window_of_its_provision() -> None:
    text = (
        "DATES: The suspension of § 744.11(a) is effective November 10, 2025, through "
        "November 9, 2026.\n"
    )
    assert _told(text) == [
        ("suspended_from", "2025-11-10", "§ 744.11(a)"),
        ("suspended_to", "2026-11-09", "§ 744.11(a)"),
    ]


def test_a_delayed_date_remembers_the_day_it_was() -> None:
    text = (
        "DATES: The effective date of the rule published March 1, 2016 (81 FR 10477) is "
        "delayed from "
        "April 15, 2016 to May 16, 2016.\n"
    )
    (fact,) = find_dates(text)
    assert (fact.role, fact.on, fact.was_on) == (
        DateRole.DELAYED,
        date(2016, 5, 16),
        date(2016, 4, 15),
    )


def test_a_date_delayed_indefinitely_is_told_without_a_day() -> None:
    (fact,) = find_dates(
        "DATES: The effective date of the rule at 90 FR 1 is delayed indefinitely.\n"
    )
    assert (fact.role, fact.on) == (DateRole.DELAYED, None)


def test_days_after_publication_are_counted_and_the_count_is_shown() -> None:
    text = (
        "DATES: This rule is effective 60 days after publication in the Federal "
        "Register.\nADDRESSES: z"
    )
    (fact,) = find_dates(text, published_on=date(2024, 12, 5))
    assert fact.on == date(2025, 2, 3)
    assert fact.reckoning == "published 2024-12-05 + 60 days = 2025-02-03"


def test_without_a_publication_day_a_counted_day_is_not_guessed() -> None:
    (fact,) = find_dates("DATES: This rule is effective 60 days after publication.\nADDRESSES: z")
    assert fact.on is None
    assert "60 days" in fact.reckoning


@pytest.mark.parametrize("hour", ["noon Eastern", "11:59 p.m. Eastern Time", "5 p.m. EDT"])
def test_the_hour_that_ends_a_day_is_kept(hour: str) -> None:
    text = f"DATES: Comments must be received by {hour} on March 31, 2025.\nADDRESSES: z"
    (fact,) = find_dates(text)
    assert (fact.role, fact.cut_off) == (DateRole.COMMENTS_CLOSE, hour)


def test_a_savings_clause_ends_for_goods_under_way() -> None:
    text = (
        "DATES: This rule is effective December 2, 2024.\nADDRESSES: z\n\nShipments of "
        "items removed "
        "from eligibility that were en route aboard a carrier on December 2, 2024, may "
        "proceed before "
        "midnight on January 1, 2025.\n"
    )
    assert ("savings", "2025-01-01", "all") in _told(text)


def test_the_publication_of_an_earlier_paper_is_history() -> None:
    text = (
        "DATES: Comments on the rule published January 16, 2025, at 90 FR 5298, close "
        "March 31, 2025.\n"
    )
    assert _told(text) == [("comments_close", "2025-03-31", "all")]


def test_filing_and_signature_are_read_at_the_end() -> None:
    text = (
        "Text.\n\nDated: February 5, 2024.\n\nA Name,\n\n[FR Doc. 2024-02930 Filed 2-8-24; 2:00 pm]"
    )
    assert _told(text) == [("signed", "2024-02-05", "all"), ("filed", "2024-02-08", "all")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "It shall enter into force on the twentieth day following that of its publication.\n"
            "It shall apply from 9 September 2021.\nDone at Brussels, 20 May 2021.",
            [("effective", "2021-07-01"), ("effective", "2021-09-09"), ("signed", "2021-05-20")],
        ),
        (
            "Made 3rd March 2024\nThis Order comes into force on 1st April 2024.",
            [("signed", "2024-03-03"), ("effective", "2024-04-01")],
        ),
        (
            "本公告自2025年12月1日起正式实施。\n商务部\n2025年10月9日",
            [("effective", "2025-12-01"), ("signed", "2025-10-09")],
        ),
        (
            "This order is effective at 12:01 a.m. eastern daylight time on April 5, 2025.\n\n"
            "THE WHITE HOUSE,\nApril 2, 2025.\n",
            [("effective", "2025-04-05"), ("signed", "2025-04-02")],
        ),
    ],
)
def test_papers_without_the_caption_dates_say_their_days_in_their_own_way(
    text: str, told: list[tuple[str, str]]
) -> None:
    facts = find_dates(text, published_on=date(2021, 6, 11))
    assert [(fact.role.value, str(fact.on)) for fact in facts] == told


def test_a_denial_order_of_180_days_ends_on_a_counted_day() -> None:
    text = (
        "This Order is effective immediately and shall remain in effect for 180 days.\n\n"
        "Issued this 3rd day of March, 2025."
    )
    assert ("expiry", "2025-08-30", "all") in _told(text)


def test_metadata_and_text_may_disagree_and_both_are_kept() -> None:
    facts = find_dates("DATES: This rule is effective April 1, 2025.\nADDRESSES: z")
    agreeing = (StatedDate(role="effective", on=date(2025, 4, 1)),)
    clashing = (StatedDate(role="effective", on=date(2025, 4, 2)),)
    assert disagreements(agreeing, facts) == ()
    (clash,) = disagreements(clashing, facts)
    assert (clash.metadata_on, clash.text.on) == (date(2025, 4, 2), date(2025, 4, 1))


def test_silence_of_the_text_is_no_disagreement() -> None:
    assert disagreements((StatedDate(role="effective", on=date(2025, 4, 2)),), ()) == ()


def test_every_quote_is_the_words_at_its_place() -> None:
    text = (
        "É\nDATES: Effective March 3, 2025. Comments close by noon Eastern on May 5, "
        "2025.\nADDRESSES: z"
    )
    facts = find_dates(text)
    assert len(facts) == 2
    assert all(text[fact.start : fact.end] == fact.quote for fact in facts)
