"""GPO's page of one document of the Federal Register: its printed words in one block."""

import html
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.federal_register_names import printed_day
from app.formats.plain_text import normalise

_BLOCK = re.compile(r"<pre[^>]*>(.*)</pre>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_NUMBER = re.compile(r"\[FR Doc\.? No:?\s*([^\]\s]+)\s*\]", re.IGNORECASE)
_VOLUME = re.compile(r"\[Federal Register Volume \d+, (?:Number|No\.) \d+ \(([^)]*)\)\]")
_MARKS: Final = (b"[Federal Register Volume", b"[FR Doc No:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Granule:
    """One document's words with the number and day that stand in their head."""

    number: str
    published_on: date | None
    text: str


def looks_like_granule(body: bytes) -> bool:
    """Whether bytes are such a page; never raises."""
    head = body[:4096]
    return b"<pre" in head.lower() and all(mark in head for mark in _MARKS)


def granule_of(body: bytes, *, where: str) -> Granule:
    """The document on a page; a page without one, or cut short, is a `FormatError`."""
    page = decode(body).text
    block = _BLOCK.search(page)
    if block is None:
        raise FormatError(f"{where}: no block of printed words to its end; fetch it again")
    text = normalise(html.unescape(_TAG.sub("", block.group(1))))
    number = _NUMBER.search(text)
    if number is None:
        raise FormatError(f"{where}: no number of a document in its head; compare with GPO's form")
    volume = _VOLUME.search(text)
    return Granule(
        number=number.group(1),
        published_on=printed_day(volume.group(1)) if volume else None,
        text=text,
    )
