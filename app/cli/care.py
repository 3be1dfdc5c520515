"""Commands that look after an installation: doctor."""

from typing import Any

import typer

from app import __version__
from app.bootstrap import Tracker, open_tracker, read_settings
from app.cli.console import OUT, print_json
from app.cli.options import AsJson, Database, Quiet
from app.index.place import read_mark
from app.pipeline.outward import unknown_switches
from app.queries.changes import last_position

_NO_CONTACT = "none; set ONRECORD_CONTACT to a mail address or page, as publishers ask of programs"


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
    found: dict[str, Any] = {
        "version": __version__,
        "home": str(settings.home),
        "database": tracker.store.url.render_as_string(),
        "workspace": tracker.workspace.id,
        "purpose": tracker.workspace.purpose,
        "index": str(tracker.index_path),
        "changes": position,
        "indexed": indexed,
        "body_limit": settings.body_limit,
        **_outward(tracker),
    }
    found["wrong"] = [*_wrong(tracker), *_behind(indexed, position)]
    if as_json:
        print_json(found)
    else:
        for name, value in found.items():
            OUT.print(f"{name.replace('_', ' ')}: {_plainly(value)}", markup=False)
    raise typer.Exit(3 if found["wrong"] else 0)


def _outward(tracker: Tracker) -> dict[str, Any]:
    """How publishers are asked; of a key only that it is there."""
    outward = tracker.outward
    sources = [one for one in tracker.sources if one.begin is not None]
    return {
        "agent": outward.agent,
        "contact": outward.contact or _NO_CONTACT,
        "collecting": outward.is_on,
        "keys": sorted(outward.keys),
        "egress_allowed": outward.allowed,
        "mirrors": [f"{publisher} at {mirror}" for publisher, mirror in outward.mirrors],
        "sources_on": [one.key for one in sources if outward.why_off(one) is None],
        "sources_off": [one.key for one in sources if outward.why_off(one) is not None],
        "keys_missing": sorted(
            f"ONRECORD_KEY_{one.secret.upper()} ({one.key})"
            for one in sources
            if one.secret is not None and one.secret not in outward.keys
        ),
    }


def _wrong(tracker: Tracker) -> list[str]:
    known = {one.key for one in tracker.sources}
    return [
        f"ONRECORD_SOURCES names {name!r}, and there is no such source"
        for name in unknown_switches(tracker.outward.switches, known)
    ]


def _behind(indexed: int, position: int) -> list[str]:
    return [] if indexed >= position else ["the index is behind: run `onrecord process`"]


def _plainly(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "nothing"
    return value
