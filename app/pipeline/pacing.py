"""The pace of hosts, kept in the store: one for all processes, whatever their own clocks show."""

from datetime import datetime, timedelta

from app.clock import Clock, system_clock
from app.store.collecting import Hosts
from app.store.engine import Store


class SharedPacer:
    """Gives turns at a host to all workers of a workspace.

    Turns are instants of the machine's clock, for a host's patience is; they are told in those of
    `clock`, which a test may have moved.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def reserve(self, host: str, pace: timedelta) -> datetime:
        """The instant at which this request may go; the next one may `pace` later."""
        here, now = self._clock(), system_clock()
        turn = self._store.transact(lambda tx: tx.hosts.reserve(host, pace, now), system_clock)
        return here + (turn - now)

    def closed_until(self, host: str) -> datetime | None:
        """Until when a host wants to be left alone, or `None`."""
        now = system_clock()
        with self._store.reader() as connection:
            until = Hosts(connection).closed_until(host, now)
        return None if until is None else self._clock() + (until - now)

    def close(self, host: str, until: datetime) -> None:
        """Leave a host alone until then; a wish for longer stands."""
        at = system_clock() + (until - self._clock())
        self._store.transact(lambda tx: tx.hosts.close(host, at), system_clock)
