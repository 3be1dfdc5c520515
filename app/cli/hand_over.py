"""Commands for what a person hands over: import, withdraw, restore, process."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.bootstrap import Tracker, open_tracker
from app.cli.console import OUT, print_json, progress, say
from app.cli.import_sum import print_sum, unvouched
from app.cli.options import AsJson, Database, Quiet, person
from app.domain.ids import DocumentId, SourceKey
from app.errors import NotFoundError, QueryError
from app.formats.mapping import read_mapping
from app.pipeline.admit import HandOver, new_source
from app.pipeline.extract import differences
from app.pipeline.importing import FileOutcome, Importer, files_under, import_files
from app.pipeline.steps import STEPS, Workshop, bring_up_to_date
from app.pipeline.withdraw import Moved, restore, withdraw
from app.queries.points import day
from app.queries.reader import Reader
from app.queries.show import documents_from, withdrawn_from

ATTENTION = 3


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    application.command("import")(import_command)
    application.command("withdraw")(withdraw_command)
    application.command("restore")(restore_command)
    application.command("process")(process_command)


def import_command(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders and archives.")],
    source: Annotated[
        str | None, typer.Option(metavar="KEY", help="Whose own texts these are: you vouch for it.")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Which key of your records means what."),
    ] = None,
    id_: Annotated[str | None, typer.Option("--id", help="The document's id (one file).")] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it was published, if the bytes do not say."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day on which a codified text or list was current."),
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="ID", help="The document these words belong to.")
    ] = None,
    no_process: Annotated[
        bool, typer.Option("--no-process", help="Keep the bytes; read them later.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Import files, folders and archives; importing the same again changes nothing."""
    for name, named in (("id", id_), ("about", about)):
        if named is not None and (len(paths) != 1 or paths[0].is_dir()):
            message = f"--{name} names one document, so it goes with exactly one file"
            raise QueryError(message, name=name)
        if named is not None and not named.strip():
            raise QueryError(f"--{name} is blank; leave it out, or name a document", name=name)
    files = files_under(paths)
    tracker = open_tracker(database=database)
    said = HandOver(
        source=None if source is None else SourceKey(source),
        mapping=None if mapping is None else read_mapping(_text_of(mapping)),
        mapping_text=None if mapping is None else _text_of(mapping),
        id=id_,
        published_on=None if published is None else day(published, "published"),
        as_of=None if as_of is None else day(as_of, "as_of"),
        about=None if about is None else DocumentId(about),
    )
    _write_down_source(tracker, said)
    importer = Importer(
        store=tracker.store,
        sources=tracker.sources,
        clock=tracker.clock,
        body_limit=tracker.body_limit,
        process=not no_process,
        said=said,
    )
    with progress("reading", len(files), quiet=quiet or as_json) as advance:
        outcomes = list(import_files(importer, files, lambda _path: advance()))
    if not no_process:
        _process(tracker, quiet=quiet or as_json)
    answer = import_answer(outcomes)
    if as_json:
        print_json(answer)
    else:
        remarks = unvouched(tracker.sources, outcomes) if source is None else ()
        print_sum(answer, outcomes, remarks, quiet=quiet)
    needs_a_person = answer["issues"] or answer["quarantined"] or answer["problems"]
    raise typer.Exit(ATTENTION if needs_a_person else 0)


def _process(tracker: Tracker, *, quiet: bool) -> None:
    with progress("indexing", None, quiet=quiet) as advance:
        extracted = bring_up_to_date(tracker.workshop(), advance)
    if extracted.issues:
        say(f"{extracted.issues:,} texts were set aside unread: `onrecord sources`")


def withdraw_command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A document or a capture.")],
    reason: Annotated[str, typer.Option(help="Why; others will read it.")],
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Take a wrong import out of view; reversible, and answers about earlier days keep it."""
    tracker = open_tracker(database=database)
    moved = withdraw(
        tracker.store,
        tracker.clock,
        _documents_of(tracker, id_, documents_from),
        reason,
        made_by=person(),
    )
    _finish_move(tracker, moved, "withdrawn", as_json=as_json, quiet=quiet)


def restore_command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A withdrawn document or capture.")],
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Bring a withdrawn document back, with what arrived of it meanwhile."""
    tracker = open_tracker(database=database)
    ids = _documents_of(tracker, id_, withdrawn_from)
    moved = restore(tracker.store, tracker.sources, tracker.clock, ids, made_by=person())
    _finish_move(tracker, moved, "restored", as_json=as_json, quiet=quiet)


def process_command(
    step: Annotated[str | None, typer.Option(help=f"One of: {', '.join(STEPS)}.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Re-derive from what is stored.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Say what `--step extract` would change; change nothing.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Run the steps that have work."""
    if step is not None and step not in STEPS:
        raise QueryError(f"no step {step!r}; the steps are {', '.join(STEPS)}", name="step")
    workshop = open_tracker(database=database).workshop()
    if diff:
        _print_differences(workshop, step, again=again, as_json=as_json)
        return
    names = [step] if step is not None else list(STEPS)
    sums = [STEPS[name](workshop, again=again and name != "index") for name in names]
    if as_json:
        print_json({"steps": sums})
    elif not quiet:
        for one in sums:
            OUT.print(f"{one.step}: {one.done} done, {one.issues} issues")
    raise typer.Exit(ATTENTION if any(one.issues for one in sums) else 0)


def _print_differences(workshop: Workshop, step: str | None, *, again: bool, as_json: bool) -> None:
    if step != "extract":
        raise QueryError("--diff goes with --step extract", name="diff")
    found = list(differences(workshop.store, again=again))
    if as_json:
        print_json({"differences": found})
        return
    for one in found:
        sign = "-" if one.gone else "+"
        said = ", ".join(f"{name} {value}" for name, value in one.values.items() if value)
        OUT.print(f"{sign} {one.place} {one.table}: {said}", markup=False, highlight=False)
    gone = sum(one.gone for one in found)
    OUT.print(f"{gone:,} rows would be superseded, {len(found) - gone:,} put down")


def import_answer(outcomes: Sequence[FileOutcome]) -> dict[str, Any]:
    """The sum of an import, as JSON and people get it."""
    sums: Counter[str] = Counter()
    for one in outcomes:
        sums.update(new=one.new, same=one.same, changed=one.changed)
        sums.update(quarantined=one.quarantined, issues=len(one.issues))
    return {
        "documents": {name: sums[name] for name in ("new", "same", "changed")},
        "issues": sums["issues"],
        "quarantined": sums["quarantined"],
        "problems": sum(one.problem is not None for one in outcomes),
        "files": [
            {
                "path": one.path,
                "kind": one.kind,
                "records": one.records,
                "new": one.new,
                "same": one.same,
                "changed": one.changed,
                "quarantined": one.quarantined,
                "problem": one.problem,
                "issues": one.issues,
            }
            for one in outcomes
        ],
    }


def _finish_move(tracker: Tracker, moved: Moved, verb: str, *, as_json: bool, quiet: bool) -> None:
    bring_up_to_date(tracker.workshop(), lambda _done: None)
    if as_json:
        print_json({verb: moved.documents, "reason": moved.reason})
    elif not quiet:
        for document in moved.documents:
            OUT.print(f"{verb}: {document}")


def _documents_of(
    tracker: Tracker, id_: str, of_capture: Callable[[Reader, str], list[str]]
) -> list[DocumentId]:
    """The document of an id, or every document that a capture stands for."""
    with tracker.reader() as reader:
        from_capture = of_capture(reader, id_)
    return [DocumentId(one) for one in from_capture] or [DocumentId(id_)]


def _write_down_source(tracker: Tracker, said: HandOver) -> None:
    key = said.source
    if key is None and said.mapping is not None:
        key = said.mapping.source
    if key is None:
        return

    def work(transaction: Any) -> None:
        source = new_source(tracker.sources, transaction.sources.keys(), key)
        if source is not None:
            transaction.sources.add(source, at=transaction.opened_at)

    tracker.store.transact(work, tracker.clock)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFoundError(f"the mapping file {path} cannot be read: {error}") from None
