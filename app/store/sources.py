"""The shelf of sources: those our modules name, and those added at run time."""

from datetime import datetime

from sqlalchemy import Connection, select

from app.domain.ids import SourceKey
from app.domain.sources import Source
from app.store.dialect import insert_or_skip
from app.store.schema import SourceRow


class Sources:
    """Sources inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keys(self) -> set[SourceKey]:
        """The keys of every source the store knows."""
        return {SourceKey(key) for key in self._connection.scalars(select(SourceRow.key))}

    def add(self, source: Source, *, at: datetime) -> None:
        """Write a source down; one that is known already is left as it is."""
        self._connection.execute(
            insert_or_skip(self._connection, SourceRow.__table__, unique=("key",)),  # type: ignore[arg-type]  # a declarative table is a Table
            {
                "key": source.key,
                "title": source.title,
                "jurisdiction": source.jurisdiction,
                "standing": source.standing.value,
                "weight": source.weight,
                "owner": source.owner,
                "url": source.url,
                "zone": source.zone,
                "added_at": at,
            },
        )
