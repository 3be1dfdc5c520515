"""How text becomes words for searching, the same for documents, questions and highlights."""

import re
import unicodedata
from functools import cache

import tantivy

from app.formats.plain_text import normalise

ANALYSER = "words"
_LONGEST = 255  # a word in bytes; what is longer is no word but an encoded file

# Scripts written without spaces: Han with its extensions, kana, and Hangul, whose words carry
# their particles. Two signs side by side are the unit of search in all of them.
_CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"  # noqa: E501
_WIDE = re.compile(f"[{_CJK}\uff00-\uffef\u1100-\u11ff]")
_RUN = re.compile(f"[{_CJK}]+")


def build_analyser() -> tantivy.TextAnalyzer:
    """Runs of letters and digits, in lower case, without accents; no stems, no stop words."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


def words_of(text: str) -> list[str]:
    """The words of a text as the index holds them: "3A090.a" is two, "中国芯片" is three.

    Documents were normalised when they were read; a question comes as it was typed or pasted.
    """
    return list(_analyser().analyze(ready_to_index(normalise(text))))


def ready_to_index(text: str) -> str:
    """The text with each run of Chinese, Japanese or Korean as overlapping pairs of signs.

    Other texts come back untouched and at once, but for the dotted capital I of Turkish, which
    the engine would make two signs of and no plain letter.
    """
    if text.isascii():
        return text
    text = text.replace("\u0130", "I")
    if _WIDE.search(text) is None:
        return text
    return _RUN.sub(_pairs, unicodedata.normalize("NFKC", text))


def is_cjk(word: str) -> bool:
    """Whether a word of the index is a sign or pair of signs of such a script."""
    return _RUN.fullmatch(word) is not None


def _pairs(run: re.Match[str]) -> str:
    signs = run.group()
    if len(signs) == 1:
        return f" {signs} "
    pairs = " ".join(signs[place : place + 2] for place in range(len(signs) - 1))
    return f" {pairs} "


@cache
def _analyser() -> tantivy.TextAnalyzer:
    return build_analyser()
