"""Excerpts show the words that were asked for, in their sentence, with exact places."""

import pytest

from app.domain.search import And, Not, Phrase, Prefix, Word
from app.index.excerpts import WIDEST, Excerpt, Highlighter, folded
from app.index.expansion import sought_in

Leaf = Word | Phrase | Prefix


def anything(field: str, word: str) -> bool:
    return True


def excerpts(asked: Leaf | And, text: str, title: str = "") -> tuple[Excerpt, ...]:
    return Highlighter(sought_in(asked, anything)).excerpts(title, text)


def marked(excerpt: Excerpt) -> list[str]:
    return [excerpt.text[start:end] for start, end in excerpt.highlights]


@pytest.mark.parametrize(
    ("asked", "text", "right"),
    [
        (Word(text="chips"), "Chips, and a chip: microchips.", ["Chips", "chip"]),
        (Word(text="licence"), "A License and two licences.", ["License", "licences"]),
        (Phrase(words=("export", "ban")), "Export  ban, not exports ban.", ["Export  ban"]),
        (Phrase(words=("licence", "rule"), slop=2), "license for a rule", ["license for a rule"]),
        (Prefix(text="semicon"), "Semiconductors; unsemiconducting", ["Semiconductors"]),
        (Word(text="3A090.a"), "ECCN 3A090.a and 3A090.b", ["3A090.a"]),
        (Word(text="中国芯片"), "关于中国芯片的公告", ["中国芯片"]),
        (Word(text="AI"), "Artificial intelligence is AI.", ["Artificial intelligence", "AI"]),
        (Word(text="Turkiye"), "In TÜRKİYE and Türkiye", ["TÜRKİYE", "Türkiye"]),
        (Word(text="cafe"), "“Café” – CAFÉ", ["Café", "CAFÉ"]),
    ],
)
def test_the_words_asked_for_are_marked(asked: Leaf, text: str, right: list[str]) -> None:
    (excerpt,) = excerpts(asked, text)
    assert marked(excerpt) == right
    assert excerpt.text == text.replace("\n", " ")


def test_a_title_with_the_word_is_shown_beside_the_opening_words() -> None:
    title, text = excerpts(Word(text="ban"), "Nothing of it here.", title="The ban")
    assert (title.field, marked(title)) == ("title", ["ban"])
    assert (text.field, text.text, text.highlights) == ("text", "Nothing of it here.", ())


def test_a_word_asked_for_in_the_title_is_not_marked_in_the_text() -> None:
    title, text = excerpts(Word(text="ban", field="title"), "The ban holds.", title="A ban")
    assert (marked(title), marked(text)) == (["ban"], [])


def test_what_is_excluded_is_not_marked() -> None:
    (text,) = excerpts(
        And(parts=(Word(text="chips"), Not(part=Word(text="tariff")))), "chips tariff"
    )
    assert marked(text) == ["chips"]


FILLER = "There is nothing in this sentence that anybody asked for. "


def test_the_window_lies_where_most_of_the_question_stands() -> None:
    text = "A ban. " + FILLER * 20 + "The ban on chips is new. " + FILLER * 20
    (excerpt,) = excerpts(And(parts=(Word(text="ban"), Word(text="chips"))), text)
    assert excerpt.text.startswith("The ban on chips")
    assert marked(excerpt) == ["ban", "chips"]
    assert text[excerpt.start : excerpt.start + len(excerpt.text)] == excerpt.text


def test_words_far_apart_get_a_window_each() -> None:
    text = FILLER * 20 + "One ban. " + FILLER * 20 + "Two chips. " + FILLER * 20
    first, second = excerpts(And(parts=(Word(text="ban"), Word(text="chips"))), text)
    assert (marked(first), marked(second)) == (["ban"], ["chips"])


@pytest.mark.parametrize("repeats", [1, 30, 3_000])
def test_no_excerpt_is_wider_than_promised_and_the_deepest_word_is_found(repeats: int) -> None:
    text = FILLER * repeats + "Huawei" + "\n" + FILLER * repeats
    (excerpt,) = excerpts(Word(text="Huawei"), text)
    assert len(excerpt.text) <= WIDEST
    assert marked(excerpt) == ["Huawei"]
    assert "\n" not in excerpt.text


def test_an_empty_text_gives_an_empty_excerpt() -> None:
    (excerpt,) = excerpts(Word(text="ban"), "")
    assert (excerpt.text, excerpt.highlights) == ("", ())


@pytest.mark.parametrize(
    "text", ["İstanbul ẞ", "ﬁne ＡＢＣ", "Straße", "ΑΣ", "\U0001d400x", "é" * 9]
)
def test_folding_moves_no_code_point(text: str) -> None:
    assert len(folded(text)) == len(text)
