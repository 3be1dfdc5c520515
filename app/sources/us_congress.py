"""Bills of Congress that speak of export controls: statutes on their way, as Congress.gov tells.

The service gives XML unless it is asked for JSON each time, and lists every bill that moved; a
bill is read here where its title speaks of the field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from app.domain.coverage import Account
from app.domain.documents import Capture, Custody, Document, Extent, Issue, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.asked import asked as asked_with
from app.formats.asked import day_or_none
from app.formats.plain_text import normalise, one_line
from app.formats.records import Record, reading

KEY: Final = SourceKey("us-congress")
API: Final = "https://api.congress.gov/v3"
SITE: Final = "https://www.congress.gov/bill"
PER_PAGE: Final = 250
_LIST = re.compile(r"/v3/bill/(\d+)$")
# Words of titles, not of texts: the list gives no more.
_OF_THE_FIELD = re.compile(
    r"export[- ](?:control|administration|enforcement|licen[cs]|restrict|of )|entity list|"
    r"semiconductor|\bchips?\b|artificial intelligence|\bAI\b|remote access|sanctions?\b|"
    r"foreign adversar|dual[- ]use|arms export|technology transfer|outbound investment|"
    r"military[- ]civil|advanced computing|model theft|data cent(?:er|re)",
    re.IGNORECASE,
)
_TYPES: Final = {
    "hr": ("H.R.", "house-bill"),
    "s": ("S.", "senate-bill"),
    "hjres": ("H.J. Res.", "house-joint-resolution"),
    "sjres": ("S.J. Res.", "senate-joint-resolution"),
    "hconres": ("H. Con. Res.", "house-concurrent-resolution"),
    "sconres": ("S. Con. Res.", "senate-concurrent-resolution"),
    "hres": ("H. Res.", "house-resolution"),
    "sres": ("S. Res.", "senate-resolution"),
}
_UNUSED: Final = ("originChamber", "originChamberCode", "updateDateIncludingText", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    congress: str
    window: Window
    offset: int


def congress_of(day: date) -> int:
    """The number of the Congress that sits on a day: each begins on the third of an odd January."""
    year = day.year if (day.month, day.day) >= (1, 3) else day.year - 1
    return (year - 1789) // 2 + 1


def begin(window: Window) -> Iterator[Request]:
    """Every bill that moved in the window, of each Congress that sat in it."""
    for congress in sorted({congress_of(window.first_on), congress_of(window.last_on)}):
        yield _question(_Asked(congress=str(congress), window=window, offset=0))


def read_bills(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """A page of the bills that moved."""
    page = Record.parse(capture.body, where=capture.place)
    if "bills" not in page:
        raise FormatError(
            f"error body: {capture.place} lists no bills; see what the service says and ask again"
        )
    bills = page.records("bills")
    said = page.record("pagination")
    total = said.whole_or_none("count") if said is not None else None
    if said is not None:
        said.known("next", "prev", "countIncludingWithdrawn")
    asked = _asked(capture)
    if not bills and (asked is None or total not in (0, asked.offset)):
        raise FormatError(f"no documents: {capture.place} is a page without any bill")
    for bill in bills:
        yield from reading(bill, _read_bill)
    yield from page.unread("request")
    if asked is not None:
        yield from _account(asked, total, bills)


def _account(
    asked: _Asked, total: int | None, bills: tuple[Record, ...]
) -> Iterator[Account | Request]:
    seen = asked.offset + len(bills)
    is_more = bool(bills) and (seen < total if total is not None else len(bills) >= PER_PAGE)
    window = asked.window
    yield Account(
        question=f"bills of Congress {asked.congress} that moved",
        first_on=window.first_on,
        last_on=window.last_on,
        records=tuple((name, None) for bill in bills if (name := _name(bill)) is not None),
        stated=total,
        more=is_more,
    )
    if is_more:
        yield _question(_Asked(congress=asked.congress, window=window, offset=seen))


def _read_bill(bill: Record) -> Iterator[Reading]:
    congress, type_, number = bill.text("congress"), bill.text("type").lower(), bill.text("number")
    title = one_line(bill.text("title"))
    latest = bill.record("latestAction")
    moved_on = latest.day_or_none("actionDate") if latest is not None else None
    action = latest.text_or_none("text") if latest is not None else None
    if latest is not None:
        latest.known("actionTime")
    bill.known("updateDate", *_UNUSED)
    if not (congress.isdecimal() and number.isdecimal()):
        raise FormatError(f"{bill.place('number')}: {congress} and {number} name no bill")
    if type_ not in _TYPES:
        raise FormatError(f"{bill.place('type')} {type_!r} is new here; name it among the types")
    if not _OF_THE_FIELD.search(title):
        return
    short, path = _TYPES[type_]
    is_told = action is not None and moved_on is not None
    words = f"{title}\n\nLatest action, {moved_on}: {action}" if is_told else title
    yield Reading(
        document=Document(
            id=_id(congress, type_, number), source=KEY, kind=Kind.STATUTE, type="bill"
        ),
        where=bill.where,
        words=Words(text=normalise(words), extent=Extent.SUMMARY, language="en"),
        title=title,
        url=f"{SITE}/{_ordinal(congress)}-congress/{path}/{number}",
        published_on=moved_on or UNSAID,
        date_evidence="latestAction.actionDate" if moved_on else UNSAID,
        facts=InstrumentFacts(number=f"{short} {number}", action_caption=action or UNSAID),
    )


def _ordinal(number: str) -> str:
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
    return f"{number}th" if number[-2:-1] == "1" else f"{number}{ending}"


def _name(bill: Record) -> str | None:
    try:
        return "-".join(bill.text(name).lower() for name in ("congress", "type", "number"))
    except FormatError:
        return None


def _id(congress: str, type_: str, number: str) -> DocumentId:
    return document_id(KEY, f"{congress}-{type_}-{number}")


def _question(asked: _Asked) -> Request:
    window = asked.window
    return Request(
        url=f"{API}/bill/{asked.congress}",
        params=(
            ("format", "json"),
            ("fromDateTime", f"{window.first_on}T00:00:00Z"),
            ("toDateTime", f"{window.last_on}T23:59:59Z"),
            ("sort", "updateDate asc"),
            ("limit", str(PER_PAGE)),
            ("offset", str(asked.offset)),
        ),
        shape="congress-bills",
        accept="application/json",
    )


def _asked(capture: Capture) -> _Asked | None:
    if capture.custody is not Custody.COLLECTED:
        return None
    found = _LIST.search(urlsplit(capture.url or "").path)
    params = dict(asked_with(capture))
    first = day_or_none(params.get("fromDateTime", "")[:10])
    last = day_or_none(params.get("toDateTime", "")[:10])
    if found is None or first is None or last is None:
        return None
    window = Window(first_on=first, last_on=last)
    return _Asked(congress=found.group(1), window=window, offset=int(params.get("offset", "0")))


SOURCE: Final = Source(
    key=KEY,
    title="Congress.gov, bills",
    jurisdiction="us",
    standing=Standing.STATEMENT,
    owner="us-government",
    zone="America/New_York",
    url="https://www.congress.gov",
    readers={"congress-bills": read_bills},
    every=timedelta(hours=6),
    begin=begin,
    looks_back=timedelta(days=7),
    secret="congress",
    obeys_robots=False,
    terms="US public domain; needs a key of api.data.gov, five thousand questions an hour",
)
