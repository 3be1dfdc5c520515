"""The search page: hits, what is counted over all of them, and what to do when there are none."""

from dataclasses import dataclass, replace

from fastapi import Request

from app.domain.documents import Kind
from app.domain.search import SearchQuery, Sort
from app.domain.time import PointInTime
from app.errors import QueryError
from app.printing.addresses import address, clocks, timeline_path
from app.printing.histogram import Bar, Bars, bars
from app.printing.hits import HitLine, hit_line
from app.printing.receipts import receipt_words
from app.queries.freshness import source_titles
from app.queries.grammar.render import render as written
from app.queries.narrowing import asks_for_days, undated, with_value, within, without_days
from app.queries.reader import Reader
from app.queries.rescue import Rescue, rescue
from app.queries.search import search
from app.queries.views import Page as Found
from app.web.errors import Caret, caret
from app.web.facets import Facet, asked_path, facets
from app.web.field_help import FIELD_HELP, FieldHelp
from app.web.frame import Form, Page, Saying, framed
from app.web.meant import Meant, meant

_SORT_NAMES = {
    Sort.NEWEST: "newest",
    Sort.RELEVANCE: "relevance",
    Sort.OLDEST: "oldest",
    Sort.EFFECTIVE: "effective date",
    Sort.COMMENTS_CLOSE: "comments close",
    Sort.CHANGED: "last changed here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it was asked of the page."""

    text: str
    sort: str | None
    cursor: str | None
    point: PointInTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a question cannot be read, and where."""

    message: str
    caret: Caret | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLink:
    """A bar of the histogram and the question narrowed to its days."""

    bar: Bar
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The histogram with its links; `wider_path` leaves out a span that is asked for."""

    bars: Bars | None
    links: tuple[BarLink, ...]
    undated: int
    undated_path: str
    wider_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SortLink:
    """An order of hits, and the same question in it."""

    name: str
    on: bool
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A condition of a question that nothing answers, tried alone and left out."""

    condition: str
    alone: int
    rest: int
    without_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """What is left of a question without what stands in nothing, and how much answers that."""

    words: str
    path: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found. `held`, `trials` and `receipt` are there only where nothing was.

    `entries_path` asks for the list entries that answer too; `timeline_path` is the same question
    as a timeline.
    """

    found: Found
    hits: tuple[HitLine, ...]
    facets: tuple[Facet, ...]
    when: When
    sorts: tuple[SortLink, ...]
    first_path: str | None
    next_path: str | None
    entries_path: str
    timeline_path: str
    receipt: str
    held: int
    answerable: Answerable | None
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The page: a question with its answer, or with its fault.

    `meant` are the references that the question reads as, where it is nothing else.
    """

    question: str
    meant: tuple[Meant, ...]
    fault: Fault | None
    answer: Answer | None
    fields: tuple[FieldHelp, ...]


def search_page(
    request: Request, reader: Reader, asked: Question, query: SearchQuery
) -> SearchPage:
    """The page of an answer."""
    found = search(reader, query)
    titles = source_titles(reader)
    carried = [("q", asked.text.strip()), *clocks(asked.point)]
    hits = tuple(hit_line(hit, titles, carried) for hit in found.hits)
    why = rescue(reader, query) if not found.total else None
    answer = Answer(
        found=found,
        hits=hits,
        facets=facets(reader, query, found, titles),
        when=_when(query, found),
        sorts=_sorts(query, found),
        first_path=asked_path(query, asked.text) if asked.cursor else None,
        next_path=_next_path(query, found),
        entries_path=asked_path(query, with_value(query.expression, "kind", Kind.LIST_ENTRY.value)),
        timeline_path=timeline_path(asked.text.strip(), asked.point),
        receipt="" if why is None else receipt_words(found.coverage, titles),
        held=0 if why is None else why.held,
        answerable=None if why is None or not why.answers else _answerable(query, why),
        trials=() if why is None else _trials(query, why),
    )
    sources = [one.value for one in found.facets.get("source", ())] or None
    saying = replace(
        _saying(asked), sources=sources, marks=[line.standing for line in hits], forms=_forms(asked)
    )
    return SearchPage(
        frame=framed(request, reader, asked.point, saying),
        question=asked.text,
        meant=meant(reader, asked.text, asked.point),
        fault=None,
        answer=answer,
        fields=FIELD_HELP,
    )


def fault_page(request: Request, reader: Reader, asked: Question, error: QueryError) -> SearchPage:
    """The page with what is wrong about the question, in its place."""
    values = {"query": asked.text, "sort": asked.sort or "", "cursor": asked.cursor or ""}
    value = values.get(error.name, request.query_params.get(error.name, ""))
    return SearchPage(
        frame=framed(request, reader, asked.point, replace(_saying(asked), sources=())),
        question=asked.text,
        meant=meant(reader, asked.text, asked.point),
        fault=Fault(message=str(error), caret=caret(error.name, value, error.position)),
        answer=None,
        fields=FIELD_HELP,
    )


def _saying(asked: Question) -> Saying:
    text = asked.text.strip()
    return Saying(
        title=f"{text} — search" if text else "Search",
        section="search",
        path="/search",
        parameters=[("q", text), ("sort", asked.sort or "")],
        question=asked.text,
        named=f"search for {text}" if text else "all that is held",
    )


def _forms(asked: Question) -> tuple[Form, ...]:
    same = [("q", asked.text.strip()), ("sort", asked.sort), *clocks(asked.point)]
    return tuple(
        Form(name=name, path=address(path, same), media_type=media_type)
        for name, path, media_type in (
            ("JSON", "/api/v1/search", "application/json"),
            ("Atom feed", "/feeds/search.atom", "application/atom+xml"),
            ("JSON Feed", "/feeds/search.json", "application/feed+json"),
            ("CSV", "/feeds/search.csv", "text/csv"),
        )
    )


def _when(query: SearchQuery, found: Found) -> When:
    drawn = bars(found.histogram)
    expression = query.expression
    narrowed = asks_for_days(expression)
    return When(
        bars=drawn,
        links=tuple(
            BarLink(bar=bar, path=asked_path(query, within(expression, bar.from_on, bar.to_on)))
            for bar in (drawn.bars if drawn is not None else ())
        ),
        undated=sum(one.count for one in found.histogram if one.from_on is None),
        undated_path=asked_path(query, undated(expression)),
        wider_path=asked_path(query, written(without_days(expression))) if narrowed else None,
    )


def _answerable(query: SearchQuery, why: Rescue) -> Answerable:
    path = asked_path(query, why.answerable)
    return Answerable(words=why.answerable, path=path, count=why.answers)


def _trials(query: SearchQuery, why: Rescue) -> tuple[Trial, ...]:
    return tuple(
        Trial(
            condition=one.condition,
            alone=one.alone,
            rest=one.rest,
            without_path=asked_path(query, one.without),
        )
        for one in why.narrowings
    )


def _sorts(query: SearchQuery, found: Found) -> tuple[SortLink, ...]:
    return tuple(
        SortLink(
            name=name,
            on=sort.value == found.sort,
            path=asked_path(replace(query, sort=sort), query.text.strip()),
        )
        for sort, name in _SORT_NAMES.items()
    )


def _next_path(query: SearchQuery, found: Found) -> str | None:
    if found.next_cursor is None:
        return None
    sort = None if query.sort is Sort.NEWEST else query.sort.value
    parameters = [("q", query.text.strip()), ("sort", sort), ("cursor", found.next_cursor)]
    return address("/search", [*parameters, *clocks(query.point)])
