"""One lane of a timeline: its documents by name where they fit, else bars that count them."""

from dataclasses import dataclass

from app.printing.days import day_words
from app.printing.timeline.axis import Axis
from app.printing.timeline.marks import draw_mark, role_words
from app.printing.timeline.pen import Pen, line, rectangles
from app.printing.timeline.rows import Placed, Rows, day_of, entries_of, marks_of, rows_of
from app.printing.timeline.text import bold_width_of, one_line, width_of
from app.printing.timeline.words import LANE_WORDS, count_words
from app.queries.timeline_views import LaneView, TimelineView

_HEADING, _EMPTY, _FOOT = 20.0, 8.0, 10.0
_PLAIN, _TALL = 19.0, 36.0
_BARS, _BELOW = 46.0, 14.0
_MOST_ROWS = {"law": 30, "statement": 12, "news": 24, "lists": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneDrawing:
    """A lane with what is to be drawn of it, and how high that is."""

    lane: LaneView
    by: str
    rows: Rows | None
    bars: bool
    unvouched: int

    @property
    def height(self) -> float:
        """How much of the picture's height the lane takes."""
        height = _HEADING + _FOOT
        if self.rows is not None:
            height += self.rows.tall_rows * _TALL + self.rows.plain_rows * _PLAIN
        if self.bars:
            height += _BARS + 12 + (_BELOW if self.dates else 0)
        return height if self.rows is not None or self.bars else height + _EMPTY

    @property
    def dates(self) -> int:
        """The most further days that a bucket holds."""
        return max((bucket.dates for bucket in self.lane.buckets), default=0)


def lane_drawings(view: TimelineView, axis: Axis, *, edge: float) -> tuple[LaneDrawing, ...]:
    """Every lane: named rows where the window holds few documents, bars where it holds many."""
    return tuple(_drawing(view, lane, axis, edge) for lane in view.lanes)


def _drawing(view: TimelineView, lane: LaneView, axis: Axis, edge: float) -> LaneDrawing:
    items = [item for item in view.items if item.lane == lane.lane]
    spans = [span for span in view.spans if span.lane == lane.lane]
    rows = None
    if items:
        entries = entries_of(items, spans)
        rows = rows_of(entries, axis, most=_MOST_ROWS[lane.lane], edge=edge)
    return LaneDrawing(
        lane=lane,
        by=view.by,
        rows=rows,
        bars=bool(lane.buckets) and (rows is None or rows.left_out > 0),
        unvouched=len({item.id for item in items if item.standing == "report"})
        if lane.lane != "news"
        else 0,
    )


def draw_lane(pen: Pen, drawn: LaneDrawing, axis: Axis, top: float, *, undated_at: float) -> None:
    """The lane from `top` down; what is undated stands in the margin at `undated_at`."""
    lane = drawn.lane
    pen.path(line(axis.left, top, axis.right, top), "tl-firm", width=0.7)
    _heading(pen, drawn, axis, top + 15)
    y = top + _HEADING
    if drawn.rows is not None:
        for one in drawn.rows.tall:
            at = y + one.row * _TALL
            _entry(pen, lane.lane, one, axis, at + 12, at + 23)
        y += drawn.rows.tall_rows * _TALL
        for one in drawn.rows.plain:
            at = y + one.row * _PLAIN
            _entry(pen, lane.lane, one, axis, at + 13, at + 9)
        y += drawn.rows.plain_rows * _PLAIN
    if drawn.bars:
        _bars(pen, drawn, axis, y + 12 + _BARS)
    if lane.undated:
        pen.text(undated_at, top + 15, f"{lane.undated:,}", f"tl-{lane.lane}!", size=13)
        pen.text(undated_at, top + 28, "undated", "tl-muted", size=10.5)


def _heading(pen: Pen, drawn: LaneDrawing, axis: Axis, y: float) -> None:
    lane = drawn.lane
    name = LANE_WORDS[lane.lane]
    pen.text(axis.left, y, name, f"tl-{lane.lane}!", size=13)
    placed = lane.total - lane.undated
    said = count_words(placed) if placed else "none found in this window"
    if drawn.unvouched:
        said += f", {drawn.unvouched:,} from a file nobody vouched for"
    if drawn.rows is not None and drawn.rows.left_out:
        said += f"; {drawn.rows.left_out:,} without room for a name"
    if drawn.bars:
        top = max(bucket.count for bucket in lane.buckets)
        said += f"; tallest bar {top:,} a {drawn.by}"
    room = axis.right - axis.left - 8 - bold_width_of(name, 13)
    while said and width_of(said, 11.5) > room and ("; " in said or ", " in said):
        said = said[: max(said.rfind("; "), said.rfind(", "))]
    pen.text(axis.left + bold_width_of(name, 13) + 8, y, said, "tl-muted", size=11.5)


def _entry(pen: Pen, lane: str, one: Placed, axis: Axis, words_at: float, base: float) -> None:
    """A document: its days, the bar between them, and its title beside or above."""
    # Where nothing is told on pointing, a finger would miss: the table beneath has the links.
    path = pen.document(one.entry.first.id) if pen.told else None
    pen.open(path, "tl-item")
    pen.title(_told(one))
    _days(pen, lane, one, axis, base)
    anchor = "end" if one.to_left else "start"
    pen.text(one.x, words_at, one.label, "tl-ink", size=12, anchor=anchor)
    pen.close(path)


def _days(pen: Pen, lane: str, one: Placed, axis: Axis, base: float) -> None:
    marks = marks_of(one.entry, axis)
    if len(marks) > 1:
        all_days = line(marks[0].x, base, marks[-1].x, base)
        pen.path(all_days, f"tl-{lane}-line", width=1, dashes="2 3")
    span = one.entry.span
    if span is not None:
        # A bar that runs out of the picture ends at its edge, without a mark.
        left = axis.middle(span.from_on) if axis.holds(span.from_on) else axis.left
        right = axis.middle(span.to_on) if axis.holds(span.to_on) else axis.right
        pen.path(line(left, base, right, base), f"tl-{lane}-line", width=4)
    for mark in marks:
        draw_mark(pen, mark.role, lane, mark.x, base)


def _told(one: Placed) -> str:
    """All that a label leaves out: the whole title, every day with its role, who says it."""
    entry = one.entry
    title = one_line(entry.first.name)
    if entry.first.lane == "news":
        copies = f" ({entry.copies} reports)" if entry.copies > 1 else ""
        return f"{title}{copies}. {day_words(day_of(entry.first))}. {entry.first.source}"
    days = "; ".join(
        f"{role_words(item.role or '')} {day_words(day_of(item))}"
        + (f" ({item.scope})" if item.scope else "")
        for item in entry.items
    )
    span = entry.span
    way = ""
    if span is not None:
        unit = "day" if span.days == 1 else "days"
        way = (
            f". {span.days} {unit} from {role_words(span.from_role)} ({day_words(span.from_on)}) "
            f"to {role_words(span.to_role)} ({day_words(span.to_on)})"
        )
    return f"{title}. {days}{way}. {entry.first.source}, {entry.first.standing}"


def _bars(pen: Pen, drawn: LaneDrawing, axis: Axis, base: float) -> None:
    """A bar for each bucket, its count above it where all counts have room."""
    lane = drawn.lane
    top = max((bucket.count for bucket in lane.buckets), default=0)
    boxes, below = [], []
    for bucket in lane.buckets:
        left, right = axis.start(bucket.from_on), axis.end(bucket.to_on)
        wide = max(right - left - (2 if right - left > 6 else 0.4), 1.0)
        left += (right - left - wide) / 2
        if bucket.count:
            high = max(_BARS * bucket.count / top, 1.5)
            boxes.append((left, base - high, wide, high))
            words = f"{bucket.count:,}"
            if width_of(words, 10.5) <= right - left:
                x = (left * 2 + wide) / 2
                pen.text(x, base - high - 3, words, "tl-muted", size=10.5, anchor="middle")
        if bucket.dates:
            high = max((_BELOW - 4) * bucket.dates / drawn.dates, 1.5)
            below.append((left, base + 2, wide, high))
    pen.path(line(axis.left, base, axis.right, base), f"tl-{lane.lane}-line", width=0.8)
    if boxes:
        pen.path(rectangles(boxes), f"tl-{lane.lane}")
    if below:
        pen.path(rectangles(below), "tl-paper", f"tl-{lane.lane}-line", width=0.8)
