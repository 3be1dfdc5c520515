"""Collecting: the rounds of each source, every look of them, and when a host may be asked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PK = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Sources may be paused, and feeds may be added at run time."""
    with op.batch_alter_table("source") as source:
        source.add_column(sa.Column("feed_url", sa.Text(), nullable=True))
        source.add_column(sa.Column("every_minutes", sa.Integer(), nullable=True))
        source.add_column(sa.Column("paused_at", sa.BigInteger(), nullable=True))
    _round()
    _look()
    op.create_table(
        "host",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_host"),
    )


def downgrade() -> None:
    """Take them away; what was collected stays, as captures."""
    for table in ("host", "look", "round"):
        op.drop_table(table)
    with op.batch_alter_table("source") as source:
        for column in ("paused_at", "every_minutes", "feed_url"):
            source.drop_column(column)


def _round() -> None:
    op.create_table(
        "round",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name="pk_round"),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name="fk_round_source_source"),
    )
    op.create_index("ix_round_source_begun_at", "round", ["source", "begun_at"])
    op.create_index("ix_round_source_pk", "round", ["source", "pk"])
    op.create_index("ix_round_ended_at", "round", ["ended_at"])
    op.create_index(
        "uq_round_open",
        "round",
        ["source"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _look() -> None:
    """A request of a round: its answer is a capture, a word that nothing changed, or a failure."""
    op.create_table(
        "look",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("round_pk", PK, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("accept", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("capture_pk", PK, nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name="pk_look"),
        sa.ForeignKeyConstraint(["round_pk"], ["round.pk"], name="fk_look_round_pk_round"),
        sa.ForeignKeyConstraint(["capture_pk"], ["capture.pk"], name="fk_look_capture_pk_capture"),
    )
    op.create_index("ix_look_round_pk", "look", ["round_pk"])
    op.create_index("ix_look_url_pk", "look", ["url", "pk"])
