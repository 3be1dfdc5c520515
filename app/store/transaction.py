"""One piece of work on the store: shelves to use, and one commit at the boundary."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select

from app.clock import Clock
from app.domain.reviews import Decided, Review
from app.store.audit import Audit
from app.store.captures import Captures
from app.store.collecting import Hosts, Rounds
from app.store.coverage import Coverage
from app.store.derived import Derived, DerivedShelf, derived_changes, write_changes
from app.store.dialect import lock_commits
from app.store.documents import Documents
from app.store.lists import Lists, NewSnapshot
from app.store.passages import Passages
from app.store.reviews import Reviews
from app.store.schema import ChangeRow
from app.store.showings import Held, NewShowing, showing_values
from app.store.sources import Sources

_TICK = timedelta(microseconds=1)
# A clock that shows an earlier year was never set; instants are counted from here on.
_NEVER_BEFORE = datetime(1970, 1, 1, tzinfo=UTC)


class ConflictError(Exception):
    """Another writer superseded the same showing first; the work has to be done again."""


class Transaction:
    """Shelves over one connection; what is shown becomes known at the commit, in one instant."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._shown: list[tuple[int, str, NewShowing]] = []
        self._withdrawn: list[tuple[Held, str]] = []
        self._restored: list[tuple[int, str, Held]] = []
        self._lists: list[tuple[int, str, Sequence[NewSnapshot]]] = []
        self._confirmed: list[tuple[int, str]] = []
        self._derived: list[Derived] = []
        self._reviewed: list[tuple[Review, int | None]] = []
        self._decided: list[Decided] = []
        self.captures = Captures(connection)
        self.coverage = Coverage(connection)
        self.documents = Documents(connection)
        self.derived = DerivedShelf(connection)
        self.passages = Passages(connection)
        self.hosts = Hosts(connection)
        self.lists = Lists(connection, self.documents)
        self.reviews = Reviews(connection)
        self.rounds = Rounds(connection)
        self.sources = Sources(connection)
        self.opened_at = clock()

    def show(self, showings: Sequence[NewShowing], *, capture_pk: int, made_by: str) -> None:
        """Show these from the commit on, each in place of what its document shows now."""
        self._shown.extend((capture_pk, made_by, one) for one in showings)

    def withdraw(self, held: Held, *, reason: str) -> None:
        """Take a document out of view from the commit on."""
        self._withdrawn.append((held, reason))

    def restore(self, held: Held, *, capture_pk: int, made_by: str) -> None:
        """Show a withdrawn document again from the commit on, as it last was."""
        self._restored.append((capture_pk, made_by, held))

    def snapshot(self, snapshots: Sequence[NewSnapshot], *, capture_pk: int, made_by: str) -> None:
        """Make these the list snapshots of a capture from the commit on; none leaves it none."""
        if snapshots or self.lists.has_any(capture_pk):
            self._lists.append((capture_pk, made_by, snapshots))

    def confirm_lists(self, capture_pk: int, *, note: str) -> None:
        """Let what is held of a capture's lists be the list from the commit on."""
        self._confirmed.append((capture_pk, note))

    def lock(self) -> None:
        """Let no other writer commit before this does, so that what is asked now still holds."""
        lock_commits(self._connection)

    def derive(self, read: Sequence[Derived]) -> None:
        """Make these the readings of their versions from the commit on."""
        self._derived.extend(read)

    def review(self, decided: Review, *, document_pk: int | None) -> None:
        """Let a person's decision stand from the commit on."""
        self._reviewed.append((decided, document_pk))

    def log(self, decided: Decided) -> None:
        """Put a decision into the chained log at the commit."""
        self._decided.append(decided)

    def flush(self) -> None:
        """Give what happened its instant and its positions, under the lock; called at the commit.

        The instant never runs backwards: where the clock does, a microsecond is added to the
        last one, so that positions and instants tell the same order.
        """
        moved = bool(self._shown or self._withdrawn or self._restored or self._derived)
        noted = bool(self._reviewed or self._decided or self._confirmed)
        if not (moved or self._lists or noted):
            return
        lock_commits(self._connection)
        last = self._connection.execute(
            select(ChangeRow.position, ChangeRow.recorded_at)
            .order_by(ChangeRow.position.desc())
            .limit(1)
        ).first()
        now = max(self._clock(), _NEVER_BEFORE)
        # A snapshot takes no place in the feed: one alone may share the instant of the last change.
        tick = _TICK if moved else timedelta(0)
        at = now if last is None else max(now, last.recorded_at + tick)
        position = 0 if last is None else last.position
        position = self._flush_withdrawals(position, at)
        position = self._flush_restorals(position, at)
        position = self._flush_showings(position, at)
        for capture_pk, made_by, snapshots in self._lists:
            self.lists.put(capture_pk, snapshots, made_by=made_by, at=at)
        for review, document_pk in self._reviewed:
            self.reviews.put(review, document_pk=document_pk, at=at)
            if document_pk is not None:
                self.derived.read_again(document_pk)
        for decided in self._decided:
            Audit(self._connection).append(decided, at=at)
        for capture_pk, note in self._confirmed:
            self.lists.holds.confirm(capture_pk, note=note, at=at)
        if not self._derived:
            return
        changed = self.derived.put(self._derived, at=at)
        write_changes(self._connection, derived_changes(changed, position=position, at=at))

    def _flush_showings(self, position: int, at: datetime) -> int:
        superseded = [new.held.showing_pk for _, _, new in self._shown if new.held is not None]
        if self.documents.supersede(superseded, at=at) != len(superseded):
            raise ConflictError
        rows: list[dict[str, object]] = []
        for maker in dict.fromkeys(made_by for _, made_by, _ in self._shown):
            mine = [(pk, new) for pk, made_by, new in self._shown if made_by == maker]
            put = self.documents.put([new for _, new in mine], made_by=maker, at=at)
            for (capture_pk, _), (document_pk, version_pk, new) in zip(mine, put, strict=True):
                values = showing_values(
                    new, document_pk=document_pk, version_pk=version_pk, capture_pk=capture_pk
                )
                rows.append({**values, "made_by": maker})
        return self._write_shown(rows, position, at)

    def _flush_withdrawals(self, position: int, at: datetime) -> int:
        pks = [held.showing_pk for held, _ in self._withdrawn]
        if self.documents.supersede(pks, at=at) != len(pks):
            raise ConflictError
        for held, reason in self._withdrawn:
            position += 1
            self.documents.withdraw(held, reason=reason, at=at)
            change = {"verb": "withdrawn", "document_pk": held.document_pk, "showing_pk": None}
            self._connection.execute(
                insert(ChangeRow).values(position=position, recorded_at=at, **change)
            )
        return position

    def _flush_restorals(self, position: int, at: datetime) -> int:
        rows: list[dict[str, object]] = []
        for capture_pk, made_by, held in self._restored:
            self.documents.restore(held, at=at)
            again = NewShowing(document=held.document, shown=held.shown, words=None, held=held)
            values = showing_values(
                again,
                document_pk=held.document_pk,
                version_pk=held.version_pk,
                capture_pk=capture_pk,
            )
            rows.append({**values, "made_by": made_by})
        return self._write_shown(rows, position, at)

    def _write_shown(self, rows: list[dict[str, object]], position: int, at: datetime) -> int:
        if not rows:
            return position
        for ahead, row in enumerate(rows, start=1):
            row.update(position=position + ahead, recorded_at=at, superseded_at=None)
        showing_pks = self.documents.show(rows)
        self._connection.execute(
            insert(ChangeRow),
            [
                {
                    "position": row["position"],
                    "recorded_at": at,
                    "verb": "shown",
                    "document_pk": row["document_pk"],
                    "showing_pk": pk,
                }
                for row, pk in zip(rows, showing_pks, strict=True)
            ],
        )
        return position + len(rows)
