"""The command that asks publishers: collect."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event
from typing import Annotated, Any

import typer

from app.bootstrap import Tracker, open_tracker
from app.cli.console import OUT, print_json, progress, say
from app.cli.options import AsJson, Database, Quiet
from app.domain.sources import Source
from app.errors import NotFoundError, QueryError
from app.pipeline.archiving import archive, newest_capture
from app.pipeline.collect import Asked, SourceSum, collect, due_sources, resting
from app.pipeline.rounds import RoundSum
from app.pipeline.steps import bring_up_to_date
from app.queries.grammar.faults import did_you_mean
from app.queries.points import day

FAILED, ATTENTION = 1, 3
_SHOWN_PROBLEMS = 3


def register(application: typer.Typer) -> None:
    """Add this command to the application."""
    application.command("collect")(collect_command)


def collect_command(
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Ask this source now; may be given again."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Ask for all days from this one on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="With --since: the last day asked for.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="With --since: days that are proven whole as well.")
    ] = False,
    warc: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what came as a web archive too.")
    ] = None,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Ask publishers for what is due, or with --since for days of your own."""
    asked = _asked(since, until, again=again)
    tracker = open_tracker(database=database)
    sources, off = _chosen(tracker, source, asked)
    before = newest_capture(tracker.store)
    with (
        _ending_gently() as ended,
        progress("collecting", len(sources), quiet=quiet or as_json) as advance,
    ):
        collector = tracker.collector(wait=resting(ended), is_ended=ended.is_set)
        sums = collect(collector, sources, asked, lambda _round: advance())
    with progress("indexing", None, quiet=quiet or as_json) as advance:
        bring_up_to_date(tracker.workshop(), advance)
    if warc is not None:
        written = archive(tracker.store, warc, after=before)
        say(f"{written:,} answers written to {warc}", quiet=quiet or as_json)
    if as_json:
        print_json(_answer(sums, off))
    else:
        _print(sums, off, quiet=quiet)
    raise typer.Exit(_code(sums, off))


@contextmanager
def _ending_gently() -> Iterator[Event]:
    """Whoever ends the command gets what came so far: each round ends with the answer under way."""
    ended = Event()
    before = {
        number: signal.signal(number, lambda _number, _frame: ended.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _asked(since: str | None, until: str | None, *, again: bool) -> Asked:
    if since is None:
        for name, given in (("until", until is not None), ("again", again)):
            if given:
                raise QueryError(f"--{name} goes with --since", name=name)
        return Asked()
    first_on = day(since, "since")
    last_on: date | None = None if until is None else day(until, "until")
    if last_on is not None and last_on < first_on:
        raise QueryError(f"--until {last_on} lies before --since {first_on}", name="until")
    return Asked(since=first_on, until=last_on, again=again)


def _chosen(
    tracker: Tracker, named: Sequence[str] | None, asked: Asked
) -> tuple[list[Source], list[str]]:
    """The sources to ask, and why others that were named are not."""
    known = {str(one.key): one for one in tracker.sources}
    for key in named or ():
        if key not in known:
            hint = did_you_mean(key, known)
            raise NotFoundError(f"there is no source {key!r} here; {hint}")
    if named:
        wanted = [known[key] for key in dict.fromkeys(named)]
        why = [said for one in wanted if (said := tracker.outward.why_off(one)) is not None]
        return [one for one in wanted if tracker.outward.why_off(one) is None], why
    on = [one for one in known.values() if tracker.outward.why_off(one) is None]
    if asked.since is None:
        return due_sources(tracker.store, on, tracker.clock()), []
    return on, []


def _code(sums: Sequence[SourceSum], off: Sequence[str]) -> int:
    if sums and all(one.is_unreached for one in sums):
        return FAILED
    return ATTENTION if off or any(one.needs_a_person for one in sums) else 0


def _answer(sums: Sequence[SourceSum], off: Sequence[str]) -> dict[str, Any]:
    return {
        "sources": [
            {
                "source": one.source,
                "note": one.note,
                "skipped_windows": one.skipped_windows,
                "rounds": [_round(done) for done in one.rounds],
            }
            for one in sums
        ],
        "documents": {
            "new": sum(done.new for one in sums for done in one.rounds),
            "changed": sum(done.changed for one in sums for done in one.rounds),
            "same": sum(done.same for one in sums for done in one.rounds),
        },
        "days_proven": sum(done.days_proven for one in sums for done in one.rounds),
        "problems": sum(len(done.problems) for one in sums for done in one.rounds),
        "off": list(off),
    }


def _round(done: RoundSum) -> dict[str, Any]:
    return {
        "from": done.window.first_on,
        "to": done.window.last_on,
        "outcome": done.outcome,
        "looks": done.looks,
        "answers": done.answers,
        "records": done.records,
        "new": done.new,
        "changed": done.changed,
        "same": done.same,
        "days_proven": done.days_proven,
        "problems": done.problems,
        "next_at": done.next_at,
    }


def _print(sums: Sequence[SourceSum], off: Sequence[str], *, quiet: bool) -> None:
    if sums and not quiet:
        OUT.print(f"{'new':>8}{'changed':>9}{'same':>8}{'looks':>8}{'days':>6}  source, days asked")
    for one in sums if not quiet else ():
        for done in one.rounds:
            counts = f"{done.new:>8,}{done.changed:>9,}{done.same:>8,}{done.looks:>8,}"
            window = f"{done.window.first_on} to {done.window.last_on}"
            OUT.print(
                f"{counts}{done.days_proven:>6,}  {one.source}, {window}: {done.outcome}",
                markup=False,
            )
    for one in sums:
        for problem in _problems(one):
            say(f"{one.source}: {problem}", quiet=quiet)
    for why in off:
        say(why)
    rounds = [done for one in sums for done in one.rounds]
    if not rounds:
        skipped = sum(one.skipped_windows for one in sums)
        OUT.print(
            "these days are proven already; --again asks for them all the same"
            if skipped
            else "nothing is due"
        )
        return
    OUT.print(
        f"{sum(one.new for one in rounds):,} new, {sum(one.changed for one in rounds):,} changed, "
        f"{sum(one.same for one in rounds):,} same, {len(sums):,} "
        f"{'source' if len(sums) == 1 else 'sources'}, "
        f"{sum(one.days_proven for one in rounds):,} days proven"
    )


def _problems(one: SourceSum) -> list[str]:
    problems = list(dict.fromkeys(said for done in one.rounds for said in done.problems))
    more = len(problems) - _SHOWN_PROBLEMS
    told = problems[:_SHOWN_PROBLEMS]
    if more > 0:
        told.append(f"and {more:,} more: `onrecord sources`")
    return told if one.note is None else [*told, one.note]
