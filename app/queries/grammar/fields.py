"""The fields a question may name, and what each takes as a value."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from app.domain.documents import Kind, Standing
from app.domain.references import CfrReference, Reference
from app.domain.search import Expression, Term
from app.extraction.asked import asked_reference
from app.index.schema import agency_key
from app.linking.keys import reference_of
from app.queries.grammar.days import read_days
from app.queries.grammar.faults import did_you_mean, fault
from app.vocabulary.countries import countries, country_code
from app.vocabulary.country_groups import country_groups
from app.vocabulary.eccn import is_eccn
from app.vocabulary.kinds import actions, types

TEXT_FIELDS = frozenset({"title"})
DATE_FIELDS = frozenset({"published", "effective", "comments_close", "changed"})
_EXACT_FIELDS = frozenset(
    {
        *("kind", "type", "standing", "action", "agency", "source", "list"),
        *("cfr", "rin", "docket", "lang", "country", "eccn", "id"),
        *("cites", "cited_by", "group"),
    }
)
FIELDS = TEXT_FIELDS | DATE_FIELDS | _EXACT_FIELDS
LATER_FIELDS = frozenset({"entity", "verdict", "state", "has", "event"})

_WITHOUT_PREFIX = frozenset(
    {
        *("kind", "type", "standing", "action", "country", "lang"),
        *("cites", "cited_by", "group"),
    }
)
_ID = re.compile(r"[a-z][a-z0-9-]*/\S+", re.IGNORECASE)
_GROUP = re.compile(r"([A-E](?::[1-6])?)(?:@(\d{4}-\d{2}-\d{2}))?")
_CFR = re.compile(
    r"(?P<title>\d{1,2})(?:\s*/\s*|\s*c\.?\s?f\.?\s?r\.?\s*(?:parts?|§+|sec\.|section)?\s*)"
    r"(?P<rest>\d{1,5}[a-z]?(?:\.\d{1,5}[a-z]?(?:-\d{1,3})?(?:\([a-z0-9]{1,5}\))*)?)",
    re.IGNORECASE,
)
_RIN = re.compile(r"\d{4}-[A-Z]{2}\d{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")

Reading = Callable[[str, int], str]


def read_value(field: str, value: str, *, at: int, starred: bool, today: date) -> Expression:
    """What `field:value` means; `starred` where a bare value ended in `*`."""
    if not value.strip():
        raise fault(f"{field}: has no value", at=at, hint=f"write one, such as {EXAMPLES[field]}")
    if field in DATE_FIELDS:
        if starred:
            raise fault("a day takes no *", at=at, hint=f"write {EXAMPLES[field]}")
        return read_days(field, value, at=at, today=today)
    if starred and field in _WITHOUT_PREFIX:
        raise fault(f"{field}: takes no *", at=at, hint=f"write {EXAMPLES[field]}")
    if starred:
        return Term(field=field, value=value.strip(), prefix=True)
    return Term(field=field, value=_READINGS[field](value.strip(), at))


EXAMPLES: Mapping[str, str] = {
    "title": 'title:"export controls"',
    "published": "published:2025-01..2025-06",
    "effective": "effective:>=2025-11-10",
    "comments_close": "comments_close:next14d",
    "changed": "changed:last7d",
    "kind": "kind:rule",
    "type": "type:interim_final_rule",
    "standing": "standing:authentic",
    "action": "action:suspend",
    "agency": "agency:bis",
    "source": "source:us-fr",
    "list": "list:us-el",
    "cfr": "cfr:15/744.11(c)",
    "rin": "rin:0694-AJ74",
    "docket": "docket:250108-0011",
    "lang": "lang:zh",
    "country": "country:CN",
    "eccn": "eccn:3A090.a",
    "id": "id:us-fr/2024-28270",
    "cites": 'cites:"90 FR 4544"',
    "cited_by": "cited_by:us-fr/2024-28270",
    "group": "group:D:5@2024-01-01",
}


def _one_of(field: str, known: Callable[[], frozenset[str]]) -> Reading:
    def read(value: str, at: int) -> str:
        key = re.sub(r"[\s-]+", "_", value.lower())
        if key not in known():
            hint = did_you_mean(key, known())
            raise fault(f"{value!r} is no {field}", at=at, hint=hint)
        return key

    return read


def _country(value: str, at: int) -> str:
    code = country_code(value)
    if code is None:
        names = [name for known in countries().values() for name in known]
        near = did_you_mean(value.title(), names)
        hint = near if near.startswith("did") else "write a name or a code, such as country:CN"
        raise fault(f"{value!r} is no country", at=at, hint=hint)
    return code


def _cfr(value: str, at: int) -> str:
    if value.isdigit() and len(value) <= 2:
        return value
    read = _CFR.fullmatch(value)
    named = _reference(value, "cfr") if read is None else None
    if isinstance(named, CfrReference):
        return named.key.removeprefix("cfr:").lower()
    if read is None:
        hint = "write title/part or title/section, such as cfr:15/744 or cfr:15/744.11(c)"
        raise fault(f"{value!r} is no place in the CFR", at=at, hint=hint)
    return f"{int(read['title'])}/{read['rest'].lower()}"


def _cites(value: str, at: int) -> str:
    """The key of what is cited: written as a key, as people write it, or by a document's id."""
    if _ID.fullmatch(value):
        return value
    if place := _CFR.fullmatch(value):
        return f"cfr:{int(place['title'])}/{place['rest'].lower()}"
    named = _reference(value)
    if named is None:
        hint = 'write cites:"90 FR 4544", cites:3A090.a, cites:15/744.23 or cites:us-fr/2024-28270'
        raise fault(f"{value!r} is nothing a text could cite", at=at, hint=hint)
    return named.key.lower()


def _reference(value: str, family: str = "") -> Reference | None:
    """What is meant by a key, with or without its family, or by a reference as people write it."""
    try:
        return reference_of(f"{family}:{value}" if family else value)
    except ValueError:
        return asked_reference(value)


def _id(value: str, at: int) -> str:
    if _ID.fullmatch(value) is None:
        hint = "write a document's id, such as cited_by:us-fr/2024-28270"
        raise fault(f"{value!r} is no document's id", at=at, hint=hint)
    return value


def _group(value: str, at: int) -> str:
    read = _GROUP.fullmatch(value.upper())
    if read is None or read[1] not in country_groups():
        hint = "write one such as group:D:5, or as it was on a day: group:D:5@2024-01-01"
        raise fault(f"{value!r} is no country group", at=at, hint=hint)
    if read[2] is not None:
        _day(read[2], at)
    return value.upper()


def _day(value: str, at: int) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise fault(f"{value!r} is no day", at=at, hint="write it as 2024-01-01") from None


def _rin(value: str, at: int) -> str:
    if _RIN.fullmatch(value.upper()) is None:
        hint = "write four digits, a hyphen, two letters, two digits, such as rin:0694-AJ74"
        raise fault(f"{value!r} is no RIN", at=at, hint=hint)
    return value.upper()


def _eccn(value: str, at: int) -> str:
    number = value[:5].upper() + value[5:].lower()
    if not is_eccn(number):
        hint = "write one such as eccn:3A090.a, or the beginning of one: eccn:3A*"
        raise fault(f"{value!r} is no ECCN", at=at, hint=hint)
    return number


def _language(value: str, at: int) -> str:
    code = value.lower().replace("_", "-")
    if _LANGUAGE.fullmatch(code) is None:
        raise fault(f"{value!r} is no language", at=at, hint="write its code, such as lang:zh")
    return code


def _agency(value: str, at: int) -> str:  # noqa: ARG001  # every reading takes its place
    return agency_key(value)


def _lower(value: str, at: int) -> str:  # noqa: ARG001  # every reading takes its place
    return value.lower()


_READINGS: Mapping[str, Reading] = {
    "kind": _one_of("kind", lambda: frozenset(kind.value for kind in Kind)),
    "type": _one_of("type", lambda: frozenset(types())),
    "standing": _one_of("standing", lambda: frozenset(standing.value for standing in Standing)),
    "action": _one_of("action", lambda: frozenset(actions())),
    "agency": _agency,
    "source": _lower,
    "list": _lower,
    "cfr": _cfr,
    "rin": _rin,
    "docket": _lower,
    "lang": _language,
    "country": _country,
    "eccn": _eccn,
    "id": _lower,
    "cites": _cites,
    "cited_by": _id,
    "group": _group,
}
