"""Captures leave as a web archive that other people's tools open and check."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from app.errors import FormatError
from app.fetching.warc import Archived, write_warc

AT = datetime(2026, 3, 1, 12, 0, 0, 250, tzinfo=UTC)


def _archived(
    body: bytes, *, status: int | None = 200, url: str = "https://a.example/x?y=ä"
) -> Archived:
    digest = hashlib.sha256(body).hexdigest()
    return Archived(
        url=url, captured_at=AT, status=status, media_type="text/html", body=body, digest=digest
    )


def test_what_was_captured_comes_back_byte_for_byte() -> None:
    bodies = [b"", b"\r\n\r\n", bytes(range(256)) * 900, "商务部公告".encode()]
    archive = io.BytesIO()
    captures = (_archived(body, url=f"https://a.example/{n}") for n, body in enumerate(bodies))
    assert write_warc(captures, archive, software="OnRecord/1.0") == len(bodies)
    archive.seek(0)
    first, *records = list(_read(archive))
    assert first["type"] == "warcinfo"
    assert [record["body"] for record in records] == bodies
    assert [record["uri"] for record in records] == [f"https://a.example/{n}" for n in range(4)]
    assert {record["date"] for record in records} == {"2026-03-01T12:00:00.000250Z"}
    assert {record["status"] for record in records} == {"200"}
    assert all(record["checked"] for record in records)
    assert first["version"] == "WARC/1.1"


def test_what_a_person_handed_over_is_no_response_of_a_server() -> None:
    archive = io.BytesIO()
    write_warc([_archived(b"a", status=None, url="file:///rule.xml")], archive, software="x")
    archive.seek(0)
    assert [record["type"] for record in _read(archive)] == ["warcinfo", "resource"]


def test_a_body_that_is_not_the_one_named_by_its_digest_is_seen() -> None:
    archive = io.BytesIO()
    honest = _archived(b"as captured")
    swapped = Archived(
        url=honest.url,
        captured_at=AT,
        status=200,
        media_type=None,
        body=b"as altered ",
        digest=honest.digest,
    )
    write_warc([swapped], archive, software="x")
    archive.seek(0)
    assert [record["checked"] for record in _read(archive)] == [True, False]


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = Archived(
        url="https://a.example/",
        captured_at=AT.replace(tzinfo=None),
        status=200,
        media_type=None,
        body=b"",
        digest="",
    )
    with pytest.raises(ValueError, match="aware"):
        write_warc([naive], io.BytesIO(), software="x")


def _read(archive: io.BytesIO) -> "list[dict[str, object]]":
    records: list[dict[str, object]] = []
    for record in ArchiveIterator(archive, check_digests=True):
        body = record.content_stream().read()
        records.append(
            {
                "type": record.rec_type,
                "version": record.rec_headers.protocol,
                "uri": record.rec_headers.get_header("WARC-Target-URI"),
                "date": record.rec_headers.get_header("WARC-Date"),
                "status": record.http_headers and record.http_headers.get_statuscode(),
                "body": body,
                "checked": record.digest_checker.passed,
            }
        )
    return records


def test_nothing_that_ends_a_line_is_written_into_a_header() -> None:
    for status in (200, None):
        sound = _archived(b"a", status=status)
        for forged in (
            replace(sound, url="https://a.example/\r\nX: 1"),
            replace(sound, media_type="text/html\nX: 1"),
        ):
            with pytest.raises(FormatError, match="line break"):
                write_warc([forged], io.BytesIO(), software="x")
