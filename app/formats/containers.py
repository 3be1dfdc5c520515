"""Packed files open into the files they hold, a few at a time and never without a limit."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.errors import FormatError

DEEPEST = 3
MOST_MEMBERS = 20_000
# The largest list of a publisher, which is read as it streams, has some 120 MiB.
LARGEST_MEMBER = 160 * 1024 * 1024
LARGEST_TOTAL = 1024 * 1024 * 1024
# Text packs at most some 20 to 1, repetitive records 100 to 1; a bomb packs 1,000 to 1.
_BOMB_RATIO = 200
_RATIO_COUNTS_FROM = 8 * 1024 * 1024
_PIECE = 256 * 1024
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_TAR_MARK_AT = 257
# The standard reader meets made-up directories with more than its own error.
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, NotImplementedError, ValueError),
    *(LookupError, OSError, struct.error, RuntimeError),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file out of a container; `name` is a relative path inside it, safe to join to others."""

    name: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a container may hold before it is refused whole."""

    depth: int = DEEPEST
    members: int = MOST_MEMBERS
    member: int = LARGEST_MEMBER
    total: int = LARGEST_TOTAL


@dataclass(slots=True)
class _Tally:
    """What has come out so far, of all levels together."""

    limits: Limits
    name: str
    members: int = 0
    total: int = 0

    def admit(self, path: str, packed: int, size: int) -> None:
        """Count bytes just unpacked; raise where they pass a limit."""
        self.total += size
        if self.total > self.limits.total:
            raise _refused(self.name, path, f"it unpacks to more than {self.limits.total:,} bytes")
        if size > _RATIO_COUNTS_FROM and size > _BOMB_RATIO * max(packed, 1):
            raise _refused(
                self.name, path, f"it unpacks to {size // max(packed, 1)} times its size"
            )

    def begin(self, path: str) -> None:
        """Count one more file."""
        self.members += 1
        if self.members > self.limits.members:
            raise _refused(self.name, path, f"it holds more than {self.limits.members:,} files")


def is_container(body: bytes) -> bool:
    """Whether these bytes are a gz, zip or tar, by their marks and not by their name."""
    return _is_packed(body) or _is_tar(body)


def members(body: bytes, name: str, limits: Limits | None = None) -> Iterator[Member]:
    """The files inside, one after another; containers inside are opened too, to a depth of three.

    Deeper ones come out as they are. Raises `FormatError` naming the container and the member
    where it is broken, locked, or larger than the limits; members before it have been given.
    """
    tally = _Tally(limits=limits or Limits(), name=name)
    yield from _open(body, name, "", tally, 1)


def _open(body: bytes, name: str, prefix: str, tally: _Tally, depth: int) -> Iterator[Member]:
    for member in _inside(body, name, prefix, tally):
        if depth < tally.limits.depth and is_container(member.body):
            inner = member.name.rsplit("/", 1)[-1]
            yield from _open(member.body, inner, f"{member.name}/", tally, depth + 1)
        else:
            yield member


def _inside(body: bytes, name: str, prefix: str, tally: _Tally) -> Iterator[Member]:
    if body.startswith(_GZIP):
        yield from _of_gzip(body, name, prefix, tally)
    elif body.startswith(_ZIP):
        yield from _of_zip(body, prefix, tally)
    elif _is_tar(body):
        yield from _of_tar(io.BytesIO(body), len(body), prefix, tally)
    else:
        raise _refused(tally.name, prefix, "it is no gz, zip or tar")


def _of_gzip(body: bytes, name: str, prefix: str, tally: _Tally) -> Iterator[Member]:
    inner = _name_within(name)
    tally.begin(prefix + inner)
    with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
        head = _read(stream, 512, tally, prefix + inner)
        if _is_tar(head):
            # A packed tar is read as it streams: its members have limits, the whole needs none.
            stream.seek(0)
            yield from _of_tar(stream, len(body), prefix, tally)
            return
        rest = _bounded(stream, len(body), prefix + inner, tally, head)
    yield Member(name=prefix + inner, body=rest)


def _of_zip(body: bytes, prefix: str, tally: _Tally) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except _BROKEN_ZIP as broken:
        raise _refused(tally.name, prefix, f"the zip is broken ({broken})") from broken
    with archive:
        if len(archive.infolist()) > tally.limits.members:
            raise _refused(tally.name, prefix, f"it holds more than {tally.limits.members:,} files")
        for entry in archive.infolist():
            path = prefix + _safe(entry.filename)
            if not _safe(entry.filename) or entry.is_dir():
                continue
            tally.begin(path)
            if entry.flag_bits & 0x1:
                raise _refused(tally.name, path, "it is locked with a password")
            try:
                with archive.open(entry) as stream:
                    held = _bounded(stream, entry.compress_size, path, tally)
            except _BROKEN_ZIP as broken:
                raise _refused(tally.name, path, f"it is broken ({broken})") from broken
            yield Member(name=path, body=held)


def _of_tar(
    stream: "io.BytesIO | gzip.GzipFile", packed: int, prefix: str, tally: _Tally
) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for entry in archive:
                path = prefix + _safe(entry.name)
                # Links and devices point outside the container, or hold nothing.
                held = archive.extractfile(entry) if entry.isreg() and _safe(entry.name) else None
                if held is None:
                    continue
                tally.begin(path)
                # The packed size is that of the whole: a member cannot be told apart in it.
                yield Member(name=path, body=_bounded(held, packed, path, tally))
    except (tarfile.TarError, EOFError, OSError, zlib.error, ValueError) as broken:
        raise _refused(tally.name, prefix, f"the tar is broken ({broken})") from broken


def _bounded(
    stream: "io.BufferedIOBase | gzip.GzipFile | zipfile.ZipExtFile | object",
    packed: int,
    path: str,
    tally: _Tally,
    head: bytes = b"",
) -> bytes:
    """Everything in the stream, piece by piece, so that a bomb stops long before it is whole."""
    pieces, size = [head], len(head)
    while piece := _read(stream, _PIECE, tally, path):
        pieces.append(piece)
        size += len(piece)
        if size > tally.limits.member:
            raise _refused(tally.name, path, f"it is larger than {tally.limits.member:,} bytes")
        if size > _RATIO_COUNTS_FROM and size > _BOMB_RATIO * max(packed, 1):
            break
    tally.admit(path, packed, size)
    return b"".join(pieces)


def _read(stream: object, size: int, tally: _Tally, path: str) -> bytes:
    try:
        return bytes(stream.read(size))  # type: ignore[attr-defined] # three unrelated readers
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile, tarfile.TarError) as broken:
        raise _refused(tally.name, path, f"it is cut off or broken ({broken})") from broken


def _is_packed(body: bytes) -> bool:
    return body.startswith(_GZIP) or body.startswith(_ZIP)


def _is_tar(body: bytes) -> bool:
    return body[_TAR_MARK_AT : _TAR_MARK_AT + 5] == b"ustar"


def _name_within(name: str) -> str:
    plain = _safe(name).rsplit("/", 1)[-1]
    if plain.lower().endswith(".tgz"):
        return plain[:-4] + ".tar"
    return (plain[:-3] if plain.lower().endswith(".gz") else plain) or "content"


def _safe(name: str) -> str:
    """A relative path without drive, root or steps upward, whatever system packed it."""
    steps = name.replace("\\", "/").replace("\x00", "").split("/")
    kept = [step for step in steps if step not in ("", ".", "..") and not step.endswith(":")]
    return "/".join(kept)


def _refused(container: str, path: str, why: str) -> FormatError:
    where = f"{container}, member {path.rstrip('/')}" if path else container
    return FormatError(f"{where}: {why}; unpack it yourself and hand over what you need")
