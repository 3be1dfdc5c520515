"""What the Federal Register says of a document as an instrument, in metadata or in print."""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.documents import Kind
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate, Unsaid
from app.errors import FormatError
from app.formats.federal_register_json import agency_slugs
from app.formats.federal_register_names import (
    agency_slug,
    cfr_parts,
    clean_number,
    corrected_number,
    printed_day,
    rins,
)
from app.formats.federal_register_xml import PrintedDocument
from app.formats.records import Record

ZONE: Final = "America/New_York"
# The fields that are read here, asked for by name: without them a search gives ten of its own.
FIELDS: Final = (
    "abstract",
    "action",
    "agencies",
    "cfr_references",
    "citation",
    "comments_close_on",
    "correction_of",
    "dates",
    "docket_ids",
    "document_number",
    "effective_on",
    "end_page",
    "executive_order_number",
    "full_text_xml_url",
    "html_url",
    "presidential_document_number",
    "proclamation_number",
    "publication_date",
    "regulation_id_numbers",
    "signing_date",
    "start_page",
    "subtype",
    "title",
    "type",
)
# Addresses of renderings, counters and matters of other sources: met, and of no use here.
UNUSED: Final = (
    "body_html_url",
    "comment_url",
    "corrections",
    "disposition_notes",
    "dockets",
    "excerpts",
    "executive_order_notes",
    "explanation",
    "images",
    "images_metadata",
    "json_url",
    "mods_url",
    "not_received_for_publication",
    "page_length",
    "page_views",
    "pdf_url",
    "president",
    "public_inspection_pdf_url",
    "raw_text_url",
    "regulation_id_number_info",
    "regulations_dot_gov_info",
    "regulations_dot_gov_url",
    "significant",
    "toc_doc",
    "toc_subject",
    "topics",
    "volume",
)

_DATE_FIELDS: Final = (
    ("effective_on", "effective"),
    ("comments_close_on", "comments_close"),
    ("signing_date", "signed"),
)
_NUMBERED_PAPERS: Final = (
    ("executive_order_number", "Executive Order"),
    ("proclamation_number", "Proclamation"),
)
_PAPER = re.compile(
    r"(Executive Order|Proclamation|Presidential Determination)(?: No\.?)? ([\d-]+)"
)


def recorded_facts(item: Record, number: str) -> InstrumentFacts:
    """What a record of the API says; a field it does not carry stays `UNSAID`."""
    said = [name for name, _ in _DATE_FIELDS if name in item]
    dates = tuple(
        StatedDate(role=role, on=on)
        for name, role in _DATE_FIELDS
        if (on := item.day_or_none(name)) is not None
    )
    return InstrumentFacts(
        agencies=agency_slugs(item),
        citation=item.said_text("citation"),
        pages=_pages(item),
        number=_own_number(item) or number,
        action_caption=item.said_text("action"),
        dates=dates if said else UNSAID,
        dates_caption=item.said_text("dates"),
        rins=_rins(item),
        dockets=_dockets(item),
        cfr=_cfr(item),
        corrects=_corrects(item, number),
    )


def _pages(item: Record) -> tuple[int, int] | Unsaid | None:
    """The first and last page; none where a record gives them the wrong way round."""
    if "start_page" not in item and "end_page" not in item:
        return UNSAID
    first, last = item.whole_or_none("start_page"), item.whole_or_none("end_page")
    if first is None or first < 1:
        return None
    return (first, last) if last is not None and last >= first else (first, first)


def _own_number(item: Record) -> str | None:
    """The number a presidential paper is cited by, with its name."""
    item.known("proclamation_number", "presidential_document_number")
    for name, paper in _NUMBERED_PAPERS:
        if number := item.text_or_none(name):
            return f"{paper} {number}"
    number = item.text_or_none("presidential_document_number")
    if number and (item.text_or_none("subtype") or "").lower() == "determination":
        return f"Presidential Determination {number}"
    return None


def _rins(item: Record) -> tuple[str, ...] | Unsaid:
    said = item.said_texts("regulation_id_numbers")
    return said if isinstance(said, Unsaid) else rins(said)


def _dockets(item: Record) -> tuple[str, ...] | Unsaid:
    if "docket_ids" in item:
        item.known("docket_id")
        return item.texts("docket_ids")
    single = item.said_text("docket_id")
    return single if isinstance(single, Unsaid) else (single,) if single else ()


def _cfr(item: Record) -> tuple[str, ...] | Unsaid:
    if "cfr_references" not in item:
        return UNSAID
    parts: list[str] = []
    for cited in item.records("cfr_references"):
        title, part = cited.text_or_none("title"), cited.text_or_none("part")
        cited.known("chapter", "citation_url")
        if title and part:
            parts.extend(cfr_parts((f"{title} CFR Part {part}",)))
    return tuple(dict.fromkeys(parts))


def _corrects(item: Record, number: str) -> str | Unsaid | None:
    """The corrected document's number: from the API's link, or from a `C1-` number itself."""
    linked = item.said_text("correction_of")
    if isinstance(linked, str):
        named = re.search(r"documents/([^/?]+?)(?:\.json)?(?:\?|$)", linked)
        corrected = clean_number(named.group(1) if named else linked)
        if corrected is None:
            raise FormatError(f"{item.place('correction_of')} names no document ({linked[:80]!r})")
        return corrected
    return corrected_number(number) or linked


def paper_type(caption: str) -> str | None:
    """The sort of presidential paper a caption names, in the API's word for it."""
    found = re.match(
        r"(Executive Order|Proclamation|Presidential Determination|Memorandum|Notice)", caption
    )
    return found.group(1) if found else None


def printed_facts(printed: PrintedDocument, number: str, kind: Kind | None) -> InstrumentFacts:
    """What a printed document says in its preamble and its filing line."""
    agencies = tuple(dict.fromkeys(agency_slug(name) for name in printed.agencies))
    if kind is Kind.PRESIDENTIAL and not agencies:
        agencies = ("executive-office-of-the-president",)
    filing = printed.filing
    dates = [StatedDate(role="filed", on=filing.on)] if filing else []
    caption = printed.presidential or ""
    signed_on = printed_day(caption)
    if signed_on is not None:
        dates.append(StatedDate(role="signed", on=signed_on))
    paper = _PAPER.match(caption)
    return InstrumentFacts(
        agencies=agencies,
        citation=printed.citation or UNSAID,
        pages=printed.pages or UNSAID,
        number=f"{paper.group(1)} {paper.group(2)}" if paper else number,
        action_caption=printed.action,
        dates=tuple(dates) if dates else UNSAID,
        dates_caption=printed.dates,
        filed_at=_instant(filing.at) if filing and filing.at else UNSAID,
        rins=printed.rins,
        dockets=printed.dockets,
        cfr=printed.cfr,
        corrects=corrected_number(number) or UNSAID,
    )


def _instant(local: datetime) -> datetime:
    """An instant of the publisher's own clock, with its zone."""
    return local.replace(tzinfo=ZoneInfo(ZONE))
