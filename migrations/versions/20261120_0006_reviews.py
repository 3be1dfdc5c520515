"""What people decided, and the chained log of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PK = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Withdrawals made before this stand, but not in the log."""
    op.create_table(
        "review",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("document_pk", PK, nullable=True),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name="pk_review"),
        sa.ForeignKeyConstraint(
            ["document_pk"], ["document.pk"], name="fk_review_document_pk_document"
        ),
    )
    op.create_index("ix_review_subject", "review", ["subject"])
    op.create_index("ix_review_document_pk", "review", ["document_pk"])
    op.create_table(
        "audit",
        sa.Column("position", PK, autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_audit"),
    )


def downgrade() -> None:
    """Take them away; readings that people corrected stay as they are until read again."""
    op.drop_table("audit")
    op.drop_table("review")
