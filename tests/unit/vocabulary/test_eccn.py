"""The form of a control list number."""

import pytest

from app.vocabulary.eccn import is_eccn


@pytest.mark.parametrize(
    "text", ["3A090", "3A090.a", "3B001.f.4", "3A001.b.2.c.1", "9A515.x", "EAR99"]
)
def test_a_number_of_the_commerce_control_list_is_one(text: str) -> None:
    assert is_eccn(text)


@pytest.mark.parametrize(
    "text", ["PL9013", "3F090", "3A09", "3B090 (moved)", ".z items", "", "D:5"]
)
def test_numbers_of_other_lists_and_groups_are_none(text: str) -> None:
    assert not is_eccn(text)
