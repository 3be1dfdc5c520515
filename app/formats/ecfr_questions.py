"""How the eCFR is asked: what changed in the parts we follow, and their texts as of those days.

The versioner knows no day that it is not yet complete for: asked for today it answers that there
is no such thing, and asked for an empty section it sends the whole title. So a text is asked for
by part, on the day of the issue that changed it, and once a quarter for every part.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Issue
from app.domain.ids import SourceKey, document_id
from app.domain.sources import Request, Window
from app.errors import FormatError
from app.formats.ecfr_versions import (
    PER_PAGE,
    AskedChanges,
    ContentVersion,
    asked_changes,
    asked_structure,
    days_of_titles,
    parts_of,
    stated_total,
    versions_of,
)
from app.formats.records import Record

JSON: Final = "application/json"
XML: Final = "application/xml"
ZONE: Final = "America/New_York"
BEGINS_ON: Final = date(2017, 1, 3)
# Parts we follow: of each title the first and the last number.
FOLLOWED: Final[Mapping[str, tuple[tuple[int, int], ...]]] = {
    "10": ((110, 110), (810, 810)),
    "15": ((730, 774),),
    "22": ((120, 130),),
    "31": ((500, 599),),
}


def questions(api: str, window: Window) -> Iterator[Request]:
    """How far the titles are, which parts each has, and what changed in it since the quarter."""
    since = quarter_of(window.first_on)
    yield Request(url=f"{api}/titles.json", shape="ecfr-titles", accept=JSON)
    for title in FOLLOWED:
        url = f"{api}/structure/{since}/title-{title}.json"
        yield Request(url=url, shape="ecfr-structure", accept=JSON, lasting=True)
    for title in FOLLOWED:
        yield _changes(api, title, Window(first_on=since, last_on=window.last_on), 1)


def quarter_of(day: date) -> date:
    """The first day of a quarter, from which every part is known whole."""
    return max(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), BEGINS_ON)


def is_followed(title: str, part: str | None) -> bool:
    """Whether a part is one of those that are followed."""
    if part is None or not part.isdecimal():
        return False
    return any(first <= int(part) <= last for first, last in FOLLOWED.get(title, ()))


def read_titles(capture: Capture) -> Iterator[Account | Issue]:
    """Up to which day the followed titles are complete; of later days nothing can be known."""
    answer = Record.parse(capture.body, where=capture.place)
    days = days_of_titles(answer)
    yield from answer.unread("meta")
    missing = sorted(FOLLOWED.keys() - days.keys())
    if missing:
        raise FormatError(
            f"{capture.place} does not say how far title {missing[0]} is; fetch it again"
        )
    last_on = min(days[title] for title in FOLLOWED)
    yield Account(
        question="how far the titles are",
        first_on=BEGINS_ON,
        last_on=last_on,
    )


def read_structure(capture: Capture) -> Iterator[Request | Account]:
    """The followed parts of a title on the first day of a quarter, each to be read whole."""
    asked = asked_structure(capture.url)
    if asked is None:
        raise FormatError(f"{capture.place} is not the address of a title's structure")
    parts = list(parts_of(Record.parse(capture.body, where=capture.place)))
    followed = [part for part in parts if is_followed(asked.title, part)]
    if not followed:
        raise FormatError(f"{capture.place} names no part that is followed; fetch it again")
    yield Account(
        question=f"parts of title {asked.title}",
        records=tuple((part, None) for part in followed),
    )
    for part in followed:
        yield _text(_api(capture), asked.title, part, asked.on, needed=False)


def read_versions(capture: Capture, source: SourceKey) -> Iterator[Request | Account | Issue]:
    """What changed in a title: the text of each followed part on each day it changed."""
    asked = asked_changes(capture.url)
    if asked is None:
        raise FormatError(f"{capture.place} is not the address of a title's changes")
    answer = Record.parse(capture.body, where=capture.place)
    versions = list(versions_of(answer))
    is_more = len(versions) >= PER_PAGE
    total = stated_total(answer)
    yield from answer.unread("meta")
    yield Account(
        question=f"changes of title {asked.title} since {asked.first_on}",
        first_on=asked.first_on,
        last_on=asked.last_on,
        records=tuple((one.identity, one.issued_on) for one in versions),
        stated=total if asked.page == 1 and not is_more else None,
        more=is_more,
        flaw=_flaw(asked, versions),
    )
    today = capture.captured_at.astimezone(ZoneInfo(ZONE)).date()
    for part, on in _changed(asked, versions):
        if on < today:
            yield _text(_api(capture), asked.title, part, on)
    yield from _removed(asked, versions, source)
    if is_more:
        window = Window(first_on=asked.first_on, last_on=asked.last_on)
        yield _changes(_api(capture), asked.title, window, asked.page + 1)


def _flaw(asked: AskedChanges, versions: list[ContentVersion]) -> str | None:
    for one in versions:
        if not asked.first_on <= one.issued_on <= asked.last_on:
            span = f"{asked.first_on} to {asked.last_on}"
            return f"a change of {one.issued_on} stands in an answer about {span}"
    return None


def _changed(asked: AskedChanges, versions: list[ContentVersion]) -> list[tuple[str, date]]:
    """Each followed part with each day it changed on, oldest first; a removed part has no text."""
    gone = {(one.part, one.issued_on) for one in versions if one.is_removed and one.sort == "part"}
    met = {
        (one.part, one.issued_on)
        for one in versions
        if one.part is not None and is_followed(asked.title, one.part)
    }
    return sorted(((part, on) for part, on in met - gone if part), key=lambda one: one[::-1])


def _removed(
    asked: AskedChanges, versions: list[ContentVersion], source: SourceKey
) -> Iterator[Issue]:
    for place, one in enumerate(versions):
        if one.is_removed and one.sort == "section" and is_followed(asked.title, one.part):
            yield Issue(
                where=f"content_versions[{place}].removed",
                problem=f"{asked.title} CFR {one.designation} is removed as of {one.issued_on}; "
                "its last words stay, see the rule that removed it",
                document=document_id(source, f"{asked.title}-{one.designation}"),
            )


def _changes(api: str, title: str, window: Window, page: int) -> Request:
    params = (
        ("issue_date[gte]", window.first_on.isoformat()),
        ("issue_date[lte]", window.last_on.isoformat()),
    )
    more = (("page", str(page)),) if page > 1 else ()
    url = f"{api}/versions/title-{title}.json"
    return Request(url=url, params=(*params, *more), shape="ecfr-versions", accept=JSON)


def _text(api: str, title: str, part: str, on: date, *, needed: bool = True) -> Request:
    return Request(
        url=f"{api}/full/{on}/title-{title}.xml",
        params=(("part", part),),
        shape="ecfr-xml",
        accept=XML,
        on=on if needed else None,
        needed=needed,
        lasting=True,
    )


def _api(capture: Capture) -> str:
    """The versioner's address, as it stands before what was asked of it."""
    return (capture.url or "").partition("/versioner/v1/")[0] + "/versioner/v1"
