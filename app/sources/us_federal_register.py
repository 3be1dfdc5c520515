"""Rules, notices and presidential documents as the Federal Register publishes them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import DocumentId
from app.domain.instruments import UNSAID, InstrumentFacts, Unsaid
from app.domain.sources import Expectation, Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.federal_register_contents import read_contents
from app.formats.federal_register_facts import (
    FIELDS,
    UNUSED,
    ZONE,
    paper_type,
    printed_facts,
    recorded_facts,
)
from app.formats.federal_register_json import (
    Identity,
    documents_of,
    identity_of,
    looks_like_register_json,
)
from app.formats.federal_register_names import (
    KEY,
    KINDS,
    clean_number,
    numbers_may_repeat,
    register_id,
    type_of,
)
from app.formats.federal_register_questions import asked, asked_again, asked_of, proven, settled
from app.formats.federal_register_xml import ROOT_TAGS, PrintedDocument, printed_documents
from app.formats.govinfo_granule import granule_of, looks_like_granule
from app.formats.plain_text import normalise, one_line
from app.formats.records import Record, json_lines, reading, unread
from app.formats.xml import parse_xml, root_tag

_STAND_IN: Final = Kind.NOTICE
API: Final = "https://www.federalregister.gov/api/v1"
GOVINFO: Final = "https://www.govinfo.gov/content/pkg"
# State's export controls have no slug; NRC's and Energy's are one part each.
_AGENCIES: Final = (
    "industry-and-security-bureau",
    "foreign-assets-control-office",
    "state-department",
)
_PARTS: Final = (
    ("15", "730-774"),
    ("22", "120-130"),
    ("31", "500-599"),
    ("10", "110"),
    ("10", "810"),
)


def read_api(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """Any answer of the documents API: a page of a search, several documents, or one."""
    question = asked_of(capture)
    answer = documents_of(capture.body, where=capture.place, may_be_empty=question is not None)
    for item in answer.documents:
        for said in reading(item, read_document):
            yield settled(said, capture) if isinstance(said, Request) else said
    yield from answer.issues
    yield from unread(answer.documents)
    if question is not None:
        yield from proven(question, answer, shape=capture.shape)
        if capture.shape == "fr-api":
            yield from asked_again(question, "fr-api-again")
    elif answer.next_page is not None:
        yield Request(url=answer.next_page, shape="fr-api")


def read_again(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """Documents of the last weeks asked for again: their numbers may move, their texts do not."""
    for said in read_api(capture):
        if not isinstance(said, Request) or said.shape == capture.shape:
            yield replace(said, needed=False) if isinstance(said, Request) else said


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
        yield _text_of(full_text, identity)
    item.known(*UNUSED)


def _text_of(url: str, identity: Identity) -> Request:
    """The text of a document; its day is not whole without it. GPO prints the same words."""
    on = identity.published_on
    if on is None:
        return Request(url=url, shape="fr-xml", about=identity.id)
    page = f"{GOVINFO}/FR-{on.isoformat()}/html/{identity.number}.htm"
    instead = Request(url=page, shape="fr-granule", about=identity.id, on=on)
    return Request(url=url, shape="fr-xml", about=identity.id, on=on, instead=instead)


def read_granule(capture: Capture) -> Iterator[Reading]:
    """GPO's page of one document's words; which document they are stands in its head."""
    printed = granule_of(capture.body, where=capture.place)
    number = clean_number(printed.number) or printed.number
    id_ = _printed_id(number, printed.published_on, capture)
    if capture.about is not None and id_ != capture.about:
        raise FormatError(
            f"{capture.place} holds {number}, and {capture.about} was asked for; compare both"
        )
    yield Reading(
        document=Document(id=id_, source=KEY, kind=_STAND_IN),
        kind_said=False,
        words=Words(text=printed.text, language="en"),
        published_on=printed.published_on or UNSAID,
        date_evidence="GPO's head of the page" if printed.published_on else UNSAID,
        facts=InstrumentFacts(number=number),
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
    if looks_like_granule(body):
        return "fr-granule"
    # Other publishers call their roots NOTICE too; a paper of the Register prints its number.
    if root_tag(body) in ROOT_TAGS and (b"<FRDOC" in body or b"<PREAMB" in body):
        return "fr-xml"
    return looks_like_register_json(body)


def begin(window: Window) -> Iterator[Request]:
    """One question for each agency, for presidential documents and for the parts we follow."""
    conditions: list[tuple[tuple[str, str], ...]] = [
        *((("conditions[agencies][]", slug),) for slug in _AGENCIES),
        (("conditions[type][]", "PRESDOCU"),),
        *((("conditions[cfr][title]", t), ("conditions[cfr][part]", p)) for t, p in _PARTS),
    ]
    for condition in conditions:
        yield asked(f"{API}/documents.json", condition, FIELDS, window).request("fr-api")


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
        "fr-api-again": read_again,
        "fr-lines": read_lines,
        "fr-contents": read_contents,
        "fr-xml": read_xml,
        "fr-granule": read_granule,
    },
    recognise=recognise,
    every=timedelta(hours=1),
    begin=begin,
    looks_back=timedelta(days=7),
    earliest_on=date(1994, 1, 3),
    expects=Expectation(least=1, most=5_000),
    obeys_robots=False,
    terms="US public domain; five questions a second at most, texts one a second",
)
