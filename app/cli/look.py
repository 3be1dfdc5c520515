"""Commands that ask: search, show, sources, export."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from app.bootstrap import open_tracker
from app.cli.console import OUT, print_json, say
from app.cli.options import AsJson, AsKnown, AsOf, Database, Quiet
from app.domain.search import Sort
from app.errors import QueryError
from app.queries.digest import workspace_digest
from app.queries.document_views import DocumentView
from app.queries.parse import search_query
from app.queries.points import point_in_time
from app.queries.search import search
from app.queries.show import CaptureTextView, PassageView, VersionTextView, show
from app.queries.sources import sources
from app.queries.views import Hit


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    # A question may begin with a minus sign, as in `-huawei`, so no option here has one letter.
    asked_with_minus = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
    application.command("search", context_settings=asked_with_minus)(search_command)
    application.command("show")(show_command)
    application.command("sources")(sources_command)
    application.command("export")(export_command)


def search_command(
    query: Annotated[str, typer.Argument(help="A question of the grammar.")],
    sort: Annotated[
        str | None, typer.Option(help=f"One of: {', '.join(one.value for one in Sort)}.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Hits on a page, 1 to 500.")] = 20,
    cursor: Annotated[str | None, typer.Option(help="The next_cursor of the page before.")] = None,
    facets: Annotated[bool, typer.Option("--facets", help="Print counts over all hits.")] = False,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Find documents: `onrecord search 'chips AND (China OR "Hong Kong") -tariff'`."""
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        asked = search_query(
            query, sort=sort, limit=limit, cursor=cursor, point=point, today=reader.today
        )
        page = search(reader, asked)
    if as_json:
        print_json(page)
        return
    for hit in page.hits:
        _print_hit(hit)
    shown = f"{len(page.hits):,} of {page.total:,}"
    OUT.print(f"{shown} documents" if page.total else "Nothing here answers that.")
    if page.next_cursor is not None:
        say(f"next page: --cursor {page.next_cursor}", quiet=quiet)
    if facets:
        for name, counts in page.facets.items():
            listed = ", ".join(f"{one.value} {one.count:,}" for one in counts)
            OUT.print(f"{name}: {listed}", markup=False)


def show_command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Document, version, passage, capture.")],
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show what any id names."""
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        view = show(reader, id_, point)
    if as_json:
        print_json(view)
    elif isinstance(view, DocumentView):
        _print_document(view)
    elif isinstance(view, PassageView):
        OUT.print(Text(view.before) + Text(view.text, style="bold") + Text(view.after))
    elif isinstance(view, VersionTextView):
        OUT.print(view.text, markup=False)
    else:
        _print_capture(view)


def sources_command(
    issues: Annotated[int, typer.Option(help="How many issues to list.")] = 20,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Each source: what is held of it, and what was not understood."""
    point = point_in_time(as_of, as_known)
    with open_tracker(database=database).reader() as reader:
        view = sources(reader, point, issues=issues)
    if as_json:
        print_json(view)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("source", "standing", "documents", "captures", "newest", "issues"):
        table.add_column(heading)
    for one in view.sources:
        newest = f"{one.newest_published_on:%d %b %Y}" if one.newest_published_on else "undated"
        counts = (f"{one.documents:,}", f"{one.captures:,}", newest if one.documents else "")
        table.add_row(one.key, one.standing, *counts, f"{one.issues:,}")
    OUT.print(table)
    for issue in view.issues:
        mark = "quarantined" if issue.lost_record else "issue"
        OUT.print(f"{mark}: {issue.file} {issue.place}: {issue.problem}", markup=False)


def export_command(
    digest: Annotated[
        bool, typer.Option("--digest", help="One digest of all that is held.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """The digest of a workspace: the same wherever the same was imported."""
    if not digest:
        raise QueryError("only `onrecord export --digest` is built so far", name="digest")
    with open_tracker(database=database).reader() as reader:
        found = workspace_digest(reader)
    if as_json:
        print_json({"digest": found})
    else:
        OUT.print(found)


def _print_hit(hit: Hit) -> None:
    day = f"{hit.published_on:%d %b %Y}" if hit.published_on else "undated"
    OUT.print(Text.assemble((hit.title or "(no title)", "bold"), f"  {day}"))
    OUT.print(f"  {hit.id}  {hit.kind}, {hit.standing}, {hit.source}", markup=False, style="dim")
    for excerpt in hit.excerpts:
        text = Text(f"  {excerpt.text}".replace("\n", " "))
        for start, end in excerpt.highlights:
            text.stylize("bold underline", start + 2, end + 2)
        OUT.print(text)


def _print_document(view: DocumentView) -> None:
    day = f"{view.published_on:%d %b %Y}" if view.published_on else "undated"
    OUT.print(Text(view.title or "(no title)", style="bold"))
    OUT.print(f"{view.id}  {view.kind}, {view.standing}, {view.source_title}, {day}", markup=False)
    if view.url:
        OUT.print(view.url, markup=False)
    for one in view.dates:
        scope = "" if one.scope == "all" else f" ({one.scope})"
        day = f"{one.on:%d %b %Y}" if one.on else one.reckoning or "not known yet"
        doubt = "; metadata and text disagree" if one.disagrees else ""
        OUT.print(f"{one.role.replace('_', ' ')}: {day}{scope}{doubt}", markup=False)
    for act in view.actions:
        done_to = f" {act.resolved_to or act.target}" if act.target else ""
        OUT.print(f"does: {act.verb.replace('_', ' ')}{done_to}", markup=False)
    for cited in dict.fromkeys((one.means, one.resolved_to) for one in view.citations):
        held = f" ({cited[1]})" if cited[1] else ""
        OUT.print(f"cites: {cited[0]}{held}", markup=False)
    OUT.print(f"\n{view.text}\n", markup=False)
    OUT.print(
        f"{len(view.versions)} versions, {len(view.showings)} showings; capture "
        f"{view.capture.id}, SHA-256 {view.capture.digest}",
        markup=False,
        style="dim",
    )


def _print_capture(view: CaptureTextView) -> None:
    OUT.print(f"{view.id}\n{view.place}", markup=False)
    OUT.print(
        f"{view.size:,} bytes, {view.custody.replace('_', ' ')}, {view.captured_at:%d %b %Y %H:%M} "
        f"UTC, SHA-256 {view.digest}\nread by {view.read_by}: {view.records:,} records, "
        f"{view.quarantined:,} quarantined",
        markup=False,
    )
    for issue in view.issues:
        OUT.print(f"issue: {issue}", markup=False)
