"""The table of held list snapshots, beside the tables of the snapshots themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.dialect import Pk
from app.store.schema import Row


class ListHoldRow(Row):
    """A snapshot that is kept and is not taken for the list, over the instants it was held.

    `against_pk` is the last good snapshot before it, whose rows it lacks; `sort` says what it
    lacks. `released_by` is `repetition`, `person` or `later` (what stands between came to light).
    """

    __tablename__ = "list_hold"

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    snapshot_pk: Mapped[int] = mapped_column(ForeignKey("list_snapshot.pk"), index=True)
    against_pk: Mapped[int] = mapped_column(ForeignKey("list_snapshot.pk"))
    sort: Mapped[str]
    reason: Mapped[str]
    removed: Mapped[int]
    recorded_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    released_by: Mapped[str | None]
    release_note: Mapped[str | None]
    release_capture_pk: Mapped[int | None] = mapped_column(ForeignKey("capture.pk"))
