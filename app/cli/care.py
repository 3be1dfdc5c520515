"""Commands that look after an installation: doctor."""

import typer

from app import __version__
from app.bootstrap import open_tracker, read_settings
from app.cli.console import OUT, print_json
from app.cli.options import AsJson, Database, Quiet
from app.index.place import read_mark
from app.queries.changes import last_position


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    application.command("doctor")(doctor_command)


def doctor_command(
    as_json: AsJson = False,
    database: Database = None,
    _quiet: Quiet = False,
) -> None:
    """What is in force here, and what is wrong."""
    settings = read_settings()
    tracker = open_tracker(database=database, settings=settings)
    with tracker.store.reader() as connection:
        position = last_position(connection)
    mark = read_mark(tracker.index_path)
    indexed = 0 if mark is None else mark.position
    found = {
        "version": __version__,
        "home": str(settings.home),
        "database": tracker.store.url.render_as_string(),
        "workspace": tracker.workspace.id,
        "purpose": tracker.workspace.purpose,
        "index": str(tracker.index_path),
        "changes": position,
        "indexed": indexed,
        "body_limit": settings.body_limit,
        "wrong": [] if indexed >= position else ["the index is behind: run `onrecord process`"],
    }
    if as_json:
        print_json(found)
    else:
        for name, value in found.items():
            OUT.print(
                f"{name.replace('_', ' ')}: {value if value != [] else 'nothing'}", markup=False
            )
    raise typer.Exit(3 if found["wrong"] else 0)
