"""Statutes and instruments of the United Kingdom, as legislation.gov.uk gives them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from app.domain.documents import (
    Capture,
    Custody,
    Document,
    Extent,
    Issue,
    Kind,
    Provision,
    Standing,
)
from app.domain.ids import SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate
from app.domain.sources import Expectation, Reading, Request, Source, Window, Words
from app.domain.time import DateSpan
from app.errors import FormatError
from app.formats.asked import Said, standing_now
from app.formats.clml import LegislationText, is_clml, read_clml
from app.formats.clml_lines import unit_label
from app.formats.language import stated_language
from app.formats.legislation_feed import (
    FeedInstrument,
    feed_account,
    is_legislation_feed,
    next_page,
    read_feed_entries,
)
from app.formats.legislation_types import ACTS, citation_of, is_instrument, kind_of_code
from app.formats.uk_effects import Effect
from app.formats.web_addresses import web_address
from app.formats.xml import parse_xml, root_tag

KEY: Final = SourceKey("uk-legislation")
EFFECTS: Final = "uk-effects"
SITE: Final = "https://www.legislation.gov.uk"
# The Export Control Order 2008, and orders that amended it, which are read as they were made.
WATCHED: Final = ("uksi/2008/3231",)
AS_MADE: Final = ("uksi/2023/695", "uksi/2024/346", "uksi/2025/1197")
_OURS: Final = re.compile(r"\bexport control", re.IGNORECASE)
_LOOKS_BACK: Final = timedelta(days=7)
_LOOKED_AT: Final = 8192


def begin(window: Window) -> Iterator[Request]:
    """What is new, what was done to the acts we watch, and how they read now.

    For a window longer than a look goes back, also how they read at its end: a revised text does
    not keep the words it had.
    """
    yield Request(url=f"{SITE}/new/uksi/data.feed", shape="uk-feed")
    for act in WATCHED:
        yield Request(url=f"{SITE}/changes/affected/{act}/data.feed", shape="uk-feed")
        yield _text_of(act, f"{SITE}/{act}/data.xml")
        if window.last_on - window.first_on > _LOOKS_BACK * 2:
            yield replace(
                _text_of(act, f"{SITE}/{act}/{window.last_on}/data.xml"),
                on=window.last_on,
                needed=False,
            )
    for act in AS_MADE:
        yield replace(_text_of(act, f"{SITE}/{act}/made/data.xml"), lasting=True)


def _text_of(act: str, url: str) -> Request:
    return Request(url=url, shape="clml", about=document_id(KEY, act))


def read_text(capture: Capture) -> Iterator[Said]:
    """An instrument or a fragment of one, and the effects its text does not show yet."""
    yield from standing_now(_text_and_effects(capture), capture)


def _text_and_effects(capture: Capture) -> Iterator[Reading | Issue]:
    if not is_clml(root_tag(capture.body), capture.body[:_LOOKED_AT]):
        raise FormatError(f"error body: {capture.place} is no text of legislation.gov.uk")
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


def read_feed(capture: Capture) -> Iterator[Said]:
    """A page of a feed: instruments, or the effects of the changes feed.

    The text of a new instrument is asked for where its title says it is about export control.
    """
    root = parse_xml(capture.body, where=capture.place, official=True)
    if not is_legislation_feed(root_tag(capture.body), capture.body):
        raise FormatError(f"error body: {capture.place} is no feed of legislation.gov.uk")
    entries = tuple(read_feed_entries(root))
    for number, entry in enumerate(entries):
        match entry:
            case FeedInstrument():
                yield _instrument(entry)
                if _OURS.search(entry.title or "") and is_instrument(entry.address):
                    act = entry.address.native
                    asked = _text_of(act, f"{SITE}/{act}/made/data.xml")
                    yield replace(asked, on=entry.published_on, lasting=True)
            case Effect():
                yield _effect(entry, where=f"entry[{number}]")
            case Issue():
                yield entry
    if not entries and (capture.custody is not Custody.COLLECTED or "/new/" in capture.place):
        raise FormatError(f"no documents: {capture.place} is a feed of legislation.gov.uk, empty")
    account = feed_account(root, entries, capture)
    following = web_address(next_page(root), capture.url)
    if account.more and following is not None:
        yield Request(url=following, shape="uk-feed")
    yield account


def _text(found: LegislationText) -> Reading:
    span = None
    if found.valid_from is not None or found.valid_to is not None:
        span = DateSpan(from_on=found.valid_from, to_on=found.valid_to)
    address = found.address
    kind, type_ = (Kind.SECTION, None) if address.unit else kind_of_code(address.type_code)
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
            citation=citation_of(address) or UNSAID,
            dates=_stated(found.dates) or UNSAID,
        ),
    )


def _instrument(entry: FeedInstrument) -> Reading:
    address = entry.address
    kind, type_ = kind_of_code(address.type_code)
    days = [
        ("enacted" if address.type_code in ACTS else "made", entry.created_on),
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
            citation=citation_of(address) or UNSAID,
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


def _title(found: LegislationText) -> str | None:
    """A part of an instrument goes by the instrument's title and its own place in it."""
    unit = unit_label(found.address.unit)
    if unit is None or found.title is None:
        return found.title or unit
    return f"{found.title}, {unit}" if found.has_metadata else found.title


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
    url=SITE,
    every=timedelta(hours=2),
    begin=begin,
    expects=Expectation(least=10, most=5_000),
    obeys_robots=False,
    looks_back=_LOOKS_BACK,
    settles=timedelta(days=2),
    terms="Open Government Licence v3.0",
    readers={"clml": read_text, "uk-feed": read_feed},
    recognise=recognise,
)
