"""The table of contents of an issue of the Federal Register: numbers under subject lines."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from app.domain.documents import Capture, Document, Issue, Kind
from app.domain.ids import DocumentId
from app.domain.instruments import UNSAID, InstrumentFacts, Unsaid
from app.domain.sources import Reading, Request
from app.errors import FormatError
from app.formats.federal_register_names import KEY, KINDS, agency_slug, clean_number, register_id
from app.formats.plain_text import one_line
from app.formats.records import Record, reading

_STAND_IN: Final = Kind.NOTICE


def read_contents(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """An issue's table of contents: numbers and kinds, each under its subject line."""
    contents = Record.parse(capture.body, where=capture.place)
    listed: dict[DocumentId, Reading] = {}
    for agency in contents.records("agencies"):
        slug = agency.text_or_none("slug") or agency_slug(agency.text("name"))
        agency.known("name", "url", "see_also")
        for category in agency.records("document_categories"):
            kind = KINDS.get(category.text("type").lower())
            for entry in category.records("documents"):
                for found in reading(entry, partial(_content, kind=kind, slug=slug)):
                    if isinstance(found, Issue):
                        yield found
                    else:
                        listed[found.document.id] = _listed_again(listed, found)
    yield from listed.values()
    yield from contents.unread()


def _listed_again(listed: Mapping[DocumentId, Reading], found: Reading) -> Reading:
    """A joint document stands under each of its agencies and is still one document."""
    before = listed.get(found.document.id)
    if before is None:
        return found
    joint = tuple(
        dict.fromkeys(
            slug
            for reading_ in (before, found)
            if not isinstance(reading_.facts.agencies, Unsaid)
            for slug in reading_.facts.agencies
        )
    )
    return replace(before, facts=replace(before.facts, agencies=joint))


def _content(entry: Record, kind: Kind | None, slug: str) -> Iterator[Reading | Issue]:
    subjects = (entry.text_or_none(f"subject_{level}") for level in (1, 2, 3))
    title = one_line(" ".join(subject for subject in subjects if subject))
    numbers = entry.texts("document_numbers")
    if not numbers:
        raise FormatError(f"{entry.place('document_numbers')} is empty; nothing to hold on to")
    for written in numbers:
        number = clean_number(written)
        if number is None:
            raise FormatError(f"{entry.place('document_numbers')} holds {written!r}, no number")
        yield Reading(
            document=Document(id=register_id(number, None), source=KEY, kind=kind or _STAND_IN),
            kind_said=kind is not None,
            where=entry.where,
            title=title or UNSAID,
            facts=InstrumentFacts(number=number, agencies=(slug,)),
        )
