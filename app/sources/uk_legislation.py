"""Statutes and instruments of the United Kingdom, as legislation.gov.uk gives them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from app.domain.documents import Capture, Document, Extent, Issue, Kind, Provision, Standing
from app.domain.ids import SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate
from app.domain.sources import Reading, Request, Source, Words
from app.domain.time import DateSpan
from app.errors import FormatError
from app.formats.clml import LegislationAddress, LegislationText, is_clml, read_clml
from app.formats.clml_lines import unit_label
from app.formats.language import stated_language
from app.formats.legislation_feed import (
    FeedInstrument,
    is_legislation_feed,
    next_page,
    read_feed_entries,
)
from app.formats.uk_effects import Effect
from app.formats.web_addresses import web_address
from app.formats.xml import parse_xml, root_tag

KEY: Final = SourceKey("uk-legislation")
EFFECTS: Final = "uk-effects"
_LOOKED_AT: Final = 8192
_STAND_IN: Final = Kind.RULE
_ACTS: Final = frozenset(
    [
        *("ukpga", "ukla", "ukppa", "ukcm", "asp", "asc", "anaw", "mwa", "nia", "apni"),
        *("mnia", "aosp", "aep", "aip", "apgb", "gbla", "gbppa"),
    ]
)
_INSTRUMENTS: Final = frozenset(
    ["uksi", "ssi", "wsi", "nisr", "nisi", "nisro", "uksro", "ukmo", "ukci", "ukmd"]
)
_DRAFTS: Final = frozenset(["ukdsi", "sdsi", "nidsr", "wdsi"])
_ASSIMILATED: Final = {"eur": "regulation", "eudn": "decision"}
# As printed on the instrument: number series that lawyers cite by.
_CITED: Final = {
    "uksi": "SI {year}/{number}",
    "ssi": "SSI {year}/{number}",
    "wsi": "WSI {year}/{number}",
    "nisr": "SR {year}/{number}",
    "ukpga": "{year} c. {number}",
    "asp": "{year} asp {number}",
    "anaw": "{year} anaw {number}",
    "asc": "{year} asc {number}",
    "nia": "{year} c. {number} (N.I.)",
}


def read_text(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """An instrument or a fragment of one, and the effects its text does not show yet."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    for found in read_clml(root, where=capture.place):
        if isinstance(found, Issue):
            yield found
            continue
        if not found.text:
            raise FormatError(
                f"no documents: {capture.place} holds {found.address.native} without words; "
                "some old instruments are scanned pages only: fetch the PDF"
            )
        reading = _text(found)
        yield reading
        yield from (_effect(effect, where="UnappliedEffects") for effect in found.unapplied)
        pending = sum(effect.needs_applying for effect in found.unapplied)
        if pending:
            yield Issue(
                where="UnappliedEffects",
                problem=f"the publisher records {pending} effects on {found.address.native} that "
                f"are not yet in this text; read it together with them (list {EFFECTS})",
                document=reading.document.id,
            )


def read_feed(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """A page of a feed: instruments, or the effects of the changes feed."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    found = 0
    for entry in read_feed_entries(root):
        found += 1
        match entry:
            case FeedInstrument():
                yield _instrument(entry)
            case Effect():
                yield _effect(entry, where=f"entry[{found - 1}]")
            case Issue():
                yield entry
    if not found:
        raise FormatError(f"no documents: {capture.place} is a feed of legislation.gov.uk, empty")
    following = web_address(next_page(root))
    if following is not None:
        yield Request(url=following, shape="uk-feed")


def _text(found: LegislationText) -> Reading:
    span = None
    if found.valid_from is not None or found.valid_to is not None:
        span = DateSpan(from_on=found.valid_from, to_on=found.valid_to)
    address = found.address
    kind, type_ = (Kind.SECTION, None) if address.unit else _kind(address.type_code)
    return Reading(
        document=Document(id=document_id(KEY, address.native), source=KEY, kind=kind, type=type_),
        where=found.where,
        words=Words(
            text=found.text,
            language=stated_language(found.language) or "en",
            provisions=found.provisions,
        ),
        title=_title(found) or UNSAID,
        url=web_address(found.url) or UNSAID,
        in_force=span or UNSAID,
        current_on=found.shown_on or UNSAID,
        facts=InstrumentFacts(
            number=f"{address.year}/{address.number}",
            citation=_citation(address) or UNSAID,
            dates=_stated(found.dates) or UNSAID,
        ),
    )


def _instrument(entry: FeedInstrument) -> Reading:
    address = entry.address
    kind, type_ = _kind(address.type_code)
    days = [
        ("enacted" if address.type_code in _ACTS else "made", entry.created_on),
        ("updated", entry.updated_on),
    ]
    return Reading(
        document=Document(id=document_id(KEY, address.native), source=KEY, kind=kind, type=type_),
        where=entry.where,
        words=Words(text=entry.summary, extent=Extent.SUMMARY, language=entry.language)
        if entry.summary
        else UNSAID,
        title=entry.title or UNSAID,
        url=web_address(entry.url) or UNSAID,
        published_on=entry.published_on or UNSAID,
        published_at=entry.published_at or UNSAID,
        date_evidence="published" if entry.published_on else UNSAID,
        facts=InstrumentFacts(
            number=f"{address.year}/{address.number}",
            citation=_citation(address) or UNSAID,
            dates=_stated([(role, day) for role, day in days if day]) or UNSAID,
        ),
    )


def _effect(effect: Effect, *, where: str) -> Reading:
    """An effect is a row of the publisher's list of changes, found when it is asked for."""
    lines: list[str] = []
    provisions: list[Provision] = []
    at = 0
    for name, value in effect.lines:
        line = f"{name}: {value}"
        label = name.lower().replace(" ", "-")
        again = sum(one.heading == name for one in provisions)
        provisions.append(
            Provision(
                label=f"{label}-{again + 1}" if again else label,
                heading=name,
                start=at + len(name) + 2,
                end=at + len(line),
            )
        )
        lines.append(line)
        at += len(line) + 1
    days = [
        StatedDate(role="effective", on=day, scope=effect.affected_provisions or "all")
        for day, _ in effect.effective
    ]
    if effect.modified_on is not None:
        days.append(StatedDate(role="updated", on=effect.modified_on))
    return Reading(
        document=Document(
            id=document_id(KEY, effect.native),
            source=KEY,
            kind=Kind.LIST_ENTRY,
            list_key=EFFECTS,
        ),
        where=where,
        words=Words(text="\n".join(lines), language="en", provisions=tuple(provisions)),
        title=effect.title,
        url=web_address(effect.url) or UNSAID,
        facts=InstrumentFacts(dates=tuple(dict.fromkeys(days)) or UNSAID),
    )


def _stated(dates: Sequence[tuple[str, date]]) -> tuple[StatedDate, ...]:
    """Days with their roles; of several days of coming into force none holds for all of it."""
    several = sum(role == "effective" for role, _ in dates) > 1
    return tuple(
        StatedDate(role=role, on=day, scope="some" if several and role == "effective" else "all")
        for role, day in dates
    )


def _kind(type_code: str) -> tuple[Kind, str | None]:
    if type_code in _ACTS:
        return Kind.STATUTE, "act"
    if type_code in _INSTRUMENTS:
        return Kind.RULE, "statutory_instrument"
    if type_code in _DRAFTS:
        return Kind.PROPOSED_RULE, None
    if type_code in _ASSIMILATED:
        return Kind.STATUTE, _ASSIMILATED[type_code] if type_code == "eur" else None
    return _STAND_IN, None


def _title(found: LegislationText) -> str | None:
    """A part of an instrument goes by the instrument's title and its own place in it."""
    unit = unit_label(found.address.unit)
    if unit is None or found.title is None:
        return found.title or unit
    return f"{found.title}, {unit}" if found.has_metadata else found.title


def _citation(address: LegislationAddress) -> str | None:
    form = _CITED.get(address.type_code)
    return form.format(year=address.year, number=address.number) if form else None


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    tag = root_tag(body)
    if is_legislation_feed(tag, body):
        return "uk-feed"
    return "clml" if is_clml(tag, body[:_LOOKED_AT]) else None


SOURCE: Final = Source(
    key=KEY,
    title="legislation.gov.uk",
    jurisdiction="uk",
    standing=Standing.CONSOLIDATED,
    owner="uk-government",
    zone="Europe/London",
    url="https://www.legislation.gov.uk",
    readers={"clml": read_text, "uk-feed": read_feed},
    recognise=recognise,
)
