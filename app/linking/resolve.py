"""From a reference to the one document it names, or to an honest none."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from app.domain.citations import Held, Resolution
from app.domain.documents import Kind
from app.domain.references import (
    CfrReference,
    Family,
    NumberedReference,
    Reference,
    docket_number,
    fr_document_number,
)
from app.vocabulary.agencies import slug_of

NAME: Final = "resolve"
VERSION: Final = 2
NOTHING_HELD: Final = "nothing held answers to it"

_CODIFIED: Final = re.compile(
    r"(\d{1,2})-(\d[\w]*(?:-\d+)?)(?:-(supp|app)-(\w+))?|(\d{1,2})-(\d[\w.-]*\.\d[\w.-]*)"
)
_PAGE: Final = re.compile(r"(\d{1,3}) FR (\d{1,6})")
_CELEX: Final = re.compile(r"[03]\d{4}[A-Z]\d{4}.*")
_LEGISLATION: Final = re.compile(r"(uksi|ukpga)[/-](\d{4})[/-](\d{1,4})")
# These name a matter that several papers belong to, never one paper.
_RULES: Final = (Kind.RULE, Kind.PROPOSED_RULE)
_THREADS: Final = (Family.RIN, Family.DOCKET)


def own_keys(
    document: str, *, number: str | None = None, citation: str | None = None
) -> frozenset[str]:
    """The keys under which a document answers: from its id, its number and its page.

    A document that answers to none of the forms has no key, and nothing resolves to it.
    """
    source, _, native = document.partition("/")
    keys: set[str] = set()
    if source == "us-fr":
        plain = number or native.partition(".")[0]
        keys.add(f"frdoc:{fr_document_number(plain)}")
        if page := _PAGE.fullmatch(citation or ""):
            keys.add(f"fr:{int(page.group(1))}/{int(page.group(2))}")
    elif source == "us-ecfr":
        keys.update(_codified(native))
    elif _CELEX.fullmatch(native):
        keys.add(f"celex:{native}")
    elif law := _LEGISLATION.search(native):
        keys.add(f"{law.group(1)}:{law.group(2)}/{int(law.group(3))}")
    return frozenset(keys)


def paper_keys(kind: Kind, published_on: date | None, agencies: Iterable[str]) -> frozenset[str]:
    """The keys of a rule by its day and each of its bodies: how texts speak of it in prose."""
    if published_on is None or kind not in _RULES:
        return frozenset()
    bodies = {slug_of(name) or slug_of(name.replace("-", " ")) for name in agencies}
    day = published_on.isoformat()
    return frozenset(f"paper:{day}/{kind.value}/{body}" for body in bodies if body)


def thread_keys(*, rins: Iterable[str] = (), dockets: Iterable[str] = ()) -> frozenset[str]:
    """The keys of the matter a paper belongs to, from proposal to correction."""
    named = {f"rin:{rin}" for rin in rins} | {f"docket:{docket_number(it)}" for it in dockets}
    return frozenset(named)


def wanted_keys(reference: Reference) -> tuple[str, ...]:
    """Under which keys a reference may be held, the closest first.

    A paragraph is held within its section; a section is not held within its part, whose own
    document is its heading and authority.
    """
    if isinstance(reference, CfrReference):
        whole = CfrReference(reference.title, reference.part, reference.section, reference.division)
        return tuple(dict.fromkeys((reference.key.lower(), whole.key.lower())))
    plain = NumberedReference(reference.family, reference.number)
    return tuple(dict.fromkeys((reference.key, plain.key, *_acts(reference))))


def resolve(reference: Reference, holdings: Mapping[str, Sequence[Held]]) -> Resolution:
    """Which document a reference names, given what is held under each key.

    Nothing held, several held, or a reference to a whole matter: unresolved, and the reason says
    which. A page of the Register names the paper that begins on it, else the one it lies within.
    """
    if reference.family in _THREADS:
        return _unresolved(reference, "names a matter, not one paper")
    if reference.family is Family.PAPER and isinstance(reference, NumberedReference):
        return _of_a_day(reference, holdings)
    for key in wanted_keys(reference):
        held = _distinct(holdings.get(key, ()))
        if len(held) == 1:
            return Resolution(reference=reference, document=held[0], reason=f"held as {key}")
        if held:
            return _unresolved(reference, f"{len(held)} documents answer to {key}")
    if reference.family is Family.FR and isinstance(reference, NumberedReference):
        return _within_pages(reference, holdings)
    return _unresolved(reference, NOTHING_HELD)


def _of_a_day(reference: NumberedReference, holdings: Mapping[str, Sequence[Held]]) -> Resolution:
    """The one rule of a body and day; of several, or of nobody in particular, none is named."""
    day, kind, *body = reference.number.split("/")
    if not body:
        return _unresolved(reference, "names a day, and not whose paper")
    held = _distinct(holdings.get(reference.key, ()))
    words = f"{kind.replace('_', ' ')} of {body[0]} published on {day}"
    if len(held) == 1:
        return Resolution(reference=reference, document=held[0], reason=f"the only {words}")
    if held:
        return _unresolved(reference, f"there are {len(held)} of this kind, body and day: {words}")
    return _unresolved(reference, f"no {words} is held")


def _within_pages(
    reference: NumberedReference, holdings: Mapping[str, Sequence[Held]]
) -> Resolution:
    """The paper that a page lies within; callers offer a volume's papers as `fr:<volume>`."""
    volume, _, page = reference.number.partition("/")
    around = [
        held
        for held in holdings.get(f"fr:{volume}", ())
        if held.first_page <= int(page) <= held.last_page
    ]
    held = _distinct(around)
    if len(held) == 1:
        last = max(one.last_page for one in around)
        within = f"page {page} lies in {volume} FR {around[0].first_page}–{last}"
        return Resolution(reference=reference, document=held[0], reason=within)
    if held:
        return _unresolved(reference, f"{len(held)} documents share page {page}")
    return _unresolved(reference, NOTHING_HELD)


def _codified(native: str) -> Iterator[str]:
    found = _CODIFIED.fullmatch(native)
    if found is None:
        return
    title, part, kind, name, section_title, section = found.groups()
    if section:
        yield f"cfr:{section_title}/{section}"
    elif kind:
        yield f"cfr:{title}/{part}/{kind}-{name}"
    else:
        yield f"cfr:{title}/{part}"


def _acts(reference: NumberedReference) -> Iterator[str]:
    """A consolidated text of the Union (`0…-date`) is held as its act too."""
    if reference.family is Family.CELEX and reference.number.startswith("0"):
        yield f"celex:3{reference.number[1:10]}"


def _distinct(held: Iterable[Held]) -> list[str]:
    return sorted({one.document for one in held})


def _unresolved(reference: Reference, reason: str) -> Resolution:
    return Resolution(reference=reference, document=None, reason=reason)
