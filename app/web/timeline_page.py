"""What the timeline's page shows: the picture in two widths, its figures, and its controls."""

from dataclasses import dataclass, replace
from datetime import date

from fastapi import Request
from markupsafe import Markup

from app.printing.addresses import address, clocks, document_path, search_path
from app.printing.badges import Mark
from app.printing.days import day_words, month_words
from app.printing.timeline.axis import Axis
from app.printing.timeline.links import TimelineLinks, column_path, links_of, timeline_path
from app.printing.timeline.svg import NARROW, WIDE, axis_of, columns_of, drawable, svg_on_page
from app.printing.timeline.words import LANE_WORDS, count_words, heading_words
from app.queries.freshness import source_titles
from app.queries.reader import Reader
from app.queries.timeline import timeline
from app.queries.timeline_asked import TimelineQuestion
from app.queries.timeline_views import TimelineView
from app.web.frame import Form, Page, Saying, framed
from app.web.timeline_lines import Line, line_of, lines_of

_MOST_LINES = 60  # the page with both its pictures stays under 150 kB
_MOST_UNDATED = 30
_MOST_BUCKETS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One row of counts: a day, month or year, and a count for each lane."""

    name: str
    path: str
    counts: tuple[int, ...]
    dates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PinLine:
    """One pin, as it can be written anew or taken away."""

    number: int
    id: str
    caption: str
    title: str
    path: str | None
    on: date | None
    outside: bool
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage(Page):
    """A timeline; `lines` are its documents where they are few, `rows` its counts always."""

    question: str
    heading: str
    summary: str
    view: TimelineView
    lanes: tuple[str, ...]
    wide: Markup
    narrow: Markup
    links: TimelineLinks
    from_on: date
    to_on: date
    by: str
    by_asked: str
    pins: tuple[PinLine, ...]
    pin_values: tuple[str, ...]
    lines: tuple[Line, ...]
    more_lines: int
    rows: tuple[CountRow, ...]
    rows_by: str
    more_rows: int
    undated: tuple[Line, ...]
    undated_path: str
    search_path: str
    csv_path: str


def timeline_page(request: Request, reader: Reader, asked: TimelineQuestion) -> TimelinePage:
    """The page of a timeline."""
    view = timeline(reader, asked)
    # Every address on the page keeps the window that is looked at.
    asked = replace(asked, from_on=view.window.from_on, to_on=view.window.to_on)
    titles = source_titles(reader)
    documents = lines_of(view, asked, titles)
    undated = tuple(line_of((item,), None, asked, titles) for item in view.undated[:_MOST_UNDATED])
    shown = documents[:_MOST_LINES]
    rows, rows_by = _count_rows(view, asked)
    said = _said(asked, view)
    marks = [line.standing for line in (*shown, *undated)]
    return TimelinePage(
        frame=framed(request, reader, asked.point, _saying(asked, view, said, marks)),
        question=asked.text,
        heading=heading_words(view),
        summary=_summary(view),
        view=view,
        lanes=tuple(LANE_WORDS[lane.lane] for lane in view.lanes),
        wide=_picture(view, asked, WIDE),
        narrow=_picture(view, asked, NARROW),
        links=links_of(asked, view),
        from_on=view.window.from_on,
        to_on=view.window.to_on,
        by=view.by,
        by_asked=asked.by.value if asked.by else "",
        pins=_pin_lines(view, asked),
        pin_values=tuple(pin.text for pin in asked.pins),
        lines=shown,
        more_lines=len(documents) - len(shown),
        rows=rows[:_MOST_BUCKETS],
        rows_by=rows_by,
        more_rows=max(len(rows) - _MOST_BUCKETS, 0),
        undated=undated,
        undated_path=search_path(
            f"({asked.text}) published:undated" if asked.text else "published:undated", asked.point
        ),
        search_path=search_path(asked.text, asked.point),
        csv_path=address("/timeline.csv", said),
    )


def _said(asked: TimelineQuestion, view: TimelineView) -> list[tuple[str, str | None]]:
    """The page's parameters with its window held still: what a citation needs."""
    return [
        ("q", asked.text),
        ("by", view.by),
        ("from", view.window.from_on.isoformat()),
        ("to", view.window.to_on.isoformat()),
        *(("pin", pin.text) for pin in asked.pins),
        *clocks(asked.point),
    ]


def _saying(
    asked: TimelineQuestion,
    view: TimelineView,
    said: list[tuple[str, str | None]],
    marks: list[Mark],
) -> Saying:
    kept = [(name, value) for name, value in said if value and name not in ("as_of", "as_known")]
    return Saying(
        title="Timeline",
        section="timeline",
        path="/timeline",
        parameters=kept,
        sources=[one.source for one in view.sources],
        forms=(
            Form(name="SVG", path=address("/timeline.svg", said), media_type="image/svg+xml"),
            Form(name="CSV", path=address("/timeline.csv", said), media_type="text/csv"),
            Form(
                name="JSON", path=address("/api/v1/timeline", said), media_type="application/json"
            ),
        ),
        marks=marks,
        question=asked.text,
        named=heading_words(view),
    )


def _form(name: str, path: str, media_type: str, said: list[tuple[str, str | None]]) -> Form:
    return Form(name=name, path=address(path, said), media_type=media_type)


def _summary(view: TimelineView) -> str:
    window = view.window
    return (
        f"{count_words(view.shown)} in this window of {count_words(view.total)} found; "
        f"{window.before:,} before it, {window.after:,} after it, {view.undated_total:,} undated"
    )


def _picture(view: TimelineView, asked: TimelineQuestion, width: float) -> Markup:
    """The picture, whose every text the printing room has escaped."""
    columns = columns_of(view, width)
    leading = tuple(
        (first, last, column_path(asked, (first, last)), _column_words(view, first, last))
        for first, last in columns
        if len(columns) > 1
    )
    carried = [("q", asked.text), *clocks(asked.point)]
    return Markup(svg_on_page(view, width=width, columns=leading, carried=carried))


def _column_words(view: TimelineView, first: date, last: date) -> str:
    days = day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    counts = []
    for lane in view.lanes:
        count = sum(one.count for one in lane.buckets if first <= one.from_on <= last)
        if count:
            counts.append(f"{LANE_WORDS[lane.lane].lower()} {count:,}")
    return f"{days}: {', '.join(counts) or 'nothing'}"


def _pin_lines(view: TimelineView, asked: TimelineQuestion) -> tuple[PinLine, ...]:
    span = (view.window.from_on, view.window.to_on)
    return tuple(
        PinLine(
            number=number,
            id=pin.id,
            caption=pin.caption,
            title=pin.title or pin.id,
            path=address(document_path(pin.id), clocks(asked.point)) if pin.held else None,
            on=pin.on,
            outside=pin.on is not None and not span[0] <= pin.on <= span[1],
            without=timeline_path(asked, by=view.by, span=span, without_pin=pin.id),
        )
        for number, pin in enumerate(view.pins, start=1)
    )


def _count_rows(view: TimelineView, asked: TimelineQuestion) -> tuple[tuple[CountRow, ...], str]:
    """The figures behind the bars; where they are very many, those of the picture."""
    if sum(len(lane.buckets) for lane in view.lanes) > 4 * _MOST_BUCKETS:
        view = drawable(view, _table_axis(view))
    spans: dict[date, date] = {}
    counts: dict[tuple[str, date], tuple[int, int]] = {}
    for lane in view.lanes:
        for bucket in lane.buckets:
            spans[bucket.from_on] = bucket.to_on
            counts[lane.lane, bucket.from_on] = (bucket.count, bucket.dates)
    rows = []
    for on in sorted(spans):
        told = [counts.get((lane.lane, on), (0, 0)) for lane in view.lanes]
        rows.append(
            CountRow(
                name=_bucket_words(on, view.by),
                path=column_path(asked, (on, spans[on])),
                counts=tuple(count for count, _ in told),
                dates=sum(dates for _, dates in told),
            )
        )
    return tuple(rows), view.by


def _table_axis(view: TimelineView) -> Axis:
    """An axis that gives each of a table's rows the two pixels that a picture's bar would need."""
    axis = axis_of(view, WIDE)
    return Axis(first=axis.first, last=axis.last, left=0, right=2.0 * _MOST_BUCKETS)


def _bucket_words(on: date, by: str) -> str:
    if by == "day":
        return day_words(on)
    return month_words(on) if by == "month" else str(on.year)
