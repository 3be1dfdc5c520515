"""Treasury's list in the advanced standard, where an entry points at tables of values by number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lxml import etree

from app.domain.documents import Issue
from app.formats.list_elements import children, local_name, spoken, text
from app.formats.list_rows import Line
from app.formats.plain_text import one_line

ROOT_TAG: Final = "Sanctions"
_MAIN_NAME: Final = "Name"
_PLACE_ORDER: Final = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party on the lists: its number, the lists it stands on, and all that is said of it."""

    where: str
    number: str
    name: str
    lists: tuple[str, ...]
    listed_on: date | None
    countries: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Tables:
    """What entries point at: values, places, papers, listings and ties, each by number."""

    values: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    papers: dict[str, list[str]] = field(default_factory=dict)
    listings: dict[str, list[etree._Element]] = field(default_factory=dict)
    ties: dict[str, list[etree._Element]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def value(self, kind: str, number: str | None) -> str:
        """A value by its table and number; the number itself where the table lacks it."""
        return self.values.get((kind, number or ""), number or "")


def issued_on(root: etree._Element) -> date | None:
    """The day of issue."""
    found = next((one for one in children(root) if local_name(one) == "DateOfIssue"), None)
    return None if found is None else _date(found)


def lists_named(root: etree._Element) -> list[str]:
    """The name of the list that each listing of the file is on."""
    names = {one.get("ID"): one_line(one.text or "") for one in root.iter("{*}List")}
    return [names.get(one.get("ListID"), "") for one in root.iter("{*}SanctionsEntry")]


def parties_of(root: etree._Element) -> Iterator[Party | Issue]:
    """Every party; one without a name is set aside.

    Listings of parties that the file does not hold are told in one issue: it is an extract.
    """
    parts = {local_name(one): one for one in children(root)}
    tables = _tables(parts)
    held: set[str] = set()
    parties = parts.get("DistinctParties")
    for at, element in enumerate(children(parties) if parties is not None else ()):
        where = f"DistinctParty[{at}]"
        number = element.get("FixedRef") or ""
        held.add(number)
        party = _party(element, number, where, tables)
        if party is None:
            problem = f"line {element.sourceline}: a party without number or name; left out"
            yield Issue(where=where, problem=problem, lost_record=True)
        else:
            yield party
    for profile in sorted(tables.listings.keys() - held):
        yield Issue(
            where="SanctionsEntries",
            problem=f"{len(tables.listings.keys() - held):,} listings are of parties that the file "
            f"does not hold ({profile} and others): it is not the whole list",
        )
        break


def _tables(parts: dict[str, etree._Element]) -> _Tables:
    tables = _Tables()
    for group in children(parts["ReferenceValueSets"]) if "ReferenceValueSets" in parts else ():
        for one in children(group):
            said = one_line(one.text or "") or one.get("Description") or ""
            tables.values[local_name(one), one.get("ID") or ""] = said
            if local_name(one) == "Country":
                tables.values["ISO2", one.get("ID") or ""] = one.get("ISO2") or ""
            if local_name(one) == "PartySubType":
                tables.values["SubTypeParty", one.get("ID") or ""] = one.get("PartyTypeID") or ""
    for place in children(parts["Locations"]) if "Locations" in parts else ():
        tables.places[place.get("ID") or ""] = _place(place, tables)
    for paper in children(parts["IDRegDocuments"]) if "IDRegDocuments" in parts else ():
        tables.papers.setdefault(paper.get("IdentityID") or "", []).append(_paper(paper, tables))
    for one in children(parts["SanctionsEntries"]) if "SanctionsEntries" in parts else ():
        tables.listings.setdefault(one.get("ProfileID") or "", []).append(one)
    for one in children(parts["ProfileRelationships"]) if "ProfileRelationships" in parts else ():
        tables.ties.setdefault(one.get("From-ProfileID") or "", []).append(one)
    for party in children(parts["DistinctParties"]) if "DistinctParties" in parts else ():
        named = _names(party, tables)
        tables.names[party.get("FixedRef") or ""] = named[0][1] if named else ""
    return tables


def _party(element: etree._Element, number: str, where: str, tables: _Tables) -> Party | None:
    names = _names(element, tables)
    if not number or not names:
        return None
    lines: list[Line] = [
        ("Name", names[0][1]),
        ("Number", number),
        ("Type", _type(element, tables)),
    ]
    lines += [(label, value) for label, value in names[1:]]
    lines += _comments(element)
    codes: list[str] = []
    for feature in element.iter("{*}Feature"):
        lines += _feature(feature, tables, codes)
    for identity in element.iter("{*}Identity"):
        lines += [
            ("Identification", one) for one in tables.papers.get(identity.get("ID") or "", ())
        ]
    listings = tables.listings.get(number, [])
    for listing in listings:
        lines += _listing(listing, tables)
    for tie in tables.ties.get(number, ()):
        other = tie.get("To-ProfileID") or ""
        named = tables.names.get(other) or f"no. {other}"
        kind = tables.value("RelationType", tie.get("RelationTypeID"))
        lines.append(("Related to", ", ".join((f"{named} ({other})", kind, *_comment(tie)))))
    events = [_date(day) for one in listings for day in one.iter("{*}Date")]
    return Party(
        where=where,
        number=number,
        name=names[0][1],
        lists=tuple(tables.value("List", one.get("ListID")) for one in listings),
        listed_on=min((day for day in events if day is not None), default=None),
        countries=tuple(codes),
        lines=tuple(line for line in lines if line[1]),
    )


def _names(element: etree._Element, tables: _Tables) -> list[Line]:
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


def _type(element: etree._Element, tables: _Tables) -> str:
    profile = next(element.iter("{*}Profile"), None)
    number = None if profile is None else profile.get("PartySubTypeID")
    said = tables.value("PartySubType", number)
    party = tables.value("PartyType", tables.values.get(("SubTypeParty", number or "")))
    return party if said in ("", "Unknown") else f"{party}, {said}".strip(", ")


def _feature(feature: etree._Element, tables: _Tables, codes: list[str]) -> list[Line]:
    label = tables.value("FeatureType", feature.get("FeatureTypeID")) or "Feature"
    lines: list[Line] = []
    for version in feature.iter("{*}FeatureVersion"):
        said = _comment(version)
        for part in version.iter():
            if not isinstance(part.tag, str):
                continue
            if local_name(part) == "VersionLocation":
                place, code = tables.places.get(part.get("LocationID") or "", ("", ""))
                said.append(place)
                codes.append(code)
            elif local_name(part) == "VersionDetail":
                value = one_line(part.text or "")
                said.append(value or tables.value("DetailReference", part.get("DetailReferenceID")))
            elif local_name(part) == "DatePeriod":
                said.append(_period(part))
        lines.append((_label(label), ", ".join(one for one in said if one)))
    codes[:] = [code for code in codes if code]
    return lines


def _listing(listing: etree._Element, tables: _Tables) -> list[Line]:
    said = [tables.value("List", listing.get("ListID"))]
    for event in listing.iter("{*}EntryEvent"):
        on = next((_date(one) for one in event.iter("{*}Date")), None)
        kind = tables.value("EntryEventType", event.get("EntryEventTypeID")).lower()
        said.append(f"{kind} {on}" if on else kind)
        said.append(tables.value("LegalBasis", event.get("LegalBasisID")))
        said += _comment(event)
    lines = [("List", ", ".join(one for one in said if one))]
    for measure in listing.iter("{*}SanctionsMeasure"):
        kind = tables.value("SanctionsType", measure.get("SanctionsTypeID"))
        comment = " ".join(_comment(measure))
        is_programme = kind == "Program"
        lines.append(
            ("Programme", comment) if is_programme else ("Measure", f"{kind} {comment}".strip())
        )
    return lines


def _place(place: etree._Element, tables: _Tables) -> tuple[str, str]:
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


def _paper(paper: etree._Element, tables: _Tables) -> str:
    said = [
        tables.value("IDRegDocType", paper.get("IDRegDocTypeID")),
        text(paper, "IDRegistrationNo") or "",
        tables.value("Country", paper.get("IssuedBy-CountryID")),
        text(paper, "IssuingAuthority") or "",
        *_comment(paper),
    ]
    for day in paper.iter("{*}DocumentDate"):
        kind = tables.value("IDRegDocDateType", day.get("IDRegDocDateTypeID")).lower()
        said.append(f"{kind} {_period(day)}")
    return ", ".join(one for one in said if one)


def _comment(element: etree._Element) -> list[str]:
    said = text(element, "Comment")
    return [said] if said else []


def _comments(element: etree._Element) -> list[Line]:
    return [("Remarks", said) for said in _comment(element)]


def _period(element: etree._Element) -> str:
    """A span of days as its ends; one day where all of them are the same."""
    days = [
        day
        for tag in ("From", "To")
        for one in element.iter(f"{{*}}{tag}")
        if (day := _date(one)) is not None
    ]
    ends = list(dict.fromkeys((min(days), max(days)))) if days else []
    return " to ".join(str(day) for day in ends)


def _date(element: etree._Element) -> date | None:
    parts = [text(element, name) for name in ("Year", "Month", "Day")]
    try:
        return date(*(int(part or "") for part in parts))
    except (ValueError, TypeError):
        return None


def _label(name: str) -> str:
    return name if any(sign.islower() for sign in name) else spoken(name)
