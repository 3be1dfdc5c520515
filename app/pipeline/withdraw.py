"""A person takes a wrong import out of view, or brings it back; nothing is ever deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.clock import Clock
from app.domain.ids import DocumentId
from app.domain.reviews import Decided
from app.domain.sources import Source
from app.errors import NotFoundError, QueryError
from app.pipeline.read import read_capture
from app.store.engine import Store
from app.store.showings import Held
from app.store.transaction import Transaction

_MAKER = "withdraw/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The documents that were taken out of view or brought back."""

    documents: tuple[str, ...]
    reason: str | None


def withdraw(
    store: Store, clock: Clock, ids: Sequence[DocumentId], reason: str, *, made_by: str = "person"
) -> Moved:
    """Take documents out of view; they stay in answers about the time before."""
    if not reason.strip():
        raise QueryError("a withdrawal needs a reason that others can read", name="reason")

    def work(transaction: Transaction) -> None:
        for held in _held(transaction, ids):
            if held.withdrawn:
                raise QueryError(f"{held.document.id} is withdrawn already", name="id")
            transaction.withdraw(held, reason=reason.strip())
            transaction.log(
                Decided(
                    made_by=made_by,
                    action="withdraw",
                    subject=held.document.id,
                    detail={"reason": reason.strip()},
                )
            )

    store.transact(work, clock)
    return Moved(documents=tuple(ids), reason=reason.strip())


def restore(
    store: Store,
    sources: Sequence[Source],
    clock: Clock,
    ids: Sequence[DocumentId],
    *,
    made_by: str = "person",
) -> Moved:
    """Show documents again as they last were, then read what arrived of them meanwhile."""

    def work(transaction: Transaction) -> list[int]:
        arrived: list[int] = []
        for held in _held(transaction, ids):
            if not held.withdrawn:
                raise QueryError(f"{held.document.id} is not withdrawn", name="id")
            transaction.restore(held, capture_pk=held.capture_pk, made_by=_MAKER)
            transaction.log(Decided(made_by=made_by, action="restore", subject=held.document.id))
            arrived += transaction.captures.pks_kept_aside(held.document.id, after=held.capture_pk)
        return list(dict.fromkeys(arrived))

    for pk in store.transact(work, clock):
        read_capture(store, sources, clock, pk)
    return Moved(documents=tuple(ids), reason=None)


def _held(transaction: Transaction, ids: Sequence[DocumentId]) -> list[Held]:
    held = transaction.documents.held(ids)
    for id_ in ids:
        if id_ not in held:
            raise NotFoundError(f"no document {id_!r} is held here; search for a word of its title")
    return [held[id_] for id_ in ids]
