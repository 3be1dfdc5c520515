"""How each thing is named, so that a name lasts and is never given twice."""

import hashlib
import re
from datetime import datetime
from typing import NewType

SourceKey = NewType("SourceKey", str)
DocumentId = NewType("DocumentId", str)
VersionId = NewType("VersionId", str)
PassageId = NewType("PassageId", str)
CaptureId = NewType("CaptureId", str)
Digest = NewType("Digest", str)

LOCAL = SourceKey("local")
_NATIVE = re.compile(r"[^\w.()/+:;,'&=!*-]+", re.UNICODE)
# An index of PostgreSQL takes no value of more than 2,700 bytes.
_LONGEST_NATIVE = 240
_LONGEST_PLACE, _END_OF_PLACE = 600, 40


def digest_of(body: bytes) -> Digest:
    """SHA-256 of some bytes, in hexadecimal: the name of a body."""
    return Digest(hashlib.sha256(body).hexdigest())


def document_id(source: SourceKey, native: str) -> DocumentId:
    """A document's id: its source, then the identifier its publisher gave it.

    White space and signs that mean something in an address (`@`, `~`, `#`, `?`) become hyphens; of
    an identifier that is longer than any real one, the end is its digest.
    """
    folded = _NATIVE.sub("-", native.strip()).strip("-/")
    if not folded:
        raise ValueError("a document needs an identifier of its publisher")
    return DocumentId(f"{source}/{_short(folded, _LONGEST_NATIVE)}")


def digested_id(source: SourceKey, *parts: str) -> DocumentId:
    """A document's id where the publisher gives none: a digest of what stays the same of it."""
    joined = "\x1f".join(parts)
    return DocumentId(f"{source}/{digest_of(joined.encode())[:12]}")


def place_of(path: str) -> str:
    """A path as text that can be kept and shown: bytes that are no UTF-8 are spelled `\\xff`.

    Names in an archive may be as long as their maker likes: such a one has its digest in place of
    what is too much, and keeps its end, which says what kind of file it is.
    """
    # How the file system hands over such bytes, and how tar files give them.
    spelled = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _short(spelled, _LONGEST_PLACE, kept=_END_OF_PLACE)


def version_id(document: DocumentId, text: str) -> VersionId:
    """A version is named by its words: the same words have the same id for ever."""
    return VersionId(f"{document}@{digest_of(text.encode())[:12]}")


def passage_id(version: VersionId, start: int, end: int) -> PassageId:
    """The address of words: code points `start` to `end` of a version's text."""
    return PassageId(f"{version}~{start}-{end}")


def capture_id(source: SourceKey, captured_at: datetime, place: str, digest: Digest) -> CaptureId:
    """A capture is named by its source, its instant, where it came from and what it held."""
    mark = digest_of(f"{place}\x1f{digest}".encode())[:12]
    return CaptureId(f"{source}/{captured_at:%Y%m%dT%H%M%S%fZ}-{mark}")


def _short(text: str, longest: int, *, kept: int = 0) -> str:
    """A text of at most this length; of a longer one the last `kept` signs follow its digest."""
    if len(text) <= longest:
        return text
    end = text[len(text) - kept :]
    return f"{text[: longest - kept - 13]}-{digest_of(text.encode())[:12]}{end}"
