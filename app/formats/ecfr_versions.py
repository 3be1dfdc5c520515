"""What the eCFR's versioner says: how far it is, which parts there are, and what changed when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from app.errors import FormatError
from app.formats.records import Record

PER_PAGE: Final = 1_000
_FULL = re.compile(r"/full/(\d{4}-\d{2}-\d{2})/title-(\d+)\.xml$")
_STRUCTURE = re.compile(r"/structure/(\d{4}-\d{2}-\d{2})/title-(\d+)\.json$")
_VERSIONS = re.compile(r"/versions/title-(\d+)\.json$")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedText:
    """A part of a title as it stood on a day; `part` is `None` where the whole title was asked."""

    title: str
    part: str | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChanges:
    """The changes of a title between two days, from one page of them."""

    title: str
    first_on: date
    last_on: date
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentVersion:
    """A unit of the Code as it changed in one issue."""

    sort: str
    designation: str
    part: str | None
    issued_on: date
    identity: str
    is_removed: bool


def asked_text(url: str | None) -> AskedText | None:
    """The part and day that an address of the versioner asks for, or `None`."""
    parts = urlsplit(url or "")
    found = _FULL.search(parts.path)
    if found is None:
        return None
    params = dict(parse_qsl(parts.query))
    return AskedText(
        title=found.group(2), part=params.get("part"), on=date.fromisoformat(found.group(1))
    )


def asked_structure(url: str | None) -> AskedText | None:
    """The title and day whose divisions an address asks for, or `None`."""
    found = _STRUCTURE.search(urlsplit(url or "").path)
    if found is None:
        return None
    return AskedText(title=found.group(2), part=None, on=date.fromisoformat(found.group(1)))


def asked_changes(url: str | None) -> AskedChanges | None:
    """The changes an address asks for, or `None`."""
    parts = urlsplit(url or "")
    found = _VERSIONS.search(parts.path)
    params = dict(parse_qsl(parts.query))
    days = params.get("issue_date[gte]"), params.get("issue_date[lte]")
    if found is None or days[0] is None or days[1] is None:
        return None
    return AskedChanges(
        title=found.group(1),
        first_on=date.fromisoformat(days[0]),
        last_on=date.fromisoformat(days[1]),
        page=int(params.get("page", "1")),
    )


def days_of_titles(answer: Record) -> dict[str, date]:
    """Up to which day each title is complete; a reserved title has none."""
    days: dict[str, date] = {}
    for title in answer.records("titles"):
        on = title.day_or_none("up_to_date_as_of")
        number = title.text("number")
        title.known("name", "latest_amended_on", "latest_issue_date", "reserved")
        title.known("processing_in_progress")
        if on is not None:
            days[number] = on
    if not days:
        raise FormatError(f"{answer.place('titles')} names no title; fetch it again")
    return days


def parts_of(division: Record) -> Iterator[str]:
    """The parts of a title that hold anything, in order, from its tree of divisions."""
    waiting = [division]
    while waiting:
        node = waiting.pop()
        if node.text_or_none("type") == "part":
            if not node.flag("reserved"):
                yield node.text("identifier")
            continue
        waiting += reversed(node.records("children"))


def versions_of(answer: Record) -> Iterator[ContentVersion]:
    """What changed, as the versioner lists it; a change without a day is a `FormatError`."""
    if "content_versions" not in answer:
        raise FormatError("content_versions is absent; compare with the versioner's form")
    for one in answer.records("content_versions"):
        sort, designation = one.text("type"), one.text("identifier")
        issued_on = one.day("issue_date")
        days = (one.text_or_none("date"), one.text_or_none("amendment_date"))
        one.known("name", "subpart", "section", "title", "substantive", "subject_group")
        yield ContentVersion(
            sort=sort,
            designation=designation,
            part=one.text_or_none("part") or (designation if sort == "part" else None),
            issued_on=issued_on,
            identity=" ".join((sort, designation, str(issued_on), *(day or "-" for day in days))),
            is_removed=one.flag("removed"),
        )


def stated_total(answer: Record) -> int | None:
    """How many changes the versioner says there are; `None` where it does not say."""
    said = answer.record("meta")
    if said is None:
        return None
    said.known(*said.names())
    written = said.text_or_none("result_count")
    return int(written) if written is not None and written.isdecimal() else None
