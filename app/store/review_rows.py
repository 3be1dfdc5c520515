"""The tables of what people decided: reviews, and the chained log."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.store.dialect import Pk
from app.store.schema import Row


class ReviewRow(Row):
    """A person's decision about a document, a passage of one, or a capture.

    `reading` says of what kind of readings it speaks; empty where of the thing itself. `quote` is
    the passage, `before` and `after` the words around it, by which it is found again in a later
    version. `rows` are the readings that shall stand there, as JSON. A later decision on the same
    supersedes it.
    """

    __tablename__ = "review"
    __table_args__ = (
        Index("ix_review_subject", "subject"),
        Index("ix_review_document_pk", "document_pk"),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    subject: Mapped[str]
    document_pk: Mapped[int | None] = mapped_column(ForeignKey("document.pk"))
    reading: Mapped[str]
    state: Mapped[str]
    quote: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    rows: Mapped[str]
    note: Mapped[str]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class AuditRow(Row):
    """A decision in the log: `digest` is of this entry and of `previous`, the one before it."""

    __tablename__ = "audit"

    position: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime]
    made_by: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[str]
    digest: Mapped[str]
