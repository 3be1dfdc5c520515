"""The document page: what exactly was published, in parts, with its versions and its capture."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from app.domain.documents import Standing
from app.domain.search import Term
from app.domain.time import PointInTime
from app.printing.addresses import (
    address,
    clocks,
    document_path,
    redline_path,
    search_path,
    timeline_path,
)
from app.printing.badges import Mark, standing_mark
from app.printing.days import day_words, instant_words
from app.printing.hits import Run, kind_words, opening_words
from app.printing.text_parts import Block, Marks, Span, anchor, blocks, part_of, parts
from app.printing.versions import VersionChoice, short_digest, version_choices
from app.queries.document_views import CaptureView, DocumentView, ShowingView
from app.queries.grammar.render import render
from app.queries.marks import marks_in
from app.queries.reader import Reader
from app.queries.reading import ReadingView, reading
from app.web.document_facts import Fact, facts
from app.web.document_readings import Readings, readings
from app.web.document_reference import reference_forms
from app.web.frame import Form, Page, Saying, framed
from app.web.paging import Paging, paging

_MOST_CONTENTS = 150
_MOST_SHOWINGS = 60
_QUOTED = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading of the text and where it is."""

    words: str
    path: str
    inner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLink:
    """A part of a long text."""

    number: int
    path: str
    here: bool
    hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words asked for, with their address."""

    id: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowingLine:
    """A showing, with the address of its words."""

    showing: ShowingView
    path: str
    digest: str
    read_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How a document was shown, newest first, and its versions to choose from, oldest first."""

    showings: tuple[ShowingLine, ...]
    total: int
    dated: bool
    versions: tuple[VersionChoice, ...]
    redline_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage(Page):
    """The page of a document, a version or a passage.

    `unvouched` where a file says it is an official publisher's and nobody vouched for that;
    `timeline_path` leads to the timeline of the question it was found by, where it is pinned.
    """

    id: str
    title: tuple[Run, ...]
    untitled: bool
    language: str | None
    kind: str
    standing: Mark
    source: str
    source_title: str
    version: str
    current_path: str | None
    facts: tuple[Fact, ...]
    capture: CaptureView
    passage: Passage | None
    question: str
    hits: int
    summary_only: bool
    entries: tuple[Entry, ...]
    entries_left_out: int
    paging: Paging
    parts: tuple[PartLink, ...]
    blocks: tuple[Block, ...]
    readings: Readings
    history: History
    unvouched: bool
    timeline_path: str
    up_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of the page: an id, a part from 1, words to mark, the two clocks."""

    id: str
    part: int | None
    question: str
    point: PointInTime

    def path(self, part: int, fragment: str = "") -> str:
        """The same page at another part."""
        where = [("part", str(part)), ("q", self.question), *clocks(self.point)]
        return address(document_path(self.id), where) + (f"#{fragment}" if fragment else "")


def document_page(request: Request, reader: Reader, wanted: Wanted) -> DocumentPage:
    """The page."""
    view = reading(reader, wanted.id, wanted.point)
    shown = view.document
    cut = parts(shown.text)
    hits = marks_in(shown.text, wanted.question, today=reader.today) if wanted.question else ()
    marks = Marks(hits=hits, passage=view.passage)
    part = _part(wanted, view, cut, hits)
    entries = _entries(wanted, shown, cut, part)
    mark = standing_mark(shown.standing)
    title, untitled = _title(shown)
    return DocumentPage(
        frame=framed(request, reader, wanted.point, _saying(wanted, view, title, mark)),
        id=shown.id,
        title=(Run(text=title, hit=False),),
        untitled=untitled,
        language=shown.language,
        kind=kind_words(shown.kind, shown.type),
        standing=mark,
        source=shown.source,
        source_title=shown.source_title,
        version=shown.version,
        current_path=_current_path(wanted, view),
        facts=tuple(facts(shown, wanted.point)),
        capture=shown.capture,
        passage=_passage(view),
        question=wanted.question,
        hits=len(hits),
        summary_only=shown.extent == "summary",
        entries=entries[:_MOST_CONTENTS],
        entries_left_out=max(len(entries) - _MOST_CONTENTS, 0),
        paging=paging(part + 1, len(cut), wanted.path),
        parts=_part_links(wanted, cut, part, hits),
        blocks=blocks(shown.text, cut[part], shown.provisions, marks),
        readings=readings(reader, view, wanted.point),
        history=_history(view, wanted.point),
        unvouched=_is_unvouched(reader, shown),
        timeline_path=_timeline_path(wanted, shown),
        up_path=search_path(wanted.question, wanted.point),
    )


def _current_path(wanted: Wanted, view: ReadingView) -> str | None:
    """Where the words shown now are, for a page that shows earlier ones."""
    if view.document.version == view.current:
        return None
    return address(document_path(view.document.id), clocks(wanted.point))


def _title(shown: DocumentView) -> tuple[str, bool]:
    if shown.title:
        return shown.title, False
    return opening_words(shown.text) or shown.id, True


def _part(wanted: Wanted, view: ReadingView, cut: Sequence[Span], hits: Sequence[Span]) -> int:
    """The part asked for, else the one with the passage, else with the first word sought."""
    if wanted.part is not None:
        return min(max(wanted.part, 1), len(cut)) - 1
    if view.passage is not None:
        return part_of(cut, view.passage[0])
    return part_of(cut, hits[0][0]) if hits else 0


def _entries(
    wanted: Wanted, shown: DocumentView, cut: Sequence[Span], part: int
) -> tuple[Entry, ...]:
    headed = [one for one in shown.provisions if one.heading]
    if len(headed) > _MOST_CONTENTS:
        headed = [one for one in headed if part_of(cut, one.start) == part]
    return tuple(
        Entry(
            words=one.heading or one.label,
            path=wanted.path(part_of(cut, one.start) + 1, anchor(one.label)),
            inner="/" in one.label,
        )
        for one in headed
    )


def _part_links(
    wanted: Wanted, cut: Sequence[Span], part: int, hits: Sequence[Span]
) -> tuple[PartLink, ...]:
    if len(cut) == 1:
        return ()
    counts = [0] * len(cut)
    for start, _ in hits:
        counts[part_of(cut, start)] += 1
    return tuple(
        PartLink(number=at + 1, path=wanted.path(at + 1), here=at == part, hits=counts[at])
        for at in range(len(cut))
    )


def _passage(view: ReadingView) -> Passage | None:
    if view.passage is None:
        return None
    start, end = view.passage
    words = view.document.text[start:end]
    if len(words) > _QUOTED:
        words = f"{words[:_QUOTED].rstrip()}…"
    return Passage(id=f"{view.document.version}~{start}-{end}", words=words, start=start, end=end)


def _is_unvouched(reader: Reader, shown: DocumentView) -> bool:
    """Whether words stand as a report only because nobody said that they are their publisher's."""
    publisher = next((one for one in reader.sources if one.key == shown.source), None)
    report = Standing.REPORT
    return publisher is not None and publisher.standing is not report and shown.standing == report


def _timeline_path(wanted: Wanted, shown: DocumentView) -> str:
    question = wanted.question or render(Term(field="id", value=shown.id))
    return timeline_path(question, wanted.point, pin=shown.id)


def _history(view: ReadingView, point: PointInTime) -> History:
    shown = view.document
    return History(
        showings=tuple(
            ShowingLine(
                showing=one,
                path=address(document_path(one.version), clocks(point)),
                digest=short_digest(one.version),
                read_here=one.version == shown.version,
            )
            for one in shown.showings[-_MOST_SHOWINGS:][::-1]
        ),
        total=len(shown.showings),
        dated=any(one.current_on for one in shown.showings),
        versions=version_choices(shown),
        redline_path=redline_path(shown.id) if len(shown.versions) > 1 else None,
    )


def _saying(wanted: Wanted, view: ReadingView, title: str, mark: Mark) -> Saying:
    shown = view.document
    part = "" if wanted.part is None else str(wanted.part)
    api = address(f"/api/v1/show/{document_path(wanted.id)[11:]}", clocks(wanted.point))
    on = shown.published_on
    published = "undated" if on is None else f"published {day_words(on)}"
    still = wanted.id if "@" in wanted.id else shown.version
    return Saying(
        title=title if len(title) <= _QUOTED else f"{title[:_QUOTED]}…",
        section="",
        path=document_path(wanted.id),
        parameters=[("part", part), ("q", wanted.question)],
        sources=(shown.source,),
        forms=(
            Form(name="JSON", path=api, media_type="application/json"),
            *reference_forms(wanted.id, wanted.point),
        ),
        marks=(mark,),
        named=(
            f"“{title}”, {shown.source_title}, {published}, {still}, "
            f"captured {instant_words(shown.capture.captured_at)}, {shown.capture.digest}"
        ),
        cited_path=document_path(still),
    )
