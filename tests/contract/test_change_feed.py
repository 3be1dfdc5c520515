"""The change feed keeps the order of commits: no reader of it misses a change."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.clock import system_clock
from app.domain.documents import Capture, Custody, Document, Extent, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, capture_id, digest_of, version_id
from app.domain.instruments import InstrumentFacts
from app.domain.sources import Source, Words
from app.queries.changes import changed_documents, last_position
from app.store.engine import Store
from app.store.schema import ChangeRow
from app.store.showings import NewShowing, Shown
from app.store.transaction import Transaction

KEY = SourceKey("news-acme")
SOURCE = Source(key=KEY, title="Acme", jurisdiction="us", standing=Standing.REPORT, readers={})


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    opened = Store(migrated_url)
    with closing(opened), opened.transaction(system_clock) as transaction:
        transaction.sources.add(SOURCE, at=system_clock())
    with closing(opened):
        yield opened


def put(transaction: Transaction, name: str) -> None:
    """Capture and show one report."""
    body = name.encode()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    digest = digest_of(body)
    capture = Capture(
        id=capture_id(KEY, at, name, digest),
        source=KEY,
        place=name,
        shape="text",
        captured_at=at,
        digest=digest,
        body=body,
    )
    id_ = DocumentId(f"{KEY}/{name}")
    shown = Shown(
        version=version_id(id_, name),
        extent=Extent.FULL,
        standing=Standing.REPORT,
        custody=Custody.HANDED_OVER,
        title=name,
        url=None,
        published_on=None,
        published_at=None,
        date_evidence=None,
        author=None,
        owner=None,
        in_force=None,
        current_on=None,
        facts=InstrumentFacts(),
    )
    document = Document(id=id_, source=KEY, kind=Kind.REPORT)
    new = NewShowing(document=document, shown=shown, words=Words(text=name), held=None)
    transaction.show([new], capture_pk=transaction.captures.add(capture), made_by="test/1")


def follow(store: Store, after: int) -> tuple[int, int]:
    """What a consumer sees after a position: how many documents, and where it now stands."""
    with store.reader() as connection:
        pks, position = changed_documents(connection, after=after, limit=100)
    return len(pks), position


def test_transactions_that_commit_in_reverse_order_are_both_seen(postgres_url: str) -> None:
    first, second = Store(postgres_url), Store(postgres_url)
    first.migrate()
    with first.transaction(system_clock) as transaction:
        transaction.sources.add(SOURCE, at=system_clock())
    with closing(first), closing(second):
        with first.transaction(system_clock) as earlier:
            put(earlier, "began-first")
            with second.transaction(system_clock) as later:
                put(later, "committed-first")
            seen, position = follow(second, 0)
            assert seen == 1
        assert follow(second, position) == (1, position + 1)


def test_positions_and_instants_tell_the_same_order_though_the_clock_runs_back(
    store: Store,
) -> None:
    instants = [datetime(2026, 1, day, tzinfo=UTC) for day in (5, 3, 4)]
    for number, at in enumerate(instants):
        with store.transaction(lambda at=at: at) as transaction:  # type: ignore[misc]  # a stopped clock
            put(transaction, f"r{number}")
    with store.reader() as connection:
        rows = connection.execute(
            select(ChangeRow.recorded_at).order_by(ChangeRow.position)
        ).scalars()
        told = list(rows)
    assert told == sorted(set(told))


def test_a_follower_sees_every_change_of_many_writers(migrated_url: str) -> None:
    store = Store(migrated_url)
    with store.transaction(system_clock) as transaction:
        transaction.sources.add(SOURCE, at=system_clock())
    writers, each = 6, 15

    def write(writer: int) -> None:
        for number in range(each):
            store.transact(lambda tx: put(tx, f"w{writer}-{number}"), system_clock)  # noqa: B023

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    seen, position = 0, 0
    while any(thread.is_alive() for thread in threads) or follow(store, position)[0]:
        more, position = follow(store, position)
        seen += more
    with store.reader() as connection:
        assert last_position(connection) == seen == writers * each
    store.close()


def test_two_first_showings_of_one_document_leave_one_current(migrated_url: str) -> None:
    store = Store(migrated_url)
    with closing(store):
        with store.transaction(system_clock) as transaction:
            transaction.sources.add(SOURCE, at=system_clock())
            put(transaction, "once")
        with (
            pytest.raises(Exception, match=r"(?i)unique|duplicate"),
            store.transaction(system_clock) as transaction,
        ):
            put(transaction, "once")
        assert follow(store, 0)[0] == 1


def test_a_follower_never_stops_inside_a_commit(store: Store) -> None:
    with store.transaction(system_clock) as transaction:
        for number in range(5):
            put(transaction, f"together-{number}")
    with store.transaction(system_clock) as transaction:
        put(transaction, "alone")
    with store.reader() as connection:
        together, position = changed_documents(connection, after=0, limit=2)
        rest, _ = changed_documents(connection, after=position, limit=2)
    assert (len(together), len(rest)) == (5, 1)
