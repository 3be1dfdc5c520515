"""Opens what a server packed, piece by piece, so that no body grows beyond what was allowed."""

import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import brotli

from app.egress.exchange import FaultKind

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# What is offered to servers; every one of these can be opened below.
ACCEPT_ENCODING = "gzip, deflate, br, zstd"

_PIECE = 64 * 1024
# gzip and brotli pack even the dullest text about a thousand times; what publishers send stays
# below a hundred. Small bodies may be dull.
_RATIO = 250
_RATIO_FROM = 1024 * 1024
_MOST_MEMBERS = 1000
# RFC 8878 advises readers to allow windows of eight megabytes.
_ZSTD_WINDOW_LOG = 23


class BodyFault(Exception):
    """A body that is not kept; the message is a reason, without the URL.

    Raised and caught inside this room. A body of the kind `CUT` ended too early, which asking
    again may mend.
    """

    def __init__(self, why: str, kind: FaultKind = FaultKind.UNREADABLE) -> None:
        super().__init__(why)
        self.kind = kind


class _Opener(Protocol):
    """What opens one coding: it gives at most about `limit` bytes of what it was given so far."""

    @property
    def finished(self) -> bool:
        """Whether the packed body has come to its own end."""

    def open(self, packed: bytes, limit: int) -> bytes:
        """The next bytes; with nothing given, more of what was given before."""


@dataclass(slots=True)
class Body:
    """A body as it comes in: bytes off the wire go in, what they hold is kept up to a cap."""

    coding: str
    wire_cap: int
    decoded_cap: int
    wire: int = 0
    _opener: _Opener | None = None
    _kept: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        """Choose what opens the coding, or refuse a coding nobody here can open."""
        self._opener = _opener(self.coding)

    def take(self, packed: bytes) -> None:
        """Add bytes off the wire; a body that outgrows its caps is a fault at once."""
        self.wire += len(packed)
        if self.wire > self.wire_cap:
            raise BodyFault(
                f"it sends more than the {self.wire_cap} bytes allowed", FaultKind.TOO_LARGE
            )
        if self._opener is None:
            self._keep(packed)
            return
        opened = self._open(packed)
        while opened:
            self._keep(opened)
            opened = self._open(b"")

    def whole(self) -> bytes:
        """All of it, once the server has ended; a packed body has to have ended too."""
        if self._opener is not None and self.wire and not self._opener.finished:
            raise BodyFault(
                f"its body stops in the middle of its {self.coding} packing", FaultKind.CUT
            )
        return bytes(self._kept)

    def so_far(self) -> bytes:
        """What has been opened until now."""
        return bytes(self._kept)

    def _open(self, packed: bytes) -> bytes:
        assert self._opener is not None
        try:
            return self._opener.open(packed, _PIECE)
        except (zlib.error, brotli.error, zstd.ZstdError) as fault:
            raise BodyFault(f"its body is not the {self.coding} it is said to be") from fault

    def _keep(self, opened: bytes) -> None:
        self._kept += opened
        size = len(self._kept)
        if size > self.decoded_cap:
            raise BodyFault(
                f"its body holds more than the {self.decoded_cap} bytes allowed",
                FaultKind.TOO_LARGE,
            )
        if size > _RATIO_FROM and size > _RATIO * self.wire:
            raise BodyFault(
                f"its body grows to more than {_RATIO} times what was sent, as no honest page does",
                FaultKind.TOO_LARGE,
            )


def coding_of(headers: list[str]) -> str:
    """The one coding of a body, from its `Content-Encoding` headers; several are refused."""
    named = [coding.strip().lower() for header in headers for coding in header.split(",")]
    codings = [coding for coding in named if coding not in ("", "identity")]
    if len(codings) > 1:
        raise BodyFault(f"its body is packed more than once ({', '.join(codings[:5])})")
    coding = codings[0] if codings else ""
    return coding.removeprefix("x-")


def _opener(coding: str) -> _Opener | None:
    if not coding:
        return None
    if coding not in _OPENERS:
        raise BodyFault(f"its body is packed as {coding[:40]!a}, which is not one of those offered")
    return _OPENERS[coding]()


@dataclass(slots=True)
class _Zlib:
    """What gzip and deflate have in common: a stream with an end, and a rest to be asked for."""

    wbits: int
    members: int = 1
    _stream: "zlib._Decompress | None" = None

    @property
    def finished(self) -> bool:
        """Whether the stream, and of several the last, has ended."""
        return self._stream is not None and self._stream.eof

    def open(self, packed: bytes, limit: int) -> bytes:
        """Open more; gzip may be several members one after the other."""
        stream = self._stream = self._stream or zlib.decompressobj(self.wbits)
        rest = packed
        opened = b""
        while not opened:
            if not stream.eof:
                opened = stream.decompress(stream.unconsumed_tail + rest, limit)
                rest = b""
            if opened or not stream.eof:
                break
            rest = stream.unused_data + rest
            if not self._goes_on(rest):
                break
            stream = self._stream = zlib.decompressobj(self.wbits)
        return opened

    def _goes_on(self, rest: bytes) -> bool:
        # Tape blocks were filled with zeros, and some servers still do it.
        if not rest.strip(b"\0"):
            return False
        self.members += 1
        if self.wbits != _GZIP or self.members > _MOST_MEMBERS:
            raise BodyFault("its body goes on after its packing has ended")
        return True


@dataclass(slots=True)
class _Deflate:
    """`deflate` is zlib by the standard, and raw in what some servers send."""

    _begun: bytes = b""
    _zlib: _Zlib | None = None

    @property
    def finished(self) -> bool:
        """Whether the stream has ended."""
        return self._zlib is not None and self._zlib.finished

    def open(self, packed: bytes, limit: int) -> bytes:
        """Open more, once two bytes have shown which of the two it is."""
        if self._zlib is None:
            self._begun += packed
            if len(self._begun) < 2:
                return b""
            first, second = self._begun[:2]
            is_zlib = first & 0x0F == 8 and (first << 8 | second) % 31 == 0
            self._zlib = _Zlib(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
            packed = self._begun
        return self._zlib.open(packed, limit)


@dataclass(slots=True)
class _Brotli:
    """A brotli stream, which has one end and nothing behind it."""

    _stream: brotli.Decompressor = field(default_factory=brotli.Decompressor)

    @property
    def finished(self) -> bool:
        """Whether the stream has ended."""
        return bool(self._stream.is_finished())

    def open(self, packed: bytes, limit: int) -> bytes:
        """Open more."""
        if not packed and self.finished:
            return b""
        return bytes(self._stream.process(packed, output_buffer_limit=limit))


@dataclass(slots=True)
class _Zstd:
    """A zstd frame; several in one body are not sent on the web."""

    _frame: zstd.ZstdDecompressor = field(
        default_factory=lambda: zstd.ZstdDecompressor(
            options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
        )
    )

    @property
    def finished(self) -> bool:
        """Whether the frame has ended."""
        return self._frame.eof

    def open(self, packed: bytes, limit: int) -> bytes:
        """Open more."""
        if self._frame.eof:
            if packed:
                raise BodyFault("its body goes on after its packing has ended")
            return b""
        opened = self._frame.decompress(packed, limit)
        if self._frame.unused_data:
            raise BodyFault("its body goes on after its packing has ended")
        return opened


_GZIP = zlib.MAX_WBITS | 16
_OPENERS: dict[str, Callable[[], _Opener]] = {
    "gzip": lambda: _Zlib(_GZIP),
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
