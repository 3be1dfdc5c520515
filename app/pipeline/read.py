"""Captures to documents, versions, showings and issues; one transaction for each capture."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.clock import Clock
from app.domain.documents import Capture, Issue
from app.domain.ids import DocumentId, version_id
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Source, Words
from app.pipeline.merge import Outcome, merge
from app.pipeline.opening import Contents, maker_of, open_capture
from app.store.captures import Captures
from app.store.engine import Store
from app.store.lists import ListedRow, NewSnapshot
from app.store.showings import NewShowing
from app.store.transaction import Transaction

# A page whose text falls under a tenth has more likely lost its main part than been cut so.
_LEAST_LEFT = 10

Opening = Callable[[Source, Capture], Contents]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSum:
    """What reading one capture came to: `records` is the sum of the four outcomes.

    `reworded` counts documents that got other words in place of as much of a text, `shrunk` those
    among them whose words are less than a tenth of what they were. `contents` is what the capture
    said, for whoever follows what it leads to.
    """

    new: int = 0
    same: int = 0
    changed: int = 0
    quarantined: int = 0
    issues: tuple[Issue, ...] = ()
    problem: str | None = None
    reworded: int = 0
    shrunk: int = 0
    contents: Contents = field(default_factory=Contents, repr=False)

    @property
    def records(self) -> int:
        """How many records the capture held."""
        return self.new + self.same + self.changed + self.quarantined


def read_waiting(
    store: Store, sources: Sequence[Source], clock: Clock, *, again: bool = False
) -> list[tuple[int, ReadingSum]]:
    """Read every capture that waits, or with `again` every capture there is."""
    makers = {
        shape: f"{source.key}.{shape}/{source.version}"
        for source in reversed(sources)
        for shape in source.readers
    }
    with store.transaction(clock) as transaction:
        waiting = list(transaction.captures.waiting(makers, again=again))
    return [
        # What each said is let go: all of it together may be as large as the workspace.
        (pk, replace(read_capture(store, sources, clock, pk), contents=Contents()))
        for pk in waiting
    ]


def read_capture(
    store: Store,
    sources: Sequence[Source],
    clock: Clock,
    pk: int,
    *,
    opening: Opening = open_capture,
) -> ReadingSum:
    """Read one capture and commit what it says, whole; `opening` says in which process."""
    with store.reader() as connection:
        capture = Captures(connection).get(pk)
    found = maker_of(sources, capture.shape)
    if found is None:
        return ReadingSum(problem=_no_reader(capture.shape))
    source, maker = found
    contents = opening(source, capture)
    # The bytes have been read: a large list's would only stand by while its entries are written.
    capture = replace(capture, body=b"")
    return store.transact(lambda tx: _take(tx, pk, capture, contents, maker), clock)


def reopen(
    store: Store,
    sources: Sequence[Source],
    pk: int,
    *,
    at: datetime,
    opening: Opening = open_capture,
) -> Contents:
    """What a capture that was read before says, as if it had come at an instant.

    Its publisher said that nothing changed since: so what it leads to and what it proves holds
    on that day too. Nothing is written.
    """
    with store.reader() as connection:
        capture = Captures(connection).get(pk)
    found = maker_of(sources, capture.shape)
    if found is None:
        return Contents(problem=_no_reader(capture.shape))
    return opening(found[0], replace(capture, captured_at=at))


def _no_reader(shape: str) -> str:
    return f"no reader knows the shape {shape!r}"


def _take(
    transaction: Transaction, pk: int, capture: Capture, contents: Contents, maker: str
) -> ReadingSum:
    readings, repeated = _once_each(contents.readings)
    held = transaction.documents.held(reading.document.id for reading in readings)
    outcomes: Counter[Outcome] = Counter({Outcome.SAME: repeated.total})
    issues = [*contents.issues, *repeated.issues]
    showings: list[NewShowing] = []
    for reading in readings:
        before = held.get(reading.document.id)
        if before is not None and before.capture_pk > pk:
            outcomes[Outcome.SAME] += 1
            continue
        decision = merge(before, reading, capture)
        outcomes[decision.outcome] += 1
        if decision.showing is not None:
            showings.append(decision.showing)
        if decision.issue is not None:
            issues.append(decision.issue)
    summed = _summed(outcomes, contents, issues)
    reworded, shrunk = _shrunk(transaction, showings)
    summed = replace(summed, reworded=reworded, shrunk=shrunk)
    transaction.show(showings, capture_pk=pk, made_by=maker)
    transaction.snapshot(
        _snapshots(contents.lists, readings, capture, summed),
        capture_pk=pk,
        made_by=maker,
    )
    transaction.captures.note_issues(pk, issues, made_by=maker, at=transaction.opened_at)
    transaction.captures.mark_read(
        pk,
        by=maker,
        records=summed.records,
        quarantined=summed.quarantined,
        problem=summed.problem,
    )
    return summed


def _shrunk(transaction: Transaction, showings: Sequence[NewShowing]) -> tuple[int, int]:
    """How many texts were replaced by others of their kind, and how many of these nearly went."""
    lengths = [
        (one.held.version_pk, len(one.words.text))
        for one in showings
        if one.held is not None
        and one.words is not None
        and one.words.extent is one.held.shown.extent
    ]
    if not lengths:
        return 0, 0
    before = transaction.documents.lengths([pk for pk, _ in lengths])
    return len(lengths), sum(now * _LEAST_LEFT < before[pk] for pk, now in lengths)


def _summed(outcomes: Counter[Outcome], contents: Contents, issues: Sequence[Issue]) -> ReadingSum:
    return ReadingSum(
        new=outcomes[Outcome.NEW],
        same=outcomes[Outcome.SAME],
        changed=outcomes[Outcome.CHANGED],
        quarantined=contents.quarantined,
        issues=tuple(issues),
        problem=contents.problem,
        contents=contents,
    )


def _snapshots(
    lists: Sequence[ListSnapshot],
    readings: Sequence[Reading],
    capture: Capture,
    read: ReadingSum,
) -> list[NewSnapshot]:
    """The lists as this capture gives them; where a record was lost, none of them is known whole.

    A list without a row is no snapshot: an empty answer is never the news that all were removed.
    """
    rows: dict[str, list[ListedRow]] = {said.list_key: [] for said in lists}
    for reading in readings:
        key, words = reading.document.list_key, reading.words
        if key in rows and isinstance(words, Words):
            id_ = reading.document.id
            row = ListedRow(document=id_, version=version_id(id_, words.text), words=words)
            rows[key].append(row)
    lost = f"{read.quarantined:,} of {read.records:,} records could not be read"
    broken = read.problem or (lost if read.quarantined else None)
    return [
        NewSnapshot(
            said=replace(
                said,
                current_on=capture.claims_current_on or said.current_on,
                flaw=said.flaw or broken,
            ),
            source=capture.source,
            shape=capture.shape,
            rows=tuple(rows[said.list_key]),
        )
        for said in lists
        if rows[said.list_key]
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Repeated:
    total: int
    issues: tuple[Issue, ...]


def _once_each(readings: Sequence[Reading]) -> tuple[list[Reading], _Repeated]:
    """Each document once: where one capture gives it twice, its last place decides.

    Two showings of one instant could not be told apart later, so an earlier one that differs is
    named in an issue; its bytes are in the capture.
    """
    last: dict[DocumentId, Reading] = {}
    issues: list[Issue] = []
    for reading in readings:
        before = last.get(reading.document.id)
        if before is not None and replace(before, where="") != replace(reading, where=""):
            issues.append(
                Issue(
                    where=before.where,
                    problem=f"the same identity stands again at {reading.where or 'a later place'}"
                    " of this file with other content; the later one is shown",
                    document=reading.document.id,
                )
            )
        last[reading.document.id] = reading
    repeated = _Repeated(total=len(readings) - len(last), issues=tuple(issues))
    return list(last.values()), repeated
