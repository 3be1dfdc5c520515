"""What people decided about a document and its passages, as it was known at an instant."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from app.store.review_rows import ReviewRow
from app.store.schema import DocumentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A decision that stood: about what, what it says, who made it and why."""

    subject: str
    reading: str
    state: str
    quote: str
    note: str
    made_by: str
    recorded_at: datetime


def reviews_of(connection: Connection, document: str, at: datetime) -> tuple[ReviewView, ...]:
    """The decisions about a document and its passages, in the order they were made."""
    rows = connection.execute(
        select(
            ReviewRow.subject,
            ReviewRow.reading,
            ReviewRow.state,
            ReviewRow.quote,
            ReviewRow.note,
            ReviewRow.made_by,
            ReviewRow.recorded_at,
        )
        .join(DocumentRow, DocumentRow.pk == ReviewRow.document_pk)
        .where(DocumentRow.id == document, ReviewRow.recorded_at <= at)
        .where(or_(ReviewRow.superseded_at.is_(None), ReviewRow.superseded_at > at))
        .order_by(ReviewRow.pk)
    )
    return tuple(ReviewView(**row) for row in rows.mappings())
