"""A large body is opened in a child, and says there what it says here."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.domain.documents import Capture
from app.domain.ids import SourceKey, capture_id, digest_of
from app.domain.sources import Source
from app.pipeline.heavy import OpeningPool
from app.pipeline.opening import open_capture
from app.sources import all_sources

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def pool() -> Iterator[OpeningPool]:
    opened = OpeningPool(large=100)
    yield opened
    opened.close()


def source_of(key: str) -> Source:
    return next(one for one in all_sources() if one.key == key)


def capture(body: bytes) -> Capture:
    return Capture(
        id=capture_id(SourceKey("us-fr"), AT, "a", digest_of(body)),
        source=SourceKey("us-fr"),
        place="a",
        shape="fr-api",
        captured_at=AT,
        digest=digest_of(body),
        body=body,
    )


def test_a_child_gives_what_opening_here_would(pool: OpeningPool) -> None:
    body = b'{"count": 1, "results": [{"document_number": "2026-01234", "title": "%s"}]}'
    large = capture(body % (b"A notice of some length. " * 20))
    said = pool(source_of("us-fr"), large)
    assert said.readings
    assert said == open_capture(source_of("us-fr"), large)


def test_what_a_child_cannot_read_is_named_as_here(pool: OpeningPool) -> None:
    broken = capture(b'{"results": [' + b" " * 200)
    said = pool(source_of("us-fr"), broken)
    assert said.problem is not None
    assert said == open_capture(source_of("us-fr"), broken)
