"""Notices of the Chinese Ministry of Commerce on export controls, in Chinese."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Issue, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, digested_id, document_id
from app.domain.instruments import UNSAID, InstrumentFacts
from app.domain.sources import Reading, Request, Source, Window, Words
from app.formats.language import language_of
from app.formats.listings import chronological
from app.formats.mofcom_index import ListedNotice, read_mofcom_index
from app.formats.mofcom_page import (
    ZONE,
    MofcomPage,
    is_mofcom_page,
    notice_number,
    read_mofcom_page,
)
from app.formats.web_addresses import web_address

KEY: Final = SourceKey("cn-mofcom")
SITE: Final = "https://www.mofcom.gov.cn"
_READ: Final = "en"
_YEAR: Final = re.compile(r"/(20\d\d)/index\.html")
# A notice is put right within days of its publication; later another one corrects it.
_SETTLED: Final = timedelta(days=30)


def begin(window: Window) -> Iterator[Request]:
    """The index of the window's year; over New Year the one of the old year, which leads on."""
    year = window.first_on.year
    leads_on = year != window.last_on.year
    yield _index(year, "mofcom-index-on" if leads_on else "mofcom-index")


def read_index(capture: Capture) -> Iterator[Reading | Request | Account]:
    """The notices of a year; a numbered one is known by its number, on whatever path it stands.

    A page behind a script or a gate names none, and is no answer.
    """
    address = capture.url or capture.place
    notices = read_mofcom_index(capture.body, where=capture.place, url=address)
    today = capture.captured_at.astimezone(ZoneInfo(ZONE)).date()
    for notice in notices:
        number = notice_number(notice.title)
        if number is not None:
            yield _named(notice, number)
        is_old = notice.on is not None and notice.on < today - _SETTLED
        yield Request(url=notice.url, shape="mofcom-page", on=notice.on, lasting=is_old)
    account = chronological(capture, [(notice.url, notice.on) for notice in notices])
    year = _YEAR.search(address)
    end = date(int(year[1]), 12, 31) if year else today
    yield replace(account, last_on=end if end < today else None)


def read_index_and_next(capture: Capture) -> Iterator[Reading | Request | Account]:
    """The notices of a year, and where those of the next one are."""
    yield from read_index(capture)
    year = _YEAR.search(capture.url or capture.place)
    if year is not None:
        yield _index(int(year[1]) + 1, "mofcom-index")


def _index(year: int, shape: str) -> Request:
    return Request(url=f"{SITE}/zcfb/blgg/gg/{year}/index.html", shape=shape)


def _named(notice: ListedNotice, number: str) -> Reading:
    return Reading(
        document=Document(
            id=document_id(KEY, number), source=KEY, kind=Kind.NOTICE, type="announcement"
        ),
        where=notice.url,
        title=notice.title,
        url=notice.url,
        published_on=notice.on or UNSAID,
        date_evidence="index of the year" if notice.on else UNSAID,
        facts=InstrumentFacts(number=number, agencies=("mofcom",)),
    )


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
    url=SITE,
    every=timedelta(hours=6),
    begin=begin,
    pace=timedelta(seconds=3),
    looks_back=timedelta(days=7),
    longest=timedelta(days=366),
    settles=timedelta(days=2),
    terms="Official documents; the source is named",
    readers={
        "mofcom-index": read_index,
        "mofcom-index-on": read_index_and_next,
        "mofcom-page": read_page,
    },
    recognise=recognise,
)
