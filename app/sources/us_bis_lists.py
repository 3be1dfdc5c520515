"""The lists of the Bureau of Industry and Security in the tables it has published them as."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from app.domain.documents import Capture, Issue, Standing
from app.domain.ids import SourceKey
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Request, Source
from app.formats.delimited import (
    Table,
    TableForm,
    TableRow,
    column_key,
    first_columns,
    read_table,
    unknown_columns,
)
from app.formats.list_rows import (
    Line,
    Listed,
    gathered,
    listed_reading,
    name_key,
    named_native,
    told_apart,
    written_day,
)
from app.vocabulary.countries import country_code

KEY: Final = SourceKey("us-bis")
_DAY: Final = ("%m/%d/%Y", "%Y-%m-%d", "%m/%d/%y")

# Columns by key, with the labels of their lines; those of an address make one line together.
_DENIED: Final = {
    "name": "Name",
    "streetaddress": "",
    "city": "",
    "state": "",
    "country": "",
    "postalcode": "",
    "effectivedate": "Effective date",
    "expirationdate": "Expiration date",
    "standardorder": "Standard order",
    "lastupdate": "Last update",
    "action": "Action",
    "frcitation": "Federal Register citation",
}
_LEGACY: Final = {
    "name": "Name",
    "alternatename": "Alias",
    "alternateremarks": "Alias remarks",
    "alternatetype": "Alias type",
    "alternatenumber": "Alias number",
    "title": "Title",
    "address": "",
    "city": "",
    "stateprovince": "",
    "postalcode": "",
    "country": "",
    "addressremarks": "Address remarks",
    "addressnumber": "Address number",
    "sourcelist": "List",
    "programs": "Programme",
    "federalregisternotice": "Federal Register notice",
    "effectivedate": "Effective date",
    "dateliftedwaivedexpired": "Date lifted, waived or expired",
    "standardorder": "Standard order",
    "licenserequirement": "Licence requirement",
    "licensepolicy": "Licence policy",
    "entitynumber": "Number",
    "sdntype": "Type",
    "callsign": "Call sign",
    "vesseltype": "Vessel type",
    "grosstonnage": "Gross tonnage",
    "grossregistertonnage": "Gross registered tonnage",
    "vesselflag": "Vessel flag",
    "vesselowner": "Vessel owner",
    "remarksnotes": "Remarks",
    "weblink": "Web page",
}
_UNVERIFIED: Final = {"name": "Name", "address": "", "country": "Country"}
_LISTS: Final = {"EL": "us-el", "UVL": "us-uvl", "DPL": "us-dpl", "MEU": "us-meu"}


def read_denied(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """The Denied Persons List: a row for each address under each order."""
    table = read_table(capture.body, TableForm(), where=capture.place)
    yield from _issues(table, _DENIED)
    rows = [_cells(row) for row in table.rows]
    yield from _without_name(rows)
    found = [_denied(where, cells) for where, cells in rows if "name" in cells]
    for entry in told_apart(found):
        yield listed_reading(KEY, entry)
    yield ListSnapshot(list_key="us-dpl", flaw=table.flaw)


def read_legacy(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """The old table of the Entity List: a row for each address with each alias of an entry."""
    table = read_table(capture.body, TableForm(), where=capture.place)
    yield from _issues(table, _LEGACY)
    rows = [_cells(row) for row in table.rows]
    yield from _without_name(rows)
    keys: set[str] = set()
    for alike in _together(rows, ("sourcelist", "name", "country", "federalregisternotice")):
        where, cells = alike[0]
        list_key = _LISTS.get(cells.get("sourcelist", "EL").upper(), "us-el")
        keys.add(list_key)
        notice = cells.get("federalregisternotice", "")
        yield listed_reading(
            KEY,
            Listed(
                native=_native(list_key, cells, notice),
                list_key=list_key,
                name=cells["name"],
                lines=gathered(line for _, one in alike for line in _lines(one, _LEGACY)),
                where=where,
                countries=_codes(one for _, one in alike),
                citation=notice or None,
                effective_on=written_day(cells.get("effectivedate"), *_DAY),
            ),
        )
    for key in sorted(keys):
        yield ListSnapshot(list_key=key, flaw=table.flaw)


def read_unverified(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """The Unverified List as a table of country, name and address, a row for each address."""
    table = read_table(capture.body, TableForm(), where=capture.place)
    yield from _issues(table, _UNVERIFIED)
    rows = [_cells(row) for row in table.rows]
    yield from _without_name(rows)
    for alike in _together(rows, ("name", "country")):
        where, cells = alike[0]
        yield listed_reading(
            KEY,
            Listed(
                native=_native("us-uvl", cells, ""),
                list_key="us-uvl",
                name=cells["name"],
                lines=gathered(line for _, one in alike for line in _lines(one, _UNVERIFIED)),
                where=where,
                countries=_codes(one for _, one in alike),
            ),
        )
    yield ListSnapshot(list_key="us-uvl", flaw=table.flaw)


_Cells = dict[str, str]


def _denied(where: str, cells: _Cells) -> Listed:
    notice = cells.get("frcitation", "")
    return Listed(
        native=_native("us-dpl", cells, notice),
        list_key="us-dpl",
        name=cells["name"],
        lines=tuple(_lines(cells, _DENIED)),
        where=where,
        countries=_codes((cells,)),
        citation=notice or None,
        effective_on=written_day(cells.get("effectivedate"), *_DAY),
        expires_on=written_day(cells.get("expirationdate"), *_DAY),
    )


def _issues(table: Table, known: dict[str, str]) -> Iterator[Issue]:
    yield from table.issues
    yield from unknown_columns(table, frozenset(known))


def _cells(row: TableRow) -> tuple[str, _Cells]:
    return f"line {row.line}", {
        (key if key else name): said for name, said in row.cells.items() for key in [_key(name)]
    }


def _key(name: str) -> str:
    key = column_key(name)
    return key if key in _LEGACY or key in _DENIED else name


def _without_name(rows: Sequence[tuple[str, _Cells]]) -> Iterator[Issue]:
    for where, cells in rows:
        if "name" not in cells:
            problem = "a row without a name; compare with the list as published"
            yield Issue(where=where, problem=problem, lost_record=True)


def _together(
    rows: Sequence[tuple[str, _Cells]], keys: Sequence[str]
) -> Iterator[list[tuple[str, _Cells]]]:
    """Rows of one entry, whose name and country are the same but for a publisher's habits."""
    found: dict[tuple[str, ...], list[tuple[str, _Cells]]] = {}
    for where, cells in rows:
        if "name" in cells:
            named = tuple(name_key(cells.get(key, "")) or cells.get(key, "") for key in keys)
            found.setdefault(named, []).append((where, cells))
    yield from found.values()


def _native(list_key: str, cells: _Cells, notice: str) -> str:
    country = country_code(cells.get("country", "")) or cells.get("country", "")
    return named_native(list_key.removeprefix("us-"), cells["name"], country, notice)


def _lines(cells: _Cells, labels: dict[str, str]) -> Iterator[Line]:
    """The cells under their labels, and the parts of an address as one line of it."""
    address = ", ".join(cells[key] for key, label in labels.items() if not label and key in cells)
    is_told = False
    for key, label in labels.items():
        if label and key in cells:
            yield label, cells[key]
        elif not label and not is_told and address:
            is_told = True
            yield "Address", address
    yield from ((key, said) for key, said in cells.items() if key not in labels)


def _codes(rows: Iterable[_Cells]) -> tuple[str, ...]:
    codes = [country_code(cells.get("country", "")) for cells in rows]
    return tuple(dict.fromkeys(code for code in codes if code))


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    columns = {column_key(one) for one in first_columns(body)}
    if {"name", "streetaddress", "standardorder"} <= columns:
        return "bis-denied"
    if {"sourcelist", "name", "federalregisternotice", "alternatename"} <= columns:
        return "bis-legacy"
    return "bis-unverified" if columns - {""} == {"country", "name", "address"} else None


SOURCE: Final = Source(
    key=KEY,
    title="BIS lists of parties of concern",
    jurisdiction="us",
    standing=Standing.AUTHENTIC,
    owner="us-government",
    zone="America/New_York",
    url="https://www.bis.gov",
    readers={
        "bis-denied": read_denied,
        "bis-legacy": read_legacy,
        "bis-unverified": read_unverified,
    },
    recognise=recognise,
)
