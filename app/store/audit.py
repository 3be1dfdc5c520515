"""The log of what people decided, each entry chained to the one before by its digest."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from app.domain.reviews import ChainFault, Decided
from app.domain.time import microseconds
from app.store.dialect import as_held
from app.store.review_rows import AuditRow

# What the first entry is chained to.
_BEGINNING = "0" * 64


class Audit:
    """The log inside one transaction; call it under the commit lock."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, decided: Decided, *, at: datetime) -> None:
        """Put a decision at the end of the chain."""
        last = self._connection.execute(
            select(AuditRow.position, AuditRow.digest).order_by(AuditRow.position.desc()).limit(1)
        ).first()
        values: dict[str, object] = {
            "position": 1 if last is None else last.position + 1,
            "recorded_at": at,
            # A digest of letters that no database keeps would never be found again.
            "made_by": as_held(decided.made_by),
            "action": as_held(decided.action),
            "subject": as_held(decided.subject),
            "detail": _canonical(dict(decided.detail)),
            "previous": _BEGINNING if last is None else last.digest,
        }
        self._connection.execute(insert(AuditRow).values(**values, digest=_digest(values)))

    def entries(self) -> Iterator[Mapping[str, object]]:
        """Every entry in order."""
        asked = select(AuditRow.__table__).order_by(AuditRow.position)
        for entry in self._connection.execute(asked).mappings():
            yield dict(entry)

    def first_fault(self) -> ChainFault | None:
        """The first entry that is not what was written, or `None` where the chain holds.

        Entries cut off at the very end leave a sound chain: only a digest written down elsewhere
        shows that it was longer.
        """
        previous, expected = _BEGINNING, 1
        for entry in self.entries():
            position = entry["position"]
            assert isinstance(position, int)
            if position != expected:
                return ChainFault(position=expected, problem=f"entry {expected} is missing")
            if entry["previous"] != previous:
                problem = f"entry {position} is not chained to the one before it"
                return ChainFault(position=position, problem=problem)
            if entry["digest"] != _digest(entry):
                problem = f"entry {position} is not what was written: its digest differs"
                return ChainFault(position=position, problem=problem)
            previous, expected = str(entry["digest"]), position + 1
        return None


def _digest(values: Mapping[str, object]) -> str:
    at = values["recorded_at"]
    assert isinstance(at, datetime)
    names = ("position", "made_by", "action", "subject", "detail", "previous")
    said = {name: values[name] for name in names} | {"recorded_at": microseconds(at)}
    return hashlib.sha256(_canonical(said).encode()).hexdigest()


def _canonical(said: Mapping[str, object]) -> str:
    return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
