"""Which verbs are a paper's own acts."""

import pytest

from app.domain.facts import Face
from app.extraction.action_sense import is_history, without_quotations
from app.extraction.actions import type_and_actions
from app.extraction.citations import find_citations
from app.extraction.dates import find_dates

NUMBER = "2031-04567"


def _verbs(title: str, abstract: str) -> set[str]:
    text = f"{title}\n\n{abstract}"
    face = Face(title=title, text=text, number=NUMBER)
    _, done = type_and_actions(face, find_citations(text), find_dates(text))
    return {action.verb for action in done}


@pytest.mark.parametrize(
    ("title", "abstract", "verbs"),
    [
        (
            "New Controls on Widgets; Extension of Comment Period",
            "On May 2, 2030, the Board announced new controls. We are extending the "
            "comment period.",
            {"extend", "seek_comment"},
        ),
        (
            "New Controls on Widgets; Correction",
            "The Board is correcting a final rule that imposed controls on widgets.",
            {"correct"},
        ),
        ("Widgets; Withdrawal", "We are withdrawing the proposed rule on widgets.", {"withdraw"}),
        ("Safety Zone; Elm River", "We are establishing a temporary safety zone.", {"impose"}),
        ("Labels", "The Board is amending its regulations on labels.", {"modify"}),
        ("Elm River Week, 2031", "", {"announce"}),
        ("Order Renewing Temporary Denial of Export Privileges; Elm Air", "", {"deny", "extend"}),
        (
            "Notice of Elm Sanctions",
            "We are updating the identifying information.",
            {"modify_entity"},
        ),
        (
            "Request for Comments on the Imposition of Controls",
            "We invite your comments.",
            {"seek_comment"},
        ),
        ("A Petition To Revoke a Tolerance", "We received a petition to revoke it.", {"announce"}),
        (
            "Notice of Application for Withdrawal",
            "Lands are to be withdrawn from sale.",
            {"announce"},
        ),
    ],
)
def test_only_what_a_paper_itself_does_is_its_action(
    title: str, abstract: str, verbs: set[str]
) -> None:
    assert _verbs(title, abstract) == verbs


@pytest.mark.parametrize(
    "sentence",
    [
        "On May 2, 2030, the Board published a rule that prohibits elms",
        "That rule suspends the duty",
        "Elsewhere in this issue, the Board is imposing a duty",
        "If comments are received, the Board withdraws this rule",
    ],
)
def test_sentences_of_other_papers_are_history(sentence: str) -> None:
    assert is_history(sentence, 0, len(sentence))


def test_a_sentence_that_turns_to_the_paper_itself_is_none() -> None:
    sentence = "On May 2, 2030, the Board published a rule, and this notice extends its deadline"
    assert not is_history(sentence, 0, len(sentence))


def test_quotations_are_blanked_and_every_place_stays() -> None:
    words = 'to implement an order ("Suspending Entry of Elms") of May'
    plain = without_quotations(words)
    assert len(plain) == len(words)
    assert "Suspending" not in plain
    assert plain.endswith("of May")
