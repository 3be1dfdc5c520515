"""What changed between two files of one list: rows that came, rows that went, and field by field.

Absence is told here as what it is, a row that the later file lacks; whether the later file may be
believed is judged elsewhere, before anybody is told of a removal.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.comparison.list_values import folded, heading_key, is_digest, pieces
from app.vocabulary.countries import country_code

Line = tuple[str, str]

_NOTICE = re.compile(r"(\d+)\s*F\.?\s*R\.?\s*(\d+)")
_DIGEST_ID = re.compile(r"/(?=[0-9a-f]*[a-f])[0-9a-f]{12}(?:-[0-9a-f]{1,6}){0,2}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of a list: its identity, the name it goes by, and its lines in order."""

    id: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of an entry before and after; `gone` and `came` are the values that differ.

    `editorial` marks a change of writing that says the same.
    """

    entry: str
    name: str
    field: str
    old: str | None
    new: str | None
    gone: tuple[str, ...]
    came: tuple[str, ...]
    editorial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbered:
    """A row whose identity is new though its name, country or notice is not."""

    old: Entry
    new: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChanges:
    """What differs between two files of a list, each in the order of its identities."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    renumbered: tuple[Renumbered, ...]
    fields: tuple[FieldChange, ...]


def row_changes(
    gone: Iterable[Entry], came: Iterable[Entry], reworded: Iterable[tuple[Entry, Entry]]
) -> RowChanges:
    """What became of the rows that only one of two files has, and of those reworded between them.

    An entry named by a digest of its words gets another name with an edit, so a row that went and
    one that came are one row where they share a folded name and nothing else fits either.
    """
    paired, left, right = paired_again(list(gone), list(came))
    both = [(one.old, one.new) for one in paired] + list(reworded)
    found = [change for old, new in both for change in field_changes(old, new)]
    return RowChanges(
        added=tuple(sorted(right, key=_by_id)),
        removed=tuple(sorted(left, key=_by_id)),
        renumbered=tuple(sorted(paired, key=lambda one: one.new.id)),
        fields=tuple(sorted(found, key=lambda one: (one.entry, one.field))),
    )


def paired_again(
    gone: Sequence[Entry], came: Sequence[Entry]
) -> tuple[list[Renumbered], list[Entry], list[Entry]]:
    """Rows that went and came back under another identity, and what is left on either side.

    Only rows named by a digest of their words can: a publisher's number lasts, so another number
    is another row. By name, country and notice first, then by name and notice, then by name and
    country; by the name alone where one of the two says nothing of the rest.
    """
    left = [one for one in gone if named_by_digest(one.id)]
    right = [one for one in came if named_by_digest(one.id)]
    numbered = [one for one in gone if not named_by_digest(one.id)]
    numbers = [one for one in came if not named_by_digest(one.id)]
    paired: list[Renumbered] = []
    for fields in ((countries_of, notices_of), (notices_of,), (countries_of,), ()):
        by_key = _once(right, fields)
        old_by_key = _once(left, fields)
        for key, one in old_by_key.items():
            other = by_key.get(key)
            if other is not None and (fields or _is_silent_somewhere(one, other)):
                paired.append(Renumbered(old=one, new=other))
        olds, news = {one.old.id for one in paired}, {one.new.id for one in paired}
        left = [one for one in left if one.id not in olds]
        right = [one for one in right if one.id not in news]
    return paired, numbered + left, numbers + right


def named_by_digest(id_: str) -> bool:
    """Whether an identity is a digest of the row's words, which moves when they are edited."""
    return _DIGEST_ID.search(id_) is not None


def countries_of(entry: Entry) -> str:
    """The countries of an entry: its own lines, and what its addresses end in."""
    found: set[str] = set()
    for heading, value in entry.lines:
        name = heading_key(heading)
        if "country" in name:
            found.add(country_code(value) or folded(value))
        elif "address" in name:
            found.add(country_code(value.rpartition(",")[2].strip(" .")) or "")
    return "; ".join(sorted(found - {""}))


def notices_of(entry: Entry) -> str:
    """The first gazette notice of an entry; later ones are added behind it as it is amended."""
    for heading, value in entry.lines:
        name = heading_key(heading)
        if "notice" in name or "citation" in name:
            found = _NOTICE.search(value)
            return f"{found.group(1)} fr {found.group(2)}" if found else folded(value)
    return ""


def field_changes(old: Entry, new: Entry) -> list[FieldChange]:
    """The fields in which two wordings of an entry differ, editorial ones marked as such."""
    before, after = _fields(old), _fields(new)
    found = [
        _change(new, before.get(name, []), after.get(name, []))
        for name in dict.fromkeys((*before, *after))
        if before.get(name, []) != after.get(name, [])
    ]
    return _reheaded(found)


def _change(entry: Entry, before: Sequence[Line], after: Sequence[Line]) -> FieldChange:
    old, new = [value for _, value in before], [value for _, value in after]
    heading = (after or before)[0][0]
    return FieldChange(
        entry=entry.id,
        name=entry.name,
        field=heading,
        old="; ".join(old) or None,
        new="; ".join(new) or None,
        gone=_without(old, new, heading),
        came=_without(new, old, heading),
        editorial=_says_the_same(old, new, heading),
    )


def _says_the_same(old: Sequence[str], new: Sequence[str], heading: str) -> bool:
    if not old or not new:
        return all(is_digest(value) for value in (*old, *new))
    if Counter(folded(one, of=heading) for one in old) == Counter(
        folded(one, of=heading) for one in new
    ):
        return True
    if all(is_digest(value) for value in (*old, *new)):
        return True
    # A cell that holds aliases and addresses in one is reordered within itself.
    return sum((pieces(one, of=heading) for one in old), Counter()) == sum(
        (pieces(one, of=heading) for one in new), Counter()
    )


def _without(values: Sequence[str], others: Sequence[str], heading: str) -> tuple[str, ...]:
    known = {folded(one, of=heading) for one in others}
    return tuple(one for one in values if folded(one, of=heading) not in known)


def _reheaded(changes: list[FieldChange]) -> list[FieldChange]:
    """A field that went and one that came with the same values is a heading worded anew."""
    gone = {one.field: one for one in changes if one.new is None}
    found: list[FieldChange] = []
    spent: set[str] = set()
    for one in changes:
        if one.old is not None:
            continue
        was = next(
            (
                other
                for name, other in gone.items()
                if name not in spent and folded(other.old or "") == folded(one.new or "")
            ),
            None,
        )
        if was is not None:
            spent.update((was.field, one.field))
            found.append(
                replace(
                    one,
                    old=f"{was.field}: {was.old}",
                    new=f"{one.field}: {one.new}",
                    gone=(),
                    came=(),
                    editorial=True,
                )
            )
    return [one for one in changes if one.field not in spent] + found


def _fields(entry: Entry) -> dict[str, list[Line]]:
    by_name: dict[str, list[Line]] = {}
    for heading, value in entry.lines:
        by_name.setdefault(heading_key(heading), []).append((heading, value))
    return by_name


def _once(
    entries: Iterable[Entry], fields: Sequence[Callable[[Entry], str]]
) -> dict[tuple[str, ...], Entry]:
    """Entries by their folded name and these fields; none that is silent or stands twice."""
    met: Counter[tuple[str, ...]] = Counter()
    found: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        key = (folded(entry.name), *(field(entry) for field in fields))
        if all(key):
            met[key] += 1
            found[key] = entry
    return {key: entry for key, entry in found.items() if met[key] == 1}


def _is_silent_somewhere(one: Entry, other: Entry) -> bool:
    """Whether nothing but silence tells two rows of one name apart."""
    return all(
        not field(one) or not field(other) or field(one) == field(other)
        for field in (countries_of, notices_of)
    )


def _by_id(entry: Entry) -> str:
    return entry.id
