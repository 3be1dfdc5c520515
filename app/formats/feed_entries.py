"""What every family of feeds has in common: entries with an identity, words and maybe a date."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.documents import Extent, Issue
from app.formats.written_dates import read_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry; `identity` is what stays the same of it when the feed is read again.

    `text` is the richest text the feed gives, the title where it gives nothing else, and empty
    where there is not even that.
    """

    where: str
    identity: str
    title: str | None
    url: str | None
    text: str
    extent: Extent
    published_on: date | None
    published_at: datetime | None
    date_evidence: str | None
    author: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as read: its entries in its own order, and what was not understood."""

    version: str
    identity: str
    title: str | None
    url: str | None
    language: str | None
    entries: tuple[Entry, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The date of one entry, or none, and the issues of those it could not use."""

    on: date | None = None
    at: datetime | None = None
    evidence: str | None = None
    issues: tuple[Issue, ...] = ()


def dated(where: str, stated: list[tuple[str, str]]) -> Dated:
    """The first date that can be read among some, each with the name of its element."""
    issues = []
    for evidence, written in stated:
        read = read_date(written)
        if read is None:
            shown = written[:60]
            problem = f"{shown!r} names no day for sure; the entry is kept without it"
            issues.append(Issue(where=f"{where}.{evidence}", problem=problem))
            continue
        note = f"{evidence} ({read.note})" if read.note else evidence
        return Dated(on=read.on, at=read.at, evidence=note, issues=tuple(issues))
    return Dated(issues=tuple(issues))


def separate_duplicates(entries: list[Entry]) -> tuple[list[Entry], list[Issue]]:
    """Entries that share an identity are told apart by address, else they are one entry.

    Some publishers give every entry one guid. All bearers of a shared guid are renamed, not only
    the later ones: a feed moves on, and the first of today is not the first of tomorrow.
    """
    shared = {name for name, times in Counter(e.identity for e in entries).items() if times > 1}
    kept: list[Entry] = []
    issues: list[Issue] = []
    seen: set[str] = set()
    for entry in entries:
        if entry.identity in shared:
            mark = entry.url or entry.title or entry.text
            entry = replace(entry, identity=f"{entry.identity}\x1f{mark}")  # noqa: PLW2901
        if entry.identity in seen:
            problem = "the same identity and address as an earlier entry; the first is kept"
            issues.append(Issue(where=entry.where, problem=problem))
            continue
        seen.add(entry.identity)
        kept.append(entry)
    return kept, issues
