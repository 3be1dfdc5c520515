"""Redirects are followed by hand: few, judged each, never to less safety, never with a key."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from app.egress.addresses import Policy
from app.egress.exchange import Fault, FaultKind, Limits, Outgoing, Reply
from app.egress.transport import Transport
from tests.certificates import certificate_for
from tests.servers import Asked, Server, answering, serving

SECRETS = (("X-Publisher-Key", "k3y-of-the-publisher"),)
CREDENTIALS = (("Authorization", "Bearer t0ken"), ("Cookie", "session=1"))


def _to(location: str, status: int = 302) -> list[bytes]:
    return answering(status=status, headers={"Location": location})


def _steps(asked: Asked) -> list[bytes]:
    """`/3` leads to `/2`, to `/1`, to `/0`, where the answer is."""
    left = int(asked.path.removeprefix("/"))
    return _to(f"/{left - 1}") if left else answering(b"arrived")


@dataclass(frozen=True)
class Pair:
    """Two opened servers: two origins, since their ports differ."""

    here: Server
    there: Server

    @property
    def transport(self) -> Transport:
        """What may reach both."""
        allow = self.here.policy.allow | self.there.policy.allow
        return Transport(policy=Policy(allow=allow), limits=Limits(seconds=5))


@pytest.fixture
def pair() -> Iterator[Pair]:
    """`here` sends on to `there`, which sends back where it is asked to."""
    servers: list[Server] = []

    def here(asked: Asked) -> list[bytes]:
        if asked.path == "/within":
            return _to("/end")
        return answering(b"here") if asked.path == "/end" else _to(servers[1].url(asked.path))

    def there(asked: Asked) -> list[bytes]:
        return _to(servers[0].url("/end")) if asked.path == "/back" else answering(b"there")

    with serving(here) as first, serving(there) as second:
        servers += [first, second]
        yield Pair(first, second)


def test_five_hops_are_followed_and_a_sixth_is_not() -> None:
    with serving(_steps) as server:
        transport = Transport(policy=server.policy, limits=Limits(seconds=5))
        reply = transport.send(Outgoing(url=server.url("/5")))
        assert isinstance(reply, Reply)
        assert (reply.body, reply.url, reply.final_url) == (
            b"arrived",
            server.url("/5"),
            server.url("/0"),
        )
        fault = transport.send(Outgoing(url=server.url("/6")))
        assert isinstance(fault, Fault)
        assert fault.kind is FaultKind.REDIRECTS
        assert "more than 5 times" in fault.why
        assert server.connects == 6 + 6


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_key_stays_with_its_origin(pair: Pair, status: int) -> None:
    asked = Outgoing(url=pair.here.url("/away"), headers=CREDENTIALS, secret_headers=SECRETS)
    reply = pair.transport.send(asked)
    assert isinstance(reply, Reply)
    assert reply.body == b"there"
    first, second = pair.here.asked[0].headers, pair.there.asked[0].headers
    for name, value in (*SECRETS, *CREDENTIALS):
        assert first[name.lower()] == value
        assert name.lower() not in second


def test_a_key_goes_on_within_its_origin_and_does_not_come_back_to_it(pair: Pair) -> None:
    pair.transport.send(Outgoing(url=pair.here.url("/within"), secret_headers=SECRETS))
    assert [SECRETS[0][0].lower() in asked.headers for asked in pair.here.asked] == [True, True]
    pair.transport.send(Outgoing(url=pair.here.url("/back"), secret_headers=SECRETS))
    # Whoever the key left once may have chosen the address it would come back to.
    assert [SECRETS[0][0].lower() in asked.headers for asked in pair.here.asked[2:]] == [
        True,
        False,
    ]


def test_what_is_sent_is_not_carried_on(pair: Pair) -> None:
    reply = pair.transport.send(Outgoing(url=pair.here.url("/away"), method="POST", body=b"{}"))
    assert isinstance(reply, Fault)
    assert reply.kind is FaultKind.REDIRECTS
    assert pair.there.connects == 0


@pytest.mark.parametrize(
    "location", ["ftp://example.org/x", "file:///etc/passwd", "javascript:1", "http://[::1", ""]
)
def test_a_redirect_to_what_is_no_web_address_is_a_fault(location: str) -> None:
    with serving(lambda _: _to(location)) as server:
        reply = Transport(policy=server.policy).send(Outgoing(url=server.url()))
        assert isinstance(reply, Fault)
        assert server.connects == 1


def test_a_hop_that_somebody_holds_back_is_not_made(pair: Pair) -> None:
    asked: list[str] = []

    def may_hop(url: str) -> str | None:
        asked.append(url)
        return "it wants to be left alone; ask again later"

    reply = pair.transport.send(Outgoing(url=pair.here.url("/away")), may_hop=may_hop)
    assert isinstance(reply, Fault)
    assert reply.kind is FaultKind.HELD_BACK
    assert asked == [pair.there.url("/away")]
    assert pair.there.connects == 0


def test_all_hops_together_have_one_deadline() -> None:
    """Time is counted by the transport's own clock; here each look at it takes 0.1 seconds."""
    ticking = count()
    with serving(lambda asked: _to(f"/{len(asked.path)}")) as server:
        transport = Transport(
            policy=server.policy,
            limits=Limits(seconds=1.0),
            ticks=lambda: next(ticking) / 10,
        )
        fault = transport.send(Outgoing(url=server.url()))
        assert isinstance(fault, Fault)
        assert fault.kind is FaultKind.TIMED_OUT
        assert "within 1 seconds" in fault.why


def test_the_safe_way_is_not_left_for_the_open_one() -> None:
    with (
        certificate_for("mirror.internal") as (serves, trusts),
        serving(lambda _: answering(b"readable by anyone")) as opened,
        serving(lambda _: _to(opened.url()), tls=serves) as safe,
    ):
        transport = _over_tls(safe, trusts, extra=opened)
        fault = transport.send(Outgoing(url=f"https://mirror.internal:{safe.port}/"))
        assert isinstance(fault, Fault)
        assert "from https to http" in fault.why
        assert (safe.connects, opened.connects) == (1, 0)


def _over_tls(safe: Server, trusts: ssl.SSLContext, *, extra: Server | None = None) -> Transport:
    allow = safe.policy.allow | (extra.policy.allow if extra else frozenset())
    return Transport(
        policy=Policy(allow=allow),
        resolver=lambda _host, _port: ["127.0.0.1"],
        tls=trusts,
        limits=Limits(seconds=5),
    )


def test_a_certificate_has_to_be_for_the_name_asked_for_not_for_the_address() -> None:
    with (
        certificate_for("mirror.internal") as (serves, trusts),
        serving(lambda _: answering(b"safe"), tls=serves) as server,
    ):
        transport = _over_tls(server, trusts)
        reply = transport.send(Outgoing(url=f"https://mirror.internal:{server.port}/"))
        assert isinstance(reply, Reply), reply
        assert (reply.body, server.asked[0].headers["host"]) == (
            b"safe",
            f"mirror.internal:{server.port}",
        )
        for url in (f"https://other.internal:{server.port}/", f"https://127.0.0.1:{server.port}/"):
            fault = transport.send(Outgoing(url=url))
            assert isinstance(fault, Fault)
            assert fault.kind is FaultKind.UNSAFE
        # Nobody vouches for this certificate but the test.
        strangers = Transport(policy=server.policy, resolver=transport.resolver)
        fault = strangers.send(Outgoing(url=f"https://mirror.internal:{server.port}/"))
        assert isinstance(fault, Fault)
        assert fault.kind is FaultKind.UNSAFE
        assert len(server.asked) == 1


def test_a_safe_connection_that_is_cut_is_not_taken_for_ended() -> None:
    """Without a length only the end of the connection ends a body, and it has to be said."""
    cut = [b"HTTP/1.1 200 OK\r\n\r\n", b"half of it"]
    with (
        certificate_for("mirror.internal") as (serves, trusts),
        serving(lambda _: cut, tls=serves) as server,
    ):
        transport = _over_tls(server, trusts)
        fault = transport.send(Outgoing(url=f"https://mirror.internal:{server.port}/"))
        assert isinstance(fault, Fault)
        assert fault.kind is FaultKind.CUT
