"""A corrected reading as a row: the values a person gives, checked, over those that stood."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from app.domain.facts import DateRole
from app.errors import QueryError
from app.linking.keys import reference_of, whole_key
from app.store.passages import Read
from app.vocabulary.kinds import actions, types

_Row = dict[str, str | int | None]


def corrected_row(reading: str, sets: Mapping[str, str], standing: Read | None) -> _Row:
    """The columns of a reading with a person's values in place; place and maker left out.

    Raises `QueryError` that names a value nobody knows, or one that is missing where nothing
    stood.
    """
    known = _NAMES[reading]
    for name in sets:
        if name not in known:
            raise QueryError(
                f"a {reading} has no value {name!r}; it has {', '.join(known)}", name=name
            )
    return _ROWS[reading](sets, standing)


def _citation(sets: Mapping[str, str], standing: Read | None) -> _Row:
    key = _value(sets, "key", standing, "key")
    try:
        reference = reference_of(key)
    except ValueError:
        raise QueryError(
            f"{key!r} is no key of a reference; write it as cfr:15/744.11(c), fr:90/4544, "
            "eccn:3A090.a",
            name="key",
        ) from None
    through = None if sets else _text(standing, "through")
    return {
        "family": reference.family.value,
        "key": reference.key,
        "whole": whole_key(reference),
        "through": through,
        "rule": _rule(sets, standing),
    }


def _date(sets: Mapping[str, str], standing: Read | None) -> _Row:
    role = _value(sets, "role", standing, "role")
    if role not in set(DateRole):
        raise QueryError(f"no role {role!r}; roles are {', '.join(DateRole)}", name="role")
    on = sets.get("on") or (None if standing is None else _iso(standing["on_day"]))
    if on is not None:
        _check_day(on)
    scope = sets.get("scope") or ("all" if standing is None else str(standing["scope"]))
    was_on = None if standing is None else _iso(standing["was_on"])
    return {
        "role": role,
        "on_day": on,
        "scope": scope,
        "rule": _rule(sets, standing),
        "reckoning": "" if standing is None or sets else str(standing["reckoning"]),
        "cut_off": "" if standing is None else str(standing["cut_off"]),
        "was_on": was_on,
    }


def _action(sets: Mapping[str, str], standing: Read | None) -> _Row:
    verb = _value(sets, "verb", standing, "verb")
    if verb not in actions():
        raise QueryError(f"no action {verb!r}; actions are {', '.join(actions())}", name="verb")
    target = sets.get("target") or _text(standing, "target")
    whole = None
    if target is not None:
        try:
            whole = whole_key(reference_of(target))
        except ValueError:
            raise QueryError(f"{target!r} is no key of a reference", name="target") from None
    return {
        "verb": verb,
        "scope": sets.get("scope") or ("all" if standing is None else str(standing["scope"])),
        "within": "text" if standing is None else str(standing["within"]),
        "rule": _rule(sets, standing),
        "target": target,
        "target_whole": whole,
    }


def _type(sets: Mapping[str, str], standing: Read | None) -> _Row:
    type_ = _value(sets, "type", standing, "type")
    if type_ not in types():
        raise QueryError(f"no type {type_!r}; types are {', '.join(types())}", name="type")
    return {"type": type_}


def _value(sets: Mapping[str, str], name: str, standing: Read | None, column: str) -> str:
    if name in sets:
        return sets[name]
    if standing is None:
        raise QueryError(f"nothing was read there yet: give its {name} with --set", name=name)
    return str(standing[column])


def _rule(sets: Mapping[str, str], standing: Read | None) -> str:
    return "a person's decision" if sets or standing is None else str(standing["rule"])


def _text(standing: Read | None, column: str) -> str | None:
    said = None if standing is None else standing[column]
    return said if isinstance(said, str) else None


def _iso(on: object) -> str | None:
    return on.isoformat() if isinstance(on, date) else None


def _check_day(written: str) -> None:
    try:
        date.fromisoformat(written)
    except ValueError:
        raise QueryError(f"{written!r} is no day; write 2025-01-15", name="on") from None


_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "citation": ("key",),
    "date": ("role", "on", "scope"),
    "action": ("verb", "target", "scope"),
    "type": ("type",),
}
_ROWS: Final[Mapping[str, Callable[[Mapping[str, str], Read | None], _Row]]] = {
    "citation": _citation,
    "date": _date,
    "action": _action,
    "type": _type,
}
