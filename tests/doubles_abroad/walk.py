"""A round without a store: asked over a socket, read by the source's readers, and proven."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from app.comparison.completeness import Answered, Missed, Proof, prove
from app.domain.coverage import CoverageState
from app.domain.documents import Capture, Custody, Issue
from app.domain.ids import CaptureId, digest_of
from app.domain.sources import Reading, Request, Source, Window
from app.egress.exchange import Limits
from app.egress.mirror import MirroredTransport
from app.fetching.answers import Answer, Manner
from app.fetching.fetch import Fetcher
from app.fetching.judging import address_of
from app.pipeline.opening import open_capture
from tests.fetchers import make_fetcher
from tests.servers import Script, Server, serving

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)
_MOST = 200


@dataclass(slots=True)
class Round:
    """What a round brought: documents by id, what was said of them, and what it proves."""

    first_on: date
    readings: dict[str, Reading] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    proof: Proof = field(default_factory=lambda: Proof(days=(), obstacles=()))

    @property
    def states(self) -> dict[date, CoverageState]:
        """The proven days of the window; answers may prove others before it."""
        days = [day for day in self.proof.days if self.first_on <= day.on]
        return {day.on: day.state for day in days}

    @property
    def obstacles(self) -> str:
        """Everything that stood in the way."""
        return "\n".join(self.proof.obstacles)


@dataclass(frozen=True, slots=True)
class Walker:
    """Asks a double for a window of one source."""

    source: Source
    server: Server
    fetcher: Fetcher

    def __call__(self, first_on: date = TODAY - 3 * DAY, last_on: date = TODAY) -> Round:
        """One round."""
        assert self.source.begin is not None
        window = Window(first_on=first_on, last_on=last_on)
        roots = tuple(self.source.begin(window))
        queue: deque[tuple[int, Request]] = deque(enumerate(roots))
        found, met = Round(first_on), set[tuple[int, str]]()
        answered: list[Answered] = []
        missed: list[Missed] = []
        while queue:
            root, request = queue.popleft()
            if (root, address_of(request)) in met:
                continue
            met.add((root, address_of(request)))
            assert len(met) < _MOST, "it leads in a circle"
            found.asked.append(request)
            led, why = self._look(request, found, answered, root)
            queue.extend((root, one) for one in led)
            if why is not None and request.instead is not None:
                queue.append((root, request.instead))
            elif why is not None and request.needed:
                missed.append(Missed(root=root, why=why, on=request.on))
        found.proof = prove(
            window,
            answered,
            missed,
            roots=len(roots),
            settled_on=self.source.settled_on(NOON),
        )
        return found

    def _look(
        self, request: Request, found: Round, answered: list[Answered], root: int
    ) -> tuple[tuple[Request, ...], str | None]:
        said = self.fetcher.fetch(request, manner=Manner.of(self.source))
        if not isinstance(said, Answer):
            why = getattr(said, "why", "unchanged")
            found.failures[address_of(request)] = why
            return (), why
        capture = _capture(self.source, request, said)
        contents = open_capture(self.source, capture)
        found.readings |= {one.document.id: one for one in contents.readings}
        found.issues += contents.issues
        for account in contents.accounts:
            answered.append(
                Answered(
                    root=root,
                    account=account,
                    capture=capture.id,
                    captured_on=self.source.day_of(NOON),
                )
            )
        if contents.problem is not None:
            found.failures[address_of(request)] = contents.problem
        return contents.requests, contents.problem


@contextmanager
def walking(source: Source, script: Script, *sites: str, seconds: float = 10.0) -> Iterator[Walker]:
    """A walker for whom all these sites are one double, and nothing else can be reached."""
    with serving(script) as server:
        limits = Limits(seconds=seconds)
        mirrors = tuple((site, server.url("").rstrip("/")) for site in sites)
        fetcher = make_fetcher(
            MirroredTransport(policy=server.policy, mirrors=mirrors, limits=limits)
        )
        at_once = replace(source, pace=timedelta(0), obeys_robots=False)
        yield Walker(source=at_once, server=server, fetcher=fetcher)


def _capture(source: Source, request: Request, answer: Answer) -> Capture:
    return Capture(
        id=CaptureId(f"{source.key}/{digest_of(answer.body)[:12]}"),
        source=source.key,
        place=address_of(request),
        shape=request.shape,
        captured_at=NOON,
        digest=digest_of(answer.body),
        body=answer.body,
        custody=Custody.COLLECTED,
        standing=source.standing,
        about=request.about,
        url=address_of(request),
        status=answer.status,
        media_type=answer.media_type,
    )
