"""A language is named when it is sure, and not otherwise."""

import pytest

from app.formats.language import language_of, stated_language

_ENGLISH = (
    "The agency said that the rule is in force from Monday and that it will be followed by "
    "guidance for the firms which have a licence, as it was in the year before."
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", _ENGLISH),
        (
            "de",
            "Die Behörde hat am Montag mitgeteilt, dass die Regel nicht für Geräte gilt, die mit "
            "einer Genehmigung ausgeführt werden, und dass es auch für den Handel so ist.",
        ),
        (
            "fr",
            "Le ministère a annoncé que les règles pour les entreprises qui ont une licence sont "
            "en vigueur depuis lundi, et que cette mesure est prise par le gouvernement.",
        ),
        ("zh", "商务部宣布对有关物项实施出口管制"),
        ("ja", "経済産業省は輸出管理の規則を改正した"),
        ("ko", "산업부는 수출 통제 규정을 개정했다"),
        ("ru", "Министерство изменило правила экспорта"),
        ("ar", "أعلنت الوزارة قواعد جديدة للتصدير"),
    ],
)
def test_letters_and_common_words_tell_a_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "Nvidia", "ASML Holding NV", "12345 67890"])
def test_names_and_numbers_have_no_language(text: str) -> None:
    assert language_of(text) is None


def test_a_ukrainian_text_is_not_called_russian() -> None:
    assert language_of("Міністерство змінило правила експорту її країни") is None


def test_the_script_outranks_a_template_s_english() -> None:
    assert language_of("商务部宣布对有关物项实施出口管制", "en-US") == "zh"


def test_a_stated_language_is_kept_where_the_script_agrees() -> None:
    assert language_of(_ENGLISH, "nl") == "nl"


def test_a_tag_is_reduced_to_its_language() -> None:
    assert stated_language("en-US") == "en"
    assert stated_language("zh_Hans") == "zh"
    assert stated_language("und") is None
    assert stated_language("English (US)") is None
