"""Commands by which people decide, and by which they see what was decided: review, audit."""

from typing import Annotated

import typer

from app.bootstrap import Tracker, open_tracker
from app.cli.console import OUT, print_json
from app.cli.options import AsJson, Database, Quiet, person
from app.domain.ids import CaptureId
from app.domain.reviews import ReviewState
from app.errors import QueryError
from app.pipeline.holds import confirm_list
from app.pipeline.review import ReviewAsked, review
from app.pipeline.steps import bring_up_to_date
from app.queries.audit import audit_log, verify_chain
from app.queries.points import point_in_time
from app.queries.show import names_capture

_FAILED = 1

audit = typer.Typer(
    help="What people decided: the chained log, and whether it is what was written.",
    no_args_is_help=False,
    invoke_without_command=True,
    rich_markup_mode=None,
)


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    application.command("review")(review_command)
    audit.callback()(audit_command)
    audit.command("verify")(verify_command)
    application.add_typer(audit, name="audit")


def review_command(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="A passage, a document, or a held list's capture.")
    ],
    state: Annotated[str, typer.Option(help=f"One of: {', '.join(ReviewState)}.")],
    note: Annotated[str, typer.Option(help="Why, for those who read it later.")],
    reading: Annotated[
        str, typer.Option(help="citation, date, action or type, where a passage has several.")
    ] = "",
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A right value; may be repeated."),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who decides; default your login name.")] = None,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Decide about what was read at a passage, a document's type, or a list that is held.

    The decision stands above every maker, now and when the text is read again; it is logged, and
    `--state open` takes it back.
    """
    if state not in set(ReviewState):
        states = ", ".join(ReviewState)
        raise QueryError(f"no state {state!r}; states are {states}", name="state")
    asked = ReviewAsked(
        subject=id_,
        state=ReviewState(state),
        note=note,
        made_by=person(by),
        reading=reading,
        sets=_named(sets or []),
    )
    tracker = open_tracker(database=database)
    if names_capture(id_):
        said = _release(tracker, asked)
    else:
        decided = review(tracker.store, tracker.clock, asked)
        said = f"{decided.state.value}: {decided.subject} {decided.reading}".rstrip()
    bring_up_to_date(tracker.workshop(), lambda _done: None)
    if as_json:
        print_json({"subject": id_, "state": state, "note": note, "made_by": asked.made_by})
    elif not quiet:
        OUT.print(said, markup=False)


def audit_command(
    context: typer.Context,
    limit: Annotated[int, typer.Option(help="How many of the newest decisions.")] = 100,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """The newest decisions of people, who made them, and on what."""
    if context.invoked_subcommand is not None:
        return
    with open_tracker(database=database).reader() as reader:
        view = audit_log(reader, point_in_time(None, None), limit=limit)
    if as_json:
        print_json(view)
        return
    for entry in view.entries:
        said = ", ".join(f"{name}: {value}" for name, value in entry.detail.items() if value)
        line = f"{entry.recorded_at:%Y-%m-%d %H:%M} {entry.made_by} {entry.action} {entry.subject}"
        OUT.print(f"{entry.position:>5} {line} ({said})" if said else line, markup=False)
    if not view.entries:
        OUT.print("Nobody has decided anything here yet.")


def verify_command(as_json: AsJson = False, database: Database = None) -> None:
    """Reckon the whole chain of the log anew; fails at the first entry that was not so written."""
    with open_tracker(database=database).reader() as reader:
        view = verify_chain(reader)
    if as_json:
        print_json(view)
    elif view.holds:
        OUT.print(
            f"the chain holds: {view.entries:,} entries, last digest {view.last_digest or 'none'}"
        )
    else:
        OUT.print(f"the chain is broken: {view.problem}", markup=False)
    raise typer.Exit(0 if view.holds else _FAILED)


def _named(sets: list[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for one in sets:
        name, equals, value = one.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise QueryError(f"--set {one!r} is not NAME=VALUE, such as role=expiry", name="set")
        named[name.strip()] = value.strip()
    return named


def _release(tracker: Tracker, asked: ReviewAsked) -> str:
    if asked.state is not ReviewState.CONFIRMED:
        raise QueryError(
            "a capture can be confirmed, which releases the lists held in it; to take it out of "
            "view use `onrecord withdraw`",
            name="state",
        )
    capture = CaptureId(asked.subject)
    lists = confirm_list(tracker.store, tracker.clock, capture, asked.note, made_by=asked.made_by)
    return f"released: {', '.join(lists)}"
