"""Where an index lies on disk, and how far it has followed the change feed."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import orjson
import tantivy

from app.errors import ConfigError
from app.index.analysis import ANALYSER, build_analyser
from app.index.schema import SCHEMA_VERSION, build_schema

if sys.platform != "win32":
    import fcntl

_MARK = "position.json"
_LOCK = "writer.lock"
_UNFINISHED = ".position-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far an index has come: written after each of its commits, so never ahead of them.

    `folder` is the part of the place that holds the index itself; an index built anew gets a new
    one, so that who reads the old one is not disturbed. `known_at` is the last instant, in
    microseconds, at which anything it holds became known or ceased to be shown.
    """

    folder: str
    position: int
    known_at: int
    schema: int = SCHEMA_VERSION


def read_mark(place: Path) -> Mark | None:
    """The mark of an index this release can read; `None` where there is none."""
    try:
        read = orjson.loads((place / _MARK).read_bytes())
        mark = Mark(
            folder=str(read["folder"]),
            position=int(read["position"]),
            known_at=int(read["known_at"]),
            schema=int(read["schema"]),
        )
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None
    return mark if mark.schema == SCHEMA_VERSION else None


def write_mark(place: Path, mark: Mark) -> None:
    """Put the mark down whole: a reader sees the old one or the new one, never half of it."""
    said = {
        "schema": mark.schema,
        "folder": mark.folder,
        "position": mark.position,
        "known_at": mark.known_at,
    }
    with NamedTemporaryFile(dir=place, prefix=_UNFINISHED, delete=False) as file:
        file.write(orjson.dumps(said))
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, place / _MARK)


def clear_unfinished_marks(place: Path) -> None:
    """Remove marks that were being written when their writer was killed; for the writer alone."""
    for left in place.glob(f"{_UNFINISHED}*"):
        left.unlink(missing_ok=True)


def mark_changed_at(place: Path) -> tuple[int, int]:
    """Something that changes whenever a mark is written; zeros where there is none."""
    try:
        found = os.stat(place / _MARK)
    except FileNotFoundError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)


def open_index(place: Path, mark: Mark) -> tantivy.Index | None:
    """The index behind a mark; `None` where it is missing or cannot be read."""
    try:
        index = tantivy.Index.open(str(place / mark.folder))
    except (ValueError, OSError):
        return None
    index.register_tokenizer(ANALYSER, build_analyser())
    return index


def new_index(place: Path) -> tuple[tantivy.Index, Mark]:
    """An empty index in a folder of its own; it is the place's index from now on."""
    taken = [int(path.name) for path in place.iterdir() if path.is_dir() and path.name.isdigit()]
    mark = Mark(folder=f"{max(taken, default=0) + 1:04d}", position=0, known_at=0)
    folder = place / mark.folder
    folder.mkdir()
    index = tantivy.Index(build_schema(), path=str(folder))
    index.register_tokenizer(ANALYSER, build_analyser())
    write_mark(place, mark)
    for number in taken:
        shutil.rmtree(place / f"{number:04d}", ignore_errors=True)
    return index, mark


@contextmanager
def writer_lock(place: Path) -> Iterator[None]:
    """The right to write the index of a place; it ends with the process at the latest."""
    with open(place / _LOCK, "ab") as file:
        if sys.platform != "win32":
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise busy(place) from None
        yield


def busy(place: Path) -> ConfigError:
    """What to tell who finds the index in another writer's hands."""
    return ConfigError(
        f"the search index in {place} is being written by another process; "
        "let that one follow the changes, or stop it and run this again"
    )
