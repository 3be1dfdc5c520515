"""The options every command shares, said once."""

import getpass
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Store to use; default ONRECORD_DATABASE_URL."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no remarks.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The law on that day.")]
AsKnown = Annotated[
    str | None,
    typer.Option("--as-known", metavar="INSTANT", help="As this installation knew it then."),
]


def person(name: str | None = None) -> str:
    """Who decides: the name given, or else the one that this machine knows the person by."""
    if name is not None and name.strip():
        return f"person/{name.strip()}"
    try:
        return f"person/{getpass.getuser()}"
    except (OSError, KeyError):
        return "person"
