"""The shelves of collecting: rounds with their looks, and when each host may next be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from app.domain.ids import SourceKey
from app.domain.sources import Window
from app.store.collecting_rows import HostRow, LookRow, RoundRow
from app.store.dialect import insert_or_skip
from app.store.schema import SourceRow

# No host is left alone for longer than a day. An instant far beyond that was given by a clock that
# has been set back since, and would keep the host shut until that clock's day comes.
_BELIEVED = timedelta(days=3)


class RoundOutcome(StrEnum):
    """What came of a round: all of it, some of it, nothing, or what must be confirmed first."""

    WHOLE = "whole"
    PARTIAL = "partial"
    FAILED = "failed"
    HELD = "held"


class LookOutcome(StrEnum):
    """What came of one request: new bytes, those held already, or none."""

    CAPTURED = "captured"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round as its row tells it."""

    pk: int
    source: SourceKey
    window: Window
    owner: str
    begun_at: datetime
    ended_at: datetime | None
    outcome: RoundOutcome | None
    looks: int
    new: int
    changed: int
    same: int
    failures: int
    problem: str | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEnd:
    """What a round came to, as it is closed."""

    outcome: RoundOutcome
    looks: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    failures: int = 0
    problem: str | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One request of a round and its answer; `capture_pk` is what it brought or found unchanged.

    With a `problem`, an answer that came may not be all of itself.
    """

    url: str
    looked_at: datetime
    outcome: LookOutcome
    status: int | None = None
    capture_pk: int | None = None
    problem: str | None = None
    accept: str | None = None
    language: str | None = None


class Rounds:
    """Rounds and looks inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(
        self,
        source: SourceKey,
        window: Window,
        *,
        owner: str,
        at: datetime,
        is_gone: Callable[[str, datetime], bool],
    ) -> int | None:
        """Open a round; `None` where another process is walking this source.

        An open round whose owner `is_gone` (asked with the instant of its last sign of life) is
        closed as failed first.
        """
        # Whoever begins a round of this source waits here for whoever is beginning another.
        self._connection.execute(
            select(SourceRow.key).where(SourceRow.key == source).with_for_update()
        )
        left = self.open_of(source)
        if left is not None:
            if not is_gone(left.owner, self._last_sign(left)):
                return None
            self._abandon(left, at=at)
        made = self._connection.execute(
            insert(RoundRow).values(
                source=source,
                first_on=window.first_on,
                last_on=window.last_on,
                owner=owner,
                begun_at=at,
                looks=0,
                new=0,
                changed=0,
                same=0,
                failures=0,
            )
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def looked(self, round_pk: int, look: Look) -> None:
        """Write down one request and what came of it."""
        self._connection.execute(
            insert(LookRow).values(
                round_pk=round_pk,
                url=look.url,
                accept=look.accept,
                language=look.language,
                looked_at=look.looked_at,
                outcome=look.outcome.value,
                status=look.status,
                capture_pk=look.capture_pk,
                problem=look.problem,
            )
        )

    def close(self, pk: int, end: RoundEnd, *, at: datetime) -> None:
        """End a round that is still open."""
        self._connection.execute(
            update(RoundRow)
            .where(RoundRow.pk == pk, RoundRow.ended_at.is_(None))
            .values(
                ended_at=at,
                outcome=end.outcome.value,
                looks=end.looks,
                new=end.new,
                changed=end.changed,
                same=end.same,
                failures=end.failures,
                problem=end.problem,
                next_at=end.next_at,
            )
        )

    def open_of(self, source: SourceKey) -> Round | None:
        """The round of a source that is being walked, or was when its process died."""
        asked = select(RoundRow.__table__).where(RoundRow.ended_at.is_(None))
        row = self._connection.execute(asked.where(RoundRow.source == source)).mappings().first()
        return None if row is None else round_of(row)

    def last(self, source: SourceKey, *, scheduled: bool = False) -> Round | None:
        """The newest round of a source that has ended, or the newest that says when to look again.

        A round of days that a person asked for leaves the schedule as it was.
        """
        asked = (
            select(RoundRow.__table__)
            .where(RoundRow.source == source, RoundRow.ended_at.is_not(None))
            .order_by(RoundRow.pk.desc())
            .limit(1)
        )
        if scheduled:
            asked = asked.where(RoundRow.next_at.is_not(None))
        row = self._connection.execute(asked).mappings().first()
        return None if row is None else round_of(row)

    def look_again(self, source: SourceKey, *, at: datetime) -> bool:
        """Make a source due at an instant, whatever its last round said; whether it had one."""
        last = self.last(source, scheduled=True)
        if last is None:
            return False
        self._connection.execute(update(RoundRow).where(RoundRow.pk == last.pk).values(next_at=at))
        return True

    def _last_sign(self, left: Round) -> datetime:
        looked_at = self._connection.scalar(
            select(func.max(LookRow.looked_at)).where(LookRow.round_pk == left.pk)
        )
        return left.begun_at if looked_at is None else max(left.begun_at, looked_at)

    def _abandon(self, left: Round, *, at: datetime) -> None:
        looks = self._connection.scalar(
            select(func.count()).select_from(LookRow).where(LookRow.round_pk == left.pk)
        )
        problem = "the process that walked it ended early; what it had read is kept"
        end = RoundEnd(outcome=RoundOutcome.FAILED, looks=looks or 0, problem=problem)
        self.close(left.pk, end, at=at)


class Hosts:
    """When each host may next be asked, by whichever process; each call is a transaction's whole.

    The row of a host is locked while its turn is given, so two processes never get the same one.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reserve(self, name: str, interval: timedelta, now: datetime) -> datetime:
        """The instant at which the asker may ask this host; the next turn is `interval` later."""
        self._connection.execute(
            insert_or_skip(self._connection, HostRow.__table__, unique=("name",)),  # type: ignore[arg-type]  # a declarative table is a Table
            {"name": name, "next_at": now, "closed_until": None},
        )
        turn = self._connection.scalar(
            select(HostRow.next_at).where(HostRow.name == name).with_for_update()
        )
        at = now if turn is None or turn - now > _BELIEVED else max(now, turn)
        self._connection.execute(
            update(HostRow).where(HostRow.name == name).values(next_at=at + interval)
        )
        return at

    def close(self, name: str, until: datetime) -> None:
        """Ask this host nothing before an instant, as it said itself; a longer wish stands."""
        self._connection.execute(
            insert_or_skip(self._connection, HostRow.__table__, unique=("name",)),  # type: ignore[arg-type]  # as above
            {"name": name, "next_at": until, "closed_until": until},
        )
        said = self._connection.scalar(
            select(HostRow.closed_until).where(HostRow.name == name).with_for_update()
        )
        self._connection.execute(
            update(HostRow)
            .where(HostRow.name == name)
            .values(
                closed_until=until if said is None or said - until > _BELIEVED else max(said, until)
            )
        )

    def closed_until(self, name: str, now: datetime) -> datetime | None:
        """Until when a host said it is closed; `None` where that is over."""
        until = self._connection.scalar(select(HostRow.closed_until).where(HostRow.name == name))
        return None if until is None or not now < until <= now + _BELIEVED else until


def round_of(row: RowMapping) -> Round:
    """The round of a row."""
    first_on: date = row["first_on"]
    return Round(
        pk=row["pk"],
        source=SourceKey(row["source"]),
        window=Window(first_on=first_on, last_on=row["last_on"]),
        owner=row["owner"],
        begun_at=row["begun_at"],
        ended_at=row["ended_at"],
        outcome=None if row["outcome"] is None else RoundOutcome(row["outcome"]),
        looks=row["looks"],
        new=row["new"],
        changed=row["changed"],
        same=row["same"],
        failures=row["failures"],
        problem=row["problem"],
        next_at=row["next_at"],
    )
