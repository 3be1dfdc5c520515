"""Changes in the store's order into the index, by its one writer."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import tantivy

from app.index.place import (
    Mark,
    busy,
    clear_unfinished_marks,
    new_index,
    open_index,
    read_mark,
    write_mark,
    writer_lock,
)
from app.index.schema import IndexedShowing, row_of

# Measured on two cores with texts of 4 KB: one thread costs the least processor time a document,
# and a larger heap means fewer segments to merge.
_HEAP = 192_000_000
_THREADS = 1


class IndexWriter:
    """The writer of the index at a place; raises `ConfigError` where another one is open.

    An index that is missing, broken or of another release is begun anew at position 0: whoever
    follows the change feed from `position()` then fills it. Close it, or use it in a `with`.
    """

    def __init__(self, place: Path) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self._place = place
        with ExitStack() as stack:
            stack.enter_context(writer_lock(place))
            self._index, self._mark = _opened(place)
            try:
                self._writer = self._index.writer(_HEAP, _THREADS)
            except ValueError as error:
                if "lock" not in str(error).lower():
                    raise
                raise busy(place) from error
            # Who was killed in the middle of a commit left files of it behind. The same changes
            # make files of the same names again, and those would be refused for ever.
            self._writer.garbage_collect_files()
            clear_unfinished_marks(place)
            self._held = stack.pop_all()
        self._schema = self._index.schema
        self._known_at = self._mark.known_at
        self._closed = False

    def position(self) -> int:
        """The place in the change feed up to which the index is complete."""
        return self._mark.position

    def replace(self, document_pk: int, showings: Sequence[IndexedShowing]) -> None:
        """Put these in place of all that the index holds of a document; none takes it out.

        Doing it twice is doing it once, so a batch may be repeated after a crash.
        """
        self._writer.delete_documents_by_term("document_pk", str(document_pk))
        for showing in showings:
            # Values given to the constructor become signed, which ends the writer; only a schema
            # makes them what the field holds.
            row = tantivy.Document.from_dict(row_of(showing), self._schema)
            self._writer.add_document(row)
            self._known_at = max(self._known_at, showing.known_from, showing.known_to or 0)

    def commit(self, position: int) -> None:
        """Keep what was replaced, then say up to where: the order makes a crash harmless."""
        self._writer.commit()
        self._mark = replace(self._mark, position=position, known_at=self._known_at)
        write_mark(self._place, self._mark)

    def close(self) -> None:
        """Let merges end and give the lock back; what was not committed is gone."""
        if self._closed:
            return
        self._closed = True
        try:
            self._writer.rollback()
            self._writer.wait_merging_threads()
        finally:
            self._held.close()

    def __enter__(self) -> "IndexWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _opened(place: Path) -> tuple[tantivy.Index, Mark]:
    mark = read_mark(place)
    index = None if mark is None else open_index(place, mark)
    if mark is None or index is None:
        return new_index(place)
    return index, mark
