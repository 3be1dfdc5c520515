"""GOV.UK content items and search results: what a page says, and which of its fields are words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import orjson

from app.domain.documents import Provision
from app.errors import FormatError
from app.formats.html_text import text_of
from app.formats.plain_text import one_line
from app.formats.records import Record
from app.formats.written_dates import read_date

ZONE: Final = "Europe/London"
SITE: Final = "https://www.gov.uk"
_CONTENT_FIELDS: Final = (b'"base_path"', b'"document_type"', b'"schema_name"')
_RESULT_MARKS: Final = frozenset(
    [
        *("public_timestamp", "content_store_document_type", "published_date"),
        *("display_type", "format", "es_score", "_id"),
        *("elasticsearch_type", "document_type"),
    ]
)
_ANSWER_MARKS: Final = frozenset(["suggested_queries", "aggregates", "facets", "start", "total"])
_ADDRESS = re.compile(r"(?:https?://(?:www\.)?gov\.uk)?(/[^?#\s]*)")
# Where an item of each sort keeps its words, in the order of its page.
_PROSE: Final = (
    *("introductory_paragraph", "introduction", "summary", "licence_overview", "body"),
    *("final_outcome_detail", "public_feedback_detail", "need_to_know", "more_information"),
    *("what_you_need_to_know", "other_ways_to_apply", "will_continue_on", "downtime_message"),
    *("speech_type_explanation", "alert_status", "cancellation_reason", "explanation", "note"),
    *("latest_change_note", "status_block_message", "change_description", "outcome_detail"),
    *("roll_call_introduction", "licence_short_description", "archive_note"),
)
_SNIPPETS: Final = (
    *("documents", "final_outcome_documents", "public_feedback_documents", "outcome_documents"),
)
# A list of records with words of their own: each with the names of heading and prose.
_LISTED: Final = (
    ("parts", "title", ("body",)),
    ("collection_groups", "title", ("body",)),
    ("child_section_groups", "title", ()),
    ("attachments", "title", ()),
    ("facets", "name", ()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant a field states, and the day it was in London; `at` is `None` for a bare day."""

    on: date
    at: datetime | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The words of a page and its parts; `is_summary` where it has no more than a lead.

    `changed_on` are the days its history of changes names, in its order.
    """

    text: str
    provisions: tuple[Provision, ...]
    is_summary: bool
    changed_on: tuple[date, ...]


def shape_of(body: bytes) -> str | None:
    """Whether bytes are a content item, an answer of the search, or result lines of either."""
    head = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith((b"{", b"[")):
        return None
    first_line = body.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    loaded = _loaded(first_line)
    if isinstance(loaded, dict) and _is_result(loaded) and not _is_item(loaded):
        return "govuk-lines"
    if not (all(field in body for field in _CONTENT_FIELDS) or b'"results"' in body):
        return None
    if not isinstance(loaded, dict):
        loaded = _loaded(body)
    if not isinstance(loaded, dict):
        return None
    if _is_item(loaded):
        return "govuk-content"
    results = loaded.get("results")
    if not isinstance(results, list) or not _ANSWER_MARKS & loaded.keys():
        return None
    # An answer may also list pages of other sites, so one of its own among the first suffices.
    is_own = any(isinstance(one, dict) and _is_result(one) for one in results[:20])
    is_empty = not results and "suggested_queries" in loaded
    return "govuk-search" if (results and is_own) or is_empty else None


def path_of(address: str) -> str | None:
    """The path that names a page on GOV.UK, from a path or an address; `None` for another site."""
    found = _ADDRESS.fullmatch(address.strip().partition("?")[0].partition("#")[0])
    return found[1].strip("/") or None if found else None


def moment(record: Record, name: str) -> Moment | None:
    """What a field states; the day is London's, for a page goes out by its clock."""
    written = record.text_or_none(name)
    read = read_date(written) if written else None
    if read is None:
        return None
    if read.at is None:
        note = f" ({read.note})" if read.note else ""
        return Moment(on=read.on, at=None, evidence=f"{name}{note}")
    local = read.at.astimezone(ZoneInfo(ZONE))
    return Moment(on=local.date(), at=read.at.astimezone(UTC), evidence=name)


def page_text(item: Record, details: Record | None, notice: Record | None) -> PageText:
    """The words of a page in the order of its screen.

    First what was said when it was withdrawn, then its lead, its body or parts, the names of its
    attachments, and its history of changes.
    """
    pieces: list[tuple[str, str | None, str]] = []
    if notice is not None:
        pieces.append(("withdrawal", None, text_of(notice.text_or_none("explanation") or "")))
    lead = text_of(item.text_or_none("description") or "")
    pieces.append(("description", None, lead))
    body = list(_prose(details)) if details is not None else []
    changes = list(_changes(details)) if details is not None else []
    history = "\n".join(f"{day.isoformat()}: {note}" if day else note for day, note in changes)
    pieces += [*body, ("change-history", "Change history", history)]
    text, provisions = _joined(pieces)
    return PageText(
        text=text,
        provisions=provisions,
        is_summary=not any(words for _, _, words in body),
        changed_on=tuple(day for day, _ in changes if day is not None),
    )


def _prose(details: Record) -> Iterator[tuple[str, str | None, str]]:
    for name in _PROSE:
        if name in details:
            yield name.replace("_", "-"), None, text_of(_words(details, name))
    for name, heading, prose in _LISTED:
        for part in listed_records(details, name):
            title = one_line(text_of(part.text_or_none(heading) or ""))
            texts = [title, *(text_of(_words(part, field)) for field in prose)]
            texts += _within(part)
            slug = part.text_or_none("slug") or title
            joined = "\n\n".join(text for text in texts if text)
            yield _slug(slug) or name, title or None, joined
            part.known(*part.names())
    yield "documents", None, "\n\n".join(_snippets(details))


def _within(part: Record) -> Iterator[str]:
    """Words of records within a record: choices of a filter, sections of a manual."""
    for name, field in (("allowed_values", "label"), ("child_sections", "title")):
        found = listed_records(part, name)
        labels = [one.text_or_none(field) for one in found]
        for one in found:
            one.known(*one.names())
        yield "\n".join(label for label in labels if label)


def _snippets(details: Record) -> Iterator[str]:
    """Attachments as older items give them: one piece of HTML for each."""
    for name in _SNIPPETS:
        try:
            snippets = details.texts(name)
        except FormatError:
            continue  # the pages of a collection, which are named by their own items
        for snippet in snippets:
            yield text_of(snippet)


def _changes(details: Record) -> Iterator[tuple[date | None, str]]:
    for change in listed_records(details, "change_history"):
        at = moment(change, "public_timestamp")
        note = one_line(text_of(change.text_or_none("note") or ""))
        yield at.on if at is not None else None, note


def _words(record: Record, name: str) -> str:
    """Prose in any of the forms the publisher keeps it: text, or one text for each media type."""
    found = listed_records(record, name)
    if not found:
        return _text_or_texts(record, name)
    forms = {
        one.text_or_none("content_type") or "": one.text_or_none("content") or "" for one in found
    }
    return forms.get("text/html") or next(iter(forms.values()), "")


def listed_records(record: Record, name: str) -> tuple[Record, ...]:
    """The objects a field lists; none where it holds another form, as some sorts of page do."""
    try:
        return record.records(name)
    except FormatError:
        return ()


def _text_or_texts(record: Record, name: str) -> str:
    try:
        return record.text_or_none(name) or ""
    except FormatError:
        return "\n\n".join(record.texts(name))


def _joined(
    pieces: Sequence[tuple[str, str | None, str]],
) -> tuple[str, tuple[Provision, ...]]:
    text = ""
    provisions: list[Provision] = []
    met: dict[str, int] = {}
    for label, heading, words in pieces:
        if not words:
            continue
        text += "\n\n" if text else ""
        met[label] = met.get(label, 0) + 1
        again = f"-{met[label]}" if met[label] > 1 else ""
        provisions.append(
            Provision(
                label=label + again, heading=heading, start=len(text), end=len(text) + len(words)
            )
        )
        text += words
    return text, tuple(provisions)


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60]


def _loaded(body: bytes) -> object:
    try:
        loaded: object = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
    return loaded


def _is_item(loaded: dict[str, object]) -> bool:
    return {"base_path", "document_type", "schema_name"} <= loaded.keys()


def _is_result(loaded: dict[str, object]) -> bool:
    address = loaded.get("link") or loaded.get("url")
    if not isinstance(address, str) or not isinstance(loaded.get("title"), str):
        return False
    is_own = path_of(address) is not None and (address.startswith("/") or "gov.uk/" in address[:24])
    return is_own and bool(_RESULT_MARKS & loaded.keys())
