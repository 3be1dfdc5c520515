"""Questions to CELLAR, the EU's store of acts: what was published on the acts we follow, and when.

One question counts, the next one names: an answer cut short, as the store gives it when it is
busy, is found out by the number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.documents import Capture
from app.domain.sources import Window
from app.errors import FormatError
from app.formats.asked import asked, day_or_none, first
from app.formats.official_journal import is_celex
from app.formats.records import Record

MEDIA_TYPE: Final = "application/sparql-results+json"
_PREFIXES: Final = (
    "PREFIX cdm: <http://publications.europa.eu/ontology/cdm#> "
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)
_COUNT: Final = "SELECT (COUNT(DISTINCT ?celex) AS ?acts)"
_NAMES: Final = "SELECT DISTINCT ?act ?celex ?day ?published"
_WHERE: Final = (
    " WHERE {{ VALUES ?followed {{ {followed} }} "
    "?base cdm:resource_legal_id_celex ?followed . "
    "{{ ?act cdm:resource_legal_amends_resource_legal ?base }} "
    "UNION {{ ?act cdm:resource_legal_based_on_resource_legal ?base }} "
    "UNION {{ ?act cdm:resource_legal_corrects_resource_legal ?base }} "
    "?act cdm:resource_legal_id_celex ?celex ; cdm:work_date_document ?signed . "
    # Act by act since October 2023, by issues before; papers that are in no journal go by the
    # day they were signed, which for an act is weeks before its publication.
    "OPTIONAL {{ ?act (cdm:official-journal-act_date_publication"
    "|cdm:resource_legal_published_in_official-journal/cdm:publication_general_date_publication) "
    "?published }} "
    "BIND(COALESCE(?published, ?signed) AS ?day) "
    'FILTER(?day >= "{first_on}"^^xsd:date && ?day <= "{last_on}"^^xsd:date) }}'
)
_DAYS: Final = re.compile(r'\?day >= "(\d{4}-\d\d-\d\d)"\S* && \?day <= "(\d{4}-\d\d-\d\d)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAct:
    """An act that an answer names, with its address in the store and the day it is found by.

    That is the day of publication, or of signature where `is_published` is false.
    """

    celex: str
    work: str | None
    on: date
    is_published: bool


def count_question(window: Window, followed: Sequence[str]) -> str:
    """How many acts amend, correct or rest on those we follow, in a window of days."""
    where = _WHERE.format(
        followed=" ".join(f'"{celex}"^^xsd:string' for celex in followed),
        first_on=window.first_on,
        last_on=window.last_on,
    )
    return f"{_PREFIXES}{_COUNT}{where}"


def names_question(count: str) -> str:
    """Which acts they are: the question that belongs to one that counts."""
    return f"{count.replace(_COUNT, _NAMES, 1)} ORDER BY ?day ?celex"


def question_of(capture: Capture) -> tuple[str, Window]:
    """The question an answer was given to, and its window."""
    question = first(asked(capture), "query") or ""
    found = _DAYS.search(question)
    first_on, last_on = (day_or_none(found[1]), day_or_none(found[2])) if found else (None, None)
    if first_on is None or last_on is None:
        raise FormatError(f"{capture.place}: no question about days stands in its address")
    return question, Window(first_on=first_on, last_on=last_on)


def read_count(capture: Capture) -> int:
    """The number an answer gives."""
    rows = _rows(capture)
    if len(rows) != 1 or not (rows[0].get("acts") or "").isdigit():
        raise FormatError(f"error body: {capture.place} gives no number; see what the store says")
    return int(rows[0]["acts"])


def read_names(capture: Capture) -> tuple[NamedAct, ...]:
    """The acts an answer names, each once: one published twice goes by its first day."""
    acts: dict[str, NamedAct] = {}
    for number, row in enumerate(_rows(capture)):
        celex, on = row.get("celex", ""), day_or_none(row.get("day", "")[:10])
        if not is_celex(celex) or on is None:
            raise FormatError(
                f"{capture.place}: results.bindings[{number}] names {celex[:40]!r} on "
                f"{row.get('day', '')[:20]!r}; compare with the store's own form"
            )
        act = NamedAct(
            celex=celex, work=row.get("act"), on=on, is_published=bool(row.get("published"))
        )
        acts.setdefault(celex, act)
    return tuple(acts.values())


def _rows(capture: Capture) -> list[dict[str, str]]:
    """The rows of an answer; the store also gives faults of its own as text, with status 200."""
    if not capture.body.lstrip().startswith(b"{"):
        said = " ".join(capture.body[:200].decode("utf-8", "replace").split())
        raise FormatError(f"error body: {capture.place} says {said[:120]!r}; ask again later")
    results = Record.parse(capture.body, where=capture.place).record("results")
    if results is None or "bindings" not in results:
        raise FormatError(f"error body: {capture.place} has no results; ask again later")
    rows: list[dict[str, str]] = []
    for binding in results.records("bindings"):
        cells = ((name, binding.record(name)) for name in sorted(binding.names()))
        rows.append({name: cell.text("value") for name, cell in cells if cell is not None})
    return rows
