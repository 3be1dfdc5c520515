"""What a question is asked of: one consistent view of the store, and the index beside it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from app.domain.sources import Source
from app.index.read import IndexReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A read-only connection, the search index, and the present as the asker's clock tells it.

    `today` is the day at the publishers' desk that asked questions mean (UTC where nothing else
    is said); `signing_key` signs cursors.
    """

    connection: Connection
    index: IndexReader
    now: datetime
    today: date
    signing_key: bytes
    sources: tuple[Source, ...]
