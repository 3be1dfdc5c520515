"""What one instrument does to another's text, as legislation.gov.uk records it effect by effect."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from app.formats.legal_lines import local_name
from app.formats.plain_text import one_line

_EFFECTS: Final = frozenset(("Effect", "UnappliedEffect"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One effect; `is_applied` says whether the publisher's text shows it, `None` nothing.

    `lines` are its statements, one a line, each with its name.
    """

    native: str
    title: str
    url: str | None
    lines: tuple[tuple[str, str], ...]
    effective: tuple[tuple[date, str], ...]
    affected_provisions: str | None
    is_applied: bool | None
    needs_applying: bool
    modified_on: date | None


def effects_in(element: etree._Element) -> Iterator[Effect]:
    """Every effect within an element, in its order; one without an identifier has none to give."""
    for found in element.iter():
        if local_name(found) in _EFFECTS and found.get("EffectId"):
            yield _effect(found)


def _effect(element: etree._Element) -> Effect:
    affected = _named(element, "Affected")
    affecting = _named(element, "Affecting")
    sort = element.get("Type") or "effect of no stated type"
    unapplied = local_name(element) == "UnappliedEffect"
    applied = False if unapplied else _flag(element.get("Applied"))
    effective = tuple(_effective(element))
    provisions = element.get("AffectedProvisions") or "the whole instrument"
    by = " ".join(words for words in (element.get("AffectingProvisions"), affecting) if words)
    stated = [
        ("Affected", affected),
        ("Affected provisions", element.get("AffectedProvisions")),
        ("Effect", sort),
        ("Affecting", affecting),
        ("Affecting provisions", element.get("AffectingProvisions")),
        ("Extent", element.get("AffectedExtent") or element.get("AffectingEffectsExtent")),
        ("Applied to the text", _answer(applied)),
        ("Needs applying", _answer(_flag(element.get("RequiresApplied")))),
        *(("In force", f"{day.isoformat()} {words}".strip()) for day, words in effective),
        *(("In force", words) for words in _undated(element)),
        ("Comments", element.get("Comments")),
        ("Savings", _inner(element, "Savings")),
    ]
    return Effect(
        native=f"effect/{element.get('EffectId')}",
        title=one_line(
            f"{provisions} of {affected or 'an instrument'}: {sort}, by {by or 'unsaid'}"
        ),
        url=element.get("URI"),
        lines=tuple((name, one_line(value)) for name, value in stated if value and value.strip()),
        effective=effective,
        affected_provisions=element.get("AffectedProvisions"),
        is_applied=applied,
        needs_applying=_flag(element.get("RequiresApplied")) is not False,
        modified_on=_day(element.get("Modified")),
    )


def _named(element: etree._Element, side: str) -> str | None:
    title = _inner(element, f"{side}Title")
    path = _path(element.get(f"{side}URI"))
    return f"{title} ({path})" if title and path else title or path


def _inner(element: etree._Element, name: str) -> str | None:
    found = next((one for one in element if local_name(one) == name), None)
    if found is None:
        return None
    return one_line(" ".join(str(piece) for piece in found.itertext()).replace("\n", " ")) or None


def _in_force(element: etree._Element) -> Iterator[etree._Element]:
    yield from (one for one in element.iter() if local_name(one) == "InForce")


def _effective(element: etree._Element) -> Iterator[tuple[date, str]]:
    for found in _in_force(element):
        day = _day(found.get("Date"))
        if day is not None:
            yield day, one_line(found.get("Qualification") or "")


def _undated(element: etree._Element) -> Iterator[str]:
    for found in _in_force(element):
        if _day(found.get("Date")) is None:
            prospective = "prospective" if found.get("Prospective") == "true" else "no day stated"
            yield one_line(f"{prospective} {found.get('Qualification') or ''}")


def _path(address: str | None) -> str | None:
    return (address or "").partition("/id/")[2] or None


def _flag(written: str | None) -> bool | None:
    return {"true": True, "false": False}.get(written or "")


def _answer(said: bool | None) -> str | None:
    return {True: "yes", False: "no", None: None}[said]


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
