"""Names that a question may mean, found by how they begin: lists, bodies, countries, types."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.domain.documents import Standing
from app.vocabulary.agencies import agencies
from app.vocabulary.countries import countries
from app.vocabulary.country_groups import country_groups
from app.vocabulary.eccn import control_list
from app.vocabulary.kinds import actions, kinds, types
from app.vocabulary.lists import list_titles
from app.vocabulary.spelling import folded

_LAST = chr(0x10FFFF)
_SHORTEST = 2
# What is offered first where several are called the same.
_ORDER = ("list", "agency", "country", "type", "action", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a name means in the grammar: `field:value`, and what the value is called."""

    field: str
    value: str
    label: str


def names_beginning(words: str, limit: int, *, inside: bool = True) -> tuple[Name, ...]:
    """What is called so, or begins so; those called exactly so come first.

    With `inside` also what has a later word that begins so.
    """
    sought = folded(words)
    if len(sought) < _SHORTEST:
        return ()
    starts = _starts()
    first = bisect_left(starts, (sought,))
    last = bisect_left(starts, (sought + _LAST,))
    known = _names()
    ranked = sorted(
        (name != sought, inner, len(name), _ORDER.index(known[at].field), at)
        for name, inner, at in starts[first:last]
        if inside or not inner
    )
    return tuple(dict.fromkeys(known[at] for *_, at in ranked))[:limit]


def values_of(field: str) -> tuple[Name, ...]:
    """Every value that a field of the grammar takes from a table of the field, by name."""
    return _values().get(field, ())


@cache
def _values() -> dict[str, tuple[Name, ...]]:
    by_field: dict[str, dict[str, Name]] = {}
    for one in _names():
        by_field.setdefault(one.field, {}).setdefault(one.value, one)
    for value in sorted(control_list()):
        by_field.setdefault("eccn", {})[value] = Name(field="eccn", value=value, label="ECCN")
    for value in country_groups():
        label = f"Country Group {value}"
        by_field.setdefault("group", {})[value] = Name(field="group", value=value, label=label)
    for standing in Standing:
        one = Name(field="standing", value=standing.value, label=standing.value)
        by_field.setdefault("standing", {})[one.value] = one
    return {field: tuple(named.values()) for field, named in by_field.items()}


@cache
def _names() -> tuple[Name, ...]:
    return tuple(name for name, _ in _called())


@cache
def _starts() -> list[tuple[str, bool, int]]:
    """Each name from each of its words on, in order; `True` where words stand before."""
    found: set[tuple[str, bool, int]] = set()
    for at, (_, called) in enumerate(_called()):
        words = folded(called).split()
        found |= {(" ".join(words[place:]), place > 0, at) for place in range(len(words))}
    return sorted(found)


@cache
def _called() -> tuple[tuple[Name, str], ...]:
    return tuple(_all_called())


def _all_called() -> Iterator[tuple[Name, str]]:
    for key, title in list_titles().items():
        yield Name(field="list", value=key, label=title), title
    for body in agencies().values():
        for called in (body.name, *body.aliases):
            yield Name(field="agency", value=body.key, label=body.name), called
    for code, called_so in countries().items():
        for called in called_so:
            yield Name(field="country", value=code, label=called_so[0]), called
    for one in types().values():
        yield Name(field="type", value=one.key, label=one.label), one.label
    for field, named in (("action", actions().values()), ("kind", kinds().values())):
        for word in named:
            yield Name(field=field, value=word.key, label=word.label), word.label
