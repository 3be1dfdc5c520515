"""A workspace a test can use as a person would: hand over, ask, move the clock."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Tracker, open_tracker
from app.domain.ids import DocumentId
from app.domain.time import PointInTime
from app.pipeline.admit import HandedFile, HandOver
from app.pipeline.importing import FileOutcome, Importer, import_file
from app.pipeline.steps import bring_up_to_date, catch_up
from app.queries.digest import workspace_digest
from app.queries.document_views import DocumentView
from app.queries.documents import document
from app.queries.parse import search_query
from app.queries.search import search
from app.queries.views import Page
from app.settings import Settings

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class FakeClock:
    """A clock that stands still until a test moves it."""

    at: datetime = START

    def __call__(self) -> datetime:
        """The instant it shows."""
        return self.at

    def advance(self, **by: float) -> datetime:
        """Move on, and say to when."""
        self.at += timedelta(**by)
        return self.at


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a person sits: a tracker, and a clock the test moves."""

    tracker: Tracker
    clock: FakeClock = field(default_factory=FakeClock)

    def importer(self, **said: object) -> Importer:
        """What imports under what a person says."""
        return Importer(
            store=self.tracker.store,
            sources=self.tracker.sources,
            clock=self.clock,
            body_limit=self.tracker.body_limit,
            said=HandOver(**said),  # type: ignore[arg-type]  # a test names fields of HandOver
        )

    def hand_over(self, name: str, body: str | bytes, **said: object) -> FileOutcome:
        """Import one file under an invented path."""
        raw = body.encode() if isinstance(body, str) else body
        file = HandedFile(place=f"/desk/{name}", name=name, body=raw)
        return import_file(self.importer(**said), file)

    def index(self) -> None:
        """Read what waits for what it says, and let the index follow."""
        bring_up_to_date(self.tracker.workshop(), lambda _done: None)

    def index_only(self) -> None:
        """Let the index follow, whatever waits to be read."""
        catch_up(self.tracker.workshop(), lambda _done: None)

    def search(self, text: str, *, as_known: datetime | None = None, **asked: object) -> Page:
        """Ask a question."""
        with self.tracker.reader() as reader:
            query = search_query(
                text,
                today=reader.today,
                point=PointInTime(as_known=as_known),
                **asked,  # type: ignore[arg-type]  # a test names parameters of search_query
            )
            return search(reader, query)

    def show(self, id_: str, *, as_known: datetime | None = None) -> DocumentView:
        """Open a document."""
        with self.tracker.reader() as reader:
            return document(reader, DocumentId(id_), PointInTime(as_known=as_known))

    def digest(self) -> str:
        """The digest of all that is held."""
        self.index()
        with self.tracker.reader() as reader:
            return workspace_digest(reader)


def open_desk(url: str, home: Path) -> Desk:
    """A desk over a database, its clock at the start."""
    settings = Settings(home=home, database_url=url, workspace="test")
    clock = FakeClock()
    return Desk(tracker=replace(open_tracker(settings=settings), clock=clock), clock=clock)


@pytest.fixture
def desk(migrated_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk on each database."""
    opened = open_desk(migrated_url, tmp_path / "home")
    with closing(opened.tracker):
        yield opened
