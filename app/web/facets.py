"""Counts beside an answer, each a link that narrows the question or widens it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.documents import Kind
from app.domain.search import Expression, SearchQuery
from app.printing.addresses import address, clocks
from app.queries.narrowing import chosen, with_value, without_field, without_value
from app.queries.reader import Reader
from app.queries.search import search
from app.queries.views import Count, Page
from app.vocabulary.agencies import agency_of
from app.vocabulary.badges import standing_badges
from app.vocabulary.kinds import kinds, types
from app.vocabulary.lists import list_titles

_SHOWN = 7
_MOST = 40
_NAMES = (
    ("kind", "kind", "Kind"),
    ("standing", "standing", "Who speaks"),
    ("source", "source", "Source"),
    ("agency", "agency", "Agency"),
    ("type", "type", "Type"),
    ("language", "lang", "Language"),
    ("list", "list", "List"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value with its count; `path` adds it to the question, or takes it out if `on`."""

    name: str
    count: int
    on: bool
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A field's values, the most frequent first; `more` are those behind a fold."""

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    left_out: int


def facets(
    reader: Reader, query: SearchQuery, page: Page, titles: Mapping[str, str]
) -> tuple[Facet, ...]:
    """Every facet that could narrow the question, and those that already do."""
    found = []
    for name, field, heading in _NAMES:
        on = chosen(query.expression, field)
        counts = _counts(reader, query, name, field) if on else page.facets.get(name, ())
        if on or len(counts) > 1:
            found.append(_facet(query, field, heading, _listed(counts, on), titles))
    return tuple(found)


def _counts(reader: Reader, query: SearchQuery, name: str, field: str) -> Sequence[Count]:
    """A chosen field's counts as they would be without the choice, so that more can be chosen."""
    wider = replace(
        query, expression=without_field(query.expression, field), limit=1, cursor=None, facets=True
    )
    return search(reader, wider).facets.get(name, ())


def _listed(counts: Sequence[Count], on: Sequence[str]) -> list[tuple[Count, bool]]:
    """The chosen first, even those that nothing has."""
    known = {one.value: one for one in counts}
    first = [(known.get(value, Count(value=value, count=0)), True) for value in on]
    return first + [(one, False) for one in counts if one.value not in on]


def _facet(
    query: SearchQuery,
    field: str,
    heading: str,
    listed: list[tuple[Count, bool]],
    titles: Mapping[str, str],
) -> Facet:
    choices = tuple(
        Choice(
            name=_value_name(field, one.value, titles),
            count=one.count,
            on=on,
            path=_path(query, query.expression, field, one.value, on=on),
        )
        for one, on in listed[:_MOST]
    )
    return Facet(
        name=heading,
        choices=choices[:_SHOWN],
        more=choices[_SHOWN:],
        left_out=max(len(listed) - _MOST, 0),
    )


def _path(query: SearchQuery, expression: Expression, field: str, value: str, *, on: bool) -> str:
    change = without_value if on else with_value
    return asked_path(query, change(expression, field, value))


def asked_path(query: SearchQuery, text: str) -> str:
    """The address of another question, in the same order and at the same point in time."""
    sort = None if query.sort.value == "newest" else query.sort.value
    return address("/search", [("q", text), ("sort", sort), *clocks(query.point)])


def _value_name(field: str, value: str, titles: Mapping[str, str]) -> str:
    """A value as people call it; one that no table has is shown as it is."""
    if field == "kind" and value in {kind.value for kind in kinds()}:
        return kinds()[Kind(value)].label
    if field == "standing":
        return next((b.word for key, b in standing_badges().items() if key.value == value), value)
    if field == "source":
        return titles.get(value, value)
    if field == "type" and value in types():
        return types()[value].label
    if field == "list":
        return list_titles().get(value, value)
    return agency_name(value) if field == "agency" else value


def agency_name(value: str) -> str:
    """A body's name by any of its names; one that nobody entered keeps its own."""
    agency = agency_of(value)
    return value if agency is None else agency.name
