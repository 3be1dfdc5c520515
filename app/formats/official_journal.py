"""How acts of the European Union are named: CELEX and Official Journal numbers, kinds, titles."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.documents import Kind, Provision

_COMMUNITY = r"(?:EU|EC|EEC|ECSC|CFSP|JHA|EURATOM|UE)"
_OWN_NUMBER = re.compile(
    r"\b(?P<sort>REGULATION|DIRECTIVE|DECISION|RECOMMENDATION|GUIDELINE)\s+"
    rf"(?:\({_COMMUNITY}(?:\s*,\s*{_COMMUNITY})*\)\s*)?(?P<no>N[o°º]\.?\s*)?"
    rf"(?P<first>\d{{1,4}})/(?P<second>\d{{1,5}})(?:/{_COMMUNITY})?(?:\s*\([^)]{{1,30}}\))?",
    re.IGNORECASE,
)
# The number of another act: a title without a number of its own goes on with what it does.
_OF_ANOTHER = re.compile(
    r"\b(?:amending|repealing|correcting|supplementing|implementing\s+(?!regulation|decision)|"
    r"corrigend|proposal|laying down|on the|concerning|pursuant)",
    re.IGNORECASE,
)
_PREPARATORY = re.compile(r"\b(COM|JOIN|SWD|SEC)\s*\((\d{4})\)\s*(\d{1,4})\b", re.IGNORECASE)
_LETTERS: Final = {
    "regulation": "R",
    "directive": "L",
    "decision": "D",
    "recommendation": "H",
    "guideline": "O",
}
_PREPARATORY_LETTERS: Final = {"COM": ("PC", "DC"), "JOIN": ("JC", "JC")}
_STAFF_PAPERS: Final = frozenset(("SWD", "SEC"))
_SORTS: Final[tuple[tuple[str, Kind, str | None], ...]] = (
    ("corrigendum", Kind.NOTICE, "corrigendum"),
    ("proposal for", Kind.PROPOSED_RULE, None),
    ("implementing regulation", Kind.RULE, "implementing_regulation"),
    ("delegated regulation", Kind.RULE, "delegated_regulation"),
    ("regulation", Kind.STATUTE, "regulation"),
    ("directive", Kind.STATUTE, None),
    ("decision", Kind.ORDER, "decision"),
    ("recommendation", Kind.GUIDANCE, "recommendation"),
    ("guideline", Kind.GUIDANCE, "guidance"),
    ("agreement", Kind.STATUTE, "treaty"),
    ("convention", Kind.STATUTE, "treaty"),
    ("communication", Kind.STATEMENT, None),
    ("report", Kind.STATEMENT, None),
    ("statement", Kind.STATEMENT, None),
    ("opinion", Kind.STATEMENT, None),
    ("resolution", Kind.STATEMENT, None),
    ("staff working document", Kind.STATEMENT, None),
    ("compilation of national control lists", Kind.NOTICE, "national_control_list_notice"),
    ("notice", Kind.NOTICE, "notice"),
    ("information", Kind.NOTICE, "notice"),
)
# From sector and letter of a CELEX number: who has only that has no title to read.
_CELEX_KINDS: Final = {
    "3R": (Kind.STATUTE, "regulation"),
    "3L": (Kind.STATUTE, None),
    "3D": (Kind.ORDER, "decision"),
    "3H": (Kind.GUIDANCE, "recommendation"),
    "5P": (Kind.PROPOSED_RULE, None),
    "5D": (Kind.STATEMENT, None),
    "5S": (Kind.STATEMENT, None),
    "5A": (Kind.STATEMENT, None),
}
_CELEX = re.compile(r"[0-9CE]\d{4}[A-Z]{1,2}\d{4,5}(?:-\d{8})?(?:R\(\d{2}\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalAct:
    """An act or paper as the Official Journal or the Publications Office gives it.

    `native` is its CELEX number where the paper says enough to know it, else its number in the
    Official Journal. `signed_on` is the day in its title, not that of publication.
    """

    native: str
    title: str | None
    text: str
    provisions: tuple[Provision, ...] = ()
    language: str | None = None
    oj_number: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    date_evidence: str | None = None
    current_on: date | None = None


def celex_of_title(title: str) -> str | None:
    """The CELEX number an act's own title gives: `Regulation (EU) 2024/903` is `32024R0903`.

    Acts without a number in their title, corrigenda and proposals have none here.
    """
    found = _OWN_NUMBER.search(title[:200])
    if found is None or _OF_ANOTHER.search(title[: found.start()]):
        return None
    first, second = found["first"], found["second"]
    # "No 428/2009" is number and year; since 2015, and in "2009/43/EC", the year comes first.
    number, year = (first, second) if found["no"] else (second, first)
    full_year = f"19{year}" if len(year) == 2 else year
    if len(full_year) != 4 or not 1950 <= int(full_year) <= 2100:
        return None
    return f"3{full_year}{_LETTERS[found['sort'].lower()]}{int(number):04}"


def celex_of_paper(number: str, title: str) -> str | None:
    """The CELEX number of a preparatory paper: a proposal `COM(2025) 43` is `52025PC0043`."""
    found = _PREPARATORY.search(number)
    if found is None:
        return None
    series = found[1].upper()
    if series in _STAFF_PAPERS:
        letters = "SC"
    else:
        proposal, other = _PREPARATORY_LETTERS[series]
        letters = proposal if "proposal for" in title[:200].lower() else other
    return f"5{found[2]}{letters}{int(found[3]):04}"


def kind_of_title(title: str) -> tuple[Kind, str | None] | None:
    """The kind and type a title states by the first of its words that names one."""
    opening = title[:300].lower()
    places = [
        (opening.find(word), -len(word), kind, type_)
        for word, kind, type_ in _SORTS
        if word in opening
    ]
    if not places:
        return None
    _, _, kind, type_ = min(places, key=lambda place: place[:2])
    return kind, type_


def kind_of_celex(celex: str) -> tuple[Kind, str | None] | None:
    """The kind a CELEX number states, for who has no title."""
    sector = "3" if celex[:1] == "0" else celex[:1]
    return _CELEX_KINDS.get(sector + celex[5:6])


def is_celex(written: str) -> bool:
    """Whether some words are a CELEX number and nothing else."""
    return _CELEX.fullmatch(written) is not None


def oj_number(series: str, year: str, number: str, page: str | None = None) -> str:
    """An act's number in the Official Journal: `L_202400903`, with its page before October 2023."""
    if page is None:
        return f"{series}_{year}{int(number):05}"
    return f"{series}_{year}{int(number):03}_{int(page):04}"


def journal_citation(number: str | None) -> str | None:
    """`L_202400903` as lawyers cite it: OJ L, 2024/903; before October 2023 with issue and page."""
    found = re.fullmatch(r"([LC])_(\d{4})(\d{5})", number or "")
    if found:
        return f"OJ {found[1]}, {found[2]}/{int(found[3])}"
    found = re.fullmatch(r"([LC])_(\d{4})(\d{3})_(\d{4})", number or "")
    if found is None:
        return None
    return f"OJ {found[1]} {int(found[3])}, {found[2]}, p. {int(found[4])}"
