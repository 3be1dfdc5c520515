"""What belongs to the project: the files git knows of or would take, and their texts."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.recorded import ROOT

_NOT_OURS = {".git", ".venv", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file of the project; outside a git checkout, every file but caches and environments."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not _NOT_OURS.intersection(path.parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def project_texts() -> tuple[tuple[str, str], ...]:
    """Each file that is text, as its place in the project and its words."""
    read = ((path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in project_files())
    return tuple(
        (place, body.decode(errors="replace")) for place, body in read if b"\0" not in body
    )


def modules(*rooms: str) -> Iterator[tuple[str, str, ast.Module]]:
    """The Python modules below some folders: place, source and syntax tree."""
    for place, text in project_texts():
        if place.endswith(".py") and place.split("/")[0] in rooms:
            yield place, text, ast.parse(text, filename=place)
