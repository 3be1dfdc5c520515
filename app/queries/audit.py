"""What people decided, and whether the log of it is what was written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.domain.coverage import Receipt
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.coverage import coverage_block
from app.queries.reader import Reader
from app.store.audit import Audit
from app.store.review_rows import AuditRow

_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntryView:
    """One decision: who did what to what, and the digest that chains it to the one before."""

    position: int
    recorded_at: datetime
    made_by: str
    action: str
    subject: str
    detail: Mapping[str, str]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """The newest decisions first; `truncated` where there are older ones than these."""

    total: int
    entries: tuple[AuditEntryView, ...]
    truncated: bool
    as_of: date | None
    as_known: datetime
    coverage: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainView:
    """Whether the chain of the log holds, how long it is, and its last digest.

    Entries cut off at the very end leave a sound chain: write the last digest down elsewhere.
    """

    holds: bool
    entries: int
    last_digest: str | None
    broken_at: int | None
    problem: str | None


def audit_log(reader: Reader, point: PointInTime, *, limit: int = 100) -> AuditView:
    """What was decided up to an instant."""
    if not 1 <= limit <= _MOST:
        raise QueryError(f"limit is {limit}; ask for 1 to {_MOST}", name="limit")
    at = point.as_known or reader.now
    known = AuditRow.recorded_at <= at
    total = reader.connection.scalar(select(func.count()).where(known)) or 0
    rows = reader.connection.execute(
        select(AuditRow.__table__).where(known).order_by(AuditRow.position.desc()).limit(limit)
    ).mappings()
    entries = tuple(
        AuditEntryView(
            position=row["position"],
            recorded_at=row["recorded_at"],
            made_by=row["made_by"],
            action=row["action"],
            subject=row["subject"],
            detail=json.loads(row["detail"]),
            digest=row["digest"],
        )
        for row in rows
    )
    return AuditView(
        total=total,
        entries=entries,
        truncated=total > len(entries),
        as_of=point.as_of,
        as_known=at,
        coverage=coverage_block(reader, point),
    )


def verify_chain(reader: Reader) -> ChainView:
    """Reckon every digest of the log anew."""
    fault = Audit(reader.connection).first_fault()
    last = reader.connection.execute(
        select(AuditRow.position, AuditRow.digest).order_by(AuditRow.position.desc()).limit(1)
    ).first()
    total = reader.connection.scalar(select(func.count()).select_from(AuditRow)) or 0
    return ChainView(
        holds=fault is None,
        entries=total,
        last_digest=None if last is None else last.digest,
        broken_at=None if fault is None else fault.position,
        problem=None if fault is None else fault.problem,
    )
