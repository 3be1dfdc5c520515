"""Lists as snapshots: what one capture said of a whole list, and which rows stood on it when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PK = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Snapshots first, for the rows point at them."""
    op.create_table(
        "list_snapshot",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("series", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("capture_pk", PK, nullable=False),
        sa.Column("current_on", sa.Date(), nullable=True),
        sa.Column("flaw", sa.Text(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name="pk_list_snapshot"),
        sa.ForeignKeyConstraint(
            ["capture_pk"], ["capture.pk"], name="fk_list_snapshot_capture_pk_capture"
        ),
    )
    op.create_index("ix_list_snapshot_list_key", "list_snapshot", ["list_key"])
    op.create_index("ix_list_snapshot_capture_pk", "list_snapshot", ["capture_pk"])
    op.create_table(
        "list_row",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("series", sa.BigInteger(), nullable=False),
        sa.Column("document_pk", PK, nullable=False),
        sa.Column("version_pk", PK, nullable=False),
        sa.Column("first_pk", PK, nullable=False),
        sa.Column("ended_pk", PK, nullable=True),
        sa.PrimaryKeyConstraint("pk", name="pk_list_row"),
        sa.ForeignKeyConstraint(
            ["document_pk"], ["document.pk"], name="fk_list_row_document_pk_document"
        ),
        sa.ForeignKeyConstraint(
            ["version_pk"], ["version.pk"], name="fk_list_row_version_pk_version"
        ),
        sa.ForeignKeyConstraint(
            ["first_pk"], ["list_snapshot.pk"], name="fk_list_row_first_pk_list_snapshot"
        ),
        sa.ForeignKeyConstraint(
            ["ended_pk"], ["list_snapshot.pk"], name="fk_list_row_ended_pk_list_snapshot"
        ),
    )
    op.create_index("ix_list_row_series_ended_pk", "list_row", ["series", "ended_pk"])
    op.create_index("ix_list_row_document_pk", "list_row", ["document_pk"])


def downgrade() -> None:
    """Take them away; the entries themselves are documents and stay."""
    op.drop_table("list_row")
    op.drop_table("list_snapshot")
