"""What a word or phrase of a question is looked for as: spellings, plain inflections, renamings."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from app.domain.search import And, Expression, Not, Or, Phrase, Prefix, Word
from app.index.analysis import is_cjk, words_of
from app.vocabulary.renamings import renaming_of
from app.vocabulary.spellings import inflections, spellings

_POSSESSIVE = re.compile(r"['’]s?$")

Words = tuple[str, ...]
Present = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What one word or phrase of a question is looked for as.

    Each of `alternatives` is a run of words of the index; `slop` others may stand between them.
    With `prefix` the last word of a run is only the beginning of one. `shown` are the alternatives
    beside what was typed, in words for the reader.
    """

    typed: str
    field: str
    alternatives: tuple[Words, ...]
    slop: int = 0
    prefix: bool = False
    shown: tuple[str, ...] = ()


def sought_by(leaf: Word | Prefix | Phrase, present: Present) -> Sought:
    """What a leaf is looked for as, of the forms that the index holds in its field.

    A word is looked for in every spelling, in singular and plural, and under other names of the
    same thing. Quoted words are looked for in these spellings only; a quoted name of several
    words also under its other names. One quoted word is exact but for spelling.
    """
    if isinstance(leaf, Prefix):
        return _prefix(leaf)
    if isinstance(leaf, Phrase):
        typed = " ".join(leaf.words)
        surfaces = [typed, *_phrases(leaf.words)]
        if len(leaf.words) > 1 and not leaf.slop:
            surfaces += _other_names(typed)
        return _kept(typed, leaf.field, surfaces, present, slop=leaf.slop)
    word = _POSSESSIVE.sub("", leaf.text)
    surfaces = [word, *_forms(word.lower()), *_other_names(word)]
    return _kept(leaf.text, leaf.field, surfaces, present)


def sought_in(expression: Expression, present: Present) -> tuple[Sought, ...]:
    """What the words of a question are looked for as, those it excludes left out."""
    if isinstance(expression, And | Or):
        return tuple(one for part in expression.parts for one in sought_in(part, present))
    if isinstance(expression, Word | Prefix | Phrase):
        return (sought_by(expression, present),)
    if isinstance(expression, Not) and isinstance(expression.part, Not):
        return sought_in(expression.part.part, present)
    return ()


def _prefix(leaf: Prefix) -> Sought:
    words = tuple(words_of(leaf.text))
    # Pairs of signs have no beginnings of their own: every run that holds the pair begins so.
    whole = not words or is_cjk(words[-1])
    return Sought(typed=f"{leaf.text}*", field=leaf.field, alternatives=(words,), prefix=not whole)


def _forms(word: str) -> list[str]:
    """Spellings of the word, and the plain inflections of each in every spelling of theirs."""
    found: dict[str, None] = {}
    for spelling in spellings(word):
        for form in inflections(spelling):
            found.update(dict.fromkeys(spellings(form)))
    return list(found)


def _phrases(words: Words) -> list[str]:
    choices = [spellings(word.lower()) for word in words]
    return [" ".join(chosen) for chosen in product(*choices)]


def _other_names(name: str) -> list[str]:
    renaming = renaming_of(name)
    return list(renaming.names) if renaming else []


def _kept(
    typed: str, field: str, surfaces: Iterable[str], present: Present, *, slop: int = 0
) -> Sought:
    """The typed form, held or not, and of the others those whose every word the index holds."""
    alternatives: dict[Words, str] = {}
    for surface in surfaces:
        words = tuple(words_of(surface))
        if words in alternatives:
            continue
        if not alternatives or (words and all(present(field, word) for word in words)):
            alternatives[words] = surface
    return Sought(
        typed=typed,
        field=field,
        alternatives=tuple(alternatives),
        slop=slop,
        shown=tuple(list(alternatives.values())[1:]),
    )
