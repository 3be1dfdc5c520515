"""Answers of the Federal Register's API, told apart: documents, errors, and answers without any."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import orjson

from app.domain.documents import Issue
from app.domain.ids import DocumentId
from app.domain.instruments import UNSAID, Unsaid
from app.errors import FormatError
from app.formats.federal_register_names import (
    agency_slug,
    clean_number,
    numbers_may_repeat,
    register_id,
)
from app.formats.records import Record, parse_json

# A document's page on the web names day and number: federalregister.gov/documents/2001/02/03/1-2/…
_PAGE = re.compile(r"federalregister\.gov/documents/(\d{4})/(\d{2})/(\d{2})/([^/]+)")
_NUMBER_FIELD = re.compile(rb'"document_number"\s*:')
_INSPECTION_FIELD = re.compile(rb'"(?:filed_at|filing_type|pdf_file_name|num_pages)"\s*:')
_INSPECTION_ANSWER = re.compile(rb'"description"\s*:\s*"(?:All )?Public Inspection Documents')
_CONTENTS_FIELD = re.compile(rb'"document_categories"\s*:')
_EMPTY_ANSWER = re.compile(rb'"(?:count|results|not_found|suggestions|errors|status)"\s*:')
# When public inspection was last filled.
_STAMPS: Final = frozenset(("special_filings_updated_at", "regular_filings_updated_at"))
# An answer without a document is short; a stranger's large JSON is not worth parsing to see.
_SHORT: Final = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The documents an answer holds, where the next page is, and what was asked for in vain.

    `stated` is how many the publisher says there are on all pages.
    """

    documents: tuple[Record, ...]
    issues: tuple[Issue, ...] = ()
    next_page: str | None = None
    stated: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """By what a record is known; `from_address` where its fields are empty and its address not."""

    number: str
    published_on: date | None
    date_evidence: str | None
    from_address: bool

    @property
    def id(self) -> DocumentId:
        """The document's id."""
        return register_id(self.number, self.published_on)

    def issues(self, item: Record) -> tuple[Issue, ...]:
        """What a person should know of how this record was identified."""
        if self.from_address:
            return (
                Issue(
                    where=item.place("document_number"),
                    problem=f"empty; {self.number} was read off the record's address",
                    document=self.id,
                ),
            )
        if self.published_on is None and numbers_may_repeat(self.number, known_by=None):
            return (
                Issue(
                    where=item.place("publication_date"),
                    problem=f"absent, and {self.number} is from years in which numbers were "
                    "reused: this record may not meet the document's other records; ask the API "
                    "for publication_date as well",
                    document=self.id,
                ),
            )
        return ()


def documents_of(body: bytes, *, where: str, may_be_empty: bool = False) -> Answer:
    """The documents of any answer of the API; an answer that holds none is a named `FormatError`.

    Its message begins `error body:` where the publisher reports a fault, `no documents:` where
    the answer is sound and simply holds no document. To a question of our own a count of nothing
    is a sound answer: with `may_be_empty` it has no documents.
    """
    loaded = parse_json(body, where=where)
    if isinstance(loaded, list):
        loaded = {"results": loaded}
    if not isinstance(loaded, dict):
        raise FormatError(f"{where}: not a JSON object; compare with the publisher's form")
    answer = Record(loaded)
    if "document_number" in answer or "html_url" in answer:
        return Answer(documents=(answer,))
    if may_be_empty and _counts_nothing(answer):
        return Answer(documents=(), stated=0)
    if "results" not in answer:
        raise _no_documents(answer, where)
    documents = answer.records("results")
    missing = _not_found(answer)
    if not documents:
        raise FormatError(
            f"no documents: {where} is an answer of the Federal Register API with no result"
            + (f" (not found: {', '.join(missing)})" if missing else "")
            + "; nothing to read"
        )
    issues = tuple(
        Issue(
            where="errors.not_found",
            problem=f"{number} was asked for, and the publisher holds no such document",
        )
        for number in missing
    )
    next_page = answer.text_or_none("next_page_url")
    stated = answer.whole_or_none("count")
    names = answer.unread("description", "total_pages", "previous_page_url")
    own = tuple(issue for issue in names if not issue.where.startswith("results["))
    return Answer(documents=documents, issues=issues + own, next_page=next_page, stated=stated)


def _counts_nothing(answer: Record) -> bool:
    """Whether this is the answer to a search that found nothing, and no fault put as one."""
    said = {"count", "description", "results", "total_pages"} | _STAMPS
    if not answer.names() <= said or "count" not in answer:
        return False
    return answer.whole_or_none("count") == 0 and not answer.records("results")


def identity_of(item: Record) -> Identity:
    """A record's number and day of publication, read off its address where the fields are empty.

    A record with neither number nor address raises `FormatError`: nothing can be held on to.
    """
    address = item.text_or_none("html_url") or ""
    page = _PAGE.search(address)
    written = item.text_or_none("document_number")
    number = clean_number(written) if written else None
    if written and number is None:
        raise FormatError(f"{item.place('document_number')} is no document number: {written!r}")
    published_on = item.day_or_none("publication_date")
    evidence = "publication_date" if published_on else None
    from_address = False
    if number is None and page is not None:
        number, from_address = clean_number(page.group(4)), True
    if number is None:
        raise FormatError(
            f"{item.place('document_number')} is absent; a record needs a number or an address"
        )
    if published_on is None and page is not None:
        published_on, evidence = _day_of(page), "html_url"
    return Identity(
        number=number,
        published_on=published_on,
        date_evidence=evidence,
        from_address=from_address,
    )


def agency_slugs(item: Record) -> tuple[str, ...] | Unsaid:
    """Slugs of a record's agencies, the deepest first: an office before its department."""
    if "agencies" not in item:
        names = item.said_texts("agency_names")
        return UNSAID if isinstance(names, Unsaid) else tuple(agency_slug(name) for name in names)
    item.known("agency_names")
    parents: dict[int, int | None] = {}
    listed: list[tuple[int | None, str]] = []
    for agency in item.records("agencies"):
        id_, parent = agency.whole_or_none("id"), agency.whole_or_none("parent_id")
        name = agency.text_or_none("name") or agency.text_or_none("raw_name")
        slug = agency.text_or_none("slug") or (agency_slug(name) if name else "")
        agency.known("name", "raw_name", "url", "json_url")
        if id_ is not None:
            parents[id_] = parent
        if slug:
            listed.append((id_, slug))
    ordered = sorted(listed, key=lambda one: -_depth(one[0], parents))
    return tuple(dict.fromkeys(slug for _, slug in ordered))


def looks_like_register_json(body: bytes) -> str | None:
    """The shape of an answer of the documents API, or `None`; never raises.

    Answers of public inspection are another source's.
    """
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"{", b"[")):
        return None
    if _CONTENTS_FIELD.search(body, 0, 65536):
        return "fr-contents"
    if _NUMBER_FIELD.search(body, 0, 1 << 20):
        if looks_like_inspection(body):
            return None
        return "fr-lines" if _is_lines(body) else "fr-api"
    return "fr-api" if _is_answer_without_documents(body) else None


def looks_like_inspection(body: bytes) -> bool:
    """Whether JSON bytes are an answer of the public inspection API; never raises."""
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"{", b"[")):
        return False
    if _INSPECTION_ANSWER.search(body, 0, 4096) and len(body) < _SHORT:
        return True
    return bool(
        _NUMBER_FIELD.search(body, 0, 1 << 20) and _INSPECTION_FIELD.search(body, 0, 1 << 20)
    )


def _is_lines(body: bytes) -> bool:
    """Whether the first line is a whole object and is not all there is."""
    first, _, rest = body.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    return bool(rest.strip()) and isinstance(_loaded(first), dict)


def _is_answer_without_documents(body: bytes) -> bool:
    if len(body) > _SHORT or not (_EMPTY_ANSWER.search(body) or body.strip() == b"{}"):
        return False
    if _INSPECTION_ANSWER.search(body):
        return False
    loaded = _loaded(body)
    if not isinstance(loaded, dict):
        return False
    names = set(loaded)
    return (
        names <= {"status", "message"}
        or names <= {"errors"}
        or names <= {"suggestions", "filters"}
        or (names <= {"count", "description", "results", "errors"} and not loaded.get("results"))
        or all(isinstance(one, dict) and set(one) == {"count", "name"} for one in loaded.values())
    )


def _loaded(text: bytes) -> object:
    try:
        loaded: object = orjson.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
    return loaded


def _no_documents(answer: Record, where: str) -> FormatError:
    names = answer.names()
    if "status" in names or names == {"errors"}:
        status = answer.text_or_none("status") or "400"
        message = answer.text_or_none("message") or "a condition of the request was refused"
        return FormatError(
            f"error body: {where} is an error body of the Federal Register API "
            f"({status}: {message}); nothing to read, ask again with the request mended"
        )
    if "suggestions" in names:
        what = "the details of a search"
    elif "count" in names:
        what = "an answer with no result"
    elif not names:
        what = "an empty object, such as facets without a hit"
    else:
        what = f"an object with {', '.join(sorted(names)[:4])}, such as facets"
    return FormatError(
        f"no documents: {where} is {what}; hand over documents, or a page of a search"
    )


def _not_found(answer: Record) -> Sequence[str]:
    errors = answer.record("errors")
    return () if errors is None else errors.texts("not_found")


def _day_of(page: re.Match[str]) -> date | None:
    try:
        return date(int(page.group(1)), int(page.group(2)), int(page.group(3)))
    except ValueError:
        return None


def _depth(id_: int | None, parents: dict[int, int | None]) -> int:
    depth = 0
    while id_ is not None and depth < len(parents):
        id_ = parents.get(id_)
        depth += id_ is not None
    return depth
