"""Lists that shrink: which snapshots are kept and not taken for the list, and who let them go."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PK = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One table; snapshots read before it are held by nothing."""
    op.create_table(
        "list_hold",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("snapshot_pk", PK, nullable=False),
        sa.Column("against_pk", PK, nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.Column("released_by", sa.Text(), nullable=True),
        sa.Column("release_note", sa.Text(), nullable=True),
        sa.Column("release_capture_pk", PK, nullable=True),
        sa.PrimaryKeyConstraint("pk", name="pk_list_hold"),
        sa.ForeignKeyConstraint(
            ["snapshot_pk"], ["list_snapshot.pk"], name="fk_list_hold_snapshot_pk_list_snapshot"
        ),
        sa.ForeignKeyConstraint(
            ["against_pk"], ["list_snapshot.pk"], name="fk_list_hold_against_pk_list_snapshot"
        ),
        sa.ForeignKeyConstraint(
            ["release_capture_pk"], ["capture.pk"], name="fk_list_hold_release_capture_pk_capture"
        ),
    )
    op.create_index("ix_list_hold_snapshot_pk", "list_hold", ["snapshot_pk"])


def downgrade() -> None:
    """Take it away: what was held answers again, so go back only with its files at hand."""
    op.drop_table("list_hold")
