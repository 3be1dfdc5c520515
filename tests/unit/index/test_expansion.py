"""A word is looked for in the forms that the index holds, and the reader is told which."""

import pytest

from app.domain.search import Phrase, Prefix, Word
from app.index.analysis import words_of
from app.index.expansion import Present, sought_by


def anything(field: str, word: str) -> bool:
    return True


def only(*held: str) -> Present:
    """An index that holds just these words."""

    def present(field: str, word: str) -> bool:
        return word in held

    return present


def test_a_word_is_one_with_its_other_spelling_and_its_plural() -> None:
    sought = sought_by(Word(text="licence"), only("license", "licenses", "licence"))
    assert sought.alternatives == (("licence",), ("license",), ("licenses",))
    assert sought.shown == ("license", "licenses")


def test_forms_that_the_index_does_not_hold_are_not_looked_for() -> None:
    sought = sought_by(Word(text="chips"), only("chips"))
    assert (sought.alternatives, sought.shown) == ((("chips",),), ())


def test_a_quoted_word_has_its_spellings_and_no_plural() -> None:
    sought = sought_by(Phrase(words=("licence",)), anything)
    assert sought.alternatives == (("licence",), ("license",))


def test_a_quoted_short_form_is_itself_alone() -> None:
    assert sought_by(Phrase(words=("AI",)), anything).alternatives == (("ai",),)


def test_a_name_finds_what_else_the_same_thing_is_called() -> None:
    names = sought_by(Phrase(words=("Department", "of", "War")), anything)
    assert ("department", "of", "defense") in names.alternatives
    assert "Department of Defense" in names.shown
    assert ("artificial", "intelligence") in sought_by(Word(text="AI"), anything).alternatives


@pytest.mark.parametrize("word", ["company's", "company’s", "company"])
def test_a_possessive_is_the_word_itself(word: str) -> None:
    assert sought_by(Word(text=word), anything).alternatives[:2] == (("company",), ("companies",))


def test_a_hyphen_more_or_less_is_a_spelling() -> None:
    assert ("re", "export") in sought_by(Word(text="reexport"), anything).alternatives
    assert ("reexport",) in sought_by(Word(text="re-export"), anything).alternatives


def test_the_beginning_of_a_chinese_word_is_searched_as_its_signs() -> None:
    assert not sought_by(Prefix(text="半导"), anything).prefix
    assert sought_by(Prefix(text="semicon"), anything).prefix


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("3A090.a, D:5", ["3a090", "a", "d", "5"]),
        ("商务部announced 中国AI芯片", ["商务", "务部", "announced", "中国", "ai", "芯片"]),
        ("ＡＢＣ ｶﾞｲﾄﾞ 수출통제", ["abc", "ガイ", "イド", "수출", "출통", "통제"]),
        ("禁", ["禁"]),
        ("nai\u0308ve ex\u00adport", ["naive", "export"]),
        ("Café’s naïve", ["cafe", "s", "naive"]),
    ],
)
def test_text_is_cut_into_words_and_pairs_of_signs(text: str, right: list[str]) -> None:
    assert words_of(text) == right
