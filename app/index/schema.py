"""What the search index holds of a showing, in one place."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import tantivy

from app.index.analysis import ANALYSER, ready_to_index
from app.vocabulary.agencies import slug_of

# Raise it with every change of fields or of `analysis`: older indexes are then built anew.
SCHEMA_VERSION = 5

UNDATED = 0
_LAST_DAY = 1 << 22  # later than any day: where undated things come last in rising order
_DAY_BITS = 40  # what a packed key leaves for the position: a million changes a day for 3,000 years

_KEYWORDS = ("kind", "type", "standing", "source", "agency", "language", "list", "lane")
_EXACT = ("document_pk", "id", "rin", "docket", "cfr", "lang", "country", "eccn", "action", "cites")
_NUMBERS = (
    *("published", "effective", "comments_close", "known_from", "known_to", "month"),
    *("placed", "other_days", "shown_from"),
)
_KEYS = ("newest", "oldest", "by_effective", "by_comments_close", "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedShowing:
    """A version as it was shown, with what it is found by.

    `known_from` and `known_to` are microseconds, half-open; `known_to` is `None` while it is still
    known so. `shown_from` is when it was shown: earlier than `known_from` only where its words
    were read anew in between, and then its earlier span is a showing of its own here. `position`
    is the place in the change feed at which it was shown; no two known at once share one.
    `cites` are keys of references, as in `fr:90/4544`.
    On a timeline it stands in `lane` on the day `placed_on` and states the days `other_on` too.
    """

    showing: int
    document: str
    document_pk: int
    title: str
    text: str
    kind: str
    type: str | None
    standing: str
    source: str
    agencies: tuple[str, ...]
    rins: tuple[str, ...]
    dockets: tuple[str, ...]
    cfr: tuple[str, ...]
    list_key: str | None
    language: str | None
    countries: tuple[str, ...]
    eccns: tuple[str, ...]
    actions: tuple[str, ...]
    cites: tuple[str, ...]
    published_on: date | None
    effective_on: tuple[date, ...]
    comments_close_on: tuple[date, ...]
    lane: str
    placed_on: date | None
    other_on: tuple[date, ...]
    shown_from: int
    known_from: int
    known_to: int | None
    position: int


def build_schema() -> tantivy.Schema:
    """The fields; texts are searched and not kept, all else is a column beside its postings."""
    builder = tantivy.SchemaBuilder()
    for name in ("words", "title"):
        builder.add_text_field(name, tokenizer_name=ANALYSER, index_option="position")
    for name in _KEYWORDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in _EXACT:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("showing", *_NUMBERS, *_KEYS):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def row_of(showing: IndexedShowing) -> dict[str, object]:
    """A showing as the fields of the index; a field without a value is left out."""
    title = ready_to_index(showing.title)
    row: dict[str, object] = {
        # Two values of one field: no phrase runs from the title into the text.
        "words": [title, ready_to_index(showing.text)],
        "title": title,
        "id": showing.document.lower(),
        "kind": showing.kind,
        "type": showing.type,
        "standing": showing.standing,
        "source": showing.source,
        "agency": list(dict.fromkeys(agency_key(name) for name in showing.agencies)),
        "list": showing.list_key,
        "lane": showing.lane,
        "language": showing.language,
        "lang": _with_ancestors(showing.language.lower(), "-") if showing.language else None,
        "rin": [rin.lower() for rin in showing.rins],
        "docket": [docket.lower() for docket in showing.dockets],
        "cfr": list(dict.fromkeys(key for part in showing.cfr for key in cfr_keys(part))),
        "country": [country.lower() for country in showing.countries],
        "eccn": [key for eccn in showing.eccns for key in _with_ancestors(eccn.lower(), ".")],
        "action": list(showing.actions),
        "cites": _all_cited(showing.cites),
        # As text: the engine does not find an unsigned number that it is to delete by.
        "document_pk": str(showing.document_pk),
        **_numbers_of(showing),
    }
    return {name: value for name, value in row.items() if value is not None and value != []}


def _numbers_of(showing: IndexedShowing) -> dict[str, object]:
    """Its days and instants as numbers, and a key for each order."""
    published = day_number(showing.published_on)
    effective = [day_number(day) for day in showing.effective_on]
    closing = [day_number(day) for day in showing.comments_close_on]
    return {
        "showing": showing.showing,
        "published": published or None,
        "effective": effective,
        "comments_close": closing,
        "placed": day_number(showing.placed_on) or None,
        "other_days": [day_number(day) for day in showing.other_on],
        "shown_from": showing.shown_from,
        "known_from": showing.known_from,
        "known_to": showing.known_to,
        "month": month_number(showing.published_on),
        "newest": packed(published, showing.position),
        "oldest": packed(published or _LAST_DAY, showing.position),
        "by_effective": packed(max(effective, default=UNDATED), showing.position),
        "by_comments_close": packed(max(closing, default=UNDATED), showing.position),
        "changed": showing.position,
    }


def packed(day: int, position: int) -> int:
    """A day and a position as one number that sorts by both: an order without ties."""
    return day << _DAY_BITS | position


def day_number(day: date | None) -> int:
    """A day as a number, `UNDATED` where there is none."""
    return UNDATED if day is None else day.toordinal()


def month_number(day: date | None) -> int:
    """A day's month as a number, `UNDATED` where there is none."""
    return UNDATED if day is None else day.year * 12 + day.month - 1


def first_of_month(number: int) -> date | None:
    """The first day of a month given by its number."""
    return None if number == UNDATED else date(number // 12, number % 12 + 1, 1)


@lru_cache(maxsize=4_096)
def agency_key(name: str) -> str:
    """One key for an agency, however a publisher writes it; unknown ones keep their slug."""
    return (
        slug_of(name) or slug_of(name.replace("-", " ")) or name.strip().lower().replace(" ", "-")
    )


def cfr_keys(reference: str) -> list[str]:
    """A reference such as `15/744.11(c)` and all that it lies in: its section, part and title."""
    key = reference.lower().replace(" ", "")
    found = [key]
    while "(" in key:
        key = key[: key.rindex("(")]
        found.append(key)
    while "/" in key:
        # A section lies in its part (`15/744.11`), and so does a supplement (`15/744/supp-4`).
        last = key.rindex("/")
        point = key.find(".", last)
        key = key[:point] if point >= 0 else key[:last]
        found.append(key)
    return found


def cited_keys(key: str) -> list[str]:
    """A key of a reference and those of all that it lies in, of whatever family."""
    family, _, number = key.lower().partition(":")
    if family == "cfr":
        return [f"cfr:{one}" for one in cfr_keys(number)]
    found = [number]
    while number.endswith(")") and "(" in number:
        number = number[: number.rindex("(")]
        found.append(number)
    if family in ("eccn", "entry"):
        found += _with_ancestors(number, ".")
    return [f"{family}:{one}" for one in dict.fromkeys(found)]


def _all_cited(keys: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(one for key in keys for one in cited_keys(key)))


def _with_ancestors(key: str, sign: str) -> list[str]:
    parts = key.split(sign)
    return [sign.join(parts[:length]) for length in range(1, len(parts) + 1)]
