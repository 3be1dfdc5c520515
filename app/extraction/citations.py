"""Every mention in a text of something official, with its exact words; resolving is linking's."""

from collections.abc import Iterable, Iterator
from typing import Final

from app.domain.citations import Citation, Setting
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
VERSION: Final = 2

_ANYWHERE: Final = Setting()


def find_citations(text: str, *, context: Setting | None = None) -> tuple[Citation, ...]:
    """The citations of a text in their order, none overlapping another.

    What a form means by its setting ("§ 744.21 of this part") is read only where the setting,
    or the text itself, names the title; otherwise there is no citation rather than a guess.
    """
    setting = context or _ANYWHERE
    return _cited(text, settle(_found(text, setting), len(text)))


def find_notices(text: str) -> tuple[Citation, ...]:
    """The notices of the gazette that a row of a list names, and nothing else of its words.

    Rows are tens of thousands, and their names and addresses are full of look-alikes.
    """
    return _cited(text, settle(pages(text), len(text)))


def _cited(text: str, kept: Iterable[Found]) -> tuple[Citation, ...]:
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
