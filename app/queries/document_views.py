"""What a document's page and its JSON hold: frozen, and named as in the contract."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.documents import Provision
from app.queries.coverage import CoverageBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One of a document's versions, and when we understood it."""

    id: str
    recorded_at: datetime
    extent: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowingView:
    """A version as it was shown, over the span in which that was known."""

    version: str
    title: str | None
    url: str | None
    published_on: date | None
    published_at: datetime | None
    standing: str
    current_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureView:
    """Where the words came from: the bytes, when, how, and every place they were found at."""

    id: str
    digest: str
    captured_at: datetime
    url: str | None
    place: str
    custody: str
    read_by: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """A day with its role and scope; `start` is null where metadata and not the text says it."""

    role: str
    on: date
    scope: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    made_by: str = "metadata"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentView:
    """A document's legal face, as its publisher's metadata tells it."""

    type: str | None
    number: str | None
    citation: str | None
    agencies: tuple[str, ...]
    action_caption: str | None
    dates_caption: str | None
    filed_at: datetime | None
    rins: tuple[str, ...]
    dockets: tuple[str, ...]
    cfr: tuple[str, ...]
    corrects: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """Everything known of one document at a point in time."""

    id: str
    title: str | None
    kind: str
    type: str | None
    standing: str
    source: str
    source_title: str
    list_key: str | None
    url: str | None
    published_on: date | None
    published_at: datetime | None
    date_evidence: str | None
    author: str | None
    owner: str | None
    language: str | None
    version: str
    extent: str
    text: str
    provisions: tuple[Provision, ...]
    versions: tuple[VersionView, ...]
    showings: tuple[ShowingView, ...]
    capture: CaptureView
    instrument: InstrumentView | None
    citations: tuple[()]
    dates: tuple[DateView, ...]
    actions: tuple[()]
    claims: tuple[()]
    as_of: date | None
    as_known: datetime
    coverage: CoverageBlock
