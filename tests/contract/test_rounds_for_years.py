"""A workspace that has collected for years asks for what is due as quickly as a new one."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, text

from app.store.collecting import Rounds
from app.store.collecting_rows import RoundRow
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]

AT = datetime(2026, 3, 1, tzinfo=UTC)
_ROUNDS = 4000


def test_the_newest_round_of_a_source_is_found_without_reading_the_older_ones(desk: Desk) -> None:
    store = desk.tracker.store
    rows = [
        {
            "source": source,
            "first_on": date(2026, 3, 1),
            "last_on": date(2026, 3, 1),
            "owner": "here/1",
            "begun_at": AT + timedelta(minutes=number),
            "ended_at": AT + timedelta(minutes=number),
            "outcome": "whole",
            "next_at": AT + timedelta(minutes=number + 30),
        }
        for number in range(_ROUNDS)
        for source in ("us-fr", "us-ofac")
    ]
    with store.writing_engine.begin() as connection:
        known = connection.execute(text("SELECT key FROM source ORDER BY key LIMIT 2"))
        first, second = (row.key for row in known)
        named = {"us-fr": first, "us-ofac": second}
        connection.execute(
            insert(RoundRow), [{**row, "source": named[str(row["source"])]} for row in rows]
        )
        if connection.dialect.name == "postgresql":
            connection.execute(text("ANALYZE round"))
    asked = (
        "SELECT * FROM round WHERE source = :source AND ended_at IS NOT NULL "
        "AND next_at IS NOT NULL ORDER BY pk DESC LIMIT 1"
    )
    is_sqlite = store.url.get_backend_name() == "sqlite"
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    with store.reader() as connection:
        last = Rounds(connection).last(first, scheduled=True)
        plan = str(connection.execute(text(explain + asked), {"source": first}).all())
    assert last is not None
    assert last.begun_at == AT + timedelta(minutes=_ROUNDS - 1)
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
