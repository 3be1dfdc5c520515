"""What an import did, as a shell prints it: the counts, and what a person has to look at."""

import os
from collections.abc import Iterable, Sequence
from typing import Any

from app.cli.console import OUT, say
from app.domain.documents import Standing
from app.domain.sources import Source
from app.pipeline.importing import FileOutcome

_SHOWN_ISSUES = 8
_SHOWN_FILES = 3
_UNOFFICIAL = frozenset({Standing.REPORT, Standing.CURATED, Standing.SAMPLE})


def print_sum(
    answer: dict[str, Any],
    outcomes: Sequence[FileOutcome],
    remarks: Iterable[str],
    *,
    quiet: bool,
) -> None:
    """Every file with its counts, then each problem once, then the sum and what it means."""
    read = [one for one in outcomes if one.problem is None]
    if read and not quiet:
        OUT.print(f"{'new':>9}{'changed':>9}{'same':>9}{'quarantined':>13}  kind, file")
    for one in read if not quiet else ():
        counts = f"{one.new:>9,}{one.changed:>9,}{one.same:>9,}{one.quarantined:>13,}"
        OUT.print(f"{counts}  {one.kind}, {_short(one.path)}", markup=False)
    for problem in _problems(outcomes):
        say(problem)
    issues = [(one.path, issue) for one in outcomes for issue in one.issues]
    for path, issue in issues[:_SHOWN_ISSUES]:
        say(f"{_short(path)} {issue.where}: {issue.problem}", quiet=quiet)
    if len(issues) > _SHOWN_ISSUES:
        say(f"and {len(issues) - _SHOWN_ISSUES:,} more issues: `onrecord sources`", quiet=quiet)
    documents = answer["documents"]
    left = f", {answer['problems']:,} of them not read" if answer["problems"] else ""
    OUT.print(
        f"{documents['new']:,} new, {documents['changed']:,} changed, {documents['same']:,} same, "
        f"{answer['quarantined']:,} quarantined, {answer['issues']:,} issues, "
        f"{len(outcomes):,} {'file' if len(outcomes) == 1 else 'files'}{left}"
    )
    for remark in remarks:
        say(remark, quiet=quiet)


def unvouched(sources: Iterable[Source], outcomes: Sequence[FileOutcome]) -> tuple[str, ...]:
    """A remark for each official publisher whose documents came without anyone's word for it."""
    moved = {one.kind for one in outcomes if one.new or one.changed}
    return tuple(
        f"nobody vouched for what is from {one.title}, so it stands as a report; if you "
        f"have it from the publisher, import it again with --source {one.key}"
        for one in sources
        if one.standing not in _UNOFFICIAL and moved.intersection(one.readers)
    )


def _problems(outcomes: Sequence[FileOutcome]) -> list[str]:
    """Each problem once, with the files that have it."""
    files: dict[str, list[str]] = {}
    for one in outcomes:
        if one.problem is not None:
            problem = one.problem.removeprefix(f"{one.path}: ")
            files.setdefault(problem, []).append(_short(one.path))
    told = []
    for problem, paths in files.items():
        more = len(paths) - _SHOWN_FILES
        named = ", ".join(paths[:_SHOWN_FILES]) + (f" and {more:,} more" if more > 0 else "")
        told.append(f"{named}: {problem}")
    return told


def _short(path: str) -> str:
    """A path as seen from here, where that is shorter."""
    return min(os.path.relpath(path), path, key=len)
