"""Connects to the very address that was judged, and lets nothing outlive its time.

Timeouts of a read never fire on a server that sends a byte now and then. Here every read, write,
handshake and lookup is given what is left of one deadline.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

import httpcore2

from app.egress.addresses import Policy, reason_against_answer
from app.egress.urls import Target

Resolver = Callable[[str, int], Sequence[str]]
Ticks = Callable[[], float]

_SOCKET_OPTION = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)
# A lookup cannot be broken off; one that hangs keeps its thread until the system gives up.
_MOST_LOOKUPS = 64
_MOST_ADDRESSES = 8
_CONNECT_SECONDS = 10.0


class TimeUpError(Exception):
    """The deadline has passed. Raised and caught inside this room."""


class ForbiddenError(Exception):
    """The resolver's answer may not be used; the message is the reason."""


class NowhereError(Exception):
    """The name has no address, or none of its addresses takes connections."""


class OverflowingError(Exception):
    """More came off the wire than any allowed body with its headers takes."""


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses the system gives for a name, each once, best first."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant of a clock that only moves forward, and how much is left until then."""

    at: float
    ticks: Ticks

    def left(self) -> float:
        """Seconds left, never none: a deadline that has passed ends what asks."""
        left = self.at - self.ticks()
        if left <= 0:
            raise TimeUpError
        return left


@dataclass(frozen=True, slots=True)
class Lookups:
    """Asks a resolver, in threads of their own so that a slow one can be left behind."""

    resolver: Resolver
    _free: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(_MOST_LOOKUPS)
    )

    def addresses(self, target: Target, deadline: Deadline) -> Sequence[str]:
        """The addresses of a target; an address is its own answer and is not looked up."""
        if target.is_address:
            return (target.host,)
        if not self._free.acquire(timeout=deadline.left()):
            raise TimeUpError
        answers: list[Sequence[str]] = []
        faults: list[Exception] = []

        def look_up() -> None:
            try:
                answers.append(tuple(self.resolver(target.host, target.port)))
            except (OSError, UnicodeError) as fault:
                faults.append(fault)
            finally:
                self._free.release()

        thread = threading.Thread(target=look_up, name="lookup", daemon=True)
        thread.start()
        thread.join(deadline.left())
        if thread.is_alive():
            raise TimeUpError
        if not answers:
            raise NowhereError("its name cannot be found") from next(iter(faults), None)
        if not answers[0]:
            raise NowhereError("its name has no address")
        return answers[0]


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens the one connection of one exchange: looks up once, judges all, connects to those."""

    def __init__(
        self, target: Target, policy: Policy, lookups: Lookups, deadline: Deadline, most_bytes: int
    ) -> None:
        self._target = target
        self._policy = policy
        self._lookups = lookups
        self._deadline = deadline
        self._most_bytes = most_bytes

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # here and below: the deadline decides
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[_SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        """Connect to an address of the target that was judged here and is given as numbers."""
        target = self._target
        if (host, port) != (target.host, target.port):
            raise ForbiddenError("the connection asked for is not the one that was judged")
        addresses = self._lookups.addresses(target, self._deadline)
        reason = reason_against_answer(
            addresses, port, self._policy, only_exempt=target.only_exempt
        )
        if reason:
            raise ForbiddenError(reason)
        return _Stream(
            self._connected(addresses[:_MOST_ADDRESSES], port), self._deadline, self._most_bytes
        )

    def _connected(self, addresses: Sequence[str], port: int) -> socket.socket:
        fault: OSError | None = None
        for place, address in enumerate(addresses, 1):
            # Each address but the last leaves time for the ones behind it.
            left = self._deadline.left()
            share = left if place == len(addresses) else left / 2
            try:
                return _connect(address, port, min(share, _CONNECT_SECONDS))
            except OSError as met:
                fault = met
        self._deadline.left()
        said = (
            "does not answer in time" if isinstance(fault, TimeoutError) else "takes no connections"
        )
        raise NowhereError(f"its server {said}") from fault


class _Stream(httpcore2.NetworkStream):
    """A connection that ends at the deadline, or when too much has come through it."""

    def __init__(self, connection: socket.socket, deadline: Deadline, most_bytes: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self._bytes_left = most_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """What has come in; nothing at its end."""
        try:
            self._connection.settimeout(self._deadline.left())
            got = self._connection.recv(max_bytes)
        except TimeoutError as fault:
            raise TimeUpError from fault
        except OSError as fault:
            raise httpcore2.ReadError(str(fault)) from fault
        self._bytes_left -= len(got)
        if self._bytes_left < 0:
            raise OverflowingError
        return got

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send all of it."""
        try:
            self._connection.settimeout(self._deadline.left())
            self._connection.sendall(buffer)
        except TimeoutError as fault:
            raise TimeUpError from fault
        except OSError as fault:
            raise httpcore2.WriteError(str(fault)) from fault

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        """Shake hands as a client of the name asked for, whose certificate it has to show.

        A server that hangs up without saying so is a fault then: its body may have been cut.
        """
        try:
            self._connection.settimeout(self._deadline.left())
            self._connection = ssl_context.wrap_socket(
                self._connection, server_hostname=server_hostname, suppress_ragged_eofs=False
            )
        except TimeoutError as fault:
            self.close()
            raise TimeUpError from fault
        except OSError:
            self.close()
            raise
        return self

    def get_extra_info(self, info: str) -> object:
        """The TLS session for the protocol's choice; whether it is alive is not asked."""
        is_tls = info == "ssl_object" and isinstance(self._connection, ssl.SSLSocket)
        return self._connection if is_tls else None


def _connect(address: str, port: int, timeout: float) -> socket.socket:
    numbers = ip_address(address)
    family = socket.AF_INET6 if isinstance(numbers, IPv6Address) else socket.AF_INET
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(timeout)
        connection.connect((str(numbers), port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError:
        connection.close()
        raise
    return connection
