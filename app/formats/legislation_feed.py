"""Atom feeds of legislation.gov.uk: instruments found or changed, and effects one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from lxml import etree

from app.domain.coverage import Account
from app.domain.documents import Capture, Issue
from app.formats.asked import without_query
from app.formats.clml import LegislationAddress, read_address
from app.formats.legal_lines import local_name
from app.formats.plain_text import normalise, one_line
from app.formats.reach import oldest_in_order
from app.formats.uk_effects import Effect, effects_in
from app.formats.written_dates import read_date

ROOT_TAG: Final = "feed"
_OWN = re.compile(rb"https?://(?:www\.)?legislation(?:\.data)?\.gov\.uk/")
_WELSH: Final = "cy"
_OF_EFFECTS: Final = "/changes/"
# Pages of a listing of what is new are read until they are older than this.
_FAR_ENOUGH: Final = timedelta(days=14)
_DAY: Final = timedelta(days=1)
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedInstrument:
    """An instrument as one entry of a feed names it."""

    where: str
    address: LegislationAddress
    main_type: str | None
    title: str | None
    url: str | None
    summary: str | None
    language: str | None
    published_on: date | None
    published_at: datetime | None
    created_on: date | None
    updated_on: date | None


def is_legislation_feed(tag: str | None, body: bytes) -> bool:
    """Whether an Atom feed is legislation.gov.uk's own: its identifiers are that site's."""
    if tag != ROOT_TAG:
        return False
    found = re.search(rb"<id>\s*([^<]{1,300})</id>", body[:65_536])
    return found is not None and _OWN.match(found[1]) is not None


def read_feed_entries(root: etree._Element) -> Iterator[FeedInstrument | Effect | Issue]:
    """The entries of a feed in its order."""
    number = 0
    for entry in root:
        if local_name(entry) != "entry":
            continue
        where = f"entry[{number}]"
        number += 1
        effects = list(effects_in(entry))
        yield from effects
        if effects:
            continue
        yield _instrument(entry, where)


def next_page(root: etree._Element) -> str | None:
    """The address of the next page of a feed."""
    for link in root:
        if local_name(link) == "link" and link.get("rel") == "next":
            return link.get("href")
    return None


def _instrument(entry: etree._Element, where: str) -> FeedInstrument | Issue:
    identity = _words(entry, "id") or ""
    path = read_address(identity)
    if path is None:
        problem = f"its identifier {identity[:120]!r} names no instrument; see the feed's address"
        return Issue(where=f"{where}.id", problem=problem, lost_record=True)
    published = read_date(_words(entry, "published") or "")
    updated = read_date(_words(entry, "updated") or "")
    summary = _child(entry, "summary")
    created = read_date(_attribute(entry, "CreationDate", "Date") or "")
    return FeedInstrument(
        where=where,
        address=path,
        main_type=_attribute(entry, "DocumentMainType", "Value"),
        title=_words(entry, "title"),
        url=_page(entry),
        summary=_paragraphs(summary) if summary is not None else None,
        language=None if _is_bilingual(entry) else "en",
        published_on=published.on if published else None,
        published_at=published.at if published else None,
        created_on=created.on if created else None,
        updated_on=updated.on if updated else None,
    )


def _child(entry: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in entry if local_name(child) == name), None)


def _words(entry: etree._Element, name: str) -> str | None:
    found = _child(entry, name)
    if found is None:
        return None
    return one_line("".join(str(piece) for piece in found.itertext()).replace("\n", " ")) or None


def _paragraphs(summary: etree._Element) -> str | None:
    blocks = [child for child in summary.iter() if local_name(child) == "p"] or [summary]
    texts = ("".join(str(piece) for piece in block.itertext()) for block in blocks)
    return normalise("\n\n".join(one_line(text.replace("\n", " ")) for text in texts)) or None


def _attribute(entry: etree._Element, name: str, attribute: str) -> str | None:
    found = _child(entry, name)
    return found.get(attribute) if found is not None else None


def _page(entry: etree._Element) -> str | None:
    """The page of the version the entry speaks of: the link without a relation."""
    links = [child for child in entry if local_name(child) == "link"]
    for relation in (None, "self"):
        for link in links:
            if link.get("rel") == relation and link.get("href"):
                return link.get("href")
    return None


def _is_bilingual(entry: etree._Element) -> bool:
    return any(element.get(_LANGUAGE) == _WELSH for element in entry.iter())


def stated_total(root: etree._Element) -> int | None:
    """How many results the publisher says there are; feeds of effects say nothing of it."""
    for element in root:
        if local_name(element) == "totalResults" and (element.text or "").strip().isdigit():
            return int((element.text or "").strip())
    return None


def feed_account(
    root: etree._Element,
    entries: Sequence[FeedInstrument | Effect | Issue],
    capture: Capture,
) -> Account:
    """What a page of a feed proves.

    A listing of what is new reaches back to its oldest entry, page by page, and further than that
    nobody has to read. The effects on an instrument are as they stand now, on all their pages.
    """
    days = [entry.published_on for entry in entries if isinstance(entry, FeedInstrument)]
    lost = sum(isinstance(entry, Issue) and entry.lost_record for entry in entries)
    flaw = f"{lost:,} of its entries could not be read" if lost else None
    has_more = next_page(root) is not None
    if any(isinstance(entry, Effect) for entry in entries) or _OF_EFFECTS in capture.place:
        oldest = None
    else:
        oldest = oldest_in_order(days)
        if oldest is None:
            flaw = flaw or "its entries stand in no order of days, so its reach is not known"
        has_more = has_more and oldest is not None and _is_near(oldest, capture)
    return Account(
        question=without_query(capture),
        first_on=oldest + _DAY if oldest is not None else None,
        records=tuple(
            (entry.address.native, entry.published_on)
            if isinstance(entry, FeedInstrument)
            else (entry.native, None)
            for entry in entries
            if not isinstance(entry, Issue)
        ),
        stated=stated_total(root) if oldest is None else None,
        more=has_more,
        flaw=flaw,
    )


def _is_near(oldest: date, capture: Capture) -> bool:
    return oldest > capture.captured_at.date() - _FAR_ENOUGH
