"""Badges: no meaning by colour alone."""

from collections.abc import Mapping

import pytest

from app.domain.documents import Standing
from app.vocabulary.badges import (
    Axis,
    Badge,
    mark_badges,
    standing_badges,
    state_badges,
    verdict_badges,
)

GROUPS: dict[str, Mapping[str, Badge]] = {
    "verdict": verdict_badges(),
    "standing": {key.value: badge for key, badge in standing_badges().items()},
    "mark": mark_badges(),
    **{axis.value: state_badges(axis) for axis in Axis},
}


@pytest.mark.parametrize("group", GROUPS)
def test_two_badges_of_one_group_differ_in_word_and_in_shape(group: str) -> None:
    badges = list(GROUPS[group].values())
    assert len({badge.word for badge in badges}) == len(badges)
    assert len({badge.shape for badge in badges}) == len(badges)


@pytest.mark.parametrize("group", GROUPS)
def test_an_explanation_is_one_sentence_on_one_line(group: str) -> None:
    for badge in GROUPS[group].values():
        assert badge.explanation.endswith(".")
        assert "\n" not in badge.explanation
        assert len(badge.explanation) <= 100


def test_the_verdicts_have_the_shapes_readers_know() -> None:
    shapes = {key: badge.shape for key, badge in verdict_badges().items()}
    assert shapes == {
        "corroborated": "●",
        "partly": "◐",
        "announced_only": "◇",
        "unconfirmed": "○",
        "not_publicly_checkable": "▢",
        "not_in_instrument": "□",
        "contradicted": "✕",
        "superseded": "↷",
        "no_coverage": "–",
    }


def test_every_standing_has_a_badge() -> None:
    assert set(standing_badges()) == set(Standing)


def test_the_axes_of_legal_state_have_their_values() -> None:
    assert set(state_badges(Axis.TEXT)) == {"not_codified", "pending", "codified", "removed"}
    assert set(state_badges(Axis.ENFORCEMENT)) == {
        "normal",
        "discretion",
        "not_enforced",
        "contested",
    }
    assert len(state_badges(Axis.FORCE)) == 10
    assert len(state_badges(Axis.PUBLICATION)) == 6
