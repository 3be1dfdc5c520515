"""What entries of Treasury's advanced standard point at by number: values, places, listings."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lxml import etree

from app.formats.list_elements import children, local_name, text
from app.formats.list_rows import Line
from app.formats.plain_text import one_line
from app.formats.xml import passing_elements

_MAIN_NAME: Final = "Name"
_PLACE_ORDER: Final = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """One listing of a party, in words."""

    list_name: str
    lines: tuple[Line, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tie:
    """What binds a party to another, named by number."""

    other: str
    said: tuple[str, ...]


@dataclass(slots=True)
class Tables:
    """What entries point at: values, places, papers, listings and ties, each by number.

    `list_names` counts the listings on each list, `issued_on` is the day of issue.
    """

    values: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    papers: dict[str, list[str]] = field(default_factory=dict)
    listings: dict[str, list[_Listing]] = field(default_factory=dict)
    ties: dict[str, list[_Tie]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    list_names: Counter[str] = field(default_factory=Counter)
    issued_on: date | None = None

    def value(self, kind: str, number: str | None) -> str:
        """A value by its table and number; the number itself where the table lacks it."""
        return self.values.get((kind, number or ""), number or "")


def tables_of(body: bytes, *, where: str) -> Tables:
    """Everything in the file but the parties themselves, read in one pass.

    The standard puts the values first, then what is told in them.
    """
    tables = Tables()
    for element in passing_elements(body, where=where, tags=tuple(_TAKEN)):
        _TAKEN[local_name(element)](element, tables)
    return tables


def names_of(element: etree._Element, tables: Tables) -> list[Line]:
    """The main name first; each alias with its kind, its weakness and its script."""
    kinds = {
        group.get("ID"): tables.value("NamePartType", group.get("NamePartTypeID"))
        for group in element.iter("{*}NamePartGroup")
    }
    found: list[tuple[bool, str]] = []
    for alias in element.iter("{*}Alias"):
        is_main = alias.get("Primary") == "true"
        kind = tables.value("AliasType", alias.get("AliasTypeID"))
        for named in alias.iter("{*}DocumentedName"):
            parts = list(named.iter("{*}NamePartValue"))
            said = [one_line(part.text or "") for part in parts]
            is_person = any(kinds.get(one.get("NamePartGroupID")) == "Last Name" for one in parts)
            name = (", " if is_person and len(said) > 1 else " ").join(
                [*said[:1], " ".join(said[1:])]
            )
            name = name.strip(" ,")
            scripts = {tables.value("Script", one.get("ScriptID")) for one in parts} - {"Latin", ""}
            marks = [kind] if kind != _MAIN_NAME else []
            marks += ["low quality"] if alias.get("LowQuality") == "true" else []
            marks += sorted(scripts)
            if name:
                whole = f"{name} ({', '.join(marks)})" if marks else name
                found.append((is_main and not scripts, whole))
    found.sort(key=lambda one: not one[0])
    return [("Alias" if at else "Name", name) for at, (_, name) in enumerate(found)]


def comments_of(element: etree._Element) -> list[str]:
    """An element's comment, if it has one with words."""
    said = text(element, "Comment")
    return [said] if said else []


def period_of(element: etree._Element) -> str:
    """A span of days as its ends; one day where all of them are the same."""
    days = [
        day
        for tag in ("From", "To")
        for one in element.iter(f"{{*}}{tag}")
        if (day := day_of(one)) is not None
    ]
    ends = list(dict.fromkeys((min(days), max(days)))) if days else []
    return " to ".join(str(day) for day in ends)


def day_of(element: etree._Element) -> date | None:
    """The day that an element writes out in three others, or `None`."""
    parts = [text(element, name) for name in ("Year", "Month", "Day")]
    try:
        return date(*(int(part or "") for part in parts))
    except (ValueError, TypeError):
        return None


def _take_values(sets: etree._Element, tables: Tables) -> None:
    for group in children(sets):
        for one in children(group):
            number = one.get("ID") or ""
            said = one_line(one.text or "") or one.get("Description") or ""
            tables.values[local_name(one), number] = said
            if local_name(one) == "Country":
                tables.values["ISO2", number] = one.get("ISO2") or ""
            if local_name(one) == "PartySubType":
                tables.values["SubTypeParty", number] = one.get("PartyTypeID") or ""


def _take_day(element: etree._Element, tables: Tables) -> None:
    tables.issued_on = day_of(element)


def _take_place(place: etree._Element, tables: Tables) -> None:
    tables.places[place.get("ID") or ""] = _place(place, tables)


def _take_paper(paper: etree._Element, tables: Tables) -> None:
    tables.papers.setdefault(paper.get("IdentityID") or "", []).append(_paper(paper, tables))


def _take_listing(listing: etree._Element, tables: Tables) -> None:
    days = (day_of(day) for day in listing.iter("{*}Date"))
    list_name = tables.value("List", listing.get("ListID"))
    tables.list_names[list_name] += 1
    tables.listings.setdefault(listing.get("ProfileID") or "", []).append(
        _Listing(
            list_name=list_name,
            lines=tuple(_listing(listing, tables)),
            days=tuple(day for day in days if day is not None),
        )
    )


def _take_tie(tie: etree._Element, tables: Tables) -> None:
    kind = tables.value("RelationType", tie.get("RelationTypeID"))
    tables.ties.setdefault(tie.get("From-ProfileID") or "", []).append(
        _Tie(other=tie.get("To-ProfileID") or "", said=(kind, *comments_of(tie)))
    )


def _take_name(party: etree._Element, tables: Tables) -> None:
    named = names_of(party, tables)
    tables.names[party.get("FixedRef") or ""] = named[0][1] if named else ""


_TAKEN: Final[dict[str, Callable[[etree._Element, Tables], None]]] = {
    "DateOfIssue": _take_day,
    "ReferenceValueSets": _take_values,
    "Location": _take_place,
    "IDRegDocument": _take_paper,
    "SanctionsEntry": _take_listing,
    "ProfileRelationship": _take_tie,
    "DistinctParty": _take_name,
}


def _listing(listing: etree._Element, tables: Tables) -> list[Line]:
    said = [tables.value("List", listing.get("ListID"))]
    for event in listing.iter("{*}EntryEvent"):
        on = next((day_of(one) for one in event.iter("{*}Date")), None)
        kind = tables.value("EntryEventType", event.get("EntryEventTypeID")).lower()
        said.append(f"{kind} {on}" if on else kind)
        said.append(tables.value("LegalBasis", event.get("LegalBasisID")))
        said += comments_of(event)
    lines = [("List", ", ".join(one for one in said if one))]
    for measure in listing.iter("{*}SanctionsMeasure"):
        kind = tables.value("SanctionsType", measure.get("SanctionsTypeID"))
        comment = " ".join(comments_of(measure))
        is_programme = kind == "Program"
        lines.append(
            ("Programme", comment) if is_programme else ("Measure", f"{kind} {comment}".strip())
        )
    return lines


def _place(place: etree._Element, tables: Tables) -> tuple[str, str]:
    """A place in words, and the code of its country."""
    parts: dict[str, str] = {}
    for part in place.iter("{*}LocationPart"):
        kind = tables.value("LocPartType", part.get("LocPartTypeID"))
        said = [one_line(one.text or "") for one in part.iter("{*}Value")]
        parts[kind] = " / ".join(one for one in said if one)
    country = next(place.iter("{*}LocationCountry"), None)
    number = None if country is None else country.get("CountryID")
    order = sorted(parts, key=lambda kind: (_rank(kind), kind))
    said = [parts[kind] for kind in order] + [tables.value("Country", number)]
    return ", ".join(one for one in said if one), tables.values.get(("ISO2", number or ""), "")


def _rank(kind: str) -> int:
    return _PLACE_ORDER.index(kind) if kind in _PLACE_ORDER else len(_PLACE_ORDER)


def _paper(paper: etree._Element, tables: Tables) -> str:
    said = [
        tables.value("IDRegDocType", paper.get("IDRegDocTypeID")),
        text(paper, "IDRegistrationNo") or "",
        tables.value("Country", paper.get("IssuedBy-CountryID")),
        text(paper, "IssuingAuthority") or "",
        *comments_of(paper),
    ]
    for day in paper.iter("{*}DocumentDate"):
        kind = tables.value("IDRegDocDateType", day.get("IDRegDocDateTypeID")).lower()
        said.append(f"{kind} {period_of(day)}")
    return ", ".join(one for one in said if one)
