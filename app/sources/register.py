"""The project's own register of instruments: facts in its own words, shown and never evidence."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from app.domain.documents import Capture, Document, Issue, Standing
from app.domain.ids import SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate, Unsaid
from app.domain.sources import Reading, Request, Source, Words
from app.formats.plain_text import normalise
from app.vocabulary.countries import countries
from app.vocabulary.eccn import is_eccn
from app.vocabulary.kinds import kind_of_type, type_label

KEY = SourceKey("register")
SHAPE = "register"
_MARK = b'{"onrecord_register":'
_RELATIONS = {
    "supersedes": "Supersedes",
    "superseded_by": "Superseded by",
    "amends": "Amends",
    "corrects": "Corrects",
    "related": "See also",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the register; what its research could not confirm is not in it at all."""

    row: dict[str, object]

    def text(self, key: str) -> str:
        """Words the row must have; `KeyError` where it lacks them."""
        value = self.row[key]
        if not isinstance(value, str):
            raise ValueError(f"`{key}` is no text")
        return value

    def text_or_none(self, key: str) -> str | None:
        """Words the row may have."""
        return self.text(key) if key in self.row else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words the row may have."""
        value = self.row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ValueError(f"`{key}` is no list of texts")
        return tuple(value)

    def day(self, key: str) -> date | None:
        """A day the row may have."""
        value = self.text_or_none(key)
        return date.fromisoformat(value) if value else None

    def instant(self, key: str) -> datetime | None:
        """An instant the row may have."""
        value = self.text_or_none(key)
        return datetime.fromisoformat(value) if value else None

    def scoped(self, key: str) -> tuple[tuple[date, str], ...]:
        """Days with the scope or note each holds for."""
        value = self.row.get(key, [])
        if not isinstance(value, list):
            raise ValueError(f"`{key}` is no list of days")
        days = [Entry(row=each) for each in value]
        return tuple(
            (
                date.fromisoformat(each.text("on")),
                each.text_or_none("scope") or each.text_or_none("note") or "all",
            )
            for each in days
        )


def shipped() -> bytes:
    """The register that comes with the product."""
    return files("app.vocabulary").joinpath("register.jsonl").read_bytes()


def recognise(body: bytes, place: str) -> str | None:  # noqa: ARG001  (the bytes say it all)
    """The register says what it is in its first line, under whatever name it is handed over."""
    return SHAPE if body.lstrip().startswith(_MARK) else None


def read_register(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """Each row is a document; a row that cannot be read is set aside and the rest goes on."""
    entries: dict[str, tuple[int, Entry]] = {}
    for number, line in enumerate(capture.body.decode("utf-8", "replace").splitlines(), 1):
        if number == 1 or not line.strip():
            continue
        try:
            entry = Entry(row=json.loads(line))
            entries[entry.text("id")] = (number, entry)
        except (ValueError, KeyError, TypeError) as fault:
            yield _lost(number, fault)
    others = {id_: entry for id_, (_, entry) in entries.items()}
    for number, entry in entries.values():
        try:
            yield _reading(number, entry, others)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            yield _lost(number, fault)


def _lost(number: int, fault: Exception) -> Issue:
    problem = f"this row of the register cannot be read ({fault}); correct it and load it again"
    return Issue(where=f"line {number}", problem=problem, lost_record=True)


def _reading(number: int, entry: Entry, others: dict[str, Entry]) -> Reading:
    type_ = entry.text("type")
    published_on = entry.day("published_on")
    return Reading(
        document=Document(
            id=document_id(KEY, entry.text("id")), source=KEY, kind=kind_of_type(type_), type=type_
        ),
        where=f"line {number}",
        words=Words(text=normalise(_words(entry, others)), language="en"),
        title=entry.text("label"),
        url=next(iter(entry.texts("urls")), None),
        published_on=published_on,
        date_evidence="register" if published_on else None,
        facts=_facts(entry, others),
    )


def _facts(entry: Entry, others: dict[str, Entry]) -> InstrumentFacts:
    """What the register confirms; a field it lacks says nothing rather than none."""
    corrected = [others[id_] for id_ in entry.texts("corrects") if id_ in others]
    return InstrumentFacts(
        agencies=entry.texts("agencies"),
        citation=entry.text_or_none("citation") or UNSAID,
        number=entry.text_or_none("number") or UNSAID,
        actions=entry.texts("actions"),
        dates=_dates(entry) or UNSAID,
        filed_at=entry.instant("filed_at") or UNSAID,
        rins=_said(entry.texts("rins")),
        dockets=_said(entry.texts("dockets")),
        cfr=_said(entry.texts("cfr")),
        corrects=corrected[0].text_or_none("number") or UNSAID if len(corrected) == 1 else UNSAID,
        countries=_said(tuple(c for c in entry.texts("destinations") if c in countries())),
        eccns=_said(tuple(n for n in entry.texts("control_numbers") if is_eccn(n))),
    )


def _said(values: tuple[str, ...]) -> tuple[str, ...] | Unsaid:
    return values or UNSAID


def _dates(entry: Entry) -> tuple[StatedDate, ...]:
    single = (("announced", "announced_on"), ("filed", "filed_on"), ("expiry", "expires_on"))
    days = [(role, on, "all") for role, key in single if (on := entry.day(key))]
    several = (
        ("effective", "effective"),
        ("compliance", "compliance"),
        ("comments_close", "comments_close"),
    )
    days += [(role, on, scope) for role, key in several for on, scope in entry.scoped(key)]
    return tuple(StatedDate(role=role, on=on, scope=scope) for role, on, scope in days)


def _words(entry: Entry, others: dict[str, Entry]) -> str:
    """The row as plain sentences, one matter a line, in a fixed order."""
    named = type_label(entry.text("type"))
    lines = [
        entry.text("label"),
        entry.text_or_none("summary") or "",
        f"{named[0].upper()}{named[1:]}, issued by: {entry.text('agency')}.",
        *_date_sentences(entry),
        *_listed(entry),
        *_related(entry, others),
        *(f"Sources disagree: {conflict}." for conflict in entry.texts("conflicts")),
        "From the OnRecord register: our own words, shown and never evidence.",
    ]
    return "\n\n".join(line for line in lines if line)


def _date_sentences(entry: Entry) -> Iterator[str]:
    for said, key in (
        ("Announced on", "announced_on"),
        ("Filed for public inspection on", "filed_on"),
        ("Published on", "published_on"),
    ):
        if on := entry.day(key):
            yield f"{said} {_spoken(on)}."
    for said, key in (
        ("Effective on", "effective"),
        ("Compliance from", "compliance"),
        ("Comments close on", "comments_close"),
    ):
        for on, scope in entry.scoped(key):
            yield f"{said} {_spoken(on)}" + ("." if scope == "all" else f" ({scope}).")
    if on := entry.day("expires_on"):
        yield f"Expires on {_spoken(on)}."


def _listed(entry: Entry) -> Iterator[str]:
    if citation := entry.text_or_none("citation"):
        yield f"Citation: {citation}."
    if number := entry.text_or_none("number"):
        yield f"Federal Register document number: {number}."
    parts = tuple(part.partition("/")[2] for part in entry.texts("cfr"))
    for said, values in (
        ("Regulation identifier", entry.texts("rins")),
        ("Docket", entry.texts("dockets")),
        ("Parts of title 15 CFR", parts),
        ("Control list numbers", entry.texts("control_numbers")),
        ("Destinations", entry.texts("destinations")),
        ("What it does", tuple(word.replace("_", " ") for word in entry.texts("actions"))),
        ("What it announces", tuple(word.replace("_", " ") for word in entry.texts("announces"))),
    ):
        if values:
            yield f"{said}: {', '.join(values)}."


def _related(entry: Entry, others: dict[str, Entry]) -> Iterator[str]:
    for key, said in _RELATIONS.items():
        for other in entry.texts(key):
            named = f" ({others[other].text('label')})" if other in others else ""
            yield f"{said}: {document_id(KEY, other)}{named}."


def _spoken(on: date) -> str:
    return f"{on.day} {on:%B} {on.year}"


SOURCE = Source(
    key=KEY,
    title="OnRecord register",
    jurisdiction="int",
    standing=Standing.CURATED,
    readers={SHAPE: read_register},
    owner="OnRecord",
    recognise=recognise,
)
