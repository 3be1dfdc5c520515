"""The command that holds my names against the lists."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import open_tracker
from app.cli.console import OUT, print_json
from app.cli.options import AsJson, AsKnown, AsOf, Database, Quiet
from app.comparison.screening import LEAST
from app.errors import QueryError
from app.printing.days import day_words
from app.queries.points import point_in_time
from app.queries.screening import Screening, names_in, screen
from app.queries.screening_views import ScreenedName, ScreeningView

_ATTENTION = 3


def register(application: typer.Typer) -> None:
    """Add this command to the application."""
    application.command("screen")(screen_command)


def screen_command(
    names: Annotated[
        str,
        typer.Argument(
            metavar="NAMES_FILE",
            help="One name on each line, or CSV with a column name; - reads on.",
        ),
    ],
    lists: Annotated[
        list[str] | None, typer.Option("--list", metavar="KEY", help="Only this list; repeatable.")
    ] = None,
    least: Annotated[float, typer.Option(help="The least score to show, 0.5 to 1.")] = LEAST,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    _quiet: Quiet = False,
) -> None:
    """My names against all lists: what is like them and why, never a verdict."""
    asked = Screening(names=names_in(_text(names)), lists=tuple(lists or ()), least=least)
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        view = screen(reader, asked, point)
    if as_json:
        print_json(view)
    else:
        _print(view)
    if not view.complete:
        raise typer.Exit(_ATTENTION)


def _text(path: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        problem = f"the names file {path} cannot be read ({error.strerror}); name a readable file"
        raise QueryError(problem, name="NAMES_FILE") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = f"the names file {path} is not UTF-8; save it as UTF-8 and screen it again"
        raise QueryError(problem, name="NAMES_FILE") from None


def _print(view: ScreeningView) -> None:
    for one in view.names:
        _print_name(one)
    OUT.print("list versions:", markup=False)
    for looked in view.lists:
        if looked.snapshot is None:
            OUT.print(f"  {looked.list}: {looked.note}", markup=False, soft_wrap=True)
            continue
        on = (
            day_words(looked.snapshot.current_on) if looked.snapshot.current_on else "no stated day"
        )
        line = f"  {looked.list}: {looked.snapshot.entries:,} entries, current on {on}, "
        note = f"; {looked.note}" if looked.note else ""
        OUT.print(f"{line}{looked.snapshot.capture}{note}", markup=False, soft_wrap=True)


def _print_name(one: ScreenedName) -> None:
    OUT.print(f"{one.name}: {one.said}", markup=False, style="bold", soft_wrap=True)
    for match in one.matches:
        alias = f" (as {match.matched})" if match.is_alias else ""
        where = f" [{', '.join(match.countries)}]" if match.countries else ""
        line = f"  {match.score:.3f}  {match.name}{alias}{where}  {match.list}  {match.entry}"
        OUT.print(line, markup=False, soft_wrap=True)
        parts = "; ".join(f"{part.part} {part.value:+.3f} ({part.why})" for part in match.parts)
        OUT.print(f"         {parts}", markup=False, soft_wrap=True, style="dim")
    if one.truncated:
        OUT.print("  more are above this score; raise --least", markup=False)
