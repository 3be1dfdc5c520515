"""What the command line prints: answers on standard output, progress and remarks beside it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from app.printing.answers import to_json

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(answer: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.buffer.write(to_json(answer, indent=True) + b"\n")
    sys.stdout.flush()


def say(text: str | Text, *, quiet: bool = False) -> None:
    """A remark on standard error."""
    if not quiet:
        ERR.print(text)


@contextmanager
def progress(title: str, total: int | None, *, quiet: bool) -> Iterator[Any]:
    """A bar on standard error where that is a terminal; yields a function of steps done."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done=1: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=ERR, transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done=1: bar.advance(task, done)
