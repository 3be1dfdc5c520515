"""How fresh each source behind an answer is: when anything of it last reached us."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.domain.time import PointInTime
from app.queries.reader import Reader
from app.store.schema import CaptureRow, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """One source, and the last time anything of it reached us.

    `collected` says whether we ask it ourselves: what people hand over proves nothing about the
    rest. `captures` counts what is held, each file or answer once.
    """

    key: str
    title: str
    standing: str
    collected: bool
    captures: int
    last_captured_at: datetime | None


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
    collected = {one.key for one in reader.sources if one.begin is not None}
    return tuple(
        Freshness(**row, collected=row["key"] in collected)
        for row in reader.connection.execute(asked).mappings()
    )


def source_titles(reader: Reader) -> dict[str, str]:
    """Every source's name by its key."""
    rows = reader.connection.execute(select(SourceRow.key, SourceRow.title))
    return {row.key: row.title for row in rows}
