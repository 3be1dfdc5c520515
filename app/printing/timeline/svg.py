"""A timeline as a picture: the same for a page, a file and a printed sheet."""

from dataclasses import replace
from datetime import date

from app.printing.addresses import Parameters
from app.printing.days import day_words
from app.printing.timeline.axis import Axis, Tick, ticks
from app.printing.timeline.lanes import LaneDrawing, draw_lane, lane_drawings
from app.printing.timeline.marks import draw_mark, role_words, roles_in_order
from app.printing.timeline.pen import FONT, Pen, line, rectangles, sheet
from app.printing.timeline.text import cut, isolated, one_line, quoted, width_of, wrapped
from app.printing.timeline.words import burned_in, heading_words
from app.queries.timeline_asked import By
from app.queries.timeline_buckets import first_of, last_of
from app.queries.timeline_views import PinView, TimelineView

WIDE, NARROW = 1120.0, 344.0
_EDGE = 10.0
_UNDATED = 62.0
_LEAST_TARGET = 24.0  # pixels: what a finger or a tired hand hits


def svg_file(view: TimelineView, *, width: float = WIDE) -> str:
    """The timeline as a file of its own, with its colours, question and title in it."""
    pen = Pen(own_colours=True, links=False)
    height = _draw(pen, view, width, top=_titled(pen, view, width), columns=())
    body = "".join(pen.parts)
    title = quoted(heading_words(view))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" font-family="{FONT}">'
        f"<title>{title}</title><style>{sheet()}</style>"
        f'<path d="{rectangles([(0, 0, width, height)])}" class="tl-paper" fill="#fdfcf9"/>'
        f"{body}</svg>\n"
    )


def svg_on_page(
    view: TimelineView,
    *,
    width: float,
    columns: tuple[tuple[date, date, str, str], ...],
    carried: Parameters = (),
) -> str:
    """The timeline inside a page, coloured by its style sheet.

    `columns` are spans of days that lead somewhere: first and last day, address, words. `carried`
    are parameters that links to documents take along: the question, the clocks.
    """
    pen = Pen(own_colours=False, links=True, told=width > NARROW, carried=carried)
    height = _draw(pen, view, width, top=4.0, columns=columns)
    axis = axis_of(view, width)
    kind = "tl-wide" if width > NARROW else "tl-narrow"
    return (
        f'<svg class="tl {kind}" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="group" aria-label="{quoted(heading_words(view))}" '
        f'data-left="{axis.left:.1f}" data-right="{axis.right:.1f}" '
        f'data-first="{axis.first}" data-last="{axis.last}">{"".join(pen.parts)}</svg>'
    )


def axis_of(view: TimelineView, width: float) -> Axis:
    """The axis of a picture of some width; what is undated has its margin at the right."""
    margin = _UNDATED if view.undated_total else 0.0
    return Axis(
        first=view.window.from_on,
        last=view.window.to_on,
        left=_EDGE,
        right=width - _EDGE - margin,
    )


def columns_of(view: TimelineView, width: float) -> tuple[tuple[date, date], ...]:
    """Spans of whole buckets, each wide enough to be hit, over the whole picture."""
    axis = axis_of(view, width)
    by = By(view.by)
    for finer in list(By)[list(By).index(by) :]:
        if axis.day * {By.DAY: 1, By.MONTH: 28, By.YEAR: 365}[finer] >= _LEAST_TARGET:
            return _spans(axis, finer)
    return ()


def _spans(axis: Axis, by: By) -> tuple[tuple[date, date], ...]:
    spans = []
    first = axis.first
    while True:
        last = min(last_of(first, by), axis.last)
        spans.append((first, last))
        if last >= axis.last:
            return tuple(spans)
        first = date.fromordinal(last.toordinal() + 1)


def drawable(view: TimelineView, axis: Axis) -> TimelineView:
    """The view with buckets that a picture can show: at least two pixels each."""
    by = By(view.by)
    least = {By.DAY: 1, By.MONTH: 28, By.YEAR: 365}
    while by is not By.YEAR and axis.day * least[by] < 2:
        by = By.MONTH if by is By.DAY else By.YEAR
    if by is By(view.by):
        return view
    lanes = []
    for lane in view.lanes:
        sums: dict[date, list[int]] = {}
        for bucket in lane.buckets:
            both = sums.setdefault(first_of(bucket.from_on, by), [0, 0])
            both[0] += bucket.count
            both[1] += bucket.dates
        buckets = tuple(
            replace(
                lane.buckets[0],
                from_on=axis.clipped(first),
                to_on=axis.clipped(last_of(first, by)),
                count=count,
                dates=dates,
            )
            for first, (count, dates) in sums.items()
        )
        lanes.append(replace(lane, buckets=buckets))
    return replace(view, by=by.value, lanes=tuple(lanes))


def _titled(pen: Pen, view: TimelineView, width: float) -> float:
    y = 8.0
    # The factor is a bold face's.
    for words in wrapped(one_line(heading_words(view)).split(), (width - 2 * _EDGE) / 1.12, 15):
        y += 19
        pen.text(_EDGE, y, words, "tl-ink!", size=15)
    return y + 14


def _draw(
    pen: Pen,
    view: TimelineView,
    width: float,
    *,
    top: float,
    columns: tuple[tuple[date, date, str, str], ...],
) -> float:
    axis = axis_of(view, width)
    view = drawable(view, axis)
    lanes = lane_drawings(view, axis, edge=axis.right)
    marks = ticks(axis)
    pins_bottom = _pins(Pen(own_colours=False, links=False), view, axis, top)
    bottom = pins_bottom + sum(lane.height for lane in lanes)
    _grid(pen, axis, marks, pins_bottom, bottom)
    for first, last, path, words in columns:
        pen.open(path, "tl-column")
        pen.title(words, only_name=True)
        box = (axis.start(first), top, axis.end(last) - axis.start(first), bottom - top)
        pen.path(rectangles([box]), "tl-clear")
        pen.close(path)
    _pins(pen, view, axis, top, down_to=bottom)
    y = pins_bottom
    for lane in lanes:
        draw_lane(pen, lane, axis, y, undated_at=width - _EDGE - _UNDATED + 12)
        y += lane.height
    y = _axis_words(pen, axis, view, marks, bottom=bottom, bars=any(lane.bars for lane in lanes))
    y = _legend(pen, view, lanes, width, y)
    for words in wrapped(burned_in(view), width - 2 * _EDGE, 11):
        y += 15
        pen.text(_EDGE, y, words, "tl-muted", size=11)
    return y + 10


def _grid(pen: Pen, axis: Axis, marks: list[Tick], top: float, bottom: float) -> None:
    lines = "".join(line(tick.x, top, tick.x, bottom) for tick in marks)
    pen.path(lines, "tl-rule", width=1)
    pen.path(line(axis.left, bottom, axis.right, bottom), "tl-firm", width=1)


def _axis_words(
    pen: Pen, axis: Axis, view: TimelineView, marks: list[Tick], *, bottom: float, bars: bool
) -> float:
    for tick in marks:
        room = width_of(tick.label, 11)
        x = min(tick.x + 3, axis.right - room)
        pen.text(x, bottom + 14, tick.label, "tl-muted", size=11)
    first, last = day_words(view.window.from_on), day_words(view.window.to_on)
    words = f"Publishers’ days, {first} to {last}"
    if bars:
        words += f"; heights: documents by {view.by}, each lane to its own scale"
    y = bottom + 14
    for said in wrapped(words.split(), axis.right - axis.left, 11):
        y += 15
        pen.text(axis.left, y, said, "tl-muted", size=11)
    return y + 4


def _pins(
    pen: Pen, view: TimelineView, axis: Axis, top: float, *, down_to: float | None = None
) -> float:
    """Flags above the lanes, each on its line down; gives the lower end of the flags."""
    shown = [
        (number, pin, pin.on)
        for number, pin in enumerate(view.pins, start=1)
        if pin.on is not None and axis.holds(pin.on)
    ]
    rows: list[list[tuple[float, float]]] = []
    for number, pin, on in shown:
        x = axis.middle(on)
        to_left = x - axis.left > axis.right - x
        room = (x - axis.left if to_left else axis.right - x) - 10
        words = _flag(number, pin, max(room, 30))
        long = width_of(words, 12)
        left = x - 9 - long if to_left else x + 9
        row = _first_free(rows, left - 14, left + long + 14)
        y = top + 13 + row * 18
        if down_to is not None:
            pen.open(pen.document(pin.id), "tl-item")
            pen.title(words)
            pen.path(line(x, y - 8, x, down_to), "tl-pin-line", width=1.5, dashes="5 3")
            pen.path(rectangles([(x - 3, y - 9, 6, 9)]), "tl-pin")
            pen.text(left, y, words, "tl-ink", size=12)
            pen.close(pen.document(pin.id))
    return top + 18 * len(rows) + (6 if rows else 0)


def _flag(number: int, pin: PinView, room: float) -> str:
    said = one_line(pin.caption or pin.title or pin.id)
    return f"{number}. {isolated(cut(said, min(room - width_of(f'{number}. ', 12), 420), 12))}"


def _first_free(rows: list[list[tuple[float, float]]], left: float, right: float) -> int:
    for number, taken in enumerate(rows):
        if all(right < begin or left > end for begin, end in taken):
            taken.append((left, right))
            return number
    rows.append([(left, right)])
    return len(rows) - 1


def _legend(
    pen: Pen, view: TimelineView, lanes: tuple[LaneDrawing, ...], width: float, y: float
) -> float:
    """What the shapes mean, for those in the picture, with words beside each."""
    roles = roles_in_order(item.role for item in view.items if item.role)
    below = any(lane.bars and lane.dates for lane in lanes)
    if roles in ([], ["published"]) and not below:
        return y
    x = _EDGE + 5
    y += 18
    for role in roles:
        words = role_words(role)
        long = 14 + width_of(words, 11) + 14
        if x + long > width - _EDGE and x > _EDGE + 5:
            x, y = _EDGE + 5, y + 17
        draw_mark(pen, role, "law" if role != "published" else "news", x, y - 4)
        pen.text(x + 10, y, words, "tl-muted", size=11)
        x += long
    if below:
        words = "Below a line: further days that documents state, such as taking effect"
        for said in wrapped(words.split(), width - 2 * _EDGE, 11):
            y += 15 if roles else 0
            pen.text(_EDGE, y, said, "tl-muted", size=11)
    return y + 2
