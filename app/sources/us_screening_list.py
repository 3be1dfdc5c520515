"""The Consolidated Screening List of trade.gov: thirteen lists of three departments in one file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Issue, Standing
from app.domain.ids import SourceKey
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Request, Source, Window
from app.errors import FormatError
from app.formats.asked import standing_now
from app.formats.delimited import TableForm, column_key, first_columns, read_table, unknown_columns
from app.formats.list_rows import (
    Line,
    Listed,
    listed_reading,
    named_native,
    told_apart,
    written_day,
)
from app.formats.records import Record, reading
from app.formats.screening_list_names import list_key
from app.vocabulary.countries import country_code

KEY: Final = SourceKey("us-csl")
ZONE: Final = "America/New_York"
FILE: Final = "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json"
OLDER: Final = "https://api.trade.gov/static/consolidated_screening_list/consolidated.json"

_CODE_AT_END: Final = re.compile(r"(?:^|,\s*)([A-Z]{2})\s*$")
# Fields of a row in the order a reader wants them, with their labels.
_LABELS: Final = {
    "name": "Name",
    "alt_names": "Alias",
    "type": "Type",
    "title": "Title",
    "source": "List",
    "programs": "Programme",
    "addresses": "Address",
    "license_requirement": "Licence requirement",
    "license_policy": "Licence policy",
    "federal_register_notice": "Federal Register notice",
    "start_date": "Start date",
    "end_date": "End date",
    "standard_order": "Standard order",
    "nationalities": "Nationality",
    "citizenships": "Citizenship",
    "dates_of_birth": "Date of birth",
    "places_of_birth": "Place of birth",
    "call_sign": "Call sign",
    "vessel_type": "Vessel type",
    "gross_tonnage": "Gross tonnage",
    "gross_registered_tonnage": "Gross registered tonnage",
    "vessel_flag": "Vessel flag",
    "vessel_owner": "Vessel owner",
    "ids": "Identification",
    "remarks": "Remarks",
    "country": "Country",
    "entity_number": "Number",
    "source_list_url": "List page",
    "source_information_url": "Information",
}
_IDENTITY: Final = frozenset({"id", "_id"})
_ADDRESS: Final = ("address", "city", "state", "postal_code", "country")
_IDS: Final = ("type", "number", "country", "issue_date", "expiration_date")
_KNOWN_COLUMNS: Final = frozenset(column_key(name) for name in (*_LABELS, *_IDENTITY))
_MANY: Final = frozenset(
    {"alt_names", "programs", "nationalities", "citizenships", "dates_of_birth", "places_of_birth"}
)


def read_json(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """The publisher's JSON, or a page of its search: `results`, each row with its list's name."""
    page = Record.parse(capture.body, where=capture.place)
    rows = page.records("results")
    if not rows:
        raise FormatError(f"no documents: {capture.place} has no results; fetch it again")
    said = page.whole_or_none("total")
    current_on = _performed_on(page)
    entries: list[Listed] = []
    new: dict[str, str] = {}
    for row in rows:
        for one in reading(row, lambda row: _of_record(row, new)):
            if isinstance(one, Issue):
                yield one
            else:
                entries.append(one)
    for name, where in new.items():
        problem = f"field {name!r} is new here; it is kept in the text: tell the maintainers"
        yield Issue(where=where, problem=problem)
    yield from page.unread("sources", "offset", "limit", "search_performed_at")
    flaw = None
    if said is not None and said != len(rows):
        flaw = f"the file counts {said:,} entries and holds {len(rows):,}"
    yield from _all_of(entries, current_on, flaw)


def read_csv(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """The publisher's CSV or TSV; several values of a cell stand there behind semicolons."""
    table = read_table(capture.body, TableForm(), where=capture.place)
    yield from table.issues
    yield from unknown_columns(table, _KNOWN_COLUMNS)
    entries: list[Listed] = []
    for row in table.rows:
        where = f"line {row.line}"
        said = {
            column_key(name): (name, value) for name, value in row.cells.items() if value != "-0-"
        }
        cells = {name: said[column_key(name)][1] for name in _LABELS if column_key(name) in said}
        more = [(name, value) for key, (name, value) in said.items() if key not in _KNOWN_COLUMNS]
        if not cells.get("name") or not cells.get("source"):
            problem = "a row without a name or a list; compare with the publisher's file"
            yield Issue(where=where, problem=problem, lost_record=True)
            continue
        entries.append(_entry(_of_cells(cells, more), cells, where))
    yield from _all_of(entries, None, table.flaw)


def _all_of(
    entries: Sequence[Listed], current_on: date | None, flaw: str | None
) -> Iterator[Reading | ListSnapshot | Issue]:
    unnamed = {dict(one.lines)["List"] for one in entries if one.list_key is None}
    for name in sorted(unnamed):
        problem = "this list is new; its entries are kept without a list: tell the maintainers"
        yield Issue(where=f"source {name!r}", problem=problem)
    for entry in told_apart(entries):
        yield listed_reading(KEY, entry)
    for key in sorted({one.list_key for one in entries if one.list_key is not None}):
        yield ListSnapshot(list_key=key, current_on=current_on, flaw=flaw, one_of_many=True)


def _of_record(row: Record, new: dict[str, str]) -> Iterator[Listed | Issue]:
    """One row of the JSON, its fields in the order of our labels, those nobody met behind them."""
    row.text("name"), row.text("source")
    row.known(*_IDENTITY)
    lines: list[Line] = []
    first: dict[str, str] = {}
    addresses = row.records("addresses")
    for field, label in _LABELS.items():
        if field == "addresses":
            values = [_joined(one, _ADDRESS) for one in addresses]
        else:
            values = list(_values(row, field))
        if values:
            first[field] = values[0]
            lines += [(label, value) for value in values]
    for field in sorted(row.names() - _LABELS.keys() - _IDENTITY):
        if _is_text(row, field):
            new.setdefault(field, row.place(field))
            lines.append((field, row.text_or_none(field) or ""))
    first["countries"] = " ".join(_countries_of(row, addresses))
    yield _entry(lines, first, row.where)


def _values(row: Record, field: str) -> Iterator[str]:
    if field == "ids" and not _is_text(row, field):
        yield from (_joined(one, _IDS) for one in row.records(field))
        return
    if field in _MANY and not _is_text(row, field):
        yield from row.texts(field)
        return
    value = row.text_or_none(field)
    if value is not None:
        yield value


def _is_text(row: Record, field: str) -> bool:
    try:
        row.text_or_none(field)
    except FormatError:
        return False
    return True


def _joined(part: Record, fields: Iterable[str]) -> str:
    said = [part.text_or_none(name) for name in fields]
    return ", ".join(value for value in said if value)


def _countries_of(row: Record, addresses: Iterable[Record]) -> Iterator[str]:
    for address in addresses:
        code = country_code(address.text_or_none("country") or "")
        if code:
            yield code
    single = country_code(row.text_or_none("country") or "")
    if single:
        yield single


def _of_cells(cells: dict[str, str], more: list[Line]) -> list[Line]:
    lines: list[Line] = []
    for field, label in _LABELS.items():
        value = cells.get(field)
        if value is None:
            continue
        many = value.split("; ") if field in _MANY else [value]
        lines += [(label, one.strip()) for one in many if one.strip()]
    codes = [_CODE_AT_END.search(one) for one in cells.get("addresses", "").split("; ")]
    found = [country_code(code.group(1)) for code in codes if code]
    cells["countries"] = " ".join(code for code in found if code)
    return lines + more


def _entry(lines: list[Line], first: dict[str, str], where: str) -> Listed:
    key = list_key(first["source"])
    short = key.removeprefix("us-") if key else "other"
    countries = tuple(first["countries"].split())
    number, notice = first.get("entity_number"), first.get("federal_register_notice", "")
    country = countries[0] if countries else ""
    native = f"{short}/{number}" if number else named_native(short, first["name"], country, notice)
    return Listed(
        native=native,
        list_key=key,
        name=first["name"],
        lines=[line for line in lines if line[1]],
        where=where,
        countries=countries,
        number=number,
        citation=notice or None,
        url=first.get("source_information_url") or first.get("source_list_url"),
        effective_on=written_day(first.get("start_date"), "%Y-%m-%d"),
        expires_on=written_day(first.get("end_date"), "%Y-%m-%d"),
    )


def _performed_on(page: Record) -> date | None:
    """The day in Washington on which the publisher says it drew up the file."""
    written = page.text_or_none("search_performed_at")
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at.date() if at.tzinfo is None else at.astimezone(ZoneInfo(ZONE)).date()


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # a list is as it is
    """The whole file, which needs no key; the older place has the same."""
    instead = Request(url=OLDER, shape="csl-json")
    yield Request(url=FILE, shape="csl-json", instead=instead)


def read_now(
    capture: Capture,
) -> Iterator[Reading | Request | Issue | ListSnapshot | Account]:
    """The publisher's JSON, with the account of how its lists stand on the day of the capture."""
    yield from standing_now(read_json(capture), capture)


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    head = body[:65_536].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        is_ours = b'"results"' in head and b'"source"' in head and b'"name"' in head
        return "csl-json" if is_ours and list_key(_first_source(head)) else None
    columns = {column_key(one) for one in first_columns(body)}
    needed = {"source", "name", "federalregisternotice", "altnames"}
    return "csl-csv" if needed <= columns else None


def _first_source(head: bytes) -> str:
    found = re.search(rb'"source"\s*:\s*"((?:[^"\\]|\\.)*)"', head)
    return found.group(1).decode("utf-8", "replace") if found else ""


SOURCE: Final = Source(
    key=KEY,
    title="Consolidated Screening List",
    jurisdiction="us",
    standing=Standing.CONSOLIDATED,
    owner="us-government",
    zone=ZONE,
    url="https://www.trade.gov/consolidated-screening-list",
    readers={"csl-json": read_now, "csl-csv": read_csv},
    recognise=recognise,
    body_limits=4,
    every=timedelta(hours=6),
    begin=begin,
    looks_back=timedelta(days=1),
    obeys_robots=False,
    terms="US public domain; drawn up anew once a day or oftener",
)
