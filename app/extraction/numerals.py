"""Numbers as words: counts of days, days of a month, years of our Lord."""

from typing import Final

NUMBERS: Final = {
    "five": 5,
    "seven": 7,
    "ten": 10,
    "fourteen": 14,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty-five": 45,
    "sixty": 60,
    "ninety": 90,
}
_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
}
_UNITS: Final = {word: count for word, count in _ORDINALS.items() if count < 10}
CARDINALS: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}


def ordinal(word: str) -> int | None:
    """The value of "third" or "twenty-third", `None` for other words."""
    tens, dash, unit = word.lower().partition("-")
    if dash:
        return {"twenty": 20, "thirty": 30}.get(tens, 0) + _UNITS.get(unit, 0) or None
    return _ORDINALS.get(tens)


def count_of(words: str) -> int | None:
    """The value of "180", "ten", "twenty-four" or "one hundred and eighty" before "days"."""
    if words.isdigit():
        return int(words)
    known = NUMBERS.get(words) or CARDINALS.get(words)
    if known is not None:
        return known
    tens, dash, unit = words.partition("-")
    if dash and tens in CARDINALS and unit in CARDINALS:
        return CARDINALS[tens] + CARDINALS[unit]
    return hundred(words) if words.startswith("one hundred") else None


def hundred(words: str) -> int:
    """The value of the two terms above a hundred that instruments have: 120 and 180."""
    return 180 if "eighty" in words else 120
