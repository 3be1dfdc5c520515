"""British and American spellings are one word, and other names of one thing are known."""

import pytest

from app.vocabulary.renamings import renaming_of
from app.vocabulary.spellings import inflections, spellings


@pytest.mark.parametrize(
    ("british", "american"),
    [
        *[("licence", "license"), ("licences", "licenses"), ("licencing", "licensing")],
        *[("defence", "defense"), ("offences", "offenses"), ("programme", "program")],
        *[("authorisation", "authorization"), ("organised", "organized"), ("analyse", "analyze")],
        *[("behaviour", "behavior"), ("labourers", "laborers"), ("neighbouring", "neighboring")],
        *[("centre", "center"), ("fibres", "fibers"), ("nanometre", "nanometer")],
        *[("catalogue", "catalog"), ("labelled", "labeled"), ("modelling", "modeling")],
        *[("caesium", "cesium"), ("aluminium", "aluminum"), ("judgement", "judgment")],
        *[("transhipment", "transshipment"), ("re-export", "reexport"), ("fulfil", "fulfill")],
    ],
)
def test_the_two_spellings_know_each_other(british: str, american: str) -> None:
    assert american in spellings(british)
    assert british in spellings(american)


@pytest.mark.parametrize("word", ["size", "four", "there", "rise", "prior", "wise", "for", "hour"])
def test_words_that_only_look_like_it_have_one_spelling(word: str) -> None:
    assert spellings(word) == (word,)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        *[("chip", "chips"), ("company", "companies"), ("box", "boxes"), ("licence", "licences")],
        *[("entity", "entities"), ("analysis", "analyses"), ("appendix", "appendices")],
        *[("embargo", "embargoes"), ("switch", "switches"), ("class", "classes")],
    ],
)
def test_singular_and_plural_know_each_other(one: str, many: str) -> None:
    assert many in inflections(one)
    assert one in inflections(many)


@pytest.mark.parametrize("word", ["news", "arms", "goods", "customs", "ai", "3a090", "means"])
def test_what_is_no_plural_stays_alone(word: str) -> None:
    assert inflections(word) == (word,)


def test_no_spelling_is_the_plural_that_another_word_is_not() -> None:
    assert "new" not in inflections("news")
    assert "arm" not in inflections("arms")


@pytest.mark.parametrize(
    "name", ["AI", "ai", "Artificial  Intelligence", "artificial-intelligence"]
)
def test_a_name_is_known_however_it_is_written(name: str) -> None:
    renaming = renaming_of(name)
    assert renaming is not None
    assert renaming.names == ("AI", "artificial intelligence")
    assert renaming.note


def test_an_unknown_name_has_no_others() -> None:
    assert renaming_of("Ministry of Silly Walks") is None
