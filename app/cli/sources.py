"""Commands about whom we follow: sources, and adding, pausing, resuming and retrying them."""

import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from app.bootstrap import Tracker, open_tracker
from app.cli.console import OUT, print_json, say
from app.cli.options import AsJson, AsKnown, AsOf, Database, Quiet, person
from app.domain.documents import Issue, Standing
from app.domain.ids import SourceKey
from app.errors import NotFoundError, QueryError, TrackerError
from app.formats.opml import read_opml
from app.pipeline.follow_feed import (
    FeedAsked,
    FeedPreview,
    follow_feed,
    pause_source,
    preview_feed,
    resume_source,
    retry_source,
)
from app.printing.days import day_words, instant_words
from app.queries.collecting import NOT_ASKED
from app.queries.grammar.faults import did_you_mean
from app.queries.points import point_in_time
from app.queries.sources import SourceHealth, SourcesView, sources

_ATTENTION = 3

group = typer.Typer(
    help="Each source: what is held of it, how asking it fares, and what was not understood.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

_Key = Annotated[str, typer.Argument(metavar="KEY", help="A source's key.")]


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    group.callback()(sources_command)
    group.command("add")(add_command)
    group.command("pause")(pause_command)
    group.command("resume")(resume_command)
    group.command("retry")(retry_command)
    application.add_typer(group, name="sources")


def sources_command(
    context: typer.Context,
    issues: Annotated[int, typer.Option(help="How many issues to list.")] = 20,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    _quiet: Quiet = False,
) -> None:
    """Each source: what is held of it, how asking it fares, and what was not understood."""
    if context.invoked_subcommand is not None:
        return
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        view = sources(reader, point, issues=issues)
    if as_json:
        print_json(view)
        return
    _print_sources(view)
    for issue in view.issues:
        mark = "quarantined" if issue.lost_record else "issue"
        OUT.print(f"{mark}: {issue.file} {issue.place}: {issue.problem}", markup=False)


def add_command(
    url: Annotated[str | None, typer.Argument(metavar="URL", help="The feed's address.")] = None,
    opml: Annotated[
        Path | None, typer.Option(help="An OPML file: every feed it names.", exists=True)
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show ten entries and add nothing.")
    ] = False,
    key: Annotated[str | None, typer.Option(help="Its key; default from its host.")] = None,
    title: Annotated[str | None, typer.Option(help="Its name; default the feed's own.")] = None,
    standing: Annotated[
        str, typer.Option(help="report unless you know who speaks: statement, authentic.")
    ] = "report",
    owner: Annotated[str | None, typer.Option(help="Who speaks through it.")] = None,
    jurisdiction: Annotated[str, typer.Option(help="us, uk, eu, cn, none.")] = "none",
    zone: Annotated[str, typer.Option(help="Where its day begins and ends.")] = "UTC",
    every: Annotated[int | None, typer.Option(min=5, help="Minutes between two looks.")] = None,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Follow a feed: ask it once, show ten entries, and make a source of it."""
    if (url is None) == (opml is None):
        raise QueryError("give one address, or --opml FILE", name="url")
    if standing not in set(Standing):
        raise QueryError(
            f"no standing {standing!r}; there are {', '.join(Standing)}", name="standing"
        )
    said = {
        "jurisdiction": jurisdiction,
        "standing": Standing(standing),
        "owner": owner,
        "zone": zone,
        "every": None if every is None else timedelta(minutes=every),
    }
    if url is not None:
        asked = [FeedAsked(url=url, key=key, title=title, **said)]  # type: ignore[arg-type]  # the options above
    else:
        assert opml is not None
        asked = [
            FeedAsked(url=one.feed, title=one.title, **said)  # type: ignore[arg-type]  # as above
            for one in read_opml(opml.read_bytes(), where=str(opml))
            if not isinstance(one, Issue)
        ]
    tracker = open_tracker(database=database)
    found, problems = _followed(tracker, asked, dry_run=dry_run, several=opml is not None)
    if as_json:
        print_json({"added": not dry_run, "feeds": found, "problems": problems})
    else:
        _print_previews(found, problems, dry_run=dry_run, quiet=quiet)
    raise typer.Exit(_ATTENTION if problems else 0)


def pause_command(
    key: _Key,
    by: Annotated[str | None, typer.Option(help="Who decides.")] = None,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Ask a source nothing until it is resumed."""
    tracker = _with_source(database, key)
    pause_source(tracker.store, tracker.clock, SourceKey(key), made_by=person(by))
    say(f"paused: {key}; its silence now proves nothing", quiet=quiet)


def resume_command(
    key: _Key,
    by: Annotated[str | None, typer.Option(help="Who decides.")] = None,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Ask a paused source again, from its last day read whole."""
    tracker = _with_source(database, key)
    resume_source(tracker.store, tracker.clock, SourceKey(key), made_by=person(by))
    say(f"resumed: {key}; it is due now", quiet=quiet)


def retry_command(key: _Key, database: Database = None, quiet: Quiet = False) -> None:
    """Make a source due now, whatever its last round said."""
    tracker = _with_source(database, key)
    retry_source(tracker.store, tracker.clock, SourceKey(key))
    say(f"due now: {key}; `onrecord collect --source {key}` asks it at once", quiet=quiet)


def _followed(
    tracker: Tracker, asked: Sequence[FeedAsked], *, dry_run: bool, several: bool
) -> tuple[list[FeedPreview], list[str]]:
    """Each feed looked at, and followed unless this is a dry run; of several, one may fail."""
    fetcher = tracker.outward.fetcher(tracker.store, tracker.clock, time.sleep, tracker.modules)
    found: list[FeedPreview] = []
    problems: list[str] = []
    for one in asked:
        try:
            seen = preview_feed(fetcher, tracker.sources, one)
        except TrackerError as error:
            if not several:
                raise
            problems.append(str(error))
            continue
        if not dry_run:
            follow_feed(tracker.store, tracker.clock, one, seen, made_by=person())
        found.append(seen)
    return found, problems


def _with_source(database: str | None, key: str) -> Tracker:
    tracker = open_tracker(database=database)
    known = {str(source.key) for source in tracker.sources}
    if key not in known:
        raise NotFoundError(f"there is no source {key!r} here; {did_you_mean(key, known)}")
    return tracker


def _print_previews(
    found: Sequence[FeedPreview], problems: Sequence[str], *, dry_run: bool, quiet: bool
) -> None:
    for seen in found:
        undated = f", {seen.undated} without a date" if seen.undated else ""
        OUT.print(
            f"{seen.key}: {seen.title} ({seen.version}, {seen.total} entries{undated})",
            markup=False,
        )
        for entry in seen.entries:
            day = day_words(entry.published_on) if entry.published_on else "undated"
            OUT.print(f"  {day:>12}  {entry.title or entry.url or '(no title)'}", markup=False)
        for issue in seen.issues:
            OUT.print(f"  issue: {issue}", markup=False)
    for problem in problems:
        OUT.print(f"left out: {problem}", markup=False)
    if found:
        told = "nothing was added: leave out --dry-run" if dry_run else "added; due now"
        say(told, quiet=quiet)


def _print_sources(view: SourcesView) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("source", "standing", "documents", "not vouched for", "newest", "asked"):
        number = heading in ("documents", "not vouched for")
        table.add_column(heading, justify="right" if number else "left")
    table.add_column("issues", justify="right")
    shown = [one for one in view.sources if one.captures or one.documents or _was_asked(one)]
    for one in shown:
        newest = day_words(one.newest_published_on) if one.newest_published_on else "undated"
        counts = (f"{one.documents:,}", f"{one.unvouched:,}" if one.unvouched else "")
        table.add_row(one.key, one.standing, *counts, newest, _asked(one), f"{one.issues:,}")
    if shown:
        OUT.print(table)
    silent = [one.key for one in view.sources if one not in shown]
    if silent:
        OUT.print(f"known, and nothing held of them: {', '.join(silent)}", markup=False)


def _was_asked(one: SourceHealth) -> bool:
    return one.collecting is not None and one.collecting.last_ended_at is not None


def _asked(one: SourceHealth) -> str:
    """How asking a source fares, in a few words."""
    asked = one.collecting
    if asked is None or asked.state == NOT_ASKED:
        return "handed over"
    whole = f", whole to {day_words(asked.proven_to)}" if asked.proven_to else ""
    due = f", next {instant_words(asked.next_at)}" if asked.next_at else ""
    return f"{asked.state}{whole}{due}"
