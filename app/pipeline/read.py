"""Captures to documents, versions, showings and issues; one transaction for each capture."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.clock import Clock
from app.domain.documents import Capture, Issue
from app.domain.ids import DocumentId, version_id
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Request, Source, Words
from app.errors import FormatError
from app.pipeline.isolated import open_apart
from app.pipeline.merge import Outcome, merge
from app.store.captures import Captures
from app.store.engine import Store
from app.store.lists import ListedRow, NewSnapshot
from app.store.showings import NewShowing
from app.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSum:
    """What reading one capture came to: `records` is the sum of the four outcomes."""

    new: int = 0
    same: int = 0
    changed: int = 0
    quarantined: int = 0
    issues: tuple[Issue, ...] = ()
    problem: str | None = None

    @property
    def records(self) -> int:
        """How many records the capture held."""
        return self.new + self.same + self.changed + self.quarantined


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contents:
    readings: tuple[Reading, ...]
    issues: tuple[Issue, ...]
    lists: tuple[ListSnapshot, ...]
    problem: str | None


def maker_of(sources: Sequence[Source], shape: str) -> tuple[Source, str] | None:
    """The source whose reader knows a shape, with that reader's name and version."""
    for source in sources:
        if shape in source.readers:
            return source, f"{source.key}.{shape}/{source.version}"
    return None


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
    return [(pk, read_capture(store, sources, clock, pk)) for pk in waiting]


def read_capture(store: Store, sources: Sequence[Source], clock: Clock, pk: int) -> ReadingSum:
    """Read one capture and commit what it says, whole."""
    with store.reader() as connection:
        capture = Captures(connection).get(pk)
    found = maker_of(sources, capture.shape)
    if found is None:
        return ReadingSum(problem=f"no reader knows the shape {capture.shape!r}")
    source, maker = found
    contents = _open(source, capture)
    return store.transact(lambda tx: _take(tx, pk, capture, contents, maker), clock)


def _open(source: Source, capture: Capture) -> _Contents:
    readings: list[Reading] = []
    issues: list[Issue] = []
    lists: list[ListSnapshot] = []
    problem: str | None = None
    try:
        for said in source.readers[capture.shape](_opened_apart(source, capture)):
            match said:
                case Reading():
                    readings.append(_at_home(said, source, capture))
                case Issue():
                    issues.append(said)
                case ListSnapshot():
                    lists.append(said)
                case Request():
                    pass  # what a reading leads to is asked by collecting, not by importing
    except FormatError as error:
        problem = str(error)
    except Exception as error:  # noqa: BLE001  # a hostile file must not stop the others
        problem = (
            f"the reader of {capture.shape} failed on this file ({type(error).__name__}: {error}); "
            "its bytes are kept: please report it with the file"
        )
    return _Contents(
        readings=tuple(readings), issues=tuple(issues), lists=tuple(lists), problem=problem
    )


def _opened_apart(source: Source, capture: Capture) -> Capture:
    """A capture as its reader takes it: where its bytes may do harm, what a child made of them."""
    opener = source.opened_apart.get(capture.shape)
    if opener is None:
        return capture
    try:
        return replace(capture, body=open_apart(opener, capture.body))
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault


def _at_home(reading: Reading, reader: Source, capture: Capture) -> Reading:
    """A reading under the source its capture is of.

    A reader names documents after its own publisher; where a person named another source, or the
    sample story tells of an invented gazette, the documents are that one's.
    """
    document = reading.document
    if document.source != reader.key or capture.source == reader.key:
        return reading
    native = document.id.removeprefix(f"{reader.key}/")
    id_ = DocumentId(f"{capture.source}/{native}")
    return replace(reading, document=replace(document, id=id_, source=capture.source))


def _take(
    transaction: Transaction, pk: int, capture: Capture, contents: _Contents, maker: str
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


def _summed(outcomes: Counter[Outcome], contents: _Contents, issues: Sequence[Issue]) -> ReadingSum:
    return ReadingSum(
        new=outcomes[Outcome.NEW],
        same=outcomes[Outcome.SAME],
        changed=outcomes[Outcome.CHANGED],
        quarantined=sum(issue.lost_record for issue in contents.issues),
        issues=tuple(issues),
        problem=contents.problem,
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
