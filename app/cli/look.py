"""Commands that ask: search, show, sources, export."""

from typing import Annotated

import typer
from rich.text import Text

from app.bootstrap import open_tracker
from app.cli.console import OUT, print_json, say
from app.cli.hits import print_counts, print_nothing, print_page
from app.cli.options import AsJson, AsKnown, AsOf, Database, Quiet
from app.domain.search import Sort
from app.errors import QueryError
from app.printing.days import day_words, instant_words
from app.printing.receipts import receipt_words
from app.queries.digest import workspace_digest
from app.queries.document_views import DocumentView
from app.queries.freshness import source_titles
from app.queries.parse import search_query
from app.queries.points import point_in_time
from app.queries.rescue import rescue
from app.queries.search import search
from app.queries.show import CaptureTextView, PassageView, VersionTextView, show
from app.queries.suggest import references_meant


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    # A question may begin with a minus sign, as in `-huawei`, so no option here has one letter.
    asked_with_minus = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
    application.command("search", context_settings=asked_with_minus)(search_command)
    application.command("show")(show_command)
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
        why = None if page.total or as_json else rescue(reader, asked)
        receipt = receipt_words(page.coverage, source_titles(reader))
        meant = references_meant(reader, query, point)
    for one in meant:
        found = f"{one.documents or 0:,} {'document' if one.documents == 1 else 'documents'}"
        held = f"; it names {one.document}" if one.document else ""
        say(f"did you mean the reference {one.means}? `{one.query}`: {found}{held}", quiet=quiet)
    if page.behind:
        behind = f"the index is {page.behind:,} changes behind: `onrecord process` brings it up"
        say(behind, quiet=quiet)
    if as_json:
        print_json(page)
        return
    print_page(page)
    if why is not None:
        print_nothing(why, receipt, behind=page.behind)
    if facets:
        print_counts(page)
    if page.next_cursor is not None:
        say(f"next page: --cursor {page.next_cursor}", quiet=quiet)


def show_command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Document, version, passage, capture.")],
    as_of: AsOf = None,
    as_known: AsKnown = None,
    as_json: AsJson = False,
    database: Database = None,
    _quiet: Quiet = False,
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


def export_command(
    digest: Annotated[
        bool, typer.Option("--digest", help="One digest of all that is held.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
    _quiet: Quiet = False,
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


def _print_document(view: DocumentView) -> None:
    day = day_words(view.published_on) if view.published_on else "undated"
    OUT.print(Text(view.title or "(no title)", style="bold"))
    OUT.print(f"{view.id}  {view.kind}, {view.standing}, {view.source_title}, {day}", markup=False)
    if view.list_key:
        OUT.print(f"list: {view.list_key}", markup=False)
    if view.url:
        OUT.print(view.url, markup=False)
    current_on = next((one.current_on for one in view.showings[::-1] if one.current_on), None)
    if current_on is not None:
        OUT.print(f"seen as current: {day_words(current_on)}")
    for one in view.dates:
        scope = "" if one.scope == "all" else f" ({one.scope})"
        day = day_words(one.on) if one.on else one.reckoning or "not known yet"
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
        f"versions: {len(view.versions)}, showings: {len(view.showings)}; capture "
        f"{view.capture.id}, SHA-256 {view.capture.digest}",
        markup=False,
        style="dim",
    )


def _print_capture(view: CaptureTextView) -> None:
    OUT.print(f"{view.id}\n{view.place}", markup=False)
    OUT.print(
        f"{view.size:,} bytes, {view.custody.replace('_', ' ')}, "
        f"{instant_words(view.captured_at)}, SHA-256 {view.digest}\n"
        f"read by {view.read_by}: {view.records:,} records, {view.quarantined:,} quarantined",
        markup=False,
    )
    for issue in view.issues:
        OUT.print(f"issue: {issue}", markup=False)
