"""Bytes as if a person had handed them over, read by whichever source knows them."""

import gzip
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.documents import Capture, Issue
from app.domain.ids import CaptureId, DocumentId, digest_of
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Request, Source

HANDED_OVER_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What reading some bytes yields, sorted by what it is."""

    readings: dict[str, Reading]
    requests: tuple[Request, ...]
    issues: tuple[Issue, ...]
    lists: tuple[ListSnapshot, ...] = ()

    @property
    def lost(self) -> tuple[Issue, ...]:
        """Records set aside whole."""
        return tuple(issue for issue in self.issues if issue.lost_record)


def say(
    source: Source,
    body: bytes,
    *,
    about: str | None = None,
    published_on: date | None = None,
) -> Said:
    """Recognise some bytes and read them; bytes the source does not know fail the test."""
    shape = source.recognise(body, "file") if source.recognise else None
    assert shape is not None, f"{source.key} does not know these bytes"
    capture = Capture(
        id=CaptureId("test"),
        source=source.key,
        place="file",
        shape=shape,
        captured_at=HANDED_OVER_AT,
        digest=digest_of(body),
        body=body,
        about=DocumentId(about) if about else None,
        published_on=published_on,
    )
    said = tuple(source.readers[shape](capture))
    readings = [one for one in said if isinstance(one, Reading)]
    assert len({one.document.id for one in readings}) == len(readings)
    return Said(
        readings={one.document.id: one for one in readings},
        requests=tuple(one for one in said if isinstance(one, Request)),
        issues=tuple(one for one in said if isinstance(one, Issue)),
        lists=tuple(one for one in said if isinstance(one, ListSnapshot)),
    )


def body_of(path: Path) -> bytes:
    """A recorded file's bytes, unpacked."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
