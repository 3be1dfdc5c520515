"""Every mention in a text of something official, with its exact words; resolving is linking's."""

from collections.abc import Iterator
from typing import Final

from app.domain.citations import Citation, Setting
from app.domain.references import Reference
from app.extraction.abroad import british, chinese, european
from app.extraction.cfr import contextual, titled
from app.extraction.cfr_divisions import divisions, paragraphs
from app.extraction.cfr_places import Places, Titles
from app.extraction.control_lists import entries
from app.extraction.control_words import categories, exceptions, groups
from app.extraction.gazette import dockets, documents, identifiers, pages
from app.extraction.scan import Found, settle
from app.extraction.statutes import code, laws, orders

NAME: Final = "citations"
VERSION: Final = 1

_ANYWHERE: Final = Setting()


def find_citations(text: str, *, context: Setting | None = None) -> tuple[Citation, ...]:
    """The citations of a text in their order, none overlapping another.

    What a form means by its setting ("§ 744.21 of this part") is read only where the setting,
    or the text itself, names the title; otherwise there is no citation rather than a guess.
    """
    setting = context or _ANYWHERE
    kept = settle(_found(text, setting), len(text))
    return tuple(
        Citation(
            start=one.start,
            end=one.end,
            quote=text[one.start : one.end],
            reference=one.reference,
            rule=one.rule,
            through=one.through,
        )
        for one in kept
    )


def asked_reference(words: str) -> Reference | None:
    """What a person means who types only a reference: "744.11(c)", "3A090.a", "90 FR 4544".

    A section without a title is taken to be of the export regulations, where it can be.
    """
    asked = " ".join(words.split())
    for before, spoken in _spoken(asked):
        found = find_citations(before + spoken)
        whole = len(found) == 1 and found[0].end == len(before) + len(spoken)
        if whole and found[0].start in (0, len(before)):
            return found[0].reference
    return None


def _spoken(asked: str) -> Iterator[tuple[str, str]]:
    yield "", asked
    yield "15 CFR ", asked.removeprefix("§").strip()
    for word in (
        "ECCN",
        "RIN",
        "FR Doc.",
        "Country Group",
        "License Exception",
        "SI",
        "Docket No.",
    ):
        yield f"{word} ", asked


def _found(text: str, setting: Setting) -> Iterator[Found]:
    titles = Titles(text, setting)
    if "C" in text and ("CFR" in text or "F.R" in text or "F. R" in text or "Federal Reg" in text):
        # Citations with their title teach the others, and so are read to the end first.
        yield from list(titled(text, titles))
    if "§" in text or "ection" in text or "ECTION" in text or "art" in text or "ec." in text:
        yield from contextual(text, titles, setting)
    places = Places(text, setting)
    if "upp" in text or "ppendi" in text or "ubpart" in text:
        yield from divisions(text, titles, places, setting)
    if "aragraph" in text or "of this section" in text:
        yield from paragraphs(text, titles, places, setting)
    yield from _of_the_register(text, setting)
    yield from code(text)
    yield from laws(text)
    yield from orders(text)
    yield from entries(text, setting)
    yield from categories(text, setting)
    if "roup" in text:
        yield from groups(text)
    if "xception" in text:
        yield from exceptions(text)
    yield from british(text)
    yield from european(text)
    yield from chinese(text)


def _of_the_register(text: str, setting: Setting) -> Iterator[Found]:
    yield from pages(text)
    yield from documents(text)
    yield from identifiers(text)
    yield from dockets(text, setting)
