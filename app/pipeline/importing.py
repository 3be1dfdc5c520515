"""Files, folders and archives into the store: every file is read, named, or said to be broken."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from app.clock import Clock
from app.domain.documents import Issue
from app.domain.ids import place_of
from app.domain.sources import Source
from app.errors import FormatError, NotFoundError
from app.formats.containers import DEEPEST, Member, is_container, members
from app.formats.mail import attachments
from app.pipeline.admit import (
    WHOLE_TEXTS,
    Admitted,
    HandedFile,
    HandOver,
    Recognised,
    admit,
    recognise,
)
from app.pipeline.read import ReadingSum, read_capture
from app.store.engine import Store

UNKNOWN = "no known kind"
_WITH_FILES = frozenset({"mail", "mailbox"})
_SEVERAL = (
    "holds several files, and --id and --about name one document, so it was left alone; unpack it "
    "and hand over the one that is meant"
)
_OWN_IDS = "its documents have ids of their own, so it was left alone; import it without --id"
_TOO_DEEP = f"is packed more than {DEEPEST} deep, so it was left alone; unpack it yourself"
# One JSON record a line: such a file may be cut anywhere between two lines and loses nothing. A
# table may not: its later parts would have no heading, and its cells may hold line ends.
_BY_LINE = frozenset({"records", "fr-lines"})


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

    A folder that cannot be opened, and a link that leads nowhere, stand among the files: reading
    them says what is wrong.

    Raises `NotFoundError` before anything is read where a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise NotFoundError(f"{path} does not exist; check the path")
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(_files_in(path)))
        else:
            found.append(path)
    return list(dict.fromkeys(Path(os.path.abspath(one)) for one in found))


def _files_in(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    walked = os.walk(folder, onerror=lambda fault: closed.append(Path(fault.filename)))
    for within, _, names in walked:
        files = (Path(within, name) for name in names)
        yield from (one for one in files if one.is_file() or not one.exists())
    yield from closed


def import_files(
    importer: Importer, files: Sequence[Path], on_file: Callable[[Path], None]
) -> Iterator[FileOutcome]:
    """Import files one by one; an outcome for each file, and for each member of an archive."""
    for path in files:
        yield from _import_path(importer, path)
        on_file(path)


def import_file(importer: Importer, file: HandedFile) -> FileOutcome:
    """Import one file whose bytes are at hand."""
    what = recognise(importer.sources, file, importer.said)
    if what is None:
        return FileOutcome(path=file.place, kind=UNKNOWN, problem=_unknown(importer.said))
    if importer.said.id is not None and what.shape not in WHOLE_TEXTS:
        return FileOutcome(path=file.place, kind=what.shape, problem=_OWN_IDS)
    if len(file.body) <= _limit(importer, what):
        return _import_body(importer, file, what)
    if what.shape not in _BY_LINE or not file.body.lstrip().startswith(b"{"):
        return FileOutcome(
            path=file.place, kind="too large", problem=_too_large(importer, file, what)
        )
    parts = [_import_body(importer, part, what) for part in _cut(file, importer.body_limit)]
    return _sum(file, what, parts)


def _limit(importer: Importer, what: Recognised) -> int:
    """The most bytes one body of a shape may hold: lists come in one piece, and may hold more."""
    shape = what.shape
    times = (one.body_limits_of(shape) for one in importer.sources if shape in one.readers)
    return importer.body_limit * next(times, 1)


def _import_body(importer: Importer, file: HandedFile, what: Recognised) -> FileOutcome:
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
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}; check that it is still there"
        yield FileOutcome(path=place_of(str(path)), kind="unreadable", problem=problem)
        return
    file = HandedFile(place=place_of(str(path)), name=place_of(path.name), body=body)
    yield from _import_whole(importer, file, 1)


def _import_whole(importer: Importer, file: HandedFile, depth: int) -> Iterator[FileOutcome]:
    """A file and what is in it: the members of an archive, the files that came with a mail."""
    if not is_container(file.body):
        outcome = import_file(importer, file)
        yield outcome
        if outcome.kind in _WITH_FILES and outcome.problem is None and depth < DEEPEST:
            # What a person said of the mail's identity is not said of each file it came with.
            of_each = replace(importer, said=replace(importer.said, id=None, about=None))
            for attached in attachments(file.body):
                yield from _import_whole(of_each, _within(file, attached, 1), depth + 1)
        return
    try:
        if _names_one(importer.said) and len(list(islice(members(file.body, file.name), 2))) > 1:
            yield FileOutcome(path=file.place, kind="packed", problem=_SEVERAL)
            return
        yield from _import_members(importer, file, depth)
    except FormatError as error:
        yield FileOutcome(path=file.place, kind="broken", problem=str(error))


def _import_members(importer: Importer, file: HandedFile, depth: int) -> Iterator[FileOutcome]:
    met: Counter[str] = Counter()
    for member in members(file.body, file.name):
        met[member.name] += 1
        # A file packed by itself keeps its path; one of several is named inside its archive.
        alone = f"{member.name}.gz".lower() == file.name.lower()
        inner = file if alone else _within(file, member, met[member.name])
        inner = replace(inner, name=place_of(member.name), body=member.body)
        if is_container(member.body):
            yield FileOutcome(path=inner.place, kind="packed", problem=_TOO_DEEP)
        else:
            yield from _import_whole(importer, inner, depth)


def _names_one(said: HandOver) -> bool:
    return said.id is not None or said.about is not None


def _within(file: HandedFile, member: Member, time: int) -> HandedFile:
    """A member at its place; an archive may hold two of one name, and the second is numbered."""
    number = f"#{time}" if time > 1 else ""
    place = place_of(f"{file.place}!/{member.name}{number}")
    return HandedFile(place=place, name=place_of(member.name), body=member.body)


def _cut(file: HandedFile, limit: int) -> Iterator[HandedFile]:
    """A file of one record a line as bodies that fit, cut where lines end; each has its place."""
    start, number = 0, 1
    while start < len(file.body):
        end = len(file.body)
        if end - start > limit:
            end = file.body.rfind(b"\n", start, start + limit) + 1 or start + limit
        place = f"{file.place}!/part-{number}"
        yield HandedFile(place=place, name=file.name, body=file.body[start:end])
        start, number = end, number + 1


def _sum(file: HandedFile, what: Recognised, parts: Sequence[FileOutcome]) -> FileOutcome:
    problems = "; ".join(part.problem for part in parts if part.problem is not None)
    return FileOutcome(
        path=file.place,
        kind=what.shape,
        records=sum(part.records for part in parts),
        new=sum(part.new for part in parts),
        same=sum(part.same for part in parts),
        changed=sum(part.changed for part in parts),
        quarantined=sum(part.quarantined for part in parts),
        problem=problems or None,
        issues=tuple(issue for part in parts for issue in part.issues),
    )


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
    hint = "it does not match the mapping's `files`"
    if said.mapping is None:
        hint = "records of your own are read with --mapping FILE, plain text is named .txt"
    return f"this is no kind we know, so it was left alone; {hint}"


def _too_large(importer: Importer, file: HandedFile, what: Recognised) -> str:
    return (
        f"holds {len(file.body):,} bytes decoded, more than the {_limit(importer, what):,} one "
        f"body of this kind ({what.shape}) may hold; split it, or raise ONRECORD_BODY_LIMIT"
    )
