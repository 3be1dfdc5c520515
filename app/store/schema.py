"""Every table, as typed rows; joins are written where they are asked, never here."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, LargeBinary, MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.store.dialect import Instant, Pk, PlainText

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """A row of the store."""

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map = {  # noqa: RUF012
        str: PlainText(),
        datetime: Instant(),
        date: Date(),
        bytes: LargeBinary(),
    }


class WorkspaceRow(Row):
    """The one row that says which workspace this database is."""

    __tablename__ = "workspace"

    id: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]  # "work", or "test" and "demo", whose clock may be moved
    signing_key: Mapped[str]
    created_at: Mapped[datetime]


class SourceRow(Row):
    """A publisher we know of, from a module or added at run time."""

    __tablename__ = "source"

    key: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    jurisdiction: Mapped[str]
    standing: Mapped[str]
    weight: Mapped[str]
    owner: Mapped[str | None]
    url: Mapped[str | None]
    zone: Mapped[str]
    added_at: Mapped[datetime]
    feed_url: Mapped[str | None]  # of a feed added at run time
    every_minutes: Mapped[int | None]
    paused_at: Mapped[datetime | None]


class BodyRow(Row):
    """The bytes of captures, each kept once under its digest, deflated."""

    __tablename__ = "body"

    digest: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    deflated: Mapped[bytes]


class CaptureRow(Row):
    """Bytes received at an instant, and what became of reading them.

    `read_by` is the maker that read it last; null while it waits. The counts are that reading's.
    """

    __tablename__ = "capture"
    __table_args__ = (
        Index("ix_capture_place", "place"),
        Index("ix_capture_digest", "digest"),
        Index("ix_capture_about", "about"),
        Index("ix_capture_read_by", "read_by"),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str] = mapped_column(ForeignKey("source.key"))
    place: Mapped[str]
    shape: Mapped[str]
    captured_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(ForeignKey("body.digest"))
    custody: Mapped[str]
    standing: Mapped[str]
    about: Mapped[str | None]
    published_on: Mapped[date | None]
    claims_current_on: Mapped[date | None]
    mapping: Mapped[str | None]
    url: Mapped[str | None]
    status: Mapped[int | None]
    media_type: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    read_by: Mapped[str | None]
    records: Mapped[int] = mapped_column(default=0)
    quarantined: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]


class DocumentRow(Row):
    """Anything published with an identity."""

    __tablename__ = "document"

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)
    kind: Mapped[str]
    type: Mapped[str | None]
    list_key: Mapped[str | None]


class VersionRow(Row):
    """A document's exact words, named by them."""

    __tablename__ = "version"

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    document_pk: Mapped[int] = mapped_column(ForeignKey("document.pk"), index=True)
    text: Mapped[str]
    extent: Mapped[str]
    language: Mapped[str | None]
    provisions: Mapped[str]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]


class ShowingRow(Row):
    """A version as its publisher showed it, known over `[recorded_at, superseded_at)`.

    At most one showing of a document is current: two writers that both supersede the same one
    cannot both commit.
    """

    __tablename__ = "showing"
    __table_args__ = (
        Index(
            "uq_showing_current",
            "document_pk",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
        Index("ix_showing_document_pk_recorded_at", "document_pk", "recorded_at"),
        Index("ix_showing_published_on", "published_on"),
        Index("ix_showing_version_pk", "version_pk"),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    document_pk: Mapped[int] = mapped_column(ForeignKey("document.pk"))
    version_pk: Mapped[int] = mapped_column(ForeignKey("version.pk"))
    capture_pk: Mapped[int] = mapped_column(ForeignKey("capture.pk"))
    standing: Mapped[str]
    custody: Mapped[str]
    title: Mapped[str | None]
    url: Mapped[str | None]
    published_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    date_evidence: Mapped[str | None]
    author: Mapped[str | None]
    owner: Mapped[str | None]
    in_force_from_on: Mapped[date | None]
    in_force_to_on: Mapped[date | None]
    current_on: Mapped[date | None]
    facts: Mapped[str]
    made_by: Mapped[str]
    position: Mapped[int]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class IssueRow(Row):
    """Something in a capture that we did not understand."""

    __tablename__ = "issue"

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    capture_pk: Mapped[int] = mapped_column(ForeignKey("capture.pk"), index=True)
    place: Mapped[str]
    problem: Mapped[str]
    lost_record: Mapped[bool]
    document: Mapped[str | None]
    made_by: Mapped[str]
    noticed_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class WithdrawalRow(Row):
    """A document a person took out of view, and when it came back, if it did."""

    __tablename__ = "withdrawal"
    __table_args__ = (
        Index(
            "uq_withdrawal_open",
            "document_pk",
            unique=True,
            sqlite_where=text("restored_at IS NULL"),
            postgresql_where=text("restored_at IS NULL"),
        ),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    document_pk: Mapped[int] = mapped_column(ForeignKey("document.pk"))
    showing_pk: Mapped[int] = mapped_column(ForeignKey("showing.pk"))
    reason: Mapped[str]
    withdrawn_at: Mapped[datetime]
    restored_at: Mapped[datetime | None]


class CoverageDayRow(Row):
    """Whether one source's day was read whole, empty, missing or held, as known over a span."""

    __tablename__ = "coverage_day"
    __table_args__ = (Index("ix_coverage_day_source_on_day", "source", "on_day"),)

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(ForeignKey("source.key"))
    on_day: Mapped[date]
    state: Mapped[str]
    proof: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class ChangeRow(Row):
    """One place in the ordered change feed; `verb` is `shown`, `withdrawn` or `derived`."""

    __tablename__ = "change"

    position: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime] = mapped_column(index=True)
    verb: Mapped[str]
    document_pk: Mapped[int] = mapped_column(ForeignKey("document.pk"), index=True)
    showing_pk: Mapped[int | None] = mapped_column(ForeignKey("showing.pk"))


class ListSnapshotRow(Row):
    """What one capture said of one list as a whole; `flaw` says why it may not be all of it.

    `series` is the row number of the first snapshot of the same list from the same source in the
    same shape: only such rows can be told apart by their words.
    """

    __tablename__ = "list_snapshot"

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    list_key: Mapped[str] = mapped_column(index=True)
    series: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str]
    shape: Mapped[str]
    capture_pk: Mapped[int] = mapped_column(ForeignKey("capture.pk"), index=True)
    current_on: Mapped[date | None]
    flaw: Mapped[str | None]
    entries: Mapped[int]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class ListRowRow(Row):
    """An entry in the words of one version, on every snapshot of a series from `first_pk` up to,
    but not including, `ended_pk`; null while it stands on the last one.
    """

    __tablename__ = "list_row"
    __table_args__ = (Index("ix_list_row_series_ended_pk", "series", "ended_pk"),)

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    series: Mapped[int] = mapped_column(BigInteger)
    document_pk: Mapped[int] = mapped_column(ForeignKey("document.pk"), index=True)
    version_pk: Mapped[int] = mapped_column(ForeignKey("version.pk"))
    first_pk: Mapped[int] = mapped_column(ForeignKey("list_snapshot.pk"))
    ended_pk: Mapped[int | None] = mapped_column(ForeignKey("list_snapshot.pk"))
