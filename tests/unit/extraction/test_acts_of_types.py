"""What a paper does by the sort of paper it is: directives, closures, exchanges, collections."""

import pytest

from app.domain.documents import Kind
from app.domain.facts import Face
from app.extraction.actions import type_and_actions


def _verbs(title: str, abstract: str = "", kind: Kind | None = None) -> set[str]:
    face = Face(title=title, text=f"{title}\n\n{abstract}", kind=kind, number="2024-00001")
    return {action.verb for action in type_and_actions(face)[1]}


@pytest.mark.parametrize(
    ("title", "abstract", "verbs"),
    [
        (
            "Airworthiness Directives; Acme Airplanes",
            "The FAA is superseding an airworthiness directive (AD), and this AD requires more "
            "restrictive limits.",
            {"impose"},
        ),
        (
            "Special Conditions: Acme Model 1 Airplane; Side Seats",
            "These special conditions are issued for the Acme Model 1 airplane.",
            {"impose"},
        ),
        (
            "Safety Zones; Recurring Fireworks in the Elm Zone",
            "The Coast Guard is amending its safety zone regulations for annual events.",
            {"modify"},
        ),
        (
            "Safety Zone; Elm River, Elm, OH",
            "The Coast Guard is establishing a temporary safety zone on the Elm River.",
            {"impose"},
        ),
        (
            "Fisheries of the South Elm; Closure of the Eel Fishery",
            "NMFS closes the eel fishery in federal waters. This temporary rule is needed.",
            {"impose"},
        ),
    ],
)
def test_directives_and_closures_impose(title: str, abstract: str, verbs: set[str]) -> None:
    assert _verbs(title, abstract, Kind.RULE) == verbs


@pytest.mark.parametrize(
    ("title", "abstract", "verbs"),
    [
        (
            "Self-Regulatory Organizations; Elm Exchange; Notice of Filing of Proposed Rule "
            "Change To Amend Its Fees and Impose a Surcharge",
            "",
            {"announce"},
        ),
        (
            "Agency Information Collection Activity Under OMB Review: Form 1",
            "This notice announces that the collection will be submitted to OMB.",
            {"seek_comment"},
        ),
        (
            "Certain Widgets From Elmland: Continuation of the Antidumping Duty Order",
            "Revocation of the order would be likely to lead to dumping, so Commerce publishes "
            "this notice of continuation.",
            {"announce", "extend"},
        ),
        (
            "Certain Widgets From Elmland: Antidumping Duty Order",
            "Commerce is issuing this order on widgets.",
            {"announce", "impose"},
        ),
        (
            "Proposal To Extend the Agreement With Elmland",
            "Proposal to extend the Memorandum of Understanding Concerning the Imposition of "
            "Import Restrictions.",
            {"announce"},
        ),
    ],
)
def test_a_notice_does_what_its_sort_does(title: str, abstract: str, verbs: set[str]) -> None:
    assert _verbs(title, abstract, Kind.NOTICE) == verbs
