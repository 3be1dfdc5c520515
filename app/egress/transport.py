"""Asks a server for something through guarded connections, and says as a value what came of it.

Every hop is judged like the first. No environment variable names a proxy here, no cookie is kept,
no redirect is followed unseen, no body is opened beyond its caps. A connection serves one request:
whoever asks politely gains little from keeping it, and a kept one would outlive its judgement.
"""

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import httpcore2

from app.egress.addresses import PUBLIC_ONLY, Policy
from app.egress.bodies import BodyFault
from app.egress.connections import (
    Deadline,
    ForbiddenError,
    GuardedBackend,
    Lookups,
    NowhereError,
    OverflowingError,
    Resolver,
    Ticks,
    TimeUpError,
    system_resolver,
)
from app.egress.exchange import Fault, FaultKind, Limits, Outgoing, Reply
from app.egress.faults import fault_at, fault_of
from app.egress.urls import (
    Refusal,
    Target,
    read_url,
    reason_against,
    redirected,
    refusal_sentence,
)
from app.egress.wire import on_the_wire, read_body, reply_without_body

MOST_HOPS = 5
DEFAULT_LIMITS = Limits()
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
# What surrounds a body on the wire: headers, their interim kinds, the sizes of chunks.
_AROUND_THE_BODY = 256 * 1024
# Never carried to another origin, whatever a caller calls them.
_CREDENTIALS = frozenset(
    ("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "subscription-key")
)
_NO_LOCATION = "redirects without saying where to; ask again later, or look for its new address"
_NOT_CARRIED = (
    "answers with a redirect, and what is sent to one address is not carried to another; give the "
    "final address"
)
_TOO_MANY = f"redirects more than {MOST_HOPS} times; give the address at which it ends"
_DOWNGRADE = (
    "redirects from https to {}, where anyone on the way could read and change it; give its https "
    "address"
)
_BREAKS_OFF = (
    BodyFault,
    ForbiddenError,
    NowhereError,
    OverflowingError,
    TimeUpError,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    OSError,
    UnicodeError,
)

# Asked before a hop to another place is followed; what it returns is why it must not be.
HopJudge = Callable[[str], str | None]


@dataclass(frozen=True)
class Transport:
    """The one way out of the product.

    `resolver` gives a name's addresses, `policy` says which of them may be reached, `tls` is for
    publishers behind an authority of one's own. `ticks` is a clock that only moves forward.
    """

    policy: Policy = PUBLIC_ONLY
    resolver: Resolver = system_resolver
    limits: Limits = DEFAULT_LIMITS
    tls: ssl.SSLContext | None = None
    ticks: Ticks = time.monotonic

    def reason_against(self, url: str) -> str | None:
        """Why this URL may not be asked, or `None`; connects to nothing."""
        return reason_against(url, self.policy)

    def send(
        self, outgoing: Outgoing, *, limits: Limits | None = None, may_hop: HopJudge | None = None
    ) -> Reply | Fault:
        """Ask, following up to five redirects; only what is asked with GET is followed.

        `may_hop` is asked before each further hop. The time it takes is not the server's, and so
        does not count against the deadline.
        """
        limits = limits or self.limits
        left, hops, asked = limits.seconds, 0, outgoing
        while True:
            began = self.ticks()
            reply = self._exchange(asked, limits, left)
            left -= self.ticks() - began
            if isinstance(reply, Fault) or reply.status not in _REDIRECTS:
                return replace(reply, url=outgoing.url)
            further = self._next_hop(asked, reply, hops, may_hop)
            if isinstance(further, Fault):
                return replace(further, url=outgoing.url)
            asked, hops = further, hops + 1

    def _next_hop(
        self, asked: Outgoing, reply: Reply, hops: int, may_hop: HopJudge | None
    ) -> Outgoing | Fault:
        here = read_url(asked.url, self.policy)
        location = reply.header("location")
        if isinstance(here, Refusal) or not location:
            return fault_at(asked.url, FaultKind.REDIRECTS, _NO_LOCATION)
        if asked.method not in ("GET", "HEAD"):
            return fault_at(here.url, FaultKind.REDIRECTS, _NOT_CARRIED)
        if hops >= MOST_HOPS:
            return fault_at(here.url, FaultKind.REDIRECTS, _TOO_MANY)
        there_url = redirected(here, location)
        there = read_url(there_url, self.policy)
        if isinstance(there, Refusal):
            why = f"{here.url} redirects, and {refusal_sentence(there_url, there)}"
            return Fault(url=asked.url, at_url=here.url, kind=FaultKind.REFUSED, why=why)
        if here.scheme == "https" and there.scheme == "http":
            return fault_at(here.url, FaultKind.REFUSED, _DOWNGRADE.format(there.url))
        held_back = may_hop(there.url) if may_hop else None
        if held_back:
            why = f"{here.url} redirects to {there.url}, which is not asked: {held_back}"
            return Fault(url=asked.url, at_url=there.url, kind=FaultKind.HELD_BACK, why=why)
        return _asked_there(asked, here, there)

    def _exchange(self, asked: Outgoing, limits: Limits, left: float) -> Reply | Fault:
        """One request and its answer within the seconds left, without following anything."""
        target = read_url(asked.url, self.policy)
        if isinstance(target, Refusal):
            why = refusal_sentence(asked.url, target)
            return Fault(url=asked.url, at_url=asked.url, kind=FaultKind.REFUSED, why=why)
        try:
            return self._answered(asked, target, limits, Deadline(self.ticks() + left, self.ticks))
        except _BREAKS_OFF as error:
            return fault_of(target.url, error, limits)

    def _answered(
        self, asked: Outgoing, target: Target, limits: Limits, deadline: Deadline
    ) -> Reply:
        most_bytes = limits.wire + _AROUND_THE_BODY
        backend = GuardedBackend(target, self.policy, self._lookups, deadline, most_bytes)
        connection = httpcore2.HTTPConnection(
            httpcore2.Origin(target.scheme.encode(), target.host.encode(), target.port),
            ssl_context=self._tls_context if target.scheme == "https" else None,
            network_backend=backend,
        )
        with connection:
            response = connection.handle_request(on_the_wire(asked, target))
            reply = reply_without_body(asked, target, response)
            if response.status in _REDIRECTS:
                return reply
            assert isinstance(response.stream, Iterable)
            return replace(reply, body=read_body(reply, response.stream, limits))

    @cached_property
    def _lookups(self) -> Lookups:
        return Lookups(self.resolver)

    @cached_property
    def _tls_context(self) -> ssl.SSLContext:
        return self.tls or ssl.create_default_context()


def _asked_there(asked: Outgoing, here: Target, there: Target) -> Outgoing:
    if here.origin == there.origin:
        return replace(asked, url=there.url)
    harmless = tuple(
        (name, value) for name, value in asked.headers if name.lower() not in _CREDENTIALS
    )
    return replace(asked, url=there.url, headers=harmless, secret_headers=())
