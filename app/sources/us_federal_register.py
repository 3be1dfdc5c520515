"""Rules, notices and presidential documents as the Federal Register publishes them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import DocumentId
from app.domain.instruments import UNSAID, InstrumentFacts, Unsaid
from app.domain.sources import Reading, Request, Source, Words
from app.errors import FormatError
from app.formats.federal_register_facts import ZONE, paper_type, printed_facts, recorded_facts
from app.formats.federal_register_json import (
    documents_of,
    identity_of,
    looks_like_register_json,
)
from app.formats.federal_register_names import (
    KEY,
    KINDS,
    agency_slug,
    clean_number,
    numbers_may_repeat,
    register_id,
    type_of,
)
from app.formats.federal_register_xml import ROOT_TAGS, PrintedDocument, printed_documents
from app.formats.plain_text import normalise, one_line
from app.formats.records import Record, json_lines, reading, unread
from app.formats.xml import parse_xml, root_tag

# Addresses of renderings, counters and matters of other sources: met, and of no use here.
_UNUSED: Final = (
    "body_html_url",
    "comment_url",
    "corrections",
    "disposition_notes",
    "dockets",
    "end_page",
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
    "start_page",
    "toc_doc",
    "toc_subject",
    "topics",
    "volume",
)
_STAND_IN: Final = Kind.NOTICE


def read_api(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """Any answer of the documents API: a page of a search, several documents, or one."""
    answer = documents_of(capture.body, where=capture.place)
    for item in answer.documents:
        yield from reading(item, read_document)
    yield from answer.issues
    if answer.next_page is not None:
        yield Request(url=answer.next_page, shape="fr-api")
    yield from unread(answer.documents)


def read_lines(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """Records of the API's form, one JSON object a line."""
    met: list[Record] = []
    for line in json_lines(capture.body):
        if isinstance(line, Issue):
            yield line
            continue
        met.append(line)
        yield from reading(line, read_document)
    if not met:
        raise FormatError(f"no documents: {capture.place} holds no JSON object on any line")
    yield from unread(met)


def read_document(item: Record) -> Iterator[Reading | Request | Issue]:
    """One document as the API describes it; its full text is asked for by its own address."""
    identity = identity_of(item)
    id_ = identity.id
    yield from identity.issues(item)
    kind, kind_issue = _kind(item)
    if kind_issue is not None:
        yield kind_issue
    action = item.text_or_none("action")
    subtype = item.text_or_none("subtype")
    type_ = type_of(kind or _STAND_IN, identity.number, action=action, subtype=subtype)
    yield Reading(
        document=Document(
            id=id_, source=KEY, kind=kind or _STAND_IN, type=type_ if kind is not None else None
        ),
        kind_said=kind is not None,
        where=item.where,
        words=_summary(item),
        title=_title(item),
        url=item.said_text("html_url"),
        published_on=identity.published_on or UNSAID,
        date_evidence=identity.date_evidence or UNSAID,
        facts=recorded_facts(item, identity.number),
    )
    if full_text := item.text_or_none("full_text_xml_url"):
        yield Request(url=full_text, shape="fr-xml", about=id_)
    item.known(*_UNUSED)


def read_contents(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """An issue's table of contents: numbers and kinds, each under its subject line."""
    contents = Record.parse(capture.body, where=capture.place)
    listed: dict[DocumentId, Reading] = {}
    for agency in contents.records("agencies"):
        slug = agency.text_or_none("slug") or agency_slug(agency.text("name"))
        agency.known("name", "url", "see_also")
        for category in agency.records("document_categories"):
            kind = KINDS.get(category.text("type").lower())
            for entry in category.records("documents"):
                for found in reading(entry, partial(_content, kind=kind, slug=slug)):
                    if isinstance(found, Issue):
                        yield found
                    else:
                        listed[found.document.id] = _listed_again(listed, found)
    yield from listed.values()
    yield from contents.unread()


def _listed_again(listed: Mapping[DocumentId, Reading], found: Reading) -> Reading:
    """A joint document stands under each of its agencies and is still one document."""
    before = listed.get(found.document.id)
    if before is None:
        return found
    joint = tuple(
        dict.fromkeys(
            slug
            for reading_ in (before, found)
            if not isinstance(reading_.facts.agencies, Unsaid)
            for slug in reading_.facts.agencies
        )
    )
    return replace(before, facts=replace(before.facts, agencies=joint))


def _content(entry: Record, kind: Kind | None, slug: str) -> Iterator[Reading | Issue]:
    subjects = (entry.text_or_none(f"subject_{level}") for level in (1, 2, 3))
    title = one_line(" ".join(subject for subject in subjects if subject))
    numbers = entry.texts("document_numbers")
    if not numbers:
        raise FormatError(f"{entry.place('document_numbers')} is empty; nothing to hold on to")
    for written in numbers:
        number = clean_number(written)
        if number is None:
            raise FormatError(f"{entry.place('document_numbers')} holds {written!r}, no number")
        yield Reading(
            document=Document(id=register_id(number, None), source=KEY, kind=kind or _STAND_IN),
            kind_said=kind is not None,
            where=entry.where,
            title=title or UNSAID,
            facts=InstrumentFacts(number=number, agencies=(slug,)),
        )


def read_xml(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """The full text of one document or of a whole daily issue."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    found = 0
    for printed in printed_documents(root):
        found += 1
        if isinstance(printed, Issue):
            yield printed
        else:
            yield from _printed(printed, capture)
    if not found:
        raise FormatError(
            f"no documents: {capture.place} is Federal Register XML without a rule, notice or "
            "presidential document; hand over the issue or document itself"
        )


def _printed(printed: PrintedDocument, capture: Capture) -> Iterator[Reading | Issue]:
    kind = KINDS.get(printed.tag.lower())
    number = clean_number(printed.number) or printed.number
    published_on, evidence = printed.issued_on, "DATE of the issue"
    if published_on is None and capture.published_on is not None:
        published_on, evidence = capture.published_on, "named by who handed it over"
    id_ = _printed_id(number, published_on, capture)
    filed_on = printed.filing.on if printed.filing else None
    undated = published_on is None and id_ == register_id(number, None)
    if undated and numbers_may_repeat(number, known_by=filed_on):
        yield Issue(
            where=printed.where,
            problem=f"{number} is from years in which numbers were reused, and this text does "
            "not say on which day it was published; give --published",
            document=id_,
        )
    yield Reading(
        document=Document(
            id=id_,
            source=KEY,
            kind=kind or _STAND_IN,
            type=type_of(
                kind or _STAND_IN,
                number,
                action=printed.action,
                subtype=paper_type(printed.presidential or ""),
            ),
        ),
        kind_said=kind is not None,
        where=printed.where,
        words=Words(text=printed.text, language="en", provisions=printed.provisions),
        title=printed.title or UNSAID,
        published_on=published_on or UNSAID,
        date_evidence=evidence if published_on else UNSAID,
        facts=printed_facts(printed, number, kind),
    )


def _printed_id(number: str, published_on: date | None, capture: Capture) -> DocumentId:
    """The id the request was about, where the text answers it; else the number's own."""
    plain = register_id(number, None)
    about = capture.about
    if published_on is None and about is not None and about.startswith((f"{plain}.", plain)):
        return about
    return register_id(number, published_on)


def _kind(item: Record) -> tuple[Kind | None, Issue | None]:
    written = item.text_or_none("type")
    if written is None:
        return None, None
    kind = KINDS.get(written.lower())
    if kind is not None:
        return kind, None
    problem = f"type {written!r} is new here; it counts as no kind until somebody names one"
    return None, Issue(where=item.place("type"), problem=problem)


def _summary(item: Record) -> Words | Unsaid:
    abstract = normalise(item.text_or_none("abstract") or "")
    return Words(text=abstract, extent=Extent.SUMMARY, language="en") if abstract else UNSAID


def _title(item: Record) -> str | Unsaid:
    return one_line(item.text_or_none("title") or "") or UNSAID


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    # Other publishers call their roots NOTICE too; a paper of the Register prints its number.
    if root_tag(body) in ROOT_TAGS and (b"<FRDOC" in body or b"<PREAMB" in body):
        return "fr-xml"
    return looks_like_register_json(body)


SOURCE: Final = Source(
    key=KEY,
    title="Federal Register",
    jurisdiction="us",
    standing=Standing.AUTHENTIC,
    owner="us-government",
    zone=ZONE,
    url="https://www.federalregister.gov",
    readers={
        "fr-api": read_api,
        "fr-lines": read_lines,
        "fr-contents": read_contents,
        "fr-xml": read_xml,
    },
    recognise=recognise,
)
