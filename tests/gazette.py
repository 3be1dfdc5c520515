"""An invented gazette on a loopback socket: pages of a listing, full texts, and its traps."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from app.bootstrap import Tracker
from app.domain.coverage import Account, CoverageState
from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import DocumentId, SourceKey
from app.domain.lists import ListSnapshot
from app.domain.sources import Expectation, Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.pipeline.collect import Asked as Wanted
from app.pipeline.collect import SourceSum, collect_source
from app.pipeline.outward import Outward
from app.store.coverage import Coverage
from tests.servers import Asked, Server, answering, serving
from tests.workspaces import Desk

KEY = SourceKey("xx-gazette")
SITE = "https://gazette.example.com"
Trap = Callable[[Asked], Iterable[bytes] | None]


@dataclass(slots=True)
class Gazette:
    """What it publishes by day, and what goes wrong with it at the moment."""

    papers: dict[date, list[str]] = field(default_factory=dict)
    page_size: int = 3
    states_total: bool = True
    has_texts: bool = True
    listed: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    trap: Trap = lambda _asked: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, on: date, *names: str) -> None:
        """Put papers into a day's issue."""
        self.papers.setdefault(on, []).extend(names)

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the publisher would."""
        with self.lock:
            trapped = self.trap(asked)
            return self.answer(asked) if trapped is None else trapped

    def answer(self, asked: Asked) -> list[bytes]:
        """The honest answer."""
        path, query = urlsplit(asked.path).path, parse_qs(urlsplit(asked.path).query)
        if path == "/robots.txt":
            return answering(status=404)
        if path == "/parties":
            body = "".join(f"{name}\n" for name in self.listed).encode()
            return _with_tag(asked, body, "text/csv")
        if path.startswith("/papers/"):
            name = path.removeprefix("/papers/")
            body = self.words.get(name, f"The full words of {name}. " * 20).encode()
            return _with_tag(asked, body, "text/plain")
        return _with_tag(asked, self.page(query), "application/json")

    def page(self, query: dict[str, list[str]]) -> bytes:
        """A page of the listing of some days."""
        first, last = (date.fromisoformat(query[name][0]) for name in ("from", "to"))
        number = int(query.get("page", ["1"])[0])
        found = [
            {"name": name, "on": str(on)}
            for on in sorted(self.papers)
            if first <= on <= last
            for name in self.papers[on]
        ]
        start = (number - 1) * self.page_size
        said: dict[str, object] = {"papers": found[start : start + self.page_size]}
        if not self.has_texts:
            said["without_texts"] = True
        if self.states_total:
            said["total"] = len(found)
        if start + self.page_size < len(found):
            said["next"] = f"{SITE}/list?from={first}&to={last}&page={number + 1}"
        return json.dumps(said).encode()


def _with_tag(asked: Asked, body: bytes, media_type: str) -> list[bytes]:
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if asked.headers.get("if-none-match") == tag:
        return answering(status=304, headers={"ETag": tag})
    return answering(body, headers={"ETag": tag, "Content-Type": media_type})


def _begin(window: Window) -> Iterator[Request]:
    days = (("from", str(window.first_on)), ("to", str(window.last_on)))
    yield Request(url=f"{SITE}/list", params=days, shape="gz-page")


def _read_page(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    try:
        said = json.loads(capture.body)
        papers = said["papers"]
    except (ValueError, KeyError, TypeError) as fault:
        raise FormatError(f"error body: {capture.place} is no page of the listing") from fault
    query = parse_qs(urlsplit(capture.url or "").query)
    records = []
    for number, paper in enumerate(papers):
        name, on = paper.get("name"), date.fromisoformat(paper["on"])
        if name is None:
            yield Issue(where=f"papers[{number}]", problem="has no name", lost_record=True)
            continue
        id_ = DocumentId(f"{KEY}/{name}")
        records.append((name, on))
        yield Reading(
            document=Document(id=id_, source=KEY, kind=Kind.NOTICE),
            where=f"papers[{number}]",
            title=f"Paper {name}",
            published_on=on,
            date_evidence="on",
        )
        if "without_texts" not in said:
            yield Request(url=f"{SITE}/papers/{name}", shape="gz-text", about=id_, on=on)
    if "next" in said:
        yield Request(url=said["next"], shape="gz-page")
    yield Account(
        question=f"{SITE}/list {query['from'][0]} {query['to'][0]}",
        first_on=date.fromisoformat(query["from"][0]),
        last_on=date.fromisoformat(query["to"][0]),
        records=tuple(records),
        stated=said.get("total"),
        more="next" in said,
    )


def _read_text(capture: Capture) -> Iterator[Reading]:
    assert capture.about is not None
    yield Reading(
        document=Document(id=capture.about, source=KEY, kind=Kind.NOTICE),
        words=Words(text=capture.body.decode(), extent=Extent.FULL),
    )


GAZETTE = Source(
    key=KEY,
    title="The invented gazette",
    jurisdiction="xx",
    standing=Standing.AUTHENTIC,
    readers={"gz-page": _read_page, "gz-text": _read_text},
    url=SITE,
    begin=_begin,
    every=timedelta(hours=6),
    pace=timedelta(0),
    looks_back=timedelta(days=3),
    longest=timedelta(days=10),
    expects=Expectation(least=0, most=10_000),
    obeys_robots=False,
)


def _begin_list(window: Window) -> Iterator[Request]:
    yield Request(url=f"{SITE}/parties", shape="gz-parties")


def _read_list(capture: Capture) -> Iterator[Reading | ListSnapshot | Account]:
    names = capture.body.decode().split()
    for number, name in enumerate(names):
        yield Reading(
            document=Document(
                id=DocumentId(f"{PARTIES.key}/{name}"),
                source=PARTIES.key,
                kind=Kind.LIST_ENTRY,
                list_key="xx-parties",
            ),
            where=f"line {number}",
            title=name,
            words=Words(text=f"Name: {name}"),
        )
    yield ListSnapshot(list_key="xx-parties")
    yield Account(question=f"{SITE}/parties", records=tuple((name, None) for name in names))


PARTIES = replace(
    GAZETTE,
    key=SourceKey("xx-parties"),
    title="The invented list of parties",
    readers={"gz-parties": _read_list},
    begin=_begin_list,
    expects=None,
)


@contextmanager
def publishing(gazette: Gazette) -> Iterator[Server]:
    """The gazette on a socket, until the block ends."""
    with serving(gazette) as server:
        yield server


def outward_to(server: Server, *sites: str, **said: object) -> Outward:
    """Everything these sites publish is asked of that server, and nothing else can be reached."""
    return Outward(
        policy=server.policy,
        mirrors=tuple((site, server.url("").rstrip("/")) for site in sites or (SITE,)),
        **said,  # type: ignore[arg-type]  # a test names fields of Outward
    )


def following(tracker: Tracker, server: Server, *sources: Source) -> Tracker:
    """A tracker that knows these sources beside its own, and reaches them at the server."""
    with tracker.store.transaction(tracker.clock) as transaction:
        for source in sources:
            transaction.sources.add(source, at=transaction.opened_at)
    return replace(tracker, modules=(*sources, *tracker.modules), outward=outward_to(server))


@dataclass(slots=True)
class Follower:
    """A desk that follows the gazette, whose clock the test moves."""

    desk: Desk
    gazette: Gazette
    server: Server

    def collect(self, source: Source = GAZETTE, **asked: object) -> SourceSum:
        """Ask the gazette for what is due, or for days."""
        collector = self.desk.tracker.collector(wait=lambda _seconds: None)
        return collect_source(collector, source, Wanted(**asked))  # type: ignore[arg-type]  # a test names fields of Asked

    def states(
        self, first_on: date, last_on: date, source: Source = GAZETTE
    ) -> dict[date, CoverageState]:
        """What is known of days."""
        with self.desk.tracker.store.reader() as connection:
            days = Coverage(connection).days(source.key, first_on, last_on)
        return {day.on: day.state for day in days}

    def asked(self) -> list[str]:
        """The paths asked for so far."""
        return [one.path for one in self.server.asked]


@contextmanager
def followed(desk: Desk) -> Iterator[Follower]:
    """A follower of the gazette and its list, as long as the block runs."""
    gazette = Gazette()
    with publishing(gazette) as server:
        tracker = following(desk.tracker, server, GAZETTE, PARTIES)
        yield Follower(desk=replace(desk, tracker=tracker), gazette=gazette, server=server)
