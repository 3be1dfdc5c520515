"""What a reading changes of a document: nothing, something, or nothing it has the right to.

A record may carry few fields and the next one all of them: a field it does not carry says
nothing, a null says there is none.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.domain.documents import Capture, Document, Extent, Issue, Kind
from app.domain.ids import version_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate, Unsaid
from app.domain.sources import Reading, Words
from app.store.showings import Held, NewShowing, Shown

T = TypeVar("T")

_LOCAL_SHAPES = frozenset({"text", "article", "pdf"})


class Outcome(StrEnum):
    """What became of a record."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The outcome of one reading, the showing it leads to, and what a person should know."""

    outcome: Outcome
    showing: NewShowing | None = None
    issue: Issue | None = None


def merge(held: Held | None, reading: Reading, capture: Capture) -> Decision:
    """Decide what a reading makes of a document, given what is held of it."""
    if held is None:
        return _first(reading, capture)
    merged = NewShowing(
        document=_document(held.document, reading, capture),
        shown=_shown(held.shown, reading, capture),
        words=_new_words(held.shown, reading),
        held=held,
    )
    if merged.shown == replace(held.shown, custody=merged.shown.custody) and (
        merged.document == held.document
    ):
        # The same in surer hands: nothing changed, but from now on less sure copies give way.
        surer = merged.shown.custody is not held.shown.custody and not held.withdrawn
        return Decision(outcome=Outcome.SAME, showing=merged if surer else None)
    refusal = _refusal(held, reading, capture)
    if refusal is not None:
        issue = Issue(where=reading.where, problem=refusal, document=reading.document.id)
        return Decision(outcome=Outcome.SAME, issue=issue)
    return Decision(outcome=Outcome.CHANGED, showing=merged)


def _first(reading: Reading, capture: Capture) -> Decision:
    words = reading.words
    if isinstance(words, Unsaid):
        # Identity alone makes a document; its words may come with a later record.
        words = Words(
            text=reading.title if isinstance(reading.title, str) else "", extent=Extent.SUMMARY
        )
    blank = Shown(
        version=version_id(reading.document.id, words.text),
        extent=words.extent,
        standing=capture.standing,
        custody=capture.custody,
        title=None,
        url=None,
        published_on=None,
        published_at=None,
        date_evidence=None,
        author=None,
        owner=None,
        in_force=None,
        current_on=None,
        facts=InstrumentFacts(),
    )
    shown = _shown(blank, replace(reading, words=UNSAID), capture)
    showing = NewShowing(document=reading.document, shown=shown, words=words, held=None)
    return Decision(outcome=Outcome.NEW, showing=showing)


def _refusal(held: Held, reading: Reading, capture: Capture) -> str | None:
    if capture.custody.rank > held.shown.custody.rank:
        return (
            f"{reading.document.id} came to us in surer custody ({held.shown.custody}) than this "
            "copy, which differs and is kept but not shown; name its source with --source if it "
            "is the publisher's own"
        )
    before, after = held.shown.current_on, _claimed_current_on(reading, capture)
    if before is not None and after is not None and after < before:
        return (
            f"{reading.document.id} is shown as it was on {before}, this copy is of {after}: "
            "it is kept but not shown"
        )
    if held.withdrawn:
        return (
            f"{reading.document.id} is withdrawn: this copy is kept, and is read when the "
            "document is restored"
        )
    return None


def _document(held: Document, reading: Reading, capture: Capture) -> Document:
    said = reading.document
    if capture.shape in _LOCAL_SHAPES and said.kind is Kind.REPORT:
        return held
    return replace(
        held,
        kind=said.kind if reading.kind_said else held.kind,
        type=said.type or held.type,
        list_key=said.list_key or held.list_key,
    )


def _shown(before: Shown, reading: Reading, capture: Capture) -> Shown:
    words = _new_words(before, reading)
    published_on = _said(reading.published_on, before.published_on)
    return Shown(
        version=before.version if words is None else version_id(reading.document.id, words.text),
        extent=before.extent if words is None else words.extent,
        standing=capture.standing if _is_as_sure(before, capture) else before.standing,
        custody=capture.custody if _is_as_sure(before, capture) else before.custody,
        title=_said(reading.title, before.title) or None,
        url=_said(_web_url(reading.url), before.url),
        published_on=published_on,
        published_at=_said(reading.published_at, before.published_at) if published_on else None,
        date_evidence=_said(reading.date_evidence, before.date_evidence) if published_on else None,
        author=_said(reading.author, before.author),
        owner=_said(reading.owner, before.owner),
        in_force=_said(reading.in_force, before.in_force),
        current_on=_current_on(before, words is not None, reading, capture),
        facts=_facts(before.facts, reading.facts),
    )


def _is_as_sure(before: Shown, capture: Capture) -> bool:
    return capture.custody.rank <= before.custody.rank


def _new_words(before: Shown, reading: Reading) -> Words | None:
    """The reading's words, unless they are held already or are less than what is held."""
    words = reading.words
    if isinstance(words, Unsaid) or not words.text:
        return None
    if words.extent is Extent.SUMMARY and before.extent is Extent.FULL:
        return None
    if words.text == reading.title and not _is_title_only(before, reading):
        return None
    return None if version_id(reading.document.id, words.text) == before.version else words


def _is_title_only(before: Shown, reading: Reading) -> bool:
    """Whether what is held are no words but a title's: a record with fewer fields has no more."""
    id_ = reading.document.id
    return before.version in (version_id(id_, before.title or ""), version_id(id_, ""))


def _current_on(
    before: Shown, changes_words: bool, reading: Reading, capture: Capture
) -> date | None:
    """The first day on which these words are known to have been current."""
    if changes_words or before.current_on is None:
        return _claimed_current_on(reading, capture)
    return before.current_on


def _claimed_current_on(reading: Reading, capture: Capture) -> date | None:
    """The day a person gives for a codified text, or else the one its own bytes give."""
    return capture.claims_current_on or _said(reading.current_on, None)


def _facts(before: InstrumentFacts, said: InstrumentFacts) -> InstrumentFacts:
    merged = {
        field.name: _said(getattr(said, field.name), getattr(before, field.name))
        for field in fields(said)
    }
    merged["dates"] = _dates(before.dates, said.dates)
    return InstrumentFacts(**merged)


def _dates(
    before: tuple[StatedDate, ...] | Unsaid, said: tuple[StatedDate, ...] | Unsaid
) -> tuple[StatedDate, ...] | Unsaid:
    """Dates of a role that is said replace those held of that role; the other roles stay."""
    if isinstance(said, Unsaid) or isinstance(before, Unsaid):
        return before if isinstance(said, Unsaid) else said
    roles = {day.role for day in said}
    kept = [day for day in before if day.role not in roles]
    return tuple(sorted((*kept, *said), key=lambda day: (day.role, day.on, day.scope)))


def _said(said: T | Unsaid, before: T) -> T:
    return before if isinstance(said, Unsaid) else said


def _web_url(url: str | Unsaid | None) -> str | Unsaid | None:
    """Only addresses a browser may follow: feeds carry `javascript:` links as well."""
    if isinstance(url, str) and not url.lower().startswith(("http://", "https://")):
        return None
    return url
