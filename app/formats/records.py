"""JSON records that remember what nobody read."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

import orjson

from app.domain.documents import Issue
from app.domain.instruments import UNSAID, Unsaid
from app.errors import FormatError

Yielded = TypeVar("Yielded")

_INDEX = re.compile(r"\[\d+\]")


class Record:
    """One JSON object, read strictly: a field is asked for by name and kind, and remembered.

    A field of another kind than asked for raises `FormatError` naming its place
    (`results[4].effective_on`). The `said_*` methods tell a field that is absent (`UNSAID`) from
    one that is null (`None`).
    """

    __slots__ = ("_children", "_fields", "_met", "where")

    def __init__(self, fields: dict[str, object], *, where: str = "") -> None:
        self.where = where
        self._fields = fields
        self._met: set[str] = set()
        self._children: list[Record] = []

    @classmethod
    def parse(cls, body: bytes, *, where: str) -> "Record":
        """The record some bytes hold; anything but one JSON object is a `FormatError`."""
        loaded = parse_json(body, where=where)
        if not isinstance(loaded, dict):
            raise FormatError(f"{where}: not a JSON object; see what the publisher sends now")
        return cls(loaded)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def names(self) -> frozenset[str]:
        """The names of all fields, read or not."""
        return frozenset(self._fields)

    def place(self, name: str) -> str:
        """Where a field stands in the capture."""
        return f"{self.where}.{name}" if self.where else name

    def text(self, name: str) -> str:
        """A field that must hold words."""
        found = self.text_or_none(name)
        if not found:
            raise self._fault(name, "has no text, and the record cannot stand without it")
        return found

    def text_or_none(self, name: str) -> str | None:
        """Words, or `None` where the field is absent, null or blank; whole numbers are words."""
        found = self._take(name)
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        if found is None or isinstance(found, str):
            return (found or "").strip() or None
        raise self._fault(name, "is not text")

    def whole_or_none(self, name: str) -> int | None:
        """A whole number, or `None` where the field is absent or null."""
        found = self._take(name)
        if found is None or (isinstance(found, int) and not isinstance(found, bool)):
            return found
        raise self._fault(name, "is not a whole number")

    def flag(self, name: str) -> bool:
        """Whether a field says yes; absent and null are no."""
        found = self._take(name)
        if found is None or isinstance(found, bool):
            return bool(found)
        raise self._fault(name, "is neither true nor false")

    def day(self, name: str) -> date:
        """A day that must be there."""
        found = self.day_or_none(name)
        if found is None:
            raise self._fault(name, "has no day, and the record cannot stand without it")
        return found

    def day_or_none(self, name: str) -> date | None:
        """A day written `YYYY-MM-DD`, or `None` where the field is absent, null or blank."""
        written = self.text_or_none(name)
        if written is None:
            return None
        try:
            return date.fromisoformat(written)
        except ValueError as fault:
            raise self._fault(name, f"is not a day ({written[:40]!r})") from fault

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words; empty where the field is absent or null."""
        listed = self._list(name)
        if not all(isinstance(member, str) for member in listed):
            raise self._fault(name, "is not a list of texts")
        return tuple(str(member).strip() for member in listed if str(member).strip())

    def record(self, name: str) -> "Record | None":
        """The object a field holds, or `None` where it is absent or null."""
        found = self._take(name)
        if found is None:
            return None
        if not isinstance(found, dict):
            raise self._fault(name, "is not an object")
        return self._child(found, self.place(name))

    def records(self, name: str) -> tuple["Record", ...]:
        """The objects a field lists; empty where it is absent or null."""
        listed = self._list(name)
        if not all(isinstance(member, dict) for member in listed):
            raise self._fault(name, "is not a list of objects")
        return tuple(
            self._child(member, f"{self.place(name)}[{index}]")
            for index, member in enumerate(listed)
            if isinstance(member, dict)
        )

    def said_text(self, name: str) -> str | Unsaid | None:
        """Like `text_or_none`, but `UNSAID` where the field is absent."""
        return self.text_or_none(name) if name in self else UNSAID

    def said_day(self, name: str) -> date | Unsaid | None:
        """Like `day_or_none`, but `UNSAID` where the field is absent."""
        return self.day_or_none(name) if name in self else UNSAID

    def said_texts(self, name: str) -> tuple[str, ...] | Unsaid:
        """Like `texts`, but `UNSAID` where the field is absent."""
        return self.texts(name) if name in self else UNSAID

    def known(self, *names: str) -> None:
        """Mark fields as met and of no use here."""
        self._met.update(names)

    def unread(self, *known_unused: str) -> Iterator[Issue]:
        """One issue for each field name, here or in a record within, that nobody has met."""
        self.known(*known_unused)
        yield from unread((self,))

    def _unmet(self) -> Iterator[str]:
        yield from (self.place(name) for name in self._fields if name not in self._met)
        for child in self._children:
            yield from child._unmet()

    def _take(self, name: str) -> object:
        self._met.add(name)
        return self._fields.get(name)

    def _list(self, name: str) -> list[object]:
        found = self._take(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise self._fault(name, "is not a list")
        return found

    def _child(self, fields: dict[str, object], where: str) -> "Record":
        child = Record(fields, where=where)
        self._children.append(child)
        return child

    def _fault(self, name: str, problem: str) -> FormatError:
        return FormatError(f"{self.place(name)} {problem}; compare with the publisher's form")


def parse_json(body: bytes, *, where: str) -> object:
    """What JSON bytes hold; broken JSON is a `FormatError`."""
    try:
        loaded: object = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as fault:
        raise FormatError(
            f"{where}: not JSON ({fault}); fetch it again, it may be cut short"
        ) from fault
    return loaded


def json_lines(body: bytes) -> Iterator[Record | Issue]:
    """A record for each line that holds a JSON object, and a lost record for any other line."""
    for number, line in enumerate(body.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        where = f"line {number}"
        try:
            loaded = orjson.loads(line)
        except json.JSONDecodeError as fault:
            yield Issue(where=where, problem=f"not JSON ({fault}); left out", lost_record=True)
            continue
        if isinstance(loaded, dict):
            yield Record(loaded, where=where)
        else:
            yield Issue(where=where, problem="not a JSON object; left out", lost_record=True)


def unread(records: Iterable[Record]) -> Iterator[Issue]:
    """One issue for each distinct field that nobody has met, with its first place and count."""
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for record in records:
        for place in record._unmet():
            name = _INDEX.sub("[]", re.sub(r"^line \d+\.", "", place))
            first.setdefault(name, place)
            count[name] = count.get(name, 0) + 1
    for name, place in first.items():
        yield Issue(
            where=place,
            problem=f"field {name!r} was read by nobody ({count[name]} times here); "
            "tell the maintainers of its source what it means",
        )


def reading(
    record: Record, read: Callable[[Record], Iterator[Yielded]]
) -> Iterator[Yielded | Issue]:
    """Run one reader over one record; where it fails, the whole record is set aside as an issue."""
    try:
        yielded = tuple(read(record))
    except FormatError as fault:
        yield Issue(where=record.where, problem=str(fault), lost_record=True)
        return
    yield from yielded
