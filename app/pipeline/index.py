"""The store's changes into the search index, in the feed's order."""

from collections.abc import Callable

from app.index.write import IndexWriter
from app.queries.changes import changed_documents
from app.queries.indexing import indexed_showings
from app.store.engine import Store

# One commit of the index costs as much as a thousand documents: fewer, larger ones.
_BATCH = 5_000


def follow(store: Store, writer: IndexWriter, on_progress: Callable[[int], None]) -> int:
    """Bring the index up to the feed's end; how many documents were written again.

    A run that dies between the index's commit and its position file does the batch again: each
    document is replaced whole, so a replay changes nothing.
    """
    written = 0
    while True:
        with store.reader() as connection:
            pks, position = changed_documents(connection, after=writer.position(), limit=_BATCH)
            if not pks:
                return written
            by_document = indexed_showings(connection, pks)
            for pk in pks:
                writer.replace(pk, by_document.get(pk, []))
        writer.commit(position)
        written += len(pks)
        on_progress(len(pks))
