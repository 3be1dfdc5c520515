"""Commands that run the product: demo, up, serve."""

import os
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread
from types import FrameType
from typing import Annotated, Any

import typer

from app.bootstrap import Tracker, open_tracker
from app.cli.console import OUT, print_json, progress, say
from app.cli.options import AsJson, Database, Quiet
from app.errors import ConfigError
from app.pipeline.collect import collect_until, resting
from app.pipeline.heavy import OpeningPool
from app.pipeline.importing import Importer
from app.pipeline.register import load_register
from app.pipeline.steps import STEPS, bring_up_to_date, run_extract
from app.pipeline.story import tell
from app.queries.holdings import Holdings, holdings
from app.sample import story, story_sources

_FIRST_PORT = 8000
_PORTS_TRIED = 50
_LAST = 65_535
_Port = Annotated[
    int | None, typer.Option(min=1, max=_LAST, help="Port; default 8000 or the next free.")
]


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    application.command("demo")(demo_command)
    application.command("up")(up_command)
    application.command("serve")(serve_command)


def demo_command(
    port: _Port = None,
    once: Annotated[bool, typer.Option("--once", help="Print the summary and end.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """A sample story and the register in a throw-away workspace, offline, then served."""
    # Who ends it from outside, as a closing terminal does, wants the throw-away gone too.
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as home:
        os.environ.update(ONRECORD_HOME=home, ONRECORD_WORKSPACE="demo")
        for name in ("ONRECORD_DATABASE_URL", "ONRECORD_DATABASE_URL_FILE", "ONRECORD_CLOCK"):
            os.environ.pop(name, None)
        tracker = open_tracker()
        told = _fill(tracker, quiet=quiet or as_json)
        if as_json:
            print_json(told)
        elif not quiet:
            _print_holdings(told["holdings"])
        if once:
            tracker.close()
            return
        tracker.close()
        _serve("127.0.0.1", port or _free_port(), workers=1, quiet=quiet)


def up_command(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: _Port = None,
    no_collect: Annotated[
        bool, typer.Option("--no-collect", help="Ask no publisher; serve what is held.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Migrate, load the register, collect on schedule, process, and serve."""
    # Who ends it from outside wants the round that is being walked closed, and its bytes kept.
    signal.signal(signal.SIGTERM, _end)
    tracker = open_tracker(database=database)
    load_register(_importer(tracker))
    sums = [step(tracker.workshop(), again=False) for step in STEPS.values()]
    for one in sums:
        say(f"{one.step}: {one.done} done", quiet=quiet or as_json or not one.done)
    if database is not None:
        os.environ["ONRECORD_DATABASE_URL"] = database
    port = port or _free_port()
    if as_json:
        print_json({"steps": sums, "url": f"http://{host}:{port}/"})
    collects = tracker.outward.is_on and not no_collect
    with _collecting(tracker) if collects else nullcontext():
        _serve(host, port, workers=1, quiet=quiet)
    tracker.close()


def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=_LAST, help="Port to listen at.")] = _FIRST_PORT,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = 1,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Serve the pages and the interface of this workspace."""
    if database is not None:
        os.environ["ONRECORD_DATABASE_URL"] = database
    open_tracker().close()
    if as_json:
        print_json({"url": f"http://{host}:{port}/"})
    _serve(host, port, workers=workers, quiet=quiet)


@contextmanager
def _collecting(tracker: Tracker) -> Iterator[None]:
    """While the block runs, what is due is collected and read; the index follows by itself.

    It ends with the answer that is under way: what came is kept, and the next start goes on.
    """
    ended = Event()
    pool = OpeningPool()
    collector = tracker.collector(wait=resting(ended), is_ended=ended.is_set, opening=pool)
    thread = Thread(
        target=collect_until,
        args=(
            collector,
            tracker.asked_sources,
            ended,
            lambda: run_extract(tracker.workshop(), again=False),
        ),
        name="collecting",
    )
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        pool.close()


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _fill(tracker: Tracker, *, quiet: bool) -> dict[str, Any]:
    importer = _importer(tracker)
    deliveries = story()
    with progress("telling the sample story", len(deliveries), quiet=quiet) as advance:
        told = tell(importer, story_sources(), deliveries, advance)
    curated = load_register(importer)
    bring_up_to_date(tracker.workshop(), lambda _done: None)
    with tracker.reader() as reader:
        held = holdings(reader)
    broken = [one.outcome for one in told if one.outcome.problem is not None]
    if broken or curated.problem is not None:
        problems = "; ".join(f"{one.path}: {one.problem}" for one in (*broken, curated))
        raise ConfigError(f"the sample that this release ships is not whole: {problems}")
    return {
        "deliveries": len(told),
        "reports": held.reports,
        "notices": held.notices,
        "register": held.register,
        "documents": held.documents,
        "versions": held.versions,
        "showings": held.showings,
        "issues": held.issues,
        "holdings": held,
    }


def _importer(tracker: Tracker) -> Importer:
    return Importer(
        store=tracker.store,
        sources=tracker.sources,
        clock=tracker.clock,
        body_limit=tracker.body_limit,
    )


def _print_holdings(held: Holdings) -> None:
    OUT.print(
        f"{held.reports:,} reports, {held.notices:,} notices and statements, "
        f"{held.register:,} register rows; {held.versions:,} versions, {held.showings:,} showings"
    )


def _serve(host: str, port: int, *, workers: int, quiet: bool) -> None:
    import uvicorn

    say(f"OnRecord is at http://{host}:{port}/ (Ctrl-C ends it)", quiet=quiet)
    uvicorn.run(
        "app.asgi:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Whoever may change things is told by the address that connects, never by a header.
        proxy_headers=False,
        date_header=True,
        limit_concurrency=64,
    )


def _free_port() -> int:
    for port in range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise ConfigError(
        f"no port between {_FIRST_PORT} and {_FIRST_PORT + _PORTS_TRIED} is free; give one: --port"
    )
