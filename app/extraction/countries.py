"""Countries that an official text is about, each with the first words that name it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from app.domain.citations import Citation
from app.domain.references import Family, NumberedReference
from app.vocabulary.country_words import country_words

NAME: Final = "countries"
VERSION: Final = 1

# What a text is about stands in its first paragraphs; far on it may name half the world.
HEAD: Final = 6_000
_HOME: Final = {"us": "US", "uk": "GB", "cn": "CN"}


def find_countries(text: str, *, jurisdiction: str | None = None) -> tuple[Citation, ...]:
    """The countries named in a text's head, by official names, usual names and adjectives.

    The country whose authorities speak is left out: every paper of the United States names it.
    """
    home = _HOME.get(jurisdiction or "")
    kept: dict[str, Citation] = {}
    for one in _named(text):
        if isinstance(one.reference, NumberedReference) and one.reference.number != home:
            kept.setdefault(one.reference.number, one)
    return tuple(kept.values())


def _named(text: str) -> Iterator[Citation]:
    words = country_words()
    before, after = _others()
    for found in _names().finditer(text, 0, min(len(text), HEAD)):
        if before.search(text, max(0, found.start() - 24), found.start()):
            continue
        if after.match(text, found.end()):
            continue
        yield Citation(
            start=found.start(),
            end=found.end(),
            quote=found.group(),
            reference=NumberedReference(Family.COUNTRY, words.codes[_spelt(found.group())]),
            rule="countries/named",
        )


def _spelt(found: str) -> str:
    """The name as its table spells it: a line break within is a blank, "’" an apostrophe."""
    return " ".join(found.replace("’", "'").split())


@cache
def _names() -> re.Pattern[str]:
    """Every name, those of one first letter together, so that few are tried at a place."""
    by_letter: dict[str, list[str]] = {}
    for name in country_words().codes:
        written = re.escape(name[1:]).replace(r"\ ", r"\s+").replace("'", "['’]")
        by_letter.setdefault(name[0], []).append(written)
    groups = (
        f"{re.escape(letter)}(?:{'|'.join(sorted(rest, key=len, reverse=True))})"
        for letter, rest in sorted(by_letter.items())
    )
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(groups)})(?![\w]|-\w)")


@cache
def _others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = country_words()
    before = "|".join(map(re.escape, words.others_before))
    after = "|".join(map(re.escape, words.others_after))
    return re.compile(rf"\b(?:{before})\s+$"), re.compile(rf"\s+(?:{after})\b")
