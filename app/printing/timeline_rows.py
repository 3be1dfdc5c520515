"""Which rows the documents of a lane stand in, so that no words touch: first come, first placed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.printing.timeline_axis import Axis
from app.printing.timeline_text import cut, isolated, one_line, width_of
from app.queries.timeline_views import Item, Span

SIZE = 12.0  # of a label's font
_GAP = 10.0
_RADIUS = 5.0
_LABEL_WIDTHS = (340.0, 230.0, 150.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is drawn as one: a document with its days, or reports of one day and one title."""

    items: tuple[Item, ...]
    span: Span | None = None

    @property
    def first(self) -> Item:
        """The item that names the entry."""
        return self.items[0]

    @property
    def copies(self) -> int:
        """How many documents it stands for."""
        return len({item.id for item in self.items})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entry in its row: where its label begins or ends, and what fits of it."""

    entry: Entry
    row: int
    label: str
    x: float
    to_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one lane: tall ones for documents with several days, then plain ones.

    `left_out` is how many documents found no room.
    """

    tall: tuple[Placed, ...]
    plain: tuple[Placed, ...]
    tall_rows: int
    plain_rows: int
    left_out: int


@dataclass(slots=True)
class _Packing:
    ends: list[list[tuple[float, float]]] = field(default_factory=list)

    def row_for(self, left: float, right: float, most: int) -> int | None:
        for number, taken in enumerate(self.ends):
            if all(right < begin or left > end for begin, end in taken):
                taken.append((left, right))
                return number
        if len(self.ends) >= most:
            return None
        self.ends.append([(left, right)])
        return len(self.ends) - 1


def entries_of(items: Sequence[Item], spans: Iterable[Span]) -> list[Entry]:
    """Documents as they are drawn: reports of one day under one title stand together."""
    by_id = {span.id: span for span in spans}
    grouped: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        key = ("", item.id)
        if item.lane == "news":
            key = (str(item.on), one_line(item.title or item.id).casefold())
        grouped.setdefault(key, []).append(item)
    return [
        Entry(items=tuple(group), span=by_id.get(group[0].id) if len(group) > 1 else None)
        if group[0].lane != "news"
        else Entry(items=tuple(group))
        for group in grouped.values()
    ]


def rows_of(entries: Sequence[Entry], axis: Axis, *, most: int, edge: float) -> Rows:
    """Rows for the entries of a lane, with the longest labels that let all of them in."""
    rows = _packed(entries, axis, most, _LABEL_WIDTHS[-1], edge)
    for width in _LABEL_WIDTHS:
        tried = _packed(entries, axis, most, width, edge)
        if not tried.left_out:
            return tried
    return rows


def _packed(entries: Sequence[Entry], axis: Axis, most: int, width: float, edge: float) -> Rows:
    tall, plain = _Packing(), _Packing()
    placed: dict[bool, list[Placed]] = {True: [], False: []}
    left_out = 0
    for entry in entries:
        is_tall = len({item.on for item in entry.items}) > 1
        packing = tall if is_tall else plain
        # A tall row takes the room of two plain ones.
        room = (most - len(plain.ends)) // 2 if is_tall else most - 2 * len(tall.ends)
        one = _place(entry, axis, packing, (room, width, edge))
        if one is None:
            left_out += entry.copies
        else:
            placed[is_tall].append(one)
    return Rows(
        tall=tuple(placed[True]),
        plain=tuple(placed[False]),
        tall_rows=len(tall.ends),
        plain_rows=len(plain.ends),
        left_out=left_out,
    )


def _place(
    entry: Entry, axis: Axis, packing: _Packing, limits: tuple[int, float, float]
) -> Placed | None:
    """The label right of the mark, or left of it near the picture's end; above a bar of days."""
    most, width, edge = limits
    days = [item.on for item in entry.items if item.on is not None]
    if not days:
        return None
    first, last = axis.middle(min(days)), axis.middle(max(days))
    if entry.span is not None:
        first = min(first, axis.middle(axis.clipped(entry.span.from_on)))
        last = max(last, axis.middle(axis.clipped(entry.span.to_on)))
    label = label_of(entry, min(width, edge - axis.left - 2 * _GAP))
    long = width_of(label, SIZE)
    if len(set(days)) > 1:
        x = max(min(first - _RADIUS, edge - long), axis.left)
        left, right = min(x, first - _RADIUS), max(x + long, last + _RADIUS)
        to_left = False
    elif first + _GAP + long <= edge:
        x, to_left = first + _GAP, False
        left, right = first - _RADIUS, x + long
    elif first - _GAP - long >= axis.left:
        x, to_left = first - _GAP, True
        left, right = x - long, first + _RADIUS
    else:
        room = max(edge - first - _GAP, first - _GAP - axis.left)
        label = label_of(entry, room)
        to_left = first - _GAP - axis.left > edge - first - _GAP
        x = first - _GAP if to_left else first + _GAP
        left, right = (axis.left, first + _RADIUS) if to_left else (first - _RADIUS, edge)
    row = packing.row_for(left - _GAP / 2, right + _GAP / 2, most)
    if row is None:
        return None
    return Placed(entry=entry, row=row, label=label, x=x, to_left=to_left)


def label_of(entry: Entry, room: float) -> str:
    """The title, cut to fit, with how many reports share it and how long the way into force was."""
    title = one_line(entry.first.title or "") or entry.first.id
    tail = f" ×{entry.copies}" if entry.copies > 1 else ""
    if entry.span is not None:
        unit = "day" if entry.span.days == 1 else "days"
        tail += f" · {entry.span.days} {unit}"
    return isolated(cut(title, room - width_of(tail, SIZE), SIZE)) + tail


def day_of(item: Item) -> date:
    """The day of an item that has one."""
    assert item.on is not None
    return item.on
