"""An entry of a list in labelled lines, whoever publishes the list and in whatever form."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from app.domain.documents import Document, Kind, Provision
from app.domain.ids import SourceKey, digest_of, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate, Unsaid
from app.domain.sources import Reading, Words
from app.formats.plain_text import one_line

_NOT_IN_A_LABEL = re.compile(r"[^a-z0-9]+")
_NOTICE = re.compile(r"(\d+)\s*F\.?\s*R\.?\s*(\d+)")
_MARK = 12

Line = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry: `native` names it among its publisher's, `lines` are label and value in order.

    A name for the entry and its lines are all a list owes; the rest is what some lists say more.
    """

    native: str
    list_key: str | None
    name: str
    lines: Sequence[Line]
    where: str
    language: str | None = "en"
    countries: tuple[str, ...] = ()
    number: str | None = None
    citation: str | None = None
    url: str | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    current_on: date | None = None


def listed_reading(source: SourceKey, entry: Listed) -> Reading:
    """The document of an entry: its lines are its words, each a provision under its label."""
    text, provisions = _words(entry.lines)
    dates = [
        StatedDate(role=role, on=on)
        for role, on in (("effective", entry.effective_on), ("expiry", entry.expires_on))
        if on is not None
    ]
    return Reading(
        document=Document(
            id=document_id(source, entry.native),
            source=source,
            kind=Kind.LIST_ENTRY,
            list_key=entry.list_key,
        ),
        where=entry.where,
        words=Words(text=text, language=entry.language, provisions=provisions),
        title=one_line(entry.name),
        url=entry.url or UNSAID,
        current_on=entry.current_on or UNSAID,
        facts=InstrumentFacts(
            number=entry.number or UNSAID,
            citation=entry.citation or UNSAID,
            countries=_unless_empty(tuple(dict.fromkeys(entry.countries))),
            dates=tuple(dates) or UNSAID,
        ),
    )


def name_key(name: str) -> str:
    """Letters and figures of a name: case, accents and signs are a publisher's habits."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def named_native(short: str, name: str, country: str, notice: str) -> str:
    """An identifier for an entry without a number: by its name, country and first notice.

    Later notices are added behind the first one as an entry is amended, so they stay out of it.
    """
    found = _NOTICE.search(notice)
    first = f"{found.group(1)}fr{found.group(2)}" if found else name_key(notice)
    parts = "\x1f".join((name_key(name) or name.strip(), name_key(country), first))
    return f"{short}/{digest_of(parts.encode())[:_MARK]}"


def told_apart(entries: Iterable[Listed]) -> Iterator[Listed]:
    """Entries that would have one identifier get their words' digest behind it, but for one.

    That one is the least by its words, so that the order of a file decides nothing.
    """
    by_native: dict[str, list[Listed]] = {}
    for entry in entries:
        by_native.setdefault(entry.native, []).append(entry)
    for alike in by_native.values():
        if len(alike) == 1:
            yield alike[0]
            continue
        met: dict[str, int] = {}
        for number, entry in enumerate(sorted(alike, key=_in_words)):
            if number == 0:
                yield entry
                continue
            mark = digest_of(_in_words(entry).encode())[:6]
            met[mark] = met.get(mark, 0) + 1
            again = f"-{met[mark]}" if met[mark] > 1 else ""
            yield replace(entry, native=f"{entry.native}-{mark}{again}")


def gathered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines said again by another row of the same entry are said once, each label together."""
    by_label: dict[str, dict[str, None]] = {}
    for label, value in lines:
        by_label.setdefault(label, {})[value] = None
    return tuple((label, value) for label, values in by_label.items() for value in values)


def written_day(text: str | None, *forms: str) -> date | None:
    """A day in one of some written forms, or `None`: the words keep what was written."""
    if not text:
        return None
    for form in forms:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _in_words(entry: Listed) -> str:
    return "\n".join(f"{label}: {value}" for label, value in entry.lines)


def _words(lines: Sequence[Line]) -> tuple[str, tuple[Provision, ...]]:
    written: list[str] = []
    provisions: list[Provision] = []
    met: dict[str, int] = {}
    at = 0
    for heading, value in lines:
        said = one_line(value)
        if not said:
            continue
        line = f"{heading}: {said}"
        slug = _NOT_IN_A_LABEL.sub("-", heading.lower()).strip("-")
        met[slug] = met.get(slug, 0) + 1
        label = slug if met[slug] == 1 else f"{slug}-{met[slug]}"
        start = at + len(heading) + 2
        provisions.append(Provision(label=label, heading=heading, start=start, end=at + len(line)))
        written.append(line)
        at += len(line) + 1
    return "\n".join(written), tuple(provisions)


def _unless_empty(codes: tuple[str, ...]) -> tuple[str, ...] | Unsaid:
    return codes or UNSAID
