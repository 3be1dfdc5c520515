"""Files, folders and archives into the store: every file is read, named, or said to be broken."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.clock import Clock
from app.domain.documents import Issue
from app.domain.sources import Source
from app.errors import FormatError, NotFoundError
from app.formats.containers import is_container, members
from app.pipeline.admit import Admitted, HandedFile, HandOver, Recognised, admit, recognise
from app.pipeline.read import ReadingSum, read_capture
from app.store.engine import Store

UNKNOWN = "no known kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file: `records` is the sum of new, same, changed and quarantined."""

    path: str
    kind: str
    records: int = 0
    new: int = 0
    same: int = 0
    changed: int = 0
    quarantined: int = 0
    problem: str | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """What importing needs: a store, the sources that recognise and read, a clock and limits."""

    store: Store
    sources: tuple[Source, ...]
    clock: Clock
    body_limit: int
    process: bool = True
    said: HandOver = field(default_factory=HandOver)


def files_under(paths: Sequence[Path]) -> list[Path]:
    """Every file that paths name, folders walked in the order of their names.

    Raises `NotFoundError` before anything is read where a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise NotFoundError(f"{path} does not exist; check the path")
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(one for one in path.rglob("*") if one.is_file()))
        else:
            found.append(path)
    return list(dict.fromkeys(Path(os.path.abspath(one)) for one in found))


def import_files(
    importer: Importer, files: Sequence[Path], on_file: Callable[[Path], None]
) -> Iterator[FileOutcome]:
    """Import files one by one; an outcome for each file, and for each member of an archive."""
    for path in files:
        yield from _import_path(importer, path)
        on_file(path)


def import_file(importer: Importer, file: HandedFile) -> FileOutcome:
    """Import one file whose bytes are at hand."""
    if len(file.body) > importer.body_limit:
        return FileOutcome(path=file.place, kind="too large", problem=_too_large(importer, file))
    what = recognise(importer.sources, file, importer.said)
    if what is None:
        return FileOutcome(path=file.place, kind=UNKNOWN, problem=_unknown(importer.said))
    admitted = importer.store.transact(
        lambda tx: admit(tx, file, what, importer.said), importer.clock
    )
    if admitted.same_records is not None:
        return _same(file, what, admitted)
    if not importer.process:
        return FileOutcome(path=file.place, kind=what.shape)
    read = read_capture(importer.store, importer.sources, importer.clock, admitted.capture_pk)
    return _outcome(file, what, read)


def _import_path(importer: Importer, path: Path) -> Iterator[FileOutcome]:
    try:
        body = path.read_bytes()
        if not is_container(body):
            yield import_file(importer, HandedFile(place=str(path), name=path.name, body=body))
            return
        for member in members(body, path.name):
            # A file packed by itself keeps its path; one of several is named inside its archive.
            alone = f"{member.name}.gz".lower() == path.name.lower()
            place = str(path) if alone else f"{path}!/{member.name}"
            yield import_file(importer, HandedFile(place=place, name=member.name, body=member.body))
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}; check that it is still there"
        yield FileOutcome(path=str(path), kind="unreadable", problem=problem)
    except FormatError as error:
        yield FileOutcome(path=str(path), kind="broken", problem=str(error))


def _same(file: HandedFile, what: Recognised, admitted: Admitted) -> FileOutcome:
    same = admitted.same_records or 0
    return FileOutcome(
        path=file.place,
        kind=what.shape,
        records=same + admitted.same_quarantined,
        same=same,
        quarantined=admitted.same_quarantined,
        problem=admitted.problem,
    )


def _outcome(file: HandedFile, what: Recognised, read: ReadingSum) -> FileOutcome:
    return FileOutcome(
        path=file.place,
        kind=what.shape,
        records=read.records,
        new=read.new,
        same=read.same,
        changed=read.changed,
        quarantined=read.quarantined,
        problem=read.problem,
        issues=read.issues,
    )


def _unknown(said: HandOver) -> str:
    hint = "it does not match the mapping's `files`" if said.mapping else "see `onrecord import -h`"
    return f"this is no kind we know, so it was left alone; {hint}"


def _too_large(importer: Importer, file: HandedFile) -> str:
    return (
        f"holds {len(file.body):,} bytes decoded, more than the {importer.body_limit:,} one body "
        "may hold; split it, or raise ONRECORD_BODY_LIMIT"
    )
