"""What a document's page and its JSON hold: frozen, and named as in the contract."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.coverage import Receipt
from app.domain.documents import Provision
from app.queries.reviews import ReviewView


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
class CitationView:
    """A mention at code points `start` to `end` of the text, and what became of it.

    `resolved_to` is the document it names, `null` where none or several answer to it; `reason`
    says which. `means` is the reference as a person would say it; `through` is the far end of a
    range, whose near end this is.
    """

    family: str
    key: str
    means: str
    quote: str
    start: int
    end: int
    through: str | None
    resolved_to: str | None
    reason: str
    rule: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryView:
    """A country that a text is about, with the first words that name it."""

    code: str
    name: str
    quote: str
    start: int
    end: int
    rule: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """A day with its role and scope: as metadata states it, as the text says it, or as both do.

    `start` is null where metadata alone says it. `on` is null where the words count from a day
    that is not known; `reckoning` shows how a counted day came about. `disagrees` marks each day
    of a role for which metadata and text give different ones; both are kept.
    """

    role: str
    on: date | None
    scope: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    made_by: str = "metadata"
    in_metadata: bool = True
    in_text: bool = False
    disagrees: bool = False
    rule: str | None = None
    reckoning: str = ""
    cut_off: str = ""
    was_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """What an instrument does, with the words that say so.

    `within` says whose code points `start` and `end` are: those of the `text`, or of the `title`
    or `caption`. An action that metadata states has no words. `target` is the key of what it is
    done to, `resolved_to` the document with that key, where one is held.
    """

    verb: str
    scope: str
    target: str | None
    resolved_to: str | None
    quote: str | None
    start: int | None
    end: int | None
    within: str
    rule: str | None
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentView:
    """A document's legal face, as its publisher's metadata tells it.

    `read_type` is the fine type that its caption, title or words give, `type_rule` by which rule;
    `pages` are its first and last page in the gazette.
    """

    type: str | None
    read_type: str | None
    type_rule: str | None
    number: str | None
    citation: str | None
    pages: tuple[int, int] | None
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
    """Everything known of one document at a point in time.

    `type` is the one that metadata states, else the one read from its words. `read_by` names who
    read its words for citations, days and actions; null where they still wait.
    """

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
    citations: tuple[CitationView, ...]
    countries: tuple[CountryView, ...]
    dates: tuple[DateView, ...]
    actions: tuple[ActionView, ...]
    claims: tuple[()]
    reviews: tuple[ReviewView, ...]
    read_by: str | None
    as_of: date | None
    as_known: datetime
    coverage: Receipt
