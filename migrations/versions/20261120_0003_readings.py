"""What was read out of words: citations, days, acts, types; and what documents are known as."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PK = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Nothing held changes: what is held already waits to be read."""
    op.create_index("ix_showing_version_pk", "showing", ["version_pk"])
    _extraction()
    _citation()
    _dated_fact()
    _action()
    _type_reading()
    _known_as()
    _matter()


def downgrade() -> None:
    """Take them away; every row of them can be read again."""
    for table in (
        "matter",
        "known_as",
        "type_reading",
        "action",
        "dated_fact",
        "citation",
        "extraction",
    ):
        op.drop_table(table)
    op.drop_index("ix_showing_version_pk", "showing")


def _extraction() -> None:
    """Which makers last read a version, and in the light of which showing; a note of work done."""
    op.create_table(
        "extraction",
        sa.Column("version_pk", PK, autoincrement=False, nullable=False),
        sa.Column("showing_pk", PK, nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("first_made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["showing_pk"], ["showing.pk"], name="fk_extraction_showing_pk_showing"
        ),
        sa.ForeignKeyConstraint(
            ["version_pk"], ["version.pk"], name="fk_extraction_version_pk_version"
        ),
        sa.PrimaryKeyConstraint("version_pk", name="pk_extraction"),
    )
    op.create_index("ix_extraction_maker", "extraction", ["maker"])
    op.create_index("ix_extraction_showing_pk", "extraction", ["showing_pk"])


def _citation() -> None:
    """A mention: code points `begins` to `ends` of a version, and the key they point at."""
    op.create_table(
        "citation",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("version_pk", PK, nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("whole", sa.Text(), nullable=False),
        sa.Column("through", sa.Text(), nullable=True),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_pk"], ["version.pk"], name="fk_citation_version_pk_version"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_citation"),
    )
    op.create_index("ix_citation_version_pk", "citation", ["version_pk"])
    op.create_index("ix_citation_whole", "citation", ["whole"])


def _dated_fact() -> None:
    """A day that an instrument's words give, with its role and scope."""
    op.create_table(
        "dated_fact",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("version_pk", PK, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("reckoning", sa.Text(), nullable=False),
        sa.Column("cut_off", sa.Text(), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_pk"], ["version.pk"], name="fk_dated_fact_version_pk_version"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_dated_fact"),
    )
    op.create_index("ix_dated_fact_version_pk", "dated_fact", ["version_pk"])


def _action() -> None:
    """What an instrument does, with the words that say so; `within` text, title or caption."""
    op.create_table(
        "action",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("version_pk", PK, nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("within", sa.Text(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("target_whole", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_pk"], ["version.pk"], name="fk_action_version_pk_version"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_action"),
    )
    op.create_index("ix_action_target_whole", "action", ["target_whole"])
    op.create_index("ix_action_version_pk", "action", ["version_pk"])


def _type_reading() -> None:
    """An instrument's fine type as its face and words give it."""
    op.create_table(
        "type_reading",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("version_pk", PK, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_pk"], ["version.pk"], name="fk_type_reading_version_pk_version"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_type_reading"),
    )
    op.create_index("ix_type_reading_version_pk", "type_reading", ["version_pk"])


def _known_as() -> None:
    """A key that a document answers to when it is cited, in small letters."""
    op.create_table(
        "known_as",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("document_pk", PK, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_pk"], ["document.pk"], name="fk_known_as_document_pk_document"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_known_as"),
    )
    op.create_index("ix_known_as_document_pk", "known_as", ["document_pk"])
    op.create_index("ix_known_as_key_first_page", "known_as", ["key", "first_page"])


def _matter() -> None:
    """A matter that a document belongs to, by RIN or docket: a key in small letters."""
    op.create_table(
        "matter",
        sa.Column("pk", PK, autoincrement=True, nullable=False),
        sa.Column("document_pk", PK, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_pk"], ["document.pk"], name="fk_matter_document_pk_document"
        ),
        sa.PrimaryKeyConstraint("pk", name="pk_matter"),
    )
    op.create_index("ix_matter_document_pk", "matter", ["document_pk"])
    op.create_index("ix_matter_key", "matter", ["key"])
