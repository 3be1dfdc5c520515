"""The shelf of what people decided: each decision stands until a later one on the same."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from app.domain.reviews import Review, ReviewState
from app.store.review_rows import ReviewRow


class Reviews:
    """Reviews inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, review: Review, *, document_pk: int | None, at: datetime) -> None:
        """Let this decision stand, in place of an earlier one on the same reading.

        One that names no kind of reading speaks of all there are, so it takes every place.
        """
        earlier = (
            update(ReviewRow)
            .where(ReviewRow.subject == review.subject, ReviewRow.superseded_at.is_(None))
            .values(superseded_at=at)
        )
        if review.reading:
            earlier = earlier.where(ReviewRow.reading == review.reading)
        self._connection.execute(earlier)
        values = {
            "subject": review.subject,
            "document_pk": document_pk,
            "reading": review.reading,
            "state": review.state.value,
            "quote": review.quote,
            "before": review.before,
            "after": review.after,
            "rows": json.dumps([dict(row) for row in review.rows], sort_keys=True),
            "note": review.note,
            "made_by": review.made_by,
            "recorded_at": at,
            "superseded_at": None,
        }
        self._connection.execute(insert(ReviewRow).values(**values))

    def standing(self) -> Mapping[int, tuple[Review, ...]]:
        """What stands about documents and their passages, by the document's row number."""
        asked = (
            select(ReviewRow.__table__)
            .where(ReviewRow.superseded_at.is_(None), ReviewRow.document_pk.is_not(None))
            .where(ReviewRow.state != ReviewState.OPEN.value)
            .order_by(ReviewRow.pk)
        )
        found: dict[int, tuple[Review, ...]] = {}
        for row in self._connection.execute(asked).mappings():
            found[row["document_pk"]] = (*found.get(row["document_pk"], ()), review_of(row))
        return found


def review_of(row: RowMapping) -> Review:
    """The decision a row holds."""
    return Review(
        subject=row["subject"],
        state=ReviewState(row["state"]),
        note=row["note"],
        made_by=row["made_by"],
        reading=row["reading"],
        quote=row["quote"],
        before=row["before"],
        after=row["after"],
        rows=tuple(json.loads(row["rows"])),
    )
