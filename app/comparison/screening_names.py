"""A party's name in the form in which names are compared: letters folded, legal forms apart.

Nothing here decides that two names are one party's; it says what was left out before comparing.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = re.compile(r"[’'`´ʼ]")
_POINTED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_WIDE: Final = re.compile(r"[⺀-鿿豈-﫿぀-ヿ가-힯]+")
_WIDE_FORMS: Final = re.compile("(?:股份|责任|責任)?有限(?:责任|責任)?公司$|株式会社|株式會社")
# Letters that are no base letter with an accent, as passports and gazettes write them.
_LETTERS: Final = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
        "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya", "і": "i", "ї": "i", "є": "ye", "ґ": "g", "ў": "u",
    }
)  # fmt: skip
_LEGAL_FORMS: Final = frozenset(
    (
        "co", "company", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc",
        "llp", "lp", "plc", "pte", "pty", "gmbh", "ag", "kg", "sa", "sas", "sarl", "srl",
        "spa", "sl", "bv", "nv", "ab", "as", "oy", "aps", "kk", "yk", "sdn", "bhd", "fze",
        "fzc", "fzco", "fz", "dmcc", "wll", "jsc", "ojsc", "cjsc", "pjsc", "ooo", "oao", "zao",
        "pao", "ao", "nao", "tov", "tdv", "doo", "dd", "ad", "ead", "eood", "ltda", "sia",
        "uab", "jv", "est",
    )
)  # fmt: skip
_LONG_FORMS: Final = re.compile(
    r"\b(?:(?:open |closed |public |private )?joint stock company|limited liability company|"
    r"(?:public |private )?(?:joint )?limited (?:company|partnership)|"
    r"obshchestvo s ogranichennoi otvetstvennostyu|aktsionernoe obshchestvo)\b"
)
# Words that bind others, or are left of a legal form that is not printed whole.
_SMALL_WORDS: Final = frozenset(
    ("the", "of", "and", "for", "de", "la", "el", "al", "und", "et", "joint", "stock", "liability")
)


@dataclass(frozen=True, slots=True)
class FoldedName:
    """A name as it is compared: its words in order, and what folding it took.

    `forms` are the legal forms left out; `was_folded` says that accents or a script were.
    """

    words: tuple[str, ...]
    joined: str
    forms: tuple[str, ...]
    was_folded: bool


@lru_cache(maxsize=4096)
def _folded_word(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).translate(_LETTERS)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def folded_name(name: str) -> FoldedName:
    """A name's words, folded; Chinese, Japanese and Korean as pairs of signs, as they stand."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    if "." in plain:
        plain = _POINTED.sub(lambda found: found.group().replace(".", ""), plain)
    plain = _APOSTROPHES.sub("", plain)
    text = plain if plain.isascii() else _folded_text(plain)
    long_forms = tuple(_LONG_FORMS.findall(text)) if " " in text else ()
    without = _LONG_FORMS.sub(" ", text) if long_forms else text
    words = _WORD.findall(without)
    kept = [word for word in words if word not in _LEGAL_FORMS]
    forms = (*long_forms, *(word for word in words if word in _LEGAL_FORMS))
    if not kept:
        kept, forms = _WORD.findall(text), ()
    return FoldedName(
        words=tuple(kept),
        joined="".join(kept),
        forms=forms,
        was_folded=text != plain,
    )


def small(word: str) -> bool:
    """Whether a word binds others and names nothing."""
    return word in _SMALL_WORDS


def _folded_text(plain: str) -> str:
    pieces: list[str] = []
    at = 0
    for found in _WIDE.finditer(plain):
        pieces.append(_folded_word(plain[at : found.start()]))
        signs = _WIDE_FORMS.sub("", found.group()) or found.group()
        pairs = [signs[i : i + 2] for i in range(len(signs) - 1)] or [signs]
        pieces.append(f" {' '.join(pairs)} ")
        at = found.end()
    pieces.append(_folded_word(plain[at:]))
    return "".join(pieces)
