"""Publishers asked at another address: a mirror inside a network, or a double in a test.

Only the connection goes elsewhere. Whoever asks, and whatever is kept of the answer, knows the
publisher's address alone; the mirror itself is judged as any address, and needs its exemption.
"""

from dataclasses import dataclass, replace

from app.egress.exchange import Fault, Limits, Outgoing, Reply
from app.egress.transport import Transport

Mirrors = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MirroredTransport(Transport):
    """A transport that asks `https://publisher…` at the other end of a pair of `mirrors`."""

    mirrors: Mirrors = ()

    def _exchange(self, asked: Outgoing, limits: Limits, left: float) -> Reply | Fault:
        there = self._mirrored(asked.url)
        if there == asked.url:
            return super()._exchange(asked, limits, left)
        came = super()._exchange(replace(asked, url=there), limits, left)
        if isinstance(came, Fault):
            return replace(came, url=asked.url, at_url=asked.url)
        return replace(came, url=asked.url, final_url=asked.url)

    def _mirrored(self, url: str) -> str:
        for publisher, mirror in self.mirrors:
            if url == publisher or url.startswith((f"{publisher}/", f"{publisher}?")):
                return f"{mirror}{url.removeprefix(publisher)}"
        return url
