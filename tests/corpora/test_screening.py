"""How well screening finds names as people write them, and how seldom it finds anybody else.

The variants are made by rules, from names that are on a real list; the everyday names are
invented. Both are measured at the default score, and the figures are printed with n.
"""

import gzip
import json
import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from app.comparison.screening import ListedName, NameIndex

LIST: Final = "screening-lists/csl_2026-07-31.repacked.json.gz"
OF_EACH: Final = 400
EVERYDAY: Final = 2_000
FORMS: Final = ("co", "ltd", "llc", "inc", "company", "limited", "corp", "corporation", "ooo", "ao")
ACCENTS: Final = str.maketrans({"o": "ó", "e": "é", "O": "Ó", "E": "É", "n": "ñ", "u": "ü"})
# Least share found of each kind of variant. What is left after a word is dropped is often another
# listed party's name too, so that floor is low on purpose.
FLOORS: Final = {
    "other order": 0.97,
    "no legal form": 0.95,
    "other accents": 0.99,
    "one slip": 0.88,
    "a word dropped": 0.75,
}
MOST_FALSE: Final = 0.005


def other_order(words: list[str], chance: random.Random) -> list[str]:
    """The last word first, as a card index has it."""
    return [words[-1], *words[:-1]]


def no_legal_form(words: list[str], chance: random.Random) -> list[str]:
    return [one for one in words if one.casefold().strip(".,") not in FORMS] or words


def other_accents(words: list[str], chance: random.Random) -> list[str]:
    """Lists are printed without accents, and people write them."""
    return unicodedata.normalize("NFC", " ".join(words).translate(ACCENTS)).split()


def one_slip(words: list[str], chance: random.Random) -> list[str]:
    """One letter of the longest word is another one."""
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[longest]
    if len(word) < 5:
        return words
    at = chance.randrange(1, len(word) - 1)
    slipped = word[:at] + chance.choice("aeiounrst") + word[at + 1 :]
    return [*words[:longest], slipped, *words[longest + 1 :]]


def word_dropped(words: list[str], chance: random.Random) -> list[str]:
    if len(words) < 3:
        return words
    at = chance.randrange(len(words))
    return words[:at] + words[at + 1 :]


RULES: Final[dict[str, Callable[[list[str], random.Random], list[str]]]] = {
    "other order": other_order,
    "no legal form": no_legal_form,
    "other accents": other_accents,
    "one slip": one_slip,
    "a word dropped": word_dropped,
}
FIRST: Final = (
    *("Bluebird", "Kestrel", "Larkspur", "Meadow", "Copper", "Hazel", "Northgate", "Silver"),
    *("Riverside", "Juniper", "Oakwood", "Sunrise", "Harbour", "Maple", "Granite", "Willow"),
    *("Golden", "United", "Pacific", "Summit"),
)
SECOND: Final = (
    *("Dental", "Bakery", "Plumbing", "Logistics", "Software", "Gardens", "Travel", "Insurance"),
    *("Design", "Printing", "Coffee", "Fitness", "Furniture", "Roofing", "Catering", "Trading"),
    *("Marketing", "Consulting", "Electric", "Media"),
)
THIRD: Final = ("Ltd", "LLC", "Inc", "Company", "Partners", "Services", "Group", "Brothers")


@dataclass(frozen=True, slots=True)
class Listed:
    """A real list as an index, and its names in order."""

    index: NameIndex
    names: Sequence[tuple[str, str]]


@pytest.fixture(scope="module")
def listed(shared: Path) -> Listed:
    rows = json.loads(gzip.decompress((shared / "data" / LIST).read_bytes()))["results"]
    names = []
    for number, row in enumerate(rows):
        for at, name in enumerate((row["name"], *row["alt_names"])):
            names.append(
                ListedName(
                    entry=str(number),
                    list_key="csl",
                    name=name,
                    primary=row["name"],
                    is_alias=at > 0,
                    countries=(),
                )
            )
    return Listed(NameIndex(names), [(str(at), row["name"]) for at, row in enumerate(rows)])


@pytest.mark.parametrize("kind", RULES)
def test_listed_names_are_found_as_people_write_them(listed: Listed, kind: str) -> None:
    chance = random.Random(kind)
    asked = found = 0
    for entry, name in chance.sample(listed.names, len(listed.names)):
        words = name.replace(",", " ").split()
        written = RULES[kind](words, chance)
        if written == words:
            continue
        asked += 1
        matches = listed.index.matches(" ".join(written))
        found += entry in [one.listed.entry for one in matches]
        if asked == OF_EACH:
            break
    print(f"screening: {kind}: {found} of {asked} found ({found / asked:.1%})")
    assert asked >= 20
    assert found / asked >= FLOORS[kind]


def test_everyday_names_seldom_find_anybody(listed: Listed) -> None:
    chance = random.Random(7)
    names: set[str] = set()
    while len(names) < EVERYDAY:
        first, second = chance.sample(FIRST, 2)
        names.add(f"{first} {second} {chance.choice(SECOND)} {chance.choice(THIRD)}")
    false = [name for name in sorted(names) if listed.index.matches(name)]
    print(f"screening: everyday names: {len(false)} of {len(names)} found somebody: {false[:5]}")
    assert len(false) / len(names) <= MOST_FALSE
