"""Acts and papers of the European Union, as its Publications Office gives them."""

import re
from collections.abc import Iterator
from typing import Final

from app.domain.documents import Capture, Document, Issue, Kind, Provision, Standing
from app.domain.ids import DocumentId, SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate
from app.domain.sources import Reading, Request, Source, Words
from app.errors import FormatError
from app.formats.akoma_ntoso import ROOT_TAG as AKOMA_NTOSO_TAG
from app.formats.akoma_ntoso import read_akoma_ntoso
from app.formats.cellar_notice import (
    NoticedProcedure,
    NoticedWork,
    is_cellar_notice,
    read_notice,
)
from app.formats.eurlex_html import is_eurlex_html, read_eurlex_html
from app.formats.formex import CONTENTS_TAG, MANIFEST_TAG, is_formex, read_formex
from app.formats.formex_contents import ListedItem, read_contents
from app.formats.official_journal import (
    JournalAct,
    celex_of_paper,
    celex_of_title,
    is_celex,
    kind_of_celex,
    kind_of_title,
)
from app.formats.xml import parse_xml, root_tag

KEY: Final = SourceKey("eu-oj")
SITE: Final = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:"
_STAND_IN: Final = Kind.NOTICE
_LOOKED_AT: Final = 4096
_TAKEN_APART: Final = (b'"preamble"', b'"articles"', b'"final_part"', b'"annexes"')
_OF_THE_UNION: Final = re.compile(
    rb"""akn4eu|publications\.europa\.eu|FRBRcountry\s+value=["']EU"""
)


def read_act(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """One Formex file: an act, an annex that is a file of its own, a corrigendum, a notice."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    yield from _act(read_formex(root, where=capture.place))


def read_issue(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """An issue's table of contents: which acts it holds, and on which day it was published."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    found = 0
    for item in read_contents(root):
        found += 1
        yield item if isinstance(item, Issue) else _listed(item)
    if not found:
        raise FormatError(f"no documents: {capture.place} is an Official Journal without items")


def read_manifest(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """The file list beside a Formex act names no words of it."""
    raise FormatError(
        f"no documents: {capture.place} only lists the files of an act; hand over those files"
    )


def read_parsed(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """Somebody's program took an act apart; where its words were changed nobody can see."""
    raise FormatError(
        f"no documents: {capture.place} is an act as a program took it apart, not as its publisher "
        "gives it; hand over its HTML or Formex from EUR-Lex, or name its fields with --mapping"
    )


def read_page(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """EUR-Lex HTML of one act or one preparatory paper."""
    yield from _act(read_eurlex_html(capture.body, where=capture.place))


def read_akn(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """An act or proposal in the European profile of Akoma Ntoso."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    text = read_akoma_ntoso(root, where=capture.place)
    title, number = text.title or "", text.number or ""
    native = celex_of_title(title) or celex_of_paper(number, title) or number or text.uri
    if not native:
        raise FormatError(f"{capture.place}: neither title nor FRBRnumber gives the act's number")
    yield from _act(
        JournalAct(
            native=native,
            title=text.title,
            text=text.text,
            provisions=text.provisions,
            language=text.language,
        )
    )


def read_cellar(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """A notice of CELLAR: a procedure with its events, and the works it names."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    found = 0
    for noticed in read_notice(root):
        found += 1
        match noticed:
            case NoticedProcedure():
                yield _procedure(noticed)
            case NoticedWork():
                yield _work(noticed)
            case Issue():
                yield noticed
    if not found:
        raise FormatError(f"no documents: {capture.place} is a notice of no work or procedure")


def _act(act: JournalAct) -> Iterator[Reading | Issue]:
    id_ = document_id(KEY, act.native)
    known = kind_of_title(act.title or "") or kind_of_celex(act.native)
    if known is None:
        problem = "its title names no kind of act; it counts as no kind until somebody names one"
        yield Issue(where="title", problem=problem, document=id_)
    kind, type_ = known or (_STAND_IN, None)
    signed = act.signed_on
    yield Reading(
        document=Document(id=id_, source=KEY, kind=kind, type=type_),
        kind_said=known is not None,
        words=Words(text=act.text, language=act.language, provisions=act.provisions),
        title=act.title or UNSAID,
        url=_address(act.native),
        published_on=act.published_on or UNSAID,
        date_evidence=act.date_evidence if act.published_on else UNSAID,
        current_on=act.current_on or UNSAID,
        facts=InstrumentFacts(
            number=act.native,
            citation=_citation(act.oj_number) or UNSAID,
            dates=(StatedDate(role="signed", on=signed),) if signed else UNSAID,
        ),
    )


def _listed(item: ListedItem) -> Reading:
    known = kind_of_title(item.title or item.heading or "") or kind_of_celex(item.native)
    # "Regulations" heads delegated and implementing ones as well: only a title is sure.
    is_said = known is not None and item.title is not None
    return Reading(
        document=_document(item.native, known, said=is_said),
        kind_said=is_said,
        where=item.where,
        title=item.title or UNSAID,
        url=_address(item.native),
        published_on=item.published_on or UNSAID,
        date_evidence="BIB.OJ/DATE, the day of the issue" if item.published_on else UNSAID,
        facts=InstrumentFacts(number=item.native, citation=_citation(item.oj_number) or UNSAID),
    )


def _work(work: NoticedWork) -> Reading:
    known = kind_of_title(work.title or work.type_label or "") or kind_of_celex(work.celex)
    dates = tuple(StatedDate(role=role, on=day) for role, day in work.dates)
    return Reading(
        document=_document(work.celex, known, said=known is not None),
        kind_said=known is not None,
        where=work.where,
        title=work.title or UNSAID,
        url=_address(work.celex),
        facts=InstrumentFacts(number=work.celex, dates=dates or UNSAID),
    )


def _procedure(procedure: NoticedProcedure) -> Reading:
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
    started = procedure.started_on
    return Reading(
        document=Document(
            id=document_id(KEY, procedure.native), source=KEY, kind=Kind.STATUTE, type="bill"
        ),
        where=procedure.where,
        words=Words(text="\n".join(lines), language="en", provisions=tuple(provisions)),
        title=procedure.title or procedure.reference or UNSAID,
        facts=InstrumentFacts(
            number=procedure.reference or UNSAID,
            dates=(StatedDate(role="proposed", on=started),) if started else UNSAID,
        ),
    )


def _document(native: str, known: tuple[Kind, str | None] | None, *, said: bool) -> Document:
    kind, type_ = known or (_STAND_IN, None)
    id_: DocumentId = document_id(KEY, native)
    return Document(id=id_, source=KEY, kind=kind, type=type_ if said else None)


def _address(native: str) -> str | None:
    return f"{SITE}{native}" if is_celex(native) else None


def _citation(number: str | None) -> str | None:
    """`L_202400903` as lawyers cite it: OJ L, 2024/903; before October 2023 with issue and page."""
    found = re.fullmatch(r"([LC])_(\d{4})(\d{5})", number or "")
    if found:
        return f"OJ {found[1]}, {found[2]}/{int(found[3])}"
    found = re.fullmatch(r"([LC])_(\d{4})(\d{3})_(\d{4})", number or "")
    if found is None:
        return None
    return f"OJ {found[1]} {int(found[3])}, {found[2]}, p. {int(found[4])}"


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    tag, head = root_tag(body), body[:_LOOKED_AT]
    if is_formex(tag, head):
        if tag == CONTENTS_TAG:
            return "oj-contents"
        return "oj-manifest" if tag == MANIFEST_TAG else "oj-formex"
    if is_cellar_notice(tag, head):
        return "cellar-notice"
    if tag == AKOMA_NTOSO_TAG and _OF_THE_UNION.search(head):
        return "oj-akn"
    if all(mark in body for mark in _TAKEN_APART) and body.lstrip()[:1] == b"{":
        return "oj-parsed"
    return "eurlex-html" if is_eurlex_html(body) else None


SOURCE: Final = Source(
    key=KEY,
    title="Official Journal of the European Union",
    jurisdiction="eu",
    standing=Standing.AUTHENTIC,
    owner="european-union",
    zone="Europe/Brussels",
    url="https://eur-lex.europa.eu",
    readers={
        "oj-formex": read_act,
        "oj-contents": read_issue,
        "oj-manifest": read_manifest,
        "oj-parsed": read_parsed,
        "oj-akn": read_akn,
        "eurlex-html": read_page,
        "cellar-notice": read_cellar,
    },
    recognise=recognise,
)
