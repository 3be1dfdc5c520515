"""Lists as others repack them: records with a list's name, for want of the publisher's own file."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from app.domain.documents import Capture, Issue, Standing
from app.domain.ids import SourceKey
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Request, Source
from app.errors import FormatError
from app.formats.list_rows import Line, Listed, listed_reading, named_native, told_apart
from app.formats.records import Record, json_lines, parse_json, reading, unread
from app.vocabulary.countries import country_code

KEY: Final = SourceKey("repacked-lists")

# What repackers call the lists, and what we call them.
_LISTS: Final = {
    "bis-entity-list": "us-el",
    "bis-dpl": "us-dpl",
    "bis-meu": "us-meu",
    "bis-uvl": "us-uvl",
    "ofac-sdn": "us-sdn",
    "ofac-nscmic": "us-cmic",
    "dow-1260h": "us-1260h",
    "cn-export-control-watchlist": "cn-ecl",
    "cn-unreliable-entity-list": "cn-uel",
    "cn-attention-list": "cn-watch",
    "el": "us-el",
    "dpl": "us-dpl",
    "meu": "us-meu",
    "uvl": "us-uvl",
}
_LABELS: Final = {
    "name": "Name",
    "entity_name": "Name",
    "aliases": "Alias",
    "entity_type": "Type",
    "country": "Country",
    "countries": "Country",
    "address": "Address",
    "addresses": "Address",
    "license_requirement": "Licence requirement",
    "license_policy": "Licence policy",
    "federal_register": "Federal Register notice",
    "fr": "Federal Register notice",
    "status": "Status",
    "effective_date": "Effective date",
    "date_added": "Date added",
    "reason": "Reason",
    "notes": "Notes",
    "source_list_name": "List",
    "list_id": "List key",
    "list": "List key",
    "id": "Number",
    "last_verified": "Last verified",
    "source_url": "List page",
}
_MANY: Final = frozenset({"aliases", "countries", "addresses"})
_LIST_ID: Final = re.compile(rb'"(?:list_id|list)"\s*:\s*"([A-Za-z0-9-]{1,60})"')


def read_one_list(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """One list with its name, the day it was taken, how many records it counts, and those."""
    page = Record.parse(capture.body, where=capture.place)
    key = _key(page.text("list_id"))
    rows = page.records("entities")
    said = page.whole_or_none("count")
    page.text_or_none("extracted"), page.text_or_none("source_file")
    entries: list[Listed] = []
    for row in rows:
        for one in reading(row, lambda row: _entry(row, key)):
            if isinstance(one, Issue):
                yield one
            else:
                entries.append(one)
    yield from page.unread()
    if not rows:
        raise FormatError(f"no documents: {capture.place} is a list without records")
    for entry in told_apart(entries):
        yield listed_reading(KEY, entry)
    flaw = None
    if said is not None and said != len(rows):
        flaw = f"the file counts {said:,} records and holds {len(rows):,}"
    yield ListSnapshot(list_key=key, flaw=flaw)


def read_records(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """Records that each name their list: a JSON array, or one on each line."""
    rows: list[Record] = []
    entries: list[Listed] = []
    flaw: str | None = None
    for row in _records(capture):
        if isinstance(row, Issue):
            flaw = flaw or f"{row.where} is broken"
            yield row
            continue
        rows.append(row)
        for one in reading(row, lambda row: _entry(row, None)):
            if isinstance(one, Issue):
                yield one
            else:
                entries.append(one)
    yield from unread(rows)
    if not entries:
        raise FormatError(f"no documents: {capture.place} holds no records of lists")
    for entry in told_apart(entries):
        yield listed_reading(KEY, entry)
    for key in sorted({one.list_key or "" for one in entries} - {""}):
        yield ListSnapshot(list_key=key, flaw=flaw)


def _records(capture: Capture) -> Iterator[Record | Issue]:
    if not capture.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        yield from json_lines(capture.body)
        return
    loaded = parse_json(capture.body, where=capture.place)
    assert isinstance(loaded, list), "a body that begins with a bracket holds a list or is broken"
    for at, row in enumerate(loaded):
        if isinstance(row, dict):
            yield Record(row, where=f"[{at}]")
        else:
            yield Issue(where=f"[{at}]", problem="not an object; left out", lost_record=True)


def _entry(row: Record, key: str | None) -> Iterator[Listed | Issue]:
    key = key or _key(row.text_or_none("list_id") or row.text("list"))
    name = row.text_or_none("name") or row.text("entity_name")
    lines: list[Line] = []
    said: dict[str, str] = {}
    for field, label in _LABELS.items():
        values: Sequence[str]
        if field in _MANY:
            values = row.texts(field)
        else:
            one = row.text_or_none(field)
            values = (one,) if one is not None else ()
        if values:
            said[field] = values[0]
            lines += [(label, value) for value in values]
    countries = [country_code(one) for label, one in lines if label == "Country"]
    codes = tuple(code for code in countries if code)
    notice = said.get("federal_register") or said.get("fr") or ""
    country = codes[0] if codes else said.get("country", "")
    number = said.get("id")
    short = key.removeprefix("us-")
    yield Listed(
        native=f"{short}/{number}" if number else named_native(short, name, country, notice),
        list_key=key,
        name=name,
        lines=lines,
        where=row.where,
        language=None if key.startswith("cn-") else "en",
        countries=codes,
        number=number,
        citation=notice or None,
        url=said.get("source_url"),
        effective_on=_day(row, "effective_date") or _day(row, "date_added"),
    )


def _key(name: str) -> str:
    key = _LISTS.get(name.lower())
    if key is None:
        raise FormatError(f"the list {name[:60]!r} is not known; tell the maintainers what it is")
    return key


def _day(row: Record, field: str) -> date | None:
    try:
        return row.day_or_none(field)
    except FormatError:
        return None


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    head = body[:16_384].lstrip(b"\xef\xbb\xbf \t\r\n")
    named = _LIST_ID.search(head)
    if named is None or named.group(1).decode().lower() not in _LISTS:
        return None
    if head.startswith(b"{") and b'"entities"' in head and b'"count"' in head:
        return "repacked-list"
    is_records = b'"entity_name"' in head or (b'"aliases"' in head and b'"fr"' in head)
    return "repacked-records" if is_records and head[:1] in (b"[", b"{") else None


SOURCE: Final = Source(
    key=KEY,
    title="Lists repacked by others",
    jurisdiction="none",
    standing=Standing.REPORT,
    readers={"repacked-list": read_one_list, "repacked-records": read_records},
    recognise=recognise,
)
