"""Turns of drafting, and the days with their roles that each of them gives."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.extraction.dates import find_dates

PUBLISHED = date(2024, 3, 4)
FORMS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("drafting_forms.toml").read_text(encoding="utf-8")
)


def _days(text: str) -> list[str]:
    found = find_dates(text, published_on=PUBLISHED)
    return sorted({f"{fact.role.value} {fact.on}" for fact in found})


@pytest.mark.parametrize("form", FORMS["title_and_words"], ids=lambda form: form["words"][:60])
def test_a_turn_of_drafting_gives_its_days_their_roles(form: dict[str, Any]) -> None:
    assert _days(f"A title\n\n{form['words']}") == form["days"]


@pytest.mark.parametrize("form", FORMS["caption"], ids=lambda form: form["words"][:60])
def test_the_caption_dates_gives_its_days_their_roles(form: dict[str, Any]) -> None:
    assert _days(f"DATES: {form['words']}\n\nADDRESSES: Send words.\n") == form["days"]


@pytest.mark.parametrize("words", FORMS["signatures"])
def test_a_signature_is_known_by_its_words(words: str) -> None:
    assert _days(f"Body of the paper.\n\n{words}") == ["signed 2024-02-28"]


def test_the_day_of_an_order_is_what_its_terms_count_from() -> None:
    text = "The order shall remain in effect for one year.\n\nDated: March 1, 2024.\n"
    fact = next(one for one in find_dates(text) if one.role.value == "expiry")
    assert str(fact.on) == "2025-03-01"
    assert "signed 2024-03-01" in fact.reckoning
