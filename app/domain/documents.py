"""What was received, what was published, its exact words, and how they were shown."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.domain.ids import CaptureId, Digest, DocumentId, SourceKey, VersionId
from app.domain.time import DateSpan


class Standing(StrEnum):
    """Who speaks: the legal weight of a publisher's words (terms.md B4a)."""

    AUTHENTIC = "authentic"
    CONSOLIDATED = "consolidated"
    STATEMENT = "statement"
    REPORT = "report"
    CURATED = "curated"
    SAMPLE = "sample"


class Custody(StrEnum):
    """How bytes reached us, from the surest down.

    `COLLECTED`: we asked the publisher. `VOUCHED`: a person handed them over and named their
    source. `HANDED_OVER`: a person handed them over and the bytes alone say where they are from.
    """

    COLLECTED = "collected"
    VOUCHED = "vouched"
    HANDED_OVER = "handed_over"

    @property
    def rank(self) -> int:
        """Zero is surest; a reading never overwrites what came in surer custody."""
        return list(Custody).index(self)


class Kind(StrEnum):
    """What a document is, coarsely: the words of the grammar's `kind:`."""

    RULE = "rule"
    PROPOSED_RULE = "proposed_rule"
    NOTICE = "notice"
    PRESIDENTIAL = "presidential"
    STATUTE = "statute"
    ORDER = "order"
    STATEMENT = "statement"
    GUIDANCE = "guidance"
    LICENCE = "licence"
    SECTION = "section"
    LIST = "list"
    LIST_ENTRY = "list_entry"
    COURT = "court"
    REPORT = "report"


class Extent(StrEnum):
    """How much of a document a version's text holds; a summary never replaces the full words."""

    SUMMARY = "summary"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes received at an instant: from an address we asked, or from a path a person gave.

    `place` is that address or path (archive member included), `claims_current_on` the day on
    which a person or the address says a codified text or list was current. `mapping` is the text
    of the mapping file that reads a file of records.
    """

    id: CaptureId
    source: SourceKey
    place: str
    shape: str
    captured_at: datetime
    digest: Digest
    body: bytes = field(repr=False)
    custody: Custody = Custody.HANDED_OVER
    standing: Standing = Standing.REPORT
    about: DocumentId | None = None
    published_on: date | None = None
    claims_current_on: date | None = None
    mapping: str | None = None
    url: str | None = None
    status: int | None = None
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Anything published with an identity.

    What it was called and when it was published belong to its showings. `list_key` names the
    list that a list entry stands on.
    """

    id: DocumentId
    source: SourceKey
    kind: Kind
    type: str | None = None
    list_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A labelled unit of a text: code points `start` to `end` of the version's words."""

    label: str
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A document's exact words."""

    id: VersionId
    document: DocumentId
    text: str
    extent: Extent
    language: str | None = None
    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """A version as its publisher showed it, known to us from `recorded_at` to `superseded_at`.

    `published_at` is kept only where the publisher gave an instant; `date_evidence` says where
    the date was read (a field's or tag's name), and is `None` exactly where there is no date.
    `current_on` is the first day on which the publisher is known to have shown these words as
    current: for a codified text that is not the day they came into force.
    """

    version: VersionId
    standing: Standing
    title: str | None
    url: str | None
    published_on: date | None
    published_at: datetime | None
    date_evidence: str | None
    author: str | None
    owner: str | None
    in_force: DateSpan | None
    current_on: date | None
    capture: CaptureId
    recorded_at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something in a capture that we did not understand, kept as data.

    `where` is the place in the capture (`results[4].effective_on`), `problem` says what is wrong
    and what a person can do. `lost_record` marks a record set aside whole (quarantined).
    """

    where: str
    problem: str
    lost_record: bool = False
    document: DocumentId | None = None
