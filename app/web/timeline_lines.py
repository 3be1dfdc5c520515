"""The documents of a timeline as lines of a table: their days, who speaks, what is pinned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.printing.addresses import address, clocks, document_path
from app.printing.badges import Mark, standing_mark
from app.printing.timeline.marks import role_words
from app.printing.timeline.words import LANE_WORDS
from app.queries.timeline_asked import TimelineQuestion
from app.queries.timeline_views import Item, Span, TimelineView


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One of a document's days, with its role in words."""

    on: date
    role: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One document of the table: its days, what it is, and whether it is pinned."""

    id: str
    path: str
    title: str
    language: str | None
    lane: str
    lane_words: str
    days: tuple[DayCell, ...]
    way: str
    standing: Mark
    source: str
    pinned: bool


def lines_of(
    view: TimelineView, asked: TimelineQuestion, titles: Mapping[str, str]
) -> tuple[Line, ...]:
    """The documents of a window, each once with all its days in it, by their first one."""
    spans = {span.id: span for span in view.spans}
    by_document: dict[str, list[Item]] = {}
    for item in view.items:
        by_document.setdefault(item.id, []).append(item)
    return tuple(
        line_of(tuple(items), spans.get(id_), asked, titles) for id_, items in by_document.items()
    )


def line_of(
    items: tuple[Item, ...],
    span: Span | None,
    asked: TimelineQuestion,
    titles: Mapping[str, str],
) -> Line:
    """One document with its days; one without any has an empty cell for them."""
    first = items[0]
    pinned = {pin.id for pin in asked.pins}
    return Line(
        id=first.id,
        path=address(document_path(first.id), [("q", asked.text), *clocks(asked.point)]),
        title=first.name,
        language=first.language,
        lane=first.lane,
        lane_words=LANE_WORDS[first.lane],
        days=tuple(
            DayCell(on=item.on, role=role_words(item.role or ""), scope=item.scope)
            for item in items
            if item.on is not None
        ),
        way=_way(span),
        standing=standing_mark(first.standing),
        source=titles.get(first.source, first.source),
        pinned=first.id in pinned,
    )


def _way(span: Span | None) -> str:
    if span is None:
        return ""
    unit = "day" if span.days == 1 else "days"
    return f"{span.days} {unit}, {role_words(span.from_role)} to {role_words(span.to_role)}"
