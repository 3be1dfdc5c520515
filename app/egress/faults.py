"""Says in words for a person what kept a server from being asked, or from answering whole."""

import ssl

import httpcore2

from app.egress.bodies import BodyFault
from app.egress.connections import ForbiddenError, NowhereError, OverflowingError, TimeUpError
from app.egress.exchange import Fault, FaultKind, Limits

_SETTING = "ONRECORD_EGRESS_ALLOW"
_NEXT = {
    FaultKind.CUT: "ask again later",
    FaultKind.TOO_LARGE: "ask for less at once, or raise the limit",
    FaultKind.UNREADABLE: "look at what it sends",
}
# What h11 and TLS say where a body ends before it should.
_CUT = ("incomplete", "without sending complete", "EOF", "peer unexpectedly closed")


def fault_at(url: str, kind: FaultKind, said: str) -> Fault:
    """A fault at a URL; the sentence goes on from the URL and ends with the next step."""
    return Fault(url=url, at_url=url, kind=kind, why=f"{url} {said}")


def fault_of(url: str, error: Exception, limits: Limits) -> Fault:
    """What an exchange that broke off means; an error nobody thought of is raised again."""
    match error:
        case ForbiddenError():
            said = (
                f"is not asked: {error}; give another address, or have the operator except this "
                f"one in {_SETTING}"
            )
            return fault_at(url, FaultKind.REFUSED, said)
        case TimeUpError():
            said = f"did not answer whole within {limits.seconds:.3g} seconds; ask again later"
            return fault_at(url, FaultKind.TIMED_OUT, said)
        case OverflowingError():
            said = f"sends more than the {limits.wire} bytes allowed; {_NEXT[FaultKind.TOO_LARGE]}"
            return fault_at(url, FaultKind.TOO_LARGE, said)
        case NowhereError():
            said = f"cannot be reached: {error}; check the address and the network"
            return fault_at(url, FaultKind.UNREACHABLE, said)
        case BodyFault():
            return fault_at(url, error.kind, f"is not kept: {error}; {_NEXT[error.kind]}")
        case ssl.SSLError():
            return _unsafe(url, error)
        case httpcore2.LocalProtocolError() | UnicodeError():
            said = "is not asked: a header of the request is malformed; check the key sent to it"
            return fault_at(url, FaultKind.REFUSED, said)
        case httpcore2.RemoteProtocolError() | httpcore2.NetworkError() | OSError():
            return _broken(url, error)
        case _:
            raise error


def _unsafe(url: str, error: ssl.SSLError) -> Fault:
    reason = getattr(error, "verify_message", None) or error.reason or "no agreement was found"
    said = f"cannot be asked safely ({reason}); check its certificate and this machine's clock"
    # A handshake that is hung up on says nothing about the certificate.
    kind = FaultKind.UNREACHABLE if isinstance(error, ssl.SSLEOFError) else FaultKind.UNSAFE
    return fault_at(url, kind, said)


def _broken(url: str, error: Exception) -> Fault:
    met = str(error)
    if any(sign in met for sign in _CUT):
        said = "was cut short: its connection ended before its body did; ask again later"
        return fault_at(url, FaultKind.CUT, said)
    if isinstance(error, httpcore2.RemoteProtocolError) and "disconnected" not in met:
        said = f"does not answer in HTTP ({met[:200]!a}); {_NEXT[FaultKind.UNREADABLE]}"
        return fault_at(url, FaultKind.UNREADABLE, said)
    return fault_at(url, FaultKind.UNREACHABLE, "broke off the connection; ask again later")
