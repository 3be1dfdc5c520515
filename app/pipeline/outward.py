"""What an operator says of asking publishers, and the fetcher that asks them so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app import __version__
from app.clock import Clock
from app.domain.ids import SourceKey
from app.domain.sources import Source
from app.egress.addresses import PUBLIC_ONLY, Policy
from app.egress.exchange import Limits
from app.egress.urls import Refusal, read_url
from app.errors import ConfigError
from app.fetching.answers import Secret
from app.pipeline.pacing import SharedPacer
from app.store.engine import Store

if TYPE_CHECKING:
    from app.fetching.fetch import Fetcher

Mirrors = tuple[tuple[str, str], ...]
# The header a publisher wants its key in, where it is not the usual one.
_USUAL_HEADER: Final = "X-Api-Key"
_HEADERS: Final = {"trade_gov": "subscription-key"}
# The one host that may see a key, where it is not that of the source's own address.
_HOSTS: Final = {
    "congress": "api.congress.gov",
    "regulations_gov": "api.regulations.gov",
    "govinfo": "api.govinfo.gov",
    "trade_gov": "data.trade.gov",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outward:
    """How publishers may be asked.

    `contact` is told to them, `policy` says which addresses besides public ones may be reached
    (`allowed` in the operator's words),
    `keys` are the secrets by name. Of `switches`, a name alone leaves on only those named so, and
    one with a minus sign before it switches a source off.
    """

    contact: str | None = None
    policy: Policy = PUBLIC_ONLY
    mirrors: Mirrors = ()
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    switches: tuple[str, ...] = ()
    allowed: str = ""
    is_on: bool = True
    body_limit: int = 8 * 1024 * 1024

    @property
    def agent(self) -> str:
        """How the product names itself to a publisher."""
        product = f"OnRecord/{__version__}"
        return f"{product} ({self.contact})" if self.contact else product

    def why_off(self, source: Source) -> str | None:
        """Why a source is not asked; `None` where it is."""
        if source.begin is None:
            return f"{source.key} cannot be asked: it is only handed over (`onrecord import`)"
        only = {one for one in self.switches if not one.startswith("-")}
        if f"-{source.key}" in self.switches or (only and source.key not in only):
            return f"{source.key} is switched off by ONRECORD_SOURCES"
        if source.secret is not None and source.secret not in self.keys:
            return f"{source.key} needs a key: set ONRECORD_KEY_{source.secret.upper()}"
        return None

    def fetcher(
        self,
        store: Store,
        clock: Clock,
        wait: Callable[[float], None],
        sources: tuple[Source, ...],
    ) -> "Fetcher":
        """What asks publishers, at a pace that all processes of the workspace keep together."""
        # Opening connections takes a tenth of a second to load, which a mere question should not.
        from app.egress.mirror import MirroredTransport
        from app.fetching.fetch import Fetcher

        pacer = SharedPacer(store, clock)
        return Fetcher(
            transport=MirroredTransport(
                policy=self.policy,
                limits=Limits(wire=self.body_limit, decoded=self.body_limit),
                mirrors=self.mirrors,
            ),
            clock=clock,
            wait=wait,
            agent=self.agent,
            reserve=pacer.reserve,
            closed_until=pacer.closed_until,
            close=pacer.close,
            secrets=self._secrets(sources),
        )

    def _secrets(self, sources: tuple[Source, ...]) -> dict[str, Secret]:
        found: dict[str, Secret] = {}
        for source in sources:
            name = source.secret
            if name is None or name not in self.keys:
                continue
            host = _HOSTS.get(name) or urlsplit(source.url or "").hostname
            if host is not None:
                header = _HEADERS.get(name, _USUAL_HEADER)
                found[name] = Secret(header=header, value=self.keys[name], host=host)
        return found


def read_policy(text: str) -> Policy:
    """The addresses of `ONRECORD_EGRESS_ALLOW`."""
    try:
        return Policy.parse(text)
    except ValueError as error:
        raise ConfigError(
            f"ONRECORD_EGRESS_ALLOW={text!r}: {error}; write 127.0.0.1:8081, 10.1.0.0/16"
        ) from None


def read_mirrors(text: str) -> Mirrors:
    """The pairs of `ONRECORD_MIRROR`, longest publisher's address first."""
    pairs: list[tuple[str, str]] = []
    for pair in text.replace(",", " ").split():
        publisher, equals, mirror = pair.partition("=")
        if not equals or not all(_is_address(one) for one in (publisher, mirror)):
            raise ConfigError(
                f"ONRECORD_MIRROR: {pair!r} is no pair of addresses; write "
                "https://www.federalregister.gov=http://127.0.0.1:8081"
            )
        pairs.append((_as_asked(publisher), mirror.rstrip("/")))
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _is_address(text: str) -> bool:
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


def _as_asked(publisher: str) -> str:
    """A publisher's address as requests spell it: in another, it would be asked itself."""
    read = read_url(publisher)
    return (publisher if isinstance(read, Refusal) else read.url).rstrip("/")


def read_switches(text: str) -> tuple[str, ...]:
    """The names of `ONRECORD_SOURCES`."""
    return tuple(text.replace(",", " ").split())


def unknown_switches(switches: tuple[str, ...], known: set[SourceKey]) -> list[str]:
    """Names in `ONRECORD_SOURCES` that no source has."""
    return [one for one in switches if one.removeprefix("-") not in known]
