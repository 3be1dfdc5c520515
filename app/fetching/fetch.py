"""Asks a publisher for one thing, in its manner, and brings back an answer or says why not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app.clock import Clock
from app.domain.sources import Request
from app.egress.exchange import Fault, FaultKind, Headers, Limits, Outgoing, Reply
from app.egress.transport import Transport
from app.egress.urls import Refusal, Target, read_url
from app.fetching.answers import (
    CAREFULLY,
    Failure,
    Manner,
    Outcome,
    Secret,
    Validators,
)
from app.fetching.judging import Asked, address_of, failed_exchange, judged
from app.fetching.robots import RobotsBook

# Waits before the second and the third try of what failed briefly.
TRIES_AFTER = (1.0, 4.0)
# A worker waits for its turn no longer than this; others of its sources are due as well.
PATIENCE = timedelta(minutes=2)
_ROBOTS = Asked(request=Request(url="", shape="robots"), url="")
# What a server may put into a validator, and what is sent back to it.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1024}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Asks publishers over the network.

    `wait` lets seconds pass. `agent` is the whole User-Agent, with a way to reach the operator.
    `reserve`, `closed_until` and `close` keep the pace and the wishes of each host for all
    workers together: `Pacer` within a process, the store among several.
    """

    transport: Transport
    clock: Clock
    wait: Callable[[float], None]
    agent: str
    reserve: Callable[[str, timedelta], datetime]
    closed_until: Callable[[str], datetime | None]
    close: Callable[[str, datetime], None]
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    robots: RobotsBook = field(default_factory=RobotsBook)

    def fetch(
        self, request: Request, held: Validators | None = None, *, manner: Manner = CAREFULLY
    ) -> Outcome:
        """What comes of asking, within the call: brief faults are tried twice more.

        A host that wants to be left alone is not asked at all until then, by nobody.
        """
        url = address_of(request)
        target = read_url(url, self.transport.policy)
        if isinstance(target, Refusal):
            why = self.transport.reason_against(url) or f"{url!a} is not asked: {target.why}"
            return Failure(url=url, why=why, permanent=True)
        outgoing = self._outgoing(request, target, held, manner)
        if isinstance(outgoing, Failure):
            return outgoing
        asked = Asked(request=request, url=url, held=held)
        for pause in (*TRIES_AFTER, None):
            outcome = self._held_back(url, target, manner) or self._once(outgoing, asked, manner)
            if pause is None or not isinstance(outcome, Failure) or not outcome.brief:
                break
            self.wait(pause)
        return self._without_keys(outcome)

    def _without_keys(self, outcome: Outcome) -> Outcome:
        """A failure in words that may be shown: publishers repeat a key they do not know."""
        if not isinstance(outcome, Failure):
            return outcome
        why = outcome.why
        for secret in self.secrets.values():
            why = why.replace(secret.value, "…") if secret.value else why
        return replace(outcome, why=why)

    def _once(self, outgoing: Outgoing, asked: Asked, manner: Manner) -> Outcome:
        barring: list[Failure] = []

        def may_hop(url: str) -> str | None:
            target = read_url(url, self.transport.policy)
            if isinstance(target, Refusal):
                return target.why
            failure = self._held_back(url, target, manner)
            if failure is None:
                return None
            barring.append(failure)
            return failure.why

        reply = self.transport.send(outgoing, limits=self._limits(manner), may_hop=may_hop)
        if isinstance(reply, Reply):
            outcome = judged(reply, asked, self.clock())
            self._mind(reply, outcome)
            return outcome
        failure = failed_exchange(reply, asked)
        if reply.kind is FaultKind.HELD_BACK and barring:
            return Failure(
                url=asked.url,
                why=reply.why,
                retry_at=barring[-1].retry_at,
                permanent=barring[-1].permanent,
            )
        return failure

    def _held_back(self, url: str, target: Target, manner: Manner) -> Failure | None:
        """Wait for this host's turn, or say why it is not asked now."""
        host = target.netloc
        if closed := self._closed(url, host):
            return closed
        pace = manner.pace
        if manner.obeys_robots:
            word = self.robots.word(
                url,
                target.origin,
                agent=self.agent.partition("/")[0],
                now=self.clock(),
                ask=self._ask_robots,
            )
            if word.allowed is None:
                why = f"{url} is not asked: {word.why}"
                return Failure(url=url, why=why, retry_at=word.retry_at)
            if not word.allowed:
                why = (
                    f"{url} is not asked: its robots.txt keeps programs out of it; ask the "
                    "publisher, or give another address"
                )
                return Failure(url=url, why=why, permanent=True)
            pace = max(pace, word.delay)
        return self._turn(url, host, pace)

    def _turn(self, url: str, host: str, pace: timedelta) -> Failure | None:
        at = self.reserve(host, pace)
        waits = at - self.clock()
        if waits > PATIENCE:
            why = f"{url} is not asked yet: others are waiting for the same host; ask again later"
            return Failure(url=url, why=why, retry_at=at)
        if waits > timedelta(0):
            self.wait(waits.total_seconds())
        # Somebody else may have been sent away in the meantime.
        return self._closed(url, host)

    def _closed(self, url: str, host: str) -> Failure | None:
        until = self.closed_until(host)
        if until is None:
            return None
        why = (
            f"{url} is not asked: {host} wants to be left alone until "
            f"{until.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC; ask again then"
        )
        return Failure(url=url, why=why, retry_at=until)

    def _mind(self, reply: Reply, outcome: Outcome) -> None:
        """Leave a host alone that says for how long it has been asked too often, or is away."""
        if not isinstance(outcome, Failure) or outcome.retry_at is None:
            return
        target = read_url(reply.final_url, self.transport.policy)
        if isinstance(target, Target) and (reply.status == 429 or reply.status >= 500):
            self.close(target.netloc, outcome.retry_at)

    def _ask_robots(self, url: str) -> Reply | Fault:
        """Bring a robots.txt, in its turn and, like anything else, through the transport."""

        def may_ask(url: str) -> str | None:
            target = read_url(url, self.transport.policy)
            if isinstance(target, Refusal):
                return target.why
            held_back = self._turn(url, target.netloc, CAREFULLY.pace)
            return held_back.why if held_back else None

        if why := may_ask(url):
            return Fault(url=url, at_url=url, kind=FaultKind.HELD_BACK, why=why)
        asked = Outgoing(url=url, headers=self._headers("text/plain, */*"))
        reply = self.transport.send(asked, may_hop=may_ask)
        if isinstance(reply, Reply) and reply.status != 200:
            self._mind(reply, judged(reply, _ROBOTS, self.clock()))
        return reply

    def _outgoing(
        self, request: Request, target: Target, held: Validators | None, manner: Manner
    ) -> Outgoing | Failure:
        secret_headers: Headers = ()
        if manner.secret is not None:
            secret = self.secrets.get(manner.secret)
            if secret is None:
                why = (
                    f"{target.url} is not asked without the key {manner.secret}; set it, or turn "
                    "the source off"
                )
                return Failure(url=target.url, why=why, permanent=True)
            # A link in what a publisher sent may lead anywhere; its key goes to its own host, and
            # never readable on the way.
            if target.host == secret.host and (target.scheme == "https" or target.is_address):
                secret_headers = ((secret.header, secret.value),)
        headers = (*self._headers(request.accept or "*/*"), *_language(request), *_conditions(held))
        return Outgoing(url=target.url, headers=headers, secret_headers=secret_headers)

    def _headers(self, accept: str) -> Headers:
        return (("User-Agent", self.agent), ("Accept", accept))

    def _limits(self, manner: Manner) -> Limits:
        """A source whose bodies may be larger gets as much more time for them."""
        usual, times = self.transport.limits, manner.body_limits
        return Limits(
            seconds=usual.seconds * times, wire=usual.wire * times, decoded=usual.decoded * times
        )


def _language(request: Request) -> Headers:
    return (("Accept-Language", request.language),) if request.language else ()


def _conditions(held: Validators | None) -> Headers:
    if held is None:
        return ()
    named = (("If-None-Match", held.etag), ("If-Modified-Since", held.last_modified))
    return tuple((name, value) for name, value in named if value and _VALIDATOR.fullmatch(value))
