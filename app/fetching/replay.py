"""Answers requests from a folder of captures, as publishers once did: no network is touched.

For tests, demonstrations and filling in the past offline. Beside the bodies lies `index.json`:

    {"https://www.example.gov/rules.json?page=1":
        {"file": "rules-1.json", "status": 200, "headers": {"ETag": "\\"a\\""}}}

A list of such entries is answered one after the other, the last of them from then on. An entry
without `file` has no body.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.clock import Clock
from app.domain.sources import Request
from app.egress.exchange import Headers, Reply
from app.errors import ConfigError
from app.fetching.answers import CAREFULLY, Failure, Manner, Outcome, Validators
from app.fetching.judging import Asked, address_of, judged

INDEX = "index.json"
_KEYS = frozenset(("file", "status", "headers", "final_url"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One kept answer: its status and headers, and the file that holds its body."""

    status: int
    headers: Headers
    body_file: Path | None
    final_url: str | None


@dataclass(slots=True)
class Replay:
    """Gives kept answers, judged as if a publisher had just sent them; `asked` is what was asked.

    What an answer's `ETag` or `Last-Modified` says is held against what the caller holds, so the
    same request again is unchanged.
    """

    kept: Mapping[str, tuple[Kept, ...]]
    clock: Clock
    asked: list[str] = field(default_factory=list)
    _times: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fetch(
        self, request: Request, held: Validators | None = None, *, manner: Manner = CAREFULLY
    ) -> Outcome:
        """The kept answer; what was not kept is a failure for good."""
        del manner  # A folder has no pace and no robots.
        url = address_of(request)
        kept = self._next(url)
        if kept is None:
            why = f"{url} is not among the kept captures; add it to their {INDEX}"
            return Failure(url=url, why=why, permanent=True)
        reply = Reply(
            url=url,
            final_url=kept.final_url or url,
            status=kept.status,
            headers=kept.headers,
            body=kept.body_file.read_bytes() if kept.body_file else b"",
        )
        if reply.status == 200 and held is not None and _still_holds(reply, held):
            reply = Reply(url=url, final_url=reply.final_url, status=304, headers=kept.headers)
        return judged(reply, Asked(request=request, url=url, held=held), self.clock())

    def _next(self, url: str) -> Kept | None:
        with self._lock:
            self.asked.append(url)
            kept = self.kept.get(url)
            if not kept:
                return None
            time = self._times.get(url, 0)
            self._times[url] = time + 1
            return kept[min(time, len(kept) - 1)]


def replay_of(folder: Path, clock: Clock) -> Replay:
    """What answers from a folder; an index that cannot be read says where it is wrong."""
    index = folder / INDEX
    try:
        entries = json.loads(index.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise ConfigError(f"{index} cannot be read ({fault}); put an index there") from fault
    if not isinstance(entries, dict):
        raise ConfigError(f"{index} is no table of addresses; give one entry for each address")
    kept = {url: tuple(_entries(folder, url, entry)) for url, entry in entries.items()}
    return Replay(kept=kept, clock=clock)


def _entries(folder: Path, url: str, entry: object) -> Iterator[Kept]:
    for each in entry if isinstance(entry, list) else [entry]:
        if not isinstance(each, dict) or not _KEYS.issuperset(each):
            raise ConfigError(
                f"{folder / INDEX}: the entry of {url} is not one; give it file, status and headers"
            )
        headers = each.get("headers", {})
        yield Kept(
            status=int(each.get("status", 200)),
            headers=tuple((str(name).lower(), str(value)) for name, value in headers.items()),
            body_file=_inside(folder, each["file"]) if "file" in each else None,
            final_url=each.get("final_url"),
        )


def _inside(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise ConfigError(
            f"{folder / INDEX} names {name!r}, which is no file beside it; correct it"
        )
    return path


def _still_holds(reply: Reply, held: Validators) -> bool:
    if held.etag is not None:
        return held.etag == reply.header("etag")
    return held.last_modified is not None and held.last_modified == reply.header("last-modified")
