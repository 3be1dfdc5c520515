"""Which rows the documents of a lane stand in, so that no words touch: first come, first placed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.printing.timeline.axis import Axis
from app.printing.timeline.text import cut, isolated, one_line, width_of
from app.queries.timeline_views import Item, Span

SIZE = 12.0  # of a label's font
_GAP = 10.0
_RADIUS = 5.0
_APART = 9.0  # the middles of two marks in a row
_LEAST_BESIDE = 130.0  # a label shorter than this is better above its marks
_LABEL_WIDTHS = (620.0, 440.0, 320.0, 230.0, 150.0)


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
            key = (str(item.on), one_line(item.name).casefold())
        grouped.setdefault(key, []).append(item)
    return [
        Entry(items=tuple(group), span=by_id.get(group[0].id) if len(group) > 1 else None)
        if group[0].lane != "news"
        else Entry(items=tuple(group))
        for group in grouped.values()
    ]


def rows_of(entries: Sequence[Entry], axis: Axis, *, most: int, edge: float) -> Rows:
    """Rows for the entries of a lane: those that leave fewest out, with the longest labels."""
    best = _packed(entries, axis, most, _LABEL_WIDTHS[0], edge)
    for width in _LABEL_WIDTHS[1:]:
        if not best.left_out:
            break
        tried = _packed(entries, axis, most, width, edge)
        if tried.left_out < best.left_out:
            best = tried
    return best


def _packed(entries: Sequence[Entry], axis: Axis, most: int, width: float, edge: float) -> Rows:
    tall, plain = _Packing(), _Packing()
    placed: dict[bool, list[Placed]] = {True: [], False: []}
    left_out = 0
    for entry in entries:
        spot = _spot(entry, axis, width, edge)
        if spot is None:
            continue
        # A tall row takes the room of two plain ones.
        packing = tall if spot.tall else plain
        room = (most - len(plain.ends)) // 2 if spot.tall else most - 2 * len(tall.ends)
        row = packing.row_for(spot.left - _GAP / 2, spot.right + _GAP / 2, room)
        if row is None:
            left_out += entry.copies
            continue
        one = Placed(entry=entry, row=row, label=spot.label, x=spot.x, to_left=spot.to_left)
        placed[spot.tall].append(one)
    return Rows(
        tall=tuple(placed[True]),
        plain=tuple(placed[False]),
        tall_rows=len(tall.ends),
        plain_rows=len(plain.ends),
        left_out=left_out,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Where an entry wants to stand: all it covers, its label, and whether that stands above."""

    left: float
    right: float
    x: float
    to_left: bool
    label: str
    tall: bool


def _spot(entry: Entry, axis: Axis, width: float, edge: float) -> _Spot | None:
    """The label right of the marks, left of them near the picture's end, else above them."""
    covered = [mark.x for mark in marks_of(entry, axis)]
    if not covered:
        return None
    if entry.span is not None:
        ends = (entry.span.from_on, entry.span.to_on)
        covered += [axis.middle(axis.clipped(on)) for on in ends]
    first, last = min(covered), max(covered)
    after, before = edge - last - _GAP, first - _GAP - axis.left
    label = label_of(entry, min(width, edge - axis.left))
    long = width_of(label, SIZE)
    if long > after and long > before and max(after, before) >= _LEAST_BESIDE:
        label = label_of(entry, min(width, max(after, before)))
        long = width_of(label, SIZE)
    if long <= after:
        x = last + _GAP
        return _Spot(
            left=first - _RADIUS, right=x + long, x=x, to_left=False, label=label, tall=False
        )
    if long <= before:
        x = first - _GAP
        return _Spot(
            left=x - long, right=last + _RADIUS, x=x, to_left=True, label=label, tall=False
        )
    x = max(min(first - _RADIUS, edge - long), axis.left)
    left, right = min(x, first - _RADIUS), max(x + long, last + _RADIUS)
    return _Spot(left=left, right=right, x=x, to_left=False, label=label, tall=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One day of an entry with its role, and where its shape stands."""

    role: str
    x: float


def marks_of(entry: Entry, axis: Axis) -> list[Mark]:
    """The days of an entry from left to right, moved apart where their shapes would touch."""
    days = sorted({(item.on, item.role or "") for item in entry.items if item.on is not None})
    places: list[float] = []
    for on, _ in days:
        x = axis.middle(on)
        places.append(max(x, places[-1] + _APART) if places else x)
    most = axis.right - _RADIUS
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], most)
        most = places[number] - _APART
    return [Mark(role=role, x=x) for (_, role), x in zip(days, places, strict=True)]


def label_of(entry: Entry, room: float) -> str:
    """The title, cut to fit, with how many reports share it and how long the way into force was."""
    title = one_line(entry.first.name)
    tail = f" ×{entry.copies}" if entry.copies > 1 else ""
    if entry.span is not None:
        unit = "day" if entry.span.days == 1 else "days"
        tail += f" · {entry.span.days} {unit}"
    return isolated(cut(title, room - width_of(tail, SIZE), SIZE)) + tail


def day_of(item: Item) -> date:
    """The day of an item that has one."""
    assert item.on is not None
    return item.on
