"""What a publisher is, and what reading one of its captures yields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Extent, Issue, Provision, Standing
from app.domain.ids import DocumentId, SourceKey
from app.domain.instruments import UNSAID, InstrumentFacts, Unsaid
from app.domain.lists import ListSnapshot
from app.domain.time import DateSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days a publisher is asked about, the first and the last included."""

    first_on: date
    last_on: date

    @property
    def halves(self) -> "tuple[Window, ...]":
        """Its days in two windows, for a publisher that counts no further; one day has none."""
        days = (self.last_on - self.first_on).days
        if days < 1:
            return ()
        middle = self.first_on + timedelta(days=days // 2)
        after = middle + timedelta(days=1)
        first = Window(first_on=self.first_on, last_on=middle)
        return first, Window(first_on=after, last_on=self.last_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How many records one round of a usual length brings; fewer or more is an issue."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Something to ask a publisher for; `shape` names the reader of the answer.

    `about` is the document the answer is the text of, `on` the day that is not whole without it
    (where it is `None` and `needed` is true, no day of the window is). `accept` is the media type
    asked for, `language` the language. `instead` is asked where this address fails for good:
    another place of the same. What stands at a `lasting` address never changes: an answer that is
    held is not asked for again.
    """

    url: str
    shape: str
    params: tuple[tuple[str, str], ...] = ()
    about: DocumentId | None = None
    on: date | None = None
    accept: str | None = None
    language: str | None = None
    needed: bool = True
    lasting: bool = False
    instead: "Request | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A document's text as one capture gives it, normalised; provisions are offsets into it."""

    text: str
    extent: Extent = Extent.FULL
    language: str | None = None
    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one capture says of one document; a field left `UNSAID` says nothing of the matter.

    `where` is the record's place in the capture (`results[4]`, `item[2]`, `line 17`); empty where
    the capture is the record. Where the capture does not say what kind of document it speaks of,
    `kind_said` is false and the document's kind a stand-in that never replaces one that was said.
    """

    document: Document
    kind_said: bool = True
    where: str = ""
    words: Words | Unsaid = UNSAID
    title: str | Unsaid | None = UNSAID
    url: str | Unsaid | None = UNSAID
    published_on: date | Unsaid | None = UNSAID
    published_at: datetime | Unsaid | None = UNSAID
    date_evidence: str | Unsaid | None = UNSAID
    author: str | Unsaid | None = UNSAID
    owner: str | Unsaid | None = UNSAID
    in_force: DateSpan | Unsaid | None = UNSAID
    current_on: date | Unsaid | None = UNSAID
    facts: InstrumentFacts = field(default_factory=InstrumentFacts)


Reader = Callable[[Capture], Iterator[Reading | Request | Issue | ListSnapshot | Account]]
Opener = Callable[[bytes], bytes]


# The largest list there is has some 120 MiB; usually one body may hold 8.
_STREAMED_LIMITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher we follow: a value with functions, not a class to inherit.

    `recognise` looks at bytes a person handed over and names the shape in which this source
    would read them, or `None`. `every` is how often to look; `begin` yields the first requests
    of a look at a window of days. A source that is only handed over has neither. `version` is
    raised whenever its readers would make something else of the same bytes. `opened_apart` names,
    for a shape whose bytes may crash or swell what opens them, the function that makes simpler
    bytes of them in a process of its own; the shape's reader then gets a capture of those.

    `body_limits` is how many times the usual limit one of its bodies may hold, `streamed` the
    shapes whose readers let go of each record after reading it, so that they may hold more.

    Of collecting: `pace` is the least time between two requests to one host; `looks_back` how
    far before the last complete day each round asks again; `longest` the most days one round asks
    for; `earliest_on` the first day that can be asked for; `settles` how long after a day began,
    in the source's zone, nothing more is published under it. A source with `begin` and no `every`
    is asked only when a person names it. `secret` names the key without which the source is off;
    `terms` says what its publisher allows. `recall` asks after documents that how matters stand
    now should have named and did not (a filing gone before its day).
    """

    key: SourceKey
    title: str
    jurisdiction: str
    standing: Standing
    readers: Mapping[str, Reader]
    version: int = 1
    weight: str = "unattributed"
    owner: str | None = None
    zone: str = "UTC"
    url: str | None = None
    every: timedelta | None = None
    begin: Callable[[Window], Iterator[Request]] | None = None
    recognise: Callable[[bytes, str], str | None] | None = None
    opened_apart: Mapping[str, Opener] = field(default_factory=dict)
    body_limits: int = 1
    streamed: frozenset[str] = frozenset()
    pace: timedelta = timedelta(seconds=1)
    looks_back: timedelta = timedelta(days=3)
    longest: timedelta = timedelta(days=31)
    earliest_on: date | None = None
    settles: timedelta = timedelta(days=1)
    expects: Expectation | None = None
    secret: str | None = None
    obeys_robots: bool = True
    terms: str | None = None
    recall: Callable[[Sequence[DocumentId]], Iterator[Request]] | None = None

    def body_limits_of(self, shape: str) -> int:
        """How many times the usual limit one body of a shape may hold."""
        return _STREAMED_LIMITS if shape in self.streamed else self.body_limits

    @property
    def interval(self) -> timedelta:
        """How often it is asked, where it is: one that does not say, four times a day."""
        return self.every or timedelta(hours=6)

    def day_of(self, at: datetime) -> date:
        """The publisher's own day at an instant."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def settled_on(self, at: datetime) -> date:
        """The last day to which the publisher adds nothing any more.

        Counted by the clock on its wall: a day of 25 hours is over when that clock says so.
        """
        on_the_wall = at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return (on_the_wall - self.settles).date()
