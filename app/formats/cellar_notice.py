"""CELLAR notices: what the Publications Office records of a procedure and of its works."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from app.domain.documents import Issue, Provision
from app.formats.html_text import decoded_once
from app.formats.official_journal import is_celex
from app.formats.plain_text import one_line

ROOT_TAG: Final = "NOTICE"
_PROCEDURE_TYPE: Final = (
    "PROCEDURE_CODE_INTERINSTITUTIONAL_HAS_TYPE_CONCEPT_TYPE_PROCEDURE_CODE_INTERINSTITUTIONAL"
)
_DATES: Final = (
    ("RESOURCE_LEGAL_DATE_SIGNATURE", "signed"),
    ("WORK_DATE_DOCUMENT", "signed"),
    ("RESOURCE_LEGAL_DATE_ENTRY-INTO-FORCE", "effective"),
    ("RESOURCE_LEGAL_DATE_END-OF-VALIDITY", "expiry"),
    ("RESOURCE_LEGAL_DATE_DEADLINE", "deadline"),
)
# The end of time, as the Office writes "no end" and "not known".
_NO_DAY: Final = frozenset((1001, 9999))
_CREDITS: Final = re.compile(r"\s*\(?Text with EEA relevance\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedWork:
    """An act or paper a notice names: its CELEX number, title and days, never its words."""

    where: str
    celex: str
    title: str | None
    type_label: str | None
    dates: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedProcedure:
    """A legislative procedure with its events in the order of their days.

    `lines` are the notice's own statements, one a line, each with the name of what it states.
    """

    where: str
    native: str
    reference: str | None
    title: str | None
    lines: tuple[tuple[str, str], ...]
    started_on: date | None
    results: tuple[str, ...]


def is_cellar_notice(tag: str | None, head: bytes) -> bool:
    """Whether some XML is a notice of CELLAR; other notices share the name of its root."""
    return tag == ROOT_TAG and b"publications.europa.eu/resource" in head


def read_notice(root: etree._Element) -> Iterator[NoticedProcedure | NoticedWork | Issue]:
    """The procedure a notice is about, and every work it carries with a CELEX number of its own."""
    for dossier in root.findall("DOSSIER"):
        yield _procedure(dossier, root)
    carriers = [element.getparent() for element in root.iter("WORK")]
    met: set[str] = set()
    for index, carrier in enumerate(carriers):
        work = carrier.find("WORK") if carrier is not None else None
        if carrier is None or work is None:
            continue
        where = f"WORK[{index}]"
        celex = _celex(work)
        if celex is not None:
            # A notice embeds one work at each event it took part in, word for word.
            if celex not in met:
                yield _work(carrier, work, celex, where)
            met.add(celex)
            continue
        problem = "a work without a CELEX number; ask CELLAR for the notice of the act itself"
        yield Issue(where=where, problem=problem, lost_record=carrier.tag == ROOT_TAG)


def stated_lines(procedure: NoticedProcedure) -> tuple[str, tuple[Provision, ...]]:
    """A procedure's statements as a text, one a line, each with the place of what it states."""
    lines: list[str] = []
    provisions: list[Provision] = []
    at = 0
    for name, value in procedure.lines:
        line = f"{name}: {value}"
        label = name.lower().replace(" ", "-")
        met = sum(1 for one in provisions if one.label.rstrip("-0123456789") == label)
        provisions.append(
            Provision(
                label=f"{label}-{met + 1}" if met else label,
                heading=name,
                start=at + len(name) + 2,
                end=at + len(line),
            )
        )
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), tuple(provisions)


def _work(carrier: etree._Element, work: etree._Element, celex: str, where: str) -> NoticedWork:
    dates: dict[tuple[str, date], None] = {}
    signed = False
    for name, role in _DATES:
        for element in work.findall(name):
            day = _day(element)
            if day is not None and not (role == "signed" and signed):
                dates[role, day] = None
                signed = signed or role == "signed"
    return NoticedWork(
        where=where,
        celex=celex,
        title=_expression_title(carrier),
        type_label=_label(work.find("WORK_HAS_RESOURCE-TYPE")),
        dates=tuple(dates),
    )


def _procedure(dossier: etree._Element, root: etree._Element) -> NoticedProcedure:
    reference = _first(
        dossier, "PROCEDURE_CODE_INTERINSTITUTIONAL_REFERENCE_PROCEDURE", "REFERENCE_PROCEDURE"
    )
    named = _same_as(dossier, "procedure") or (reference or "").replace("/", "_")
    native = f"procedure/{named}" if named else f"cellar/{dossier.findtext('URI/IDENTIFIER')}"
    title = _english(dossier, "TITLE") or _english(dossier, "DOSSIER_TITLE")
    results = tuple(
        dict.fromkeys(
            found
            for link in dossier.findall("DOSSIER_PRODUCES_RESOURCE_LEGAL")
            if (found := _same_as(link, "celex"))
        )
    )
    events = sorted((_event(event) for event in root.findall("EVENT")), key=lambda e: e[0])
    days = [day for day, _ in events if day]
    return NoticedProcedure(
        where="DOSSIER",
        native=native,
        reference=reference,
        title=title,
        lines=(
            *_stated(dossier, reference, title, results),
            *(("Event", words) for _, words in events),
        ),
        started_on=_day(dossier.find("DATE")) or (date.fromisoformat(days[0]) if days else None),
        results=results,
    )


def _stated(
    dossier: etree._Element, reference: str | None, title: str | None, results: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """What a notice states of a procedure, each statement with its name."""
    stated = [
        ("Procedure", reference),
        ("Title", title),
        *(("Title", other) for other in _titles(dossier) if other != title),
        ("Type", _label(dossier.find(_PROCEDURE_TYPE))),
        ("Legal basis", _first(dossier, "BASIS_LEGAL")),
        ("Adopted", _first(dossier, "DOSSIER_ADOPTED-PROPOSAL")),
        ("Withdrawn", _first(dossier, "DOSSIER_WITHDRAWN-PROPOSAL")),
        *(("Results in", celex) for celex in results),
    ]
    yield from ((name, value) for name, value in stated if value)


def _event(event: etree._Element) -> tuple[str, str]:
    day = _day(event.find("EVENT_LEGAL_DATE"))
    if day is None:
        day = _day(event.find("DATE"))
    kind = _label(event.find("EVENT_LEGAL_HAS_TYPE_CONCEPT_TYPE_EVENT_LEGAL"))
    body = _label(event.find("EVENT_LEGAL_INITIATED_BY_INSTITUTION"))
    papers = [_value(paper) for paper in event.findall("EVENT_LEGAL_DOCUMENT_REFERENCE")]
    words = kind or "event of no stated type"
    words += f", {body}" if body else ""
    cited = ", ".join(paper for paper in papers if paper)
    words += f" ({cited})" if cited else ""
    written = day.isoformat() if day else ""
    return written, f"{written or 'no day'}: {words}"


def _celex(work: etree._Element) -> str | None:
    for name in ("RESOURCE_LEGAL_ID_CELEX", "ID_CELEX"):
        found = _first(work, name)
        if found and is_celex(found):
            return found
    return _same_as(work, "celex")


def _same_as(element: etree._Element, type_: str) -> str | None:
    for uri in element.findall("SAMEAS/URI"):
        if uri.findtext("TYPE") == type_:
            return one_line(uri.findtext("IDENTIFIER") or "") or None
    return None


def _expression_title(carrier: etree._Element) -> str | None:
    found: dict[str, str] = {}
    for expression in carrier.findall("EXPRESSION"):
        language = _label_code(expression.find("EXPRESSION_USES_LANGUAGE")) or ""
        title = _first(expression, "EXPRESSION_TITLE")
        if title:
            found.setdefault(language, _CREDITS.sub("", title))
    return found.get("ENG") or next(iter(found.values()), None)


def _titles(dossier: etree._Element) -> Iterator[str]:
    met: set[str] = set()
    for element in (*dossier.findall("TITLE"), *dossier.findall("DOSSIER_TITLE")):
        words = _value(element)
        if words and words not in met:
            met.add(words)
            yield words


def _english(dossier: etree._Element, name: str) -> str | None:
    titles = {element.findtext("LANG") or "": _value(element) for element in dossier.findall(name)}
    return titles.get("en") or next((title for title in titles.values() if title), None)


def _first(element: etree._Element, *names: str) -> str | None:
    return next((words for name in names if (words := _value(element.find(name)))), None)


def _value(element: etree._Element | None) -> str | None:
    """What `VALUE` holds; the Office escapes some line ends twice."""
    if element is None:
        return None
    return one_line(decoded_once(element.findtext("VALUE") or "")) or None


def _label(element: etree._Element | None) -> str | None:
    return None if element is None else one_line(element.findtext("PREFLABEL") or "") or None


def _label_code(element: etree._Element | None) -> str | None:
    return None if element is None else element.findtext("IDENTIFIER")


def _day(element: etree._Element | None) -> date | None:
    written = (_value(element) or "")[:10]
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return None if day.year in _NO_DAY else day
