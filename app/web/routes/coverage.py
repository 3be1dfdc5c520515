"""`/coverage`: can I trust the silence of that day?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from fastapi import APIRouter, Depends, Request, Response

from app.domain.coverage import CoverageState
from app.domain.time import PointInTime
from app.printing.addresses import address, capture_path, clocks
from app.printing.coverage_calendar import Calendar, calendar
from app.queries.coverage_days import CoverageDayView, CoverageView, DaysAsked, coverage_days
from app.queries.points import day
from app.queries.reader import Reader
from app.web.asking import Asked, Point, only
from app.web.frame import Form, Page, Saying, framed
from app.web.rendering import answer

router = APIRouter()

_DAY = timedelta(days=1)
_YEAR = 364 * _DAY
_CAPTURE = re.compile(r"([a-z0-9-]+/\d{8}T\d{12}Z-[0-9a-f]{12})")
_PROVEN = (CoverageState.COMPLETE, CoverageState.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceYear:
    """One source's days as a picture and as figures; `proven_to` is the last day read whole."""

    key: str
    title: str
    path: str
    own_path: str
    picture: Calendar
    counts: Mapping[str, int]
    proven_to: date | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysLine:
    """Days of one state for one reason, one after the other; `quiet` names a single day's.

    `proof` is what they rest on: words, and the captures named among them with their pages.
    """

    first_on: date
    last_on: date
    state: str
    proof: tuple[tuple[str, str | None], ...]
    quiet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage(Page):
    """The page; `unknown` are collected sources of which no day in the span is proven or held,
    `days` the days of the chosen source, the newest first."""

    first_on: date
    last_on: date
    years: tuple[SourceYear, ...]
    unknown: tuple[SourceYear, ...]
    chosen: SourceYear | None
    days: tuple[DaysLine, ...]
    every_path: str
    earlier_path: str
    later_path: str | None


@router.get("/coverage", dependencies=[Depends(only("source", "to"))])
def get_coverage(
    request: Request, reader: Asked, point: Point, source: str = "", to: str = ""
) -> Response:
    """A year of days for each source, and for one of them every day with its proof."""
    last_on = day(to.strip(), "to") if to.strip() else None
    asked = DaysAsked(source=source.strip() or None, last_on=last_on)
    return answer(request, reader, "coverage.html", lambda: _page(request, reader, point, asked))


def _page(request: Request, reader: Reader, point: PointInTime, asked: DaysAsked) -> CoveragePage:
    last_on = asked.last_on or point.as_of or reader.today
    span = DaysAsked(source=asked.source, first_on=last_on - _YEAR, last_on=last_on)
    view = coverage_days(reader, point, span)
    years = _years(reader, point, view, asked)
    chosen = next((year for year in years if year.chosen), None)
    later_on = min(last_on + _YEAR + _DAY, reader.today)
    return CoveragePage(
        frame=framed(request, reader, point, _saying(point, view, asked, chosen)),
        first_on=view.first_on,
        last_on=view.last_on,
        years=tuple(year for year in years if year.chosen or _is_known(year)),
        unknown=tuple(year for year in years if not (year.chosen or _is_known(year))),
        chosen=chosen,
        days=tuple(_lines(view.days))[::-1] if chosen is not None else (),
        every_path=_path(None, asked.last_on, point),
        earlier_path=_path(asked.source, view.first_on - _DAY, point),
        later_path=_path(asked.source, later_on, point) if last_on < reader.today else None,
    )


def _saying(
    point: PointInTime, view: CoverageView, asked: DaysAsked, chosen: SourceYear | None
) -> Saying:
    span = [("from", _iso(view.first_on)), ("to", _iso(view.last_on))]
    return Saying(
        title="Coverage" if chosen is None else f"Coverage: {chosen.title}",
        section="coverage",
        path="/coverage",
        parameters=[("source", asked.source or ""), ("to", _iso(asked.last_on) or "")],
        sources=None if chosen is None else (chosen.key,),
        forms=(
            Form(
                name="JSON",
                path=address("/api/v1/coverage", [("source", asked.source), *span, *clocks(point)]),
                media_type="application/json",
            ),
        ),
        named="the days that each source was read whole",
    )


def _years(
    reader: Reader, point: PointInTime, view: CoverageView, asked: DaysAsked
) -> list[SourceYear]:
    titles = {str(source.key): source.title for source in reader.sources}
    by_source: dict[str, Sequence[CoverageDayView]] = {
        key: tuple(days) for key, days in groupby(view.days, key=lambda one: one.source)
    }
    return [
        SourceYear(
            key=key,
            title=titles[key],
            path=_path(key, asked.last_on, point),
            own_path=address("/sources", [("source", key), *clocks(point)]),
            picture=calendar(by_source.get(key, ()), view.first_on, view.last_on),
            counts=view.counts[key],
            proven_to=max(
                (one.on for one in by_source.get(key, ()) if one.state in _PROVEN), default=None
            ),
            chosen=key == asked.source,
        )
        for key in view.sources
    ]


def _lines(days: Sequence[CoverageDayView]) -> Iterator[DaysLine]:
    for (state, proof), alike in groupby(days, key=lambda one: (one.state, one.proof)):
        same = tuple(alike)
        yield DaysLine(
            first_on=same[0].on,
            last_on=same[-1].on,
            state=state.value,
            proof=tuple(_proof(proof)),
            quiet=same[0].quiet if len(same) == 1 else None,
        )


def _proof(proof: str) -> Iterator[tuple[str, str | None]]:
    for at, words in enumerate(_CAPTURE.split(proof)):
        if words:
            yield words, capture_path(words) if at % 2 else None


def _is_known(year: SourceYear) -> bool:
    return any(count for state, count in year.counts.items() if state != CoverageState.MISSING)


def _path(source: str | None, to: date | None, point: PointInTime) -> str:
    return address("/coverage", [("source", source), ("to", _iso(to)), *clocks(point)])


def _iso(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
