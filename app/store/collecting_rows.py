"""The tables of collecting: what was asked of whom, when, and what came of it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.dialect import Pk
from app.store.schema import Row


class RoundRow(Row):
    """One collecting of a window of a source, and what came of it; open while `ended_at` is null.

    `owner` is the process that walks it; one round of a source is open at a time. `outcome` is
    `whole`, `partial` (some of it came), `failed` or `held`; `next_at` is when to look again (null
    where a person asked for days of their own), `failures` how many rounds in a row were neither
    whole nor held.
    """

    __tablename__ = "round"
    __table_args__ = (
        Index("ix_round_source_begun_at", "source", "begun_at"),
        # The newest round of every source is asked for every other second.
        Index("ix_round_source_pk", "source", "pk"),
        Index("ix_round_ended_at", "ended_at"),
        Index(
            "uq_round_open",
            "source",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(ForeignKey("source.key"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    owner: Mapped[str]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    looks: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]
    next_at: Mapped[datetime | None]


class LookRow(Row):
    """One request of a round and its answer: a capture, `unchanged` since one, or a failure.

    `accept` and `language` are what was asked for: of one address they may bring different bytes.
    An answer with a `problem` came, and may not be all of itself.
    """

    __tablename__ = "look"
    # The newest look at an address is asked for before every request.
    __table_args__ = (Index("ix_look_round_pk", "round_pk"), Index("ix_look_url_pk", "url", "pk"))

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    round_pk: Mapped[int] = mapped_column(ForeignKey("round.pk"))
    url: Mapped[str]
    accept: Mapped[str | None]
    language: Mapped[str | None]
    looked_at: Mapped[datetime]
    outcome: Mapped[str]
    status: Mapped[int | None]
    capture_pk: Mapped[int | None] = mapped_column(ForeignKey("capture.pk"))
    problem: Mapped[str | None]


class HostRow(Row):
    """When a host may next be asked by any worker; `closed_until` is what the host itself said."""

    __tablename__ = "host"

    name: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]
    closed_until: Mapped[datetime | None]
