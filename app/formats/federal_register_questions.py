"""Questions to the Federal Register's search, put so that their answers can be proven whole.

The search counts up to 10,000 and no further, and its fifty-first page is its first again: a
window in which there is more is asked for in halves, and pages are followed by the publisher's
own link, of which only the place to go on is taken.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Custody, Issue
from app.domain.sources import Request, Window
from app.errors import FormatError
from app.formats.federal_register_facts import ZONE
from app.formats.federal_register_json import Answer, identity_of

Param = tuple[str, str]

CAP: Final = 10_000
PER_PAGE: Final = 1_000
LAST_PAGE: Final = 50
_FROM: Final = "conditions[publication_date][gte]"
_TO: Final = "conditions[publication_date][lte]"
_GOING_ON: Final = ("page", "search_after_cursor")
_SUNDAY: Final = 6
_ASKED_AGAIN: Final = timedelta(days=45)
_TEXT_SETTLES: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question with its window; `place` is where in its pages an answer stands."""

    url: str
    params: tuple[Param, ...]
    window: Window
    place: tuple[Param, ...] = ()

    @property
    def name(self) -> str:
        """The question in words a person can read; its pages share it."""
        said = [f"{key}={value}" for key, value in self.params if key.startswith("conditions")]
        return " ".join([self.url.rsplit("/", 1)[-1], *said])

    def request(self, shape: str, *, needed: bool = True) -> Request:
        """What to ask for this page of it."""
        return Request(url=self.url, params=(*self.params, *self.place), shape=shape, needed=needed)

    def within(self, window: Window) -> "Asked":
        """The same question of other days, from its first page."""
        days = {_FROM: window.first_on.isoformat(), _TO: window.last_on.isoformat()}
        params = tuple((key, days.get(key, value)) for key, value in self.params)
        return replace(self, params=params, window=window, place=())


def asked(url: str, condition: Iterable[Param], fields: Iterable[str], window: Window) -> Asked:
    """The question of one condition, oldest first; one agency each, since OR may mean AND."""
    params = (
        *condition,
        (_FROM, window.first_on.isoformat()),
        (_TO, window.last_on.isoformat()),
        ("order", "oldest"),
        ("per_page", str(PER_PAGE)),
        *(("fields[]", name) for name in fields),
    )
    return Asked(url=url, params=params, window=window)


def asked_of(capture: Capture) -> Asked | None:
    """The question a capture answers, where we asked one; `None` for what a person handed over."""
    if capture.custody is not Custody.COLLECTED or capture.url is None:
        return None
    parts = urlsplit(capture.url)
    params = tuple(parse_qsl(parts.query, keep_blank_values=True))
    days = dict(params)
    if _FROM not in days or _TO not in days:
        return None
    window = Window(first_on=date.fromisoformat(days[_FROM]), last_on=date.fromisoformat(days[_TO]))
    return Asked(
        url=f"{parts.scheme}://{parts.netloc}{parts.path}",
        params=tuple(one for one in params if one[0] not in _GOING_ON),
        window=window,
        place=tuple(one for one in params if one[0] in _GOING_ON),
    )


def proven(question: Asked, answer: Answer, *, shape: str) -> Iterator[Account | Request | Issue]:
    """What an answer proves of how much there is, and what must be asked to know it all."""
    if answer.stated is not None and answer.stated >= CAP:
        yield from _split(question, shape)
        return
    more, flaw = _next(question, answer)
    records: list[tuple[str, date | None]] = []
    for item in answer.documents:
        try:
            identity = identity_of(item)
        except FormatError:
            flaw = flaw or f"{item.where} could not be told apart from the others"
            continue
        records.append((identity.id, identity.published_on))
    flaw = flaw or _astray(question, records)
    yield Account(
        question=question.name,
        first_on=question.window.first_on,
        last_on=question.window.last_on,
        records=tuple(records),
        stated=answer.stated,
        more=more is not None,
        flaw=flaw,
    )
    if more is not None:
        yield more.request(shape)


def asked_again(question: Asked, shape: str) -> Iterator[Request]:
    """On Sundays, when nothing is published, the weeks before: deadlines move, errata come."""
    last_on = question.window.last_on
    if not question.place and last_on.weekday() == _SUNDAY:
        weeks = Window(first_on=last_on - _ASKED_AGAIN, last_on=last_on - timedelta(days=7))
        yield question.within(weeks).request(shape, needed=False)


def settled(request: Request, capture: Capture) -> Request:
    """A request for a text; one of some days ago is what it will be, a new one may be set right."""
    today = capture.captured_at.astimezone(ZoneInfo(ZONE)).date()
    is_old = request.on is not None and today - request.on >= _TEXT_SETTLES
    return replace(request, lasting=True) if is_old else request


def _split(question: Asked, shape: str) -> Iterator[Account | Request | Issue]:
    halves = question.window.halves
    for half in halves:
        yield question.within(half).request(shape)
    if not halves:
        day = question.window.first_on
        problem = (
            f"the publisher counts {CAP:,} or more documents on {day} and counts no further; "
            "ask for fewer at once"
        )
        yield Issue(where="count", problem=f"{question.name}: {problem}")
        yield Account(question=question.name, first_on=day, last_on=day, flaw=problem)


def _next(question: Asked, answer: Answer) -> tuple[Asked | None, str | None]:
    """The next page, or why it cannot be asked for.

    Of the publisher's link only its place is taken: it may name another host, or drop fields.
    """
    if answer.next_page is None:
        return None, None
    linked = dict(parse_qsl(urlsplit(answer.next_page).query))
    place = tuple((name, linked[name]) for name in _GOING_ON if linked.get(name))
    if not place:
        return None, f"its link to the next page names none: {answer.next_page[:200]}"
    number = linked.get("page", "1")
    if not number.isdecimal() or int(number) > LAST_PAGE:
        return None, f"page {number[:20]} would be page 1 again; ask for fewer days at once"
    return replace(question, place=place), None


def _astray(question: Asked, records: list[tuple[str, date | None]]) -> str | None:
    """A document of other days than were asked for: the publisher did not heed the question."""
    first, last = question.window.first_on, question.window.last_on
    for identity, on in records:
        if on is None or not first <= on <= last:
            return f"{identity} of {on or 'no day'} stands in an answer about {first} to {last}"
    return None
