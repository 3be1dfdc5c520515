"""The shelf of sources: those our modules name, and those added at run time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.domain.sources import Source
from app.store.dialect import insert_or_skip
from app.store.schema import SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFeed:
    """A feed that a person added at run time: what its row says of it."""

    key: SourceKey
    title: str
    url: str
    jurisdiction: str
    standing: Standing
    weight: str
    owner: str | None
    zone: str
    every: timedelta | None = None


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

    def add_feed(self, feed: AddedFeed, *, at: datetime) -> None:
        """Write down a feed that a person added; one whose key is known is left as it is."""
        every = None if feed.every is None else int(feed.every / timedelta(minutes=1))
        self._connection.execute(
            insert_or_skip(self._connection, SourceRow.__table__, unique=("key",)),  # type: ignore[arg-type]  # as above
            {
                "key": feed.key,
                "title": feed.title,
                "jurisdiction": feed.jurisdiction,
                "standing": feed.standing.value,
                "weight": feed.weight,
                "owner": feed.owner,
                "url": feed.url,
                "zone": feed.zone,
                "added_at": at,
                "feed_url": feed.url,
                "every_minutes": every,
            },
        )

    def feeds(self) -> list[AddedFeed]:
        """The feeds that people added, by key."""
        asked = (
            select(SourceRow.__table__)
            .where(SourceRow.feed_url.is_not(None))
            .order_by(SourceRow.key)
        )
        return [
            AddedFeed(
                key=SourceKey(row["key"]),
                title=row["title"],
                url=row["feed_url"],
                jurisdiction=row["jurisdiction"],
                standing=Standing(row["standing"]),
                weight=row["weight"],
                owner=row["owner"],
                zone=row["zone"],
                every=_minutes(row["every_minutes"]),
            )
            for row in self._connection.execute(asked).mappings()
        ]

    def paused(self) -> dict[SourceKey, datetime]:
        """The sources that a person paused, and since when."""
        rows = self._connection.execute(
            select(SourceRow.key, SourceRow.paused_at).where(SourceRow.paused_at.is_not(None))
        )
        return {SourceKey(row.key): row.paused_at for row in rows}

    def pause(self, key: SourceKey, *, at: datetime) -> None:
        """Ask a source nothing until it is resumed; one that is paused stays so since then."""
        self._connection.execute(
            update(SourceRow)
            .where(SourceRow.key == key, SourceRow.paused_at.is_(None))
            .values(paused_at=at)
        )

    def resume(self, key: SourceKey) -> None:
        """Ask a paused source again when it is due."""
        self._connection.execute(
            update(SourceRow).where(SourceRow.key == key).values(paused_at=None)
        )


def _minutes(count: int | None) -> timedelta | None:
    return None if count is None else timedelta(minutes=count)
