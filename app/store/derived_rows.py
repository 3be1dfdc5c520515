"""The tables of what was read out of words: superseded by a better reading, never changed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.store.dialect import Pk
from app.store.schema import Row


class ExtractionRow(Row):
    """Which makers last read a version, and in the light of which showing; a note of work done.

    `first_made_at` is when the version was first read by anyone: what is searched counts the
    first reading as known with the showing itself. `problem` says why a version was set aside.
    """

    __tablename__ = "extraction"
    __table_args__ = (
        Index("ix_extraction_showing_pk", "showing_pk"),
        Index("ix_extraction_maker", "maker"),
    )

    version_pk: Mapped[int] = mapped_column(
        Pk, ForeignKey("version.pk"), primary_key=True, autoincrement=False
    )
    showing_pk: Mapped[int] = mapped_column(ForeignKey("showing.pk"))
    maker: Mapped[str]
    first_made_at: Mapped[datetime]
    made_at: Mapped[datetime]
    problem: Mapped[str | None]


class CitationRow(Row):
    """A mention: code points `begins` to `ends` of a version, and the key they point at.

    `whole` is the key, in small letters, of the instrument or section that a paragraph is of.
    """

    __tablename__ = "citation"
    __table_args__ = (
        Index("ix_citation_version_pk", "version_pk"),
        Index("ix_citation_whole", "whole"),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    version_pk: Mapped[int] = mapped_column(ForeignKey("version.pk"))
    family: Mapped[str]
    key: Mapped[str]
    whole: Mapped[str]
    through: Mapped[str | None]
    begins: Mapped[int]
    ends: Mapped[int]
    quote: Mapped[str]
    rule: Mapped[str]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class DatedFactRow(Row):
    """A day that an instrument's words give, with its role and scope."""

    __tablename__ = "dated_fact"
    __table_args__ = (Index("ix_dated_fact_version_pk", "version_pk"),)

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    version_pk: Mapped[int] = mapped_column(ForeignKey("version.pk"))
    role: Mapped[str]
    on_day: Mapped[date | None]
    scope: Mapped[str]
    begins: Mapped[int]
    ends: Mapped[int]
    quote: Mapped[str]
    rule: Mapped[str]
    reckoning: Mapped[str]
    cut_off: Mapped[str]
    was_on: Mapped[date | None]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class ActionRow(Row):
    """What an instrument does, with the words that say so; `within` text, title or caption.

    `target_whole` is the key, in small letters, of the instrument or section that `target` is of.
    """

    __tablename__ = "action"
    __table_args__ = (
        Index("ix_action_version_pk", "version_pk"),
        Index("ix_action_target_whole", "target_whole"),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    version_pk: Mapped[int] = mapped_column(ForeignKey("version.pk"))
    verb: Mapped[str]
    scope: Mapped[str]
    within: Mapped[str]
    begins: Mapped[int]
    ends: Mapped[int]
    quote: Mapped[str]
    rule: Mapped[str]
    target: Mapped[str | None]
    target_whole: Mapped[str | None]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class TypeReadingRow(Row):
    """An instrument's fine type as its face and words give it."""

    __tablename__ = "type_reading"
    __table_args__ = (Index("ix_type_reading_version_pk", "version_pk"),)

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    version_pk: Mapped[int] = mapped_column(ForeignKey("version.pk"))
    type: Mapped[str]
    rule: Mapped[str]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class KnownAsRow(Row):
    """A key that a document answers to when it is cited, in small letters.

    A paper of the Register answers to its volume too (`fr:89`), with the pages that it fills, so
    that a citation of a page within it finds it.
    """

    __tablename__ = "known_as"
    __table_args__ = (
        Index("ix_known_as_document_pk", "document_pk"),
        Index("ix_known_as_key_first_page", "key", "first_page"),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    document_pk: Mapped[int] = mapped_column(ForeignKey("document.pk"))
    key: Mapped[str]
    first_page: Mapped[int]
    last_page: Mapped[int]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class MatterRow(Row):
    """A matter that a document belongs to, by RIN or docket: a key in small letters."""

    __tablename__ = "matter"
    __table_args__ = (
        Index("ix_matter_document_pk", "document_pk"),
        Index("ix_matter_key", "key"),
    )

    pk: Mapped[int] = mapped_column(Pk, primary_key=True, autoincrement=True)
    document_pk: Mapped[int] = mapped_column(ForeignKey("document.pk"))
    key: Mapped[str]
    made_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
