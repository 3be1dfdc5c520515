"""The `onrecord` command: its commands, and what each error means to a shell."""

import sys
import traceback
from typing import Annotated

import typer

from app import __version__
from app.cli import (
    care,
    collecting,
    coverage,
    hand_over,
    lists,
    look,
    reviewing,
    screening,
    serving,
    sources,
    timeline,
)
from app.cli.console import ERR, print_json
from app.errors import (
    ConfigError,
    FormatError,
    NotFoundError,
    QueryError,
    TrackerError,
    UnreachableError,
)

DONE, FAILED, WRONG_CALL, ATTENTION = 0, 1, 2, 3

_EXIT_CODES: tuple[tuple[type[TrackerError], int], ...] = (
    (QueryError, WRONG_CALL),
    (NotFoundError, WRONG_CALL),
    (ConfigError, WRONG_CALL),
    (FormatError, FAILED),
    (UnreachableError, FAILED),
)

application = typer.Typer(
    name="onrecord",
    help="What the news says about export controls, held against what the record says.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_ROOMS = (
    *(serving, hand_over, collecting, look, lists, screening, timeline),
    *(sources, coverage, reviewing, care),
)
for room in _ROOMS:
    room.register(application)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@application.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Collects export-control news and notices, keeps every byte, and shows what changed."""


def run() -> None:
    """Run a command; a tracker's error ends in one plain sentence and its exit code."""
    try:
        sys.exit(application(standalone_mode=False))
    except TrackerError as error:
        _explain(error)
        sys.exit(next(code for kind, code in _EXIT_CODES if isinstance(error, kind)))
    except BrokenPipeError:
        # The reader of our output has what it wanted (`onrecord search x | head`).
        sys.stderr.close()
        sys.exit(DONE)
    except typer.Abort:
        sys.exit(FAILED)
    except Exception as error:  # noqa: BLE001  # the last door: nobody behind it would explain it
        if (message := _of_wrong_call(error)) is None:
            _admit(error)
            sys.exit(FAILED)
        _explain(QueryError(message, name="call"))
        sys.exit(WRONG_CALL)


def _of_wrong_call(error: Exception) -> str | None:
    """What is wrong about a call, in the words of the library that reads calls.

    Its classes are no part of what it promises, the method of theirs is.
    """
    told = getattr(error, "format_message", None)
    if told is None:
        return None
    message, context = str(told()).rstrip("."), getattr(error, "ctx", None)
    if context is None or message.startswith("Usage"):
        return message
    joined = "" if message.endswith("?") else ";"
    return f"{message}{joined} `{context.command_path} --help` lists what there is"


def _admit(error: Exception) -> None:
    """A fault of ours: one sentence for a person, and the whole of it for who mends it."""
    cause = f"{type(error).__name__}: {error}".splitlines()[0]
    message = f"a fault of OnRecord itself ({cause}); please report it with the lines above it"
    ERR.print("".join(traceback.format_exception(error)), markup=False, soft_wrap=True)
    _explain(TrackerError(message))


def _explain(error: TrackerError) -> None:
    said: dict[str, object] = {"message": str(error)}
    if isinstance(error, QueryError):
        said.update(name=error.name, position=error.position, hint=error.hint or None)
    if "--json" in sys.argv:
        print_json({"error": said})
    ERR.print(f"onrecord: {error}", markup=False, soft_wrap=True)
    if isinstance(error, QueryError) and error.hint and error.hint not in str(error):
        ERR.print(f"  {error.hint}", markup=False, soft_wrap=True)
