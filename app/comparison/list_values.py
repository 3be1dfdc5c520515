"""When two ways of writing a value of a list say the same: publishers re-type what they re-issue.

Signs, spaces, case and the order of what stands side by side are a typist's; letters and figures
are the publisher's. Accents are letters: dropping one may name another person.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

_WORDS = re.compile(r"[^\W_]+")
# "U.S.A." and "L.L.C." are one word each, whoever printed the points.
_POINTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
# A point or comma between figures is part of the number; every other sign is noise.
_NUMBER = re.compile(r"(?<=\d)[.](?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_BETWEEN = re.compile(r"[;—–|]|\s-\s|\band\b|\bor\b|,", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-f]{24,}")
_ADDRESS: Final = "address"
# Short forms of addresses that a publisher's clerk writes out one day and not the next.
_SHORT: Final = {
    "st": "street",
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "bldg": "building",
    "blvd": "boulevard",
    "dist": "district",
    "fl": "floor",
    "flr": "floor",
    "rm": "room",
    "ste": "suite",
    "apt": "apartment",
    "prov": "province",
    "po": "p o",
    "no": "number",
}


def folded(value: str, *, of: str = "") -> str:
    """A value without what a typist may change; `of` is the heading it stands under."""
    plain = unicodedata.normalize("NFKC", value).casefold()
    plain = _POINTED.sub(lambda found: found.group().replace(".", ""), plain)
    plain = _THOUSANDS.sub("", plain)
    plain = _NUMBER.sub("·", plain)
    words = re.findall(r"[^\W_]+(?:·[^\W_]+)*", plain)
    if _ADDRESS in of.casefold():
        words = [_SHORT.get(word, word) for word in words]
    return " ".join(words)


@lru_cache(maxsize=1024)
def heading_key(heading: str) -> str:
    """A heading without its case, its signs and its plural."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", heading).casefold())
    return " ".join(word.removesuffix("es") if word == "addresses" else word for word in words)


def pieces(value: str, *, of: str = "") -> Counter[str]:
    """What stands side by side in a value, in no order: "a; and b" holds what "b; a" holds."""
    said = (folded(piece, of=of) for piece in _BETWEEN.split(value))
    return Counter(piece for piece in said if piece)


def is_digest(value: str) -> bool:
    """Whether a value is a digest, which names the bytes of a row and nothing in the world."""
    return _DIGEST.fullmatch(value.strip().casefold()) is not None
