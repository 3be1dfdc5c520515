"""What publishers ask of programs in robots.txt, remembered for a day."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protego import Protego

from app.egress.exchange import Fault, Reply
from app.fetching.politeness import retry_at

KEPT = timedelta(days=1)
# RFC 9309: rules once read may be used on where the file cannot be had any more.
KEPT_ON = timedelta(days=30)
ASK_AGAIN = timedelta(minutes=10)
# The most a crawl delay may slow us; what asks for more is written for search engines.
SLOWEST = timedelta(seconds=60)
# RFC 9309 lets readers stop here.
_READ = 512 * 1024
_FOUND_NOTHING = Protego.parse("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsWord:
    """What robots.txt says of one address.

    `allowed` is `None` where that cannot be known before `retry_at`, with the reason in `why`.
    """

    allowed: bool | None
    delay: timedelta = timedelta(0)
    retry_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    rules: Protego | None
    read_at: datetime
    ask_again_at: datetime
    why: str = ""


AskRobots = Callable[[str], Reply | Fault]


@dataclass(slots=True)
class RobotsBook:
    """Reads each origin's robots.txt once a day and answers from it.

    No file (any status from 400 to 499) allows everything. A server that is out of order or out
    of reach means waiting: it is not known what its file would have said.
    """

    _held: dict[str, _Held] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def word(
        self, url: str, origin: str, *, agent: str, now: datetime, ask: AskRobots
    ) -> RobotsWord:
        """What robots.txt says to `agent`, our short name, of a URL of an origin.

        `ask` brings a file that is not held, or not any more.
        """
        with self._lock:
            held = self._held.get(origin)
        if held is None or held.ask_again_at <= now:
            held = _read(ask(f"{origin}/robots.txt"), held, now)
            with self._lock:
                self._held[origin] = held
        if held.rules is None:
            return RobotsWord(allowed=None, retry_at=held.ask_again_at, why=held.why)
        delay = timedelta(seconds=min(held.rules.crawl_delay(agent) or 0.0, 3600.0))
        return RobotsWord(
            allowed=held.rules.can_fetch(url, agent),
            delay=min(max(delay, timedelta(0)), SLOWEST),
        )


def _read(reply: Reply | Fault, held: _Held | None, now: datetime) -> _Held:
    if isinstance(reply, Reply) and reply.status == 200:
        rules = Protego.parse(reply.body[:_READ].decode("utf-8", "replace"))
        return _Held(rules, now, now + KEPT)
    if isinstance(reply, Reply) and 400 <= reply.status < 500 and reply.status != 429:
        return _Held(_FOUND_NOTHING, now, now + KEPT)
    again_at = now + ASK_AGAIN
    if isinstance(reply, Fault):
        why = f"its robots.txt cannot be had: {reply.why}"
    else:
        why = f"its robots.txt cannot be had (status {reply.status}); ask again later"
        header = reply.header("retry-after")
        if header or reply.status == 429:
            again_at = retry_at(header, now, their_clock=reply.header("date"))
    if held is not None and held.rules is not None and now - held.read_at < KEPT_ON:
        return _Held(held.rules, held.read_at, again_at)
    return _Held(None, now, again_at, why)
