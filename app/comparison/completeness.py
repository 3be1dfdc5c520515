"""Which days a round of collecting proves to have been read whole, and why not the others.

An answer speaks for days through its `Account`. A day is proven where every question that a round
began with was answered whole for it: all pages came, no page came twice, and as many distinct
records as the publisher said there are. Nothing is concluded from an answer that merely looked
like one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.domain.coverage import Account, CoverageState
from app.domain.sources import Window

_DAY = timedelta(days=1)
# An index of many years would prove more days than anybody asks about.
_FURTHEST = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An account, the capture that gave it, and the day it came, in the publisher's zone.

    `root` numbers the request of the round's beginning that led to it.
    """

    root: int
    account: Account
    capture: str
    captured_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An answer that never came; without a day, all days of its root want it."""

    root: int
    why: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenDay:
    """A day read whole: with records, or proven to have none; `proof` says on what that rests."""

    on: date
    state: CoverageState
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The proven days of a round in order, and what stood in the way of more."""

    days: tuple[ProvenDay, ...]
    obstacles: tuple[str, ...]


@dataclass(slots=True)
class _Question:
    """One listing: its pages as they came, and the days it speaks for."""

    name: str
    pages: list[Answered] = field(default_factory=list)

    @property
    def first_on(self) -> date:
        return min(page.account.first_on or page.captured_on for page in self.pages)

    @property
    def last_on(self) -> date:
        return min(page.account.last_on or page.captured_on for page in self.pages)

    @property
    def is_of_now(self) -> bool:
        """Whether it tells how things stand, and nothing of other days."""
        return all(page.account.first_on is None for page in self.pages)

    def spans(self, on: date) -> bool:
        return self.first_on <= on <= self.last_on

    def obstacle(self) -> str | None:
        """Why these pages may not be the whole listing; `None` where they are proven to be."""
        accounts = [page.account for page in self.pages]
        records = [identity for account in accounts for identity, _ in account.records]
        stated = {account.stated for account in accounts if account.stated is not None}
        flaws = [account.flaw for account in accounts if account.flaw is not None]
        if flaws:
            return f"{self.name}: {flaws[0]}"
        if all(account.more for account in accounts):
            return f"{self.name}: its last page never came"
        if len(set(records)) != len(records):
            twice = len(records) - len(set(records))
            return f"{self.name}: {twice:,} records came twice, so others may not have come"
        if len(stated) > 1:
            low, high = min(stated), max(stated)
            return f"{self.name}: its total moved from {low:,} to {high:,} while it was read"
        if stated and stated != {len(records)}:
            return f"{self.name}: {len(records):,} records came of {next(iter(stated)):,} stated"
        return None

    def on_day(self, on: date | None) -> int:
        return sum(day == on for page in self.pages for _, day in page.account.records)

    def total(self) -> int:
        return sum(len(page.account.records) for page in self.pages)


def prove(
    window: Window,
    answered: Sequence[Answered],
    missed: Sequence[Missed],
    *,
    roots: int,
    settled_on: date,
) -> Proof:
    """The days that a round's answers prove: those of its window, and those before it that the
    answers speak for anyway, as a feed does that reaches further back.

    `settled_on` is the last day on which the publisher adds nothing any more: a later one is
    proven only by an answer that tells how things stand now.
    """
    questions = [_questions(root, answered) for root in range(roots)]
    obstacles = [miss.why for miss in missed]
    whole: list[list[_Question]] = []
    broken: list[list[_Question]] = []
    for asked in questions:
        why = {question.name: question.obstacle() for question in asked}
        obstacles += [said for said in why.values() if said is not None]
        whole.append([question for question in asked if why[question.name] is None])
        broken.append([question for question in asked if why[question.name] is not None])
    lost = {miss.root for miss in missed if miss.on is None}
    lost |= {root for root in range(roots) if not questions[root]}
    days = []
    for on in _days(_reached(window, whole)):
        if lost or any(miss.on == on for miss in missed):
            continue
        if any(question.spans(on) for asked in broken for question in asked):
            continue
        proven = _day(on, whole, is_settled=on <= settled_on)
        if proven is not None:
            days.append(proven)
    return Proof(days=tuple(days), obstacles=tuple(dict.fromkeys(obstacles)))


def _questions(root: int, answered: Sequence[Answered]) -> list[_Question]:
    found: dict[str, _Question] = {}
    for answer in answered:
        if answer.root == root:
            name = answer.account.question
            found.setdefault(name, _Question(name=name)).pages.append(answer)
    return list(found.values())


def _reached(window: Window, whole: list[list[_Question]]) -> Window:
    """The window, and as far before it as an answer reaches."""
    reached = [question.first_on for asked in whole for question in asked]
    first_on = min((window.first_on, *reached))
    return Window(first_on=max(first_on, window.first_on - _FURTHEST), last_on=window.last_on)


def _days(window: Window) -> list[date]:
    length = (window.last_on - window.first_on).days + 1
    return [window.first_on + _DAY * ahead for ahead in range(length)]


def _day(on: date, whole: list[list[_Question]], *, is_settled: bool) -> ProvenDay | None:
    """The state of one day, if every root that tells of days speaks for it."""
    speaking: list[_Question] = []
    stood_elsewhere = False
    for asked in whole:
        here = [question for question in asked if question.spans(on)]
        if not here:
            if all(question.is_of_now for question in asked):
                stood_elsewhere = True  # how things stood on another day says nothing of this one
                continue
            return None
        if not is_settled and not all(question.is_of_now for question in here):
            return None
        speaking += here
    if not speaking:
        return None
    of_now = [question for question in speaking if question.is_of_now]
    if of_now and stood_elsewhere:
        return None  # midnight came between two answers that only together tell how things stand
    listings = [question for question in speaking if not question.is_of_now]
    found = sum(question.on_day(on) for question in listings)
    found += sum(question.total() for question in of_now)
    if not found and any(question.on_day(None) for question in listings):
        return None  # a record without a day may be of this one
    state = CoverageState.COMPLETE if found else CoverageState.EMPTY
    captures = dict.fromkeys(page.capture for one in speaking for page in one.pages)
    first = next(iter(captures))
    more = f" and {len(captures) - 1} more" if len(captures) > 1 else ""
    return ProvenDay(on=on, state=state, proof=f"{_records(found)} in {first}{more}")


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count:,} records"
