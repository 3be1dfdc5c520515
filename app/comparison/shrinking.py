"""Whether a new file of a list lost so much that it must not be taken for the list.

A consolidated list once lost whole lists on the way, and those who compared it with the day before
announced delistings that never happened. So a mass removal is held until it is seen again or a
person confirms it; what was lost with a whole programme only by a person.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Two July and August files of the list of 19,254 differ by 108 removals in a fortnight (0.6 %), the
# largest ordinary change known here; 2 % of it would be 385 delistings from one file to the next.
MOST_SHARE: Final = 0.02
# Below this many rows two per cent are less than one row, and a single delisting would be held.
SMALL: Final = 50
# A small list is a sub-list or a regime: publishers take a handful off it by one notice, as they
# put them on; more than that at once, or all of them, is looked at.
MOST_OF_SMALL: Final = 5
# A programme of a single row ends whenever its one party is delisted.
LEAST_OF_GROUP: Final = 2
_ALONE: Final = " (as their only programme)"


class Shrinkage(StrEnum):
    """What of a list a file lacks: too many of its rows, a whole programme, or all of it."""

    ROWS = "rows"
    PROGRAMME = "programme"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """Why a file must not be taken for the list; `removed` of `rows` are not in it."""

    sort: Shrinkage
    removed: int
    rows: int
    reason: str


def most_removed(rows: int) -> int:
    """How many rows of a list may go from one file to the next without being held."""
    return MOST_OF_SMALL if rows < SMALL else max(int(rows * MOST_SHARE), 1)


def shrunk(before: Mapping[str, Collection[str]], removed: Collection[str]) -> Shrunk | None:
    """What speaks against a file that lacks these rows, or `None`.

    `before` gives every row of the last good file with the programmes it stood under.
    """
    lacking, rows = set(removed), len(before)
    if not lacking:
        return None
    told = f"{len(lacking):,} of {rows:,} rows are not in it"
    if len(lacking) == rows:
        reason = f"the file has none of the {rows:,} rows of before"
        return Shrunk(sort=Shrinkage.LIST, removed=rows, rows=rows, reason=reason)
    ended = [
        (name, count)
        for name, count in sorted(lost_groups(before, lacking).items())
        if count >= LEAST_OF_GROUP
    ]
    if ended:
        named = ", ".join(f"{name} ({count:,} rows)" for name, count in ended[:3])
        more = f" and {len(ended) - 3} more" if len(ended) > 3 else ""
        word = "programme" if len(ended) == 1 else "programmes"
        reason = f"{told}, among them every row of the {word} {named}{more}"
        return Shrunk(sort=Shrinkage.PROGRAMME, removed=len(lacking), rows=rows, reason=reason)
    if len(lacking) <= most_removed(rows):
        return None
    allowed = f"{MOST_SHARE:.0%}" if rows >= SMALL else f"{MOST_OF_SMALL} rows of a short list"
    return Shrunk(
        sort=Shrinkage.ROWS,
        removed=len(lacking),
        rows=rows,
        reason=f"{told} ({len(lacking) / rows:.1%}), more than the {allowed} that go unasked",
    )


def lost_groups(before: Mapping[str, Collection[str]], removed: Collection[str]) -> dict[str, int]:
    """Programmes all of whose rows are among the removed, with how many rows each had.

    A programme whose rows are still there under another name was renamed, not lost.
    """
    kept: set[str] = set()
    lost: dict[str, int] = {}
    for row, groups in before.items():
        for group in _groups(groups):
            if row in removed:
                lost[group] = lost.get(group, 0) + 1
            else:
                kept.add(group)
    found = {group: count for group, count in lost.items() if group not in kept}
    return {
        group: count
        for group, count in found.items()
        if group.removesuffix(_ALONE) not in found or not group.endswith(_ALONE)
    }


def _groups(programmes: Collection[str]) -> Collection[str]:
    """A row's programmes; a programme that is a row's only one counts once more as such.

    Where a file lost a programme, rows that another programme holds too are still in it.
    """
    names = set(programmes)
    return names | {f"{name}{_ALONE}" for name in names} if len(names) == 1 else names


def lacks_the_same(first: Iterable[str], second: Collection[str]) -> bool:
    """Whether a second file lacks every row that the first one lacked."""
    return set(first) <= set(second)
