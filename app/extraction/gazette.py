"""What the Federal Register numbers: pages, documents, regulation identifiers and dockets."""

import re
from collections.abc import Iterator
from typing import Final

from app.domain.citations import Setting
from app.domain.references import (
    Family,
    NumberedReference,
    docket_number,
    fr_document_number,
)
from app.extraction.scan import SEPARATOR, Found, near
from app.vocabulary.docket_agencies import docket_agencies, is_docket

_FIRST_VOLUME_YEAR: Final = 1935
_LAST_VOLUME: Final = 165
_PAGE: Final = re.compile(
    r"(?:(?<![\d.,:/$-])|(?<=/\d\d\.)|(?<=/\d{4}\.))"
    r"(\d{1,3})\s?(?:FR|F\.\s?R\.|Fed\.?\s?Reg\.?|Federal "
    r"Register)\s?(?:at\s|p\.\s?|page\s)?"
    r"(\d{1,3},\d{3}|\d{1,6})(?![\d%]|,\d{3}|\.\d)(?!\s?[-\u2010-\u2014]?\s?[A-Z]{2}\d)"
    r"(?:\s?[-\u2010-\u2014]\s?(\d{1,3},\d{3}|\d{1,6})(?![\d]))?"
)
# Executive orders are reprinted year by year: "3 CFR, 2001 Comp., p. 783".
_COMPILED: Final = re.compile(
    r"(?<!\d)(\d{1,2}) CFR,? (\d{4}(?:-\d{4})?) Comp\.(?:,? p\. (\d{1,4}))?"
)
_LINK: Final = re.compile(
    r"federalregister\.gov/(?:d"
    r"|documents/\d{4}/\d{1,2}/\d{1,2})/((?:[CR]\d-)?[A-Z]?\d{1,4}-\d{1,5})"
    r"|govinfo\.gov/link/fr/(\d{1,3})/(\d{1,6})"
)
_NUMBER: Final = (
    r"(?:[CR]\d-)?(?:[A-Z]\d?|\d{2,4})[-\u2010-\u2014]\d{1,6}(?![\d-]|[\u2010-\u2014]\d)"
)
_NUMBER_AT: Final = re.compile(_NUMBER)
_DOCUMENT: Final = re.compile(
    r"\bF\.?R\.?\s?[Dd]oc(?:ument|s|uments)?s?\b\.?:?\s?(?:[Nn](?:umber|o)s?\b\.?:?\s?)?"
    rf"(?={_NUMBER})"
    r"|\b[Ff]ederal\s+[Rr]egister\s+[Dd]oc(?:uments?|\.)\s+(?:[Nn](?:umber|o)s?\b\.?:?\s*)?"
    rf"(?={_NUMBER})"
)
_RIN: Final = re.compile(
    r"\bRINs?\b:?\s*(?:[Nn]os?\.?\s*)?(?=\d{4}\s?[-\u2010-\u2014])"
    r"|\bRegulation(?:al)? Identifi(?:er|cation) "
    r"Numbers?:?\s*(?:\(RINs?\):?\s*)?(?=\d{4}\s?[-\u2010-\u2014])"
)
_RIN_NUMBER: Final = re.compile(
    r"(\d{4})\s?[-\u2010-\u2014]\s?([A-Z]{2})[-\u2010-\u2014 ]?(\d{2,3})(?!\w)"
)
# Some preambles print the number on a line of its own, without the word.
_RIN_ALONE: Final = re.compile(r"^(\d{4})[-\u2010-\u2014]([A-Z]{2}\d{2})$", re.MULTILINE)
# Agencies of the field, whose identifiers are known where no word says what they are.
_FIELD_AGENCIES: Final = ("0694", "0605", "1400", "1505", "1515", "1901")
_BARE_RIN: Final = re.compile(
    r"(?<![\w.-])(0694|0605|1400|1505|1515|1901)([-\u2010-\u2014])([A-Z]{2}\d{2,3})(?![\w-])"
)
_ONLINE: Final = re.compile(
    r"(?<![\w/.@-])[A-Z][A-Z0-9]{1,9}(?:[-\u2010-\u2013_][A-Z0-9]{1,9}){0,3}[-\u2010-\u2013]"
    r"(?:19[89]\d|20\d\d)(?:[-\u2010-\u2013](?:[A-Z]{1,2}|0\d{3}))?[-\u2010-\u2013]\d{4,5}"
    r"(?:[-\u2010-\u2013]\d{4,6})?(?![\w]|[-\u2010-\u2013]\d)"
)
_DOCKET: Final = re.compile(
    r"\b[Dd](?:ocket|OCKET)s?\s+(?:(?:ID|Id|[Nn]umbers?|[Nn]os?\b\.?|NOS?\b\.?)[ "
    r",:]*)+(?:ID\s*)?#?\s*"
)
_DOCKET_NUMBER: Final = re.compile(
    r"(?=[A-Z\d/&() .\u2010-\u2014_-]{0,24}\d)"
    r"(?:[A-Z]{2,6}\s(?=\d))?[A-Z\d][A-Za-z\d]*(?:[-\u2010-\u2013_/.][A-Za-z\d]+)*"
)
_BRACKETED: Final = re.compile(
    r"^\[(?!FR\s|Insert|Reserved|\d+\s?FR|Editor|Amended|Removed|Filed)([^\]\n]{4,160})\]\s*$",
    re.MULTILINE,
)
_PREAMBLE: Final = 4_000
_HEAD_WITHOUT_END: Final = 500
# Above this line of a printed document a line in brackets is the agency's own number for it.
_HEAD_ENDS: Final = re.compile(r"^(?:AGENCY|ACTION|SUMMARY|DATES):", re.MULTILINE)
_BRACKET_PARTS: Final = re.compile(r"[^;]+")
# The codes of an agency's accounts, which some print where others print a docket.
_ACCOUNTS: Final = re.compile(r"(?:[A-Z\d]{5,}\s+){2,}[A-Z\d]{5,}")
_DOCKET_WORD: Final = re.compile(
    r"\b(?:Docket|DOCKET|FRL|RIN)\b|[A-Z]{2,6}[-\u2010-\u2013]\d|\d{6}-\d{4}"
)


def pages(text: str) -> Iterator[Found]:
    """As in "90 FR 4544", "75 Fed. Reg. 28404", and addresses that name a page or a document."""
    for found in near(text, _PAGE, ("FR", "F.R", "F. R", "Fed"), 5):
        volume, first, last = found.groups()
        if not 1 <= int(volume) <= _LAST_VOLUME:
            continue
        through = _page(volume, last) if last and _later(first, last) else None
        end = found.end() if through else found.end(2)
        yield Found(found.start(), end, _page(volume, first), "fr/page", "exact", through)
    for found in near(text, _COMPILED, ("Comp",), 16):
        page = f"/{found.group(3)}" if found.group(3) else ""
        number = f"{found.group(1)}/{found.group(2)}{page}"
        target = NumberedReference(Family.COMPILATION, number)
        yield Found(found.start(), found.end(), target, "cfr-comp/page", "exact")
    for link in near(text, _LINK, ("federalregister.gov/", "govinfo.gov/link"), 0, 120):
        if link.group(1):
            target = NumberedReference(Family.FR_DOCUMENT, fr_document_number(link.group(1)))
            yield Found(link.start(1), link.end(1), target, "frdoc/address", "exact")
        else:
            yield Found(link.start(), link.end(), _page(*link.group(2, 3)), "fr/address", "exact")


def documents(text: str) -> Iterator[Found]:
    """As in "FR Doc. 2024-28270", "FR Docs. 2024-1 and 2024-2"; a bare pair of years is none."""
    for head in near(text, _DOCUMENT, ("Doc", "doc"), 24):
        begin, at = head.start(), head.end()
        while number := _NUMBER_AT.match(text, at):
            reference = NumberedReference(Family.FR_DOCUMENT, fr_document_number(number.group()))
            yield Found(begin, number.end(), reference, "frdoc/worded", "exact")
            separator = SEPARATOR.match(text, number.end())
            if separator is None or separator.group("range"):
                break
            begin = at = separator.end()


def identifiers(text: str) -> Iterator[Found]:
    """As in "RIN 0694-AJ74", "RINs 0694-AJ74 and 1400-AF12"."""
    done = 0
    for head in near(text, _RIN, ("RIN", "dentif"), 16):
        begin, at = head.start(), head.end()
        if begin < done:
            continue
        while number := _RIN_NUMBER.match(text, at):
            agency, letters, figures = number.groups()
            reference = NumberedReference(Family.RIN, f"{agency}-{letters}{figures}")
            done = number.end()
            yield Found(begin, done, reference, "rin/worded", "exact")
            separator = SEPARATOR.match(text, number.end())
            if separator is None:
                break
            again = _RIN.match(text, separator.end())
            begin = separator.end()
            at = again.end() if again else begin
    for alone in _RIN_ALONE.finditer(text, 0, min(len(text), _PREAMBLE)):
        reference = NumberedReference(Family.RIN, f"{alone.group(1)}-{alone.group(2)}")
        yield Found(alone.start(), alone.end(), reference, "rin/own-line", "worded")
    for bare in near(text, _BARE_RIN, _FIELD_AGENCIES, 0):
        reference = NumberedReference(Family.RIN, f"{bare.group(1)}-{bare.group(3)}")
        yield Found(bare.start(), bare.end(), reference, "rin/known-agency", "bare")


def dockets(text: str, setting: Setting) -> Iterator[Found]:
    """As in "BIS-2022-0025", "[Docket No. 241119-0296]", "Docket Numbers 1 and 2"."""
    head = _HEAD_ENDS.search(text, 0, min(len(text), _PREAMBLE))
    stop = 0 if setting.codified else min(len(text), _PREAMBLE)
    for line in _BRACKETED.finditer(text, 0, stop):
        above = line.start() < (head.start() if head else _HEAD_WITHOUT_END)
        if above or _DOCKET_WORD.search(line.group(1)):
            yield from _bracketed(line)
    for head in near(text, _DOCKET, ("ocket", "OCKET"), 1):
        yield from _listed(text, head)
    for online in near(
        text, _ONLINE, ("-20", "-19", "\u201020", "\u201120", "\u201320", "\u201319"), 44
    ):
        number = docket_number(online.group())
        if number.partition("-")[0].partition("_")[0] not in docket_agencies():
            continue
        reference = NumberedReference(Family.DOCKET, number)
        yield Found(online.start(), online.end(), reference, "docket/online", "worded")


def _listed(text: str, head: re.Match[str]) -> Iterator[Found]:
    begin, at = head.start(), head.end()
    while number := _DOCKET_NUMBER.match(text, at):
        written = number.group().rstrip(".")
        if not any(sign.isdigit() for sign in written):
            break
        end = number.start() + len(written)
        reference = NumberedReference(Family.DOCKET, docket_number(written))
        yield Found(begin, end, reference, "docket/worded", "exact")
        separator = SEPARATOR.match(text, end)
        if separator is None or separator.group("range"):
            break
        begin = at = separator.end()
        following = _DOCKET_NUMBER.match(text, at)
        # A list of dockets goes on with a number of the same build, not with any word.
        if following is None or not _alike(written, following.group()):
            break


def _alike(known: str, further: str) -> bool:
    build = [
        re.sub(r"\d+", "0", re.sub(r"[A-Z]+", "A", word.strip("."))) for word in (known, further)
    ]
    return build[0] == build[1]


def _bracketed(line: re.Match[str]) -> Iterator[Found]:
    for part in _BRACKET_PARTS.finditer(line.group(1)):
        words = part.group().strip()
        if not any(sign.isdigit() for sign in words) or not is_docket(words):
            continue
        if _ACCOUNTS.fullmatch(words):
            continue
        start = line.start(1) + part.start() + part.group().index(words)
        reference = NumberedReference(Family.DOCKET, docket_number(words))
        yield Found(start, start + len(words), reference, "docket/bracketed", "exact")


def _page(volume: str, page: str) -> NumberedReference:
    return NumberedReference(Family.FR, f"{int(volume)}/{int(page.replace(',', ''))}")


def _later(first: str, last: str) -> bool:
    return int(last.replace(",", "")) >= int(first.replace(",", ""))
