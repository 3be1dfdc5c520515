"""The first book: what was received, what was published, its words, and how they were shown."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PK = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Lay out the tables, those first that others point at."""
    _workspace()
    _source()
    _body()
    _capture()
    _document()
    _version()
    _showing()
    _issue()
    _withdrawal()
    _coverage_day()
    _change()


def downgrade() -> None:
    """Take them away in the opposite order, indexes with them."""
    for table in (
        "change",
        "coverage_day",
        "withdrawal",
        "issue",
        "showing",
        "version",
        "document",
        "capture",
        "body",
        "source",
        "workspace",
    ):
        op.drop_table(table)


def _workspace() -> None:
    """Which workspace this is."""
    op.create_table(
        "workspace",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("signing_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
    )


def _source() -> None:
    """Publishers."""
    op.create_table(
        "source",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("weight", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_source"),
    )


def _body() -> None:
    """Bytes, each kept once."""
    op.create_table(
        "body",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("deflated", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_body"),
    )


def _capture() -> None:
    """What was received."""
    op.create_table(
        "capture",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("custody", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("claims_current_on", sa.Date(), nullable=True),
        sa.Column("mapping", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("read_by", sa.Text(), nullable=True),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["body.digest"], name="fk_capture_digest_body"),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name="fk_capture_source_source"),
        sa.PrimaryKeyConstraint("pk", name="pk_capture"),
        sa.UniqueConstraint("id", name="uq_capture_id"),
    )
    op.create_index("ix_capture_about", "capture", ["about"], unique=False)
    op.create_index("ix_capture_digest", "capture", ["digest"], unique=False)
    op.create_index("ix_capture_place", "capture", ["place"], unique=False)
    op.create_index("ix_capture_read_by", "capture", ["read_by"], unique=False)


def _document() -> None:
    """Things published with an identity."""
    op.create_table(
        "document",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("list_key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name="fk_document_source_source"),
        sa.PrimaryKeyConstraint("pk", name="pk_document"),
        sa.UniqueConstraint("id", name="uq_document_id"),
    )
    op.create_index("ix_document_source", "document", ["source"], unique=False)


def _version() -> None:
    """Exact words."""
    op.create_table(
        "version",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_pk", PK, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("extent", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("provisions", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_pk"], ["document.pk"], name="fk_version_document_pk_document"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_version"),
        sa.UniqueConstraint("id", name="uq_version_id"),
    )
    op.create_index("ix_version_document_pk", "version", ["document_pk"], unique=False)


def _showing() -> None:
    """Words as shown, over known spans."""
    op.create_table(
        "showing",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("document_pk", PK, nullable=False),
        sa.Column("version_pk", PK, nullable=False),
        sa.Column("capture_pk", PK, nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("custody", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("date_evidence", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("in_force_from_on", sa.Date(), nullable=True),
        sa.Column("in_force_to_on", sa.Date(), nullable=True),
        sa.Column("current_on", sa.Date(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["capture_pk"], ["capture.pk"], name="fk_showing_capture_pk_capture"
        ),
        sa.ForeignKeyConstraint(
            ["document_pk"], ["document.pk"], name="fk_showing_document_pk_document"
        ),
        sa.ForeignKeyConstraint(
            ["version_pk"], ["version.pk"], name="fk_showing_version_pk_version"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_showing"),
    )
    op.create_index(
        "ix_showing_document_pk_recorded_at",
        "showing",
        ["document_pk", "recorded_at"],
        unique=False,
    )
    op.create_index("ix_showing_published_on", "showing", ["published_on"], unique=False)
    op.create_index(
        "uq_showing_current",
        "showing",
        ["document_pk"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )


def _issue() -> None:
    """What was not understood."""
    op.create_table(
        "issue",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("capture_pk", PK, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("lost_record", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["capture_pk"], ["capture.pk"], name="fk_issue_capture_pk_capture"),
        sa.PrimaryKeyConstraint("pk", name="pk_issue"),
    )
    op.create_index("ix_issue_capture_pk", "issue", ["capture_pk"], unique=False)


def _withdrawal() -> None:
    """What a person took out of view."""
    op.create_table(
        "withdrawal",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("document_pk", PK, nullable=False),
        sa.Column("showing_pk", PK, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=False),
        sa.Column("restored_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_pk"], ["document.pk"], name="fk_withdrawal_document_pk_document"
        ),
        sa.ForeignKeyConstraint(
            ["showing_pk"], ["showing.pk"], name="fk_withdrawal_showing_pk_showing"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_withdrawal"),
    )
    op.create_index(
        "uq_withdrawal_open",
        "withdrawal",
        ["document_pk"],
        unique=True,
        sqlite_where=sa.text("restored_at IS NULL"),
        postgresql_where=sa.text("restored_at IS NULL"),
    )


def _coverage_day() -> None:
    """Which days were read whole."""
    op.create_table(
        "coverage_day",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name="fk_coverage_day_source_source"),
        sa.PrimaryKeyConstraint("pk", name="pk_coverage_day"),
    )
    op.create_index(
        "ix_coverage_day_source_on_day", "coverage_day", ["source", "on_day"], unique=False
    )


def _change() -> None:
    """The ordered change feed."""
    op.create_table(
        "change",
        sa.Column("position", PK, autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("document_pk", PK, nullable=False),
        sa.Column("showing_pk", PK, nullable=True),
        sa.ForeignKeyConstraint(
            ["document_pk"], ["document.pk"], name="fk_change_document_pk_document"
        ),
        sa.ForeignKeyConstraint(
            ["showing_pk"], ["showing.pk"], name="fk_change_showing_pk_showing"
        ),
        sa.PrimaryKeyConstraint("position", name="pk_change"),
    )
    op.create_index("ix_change_document_pk", "change", ["document_pk"], unique=False)
    op.create_index("ix_change_recorded_at", "change", ["recorded_at"], unique=False)
