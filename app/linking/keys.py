"""The keys under which documents are held, and the references behind keys."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.domain.citations import Citation
from app.domain.documents import Kind
from app.domain.references import (
    CfrReference,
    Family,
    NumberedReference,
    Reference,
    cfr_part_of,
)
from app.linking.resolve import thread_keys

NAME: Final = "keys"
VERSION: Final = 2

_STEPS: Final = re.compile(r"((?:\([A-Za-z0-9]{1,6}\))*)$")
_VOLUME_AND_PAGE: Final = re.compile(r"fr:(\d{1,3})/(\d{1,6})")
_PAGES: Final = re.compile(r"\[Pages (\d{1,6})-(\d{1,6})\]")
_HEAD: Final = 3_000
_PRESIDENTIAL: Final = re.compile(
    r"^(?P<kind>Executive Order|Proclamation)\s+(?:No\.\s*)?(?P<number>\d{4,5})\b", re.MULTILINE
)
# What a publisher puts before everything else in its own titles.
_TITLED: Final = (Family.NOTICE_TO_EXPORTERS, Family.MOFCOM)
_WITH_BRACKETS: Final = (Family.CELEX, Family.DOCKET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A key that a document answers to, with the pages it fills where the key is of pages."""

    key: str
    first_page: int = 0
    last_page: int = 0


def reference_of(key: str) -> Reference:
    """The reference that has this key; raises `ValueError` where none has."""
    family, _, rest = key.partition(":")
    if not rest:
        raise ValueError(f"{key!r} is no key of a reference")
    kind = Family(family)
    if kind in _WITH_BRACKETS:
        return NumberedReference(kind, rest)
    steps = _STEPS.search(rest)
    assert steps is not None, "the steps may be none"
    paragraphs = tuple(re.findall(r"\((\w+)\)", steps.group()))
    number = rest[: steps.start()]
    if kind is not Family.CFR:
        return NumberedReference(kind, number, paragraphs)
    title, *places = number.split("/")
    if places and "-" in places[-1] and places[-1].split("-")[0] in _DIVISIONS:
        part = places[0] if len(places) > 1 else None
        return CfrReference(int(title), part, None, places[-1], paragraphs)
    place = places[0] if places else None
    if place and "." in place:
        return CfrReference(int(title), cfr_part_of(place), place, None, paragraphs)
    return CfrReference(int(title), place, None, None, paragraphs)


def whole_key(reference: Reference) -> str:
    """The key, in small letters, of the instrument or section that a reference lies in."""
    if isinstance(reference, CfrReference):
        return replace(reference, paragraphs=()).key.lower()
    return NumberedReference(reference.family, reference.number).key.lower()


def answers_to(
    own: Iterable[str],
    *,
    kind: Kind,
    title: str,
    text: str,
    in_title: Sequence[Citation],
    pages: tuple[int, int] | None = None,
) -> tuple[Answering, ...]:
    """Every key that a document answers to, in order: its own by identity, number and page, and
    those that its title and first words give it; `in_title` are the title's citations, `pages`
    those that it fills where its publisher says so."""
    keys = set(own)
    if kind is Kind.PRESIDENTIAL:
        keys |= set(_presidential(title, text))
    for one in in_title[:1]:
        if one.start == 0 and one.reference.family in _TITLED:
            keys.add(one.reference.key)
    found: list[Answering] = []
    for key in sorted(keys):
        found += _with_pages(key.lower(), text, pages)
    return tuple(found)


def matters_of(
    *, rins: Iterable[str], dockets: Iterable[str], citations: Sequence[Citation]
) -> tuple[str, ...]:
    """The matters a paper belongs to: by its metadata, or where that names none by its head."""
    keys = thread_keys(rins=rins, dockets=dockets)
    if not keys:
        keys = frozenset(
            one.reference.key
            for one in citations
            if one.start < _HEAD and one.reference.family in (Family.RIN, Family.DOCKET)
        )
    return tuple(sorted(key.lower() for key in keys))


def _with_pages(key: str, text: str, pages: tuple[int, int] | None) -> Iterator[Answering]:
    page = _VOLUME_AND_PAGE.fullmatch(key)
    if page is None:
        yield Answering(key=key)
        return
    first = last = int(page.group(2))
    printed = _PAGES.search(text, 0, _HEAD)
    if pages and pages[0] == first:
        last = max(first, pages[1])
    elif printed and int(printed.group(1)) == first:
        last = max(first, int(printed.group(2)))
    yield Answering(key=key, first_page=first, last_page=last)
    yield Answering(key=f"fr:{page.group(1)}", first_page=first, last_page=last)


def _presidential(title: str, text: str) -> Iterator[str]:
    found = _PRESIDENTIAL.search(title) or _PRESIDENTIAL.search(text, 0, _HEAD)
    if found:
        order = found.group("kind").startswith("Executive")
        family = Family.EXECUTIVE_ORDER if order else Family.PROCLAMATION
        yield f"{family.value}:{found.group('number')}"


_DIVISIONS: Final = frozenset(("supp", "app", "subpart", "subchapter", "ch"))
