"""What is asked of a server, what it may cost, and what can come of it: values for every room."""

from dataclasses import dataclass, field
from enum import StrEnum

MiB = 1024 * 1024
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one exchange may cost: seconds with all its hops, bytes on the wire, bytes opened."""

    seconds: float = 30.0
    wire: int = 8 * MiB
    decoded: int = 8 * MiB


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What is asked. `secret_headers` are for the origin of `url` alone, never for another."""

    url: str
    method: str = "GET"
    headers: Headers = ()
    secret_headers: Headers = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered, opened and whole; header names are in lower case.

    `framed` is false where the server ended the body by hanging up: such a body cannot be told
    from a cut one. The body of an answer from 400 on is kept as far as it could be read.
    """

    url: str
    final_url: str
    status: int
    headers: Headers = ()
    body: bytes = field(default=b"", repr=False)
    framed: bool = True

    def header(self, name: str) -> str | None:
        """The first header of this name, without blanks around it."""
        return next((value.strip() for held, value in self.headers if held == name.lower()), None)


class FaultKind(StrEnum):
    """What stood in the way."""

    REFUSED = "refused"
    HELD_BACK = "held back"
    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"
    TIMED_OUT = "timed out"
    CUT = "cut"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"
    REDIRECTS = "redirects"

    @property
    def transient(self) -> bool:
        """Whether asking once more, soon, may well do.

        Not where the whole deadline went by: trying again would only take as long again.
        """
        return self in (FaultKind.UNREACHABLE, FaultKind.CUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """No answer: `why` is one sentence that names the URL and ends with the next step.

    `at_url` is the hop at which it happened.
    """

    url: str
    at_url: str
    kind: FaultKind
    why: str
