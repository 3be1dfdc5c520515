"""Commands that ask for lists: what is held of each, and who stood on one on a day."""

from typing import Annotated

import typer
from rich.table import Table

from app.bootstrap import open_tracker
from app.cli.console import OUT, print_json, say
from app.cli.options import AsJson, AsKnown, AsOf, Database, Quiet
from app.printing.days import day_words
from app.queries.list_views import SnapshotView
from app.queries.lists import list_as_of, lists
from app.queries.points import point_in_time


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    application.command("lists")(lists_command)
    application.command("list")(list_command)


def lists_command(
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    _quiet: Quiet = False,
) -> None:
    """Every list of restricted parties, with the snapshots held of it."""
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        view = lists(reader, point)
    if as_json:
        print_json(view)
        return
    if not view.lists:
        OUT.print("No list is held here: `onrecord import FILE --as-of DATE` reads one.")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("list", "current on", "entries", "source", "name"):
        table.add_column(heading, justify="right" if heading == "entries" else "left")
    for one in view.lists:
        for snapshot in one.snapshots:
            entries = f"{snapshot.entries:,}" + ("" if snapshot.complete else " (not whole)")
            table.add_row(one.list, _day(snapshot), entries, snapshot.source, one.title)
    OUT.print(table)


def list_command(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A list's key, such as us-el.")],
    limit: Annotated[int, typer.Option(help="Entries on a page, 1 to 500.")] = 100,
    cursor: Annotated[str | None, typer.Option(help="The next_cursor of the page before.")] = None,
    source: Annotated[str | None, typer.Option(help="Only this source's snapshots.")] = None,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Who stood on a list on a day: `onrecord list us-el --as-of 2026-07-01`."""
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        view = list_as_of(reader, key, point, limit=limit, cursor=cursor, source=source)
    if as_json:
        print_json(view)
        return
    if view.snapshot is not None:
        told = f"{view.title}: {view.total:,} entries, current on {_day(view.snapshot)}, from "
        OUT.print(told + view.snapshot.source, markup=False, style="bold", soft_wrap=True)
    if view.note is not None:
        OUT.print(view.note, markup=False, soft_wrap=True)
    for entry in view.entries:
        OUT.print(f"{entry.title or '(no name)'}  {entry.id}", markup=False, soft_wrap=True)
    if view.next_cursor is not None:
        say(f"next page: --cursor {view.next_cursor}", quiet=quiet)


def _day(snapshot: SnapshotView) -> str:
    return day_words(snapshot.current_on) if snapshot.current_on else "no stated day"
