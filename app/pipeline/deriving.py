"""One version's words to what they cite, say of days and do: every maker at its own task."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from app.domain.citations import Citation, Setting
from app.domain.documents import Kind
from app.domain.facts import Action, DatedFact, Face, TypeReading
from app.domain.instruments import Unsaid
from app.domain.references import CfrReference
from app.extraction import actions, citations, countries, dates, mentions, types
from app.extraction.actions import type_and_actions
from app.extraction.citations import find_citations, find_notices
from app.extraction.countries import find_countries
from app.extraction.dates import find_dates
from app.extraction.mentions import beside, find_mentions
from app.linking import keys, resolve
from app.linking.keys import Answering, answers_to, matters_of, reference_of, whole_key
from app.linking.resolve import own_keys, paper_keys
from app.store.derived import Derived, Rows, Values
from app.store.work import Unread
from app.vocabulary.agencies import slug_of

NAME: Final = "extract"
VERSION: Final = 1

_CITATIONS: Final = f"{citations.NAME}/{citations.VERSION}"
_MENTIONS: Final = f"{mentions.NAME}/{mentions.VERSION}"
_COUNTRIES: Final = f"{countries.NAME}/{countries.VERSION}"
_DATES: Final = f"{dates.NAME}/{dates.VERSION}"
_TYPES: Final = f"{types.NAME}/{types.VERSION}"
_ACTIONS: Final = f"{actions.NAME}/{actions.VERSION}"
_KEYS: Final = f"{keys.NAME}/{keys.VERSION} {resolve.NAME}/{resolve.VERSION}"
_SELF: Final = f"{NAME}/{VERSION}"

_OF_REPORTS: Final = f"{_SELF} {_CITATIONS} {_MENTIONS}"
_OF_ENTRIES: Final = f"{_SELF} notices {_CITATIONS}"
_OF_CODE: Final = f"{_SELF} {_CITATIONS} {_MENTIONS} {_COUNTRIES} {_KEYS}"
_OF_INSTRUMENTS: Final = (
    f"{_SELF} {_CITATIONS} {_MENTIONS} {_COUNTRIES} {_DATES} {_TYPES} {_ACTIONS} {_KEYS}"
)
MAKERS: Final = (_OF_REPORTS, _OF_ENTRIES, _OF_CODE, _OF_INSTRUMENTS)

# News names every country by the way, and the lists in the Code name them all.
_OF_NO_COUNTRY: Final = frozenset((Kind.REPORT, Kind.LIST))
# The Code says what the law is; what changed it, and when, is said by the papers that did.
_CODIFIED: Final = frozenset((Kind.SECTION, Kind.LIST))


def maker_of(kind: Kind) -> str:
    """Who reads a document of a kind: the names and versions of all that have a part in it."""
    if kind is Kind.REPORT:
        return _OF_REPORTS
    if kind is Kind.LIST_ENTRY:
        return _OF_ENTRIES
    return _OF_CODE if kind in _CODIFIED else _OF_INSTRUMENTS


def derived(unread: Unread) -> Derived:
    """What a version says, as rows for the store; of a row of a list only the notices it names."""
    if unread.kind is Kind.LIST_ENTRY:
        return _of_entry(unread)
    found = find_citations(unread.text, context=_setting(unread))
    of_version: dict[str, Sequence[Values]] = {}
    mentioned = tuple(beside(find_mentions(unread.text, agency=_agency(unread)), found))
    about: tuple[Citation, ...] = ()
    if unread.kind not in _OF_NO_COUNTRY:
        about = find_countries(unread.text, jurisdiction=unread.jurisdiction)
    if found or mentioned or about:
        of_version["citation"] = [
            *(_citation(one) for one in found),
            *(_citation(one, made_by=_MENTIONS) for one in mentioned),
            *(_citation(one, made_by=_COUNTRIES) for one in about),
        ]
    if unread.kind is not Kind.REPORT and unread.kind not in _CODIFIED:
        of_version.update(_instrument(unread, found))
    return Derived(
        version_pk=unread.version_pk,
        document_pk=unread.document_pk,
        showing_pk=unread.showing_pk,
        maker=maker_of(unread.kind),
        of_version=of_version,
        of_document=_of_document(unread, found) if unread.is_shown else None,
    )


def _of_entry(unread: Unread) -> Derived:
    notices = [_citation(one) for one in find_notices(unread.text)]
    return Derived(
        version_pk=unread.version_pk,
        document_pk=unread.document_pk,
        showing_pk=unread.showing_pk,
        maker=_OF_ENTRIES,
        of_version={"citation": notices} if notices else {},
        of_document=None,
    )


def set_aside(unread: Unread, problem: str) -> Derived:
    """A version that could not be read, so that it no longer waits for these makers."""
    return Derived(
        version_pk=unread.version_pk,
        document_pk=unread.document_pk,
        showing_pk=unread.showing_pk,
        maker=maker_of(unread.kind),
        of_version={},
        of_document=None,
        problem=problem,
    )


def _instrument(unread: Unread, found: Sequence[Citation]) -> Rows:
    facts = unread.facts
    days = find_dates(
        unread.text,
        published_on=unread.published_on,
        filed_on=facts.filed_at.date() if isinstance(facts.filed_at, datetime) else None,
        provisions=unread.provisions,
    )
    reading, acts = type_and_actions(_face(unread), found, days)
    return {
        "dated_fact": [_day(one) for one in days],
        "action": [_action(one) for one in acts],
        "type_reading": _type(reading),
    }


def _of_document(unread: Unread, found: Sequence[Citation]) -> Rows:
    if unread.kind is Kind.REPORT:
        return {}
    facts, title = unread.facts, unread.title or ""
    own = own_keys(unread.document, number=_one(facts.number), citation=_one(facts.citation))
    own |= paper_keys(unread.kind, unread.published_on, _several(facts.agencies))
    in_title = find_citations(title)
    answering = answers_to(
        own,
        kind=unread.kind,
        title=title,
        text=unread.text,
        in_title=in_title,
        pages=None if isinstance(facts.pages, Unsaid) else facts.pages,
    )
    by_head = found if unread.kind in (Kind.RULE, Kind.PROPOSED_RULE, Kind.NOTICE) else ()
    matters = matters_of(
        rins=_several(facts.rins), dockets=_several(facts.dockets), citations=by_head
    )
    return {
        "known_as": [_known_as(one) for one in answering],
        "matter": [{"key": key, "made_by": _KEYS} for key in matters],
    }


def _setting(unread: Unread) -> Setting:
    """Where a text stands: of the Code by its id, a paper by the one part it says it amends."""
    jurisdiction = None if unread.jurisdiction == "unknown" else unread.jurisdiction
    own = sorted(own_keys(unread.document)) if unread.kind in _CODIFIED else []
    place = reference_of(own[0]) if own else None
    if isinstance(place, CfrReference):
        return Setting(
            title=place.title,
            part=place.part,
            section=place.section,
            provisions=unread.provisions,
            codified=True,
            jurisdiction=jurisdiction,
        )
    parts = [part.split("/", 1) for part in _several(unread.facts.cfr) if "/" in part]
    titles = {title for title, _ in parts}
    return Setting(
        title=int(parts[0][0]) if len(titles) == 1 and parts[0][0].isdigit() else None,
        part=parts[0][1] if len(parts) == 1 else None,
        provisions=unread.provisions,
        jurisdiction=jurisdiction,
    )


def _face(unread: Unread) -> Face:
    facts = unread.facts
    return Face(
        title=unread.title or "",
        text=unread.text,
        caption=_one(facts.action_caption),
        kind=unread.kind,
        number=_one(facts.number),
        agencies=_several(facts.agencies),
        cfr=_several(facts.cfr),
        corrects=_one(facts.corrects),
    )


def _agency(unread: Unread) -> str | None:
    """The body whose text this is: the deepest that metadata names."""
    named = _several(unread.facts.agencies)
    return next((slug for name in named if (slug := slug_of(name.replace("-", " ")))), None)


def _citation(one: Citation, *, made_by: str = _CITATIONS) -> Values:
    return {
        "family": one.reference.family.value,
        "key": one.reference.key,
        "whole": whole_key(one.reference),
        "through": None if one.through is None else one.through.key,
        "begins": one.start,
        "ends": one.end,
        "quote": one.quote,
        "rule": one.rule,
        "made_by": made_by,
    }


def _day(one: DatedFact) -> Values:
    return {
        "role": one.role.value,
        "on_day": one.on,
        "scope": one.scope,
        "begins": one.start,
        "ends": one.end,
        "quote": one.quote,
        "rule": one.rule,
        "reckoning": one.reckoning,
        "cut_off": one.cut_off,
        "was_on": one.was_on,
        "made_by": _DATES,
    }


def _action(one: Action) -> Values:
    return {
        "verb": one.verb,
        "scope": one.scope,
        "within": one.within,
        "begins": one.start,
        "ends": one.end,
        "quote": one.quote,
        "rule": one.rule,
        "target": None if one.target is None else one.target.key,
        "target_whole": None if one.target is None else whole_key(one.target),
        "made_by": _ACTIONS,
    }


def _type(reading: TypeReading) -> Sequence[Values]:
    if reading.type is None:
        return ()
    return ({"type": reading.type, "rule": reading.rule, "made_by": _TYPES},)


def _known_as(one: Answering) -> Values:
    return {
        "key": one.key,
        "first_page": one.first_page,
        "last_page": one.last_page,
        "made_by": _KEYS,
    }


def _one(said: str | Unsaid | None) -> str | None:
    return None if isinstance(said, Unsaid) else said


def _several(said: tuple[str, ...] | Unsaid) -> tuple[str, ...]:
    return () if isinstance(said, Unsaid) else said
