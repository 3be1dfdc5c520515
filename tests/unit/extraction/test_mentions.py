"""Papers named by their day or by the name people gave them, and what is one thing with a page."""

import pytest

from app.extraction.citations import find_citations
from app.extraction.mentions import beside, find_mentions


def _keys(text: str, agency: str | None = None) -> list[str]:
    return [one.reference.key for one in find_mentions(text, agency=agency)]


def test_a_rule_of_a_day_is_its_own_agencys_unless_another_is_named() -> None:
    assert _keys("The rule published on January 15, 2025, stands.", "bis") == [
        "paper:2025-01-15/rule/bis"
    ]
    assert _keys("On May 2, 2024, OFAC published a final rule.", "bis") == [
        "paper:2024-05-02/rule/ofac"
    ]
    assert _keys("the January 15, 2025, interim final rule") == ["paper:2025-01-15/rule"]


def test_a_proposed_rule_is_another_kind_of_paper() -> None:
    text = "a notice of proposed rulemaking published on December 31, 2012, was withdrawn"
    assert _keys(text, "bis") == ["paper:2012-12-31/proposed_rule/bis"]


@pytest.mark.parametrize(
    "text",
    [
        "as set out in the Federal Register of October 25, 2023 (88 FR 73458).",
        "The final rule was published in the Federal Register on April 19, 2010 [75 FR 20239].",
        "On October 7, 2022, BIS published an interim final rule in the gazette (87 FR 62186).",
        "the rule published on January 15, 2025, at 90 FR 4544",
    ],
)
def test_a_day_with_its_page_is_one_thing_and_that_is_the_page(text: str) -> None:
    assert find_mentions(text, agency="bis") == ()
    assert len(find_citations(text)) == 1


def test_names_that_people_gave_to_rules_lead_to_their_day() -> None:
    assert _keys("They call it the AI Diffusion rule, after the October 7 rule.") == [
        "paper:2025-01-15/rule/bis",
        "paper:2022-10-13/rule/bis",
    ]


def test_other_things_that_are_published_are_no_rules() -> None:
    assert _keys("The report published on May 2, 2024, praises the rule of law.", "bis") == []
    assert _keys("the rule published on February 30, 2024", "bis") == []


def test_every_quote_is_the_words_at_its_place_and_none_shares_words_with_a_citation() -> None:
    text = "É: the final rule published on June 10, 2014. And 90 FR 4544."
    (one,) = find_mentions(text)
    assert text[one.start : one.end] == one.quote
    assert list(beside([one], find_citations(text))) == [one]
    assert list(beside([one], [one])) == []
