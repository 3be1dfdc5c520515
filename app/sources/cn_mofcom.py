"""Notices of the Chinese Ministry of Commerce on export controls, in Chinese."""

from collections.abc import Iterator
from datetime import UTC
from typing import Final

from app.domain.documents import Capture, Document, Issue, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, digested_id, document_id
from app.domain.instruments import UNSAID, InstrumentFacts
from app.domain.sources import Reading, Request, Source, Words
from app.formats.language import language_of
from app.formats.mofcom_page import ZONE, MofcomPage, is_mofcom_page, read_mofcom_page
from app.formats.web_addresses import web_address

KEY: Final = SourceKey("cn-mofcom")
_READ: Final = "en"


def read_page(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """One page: a numbered notice, known by its number wherever it stands, or another article."""
    page = read_mofcom_page(capture.body, where=capture.place)
    id_ = _identity(page, capture)
    language = language_of(page.text) or "zh"
    if language != _READ:
        yield Issue(
            where="text",
            problem=f"language not read: the text is kept and found in {language!r}, but no dates, "
            "actions, citations or claims are drawn from it; a person has to read it",
            document=id_,
        )
    at = page.published_at
    yield Reading(
        document=Document(
            id=id_,
            source=KEY,
            kind=Kind.NOTICE if page.number else Kind.STATEMENT,
            type="announcement" if page.number else None,
        ),
        words=Words(text=page.text, language=language),
        title=page.title or UNSAID,
        url=page.url or web_address(capture.url) or UNSAID,
        published_on=page.published_on or capture.published_on or UNSAID,
        published_at=at.astimezone(UTC) if at is not None else UNSAID,
        date_evidence=_evidence(page, capture) or UNSAID,
        author=page.source_said or UNSAID,
        facts=InstrumentFacts(number=page.number or UNSAID, agencies=("mofcom",)),
    )


def _identity(page: MofcomPage, capture: Capture) -> DocumentId:
    if page.number is not None:
        return document_id(KEY, page.number)
    return capture.about or digested_id(KEY, page.url or capture.url or capture.place)


def _evidence(page: MofcomPage, capture: Capture) -> str | None:
    if page.published_on is not None:
        return page.date_evidence
    return "named by who handed it over" if capture.published_on is not None else None


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`.

    Only the Ministry's own pages: what others wrote about them, summaries made by a model
    included, is no notice and needs a mapping file that says whose words they are.
    """
    return "mofcom-page" if is_mofcom_page(body) else None


SOURCE: Final = Source(
    key=KEY,
    title="Ministry of Commerce of the People's Republic of China",
    jurisdiction="cn",
    standing=Standing.AUTHENTIC,
    owner="cn-government",
    zone=ZONE,
    url="https://www.mofcom.gov.cn",
    readers={"mofcom-page": read_page},
    recognise=recognise,
)
