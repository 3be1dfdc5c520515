"""Which language a text is in, said only when its letters or its commonest words make it sure."""

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_NOT_RUSSIAN = re.compile("[іїєґўј]", re.IGNORECASE)
_NOT_ARABIC = re.compile("[\u067e\u0686\u0698\u06af\u06cc\u06d2]")
# Words that are frequent in one of these languages and rare in the others.
_COMMON = {
    "en": "the and of to that is was for with are this be by have has from will not which its",
    "de": "der die das und ist nicht ein eine mit auf für sich dem den von werden wird auch zu im",
    "fr": "le les des est et une dans pour que qui sur pas avec du au par sont ses cette ont",
    "es": "el los las del que una por con para se su es como más pero sus fue ha este entre",
    "it": "il di che della per una sono con non gli del alla più le nel dei anche è ha ai",
    "pt": "o os que uma não para com do da dos das em por mais foi ao são é na no como",
    "nl": "het een van en dat niet op te zijn voor met aan er ook als bij naar wordt om deze",
    "pl": "w na i się że do nie jest z to jak od po przez dla oraz jego są który będzie",
}
_STOP_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 4000
_ENOUGH_WORDS = 20
_ENOUGH_SHARE = 0.12
_CLEAR_LEAD = 1.5


def stated_language(tag: str | None) -> str | None:
    """The language of a tag such as `en-US`, as its primary subtag; `None` where it names none."""
    primary = re.split(r"[-_;,\s]", (tag or "").strip().lower(), maxsplit=1)[0]
    known = re.fullmatch(r"[a-z]{2,3}", primary) and primary not in ("und", "mul", "zxx")
    return primary if known else None


def language_of(text: str, stated: str | None = None) -> str | None:
    """The language a publisher states, unless the letters themselves say otherwise.

    Feeds copied from a template often state English over Chinese text: the script wins.
    """
    by_script = _by_script(text[:_LOOKED_AT])
    named = stated_language(stated)
    if by_script and (named is None or named in _STOP_WORDS):
        return by_script
    return named or _by_words(text[:_LOOKED_AT])


def _by_script(text: str) -> str | None:
    # Most texts hold no sign of another script at all, and then nothing has to be counted.
    if text.isascii() or not any(script.search(text) for _, script in _SCRIPTS):
        return None
    letters = len(_LETTER.findall(text))
    if letters < 4:
        return None
    for language, script in _SCRIPTS:
        share = len(script.findall(text)) / letters
        # Japanese is recognised by its kana among Chinese characters, so less of it suffices.
        if share < (0.1 if language == "ja" else 0.4):
            continue
        if language == "ru" and _NOT_RUSSIAN.search(text):
            return None
        if language == "ar" and _NOT_ARABIC.search(text):
            return None
        return language
    return None


def _by_words(text: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _ENOUGH_WORDS:
        return None
    told = Counter(words)
    counts = sorted(
        (
            (sum(told[word] for word in common & told.keys()), name)
            for name, common in _STOP_WORDS.items()
        ),
        reverse=True,
    )
    (best, language), (second, _) = counts[0], counts[1]
    sure = best >= _ENOUGH_SHARE * len(words) and best >= _CLEAR_LEAD * second
    return language if sure else None
