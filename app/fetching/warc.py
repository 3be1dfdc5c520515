"""Writes captures as a web archive that any replay viewer opens.

What is kept is the body, opened, with its type and status; the other headers a publisher sent and
the packing it came in are not. So a record of type `response` here has the headers that describe
its body, and no more.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from app.errors import FormatError

VERSION = "1.1"
# What ends a line of a header, and would let what follows pass for another, or for a record.
_BREAKS = re.compile(r"[\x00-\x1f\x7f]")
_PHRASES = {int(status): status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A capture for the archive; `digest` is the SHA-256 of the body, in hexadecimal.

    Without a status it was not sent by a server: bytes a person handed over.
    """

    url: str
    captured_at: datetime
    status: int | None
    media_type: str | None
    body: bytes = field(repr=False)
    digest: str


def write_warc(captures: Iterable[Archived], archive: BinaryIO, *, software: str) -> int:
    """Write captures in their order, packed record by record; how many there were."""
    writer = WARCWriter(archive, gzip=True, warc_version=VERSION)
    said = {"software": software, "format": f"WARC File Format {VERSION}"}
    writer.write_record(writer.create_warcinfo_record(None, said))
    written = 0
    for capture in captures:
        _refuse_breaks(capture)
        writer.write_record(
            writer.create_warc_record(
                capture.url,
                "resource" if capture.status is None else "response",
                payload=io.BytesIO(capture.body),
                length=len(capture.body),
                warc_content_type=_record_type(capture),
                http_headers=None if capture.status is None else _head(capture, capture.status),
                warc_headers_dict={
                    "WARC-Date": _instant(capture.captured_at),
                    "WARC-Payload-Digest": f"sha256:{capture.digest}",
                },
            )
        )
        written += 1
    return written


def _refuse_breaks(capture: Archived) -> None:
    for said in (capture.url, capture.media_type or ""):
        if _BREAKS.search(said):
            raise FormatError(
                f"{said[:200]!a} holds a line break or a control character, so it cannot stand in "
                "a web archive; please report this capture"
            )


def _record_type(capture: Archived) -> str:
    if capture.status is not None:
        return "application/http; msgtype=response"
    return capture.media_type or "application/octet-stream"


def _head(capture: Archived, status: int) -> StatusAndHeaders:
    phrase = _PHRASES.get(status, "Unassigned")
    headers = [("Content-Length", str(len(capture.body)))]
    if capture.media_type:
        headers.insert(0, ("Content-Type", capture.media_type))
    return StatusAndHeaders(f"{status} {phrase}", headers, protocol="HTTP/1.1")


def _instant(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a capture is of an aware instant")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
