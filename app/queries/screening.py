"""My names against the lists: what is like them, why, and in which files of the lists."""

import csv
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping

from app.comparison.screening import LEAST, ListedName, Match, NameIndex
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.coverage import coverage_block
from app.queries.list_parties import party_of
from app.queries.list_rows import entries_on, rows_on
from app.queries.list_snapshots import chosen_of, hold_over, snapshot_view, snapshots
from app.queries.list_views import SnapshotView
from app.queries.reader import Reader
from app.queries.screening_views import (
    ScreenedList,
    ScreenedName,
    ScreeningView,
    ScreenMatch,
)
from app.vocabulary.countries import country_code
from app.vocabulary.lists import list_titles

MOST_NAMES = 10_000
_MOST_MATCHES = 20
_MOST_LETTERS = 500
# Parts of another list's entries, not parties: their addresses and remarks name places.
_NO_PARTIES = frozenset(("us-sdn-add", "us-sdn-comments"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedName:
    """A name to look for, and its country where that is known."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Names against some lists (all that are held where none is named), from a score up."""

    names: tuple[AskedName, ...]
    lists: tuple[str, ...] = ()
    least: float = LEAST


def screen(reader: Reader, asked: Screening, point: PointInTime) -> ScreeningView:
    """What on the lists is like these names, as the lists stood on a day.

    Nothing is ever cleared: where nothing reaches the score, the answer says among how many
    entries of which files.
    """
    _refuse(asked)
    chosen, looked = _lists(reader, asked.lists, point)
    index, versions, entries = _index(reader, chosen, point)
    names = tuple(
        _screened(one, index, versions, least=asked.least, entries=entries) for one in asked.names
    )
    return ScreeningView(
        least=asked.least,
        entries=entries,
        names_compared=len(index.names),
        complete=all(one.snapshot is not None for one in looked),
        lists=tuple(looked),
        with_matches=sum(bool(one.matches) for one in names),
        names=names,
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def names_in(text: str) -> tuple[AskedName, ...]:
    """Names of a file: one on each line, or a CSV with a column `name` and perhaps `country`."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines:
        return ()
    header = [cell.strip().casefold() for cell in next(csv.reader(lines[:1]))]
    if "name" not in header:
        return tuple(AskedName(name=line.strip()) for line in lines)
    at, country = header.index("name"), header.index("country") if "country" in header else None
    return tuple(
        AskedName(
            name=row[at].strip(),
            country=row[country].strip() or None
            if country is not None and country < len(row)
            else None,
        )
        for row in csv.reader(lines[1:])
        if at < len(row) and row[at].strip()
    )


def _refuse(asked: Screening) -> None:
    if not asked.names:
        problem = "there is no name to look for; give one name on each line, or a column `name`"
        raise QueryError(problem, name="names")
    if len(asked.names) > MOST_NAMES:
        problem = f"{len(asked.names):,} names are more than {MOST_NAMES:,}; ask in several parts"
        raise QueryError(problem, name="names")
    if not 0.5 <= asked.least <= 1:
        problem = f"the score {asked.least} is not between 0.5 and 1"
        raise QueryError(problem, name="least", position=0)
    for number, one in enumerate(asked.names, start=1):
        if len(one.name) > _MOST_LETTERS:
            problem = f"name {number} is longer than {_MOST_LETTERS} letters; is it one name?"
            raise QueryError(problem, name="names")
        if one.country and country_code(one.country) is None:
            problem = f"{one.country!r} (name {number}) is no country; write it like CN or China"
            raise QueryError(problem, name="country")


def _lists(
    reader: Reader, keys: Sequence[str], point: PointInTime
) -> tuple[list[RowMapping], list[ScreenedList]]:
    held: dict[str, list[RowMapping]] = {}
    for row in snapshots(reader, None, point):
        held.setdefault(row["list_key"], []).append(row)
    for key in keys:
        if key not in held and key not in list_titles():
            near = difflib.get_close_matches(key, [*held, *list_titles()], n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"held are {', '.join(sorted(held))}"
            raise QueryError(f"there is no list {key!r}; {hint}", name="list", hint=hint)
    wanted = list(dict.fromkeys(keys)) or sorted(held.keys() - _NO_PARTIES)
    if not wanted:
        raise QueryError("no list is held here; `onrecord import FILE` reads one", name="list")
    chosen, looked = [], []
    for key in wanted:
        answering = chosen_of(held.get(key, []), point.as_of)
        if answering is not None:
            chosen.append(answering)
        looked.append(_looked(key, held.get(key, []), answering, point))
    return chosen, looked


def _looked(
    key: str, rows: Sequence[RowMapping], chosen: RowMapping | None, point: PointInTime
) -> ScreenedList:
    hold = hold_over(rows, chosen, point.as_of)
    note = None if hold is None else f"the last good file; a newer one is held: {hold.reason}"
    if chosen is None:
        days = sorted(row["current_on"] for row in rows if row["current_on"] is not None)
        earliest = f"the earliest file is of {days[0]}" if days else "no file of a stated day"
        note = f"no coverage: no file of {key} was current on or before {point.as_of}; {earliest}"
        if not rows:
            note = f"no coverage: no file of {key} is held here; import one"
    view: SnapshotView | None = None if chosen is None else snapshot_view(chosen)
    return ScreenedList(
        list=key, title=list_titles().get(key, key), snapshot=view, hold=hold, note=note
    )


def _index(
    reader: Reader, chosen: Sequence[RowMapping], point: PointInTime
) -> tuple[NameIndex, dict[str, str], int]:
    names: list[ListedName] = []
    versions: dict[str, str] = {}
    for snapshot in chosen:
        at = point.as_known or reader.now
        for row in reader.connection.execute(rows_on(snapshot, at)):
            versions[row.id] = row.version
        for entry in entries_on(reader, snapshot, point).values():
            party = party_of(entry)
            for number, name in enumerate((party.name, *party.aliases)):
                names.append(
                    ListedName(
                        entry=party.entry,
                        list_key=snapshot["list_key"],
                        name=name,
                        primary=party.name,
                        is_alias=number > 0,
                        countries=party.countries,
                    )
                )
    return NameIndex(names), versions, len(versions)


def _screened(
    asked: AskedName, index: NameIndex, versions: dict[str, str], *, least: float, entries: int
) -> ScreenedName:
    country = country_code(asked.country) if asked.country else None
    found = index.matches(asked.name, country=country, least=least)
    return ScreenedName(
        name=asked.name,
        country=country,
        said=_said(found, least, entries),
        truncated=len(found) > _MOST_MATCHES,
        matches=tuple(_match(one, versions) for one in found[:_MOST_MATCHES]),
    )


def _match(found: Match, versions: dict[str, str]) -> ScreenMatch:
    return ScreenMatch(
        entry=found.listed.entry,
        version=versions[found.listed.entry],
        list=found.listed.list_key,
        name=found.listed.primary,
        matched=found.listed.name,
        is_alias=found.listed.is_alias,
        countries=found.listed.countries,
        score=found.score,
        parts=found.parts,
    )


def _said(found: Iterable[Match], least: float, entries: int) -> str:
    total = sum(1 for _ in found)
    among = f"at or above {least:g} among {entries:,} entries of these list versions"
    if not total:
        return f"nothing {among}"
    return f"{total:,} {'entry' if total == 1 else 'entries'} {among}"
