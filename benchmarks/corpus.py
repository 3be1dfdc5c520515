"""A corpus as hard as the field's: wide words, many facets, thirty years; the same each time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from app.index.schema import IndexedShowing

SEED = 20_261_120
_VOCABULARY = 50_000
_CHUNKS = 60_000
_WORDS_OF_CHUNK = 40
_CHUNKS_OF_TEXT = 13
_CONSONANTS = "bcdfghklmnprtvz"
_VOWELS = "aeiou"
_FIRST_ON = date(1994, 1, 1)
_DAYS = 12_000
_KINDS = ["report"] * 12 + ["notice"] * 4 + ["rule"] * 3 + ["statement", "guidance", "order"]
_STANDINGS = {"report": "report", "statement": "statement", "guidance": "statement"}
_COUNTRIES = ["CN", "RU", "IR", "KP", "HK", "AE", "TR", "IN", "TW", "NL", "JP", "KR", "GB", "US"]
_ECCNS = ["3A090.a", "3A090.b", "4A090.a", "3B001.c.1", "5A002", "9A610.x", "3D001", "3E001"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words of one question: all of them, any of them, or one after the other."""

    words: tuple[str, ...]
    join: str  # "all", "any" or "phrase"


def vocabulary() -> list[str]:
    """Pronounceable words, commonest first; none ends in -s, so none is another's plural."""
    dice = random.Random(SEED)
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        syllables = dice.choice((2, 3, 3, 4))
        word = "".join(dice.choice(_CONSONANTS) + dice.choice(_VOWELS) for _ in range(syllables))
        found[word + (dice.choice("nrt") if dice.random() < 0.3 else "")] = None
    return list(found)


def documents(count: int) -> Iterator[IndexedShowing]:
    """So many documents of about 3.8 KB; word frequencies fall as their rank rises (Zipf)."""
    dice = random.Random(SEED)
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    chunks = [
        " ".join(dice.choices(words, cum_weights=weights, k=_WORDS_OF_CHUNK))
        for _ in range(_CHUNKS)
    ]
    agencies = [f"agency-{number}" for number in range(60)]
    for number in range(1, count + 1):
        yield _document(number, dice, chunks, agencies)


def _document(
    number: int, dice: random.Random, chunks: Sequence[str], agencies: Sequence[str]
) -> IndexedShowing:
    kind = dice.choice(_KINDS)
    official = kind != "report"
    published = _FIRST_ON + timedelta(days=int(_DAYS * dice.random() ** 0.6))
    known_from = 1_700_000_000_000_000 + number * 1_000
    return IndexedShowing(
        showing=number,
        document=f"bench/{number}",
        document_pk=number,
        title=dice.choice(chunks)[:80],
        text=". ".join(dice.choices(chunks, k=_CHUNKS_OF_TEXT)) + ".",
        kind=kind,
        type="final_rule" if kind == "rule" else None,
        standing=_STANDINGS.get(kind, "authentic"),
        source=f"source-{int(40 * dice.random() ** 2)}",
        agencies=tuple(dice.sample(agencies, dice.choice((1, 1, 2, 3)))) if official else (),
        rins=(),
        dockets=(),
        cfr=(f"15/{dice.choice((736, 740, 742, 744, 748, 774))}",) if official else (),
        list_key=None,
        language="en",
        countries=tuple(dice.sample(_COUNTRIES, dice.choice((0, 1, 1, 2)))),
        eccns=tuple(dice.sample(_ECCNS, dice.choice((0, 0, 1, 2)))),
        actions=(),
        cites=(),
        published_on=None if dice.random() < 0.02 else published,
        effective_on=(published + timedelta(days=30),) if kind == "rule" else (),
        comments_close_on=(),
        lane="news",
        placed_on=published,
        other_on=(),
        shown_from=known_from,
        known_from=known_from,
        known_to=known_from + 500 if dice.random() < 0.02 else None,
        position=number,
    )


def questions() -> list[Question]:
    """Fifty questions whose widths run from a handful of documents to nearly all of them."""
    dice = random.Random(SEED)
    words = vocabulary()
    # From a word that stands in 93 % of the texts to one that stands in one of a hundred.
    ranks = [int(18 * 1.21**step) for step in range(34)]
    single = [Question(words=(words[rank],), join="all") for rank in ranks]
    wide = words[20:180]
    pairs = [Question(words=tuple(dice.sample(wide, 2)), join="all") for _ in range(6)]
    either = [Question(words=tuple(dice.sample(words[150:1400], 2)), join="any") for _ in range(6)]
    runs = [Question(words=tuple(dice.sample(wide, 2)), join="phrase") for _ in range(3)]
    widest = Question(words=tuple(dice.sample(words[3:30], 2)), join="phrase")
    return [*single, *pairs, *either, *runs, widest]
