"""Publishers asked at another address: a mirror inside a network, or a double in a test.

Only the connection goes elsewhere. Whoever asks, and whatever is kept of the answer, knows the
publisher's address alone; the mirror itself is judged as any address, and needs its exemption.
"""

from dataclasses import dataclass, replace

from app.egress.addresses import Policy
from app.egress.exchange import Fault, FaultKind, Limits, Outgoing, Reply
from app.egress.faults import fault_at
from app.egress.transport import Transport
from app.egress.urls import Target, read_url

Mirrors = tuple[tuple[str, str], ...]

_READABLE = (
    "is not asked: its mirror {} would be sent the publisher's key where anyone on the way can "
    "read it; give the mirror's https address in ONRECORD_MIRROR"
)


@dataclass(frozen=True)
class MirroredTransport(Transport):
    """A transport that asks `https://publisher…` at the other end of a pair of `mirrors`."""

    mirrors: Mirrors = ()

    def _exchange(self, asked: Outgoing, limits: Limits, left: float) -> Reply | Fault:
        there = self._mirrored(asked.url)
        if there == asked.url:
            return super()._exchange(asked, limits, left)
        if asked.secret_headers and _is_readable(there, self.policy):
            return fault_at(asked.url, FaultKind.REFUSED, _READABLE.format(there))
        came = super()._exchange(replace(asked, url=there), limits, left)
        if isinstance(came, Fault):
            return replace(came, url=asked.url, at_url=asked.url)
        return replace(came, url=asked.url, final_url=asked.url)

    def _mirrored(self, url: str) -> str:
        for publisher, mirror in self.mirrors:
            if url == publisher or url.startswith((f"{publisher}/", f"{publisher}?")):
                return f"{mirror}{url.removeprefix(publisher)}"
        return url


def _is_readable(url: str, policy: Policy) -> bool:
    """Whether what is sent there can be read on the way: in the open, to a public name."""
    there = read_url(url, policy)
    if not isinstance(there, Target) or there.scheme == "https":
        return False
    return not (there.is_address or there.only_exempt)
