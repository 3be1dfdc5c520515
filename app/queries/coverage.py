"""What an answer's silence rests on: which sources spoke to it, and how completely."""

from datetime import date, datetime

from sqlalchemy import func, select
from typing_extensions import TypedDict

from app.domain.time import PointInTime
from app.queries.reader import Reader
from app.store.schema import CoverageDayRow

SourceCovered = TypedDict(
    "SourceCovered",
    {
        "source": str,
        "from": date,
        "to": date,
        "complete": bool,
        "last_success": datetime,
    },
)


class CoverageBlock(TypedDict):
    """A receipt as every answer carries it: the sources looked at, and whether that was all."""

    sources: list[SourceCovered]
    complete: bool


def coverage_block(reader: Reader, point: PointInTime) -> CoverageBlock:
    """The receipt of an answer at a point in time.

    A source speaks for the days that collecting proved. What people hand over proves nothing
    about the rest, so until sources are collected no receipt is complete.
    """
    known_at = point.as_known or reader.now
    rows = reader.connection.execute(
        select(
            CoverageDayRow.source,
            func.min(CoverageDayRow.on_day).label("from_on"),
            func.max(CoverageDayRow.on_day).label("to_on"),
            func.max(CoverageDayRow.recorded_at).label("last_success"),
        )
        .where(CoverageDayRow.recorded_at <= known_at)
        .where(CoverageDayRow.state.in_(("complete", "empty")))
        .group_by(CoverageDayRow.source)
        .order_by(CoverageDayRow.source)
    )
    sources = [
        SourceCovered(
            {
                "source": row.source,
                "from": row.from_on,
                "to": row.to_on,
                "complete": False,
                "last_success": row.last_success,
            }
        )
        for row in rows
    ]
    return CoverageBlock(sources=sources, complete=False)
