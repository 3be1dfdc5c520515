"""A person's records (JSON Lines, JSON, CSV), read through their mapping file."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import orjson

from app.domain.documents import Issue
from app.domain.instruments import UNSAID, Unsaid
from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.feed_entries import Dated, dated
from app.formats.html_text import text_of
from app.formats.mapping import Mapping
from app.formats.plain_text import one_line
from app.formats.web_addresses import web_address

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Fields = dict[str, Json]

# The reader's own limit of 131,072 signs a field is below the length of a long article.
csv.field_size_limit(8 * 1024 * 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedRecord:
    """One record in our words; a key the record does not carry is `UNSAID`, a null is `None`."""

    where: str
    id: str | None
    title: str | Unsaid | None
    url: str | Unsaid | None
    text: str
    is_full: bool
    published_on: date | Unsaid | None
    published_at: datetime | Unsaid | None
    date_evidence: str | Unsaid | None
    language: str | None
    author: str | Unsaid | None
    owner: str | Unsaid | None


def read_mapped(body: bytes, mapping: Mapping) -> Iterator[MappedRecord | Issue]:
    """Records one by one; a broken one is an issue with its line, and the rest are read.

    Raises `FormatError` where the file as a whole is none of the three forms. Keys that the
    mapping does not name are told once, at the end.
    """
    unread: dict[str, int] = {}
    named = mapping.named()
    tops = {key.split(".", 1)[0] for key in named}
    for where, found in _records(body):
        if isinstance(found, str):
            yield Issue(where=where, problem=f"{found}; set aside", lost_record=True)
            continue
        for key in found:
            if key not in named and key not in tops:
                unread[key] = unread.get(key, 0) + 1
        yield from _record(found, where, mapping)
    if unread:
        told = ", ".join(f"{key} ({times})" for key, times in sorted(unread.items()))
        yield Issue(where="records", problem=f"unread: {told}; name them in the mapping if wanted")


def _records(body: bytes) -> Iterator[tuple[str, Fields | str]]:
    text = decode(body).text
    start = text.lstrip()[:1]
    if start == "[":
        yield from _json_array(text)
    elif start == "{":
        yield from _json_lines(text)
    elif start:
        yield from _csv_rows(text)
    else:
        raise FormatError("the file of records is empty; check that it was saved whole")


def _json_array(text: str) -> Iterator[tuple[str, Fields | str]]:
    told = _json(text)
    if not isinstance(told, list):
        raise FormatError("the JSON list of records is broken; save it again, or as JSON Lines")
    for number, record in enumerate(told):
        yield f"[{number}]", record if isinstance(record, dict) else "not an object"


def _json_lines(text: str) -> Iterator[tuple[str, Fields | str]]:
    if isinstance(whole := _json(text), dict):
        yield "line 1", whole
        return
    # Only at line feeds: other separators are allowed inside the strings of JSON.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        record = _json(line)
        yield f"line {number}", record if isinstance(record, dict) else "not a JSON object"


def _json(text: str) -> Json:
    try:
        told: Json = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        # The standard reader forgives half a surrogate pair and NaN, which real exports hold.
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            return None
    return told


def _csv_rows(text: str) -> Iterator[tuple[str, Fields | str]]:
    text = text.replace("\x00", "")
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        keys = [key.strip() for key in next(reader)]
    except (csv.Error, StopIteration) as broken:
        raise FormatError("the CSV has no header that can be read; add one") from broken
    if len(set(keys)) != len(keys) or len(keys) < 2:
        raise FormatError("the CSV header needs two or more different names; correct it")
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            yield f"line {line}", f"not CSV ({broken})"
            continue
        if len(row) == len(keys):
            yield f"line {line}", {key: value or None for key, value in zip(keys, row, strict=True)}
        elif any(row):
            yield f"line {line}", f"{len(row)} fields under a header of {len(keys)}"


def _record(found: Fields, where: str, mapping: Mapping) -> Iterator[MappedRecord | Issue]:
    issues: list[Issue] = []
    said = {field: _said(found, field, mapping, where, issues) for field, _ in mapping.fields}
    title, address = said.get("title", UNSAID), said.get("url", UNSAID)
    url = web_address(address) if isinstance(address, str) else address
    if isinstance(address, str) and url is None:
        issues.append(Issue(where=f"{where}.url", problem="not an http address; left out"))
    full, summary = _words(said.get("text")), _words(said.get("summary"))
    heading = one_line(text_of(title)) or None if isinstance(title, str) else title
    named = said.get("id")
    identity = one_line(named) or None if isinstance(named, str) else None
    if not (identity or isinstance(url, str) or isinstance(heading, str)):
        yield from issues
        problem = "no id, address or title to know it by; set aside"
        yield Issue(where=where, problem=problem, lost_record=True)
        return
    when = _published(said, where)
    yield from (*issues, *when.issues)
    dateless = None if {"published_at", "published_on"} & _spoken(said) else UNSAID
    language = said.get("language")
    yield MappedRecord(
        where=where,
        id=identity,
        title=heading,
        url=url,
        text=full or summary or (heading if isinstance(heading, str) else ""),
        is_full=bool(full),
        published_on=when.on or dateless,
        published_at=when.at or dateless,
        date_evidence=when.evidence or dateless,
        language=language if isinstance(language, str) else None,
        author=_line(said.get("author", UNSAID)),
        owner=_line(said.get("owner", UNSAID)),
    )


def _said(
    found: Fields, field: str, mapping: Mapping, where: str, issues: list[Issue]
) -> str | Unsaid | None:
    answer: str | Unsaid | None = UNSAID
    for key in mapping.keys(field):
        value = _value(found, key)
        if isinstance(value, Unsaid):
            continue
        text = _text(value, field)
        if text is None and not _is_blank(value):
            problem = f"a {type(value).__name__} where a text belongs; left out"
            issues.append(Issue(where=f"{where}.{key}", problem=problem))
            continue
        if text:
            return text
        answer = None
    return answer


def _value(found: Fields, key: str) -> Json | Unsaid:
    if key in found:
        return found[key]
    node: Json = found
    for step in key.split("."):
        if not isinstance(node, dict) or step not in node:
            return UNSAID
        node = node[step]
    return node


def _text(value: Json, field: str) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    # A number may name a record; as a date it would be seconds since some epoch, which is refused.
    if isinstance(value, int) and not isinstance(value, bool) and field == "id":
        return str(value)
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        joint = "\n\n" if field in ("text", "summary") else ", "
        return joint.join(one for one in value if isinstance(one, str)) or None
    return None


def _is_blank(value: Json) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _words(value: str | Unsaid | None) -> str:
    return text_of(value) if isinstance(value, str) else ""


def _line(value: str | Unsaid | None) -> str | Unsaid | None:
    return one_line(text_of(value)) or None if isinstance(value, str) else value


def _spoken(said: dict[str, str | Unsaid | None]) -> set[str]:
    return {field for field, value in said.items() if not isinstance(value, Unsaid)}


def _published(said: dict[str, str | Unsaid | None], where: str) -> Dated:
    stated = [
        (field, value)
        for field in ("published_at", "published_on")
        if isinstance(value := said.get(field), str)
    ]
    return dated(where, stated)
