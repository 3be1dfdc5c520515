"""Answers of GDELT's DOC 2.0: articles it saw, by address, with the moment it saw them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from app.domain.documents import Issue
from app.errors import FormatError
from app.formats.plain_text import one_line
from app.formats.records import Record, parse_json, reading, unread
from app.formats.web_addresses import web_address

_SEEN: Final = re.compile(r"\d{8}T?\d{6}Z?")
_UNUSED: Final = ("url_mobile", "socialimage", "sourcecountry")
_LANGUAGES: Final = {
    **{"english": "en", "chinese": "zh", "japanese": "ja", "korean": "ko", "german": "de"},
    **{"french": "fr", "dutch": "nl", "spanish": "es", "russian": "ru", "italian": "it"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenArticle:
    """An article as the aggregator saw it: the moment is the aggregator's, not the outlet's."""

    where: str
    url: str
    title: str
    domain: str | None
    seen_at: datetime
    language: str | None


def is_gdelt_answer(body: bytes) -> bool:
    """Whether bytes are an answer of this form: articles, each with the moment it was seen."""
    return body.lstrip()[:1] == b"{" and b'"articles"' in body[:200] and b'"seendate"' in body


def read_articles(body: bytes, *, where: str) -> Iterator[SeenArticle | Issue]:
    """The articles of an answer; one without an address or a moment is set aside.

    The service says what is wrong as plain text with status 200, and says `{}` where there is
    nothing: the first is a `FormatError`, the second an answer.
    """
    if body.lstrip()[:1] != b"{":
        said = one_line(body[:300].decode("utf-8", "replace").replace("\n", " "))
        raise FormatError(f"error body: {where} says {said[:160]!r}; ask again later")
    loaded = parse_json(body, where=where)
    if loaded == {}:
        return
    answer = Record.parse(body, where=where)
    if "articles" not in answer:
        raise FormatError(f"error body: {where} has no articles; see what the service says")
    records = answer.records("articles")
    for record in records:
        yield from reading(record, _article)
    yield from unread(records)


def _article(record: Record) -> Iterator[SeenArticle]:
    url = web_address(record.text("url"))
    seen = record.text("seendate")
    if url is None or not _SEEN.fullmatch(seen):
        raise FormatError(f"{record.where}: {url or 'no address'}, seen at {seen[:20]!r}; left out")
    digits = re.sub(r"\D", "", seen)
    record.known(*_UNUSED)
    try:
        at = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as fault:
        raise FormatError(f"{record.place('seendate')} {seen!r} is no moment; left out") from fault
    yield SeenArticle(
        where=record.where,
        url=url,
        title=one_line(record.text("title")),
        domain=record.text_or_none("domain"),
        seen_at=at,
        language=_LANGUAGES.get((record.text_or_none("language") or "").lower()),
    )
