"""A publisher's key is seen by that publisher alone, not even by those who read what went wrong."""

from dataclasses import replace

import pytest

from app.domain.sources import Request
from app.egress.exchange import Limits
from app.egress.mirror import MirroredTransport
from app.egress.transport import Transport
from app.errors import ConfigError
from app.fetching.answers import Answer, Failure, Secret
from app.pipeline.outward import read_mirrors
from tests.fetchers import AT_ONCE, make_fetcher
from tests.servers import always, answering, serving

KEY = "CANARY-0123456789"
WITH_KEY = replace(AT_ONCE, secret="acme")
PUBLISHER = "https://api.example.com"


def _key_for(host: str) -> dict[str, Secret]:
    return {"acme": Secret(header="X-Api-Key", value=KEY, host=host)}


@pytest.mark.parametrize(
    "answer",
    [
        answering(f"the key {KEY} is not valid".encode(), status=403),
        answering(f"no such parameter: api_key={KEY}".encode(), status=400),
        answering(f"<html><title>Access denied</title>{KEY}</html>".encode(), status=403),
        answering(status=302, headers={"Location": f"https://10.0.0.1/?api_key={KEY}"}),
        answering(status=302, headers={"Location": f"/{KEY}"}),
        [f"{KEY} is no HTTP\r\n\r\n".encode()],
    ],
    ids=["403", "400", "a page", "a redirect inside", "a redirect in a circle", "no HTTP"],
)
def test_a_key_that_a_publisher_repeats_is_in_no_word_about_the_failure(
    answer: list[bytes],
) -> None:
    with serving(always(answer)) as server:
        transport = Transport(policy=server.policy, limits=Limits(seconds=5))
        fetcher = make_fetcher(transport, secrets=_key_for("127.0.0.1"))
        failure = fetcher.fetch(Request(url=server.url("/a"), shape="page"), manner=WITH_KEY)
        assert server.asked[0].headers["x-api-key"] == KEY
    assert isinstance(failure, Failure)
    assert KEY not in repr(failure)


def test_a_mirror_is_sent_a_key_where_nobody_on_the_way_can_read_it() -> None:
    with serving(always(answering(b"all of it"))) as server:
        for mirror, may in ((server.url(""), True), ("http://mirror.example.org:8080", False)):
            transport = MirroredTransport(
                policy=server.policy,
                limits=Limits(seconds=5),
                mirrors=((PUBLISHER, mirror.rstrip("/")),),
                resolver=lambda _host, _port: ("127.0.0.1",),
            )
            fetcher = make_fetcher(transport, secrets=_key_for("api.example.com"))
            outcome = fetcher.fetch(Request(url=f"{PUBLISHER}/a", shape="page"), manner=WITH_KEY)
            assert isinstance(outcome, Answer if may else Failure)
        assert [asked.headers["x-api-key"] for asked in server.asked] == [KEY]
    assert isinstance(outcome, Failure)
    assert "can read it" in outcome.why
    assert KEY not in repr(outcome)


@pytest.mark.parametrize(
    "publisher",
    ["https://API.Example.com", "HTTPS://api.example.com/", "https://api.example.com:443"],
)
def test_a_publisher_is_mirrored_however_its_address_is_spelled(publisher: str) -> None:
    assert read_mirrors(f"{publisher}=http://127.0.0.1:1") == ((PUBLISHER, "http://127.0.0.1:1"),)


@pytest.mark.parametrize("pair", ["http://[=http://a", "https://a.example", "a=b", "=http://a"])
def test_what_is_no_pair_of_addresses_is_refused_in_words(pair: str) -> None:
    with pytest.raises(ConfigError, match="ONRECORD_MIRROR"):
        read_mirrors(pair)
