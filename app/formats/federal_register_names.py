"""How the Federal Register names things: numbers, kinds, agencies, parts, dockets, days."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from app.domain.documents import Kind
from app.domain.ids import DocumentId, SourceKey, document_id
from app.formats.plain_text import one_line
from app.vocabulary.agencies import agency_of
from app.vocabulary.docket_agencies import is_docket

KEY: Final = SourceKey("us-fr")
NUMBERS_REUSED_BEFORE: Final = 2016

CfrPart = str

_NUMBER = re.compile(r"(?:[CR]\d+-)?[A-Z]{0,2}\d{0,4}-\d[\d-]*[a-z]?", re.IGNORECASE)
_MODERN = re.compile(r"((?:[CR]\d+-)?(?:19|20)\d\d)-(\d{1,5})")
_YEAR = re.compile(r"(?:[CR]\d+-)?((?:19|20)\d\d)-")
_CORRECTS = re.compile(r"[CR]\d+-(.+)")
_CFR = re.compile(r"(\d+)\s+CFR\s+(?:Chapters?\s+[IVXLC]+,?\s*)?Parts?\s+([^;.]*)", re.IGNORECASE)
_PART = re.compile(r"\d+[A-Za-z]?(?:[-–]\d+[A-Za-z]?)?")
_RIN = re.compile(r"\b(\d{4})\s*[-–]\s*([A-Z]{2})\s*[-–]?\s*(\d{2,3})\b")
_PRINTED_DAY = re.compile(r"([A-Z][a-z]+)\.?\s+(\d{1,2}),\s+(\d{4})")
_MONTHS: Final = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}
# Title 41 numbers its parts with a hyphen (60-1); elsewhere a hyphen is a range of parts.
_HYPHENATED_TITLES: Final = frozenset(("41",))

KINDS: Final = {
    "rule": Kind.RULE,
    "proposed rule": Kind.PROPOSED_RULE,
    "notice": Kind.NOTICE,
    "sunshine act document": Kind.NOTICE,
    "presidential document": Kind.PRESIDENTIAL,
    "prorule": Kind.PROPOSED_RULE,
    "presdocu": Kind.PRESIDENTIAL,
}
PRESIDENTIAL_TYPES: Final = {
    "executive order": "executive_order",
    "proclamation": "proclamation",
    "memorandum": "presidential_memorandum",
    "determination": "presidential_determination",
    "presidential determination": "presidential_determination",
    "notice": "presidential_notice",
}
# First match wins: a caption such as "Interim final rule; correction" is a correction.
_RULE_TYPES: Final = (
    ("correcting amendment", "correcting_amendment"),
    ("correction", "correcting_amendment"),
    ("withdrawal", "withdrawal"),
    ("interim final rule", "interim_final_rule"),
    ("direct final rule", "direct_final_rule"),
    ("temporary final rule", "temporary_rule"),
    ("temporary rule", "temporary_rule"),
    ("final rule", "final_rule"),
)
_PROPOSED_TYPES: Final = (
    ("withdrawal", "withdrawal"),
    ("extension of comment period", "notice_comment_extension"),
    ("advance notice of proposed", "anprm"),
    ("notice of inquiry", "notice_of_inquiry"),
    ("proposed rule", "proposed_rule"),
)
_NOTICE_TYPES: Final = (
    ("extension of comment period", "notice_comment_extension"),
    ("notice of inquiry", "notice_of_inquiry"),
    ("withdrawal", "withdrawal"),
    ("notice", "notice"),
)
_TYPES: Final = {
    Kind.RULE: _RULE_TYPES,
    Kind.PROPOSED_RULE: _PROPOSED_TYPES,
    Kind.NOTICE: _NOTICE_TYPES,
}
# The Register turns most names round ("Industry and Security Bureau"), but not these.
_SLUGS: Final = {
    "office of the comptroller of the currency": "comptroller-of-the-currency",
    "office of national drug control policy": "office-of-national-drug-control-policy",
    "department of the army, corps of engineers": "engineers-corps",
}
_HOMELAND = re.compile(r"(?:immigration and customs|citizenship and|customs and border)\b")
_TURNED = re.compile(
    r"^(department|bureau|office|administration|agency)\s+(?:of|for)\s+(?:the\s+)?"
)


def clean_number(written: str) -> str | None:
    """A document number as the Register writes it today, or `None` where this is none.

    Public inspection and the printed issue may pad the same number differently
    (`2026-9958`, `2026-09958`); since numbers are unique they are padded to five figures.
    """
    number = one_line(written).replace("–", "-").strip()
    if not _NUMBER.fullmatch(number):
        return None
    modern = _MODERN.fullmatch(number)
    if modern and int(modern.group(1)[-4:]) >= NUMBERS_REUSED_BEFORE:
        return f"{modern.group(1)}-{modern.group(2):0>5}"
    return number


def numbers_may_repeat(number: str, *, known_by: date | None) -> bool:
    """Whether a document is from the years in which numbers were given twice.

    `known_by` is its day of publication or filing, whichever is known. A number that carries a
    year settles the question where no day does.
    """
    if known_by is not None:
        return known_by.year < NUMBERS_REUSED_BEFORE
    year = _YEAR.match(number)
    return year is None or int(year.group(1)) < NUMBERS_REUSED_BEFORE


def register_id(number: str, published_on: date | None) -> DocumentId:
    """A document's id: its number, with the day of publication where numbers were reused."""
    if published_on is not None and published_on.year < NUMBERS_REUSED_BEFORE:
        return document_id(KEY, f"{number}.{published_on.isoformat()}")
    return document_id(KEY, number)


def corrected_number(number: str) -> str | None:
    """The number an erratum (`C1-…`) or a republication (`R1-…`) of the Register speaks of."""
    found = _CORRECTS.fullmatch(number)
    return found.group(1) if found else None


def type_of(
    kind: Kind, number: str, *, action: str | None = None, subtype: str | None = None
) -> str | None:
    """The fine type, only where the publisher's own words say it plainly; else `None`."""
    if number.upper().startswith("C") and corrected_number(number):
        return "ofr_correction"
    if kind is Kind.PRESIDENTIAL:
        return PRESIDENTIAL_TYPES.get((subtype or "").lower())
    caption = one_line(action or "").lower()
    return next((type_ for words, type_ in _TYPES.get(kind, ()) if words in caption), None)


def agency_slug(name: str) -> str:
    """An agency's slug from its printed name, by the Register's own habit of turning it round."""
    known = agency_of(name)
    if known is not None and known.federal_register:
        return known.federal_register
    plain = one_line(name).rstrip(".").lower()
    if plain in _SLUGS:
        return _SLUGS[plain]
    plain = re.sub(r"^(?:u\.s\.|united states)\s+", "", plain)
    if _HOMELAND.match(plain):
        plain = f"u s {plain}"
    turned = _TURNED.match(plain)
    if turned:
        plain = f"{plain[turned.end() :]} {turned.group(1)}"
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("’", "")).strip("-")


def cfr_parts(captions: Iterable[str]) -> tuple[CfrPart, ...]:
    """Parts named by captions such as `15 CFR Parts 742 and 744`, as `15/742`, `15/744`.

    Of a range its two ends are named: which parts lie between, the caption does not say.
    """
    return tuple(dict.fromkeys(part for caption in captions for part in _parts(caption)))


def _parts(caption: str) -> Iterator[CfrPart]:
    for found in _CFR.finditer(caption):
        title, listed = found.groups()
        for part in _PART.findall(listed):
            plain = part.replace("–", "-")
            ends = [plain] if title in _HYPHENATED_TITLES else plain.split("-")
            yield from (f"{title}/{end}" for end in ends)


def docket_ids(captions: Iterable[str]) -> tuple[str, ...]:
    """Docket numbers as the agency spells them, one for each part of a bracketed caption.

    What else stands in such brackets (an amendment's number, a form's) is no docket.
    """
    parts = (part.strip() for caption in captions for part in caption.strip("[] ").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part and is_docket(part)))


def rins(captions: Iterable[str]) -> tuple[str, ...]:
    """Regulation identifier numbers in their one form, `0694-AJ74`."""
    found = (match for caption in captions for match in _RIN.finditer(caption.upper()))
    return tuple(dict.fromkeys(f"{a}-{b}{c}" for a, b, c in (match.groups() for match in found)))


def printed_day(words: str) -> date | None:
    """The first day written out in some words (`Monday, February 12, 2024`)."""
    for found in _PRINTED_DAY.finditer(words):
        month = found.group(1).lower()
        if month not in _MONTHS:
            continue
        try:
            return date(int(found.group(3)), _MONTHS[month], int(found.group(2)))
        except ValueError:
            continue
    return None
