"""Treasury's sanctions lists as the Sanctions List Service gives them: tables and two XML forms."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from app.domain.coverage import Account
from app.domain.documents import Capture, Issue, Standing
from app.domain.ids import SourceKey
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Request, Source, Window
from app.errors import FormatError
from app.formats import ofac_advanced, ofac_xml
from app.formats.asked import standing_now
from app.formats.delimited import TableForm, TableRow, first_columns, read_table
from app.formats.list_rows import Line, Listed, listed_reading
from app.formats.ofac_advanced_tables import tables_of
from app.formats.ofac_tables import (
    ADDRESS,
    ALIAS,
    COMMENT,
    ENTRY,
    OTHERS,
    SDN,
    is_of_others,
    list_named,
    list_of,
    numbered,
    programmes_of,
    table_shape,
    without_number,
)
from app.formats.xml import root_tag
from app.vocabulary.countries import country_code

KEY: Final = SourceKey("us-ofac")
SERVICE: Final = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
_SEARCH: Final = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="

# A table of entries and the tables of their parts cannot be joined here: each file is read by
# itself, in whatever order they come, and the number of a part does not say on which list its
# entry stands.
_WITHOUT_PARTS: Final = (
    "this table holds entries without their addresses and other names, which stand in ADD.CSV and "
    "ALT.CSV; hand over SDN.XML or CONSOLIDATED.XML, which hold them together"
)
_PARTS_ALONE: Final = (
    "this table holds parts of entries that stand in SDN.CSV or CONS_PRIM.CSV; each is kept as a "
    "row of its own that names its entry's number: hand over SDN.XML or CONSOLIDATED.XML, which "
    "hold them together"
)
_REPACKED: Final = ("uid", "name", "type", "programs", "alternate_names")


def read_entries(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """SDN.CSV or CONS_PRIM.CSV: twelve columns without a header, `-0-` where nothing is said."""
    table = read_table(capture.body, TableForm(delimiter=",", columns=ENTRY), where=capture.place)
    yield from table.issues
    yield Issue(where="file", problem=_WITHOUT_PARTS)
    rows = list(numbered(table))
    others = is_of_others(
        [programmes_of(row.cells.get("Programme", "")) for row in rows if isinstance(row, TableRow)]
    )
    keys: list[str] = []
    for row in rows:
        if isinstance(row, Issue):
            yield row
            continue
        programmes = programmes_of(row.cells.pop("Programme", ""))
        lines = [("Name", row.cells.pop("Name", ""))]
        lines += [(name, row.cells[name]) for name in ENTRY if name in row.cells]
        lines += [("Programme", one) for one in programmes]
        keys.append(list_of(programmes, others=others))
        yield listed_reading(KEY, _listed(lines, keys[-1], f"line {row.line}"))
    yield from _snapshots(keys, None, table.flaw)


def read_addresses(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """ADD.CSV: the addresses of entries that another file holds, each found by its own words."""
    yield from _parts(capture, ADDRESS, "Address number", "us-sdn-add")


def read_aliases(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """ALT.CSV: other names of entries that another file holds."""
    yield from _parts(capture, ALIAS, "Alias number", "us-sdn-alt")


def read_comments(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """SDN_COMMENTS.CSV: what was too long for the remarks of an entry."""
    yield from _parts(capture, COMMENT, "", "us-sdn-comments")


def read_repacked(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """A common repacking of SDN.CSV and ALT.CSV into one table with a header."""
    table = read_table(capture.body, TableForm(delimiter=","), where=capture.place)
    yield from table.issues
    for row in table.rows:
        cells = row.cells
        if not cells.get("uid", "").isdigit() or not cells.get("name"):
            yield without_number(row.line)
            continue
        lines: list[Line] = [("Name", cells["name"]), ("Number", cells["uid"])]
        lines += [("Type", cells["type"])] if "type" in cells else []
        lines += [("Programme", one) for one in programmes_of(cells.get("programs", ""))]
        lines += [
            ("Alias", one.strip()) for one in cells.get("alternate_names", "").split("; ") if one
        ]
        yield listed_reading(KEY, _listed(lines, SDN, f"line {row.line}"))
    yield ListSnapshot(list_key=SDN, flaw=table.flaw)


def read_xml(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """SDN.XML or CONSOLIDATED.XML, which say their day and how many entries they should hold."""
    told = list(ofac_xml.read_entries(capture.body, where=capture.place))
    heads = [one for one in told if isinstance(one, ofac_xml.OfacHead)]
    head = heads[0] if heads else ofac_xml.OfacHead(published_on=None, count=None)
    found = [one for one in told if isinstance(one, ofac_xml.OfacEntry)]
    if not found:
        raise FormatError(f"no documents: {capture.place} is a list without entries")
    others = is_of_others([one.programmes for one in found])
    keys: list[str] = []
    for one in told:
        if isinstance(one, Issue):
            yield one
        if not isinstance(one, ofac_xml.OfacEntry):
            continue
        keys.append(list_of(one.programmes, others=others))
        listed = _listed(one.lines, keys[-1], one.where, head.published_on, one.countries)
        yield listed_reading(KEY, listed)
    flaw = None
    if head.count is not None and head.count != len(found):
        flaw = f"the file counts {head.count:,} entries and holds {len(found):,}"
    yield from _snapshots(keys, head.published_on, flaw)


def read_advanced(capture: Capture) -> Iterator[Reading | Request | Issue | ListSnapshot]:
    """SDN_ADVANCED.XML or CONS_ADVANCED.XML; a party on several lists is an entry of the first.

    A party whose listing the file lacks is taken to stand on the list of most others.
    """
    tables = tables_of(capture.body, where=capture.place)
    issued_on = tables.issued_on
    usual = _list_of_names([name for name, _ in tables.list_names.most_common(1)] or ["SDN List"])
    keys: list[str] = []
    flaw: str | None = None
    for one in ofac_advanced.parties_of(capture.body, tables, where=capture.place):
        if isinstance(one, Issue):
            flaw = flaw or (None if one.lost_record else one.problem)
            yield one
            continue
        keys.append(_list_of_names(one.lists) if one.lists else usual)
        listed = _listed(one.lines, keys[-1], one.where, issued_on, one.countries)
        yield listed_reading(KEY, listed)
    if not keys:
        raise FormatError(f"no documents: {capture.place} holds no parties; fetch it again")
    yield from _snapshots(keys, issued_on, flaw)


def _list_of_names(names: Sequence[str]) -> str:
    return next((key for name in names if (key := list_named(name))), OTHERS)


def _parts(
    capture: Capture, columns: tuple[str, ...], own: str, key: str
) -> Iterator[Reading | Issue | ListSnapshot]:
    table = read_table(capture.body, TableForm(delimiter=",", columns=columns), where=capture.place)
    yield from table.issues
    yield Issue(where="file", problem=_PARTS_ALONE)
    kind = key.rsplit("-", 1)[-1]
    for row in numbered(table, needs_name=False):
        if isinstance(row, Issue):
            yield row
            continue
        number = row.cells["Number"]
        lines: list[Line] = [("Of entry", number)]
        lines += [(name, row.cells[name]) for name in columns[1:] if name in row.cells]
        name = row.cells.get("Alias") or f"{kind.capitalize()} of entry {number}"
        if kind == "add":
            name = f"Address of entry {number}"
        if kind == "comments":
            name = f"Remarks on entry {number}"
        code = country_code(row.cells.get("Country", ""))
        yield listed_reading(
            KEY,
            Listed(
                native=f"{kind}/{number}" + (f"-{row.cells.get(own, '')}" if own else ""),
                list_key=key,
                name=name,
                lines=lines,
                where=f"line {row.line}",
                countries=(code,) if code else (),
                number=number,
                url=_SEARCH + number,
            ),
        )
    yield ListSnapshot(list_key=key, flaw=table.flaw)


def _listed(
    lines: Sequence[Line],
    key: str,
    where: str,
    current_on: date | None = None,
    countries: tuple[str, ...] = (),
) -> Listed:
    said = dict(reversed(lines))
    number = said["Number"]
    codes = [country_code(one) for one in countries]
    return Listed(
        native=f"{'sdn' if key == SDN else 'cons'}/{number}",
        list_key=key,
        name=said["Name"],
        lines=[line for line in lines if line[1]],
        where=where,
        countries=tuple(code for code in codes if code),
        number=number,
        url=_SEARCH + number,
        current_on=current_on,
    )


def _snapshots(
    keys: Sequence[str], current_on: date | None, flaw: str | None
) -> Iterator[ListSnapshot]:
    for key in sorted(set(keys)):
        yield ListSnapshot(list_key=key, current_on=current_on, flaw=flaw, one_of_many=True)


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # lists are as they are
    """The two files that say their own day and how many entries they hold."""
    for name in ("SDN.XML", "CONSOLIDATED.XML"):
        yield Request(url=f"{SERVICE}/{name}", shape="ofac-xml")


def read_now(
    capture: Capture,
) -> Iterator[Reading | Request | Issue | ListSnapshot | Account]:
    """Such a file, with the account of how its lists stand on the day of the capture."""
    yield from standing_now(read_xml(capture), capture)


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    tag = root_tag(body)
    if tag == ofac_xml.ROOT_TAG:
        return "ofac-xml"
    if tag == ofac_advanced.ROOT_TAG:
        return "ofac-advanced-xml" if b"sanctions" in body[:2048].lower() else None
    return "ofac-repacked" if first_columns(body) == _REPACKED else table_shape(body)


SOURCE: Final = Source(
    key=KEY,
    title="OFAC sanctions lists",
    jurisdiction="us",
    standing=Standing.AUTHENTIC,
    owner="us-government",
    zone="America/New_York",
    url="https://sanctionslist.ofac.treas.gov",
    readers={
        "ofac-entries": read_entries,
        "ofac-addresses": read_addresses,
        "ofac-aliases": read_aliases,
        "ofac-comments": read_comments,
        "ofac-repacked": read_repacked,
        "ofac-xml": read_now,
        "ofac-advanced-xml": read_advanced,
    },
    recognise=recognise,
    body_limits=4,
    streamed=frozenset({"ofac-xml", "ofac-advanced-xml"}),
    every=timedelta(hours=3),
    begin=begin,
    looks_back=timedelta(days=1),
    obeys_robots=False,
    terms="US public domain",
)
