"""What kind of paper words are of, where no caption and no record says it."""

import pytest

from app.domain.documents import Kind
from app.domain.facts import Face
from app.extraction.papers import is_register_number, type_by_words
from app.extraction.types import read_type

NUMBER = "2031-04567"


def _type(title: str, abstract: str, number: str | None = NUMBER) -> str | None:
    return read_type(Face(title=title, text=f"{title}\n\n{abstract}", number=number)).type


@pytest.mark.parametrize(
    ("title", "abstract", "type_"),
    [
        ("Widget Labels", "The Board is amending its regulations on widget labels.", "final_rule"),
        ("Widget Labels", "This action modifies Class E airspace at Elm Field.", "final_rule"),
        (
            "Widget Labels",
            "EPA is approving a revision of the State Implementation Plan.",
            "final_rule",
        ),
        (
            "Widget Labels",
            "The Board proposes to amend its regulations on labels.",
            "proposed_rule",
        ),
        (
            "Widget Labels",
            "This interim final rule adds a control on widgets.",
            "interim_final_rule",
        ),
        (
            "Widget Labels",
            "The Board is taking direct final action on labels.",
            "direct_final_rule",
        ),
        ("Widget Labels", "In this advance notice of proposed rulemaking we ask.", "anprm"),
        (
            "Safety Zone; Elm River",
            "We are establishing a temporary safety zone.",
            "temporary_rule",
        ),
        ("Safety Zone; Elm River", "The Coast Guard will enforce a safety zone.", "notice"),
        ("Fisheries of Elm Bay", "NMFS is prohibiting directed fishing for cod.", "temporary_rule"),
        (
            "Widget Labels; Correction",
            "We published a final rule with an error.",
            "correcting_amendment",
        ),
        ("Widget Prices; Correction", "We published a notice with an error.", "notice"),
        ("Widget Labels", "The Board is extending the comment period.", "notice_comment_extension"),
        (
            "Widget Labels",
            "The Board is reopening the deadline for comments.",
            "notice_comment_extension",
        ),
        ("Widget Labels; Withdrawal", "We are withdrawing the proposed rule.", "withdrawal"),
        ("Withdrawal of Approval of a Drug", "We are withdrawing the approval.", "notice"),
        ("Additions to the Entity List", "This rule adds three entities.", "entity_list_rule"),
        ("Notice Regarding a Forced Labor Entity List", "The list is updated.", "notice"),
        ("ITAR: Widget Registration", "This rule amends the ITAR.", "ddtc_rule"),
        (
            "ITAR: Widget Registration",
            "The Department of State proposes to amend the ITAR.",
            "proposed_rule",
        ),
        ("Elm River Week, 2031", "", "proclamation"),
        ("Continuation of the National Emergency With Respect to Elms", "", "presidential_notice"),
        ("Designation of a Person as a Terrorist", "", "notice"),
        ("A Meeting", "The committee will meet.", "notice"),
        ("Widget Labels", "The Board is finalizing a limited approval.", "final_rule"),
        ("Elm Moth", "We are removing the moth from the Federal List of moths.", "final_rule"),
        ("Model 7", "These special conditions are issued for Model 7.", "final_rule"),
        ("Sanctions", "Commerce is imposing a license requirement for elms.", "final_rule"),
        ("Elm Band", "In this document, the Commission seeks comment on it.", "proposed_rule"),
        (
            "Elm Tax",
            "This document contains corrections to final regulations.",
            "correcting_amendment",
        ),
        ("Cod Fishing", "In this final rule, NMFS implements closures of a fishery.", "final_rule"),
    ],
)
def test_a_paper_is_known_by_how_it_speaks_of_itself(title: str, abstract: str, type_: str) -> None:
    assert _type(title, abstract) == type_


@pytest.mark.parametrize(
    "abstract",
    [
        "On May 2, 2030, the Board published an interim final rule on labels. We hold a forum.",
        "Elsewhere in this issue, we are issuing a direct final rule. The system is described.",
        "The Board announces a forum on the final rule it published last year.",
    ],
)
def test_what_is_said_of_another_paper_is_not_the_papers_own_type(abstract: str) -> None:
    assert _type("A Forum on Labels", abstract) == "notice"


def test_a_rule_that_mends_by_the_way_is_no_correction() -> None:
    words = "This final rule adds two duties; the Board is correcting a table."
    assert _type("Duties of Elms", words) == "final_rule"


def test_a_presidents_order_named_in_an_abstract_makes_no_order_of_it() -> None:
    words = "The Office is publishing a determination under Executive Order 14999 of May 1, 2030."
    title = "Publication of Determination Pursuant to Executive Order 14999"
    assert _type(title, words) == "ofac_determination"


def test_without_the_registers_number_nothing_is_taken_to_be_a_notice() -> None:
    assert _type("Something unheard of", "A text on elms.", number=None) is None


def test_a_rule_without_a_caption_is_read_by_its_words() -> None:
    text = "Labels\n\nThis interim final rule adds a control."
    face = Face(title="Labels", text=text, kind=Kind.RULE)
    assert read_type(face).type == "interim_final_rule"


@pytest.mark.parametrize("number", ["2024-28270", "E8-23178", "04-16753", "C1-2024-28270"])
def test_numbers_of_the_register_are_known(number: str) -> None:
    assert is_register_number(number)


@pytest.mark.parametrize("number", [None, "", "SI 2024/12", "2024", "BIS-2024-0047"])
def test_other_numbers_are_not_the_registers(number: str | None) -> None:
    assert not is_register_number(number)


def test_the_kind_comes_with_the_type() -> None:
    found = type_by_words("Labels", "The Board proposes to amend its regulations.", numbered=True)
    assert found == ("proposed_rule", Kind.PROPOSED_RULE)
