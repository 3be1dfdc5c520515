"""What a person decides on a list that was held: that it has indeed shrunk."""

from app.clock import Clock
from app.domain.ids import CaptureId
from app.domain.reviews import Decided
from app.errors import NotFoundError, QueryError
from app.store.engine import Store
from app.store.transaction import Transaction


def confirm_list(
    store: Store, clock: Clock, capture_id: CaptureId, note: str, *, made_by: str = "person"
) -> tuple[str, ...]:
    """Let what is held of a capture be the list from now on; the keys of its lists.

    What was held after it is judged anew against it. Raises `QueryError` without a note and
    `NotFoundError` where there is no such capture or nothing of it is held.
    """
    said = note.strip()
    if not said:
        raise QueryError("a confirmation needs a note: who says so, and on what", name="note")

    def work(transaction: Transaction) -> tuple[str, ...]:
        found = transaction.lists.holds.held_of(capture_id)
        if found is None:
            return ()
        pk, keys = found
        transaction.confirm_lists(pk, note=said)
        detail = {"lists": ", ".join(keys), "note": said}
        transaction.log(
            Decided(made_by=made_by, action="release list", subject=capture_id, detail=detail)
        )
        return tuple(keys)

    keys = store.transact(work, clock)
    if not keys:
        raise NotFoundError(
            f"no list of a capture {capture_id!r} is held; `onrecord lists` names those that are"
        )
    return keys
