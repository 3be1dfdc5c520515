"""The walk of a round: from its roots breadth first, until its answers lead to nothing new."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit

from app.comparison.completeness import Answered, Missed
from app.domain.sources import Request, Source
from app.fetching.judging import address_of
from app.pipeline.looking import Eye, Looked, look
from app.store.collecting import LookOutcome

# One that fails so often in a row fails the rest of the round too, and each may take a minute.
_FAILURES_IN_A_ROW: Final = 5

# An address, with what else is said of the answer wanted: one address may give several.
Question = tuple[str, str, str | None, str | None]


@dataclass(slots=True)
class Walk:
    """What a round has asked so far, what came of it, and what is still to be asked.

    A question is asked once, whatever leads to it; its answer counts for every root that does.
    `closed` are the hosts that are left alone for the rest of the round, and why. `first_on` is
    the first day that is asked about, `too_far` why nothing is proven at all: what came led to
    more than is ever asked.
    """

    first_on: date | None = None
    queue: deque[tuple[int, Request]] = field(default_factory=deque)
    met: dict[Question, set[int]] = field(default_factory=dict)
    looked: dict[Question, Looked] = field(default_factory=dict)
    answered: list[Answered] = field(default_factory=list)
    missed: dict[Missed, None] = field(default_factory=dict)
    in_a_row: dict[str, int] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    retry_at: datetime | None = None
    too_far: str | None = None

    def ask(self, root: int, request: Request) -> None:
        """Ask this too, unless the same root has led there already.

        The words of a document of days before the window are asked for only where none are held:
        an index of a year names all its notices in every round.
        """
        roots = self.met.setdefault(_question(request), set())
        if root in roots:
            return
        roots.add(root)
        if self.first_on and request.about and request.on and request.on < self.first_on:
            request = replace(request, lasting=True)
        self.queue.append((root, request))

    def miss(self, root: int, request: Request, why: str) -> None:
        """Note an answer that never came, if it is needed."""
        if request.needed:
            self.missed[Missed(root=root, why=why, on=request.on)] = None

    def stop(self, why: str) -> None:
        """Ask nothing more."""
        while self.queue:
            root, request = self.queue.popleft()
            self.miss(root, request, why)


def go(
    walk: Walk,
    eye: Eye,
    source: Source,
    round_pk: int,
    *,
    most: int,
    is_ended: Callable[[], bool],
) -> None:
    """Walk until nothing is left to ask, somebody ends it, or it has led on for too long."""
    while walk.queue:
        if is_ended():
            walk.stop(
                f"the round of {source.key} was ended before it was through; the next goes on"
            )
        elif len(walk.looked) >= most:
            walk.stop(_too_far(source, most))
        else:
            _step(walk, eye, source, round_pk, walk.queue.popleft(), most=most)
    if walk.too_far is not None:
        for root in set().union(*walk.met.values()):
            walk.missed[Missed(root=root, why=walk.too_far)] = None


def _question(request: Request) -> Question:
    return address_of(request), request.shape, request.accept, request.language


def _too_far(source: Source, most: int) -> str:
    return (
        f"{source.key} led to more than {most:,} requests in one round and was stopped there; "
        "ask for fewer days, or see whether it leads in a circle"
    )


def _step(
    walk: Walk,
    eye: Eye,
    source: Source,
    round_pk: int,
    asked: tuple[int, Request],
    *,
    most: int,
) -> None:
    root, request = asked
    url, question = address_of(request), _question(request)
    if question not in walk.looked:
        host = urlsplit(url).netloc
        if host in walk.closed:
            walk.miss(root, request, f"{url} was not asked: {walk.closed[host]}")
            return
        looked = look(eye, source, round_pk, request)
        _note_host(walk, host, looked)
        led = _within(walk, looked.requests, most)
        if len(led) < len(looked.requests):
            walk.too_far = _too_far(source, most)
        walk.looked[question] = replace(looked, requests=led)
    _follow(walk, source, root, request, walk.looked[question])


def _within(walk: Walk, led: tuple[Request, ...], most: int) -> tuple[Request, ...]:
    """Of what an answer leads to, as much as is ever asked; the rest is not even remembered."""
    room, new, kept = most - len(walk.met), set[Question](), list[Request]()
    for request in led:
        question = _question(request)
        if question not in walk.met and question not in new:
            if len(new) >= room:
                continue
            new.add(question)
        kept.append(request)
    return tuple(kept)


def _follow(walk: Walk, source: Source, root: int, request: Request, looked: Looked) -> None:
    """What one answer means for a root that led to it, and what it leads to."""
    if looked.problem is not None and looked.lasting and request.instead is not None:
        walk.ask(root, request.instead)
        return
    # An account tells its own flaw; what came without one has to be missed.
    why = looked.problem or (looked.doubt if not looked.accounts else None)
    if why is not None:
        walk.miss(root, request, why)
    for account in looked.accounts:
        assert looked.capture is not None, "accounts come with an answer"
        walk.answered.append(
            Answered(
                root=root,
                account=account,
                capture=looked.capture,
                captured_on=source.day_of(looked.at),
            )
        )
    for led in looked.requests:
        walk.ask(root, led)


def _note_host(walk: Walk, host: str, looked: Looked) -> None:
    """A host that said when to come back, or fails again and again, is left alone."""
    if looked.outcome is not LookOutcome.FAILED:
        walk.in_a_row[host] = 0
        return
    why = looked.problem or "its host gave no answer"
    if looked.retry_at is not None:
        walk.closed[host] = why
        walk.retry_at = max(walk.retry_at or looked.retry_at, looked.retry_at)
    if not looked.lasting:
        walk.in_a_row[host] = walk.in_a_row.get(host, 0) + 1
        if walk.in_a_row[host] >= _FAILURES_IN_A_ROW:
            walk.closed[host] = f"{host} failed {_FAILURES_IN_A_ROW} times in a row, last: {why}"
