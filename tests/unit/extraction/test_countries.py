"""Countries that an official text is about, by the words that name them."""

import pytest

from app.extraction.countries import HEAD, find_countries


def _codes(text: str, jurisdiction: str | None = "us") -> list[str]:
    return [
        one.reference.key.removeprefix("country:")
        for one in find_countries(text, jurisdiction=jurisdiction)
    ]


def test_official_names_usual_names_and_adjectives_are_one_country() -> None:
    for text in ("the People's Republic of China", "China", "the PRC", "Chinese items"):
        assert _codes(f"Exports to {text} stop.") == ["CN"]


def test_each_country_stands_once_with_the_first_words_that_name_it() -> None:
    text = "Items for Iran, Russian ships, Iranian ports."
    found = find_countries(text, jurisdiction="us")
    assert [(one.reference.key, one.quote) for one in found] == [
        ("country:IR", "Iran"),
        ("country:RU", "Russian"),
    ]
    assert all(text[one.start : one.end] == one.quote for one in found)


@pytest.mark.parametrize(
    "text",
    [
        *("New Mexico and the Gulf of Mexico", "South China Sea", "Jordan and Chad of Georgia"),
        *("Guinea pigs", "turkey farms", "a Polish-born CHINA", "the San German Municipality"),
    ],
)
def test_look_alikes_are_no_countries(text: str) -> None:
    assert _codes(text) == []


def test_the_country_whose_authorities_speak_is_not_what_they_speak_about() -> None:
    assert _codes("The United Kingdom and France agree.", "uk") == ["FR"]
    assert _codes("The United Kingdom and France agree.", "us") == ["GB", "FR"]


def test_what_stands_far_down_a_text_does_not_count() -> None:
    assert _codes("word " * HEAD + "Iran") == []
