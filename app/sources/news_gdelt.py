"""Articles on export controls anywhere in the press, as GDELT's DOC 2.0 names them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import SourceKey, digested_id
from app.domain.sources import Reading, Request, Source, Window, Words
from app.formats.asked import asked, first, replaced, without_query
from app.formats.gdelt_articles import SeenArticle, is_gdelt_answer, read_articles

KEY: Final = SourceKey("news-gdelt")
API: Final = "https://api.gdeltproject.org/api/v2/doc/doc"
QUERY: Final = '("export control" OR "export controls" OR "entity list") sourcelang:eng'
_MOST: Final = 250
_WRITTEN: Final = "%Y%m%d%H%M%S"
_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)
_SHORTEST: Final = timedelta(minutes=30)


def begin(window: Window) -> Iterator[Request]:
    """The articles seen in a window; where they are more than one answer holds, it is halved."""
    since, until = _midnight(window.first_on), _midnight(window.last_on) + _DAY - _SECOND
    yield Request(
        url=API,
        params=(
            ("query", QUERY),
            ("mode", "artlist"),
            ("format", "json"),
            ("maxrecords", str(_MOST)),
            ("sort", "datedesc"),
            *_span(since, until),
        ),
        shape="gdelt-articles",
    )


def read_answer(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """The articles of an answer; a full one may hide more, and is asked again in halves."""
    lost, met = 0, 0
    records: dict[str, date] = {}
    for said in read_articles(capture.body, where=capture.place):
        met += 1
        if isinstance(said, Issue):
            lost += said.lost_record
            yield said
            continue
        if said.url not in records:
            records[said.url] = said.seen_at.date()
            yield _report(said)
    parameters = asked(capture)
    start, end = (_moment(first(parameters, f"{side}datetime")) for side in ("start", "end"))
    if start is None or end is None:
        return
    if met >= _MOST and end - start > _SHORTEST:
        middle = (start + (end - start) / 2).replace(microsecond=0)
        for since, until in ((start, middle), (middle + _SECOND, end)):
            half = replaced(parameters, **dict(_span(since, until)))
            yield Request(url=without_query(capture), params=half, shape=capture.shape)
        return
    flaw = f"{met:,} articles in half an hour, as many as one answer may hold"
    yield Account(
        question=f"{start:%Y-%m-%d %H:%M:%S} to {end:%Y-%m-%d %H:%M:%S}",
        first_on=start.date(),
        last_on=end.date(),
        records=tuple(records.items()),
        flaw=flaw if met >= _MOST else f"{lost:,} articles could not be read" if lost else None,
    )


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC)


def _span(since: datetime, until: datetime) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("startdatetime", since.strftime(_WRITTEN)), ("enddatetime", until.strftime(_WRITTEN))


def _moment(written: str | None) -> datetime | None:
    try:
        return datetime.strptime(written or "", _WRITTEN).replace(tzinfo=UTC)
    except ValueError:
        return None


def _report(article: SeenArticle) -> Reading:
    return Reading(
        document=Document(id=digested_id(KEY, article.url), source=KEY, kind=Kind.REPORT),
        where=article.where,
        words=Words(text=article.title, extent=Extent.SUMMARY, language=article.language),
        title=article.title,
        url=article.url,
        published_on=article.seen_at.date(),
        published_at=article.seen_at,
        date_evidence="seendate, when GDELT saw it",
        owner=article.domain,
    )


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    return "gdelt-articles" if is_gdelt_answer(body) else None


SOURCE: Final = Source(
    key=KEY,
    title="GDELT, articles on export controls",
    jurisdiction="none",
    standing=Standing.REPORT,
    weight="aggregator",
    owner="gdelt",
    url="https://www.gdeltproject.org",
    every=timedelta(hours=1),
    begin=begin,
    obeys_robots=False,
    # One request in five seconds, and whole networks are shut out for days for less.
    pace=timedelta(seconds=5.5),
    looks_back=timedelta(days=1),
    longest=timedelta(days=7),
    terms="Free to use with the source named; title and address alone are kept",
    readers={"gdelt-articles": read_answer},
    recognise=recognise,
)
