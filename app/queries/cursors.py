"""The mark of the next page of a search: opaque, signed, and good for one question only."""

import base64
import binascii
import hmac
from dataclasses import dataclass

import orjson

from app.domain.search import SearchQuery
from app.errors import QueryError

_SIGNATURE = 16  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a page ended: the last hit's `key`, or for relevance the `offset` after it.

    `known_at` (microseconds) is the instant of the first page: every later page is cut from what
    was known then, whatever has been shown or superseded since. `entries` keeps whether list
    entries are among the hits.
    """

    known_at: int
    key: int | None
    offset: int
    entries: bool


def written(cursor: Cursor, query: SearchQuery, signing_key: bytes) -> str:
    """The cursor as a text that only this workspace can have made."""
    said = orjson.dumps(
        [*_question(query), cursor.known_at, cursor.key, cursor.offset, cursor.entries]
    )
    return base64.urlsafe_b64encode(_signed(said, signing_key) + said).decode().rstrip("=")


def read(text: str, query: SearchQuery, signing_key: bytes) -> Cursor:
    """The cursor behind a text; raises where it is not ours, or another question's."""
    padded = text + "=" * (-len(text) % 4)
    try:
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    signature, said = raw[:_SIGNATURE], raw[_SIGNATURE:]
    if not hmac.compare_digest(signature, _signed(said, signing_key)):
        raise _fault("this cursor was not given by this workspace")
    question, (known_at, key, offset, entries) = (loaded := orjson.loads(said))[:-4], loaded[-4:]
    if question != _question(query):
        raise _fault("this cursor belongs to another question or order")
    return Cursor(known_at=known_at, key=key, offset=offset, entries=entries)


def _question(query: SearchQuery) -> list[str | None]:
    """All that decides which hits come in which order, but for the page's length."""
    point = query.point
    return [
        query.text,
        query.sort.value,
        point.as_of.isoformat() if point.as_of else None,
        point.as_known.isoformat() if point.as_known else None,
    ]


def _signed(said: bytes, signing_key: bytes) -> bytes:
    return hmac.new(signing_key, b"search:" + said, "sha256").digest()[:_SIGNATURE]


def _fault(message: str) -> QueryError:
    hint = "ask again without one, then follow next_cursor"
    return QueryError(f"{message}; {hint}", name="cursor", position=0, hint=hint)
