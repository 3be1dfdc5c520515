"""Nothing inside is ever connected to, by whichever way its address gets in.

Real sockets: one server is opened to us by an exemption, another listens inside and counts. The
resolver answers every name with the inside address, so that a name that slips through leads there.
"""

import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.domain.sources import Request
from app.egress.addresses import Policy
from app.egress.exchange import Fault, FaultKind, Limits, Outgoing, Reply
from app.egress.transport import Transport
from app.fetching.answers import Failure, Manner
from tests.fetchers import make_fetcher
from tests.servers import Asked, Server, always, answering, serving
from tests.spellings import whole_urls

INSIDE = "127.0.0.2"
QUICKLY = Limits(seconds=5)


@dataclass(frozen=True)
class Net:
    """An opened server, and one inside that nobody may reach."""

    opened: Server
    inside: Server

    def transport(self, resolver: Callable[[str, int], Sequence[str]] | None = None) -> Transport:
        """What may reach the opened server alone."""
        return Transport(
            policy=self.opened.policy,
            resolver=resolver or (lambda _host, _port: [INSIDE]),
            limits=QUICKLY,
        )


def _redirecting(asked: Asked) -> list[bytes]:
    """Send whoever asks `/to?…` where the rest says, in hexadecimal."""
    if not asked.path.startswith("/to?"):
        return answering(b"an opened answer")
    location = bytes.fromhex(asked.path.removeprefix("/to?"))
    return [b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"]


@pytest.fixture
def net() -> Iterator[Net]:
    """Both servers, at the same port of two addresses of this machine."""
    inside_script = always(answering(b"a secret of the inside"))
    with serving(_redirecting) as opened:
        try:
            with serving(inside_script, host=INSIDE, port=opened.port) as inside:
                yield Net(opened, inside)
        except OSError:
            pytest.skip(f"this system has no address {INSIDE}")


def _inside_urls(net: Net) -> list[str]:
    """Every spelling at the port of the inside server, which the exemption does not open."""
    urls = [url.replace("127.0.0.1", INSIDE) for url in whole_urls(net.inside.port)]
    return [*urls, *(url for url in whole_urls(net.inside.port) if "127.0.0.1" not in url)]


def test_the_inside_server_would_be_seen(net: Net) -> None:
    """The counter counts: whoever opens the inside address gets there."""
    transport = Transport(policy=Policy.parse(INSIDE), resolver=lambda _host, _port: [INSIDE])
    reply = transport.send(Outgoing(url=net.inside.url()))
    assert isinstance(reply, Reply)
    assert reply.body == b"a secret of the inside"
    assert net.inside.connects == 1


def test_no_spelling_reaches_the_inside_when_asked(net: Net) -> None:
    transport = net.transport()
    urls = _inside_urls(net)
    assert len(urls) >= 120
    for url in urls:
        reply = transport.send(Outgoing(url=url))
        assert isinstance(reply, Fault), url
        assert reply.kind is FaultKind.REFUSED, reply
        assert reply.why.count(";") >= 1
    assert net.inside.connects == 0


def test_no_spelling_reaches_the_inside_by_a_redirect(net: Net) -> None:
    transport = net.transport()
    sent = 0
    for url in _inside_urls(net):
        raw = url.encode("utf-8")
        if any(byte in raw for byte in b"\r\n\0"):
            continue
        reply = transport.send(Outgoing(url=net.opened.url(f"/to?{raw.hex()}")))
        if isinstance(reply, Reply):
            # What is no absolute address leads to the same server again.
            assert reply.final_url.startswith(net.opened.url()), url
        sent += 1
    assert sent >= 120
    assert net.opened.connects >= sent
    assert net.inside.connects == 0


def test_no_spelling_passes_a_form(net: Net) -> None:
    for url in _inside_urls(net):
        said = net.transport().reason_against(url)
        # A local name may turn out to be exempted; it is judged again when it is asked.
        assert said or isinstance(net.transport().send(Outgoing(url=url)), Fault)
        assert Transport().reason_against(url)
    assert net.inside.connects == 0


@pytest.mark.parametrize("obeys_robots", [True, False])
def test_no_spelling_reaches_the_inside_as_a_source_or_its_robots(
    net: Net, obeys_robots: bool
) -> None:
    fetcher = make_fetcher(net.transport())
    manner = Manner(obeys_robots=obeys_robots, pace=timedelta(0))
    for url in _inside_urls(net):
        for params in ((), (("page", "1"),)):
            outcome = fetcher.fetch(Request(url=url, shape="page", params=params), manner=manner)
            assert isinstance(outcome, Failure), url
    assert net.inside.connects == 0


def test_a_thousand_changing_answers_of_a_resolver_never_lead_inside(net: Net) -> None:
    """Had a name been looked up twice, once to judge and once to connect, half would get in."""
    lookups: list[str] = []

    def alternating(host: str, port: int) -> Sequence[str]:
        lookups.append(host)
        return [INSIDE if len(lookups) % 2 else "127.0.0.1"]

    transport = net.transport(alternating)
    replies = [
        transport.send(Outgoing(url=f"http://mirror.internal:{net.opened.port}/"))
        for _ in range(1000)
    ]
    assert sum(isinstance(reply, Reply) for reply in replies) == 500
    assert sum(isinstance(reply, Fault) for reply in replies) == 500
    assert len(lookups) == 1000
    assert net.opened.connects == 500
    assert net.inside.connects == 0


def test_one_inside_address_among_others_spoils_the_answer(net: Net) -> None:
    for answer in (["127.0.0.1", INSIDE], [INSIDE, "127.0.0.1"], ["127.0.0.1", "::1"]):
        transport = net.transport(lambda _host, _port, answer=answer: answer)  # type: ignore[misc]  # bound now
        reply = transport.send(Outgoing(url=f"http://mirror.internal:{net.opened.port}/"))
        assert isinstance(reply, Fault)
    assert (net.opened.connects, net.inside.connects) == (0, 0)


def test_a_proxy_named_in_the_environment_is_not_used(
    net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, net.inside.url())
    reply = net.transport().send(Outgoing(url=net.opened.url("/")))
    assert isinstance(reply, Reply)
    assert net.inside.connects == 0


def test_a_name_is_looked_up_by_the_system_where_nobody_says_otherwise() -> None:
    """`localhost` is looked up and then refused by its address: the system's answer is judged."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        transport = Transport(policy=Policy.parse(f"10.0.0.1:{port}"), limits=QUICKLY)
        reply = transport.send(Outgoing(url=f"http://localhost:{port}/"))
        assert isinstance(reply, Fault)
        assert reply.kind is FaultKind.REFUSED
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()
