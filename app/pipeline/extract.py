"""Versions to what they cite, say of days and do; each batch in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.clock import Clock
from app.domain.documents import Issue
from app.domain.ids import DocumentId, version_id
from app.domain.reviews import Review
from app.pipeline.deriving import MAKERS, NAME, VERSION, derived, set_aside
from app.pipeline.reviewed import put_right
from app.store.derived import WAITING, Derived, DerivedShelf, Difference
from app.store.engine import Store
from app.store.reviews import Reviews
from app.store.transaction import Transaction
from app.store.work import UNREAD_ENTRIES, Unread, Work

_MAKER = f"{NAME}/{VERSION}"
_BATCH = 500

Deriver = Callable[[Unread], Derived]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """How many versions were read for what they say, and how many were set aside."""

    versions: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class _Read:
    unread: Unread
    derived: Derived
    decided: tuple[Review, ...] = ()


def extract_waiting(
    store: Store, clock: Clock, *, again: bool = False, deriver: Deriver = derived
) -> Extracted:
    """Read the versions that wait, or with `again` every one; a failing one is set aside.

    What is read the same stands as it is, so doing it again changes nothing.
    """
    versions = failed = 0
    for batch in _batches(store, deriver, again=again):
        _commit(store, clock, batch, deriver)
        versions += len(batch)
        failed += sum(one.derived.problem is not None for one in batch)
    return Extracted(versions=versions, set_aside=failed)


def extract_document(store: Store, clock: Clock, document_pk: int) -> None:
    """Read all versions of one document anew, whoever read them before."""
    _extract_document(store, clock, document_pk, derived)


def _extract_document(store: Store, clock: Clock, document_pk: int, deriver: Deriver) -> None:
    for batch in _run(store, deriver, after=0, not_by=None, of=document_pk):
        _commit(store, clock, batch, deriver)


def _commit(store: Store, clock: Clock, batch: Sequence[_Read], deriver: Deriver) -> None:
    """Keep a batch; documents about which something was decided meanwhile are read once more."""
    for document_pk in store.transact(lambda tx: _keep(tx, batch), clock):
        _extract_document(store, clock, document_pk, deriver)


def differences(
    store: Store, *, again: bool = False, deriver: Deriver = derived
) -> Iterator[Difference]:
    """What reading now would take away and put down; nothing is written."""
    for batch in _batches(store, deriver, again=again):
        with store.reader() as connection:
            found = list(DerivedShelf(connection).differences([one.derived for one in batch]))
        yield from found


def _batches(store: Store, deriver: Deriver, *, again: bool) -> Iterator[list[_Read]]:
    with store.reader() as connection:
        work = Work(connection)
        new_after = 0 if again else work.read_up_to()
        older = not again and work.has_older(MAKERS)
    if older:
        # Rows of lists first: while an older maker's reading stands, this is done again.
        yield from _run(store, deriver, after=0, not_by=UNREAD_ENTRIES)
        yield from _run(store, deriver, after=0, not_by=MAKERS)
    yield from _run(store, deriver, after=new_after, not_by=None)


def _run(
    store: Store,
    deriver: Deriver,
    *,
    after: int,
    not_by: tuple[str, ...] | None,
    of: int | None = None,
) -> Iterator[list[_Read]]:
    while True:
        with store.reader() as connection:
            decided = Reviews(connection).standing()
            waiting = Work(connection).versions(after=after, limit=_BATCH, not_by=not_by, of=of)
            # One text after the other: a batch of long ones need not lie in memory together.
            batch = [
                _Read(
                    replace(one, text=""),
                    _derived(one, deriver, decided.get(one.document_pk, ())),
                    decided.get(one.document_pk, ()),
                )
                for one in waiting
            ]
        if not batch:
            return
        yield batch
        after = batch[-1].unread.showing_pk


def _derived(unread: Unread, deriver: Deriver, decided: Sequence[Review]) -> Derived:
    try:
        read = deriver(unread)
        if not decided:
            return read
        version = version_id(DocumentId(unread.document), unread.text)
        return put_right(read, unread.text, decided, version=version)
    except Exception as error:  # noqa: BLE001  # one strange text must not stop the others
        return set_aside(
            unread,
            f"what {unread.document} says could not be read ({type(error).__name__}: {error}); "
            "its words are kept and found: please report it with the text",
        )


def _keep(transaction: Transaction, batch: Sequence[_Read]) -> list[int]:
    """Put down what was read; the documents of which people decided something meanwhile."""
    transaction.lock()
    decided = transaction.reviews.standing()
    overtaken = [
        one.unread.document_pk
        for one in batch
        if decided.get(one.unread.document_pk, ()) != one.decided
    ]
    transaction.derive(
        [
            replace(one.derived, maker=WAITING)
            if one.unread.document_pk in overtaken
            else one.derived
            for one in batch
        ]
    )
    for one in batch:
        unread, problem = one.unread, one.derived.problem
        if problem is None and not unread.failed:
            continue
        document = DocumentId(unread.document)
        issue = None if problem is None else Issue(where="", problem=problem, document=document)
        transaction.captures.note_about(
            unread.capture_pk, document, issue, made_by=_MAKER, at=transaction.opened_at
        )
    return list(dict.fromkeys(overtaken))
