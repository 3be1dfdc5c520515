"""Readers under hostile bytes, in a process whose memory has a limit; told as JSON.

python -m tests.property.hostile mutated COUNT SEED FOLDER [SHARED]
python -m tests.property.hostile bombs FOLDER
"""

import json
import os
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from app.domain.documents import Capture
from app.domain.ids import LOCAL, capture_id, digest_of
from app.domain.sources import Source
from app.errors import FormatError
from app.formats.containers import is_container, members
from app.pipeline.importing import Importer, import_files
from app.pipeline.isolated import open_apart
from app.sources import all_sources
from app.store.engine import Store
from app.store.schema import ShowingRow
from tests.memory import peak_memory
from tests.property.bombs import BOMBS, Bomb
from tests.property.mutation import mutated, own_seeds, recorded_seeds

MEMORY = 1024 * 1024 * 1024
_AT = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(slots=True)
class Told:
    """What became of many hostile files."""

    cases: int = 0
    slowest: float = 0.0
    slowest_case: str = ""
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def read_hostile(sources: tuple[Source, ...], name: str, body: bytes, was: str | None) -> str:
    """Do with bytes what an import does with a file, without a store; how it ended.

    What is no longer recognised is read as what it was, so that its reader is tried as well.
    """
    held = [(name, body)]
    if is_container(body):
        held = [(one.name, one.body) for one in members(body, name)]
    ended = "unknown"
    for inner, bytes_ in held:
        shape = shape_of(sources, inner, bytes_) or was
        if shape is not None:
            _read(next(one for one in sources if shape in one.readers), shape, bytes_)
            ended = shape
    return ended


def shape_of(sources: tuple[Source, ...], name: str, body: bytes) -> str | None:
    """The shape in which the house would read these bytes."""
    asked = (one.recognise(body, name) for one in sources if one.recognise is not None)
    return next((shape for shape in asked if shape is not None), None)


def _read(source: Source, shape: str, body: bytes) -> None:
    opener = source.opened_apart.get(shape)
    if opener is not None:
        body = open_apart(opener, body)
    place, digest = "/hostile/file", digest_of(body)
    capture = Capture(
        id=capture_id(LOCAL, _AT, place, digest),
        source=source.key,
        place=place,
        shape=shape,
        captured_at=_AT,
        digest=digest,
        body=body,
    )
    for _ in source.readers[shape](capture):
        pass


def run_mutated(count: int, seed: int, seeds: list[tuple[str, bytes]]) -> Told:
    """Read so many mutated files; every exception but a refusal is a fault."""
    sources, told = all_sources(), Told()
    shapes = {body: shape_of(sources, name, body) for name, body in seeds}
    for number in range(count):
        case = f"{seed}/{number}"
        print(case, file=sys.stderr, flush=True)
        name, seed_body, body = mutated(seeds, random.Random(case))
        begun = time.process_time()
        try:
            ended = read_hostile(sources, name, body, shapes[seed_body])
        except FormatError as refusal:
            ended = "refused"
            if not str(refusal):
                told.faults.append(f"{case} {name}: refused without a word")
        except Exception:  # noqa: BLE001  # what is caught here is what is looked for
            ended = "fault"
            told.faults.append(f"{case} {name}: {traceback.format_exc(limit=-3)}")
        spent = time.process_time() - begun
        told.cases += 1
        told.ends[ended] += 1
        if spent > told.slowest:
            told.slowest, told.slowest_case = spent, f"{case} {name} as {ended}"
    return told


def _in_a_child(sources: tuple[Source, ...], bomb: Bomb, folder: Path) -> dict[str, object]:
    """Import one bomb in a fork with limits, so that each has its own peak and its own end."""
    folder.mkdir(parents=True)
    (folder / bomb.name).write_bytes(bomb.body())
    pid = os.fork()
    if pid == 0:
        _bounded()
        os._exit(_imported(sources, bomb, folder))
    _, status, used = os.wait4(pid, 0)
    said = folder / "said.json"
    return {
        "name": bomb.name,
        "code": os.waitstatus_to_exitcode(status),
        "seconds": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss * 1024,
        "said": json.loads(said.read_bytes()) if said.exists() else [],
    }


def _imported(sources: tuple[Source, ...], bomb: Bomb, folder: Path) -> int:
    store = Store(f"sqlite:///{folder / 'onrecord.db'}")
    store.migrate()
    importer = Importer(store=store, sources=sources, clock=lambda: _AT, body_limit=8 * 1024 * 1024)
    with store.transaction(importer.clock) as transaction:
        for source in importer.sources:
            transaction.sources.add(source, at=_AT)
    try:
        outcomes = list(import_files(importer, [folder / bomb.name], lambda _path: None))
    except BaseException:  # noqa: BLE001  # what is caught here is what is looked for
        traceback.print_exc()
        return 1
    with store.reader() as connection:
        titles = [str(one) for one in connection.scalars(select(ShowingRow.title)) if one]
    said = [
        {
            "path": one.path,
            "kind": one.kind,
            "records": one.records,
            "problem": one.problem,
            "issues": [issue.problem for issue in one.issues][:3],
            "titles": titles[:3],
        }
        for one in outcomes
    ]
    (folder / "said.json").write_text(json.dumps(said[:5]))
    return 0


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _asked(arguments: list[str]) -> Iterator[dict[str, object]]:
    match arguments:
        case ["mutated", count, seed, folder, *shared]:
            seeds = recorded_seeds(Path(shared[0])) if shared else own_seeds(Path(folder))
            _bounded()
            told = run_mutated(int(count), int(seed), seeds)
            yield {
                "cases": told.cases,
                "slowest": told.slowest,
                "slowest_case": told.slowest_case,
                "ends": told.ends,
                "faults": told.faults,
                "peak": peak_memory(),
            }
        case ["bombs", folder, *names]:
            sources = all_sources()
            for bomb in BOMBS:
                if not names or bomb.name in names:
                    yield _in_a_child(sources, bomb, Path(folder) / bomb.name)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    for line in _asked(sys.argv[1:]):
        print(json.dumps(line), flush=True)
    os._exit(0)
