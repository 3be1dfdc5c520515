"""What a question is asked of: one consistent view of the store, and the index beside it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from app.domain.ids import SourceKey
from app.domain.sources import Source
from app.index.read import IndexReader
from app.queries.covered import CoverageMemory


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A read-only connection, the search index, and the present as the asker's clock tells it.

    `today` is the day at the publishers' desk that asked questions mean (UTC where nothing else
    is said); `signing_key` signs cursors. `off` are the sources that are not asked for what they
    publish, and `memory` what is known of the days of the others.
    """

    connection: Connection
    index: IndexReader
    now: datetime
    today: date
    signing_key: bytes
    sources: tuple[Source, ...]
    off: frozenset[SourceKey] = frozenset()
    memory: CoverageMemory = field(default_factory=CoverageMemory)
