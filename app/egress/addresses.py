"""Which addresses of the network may be reached: the public ones, and what an operator excepts.

Written by hand and as tables, because `ipaddress.is_global` alone is wrong here: on Python 3.11 it
takes multicast, site-local `fec0::/10` and the translation prefixes of NAT64 for global, and what
it says changes with the release. What is not known to be public is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from app.errors import ConfigError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# From the registries of special-purpose addresses (RFC 6890 and what updates it).
_NEVER_PUBLIC: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), why)
    for network, why in (
        ("0.0.0.0/8", "it means this machine"),
        ("10.0.0.0/8", "it is private"),
        ("100.64.0.0/10", "it is shared inside a provider's network"),
        ("127.0.0.0/8", "it is this machine itself"),
        ("169.254.0.0/16", "it is link-local"),
        ("172.16.0.0/12", "it is private"),
        ("192.0.0.0/24", "it is reserved for protocols"),
        ("192.0.2.0/24", "it is for documentation only"),
        ("192.31.196.0/24", "it belongs to a sink for lookups of private addresses"),
        ("192.52.193.0/24", "it is a relay for multicast"),
        ("192.88.99.0/24", "it is a relay into 6to4"),
        ("192.168.0.0/16", "it is private"),
        ("192.175.48.0/24", "it belongs to a sink for lookups of private addresses"),
        ("198.18.0.0/15", "it is for benchmarks only"),
        ("198.51.100.0/24", "it is for documentation only"),
        ("203.0.113.0/24", "it is for documentation only"),
        ("224.0.0.0/4", "it is multicast"),
        ("240.0.0.0/4", "it is reserved"),
        ("::/128", "it means this machine"),
        ("::1/128", "it is this machine itself"),
        ("fc00::/7", "it is private"),
        ("fe80::/10", "it is link-local"),
        ("fec0::/10", "it is site-local"),
        ("ff00::/8", "it is multicast"),
        ("2001::/23", "it is reserved for protocols"),
        ("2001:db8::/32", "it is for documentation only"),
        ("3ffe::/16", "it belonged to a testing network"),
        ("3fff::/20", "it is for documentation only"),
    )
)
# All that has been given out to networks so far; the rest of IPv6 is nobody's yet.
_GIVEN_OUT = IPv6Network("2000::/3")

# Where clouds keep the keys of the machine that asks. No exception opens these.
_METADATA = frozenset(
    ip_address(address)
    for address in (
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "169.254.169.253",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
    )
)

# IPv6 networks whose addresses hold an IPv4 address, and the bit at which it ends.
_CARRIES_IPV4: tuple[tuple[IPv6Network, str, int], ...] = tuple(
    (IPv6Network(network), name, shift)
    for network, name, shift in (
        ("::ffff:0:0/96", "IPv4-mapped", 0),
        ("::ffff:0:0:0/96", "IPv4-translated", 0),
        ("::/96", "IPv4-compatible", 0),
        ("64:ff9b::/96", "NAT64", 0),
        ("64:ff9b:1::/48", "local NAT64", 0),
        ("2002::/16", "6to4", 80),
    )
)
_TEREDO = IPv6Network("2001::/32")

_ENTRY = re.compile(
    r"\[([0-9A-Fa-f:./]+)\](?::(\d{1,5}))?|([0-9./]+)(?::(\d{1,5}))?|([0-9A-Fa-f:./]+)"
)
_ADVICE = (
    "give addresses or networks, each with a port where only one is meant: "
    "127.0.0.1:8081, 10.1.0.0/16, [fd00::/8]:443"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A network an operator opens although it is not public; no port means every web port."""

    network: Network
    port: int | None = None

    def covers(self, address: Address, port: int) -> bool:
        """Whether this address may be reached at this port."""
        return (
            address.version == self.network.version
            and address in self.network
            and self.port in (None, port)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What may be reached: public addresses, and the exemptions; by default there are none."""

    allow: frozenset[Exemption] = frozenset()

    @staticmethod
    def parse(text: str) -> "Policy":
        """The exemptions in a setting such as `127.0.0.1:8081, 10.1.0.0/16`."""
        entries = [entry.strip() for entry in text.split(",")]
        return Policy(allow=frozenset(_exemption(entry) for entry in entries if entry))

    def exempts(self, address: Address, port: int) -> bool:
        """Whether an operator opened this address at this port."""
        return any(exemption.covers(address, port) for exemption in self.allow)

    def opens_port(self, port: int) -> bool:
        """Whether an exemption names this very port."""
        return any(exemption.port == port for exemption in self.allow)

    def concerns(self, port: int) -> bool:
        """Whether any exemption holds at this port, so that a name may lead to it."""
        return any(exemption.port in (None, port) for exemption in self.allow)


PUBLIC_ONLY = Policy()


def reason_against_address(text: str, port: int, policy: Policy = PUBLIC_ONLY) -> str | None:
    """Why an address must not be connected to, or `None`.

    An address that carries another one inside (mapped, NAT64, 6to4) is refused even where the
    inner one is public: it leads through a translator that may have rules of its own. Where an
    operator exempts such a network, the inner address is still judged.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return "it is not an address"
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return "it names an interface of this machine"
    if address in _METADATA:
        return "it is where clouds keep a machine's keys, which no exception opens"
    carried = carried_address(address)
    if policy.exempts(address, port):
        if carried is None:
            return None
        inner = reason_against_address(str(carried[1]), port, policy)
        return inner and f"the address inside it, {carried[1]}, is refused: {inner}"
    if carried is not None:
        name, inside = carried
        return f"it carries {inside} inside ({name})"
    return _reason_by_table(address)


def carried_address(address: Address) -> tuple[str, IPv4Address] | None:
    """The kind of an address that carries an IPv4 address, and that address."""
    if isinstance(address, IPv4Address) or int(address) <= 1:
        return None
    for network, name, shift in _CARRIES_IPV4:
        if address in network:
            return name, IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
    if address in _TEREDO:
        return "Teredo", IPv4Address((int(address) & 0xFFFFFFFF) ^ 0xFFFFFFFF)
    return None


def reason_against_answer(
    addresses: Sequence[str], port: int, policy: Policy, *, only_exempt: bool = False
) -> str | None:
    """Why a resolver's answer must not be used, or `None`; one bad address spoils the answer.

    A local name, or a port that is not the web's, may lead to exempted addresses and nowhere else.
    """
    for address in addresses:
        if reason := reason_against_address(address, port, policy):
            return f"its address {address} must not be reached: {reason}"
        if only_exempt and not policy.exempts(ip_address(address), port):
            return f"its address {address} is not among the operator's exceptions"
    return None


def _reason_by_table(address: Address) -> str | None:
    for network, why in _NEVER_PUBLIC:
        if address.version == network.version and address in network:
            return why
    if isinstance(address, IPv6Address) and address not in _GIVEN_OUT:
        return "it belongs to no network yet"
    # Should a later Python know of something special that the tables above do not.
    if address.is_private or address.is_reserved or address.is_multicast:
        return "it is not public"
    return None


def _exemption(entry: str) -> Exemption:
    found = _ENTRY.fullmatch(entry)
    if found is None:
        raise ConfigError(f"the exception {entry!r} cannot be read; {_ADVICE}")
    network = found[1] or found[3] or found[5]
    port = found[2] or found[4]
    try:
        read = ip_network(network)
    except ValueError as fault:
        raise ConfigError(f"the exception {entry!r} cannot be read ({fault}); {_ADVICE}") from None
    if read.prefixlen == 0:
        raise ConfigError(f"the exception {entry!r} would open every address; {_ADVICE}")
    if port is not None and not 1 <= int(port) <= 65535:
        raise ConfigError(f"the exception {entry!r} has no port that exists; {_ADVICE}")
    return Exemption(network=read, port=int(port) if port else None)
