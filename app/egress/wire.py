"""Between our values and HTTP: what goes onto the wire, and what is made of what comes off it."""

from collections.abc import Iterable

import httpcore2

from app.egress.bodies import ACCEPT_ENCODING, Body, BodyFault, coding_of
from app.egress.connections import TimeUpError
from app.egress.exchange import FaultKind, Headers, Limits, Outgoing, Reply
from app.egress.urls import Target

_MOST_HEADERS = 200
_HEADER_BYTES = 64 * 1024
# What errors say is only looked at, so that a long or broken page of one is no second fault.
_ERROR_BODY = 256 * 1024


def on_the_wire(asked: Outgoing, target: Target) -> httpcore2.Request:
    """The request as it is sent; host and path are those that were judged."""
    headers = [
        ("Host", target.netloc),
        ("Accept-Encoding", ACCEPT_ENCODING),
        ("Connection", "close"),
        *asked.headers,
        *asked.secret_headers,
    ]
    if asked.body or asked.method not in ("GET", "HEAD"):
        headers.append(("Content-Length", str(len(asked.body))))
    return httpcore2.Request(
        asked.method,
        httpcore2.URL(
            scheme=target.scheme.encode(),
            host=target.host.encode(),
            port=target.port,
            target=target.path.encode("ascii"),
        ),
        headers=[(name.encode("ascii"), value.encode("ascii")) for name, value in headers],
        content=asked.body,
    )


def reply_without_body(asked: Outgoing, target: Target, response: httpcore2.Response) -> Reply:
    """What the head of an answer says; more headers than any page needs are a fault."""
    headers = tuple(
        (name.decode("latin-1").lower(), _text(value)) for name, value in response.headers
    )
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > _MOST_HEADERS or size > _HEADER_BYTES:
        raise BodyFault("it sends more headers than any page needs", FaultKind.TOO_LARGE)
    return Reply(
        url=asked.url,
        final_url=target.url,
        status=response.status,
        headers=headers,
        framed=_is_framed(asked.method, response.status, headers),
    )


def read_body(reply: Reply, pieces: Iterable[bytes], limits: Limits) -> bytes:
    """The body, opened; of an error, as much as can be had."""
    if reply.status >= 400:
        return _error_body(reply, pieces, limits)
    body = Body(coding=coding_of(_codings(reply)), wire_cap=limits.wire, decoded_cap=limits.decoded)
    for piece in pieces:
        body.take(piece)
    return body.whole()


def _error_body(reply: Reply, pieces: Iterable[bytes], limits: Limits) -> bytes:
    kept = b""
    try:
        coding = coding_of(_codings(reply))
        body = Body(coding=coding, wire_cap=limits.wire, decoded_cap=_ERROR_BODY)
        for piece in pieces:
            body.take(piece)
            kept = body.so_far()
    except (BodyFault, TimeUpError, httpcore2.RemoteProtocolError, httpcore2.NetworkError):
        return kept
    return kept


def _codings(reply: Reply) -> list[str]:
    return [value for name, value in reply.headers if name == "content-encoding"]


def _is_framed(method: str, status: int, headers: Headers) -> bool:
    names = {name for name, _ in headers}
    return (
        method == "HEAD"
        or status in (204, 304)
        or not names.isdisjoint(("content-length", "transfer-encoding"))
    )


def _text(value: bytes) -> str:
    """Headers are ASCII by the standard; addresses in them come as UTF-8 all the same."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
