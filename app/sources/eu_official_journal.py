"""Acts and papers of the European Union, as its Publications Office gives them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from app.domain.coverage import Account
from app.domain.documents import Capture, Custody, Document, Issue, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.cellar_notice import (
    NoticedProcedure,
    NoticedWork,
    read_notice,
    stated_lines,
)
from app.formats.cellar_questions import (
    MEDIA_TYPE,
    NamedAct,
    count_question,
    names_question,
    question_of,
    read_count,
    read_names,
)
from app.formats.eurlex_html import read_eurlex_html
from app.formats.formex import read_formex
from app.formats.formex_contents import ListedItem, read_contents
from app.formats.official_journal import (
    JournalAct,
    is_celex,
    journal_citation,
    kind_of_celex,
    kind_of_title,
)
from app.formats.union_papers import akn_act, shape_of
from app.formats.xml import parse_xml

KEY: Final = SourceKey("eu-oj")
# By `http`, as the store names itself: it sends on to addresses like it.
CELLAR: Final = "http://publications.europa.eu"
# Dual use; measures against Russia and Belarus; goods for torture.
FOLLOWED: Final = ("32021R0821", "32014R0833", "32006R0765", "32019R0125")
PAGES: Final = "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:"
SITE: Final = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:"
_STAND_IN: Final = Kind.NOTICE


def begin(window: Window) -> Iterator[Request]:
    """How many acts there are in a window; the answer leads to which, and to their words."""
    yield _question(count_question(window, FOLLOWED), "cellar-count")


def read_number(capture: Capture) -> Iterator[Request | Account]:
    """How many acts the next answer has to name."""
    question, window = question_of(capture)
    yield _question(names_question(question), "cellar-acts")
    account = _account(window)
    yield replace(account, stated=read_count(capture), more=True)


def read_acts(capture: Capture) -> Iterator[Reading | Request | Account]:
    """Which acts they are, and where their words and the store's own notice of each stand."""
    _, window = question_of(capture)
    acts = read_names(capture)
    for act in acts:
        yield _found(act)
        id_ = document_id(KEY, act.celex)
        page = Request(url=f"{PAGES}{act.celex}", shape="eurlex-html", about=id_, on=act.on)
        yield replace(
            page,
            url=f"{CELLAR}/resource/celex/{act.celex}",
            accept="application/xhtml+xml",
            language="eng",
            lasting=True,
            instead=page,
        )
        if act.work is not None:
            notice = replace(page, url=act.work, shape="cellar-notice", about=None, needed=False)
            yield replace(notice, accept="application/xml;notice=tree", language="eng")
    yield replace(_account(window), records=tuple((act.celex, act.on) for act in acts))


def _question(question: str, shape: str) -> Request:
    return Request(
        url=f"{CELLAR.replace('http:', 'https:')}/webapi/rdf/sparql",
        params=(("query", question),),
        shape=shape,
        accept=MEDIA_TYPE,
    )


def _account(window: Window) -> Account:
    question = f"acts on {', '.join(FOLLOWED)} from {window.first_on} to {window.last_on}"
    return Account(question=question, first_on=window.first_on, last_on=window.last_on)


def _found(act: NamedAct) -> Reading:
    known = kind_of_celex(act.celex)
    return Reading(
        document=_document(act.celex, known, said=False),
        kind_said=False,
        where=act.celex,
        url=_address(act.celex),
        published_on=act.on if act.is_published else UNSAID,
        date_evidence="CELLAR, day of publication" if act.is_published else UNSAID,
        facts=InstrumentFacts(
            number=act.celex,
            dates=UNSAID if act.is_published else (StatedDate(role="signed", on=act.on),),
        ),
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
    act = read_eurlex_html(capture.body, where=capture.place)
    if capture.about is not None and capture.custody is Custody.COLLECTED:
        asked_for = capture.about.removeprefix(f"{KEY}/")
        if is_celex(act.native) and act.native != asked_for:
            problem = f"error body: {capture.place} gives {act.native}, not {asked_for}"
            raise FormatError(f"{problem}; see what stands there")
        act = replace(act, native=asked_for)  # a corrigendum does not print its own number
    yield from _act(act)


def read_akn(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """An act or proposal in the European profile of Akoma Ntoso."""
    root = parse_xml(capture.body, where=capture.place, official=True)
    yield from _act(akn_act(root, where=capture.place))


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
            citation=journal_citation(act.oj_number) or UNSAID,
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
        facts=InstrumentFacts(
            number=item.native, citation=journal_citation(item.oj_number) or UNSAID
        ),
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
    text, provisions = stated_lines(procedure)
    started = procedure.started_on
    return Reading(
        document=Document(
            id=document_id(KEY, procedure.native), source=KEY, kind=Kind.STATUTE, type="bill"
        ),
        where=procedure.where,
        words=Words(text=text, language="en", provisions=provisions),
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


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    return shape_of(body)


SOURCE: Final = Source(
    key=KEY,
    title="Official Journal of the European Union",
    jurisdiction="eu",
    standing=Standing.AUTHENTIC,
    owner="european-union",
    zone="Europe/Brussels",
    url="https://eur-lex.europa.eu",
    every=timedelta(hours=2),
    begin=begin,
    obeys_robots=False,
    pace=timedelta(seconds=2),
    looks_back=timedelta(days=14),
    longest=timedelta(days=366),
    settles=timedelta(days=3),
    terms="Reuse under Commission Decision 2011/833/EU, with the source named",
    readers={
        "oj-formex": read_act,
        "oj-contents": read_issue,
        "oj-manifest": read_manifest,
        "oj-parsed": read_parsed,
        "oj-akn": read_akn,
        "eurlex-html": read_page,
        "cellar-notice": read_cellar,
        "cellar-count": read_number,
        "cellar-acts": read_acts,
    },
    recognise=recognise,
)
