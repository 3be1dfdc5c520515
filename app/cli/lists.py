"""Commands that ask for lists: what is held of each, who stood on one on a day, what changed."""

from typing import Annotated

import typer
from rich.table import Table

from app.bootstrap import open_tracker
from app.cli.console import OUT, print_json, say
from app.cli.options import AsJson, AsKnown, AsOf, Database, Quiet
from app.errors import QueryError
from app.printing.days import day_words
from app.queries.list_change_views import ListChangesView, told
from app.queries.list_changes import ListSpan, list_changes
from app.queries.list_views import HoldView, ListAsOfView, SnapshotView
from app.queries.lists import list_as_of, lists, named_on_list
from app.queries.points import day, point_in_time
from app.queries.reconciliation import reconciliation
from app.queries.reconciliation_views import ReconciliationView

_MOST_PRINTED = 400

Key = Annotated[str, typer.Argument(metavar="KEY", help="A list's key, such as us-el.")]
Source = Annotated[str | None, typer.Option(help="Only this source's snapshots.")]


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    application.command("lists")(lists_command)
    application.command("list")(list_command)
    application.command("list-changes")(list_changes_command)


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
            entries = f"{snapshot.entries:,}{_doubt(snapshot)}"
            table.add_row(one.list, _day(snapshot), entries, snapshot.source, one.title)
    OUT.print(table)
    for one in view.lists:
        _print_hold(one.hold)


def list_command(
    key: Key,
    limit: Annotated[int, typer.Option(help="Entries on a page, 1 to 500.")] = 100,
    cursor: Annotated[str | None, typer.Option(help="The next_cursor of the page before.")] = None,
    source: Source = None,
    name: Annotated[
        str | None, typer.Option(help="Only entries that hold every word of this name.")
    ] = None,
    reconcile: Annotated[
        bool, typer.Option("--reconcile", help="Who is in one channel of the list and not another.")
    ] = False,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Who stood on a list on a day: `onrecord list us-el --as-of 2026-07-01 --name "ACME"`."""
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        if reconcile:
            _refuse_beside_reconcile(name, cursor, source)
            _show_reconciliation(reconciliation(reader, key, point, limit=limit), as_json=as_json)
            return
        if name is not None:
            if cursor is not None:
                raise QueryError("entries of a name come on one page; leave out --cursor")
            view = named_on_list(reader, key, point, name, limit=limit, source=source)
        else:
            view = list_as_of(reader, key, point, limit=limit, cursor=cursor, source=source)
    if as_json:
        print_json(view)
        return
    _print_list(view, quiet=quiet)


def list_changes_command(
    key: Key,
    from_day: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="The list of this day; default the file before."
        ),
    ] = None,
    to_day: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Against that of this day; default the newest."),
    ] = None,
    source: Source = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Who came on a list, who went off it and what changed between two days."""
    span = ListSpan(
        key=key,
        from_on=None if from_day is None else day(from_day, "from"),
        to_on=None if to_day is None else day(to_day, "to"),
        source=source,
    )
    with open_tracker(database=database).reader() as reader:
        view = list_changes(reader, span, point_in_time(None, as_known))
    if as_json:
        print_json(told(view))
        return
    _print_changes(view, quiet=quiet)


def _refuse_beside_reconcile(*others: str | None) -> None:
    if any(one is not None for one in others):
        problem = "--reconcile takes no --name, --cursor or --source; ask for one thing at a time"
        raise QueryError(problem, name="reconcile")


def _print_list(view: ListAsOfView, *, quiet: bool) -> None:
    if view.snapshot is not None:
        of = f" of {view.snapshot.entries:,}" if view.name is not None else ""
        named = f" with the words of {view.name!r}" if view.name is not None else ""
        said = f"{view.title}: {view.total:,}{of} entries{named}, current on {_day(view.snapshot)}"
        line = f"{said}, from {view.snapshot.source} ({view.snapshot.capture})"
        OUT.print(line, markup=False, style="bold", soft_wrap=True)
    if view.note is not None:
        OUT.print(f"this {view.note}" if view.held else view.note, markup=False, soft_wrap=True)
    for entry in view.entries:
        OUT.print(f"{entry.title or '(no name)'}  {entry.id}", markup=False, soft_wrap=True)
        if entry.matched is not None:
            OUT.print(f"    {entry.matched}", markup=False, soft_wrap=True, style="dim")
    if view.name is not None and view.snapshot is not None and not view.entries:
        line = "No row of this file holds these words in a name; `onrecord screen` finds others."
        OUT.print(line, markup=False, soft_wrap=True)
    if view.next_cursor is not None:
        say(f"next page: --cursor {view.next_cursor}", quiet=quiet)


def _print_changes(view: ListChangesView, *, quiet: bool) -> None:
    if view.old is not None and view.new is not None:
        line = f"{view.title}: {_day(view.old)} ({view.old.entries:,}) to {_day(view.new)}"
        OUT.print(f"{line} ({view.new.entries:,})", markup=False, style="bold", soft_wrap=True)
    _print_hold(view.hold)
    if view.note is not None:
        OUT.print(view.note, markup=False, soft_wrap=True)
    if not view.covered:
        return
    told_of = f"{len(view.added):,} added, {len(view.removed):,} removed, "
    told_of += f"{len(view.changed):,} fields changed, {len(view.editorial):,} editorial"
    OUT.print(told_of, markup=False)
    rows = [("+", one.name, one.entry) for one in view.added]
    rows += [("-", one.name, one.entry) for one in view.removed]
    for sign, name, entry in rows[:_MOST_PRINTED]:
        OUT.print(f"{sign} {name}  {entry}", markup=False, soft_wrap=True)
    for change in view.changed[:_MOST_PRINTED]:
        OUT.print(f"~ {change.name}  {change.entry}", markup=False, soft_wrap=True)
        line = f"    {change.field}: {change.old or '(none)'} -> {change.new or '(none)'}"
        OUT.print(line, markup=False, soft_wrap=True)
    if len(rows) > _MOST_PRINTED or len(view.changed) > _MOST_PRINTED:
        say("more is in --json", quiet=quiet)


def _show_reconciliation(view: ReconciliationView, *, as_json: bool) -> None:
    if as_json:
        print_json(view)
        return
    OUT.print(view.title, markup=False, style="bold")
    if view.note is not None:
        OUT.print(view.note, markup=False, soft_wrap=True)
    for channel in view.channels:
        on = "" if channel.snapshot is None else f", current on {_day(channel.snapshot)}"
        line = f"{channel.role}: {channel.title}, {channel.parties:,} parties{on}"
        OUT.print(line, markup=False, soft_wrap=True)
    for gap in view.gaps:
        age = "of unknown age" if gap.age_days is None else f"{gap.age_days:,} days"
        line = f"{gap.name}: in {gap.named_in}, not in {gap.missing_in}, {age}"
        OUT.print(f"{line} ({gap.notice or gap.since})", markup=False, soft_wrap=True)
    if view.truncated:
        OUT.print(f"{view.total - len(view.gaps):,} more: --limit, at most 500", markup=False)


def _print_hold(hold: HoldView | None) -> None:
    if hold is None:
        return
    day_ = day_words(hold.current_on) if hold.current_on else "no stated day"
    said = f"held: the file of {hold.list} of {day_} ({hold.capture}) is not taken for the list: "
    OUT.print(f"{said}{hold.reason}; it is let go when {hold.ends}", markup=False, soft_wrap=True)


def _doubt(snapshot: SnapshotView) -> str:
    if snapshot.hold is not None:
        return " (held)"
    return "" if snapshot.complete else " (not whole)"


def _day(snapshot: SnapshotView) -> str:
    return day_words(snapshot.current_on) if snapshot.current_on else "no stated day"
