"""How fresh each source behind an answer is: when anything of it last reached us."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.domain.time import PointInTime
from app.queries.coverage import asked_sources, is_stale
from app.queries.covered import Covered
from app.queries.reader import Reader
from app.store.schema import CaptureRow, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """One source, and the last time anything of it reached us.

    `collected` says whether we ask it ourselves: what people hand over proves nothing about the
    rest. `proven_to` is the last of its days that were read whole, and `stale` says that it was
    asked and has not been read whole lately. `captures` counts what is held, each file or answer
    once.
    """

    key: str
    title: str
    standing: str
    collected: bool
    captures: int
    last_captured_at: datetime | None
    proven_to: date | None
    stale: bool


def freshness(
    reader: Reader, point: PointInTime, keys: Collection[str] | None = None
) -> tuple[Freshness, ...]:
    """The sources named, or where none are named every source that anything is held of."""
    at = point.as_known or reader.now
    asked = (
        select(
            SourceRow.key,
            SourceRow.title,
            SourceRow.standing,
            func.count(CaptureRow.pk).label("captures"),
            func.max(CaptureRow.captured_at).label("last_captured_at"),
        )
        .join(CaptureRow, (CaptureRow.source == SourceRow.key) & (CaptureRow.captured_at <= at))
        .group_by(SourceRow.key, SourceRow.title, SourceRow.standing)
        .order_by(SourceRow.key)
    )
    if keys is not None:
        asked = asked.where(SourceRow.key.in_(keys))
    asked_of = {source.key: source for source in asked_sources(reader)}
    known = reader.memory.covered(reader.connection, at)
    found = []
    for row in reader.connection.execute(asked).mappings():
        source, has = asked_of.get(row["key"]), known.get(row["key"], Covered())
        was_asked = source is not None and has.last_ended_at is not None
        found.append(
            Freshness(
                **row,
                collected=was_asked,
                proven_to=has.last_on,
                stale=source is not None and was_asked and is_stale(source, has.last_success, at),
            )
        )
    return tuple(found)


def source_titles(reader: Reader) -> dict[str, str]:
    """Every source's name by its key."""
    rows = reader.connection.execute(select(SourceRow.key, SourceRow.title))
    return {row.key: row.title for row in rows}
