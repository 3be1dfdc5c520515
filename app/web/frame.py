"""What every page says around its matter: what it is, as of when, how fresh, how to cite it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import Request

from app.domain.time import PointInTime
from app.printing.addresses import address, clocks
from app.printing.badges import Mark, legend
from app.printing.days import day_words, instant_words
from app.queries.changes import last_change
from app.queries.freshness import Freshness, freshness
from app.queries.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The same thing in another form: its name, its address, and its media type."""

    name: str
    path: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The two clocks of a page and how to change them in place.

    `watermark` is the line shown where a clock does not run; `kept` are the page's other
    parameters, `now_path` the same page with both clocks running.
    """

    as_of: date | None
    as_known: datetime | None
    today: date
    known_at: datetime
    watermark: str | None
    kept: tuple[tuple[str, str], ...]
    path: str
    now_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """How to cite what a page shows: words to copy, with an address that keeps showing it."""

    words: str
    permalink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Everything around a page's matter.

    `title` is the page's name in a list of tabs, `section` the entry of the main navigation it
    belongs to, `question` what stands in the search box. An error's page has nothing to cite.
    """

    title: str
    section: str
    question: str
    clocks: Clocks
    fresh: tuple[Freshness, ...]
    forms: tuple[Form, ...]
    cite: Cite | None
    legend: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a template sees, under the one name `page`; each page adds its matter."""

    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a route says about its page for the frame to be put around it.

    `path` is the page's address without clocks, `parameters` its own parameters, `sources` the
    keys of the sources behind it (all that anything is held of, where `None`), `named` what a
    citation calls it where that is more than the title.
    """

    title: str
    section: str
    path: str
    parameters: Sequence[tuple[str, str]] = ()
    sources: Collection[str] | None = None
    forms: Sequence[Form] = ()
    marks: Sequence[Mark] = ()
    question: str = ""
    named: str | None = None
    cited_path: str | None = None


def framed(request: Request, reader: Reader, point: PointInTime, saying: Saying) -> Frame:
    """The frame of a page."""
    last = last_change(reader.connection)
    known_at = point.as_known or (last[1] if last is not None else reader.now)
    return Frame(
        title=saying.title,
        section=saying.section,
        question=saying.question,
        clocks=_clocks(reader.today, point, known_at, saying),
        fresh=freshness(reader, point, saying.sources),
        forms=tuple(saying.forms),
        cite=_cite(request, point, known_at, saying),
        legend=legend(saying.marks),
    )


def framed_error(now: datetime, saying: Saying) -> Frame:
    """The frame of an error's page, which asks the store nothing: it may be what failed."""
    return Frame(
        title=saying.title,
        section=saying.section,
        question=saying.question,
        clocks=_clocks(now.date(), PointInTime(), now, saying),
        fresh=(),
        forms=(),
        cite=None,
        legend=(),
    )


def _clocks(today: date, point: PointInTime, known_at: datetime, saying: Saying) -> Clocks:
    said = []
    if point.as_of is not None:
        said.append(f"As of {day_words(point.as_of)}")
    if point.as_known is not None:
        said.append(f"as known {instant_words(point.as_known)}")
    line = ", ".join(said)
    return Clocks(
        as_of=point.as_of,
        as_known=point.as_known,
        today=today,
        known_at=known_at,
        watermark=f"{line[0].upper()}{line[1:]}: not the present state" if line else None,
        kept=tuple((name, value) for name, value in saying.parameters if value),
        path=saying.path,
        now_path=address(saying.path, saying.parameters),
    )


def _cite(request: Request, point: PointInTime, known_at: datetime, saying: Saying) -> Cite:
    """A permalink holds both clocks still: the instant of the last change says as much as now."""
    still = PointInTime(as_of=point.as_of, as_known=known_at)
    path = address(saying.cited_path or saying.path, [*saying.parameters, *clocks(still)])
    permalink = f"{str(request.base_url).rstrip('/')}{path}"
    of_day = f", as of {day_words(point.as_of)}" if point.as_of else ""
    named = saying.named or saying.title
    return Cite(
        words=f"OnRecord, {named}{of_day}, as known {instant_words(known_at)}.",
        permalink=permalink,
    )
