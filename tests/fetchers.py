"""A fetcher whose waiting moves a test's clock, so that nobody sleeps."""

from dataclasses import dataclass, field
from datetime import timedelta

from app.egress.transport import Transport
from app.fetching.answers import Manner, Secret
from app.fetching.fetch import Fetcher
from app.fetching.politeness import Pacer
from tests.workspaces import FakeClock

AGENT = "OnRecord/1.0 (+mailto:desk@example.org)"
# For tests of other things than pace and robots.
AT_ONCE = Manner(pace=timedelta(0), obeys_robots=False)


@dataclass(slots=True)
class Waiting:
    """Lets seconds pass by moving the clock, and remembers how many."""

    clock: FakeClock
    waited: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        """Pass them."""
        self.waited.append(seconds)
        self.clock.advance(seconds=seconds)


def make_fetcher(
    transport: Transport,
    *,
    clock: FakeClock | None = None,
    wait: Waiting | None = None,
    pacer: Pacer | None = None,
    secrets: dict[str, Secret] | None = None,
) -> Fetcher:
    """A fetcher over a transport, with whatever a test wants to hold in its own hand."""
    clock = clock or (wait.clock if wait else FakeClock())
    pacer = pacer or Pacer(clock)
    return Fetcher(
        transport=transport,
        clock=clock,
        wait=wait or Waiting(clock),
        agent=AGENT,
        reserve=pacer.reserve,
        closed_until=pacer.closed_until,
        close=pacer.close,
        secrets=secrets or {},
    )
