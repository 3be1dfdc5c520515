"""UK and US spellings of a word, and its plain plural and singular: one word to a search."""

from collections.abc import Iterator
from functools import cache

from app.errors import FormatError
from app.vocabulary.tables import table

_FILE = "spellings.toml"

_SIBILANT = ("s", "x", "z", "ch", "sh")
_SHORTEST_INFLECTED = 3


def spellings(word: str) -> tuple[str, ...]:
    """The word and its other spellings, the word first; lower case in and out.

    A spelling may have a hyphen: `reexport` is also `re-export`.
    """
    others = _families().get(word, ())
    return (word, *(other for other in others if other != word))


def inflections(word: str) -> tuple[str, ...]:
    """The word and its plain plural or singular, the word first; lower case in and out.

    Forms are formed by rule, so some are no words: the caller keeps those that its texts hold.
    Words of two letters, numbers and words whose -s is no plural ("news") stay alone.
    """
    if word in _irregular():
        return (word, *(other for other in _irregular()[word] if other != word))
    if len(word) < _SHORTEST_INFLECTED or not word.isalpha() or word in _unchanged():
        return (word,)
    return tuple(dict.fromkeys((word, *_singulars(word), *_plurals(word))))


def _singulars(word: str) -> tuple[str, ...]:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return ()
    stems = [word[:-1]]
    if word.endswith("ies") and len(word) > 4:
        stems.append(word[:-3] + "y")
    elif word.endswith(tuple(f"{end}es" for end in (*_SIBILANT, "o"))):
        stems.append(word[:-2])
    return tuple(stem for stem in stems if stem not in _unchanged())


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return ()
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    if word.endswith(_SIBILANT):
        return (word + "es",)
    if word.endswith("o"):
        return (word + "s", word + "es")
    return (word + "s",)


@cache
def _families() -> dict[str, tuple[str, ...]]:
    """Every spelling, with all spellings of its word."""
    found: dict[str, tuple[str, ...]] = {}
    for family in (*_lists("families", "words"), *_patterned()):
        joined = tuple(dict.fromkeys(word for one in family for word in found.get(one, (one,))))
        found.update(dict.fromkeys(joined, joined))
    return found


def _patterned() -> Iterator[tuple[str, ...]]:
    for name in _section("patterns"):
        (stems,) = _lists("patterns", name, "stems")
        for stem in stems:
            for endings in _lists("patterns", name, "endings"):
                yield tuple(stem + ending for ending in endings)


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    forms_of: dict[str, tuple[str, ...]] = {}
    for forms in _lists("inflection", "irregular"):
        for form in forms:
            forms_of[form] = tuple(dict.fromkeys((*forms_of.get(form, ()), *forms)))
    return forms_of


@cache
def _unchanged() -> frozenset[str]:
    (words,) = _lists("inflection", "unchanged")
    return frozenset(words)


def _section(*path: str) -> dict[str, object]:
    found: object = table(_FILE)
    for step in path:
        found = found[step] if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise FormatError(f"{_FILE}: `{'.'.join(path)}` is no table; correct the file")
    return found


def _lists(*path: str) -> tuple[tuple[str, ...], ...]:
    """Lists of words below a heading; a plain list of words counts as one of them."""
    found = _section(*path[:-1])[path[-1]]
    if not isinstance(found, list):
        raise FormatError(f"{_FILE}: `{'.'.join(path)}` is no list; correct the file")
    if all(isinstance(word, str) for word in found):
        return (tuple(found),)
    return tuple(tuple(words) for words in found)
