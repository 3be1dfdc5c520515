"""The command that tells what happened in which order."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from app.bootstrap import open_tracker
from app.cli.console import OUT, print_json, say
from app.cli.options import AsJson, AsKnown, AsOf, Database, Quiet
from app.errors import ConfigError
from app.printing.days import day_words
from app.printing.timeline.csv import timeline_csv
from app.printing.timeline.marks import role_words
from app.printing.timeline.svg import svg_file
from app.printing.timeline.words import LANE_WORDS, burned_in
from app.queries.points import point_in_time
from app.queries.timeline import timeline
from app.queries.timeline_asked import timeline_question
from app.queries.timeline_views import TimelineView, timeline_answer

_To = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write to this file; - is standard output.")
]


def register(application: typer.Typer) -> None:
    """Add this command to the application."""
    application.command("timeline")(timeline_command)


def timeline_command(
    query: Annotated[str, typer.Argument(help="A question of the grammar.")],
    by: Annotated[
        str | None, typer.Option(help="Count by day, month or year; by what fits where unsaid.")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day, month or year.")
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="DATE", help="Last day, month or year.")] = None,
    pin: Annotated[
        list[str] | None, typer.Option(metavar="ID|CAPTION", help="Mark a document; repeatable.")
    ] = None,
    csv: _To = None,
    svg: _To = None,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """What happened in which order: law, statements, news and list changes, side by side."""
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        asked = timeline_question(
            query, by=by, span=(from_, to), pins=pin or (), point=point, today=reader.today
        )
        view = timeline(reader, asked)
    _write(csv, timeline_csv, view, quiet=quiet)
    _write(svg, svg_file, view, quiet=quiet)
    if as_json:
        print_json(timeline_answer(view))
    elif Path("-") not in (csv, svg):
        _print(view)


def _write(
    path: Path | None, printed: Callable[[TimelineView], str], view: TimelineView, *, quiet: bool
) -> None:
    if path is None:
        return
    words = printed(view).encode()
    if path == Path("-"):
        sys.stdout.buffer.write(words)
        return
    try:
        path.write_bytes(words)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}; choose another") from None
    say(f"written: {path}", quiet=quiet)


def _print(view: TimelineView) -> None:
    if view.items:
        for item in view.items:
            assert item.on is not None
            OUT.print(
                Text.assemble(
                    f"{day_words(item.on):>11}  {LANE_WORDS[item.lane]:10}  ",
                    (item.name, "bold"),
                    f"  {role_words(item.role or '')}, {item.id}",
                )
            )
    elif view.total:
        _print_counts(view)
    else:
        OUT.print("Nothing held here answers that.")
    for item in view.undated:
        lane = LANE_WORDS[item.lane]
        OUT.print(
            Text.assemble(f"{'undated':>11}  {lane:10}  ", (item.name, "bold"), f"  {item.id}")
        )
    for number, pin in enumerate(view.pins, start=1):
        on = day_words(pin.on) if pin.on else "undated" if pin.held else "not held here"
        OUT.print(f"pin {number}: {pin.caption or pin.title or ''} ({pin.id}, {on})", markup=False)
    OUT.print(" ".join(burned_in(view)), markup=False, style="dim")


def _print_counts(view: TimelineView) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column(view.by)
    for lane in view.lanes:
        table.add_column(LANE_WORDS[lane.lane], justify="right")
    counts = {
        (lane.lane, bucket.from_on): bucket.count for lane in view.lanes for bucket in lane.buckets
    }
    for on in sorted({on for _, on in counts}):
        told = [counts.get((lane.lane, on), 0) for lane in view.lanes]
        table.add_row(day_words(on), *(f"{count:,}" if count else "" for count in told))
    OUT.print(table)
