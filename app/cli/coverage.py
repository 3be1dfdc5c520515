"""The command that says which days were read whole: coverage."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer
from rich.table import Table

from app.bootstrap import open_tracker
from app.cli.console import OUT, print_json
from app.cli.options import AsJson, AsKnown, Database
from app.domain.coverage import CoverageState
from app.printing.days import day_words
from app.queries.coverage_days import CoverageDayView, CoverageView, DaysAsked, coverage_days
from app.queries.points import day, point_in_time

_SIGNS = {
    CoverageState.COMPLETE: "●",
    CoverageState.EMPTY: "○",
    CoverageState.MISSING: "–",
    CoverageState.HELD: "✕",
}
_ATTENTION = 3


def register(application: typer.Typer) -> None:
    """Add this command to the application."""
    application.command("coverage")(coverage_command)


def coverage_command(
    source: Annotated[str | None, typer.Option(metavar="KEY", help="One source.")] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day.")] = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Every day of every collected source: read whole, proven empty, missing or held.

    Without days, the last thirty. Ends with 3 where a day is missing or held.
    """
    asked = DaysAsked(
        source=source,
        first_on=day(first, "from") if first else None,
        last_on=day(last, "to") if last else None,
    )
    with open_tracker(database=database).reader() as reader:
        view = coverage_days(reader, point_in_time(None, as_known), asked)
    if as_json:
        print_json(view)
    else:
        _print(view)
    wanting = any(one.state in (CoverageState.MISSING, CoverageState.HELD) for one in view.days)
    raise typer.Exit(_ATTENTION if wanting else 0)


def _print(view: CoverageView) -> None:
    span = f"{day_words(view.first_on)} to {day_words(view.last_on)}"
    if not view.sources:
        OUT.print(f"No source is collected here, so nothing is proven of {span}.")
        return
    signs = ", ".join(f"{sign} {state.value}" for state, sign in _SIGNS.items())
    OUT.print(f"{span}; {signs}; a gap stands between weeks")
    table = Table(box=None, pad_edge=False, show_header=False)
    for key, days in groupby(view.days, key=lambda one: one.source):
        table.add_row(key, _signs(tuple(days)))
    OUT.print(table)
    if len(view.sources) == 1:
        for one in view.days:
            quiet = f" ({one.quiet})" if one.quiet else ""
            OUT.print(f"{day_words(one.on)}  {one.state.value}{quiet}: {one.proof}", markup=False)


def _signs(days: Sequence[CoverageDayView]) -> str:
    weeks = groupby(days, key=lambda one: one.on.isocalendar()[:2])
    return " ".join("".join(_SIGNS[one.state] for one in week) for _, week in weeks)
