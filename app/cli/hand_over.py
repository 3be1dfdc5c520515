"""Commands for what a person hands over: import, withdraw, restore, process."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from app.bootstrap import Tracker, open_tracker
from app.cli.console import OUT, print_json, progress, say
from app.cli.options import AsJson, Database, Quiet
from app.domain.ids import DocumentId, SourceKey
from app.errors import NotFoundError, QueryError
from app.formats.mapping import read_mapping
from app.pipeline.admit import HandOver, new_source
from app.pipeline.extract import differences
from app.pipeline.importing import FileOutcome, Importer, files_under, import_files
from app.pipeline.steps import STEPS, Workshop, bring_up_to_date
from app.pipeline.withdraw import Moved, restore, withdraw
from app.queries.points import day
from app.queries.show import documents_from

ATTENTION = 3
_SHOWN_ISSUES = 8


def register(application: typer.Typer) -> None:
    """Add these commands to the application."""
    application.command("import")(import_command)
    application.command("withdraw")(withdraw_command)
    application.command("restore")(restore_command)
    application.command("process")(process_command)


def import_command(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders and archives.")],
    source: Annotated[
        str | None, typer.Option(metavar="KEY", help="Whose texts these are.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="How to read files of records (TOML).")
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
    if id_ is not None and (len(paths) != 1 or paths[0].is_dir()):
        raise QueryError("--id names one document, so it goes with exactly one file", name="id")
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
        with progress("indexing", None, quiet=quiet or as_json) as advance:
            extracted = bring_up_to_date(tracker.workshop(), advance)
        if extracted.issues:
            say(f"{extracted.issues:,} texts were set aside unread: `onrecord sources`")
    answer = import_answer(outcomes)
    if as_json:
        print_json(answer)
    else:
        _print_sum(answer, outcomes, quiet=quiet)
    needs_a_person = answer["issues"] or answer["quarantined"] or answer["problems"]
    raise typer.Exit(ATTENTION if needs_a_person else 0)


def withdraw_command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A document or a capture.")],
    reason: Annotated[str, typer.Option(help="Why; others will read it.")],
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Take a wrong import out of view; reversible, and answers about earlier days keep it."""
    tracker = open_tracker(database=database)
    moved = withdraw(tracker.store, tracker.clock, _documents_of(tracker, id_), reason)
    _finish_move(tracker, moved, "withdrawn", as_json=as_json, quiet=quiet)


def restore_command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A withdrawn document.")],
    as_json: AsJson = False,
    database: Database = None,
    quiet: Quiet = False,
) -> None:
    """Bring a withdrawn document back, with what arrived of it meanwhile."""
    tracker = open_tracker(database=database)
    moved = restore(tracker.store, tracker.sources, tracker.clock, _documents_of(tracker, id_))
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


def _print_sum(answer: dict[str, Any], outcomes: Sequence[FileOutcome], *, quiet: bool) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("file", "kind", "records", "new", "same", "changed", "quarantined"):
        words = heading in ("file", "kind")
        table.add_column(heading, justify="left" if words else "right", overflow="fold")
    for one in outcomes if not quiet else ():
        counts = (one.records, one.new, one.same, one.changed, one.quarantined)
        table.add_row(_short(one.path), one.kind, *(f"{count:,}" for count in counts))
    if not quiet:
        OUT.print(table)
    for one in outcomes:
        if one.problem is not None:
            say(f"{one.path}: {one.problem}")
    issues = [(one.path, issue) for one in outcomes for issue in one.issues]
    for path, issue in issues[:_SHOWN_ISSUES]:
        say(f"{path} {issue.where}: {issue.problem}", quiet=quiet)
    if len(issues) > _SHOWN_ISSUES:
        say(f"and {len(issues) - _SHOWN_ISSUES:,} more issues: `onrecord sources`", quiet=quiet)
    documents = answer["documents"]
    OUT.print(
        f"{documents['new']:,} new, {documents['changed']:,} changed, {documents['same']:,} same, "
        f"{answer['quarantined']:,} quarantined, {answer['issues']:,} issues, "
        f"{len(outcomes):,} files"
    )


def _short(path: str) -> str:
    """A path as seen from here, where that is shorter."""
    return min(os.path.relpath(path), path, key=len)


def _finish_move(tracker: Tracker, moved: Moved, verb: str, *, as_json: bool, quiet: bool) -> None:
    bring_up_to_date(tracker.workshop(), lambda _done: None)
    if as_json:
        print_json({verb: moved.documents, "reason": moved.reason})
    elif not quiet:
        for document in moved.documents:
            OUT.print(f"{verb}: {document}")


def _documents_of(tracker: Tracker, id_: str) -> list[DocumentId]:
    """The document of an id, or every document a capture is shown from."""
    with tracker.reader() as reader:
        from_capture = documents_from(reader, id_)
    return [DocumentId(one) for one in from_capture] or [DocumentId(id_)]


def _write_down_source(tracker: Tracker, said: HandOver) -> None:
    key = said.source or (said.mapping.source if said.mapping is not None else None)
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
