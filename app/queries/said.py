"""What a version says, beside what its publisher's metadata states: citations, days, actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, select

from app.domain.citations import Resolution
from app.domain.facts import DatedFact, DateRole
from app.domain.instruments import InstrumentFacts, StatedDate, Unsaid
from app.domain.references import Family, NumberedReference
from app.extraction.dates import disagreements
from app.linking.keys import reference_of
from app.queries.document_views import ActionView, CitationView, CountryView, DateView
from app.queries.keys import resolutions
from app.queries.readings import NOTHING, readings_of
from app.store.derived_rows import ExtractionRow
from app.vocabulary.countries import country_names

_ROLES = frozenset(role.value for role in DateRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was known at an instant of what a version says, metadata and words together."""

    citations: tuple[CitationView, ...]
    countries: tuple[CountryView, ...]
    dates: tuple[DateView, ...]
    actions: tuple[ActionView, ...]
    type: str | None
    type_rule: str | None
    read_by: str | None


def said_by(connection: Connection, version_pk: int, facts: InstrumentFacts, at: datetime) -> Said:
    """The citations, days and actions of a version; a citation is resolved here and now."""
    read = readings_of(connection, [version_pk]).get(version_pk, NOTHING).known_at(at)
    about = [row for row in read.citations if row["family"] == Family.COUNTRY.value]
    cited = [row for row in read.citations if row["family"] != Family.COUNTRY.value]
    keys = [row["key"] for row in cited]
    keys += [row["target"] for row in read.actions if row["target"] is not None]
    resolved = resolutions(connection, keys, at)
    type_ = next(iter(read.types), None)
    return Said(
        citations=tuple(
            _citation(row, resolved[row["key"]])
            for row in sorted(cited, key=lambda row: (row["begins"], row["ends"]))
        ),
        countries=tuple(_country(row) for row in sorted(about, key=lambda row: row["begins"])),
        dates=merged_dates(facts, read.dates),
        actions=_actions(facts, read.actions, resolved),
        type=None if type_ is None else type_["type"],
        type_rule=None if type_ is None else type_["rule"],
        read_by=_read_by(connection, version_pk, at),
    )


def merged_dates(facts: InstrumentFacts, rows: Sequence[RowMapping]) -> tuple[DateView, ...]:
    """The days that metadata states, then those that only the text gives.

    A day that both give for one role and scope stands once, with the text's words.
    """
    stated = () if isinstance(facts.dates, Unsaid) else facts.dates
    told = [(row, _fact(row)) for row in rows]
    roles = _disagreeing(stated, [fact for _, fact in told])
    views = [_told(row, disagrees=fact.role.value in roles) for row, fact in told]
    found: list[DateView] = []
    for day in stated:
        same = next((one for one in views if _is_same(one, day)), None)
        if same is not None:
            views.remove(same)
            found.append(replace(same, in_metadata=True, scope=day.scope))
            continue
        found.append(
            DateView(role=day.role, on=day.on, scope=day.scope, disagrees=day.role in roles)
        )
    views.sort(key=lambda one: (one.start or 0, one.role, one.on or date.max))
    return (*found, *views)


def _disagreeing(stated: Sequence[StatedDate], told: Sequence[DatedFact]) -> set[str]:
    known = [day for day in stated if day.role in _ROLES]
    return {one.role.value for one in disagreements(known, told)}


def _is_same(view: DateView, day: StatedDate) -> bool:
    return (view.role, view.on, view.scope) == (day.role, day.on, day.scope)


def _told(row: RowMapping, *, disagrees: bool) -> DateView:
    return DateView(
        role=row["role"],
        on=row["on_day"],
        scope=row["scope"],
        quote=row["quote"],
        start=row["begins"],
        end=row["ends"],
        made_by=row["made_by"],
        in_metadata=False,
        in_text=True,
        disagrees=disagrees,
        rule=row["rule"],
        reckoning=row["reckoning"],
        cut_off=row["cut_off"],
        was_on=row["was_on"],
    )


def _fact(row: RowMapping) -> DatedFact:
    return DatedFact(
        role=DateRole(row["role"]),
        on=row["on_day"],
        scope=row["scope"],
        start=row["begins"],
        end=row["ends"],
        quote=row["quote"],
        rule=row["rule"],
        reckoning=row["reckoning"],
        cut_off=row["cut_off"],
        was_on=row["was_on"],
    )


def _citation(row: RowMapping, resolved: Resolution) -> CitationView:
    return CitationView(
        family=row["family"],
        key=row["key"],
        means=str(resolved.reference),
        quote=row["quote"],
        start=row["begins"],
        end=row["ends"],
        through=row["through"],
        resolved_to=resolved.document,
        reason=resolved.reason,
        rule=row["rule"],
        made_by=row["made_by"],
    )


def _country(row: RowMapping) -> CountryView:
    code = reference_of(row["key"])
    assert isinstance(code, NumberedReference), "a country is its code"
    return CountryView(
        code=code.number,
        name=next(iter(country_names(code.number)), code.number),
        quote=row["quote"],
        start=row["begins"],
        end=row["ends"],
        rule=row["rule"],
        made_by=row["made_by"],
    )


def _actions(
    facts: InstrumentFacts, rows: Sequence[RowMapping], resolved: Mapping[str, Resolution]
) -> tuple[ActionView, ...]:
    """What the words say it does, then what only metadata states."""
    found = [_action(row, resolved) for row in rows]
    verbs = {one.verb for one in found}
    stated = () if isinstance(facts.actions, Unsaid) else facts.actions
    found += [_stated(verb) for verb in stated if verb not in verbs]
    return tuple(found)


def _stated(verb: str) -> ActionView:
    return ActionView(
        verb=verb,
        scope="all",
        target=None,
        resolved_to=None,
        quote=None,
        start=None,
        end=None,
        within="metadata",
        rule=None,
        made_by="metadata",
    )


def _action(row: RowMapping, resolved: Mapping[str, Resolution]) -> ActionView:
    target = row["target"]
    return ActionView(
        verb=row["verb"],
        scope=row["scope"],
        target=target,
        resolved_to=None if target is None else resolved[target].document,
        quote=row["quote"],
        start=row["begins"],
        end=row["ends"],
        within=row["within"],
        rule=row["rule"],
        made_by=row["made_by"],
    )


def _read_by(connection: Connection, version_pk: int, at: datetime) -> str | None:
    """Who read it last; of a reading later than the instant nothing was known then."""
    return connection.scalar(
        select(ExtractionRow.maker).where(
            ExtractionRow.version_pk == version_pk, ExtractionRow.made_at <= at
        )
    )
