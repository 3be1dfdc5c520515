"""What a person means who types only a reference, in any case and with words left out."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from app.domain.citations import Setting
from app.domain.references import Reference
from app.extraction.citations import find_citations

_LONGEST: Final = 160
# A part without a title is of the regulations of the field; any other title has to be said.
_PARTS: Final = (
    (range(730, 775), 15),
    (range(120, 131), 22),
    (range(500, 600), 31),
    (range(800, 803), 31),
    (range(850, 851), 31),
    (range(110, 111), 10),
    (range(810, 811), 10),
)
_SIGN: Final = re.compile(r"[\d§]|\b[ivx]+\b|\bact\b|exception|group|公告", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![\d.-])(\d{3})(?![\d-])")
_PLACE: Final = re.compile(
    r"(?:§§?\s*|(?:sec(?:tion|\.)?|part)\s+)?(?P<number>\d{3}(?:\.\d[\w-]*)?)"
    r"(?P<marks>(?:\s?\(\w{1,5}\))*)",
    re.IGNORECASE,
)
_KEYED: Final = re.compile(r"(\d{1,2})\s?/\s?(?=(\d{1,4})(\.\d|$))")
# How people type what is printed otherwise; each is read in any case.
_SPELT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), printed)
    for pattern, printed in (
        (r"(?<=\d)\s*c\.?\s?f\.?\s?r\b\.?\s*", " CFR "),
        (r"(?<=\d)\s*(?:f\.?\s?r\.?|fed\.?\s?reg\.?|federal register)\s*(?=\d)", " FR "),
        (r"(?<=\d)\s*u\.?\s?s\.?\s?c\b\.?\s*", " U.S.C. "),
        (r"(?<=\d)\s*stat\.?\s*(?=\d)", " Stat. "),
        (r"^f\.?\s?r\.?\s?doc(?:ument)?s?\.?\s*(?:no\.?\s*)?", "FR Doc. "),
        (r"^rin:?\s*(?=\d)", "RIN "),
        (r"\bsupp(?:l|lement)?s?\b\.?\s*(?:nos?\b\.?\s*)?(?=\d)", "Supplement No. "),
        (r"(?<=Supplement No\. \d)\s*(?:,|to|of)?\s*(?:part)?\s*(?=\d{3})", " to part "),
        (
            r"\b(appendix|subpart)\s+([a-z])\s*(?:,|to|of)?\s*(?:part)?\s*(?=\d{3})",
            r"\1 \2 of part ",
        ),
        (
            r"^(?:e\.?\s?o\.?|executive order|exec\.? order)\s*(?:no\.?\s*)?(?=\d)",
            "Executive Order ",
        ),
        (r"^(?:proc\.?|proclamation)\s*(?:no\.?\s*)?(?=\d)", "Proclamation "),
        (r"^(?:p\.?\s?l\.?|pub\.?\s?l\.?|public law)\s*(?:no\.?\s*)?(?=\d{2,3}-)", "Pub. L. "),
        (
            r"^(?:usml\s*,?\s*(?:cat(?:egory|\.)?)?|cat(?:egory|\.)?)\s*(?=[ivx]+\b)",
            "USML Category ",
        ),
        (r"^(?:country\s+)?groups?\s+(?=[a-e]\b)", "Country Group "),
        (r"^licen[cs]e\s+exception\s+", "License Exception "),
        (r"^eccns?:?\s*(?=\d|ear99)", ""),
        (r"^(?:s\.?i\.?|statutory instrument)\s*(?:no\.?\s*)?(?=\d{4})", "SI "),
        (r"^(?:nte|notice to exporters)\s*(?:no\.?\s*)?(?=\d{4})", "NTE "),
        (r"^oj\s+([lc])\s*[/,]?\s*(?=\d)", r"OJ \1, "),
        (r"^mofcom\b", "MOFCOM"),
        (r"\b(?:announcement)\s+(\d{1,3})\s*(?:of|/)\s*(?=20\d\d)", r"Announcement No. \1 of "),
        (r"\bear\b", "EAR"),
        (r"\bitar\b", "ITAR"),
    )
)
_UPPER: Final = (
    re.compile(r"(?<=USML Category )[ivx]+", re.IGNORECASE),
    re.compile(r"(?<=OJ )[lc]", re.IGNORECASE),
    re.compile(r"(?<=Country Group )[a-e]", re.IGNORECASE),
    re.compile(r"(?<=License Exception )[a-z]{3}\b", re.IGNORECASE),
    re.compile(r"(?<=[Aa]ppendix )[a-z]\b|(?<=[Ss]ubpart )[a-z]\b", re.IGNORECASE),
    re.compile(r"(?<![\w.-])\d[a-e](?=\d{3}(?!\d))", re.IGNORECASE),
    re.compile(r"(?<=\d{4}-)[a-z]{2}(?=\d\d)", re.IGNORECASE),
    re.compile(r"^[a-e](?=:\d$)", re.IGNORECASE),
    re.compile(r"^[0-9][0-9]{4}[rldheq](?=\d{4})", re.IGNORECASE),
    re.compile(r"^[a-z]{2,6}(?=-(?:19|20)\d\d-\d{4})", re.IGNORECASE),
    re.compile(r"^pl(?=\d{4})", re.IGNORECASE),
    re.compile(r"^ear(?=99$)", re.IGNORECASE),
)
# A bare number is of the family whose numbers look so, and of no other.
_BARE: Final = tuple(
    (re.compile(pattern), before)
    for pattern, before in (
        (r"\d[A-E]\d{3}\b.*|EAR99", "ECCN "),
        (r"\d{4}-[A-Z]{2}\d{2,3}", "RIN "),
        (r"20\d\d-(?:\d{5}|(?!(?:19|20)\d\d$)\d{1,4})", "FR Doc. "),
        (r"(?:[CR]\d-)?(?:[A-Z]\d|\d\d)-\d{1,6}|[CR]\d-\d{4}-\d{4,5}", "FR Doc. "),
        (r"[A-E]:[1-6]", "Country Group "),
        (r"[A-Z]{3}", "License Exception "),
        (r"(?:19|20)\d\d/\d{3,4}", "SI "),
        (r"20\d\d/\d{1,4}", "Regulation (EU) "),
        (r"20\d\d/\d{1,2}", "NTE "),
        (r"\d{6}-\d{4}|[A-Z]{2,6}-(?:19|20)\d\d-\d{4}", "Docket No. "),
    )
)


class AskedReference(NamedTuple):
    """What was meant: a reference, and the far end where a range was typed."""

    reference: Reference
    through: Reference | None = None


def asked_reference(words: str) -> Reference | None:
    """The one reference that these words name and nothing else, such as "744.11(c)", "3A090.a",
    "90 FR 4544" or "Supplement No. 4 to part 744"; `None` for a range, which is not one."""
    found = asked_references(words)
    return found[0].reference if found and found[0].through is None else None


def asked_references(words: str) -> tuple[AskedReference, ...]:
    """All that these words may name, the likeliest first: "2021/821" is one of two acts.

    A part or section without a title is of the regulations of the field where they have it.
    """
    asked = " ".join(words.split()).strip("\"'“”").rstrip(" ,;:.")
    if not asked or len(asked) > _LONGEST or not (_SIGN.search(asked) or asked.isupper()):
        return ()
    found: dict[str, AskedReference] = {}
    printed = _printed(asked)
    for before, spoken, setting in _spoken(printed):
        one = _whole(before, spoken, setting)
        if one is not None:
            found.setdefault(one.reference.key, one)
    return tuple(found.values())


def _printed(asked: str) -> str:
    """The same words as they would be printed."""
    for pattern, printed in _SPELT:
        asked = pattern.sub(printed, asked)
    for pattern in _UPPER:
        asked = pattern.sub(lambda found: found.group().upper(), asked)
    return " ".join(asked.split()).replace(" ,", ",")


def _spoken(asked: str) -> Iterator[tuple[str, str, Setting | None]]:
    yield "", asked, None
    if place := _PLACE.fullmatch(asked):
        title = _title_of(place.group("number"))
        if title is not None:
            yield f"{title} CFR ", place.group("number") + place.group("marks"), None
    elif named := _NUMBER.search(asked):
        title = _title_of(named.group(1))
        if title is not None:
            yield "", asked, Setting(title=title, part=named.group(1))
            yield f"{title} CFR ", asked, None
    keyed = _KEYED.match(asked)
    if keyed and (keyed.group(3) or _title_of(keyed.group(2)) == int(keyed.group(1))):
        yield "", _KEYED.sub(r"\1 CFR ", asked, count=1), None
    for pattern, before in _BARE:
        if pattern.fullmatch(asked):
            yield before, asked, None


def _whole(before: str, spoken: str, setting: Setting | None) -> AskedReference | None:
    """What the words name if they name it from their first sign to their last."""
    text = before + spoken
    found = find_citations(text, context=setting)
    if not found or found[0].start not in (0, len(before)) or found[-1].end != len(text):
        return None
    first = found[0]
    if len(found) == 1 and first.through is None:
        return AskedReference(first.reference)
    if len(found) <= 2 and first.through is not None and found[-1].end == len(text):
        return AskedReference(first.reference, first.through)
    return None


def _title_of(number: str) -> int | None:
    part = int(number.partition(".")[0])
    return next((title for parts, title in _PARTS if part in parts), None)
