"""The pages of lists: which snapshots are held, and who stood on a list on a day."""

from dataclasses import dataclass

from fastapi import Request

from app.domain.search import Term
from app.domain.time import PointInTime
from app.printing.addresses import (
    address,
    capture_path,
    clocks,
    document_path,
    list_changes_path,
    list_path,
    reconciliation_path,
    search_path,
)
from app.printing.list_sizes import SizeBars, size_bars
from app.queries.freshness import source_titles
from app.queries.grammar.render import render
from app.queries.list_change_views import ListChangesView
from app.queries.list_changes import ListSpan, list_changes
from app.queries.list_views import HoldView, ListAsOfView, SnapshotView
from app.queries.lists import list_as_of, lists, named_on_list
from app.queries.reader import Reader
from app.web.frame import Form, Page, Saying, framed

_ON_A_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotLine:
    """A snapshot, whose it is, and the addresses of its rows and of its capture."""

    snapshot: SnapshotView
    source_title: str
    path: str
    capture_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """A list, its snapshots newest day first, and the addresses of its rows and its search.

    `hold` says that its newest file is not taken for the list.
    """

    key: str
    title: str
    path: str
    hold: HoldView | None
    search_path: str
    snapshots: tuple[SnapshotLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsPage(Page):
    """Every list of which a snapshot is held."""

    lists: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """A row of a list, and the page of its words; `matched` is the line with an asked name."""

    name: str
    path: str
    matched: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """A list on a day; `shown` is the snapshot that answers, `others` are beside it.

    `recent` is what changed since the file before it (on the first page alone), `channels` the
    newest good file of each publisher.
    """

    title: str
    view: ListAsOfView
    entries_total: int
    note: str
    shown: SnapshotLine | None
    others: tuple[SnapshotLine, ...]
    recent: ListChangesView | None
    sizes: SizeBars | None
    changes_path: str
    channels: tuple[SnapshotLine, ...]
    reconciliation_path: str
    path: str
    entries: tuple[EntryLine, ...]
    search_path: str
    first_path: str | None
    next_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedList:
    """A list as it is asked for: its key, one publisher's alone, a page, the two clocks."""

    key: str
    source: str
    cursor: str
    name: str
    point: PointInTime


def lists_page(request: Request, reader: Reader, point: PointInTime) -> ListsPage:
    """The page of all lists."""
    titles = source_titles(reader)
    view = lists(reader, point)
    saying = Saying(
        title="Lists",
        section="lists",
        path="/lists",
        sources=tuple({one.source for listed in view.lists for one in listed.snapshots}),
        forms=(_json("/api/v1/lists", point),),
        named="the lists of restricted parties that are held",
    )
    return ListsPage(
        frame=framed(request, reader, point, saying),
        lists=tuple(
            ListLine(
                key=one.list,
                title=one.title,
                path=address(list_path(one.list), clocks(point)),
                hold=one.hold,
                search_path=_search_path(one.list, point),
                snapshots=tuple(_line(one.list, snap, titles, point) for snap in one.snapshots),
            )
            for one in view.lists
        ),
    )


def list_page(request: Request, reader: Reader, asked: AskedList) -> ListPage:
    """The page of one list."""
    titles = source_titles(reader)
    point = asked.point
    view = _view(reader, asked)
    shown = view.snapshot
    source = asked.source or (None if shown is None else shown.source)
    recent = None
    if not asked.cursor and not asked.name:
        span = ListSpan(key=asked.key, to_on=point.as_of, source=source)
        recent = list_changes(reader, span, point)
    path = list_path(asked.key)
    same = [("source", asked.source), *clocks(point)]
    return ListPage(
        frame=framed(request, reader, point, _saying(asked, view)),
        title=view.title,
        view=view,
        entries_total=shown.entries if shown is not None and view.name else view.total,
        note=_note(view),
        shown=None if shown is None else _line(asked.key, shown, titles, point),
        others=tuple(_line(asked.key, one, titles, point) for one in view.others),
        recent=recent,
        sizes=None if recent is None else size_bars(recent.sizes),
        changes_path=address(list_changes_path(asked.key), same),
        channels=tuple(_line(asked.key, one, titles, point) for one in _channels(view)),
        reconciliation_path=address(reconciliation_path(asked.key), clocks(point)),
        path=path,
        entries=_entry_lines(view, point),
        search_path=_search_path(asked.key, point),
        first_path=address(path, same) if asked.cursor else None,
        next_path=address(path, [("cursor", view.next_cursor), *same])
        if view.next_cursor
        else None,
    )


def _entry_lines(view: ListAsOfView, point: PointInTime) -> tuple[EntryLine, ...]:
    return tuple(
        EntryLine(
            name=one.title or one.id,
            path=address(document_path(one.version), clocks(point)),
            matched=one.matched,
        )
        for one in view.entries
    )


def _view(reader: Reader, asked: AskedList) -> ListAsOfView:
    source = asked.source or None
    if asked.name:
        return named_on_list(
            reader, asked.key, asked.point, asked.name, limit=_ON_A_PAGE, source=source
        )
    return list_as_of(
        reader,
        asked.key,
        asked.point,
        limit=_ON_A_PAGE,
        cursor=asked.cursor or None,
        source=source,
    )


def _channels(view: ListAsOfView) -> tuple[SnapshotView, ...]:
    """The newest good file of each publisher that was there by the day asked for."""
    newest: dict[str, SnapshotView] = {}
    for one in (view.snapshot, *view.others):
        if one is None or not one.complete or one.hold is not None or not one.entries:
            continue
        if view.as_of is not None and (one.current_on is None or one.current_on > view.as_of):
            continue
        newest.setdefault(one.source, one)
    return tuple(newest.values())


def _saying(asked: AskedList, view: ListAsOfView) -> Saying:
    sources = () if view.snapshot is None else (view.snapshot.source,)
    return Saying(
        title=view.title,
        section="lists",
        path=list_path(asked.key),
        parameters=[("source", asked.source), ("name", asked.name), ("cursor", asked.cursor)],
        sources=sources,
        forms=(_json(f"/api/v1{list_path(asked.key)}", asked.point, asked.source),),
        named=f"{view.title} ({view.list})",
    )


def _note(view: ListAsOfView) -> str:
    """What is to be known about the answer, as a sentence."""
    if view.note is None:
        return ""
    return f"This {view.note}." if view.held else f"{view.note[0].upper()}{view.note[1:]}."


def _json(path: str, point: PointInTime, source: str = "") -> Form:
    asked = [("source", source), *clocks(point)]
    return Form(name="JSON", path=address(path, asked), media_type="application/json")


def _line(
    key: str, snapshot: SnapshotView, titles: dict[str, str], point: PointInTime
) -> SnapshotLine:
    """A snapshot of a stated day is asked for by that day, else by what is newest."""
    day = PointInTime(as_of=snapshot.current_on or point.as_of, as_known=point.as_known)
    return SnapshotLine(
        snapshot=snapshot,
        source_title=titles.get(snapshot.source, snapshot.source),
        path=address(list_path(key), [("source", snapshot.source), *clocks(day)]),
        capture_path=capture_path(snapshot.capture),
    )


def _search_path(key: str, point: PointInTime) -> str:
    return search_path(render(Term(field="list", value=key)), point)
