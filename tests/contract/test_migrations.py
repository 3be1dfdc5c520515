"""Migrations go up and down on both databases, with rows in them, and match the tables."""

from contextlib import closing

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from app.clock import system_clock
from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.domain.sources import Source
from app.errors import TrackerError
from app.store.engine import Store, alembic_config
from app.store.schema import Row, SourceRow


def test_the_migrations_lead_to_the_tables_of_the_code(database_url: str) -> None:
    store = Store(database_url)
    store.migrate()
    with closing(store), store.writing_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_every_revision_goes_down_and_up_again_with_rows_in_it(database_url: str) -> None:
    store = Store(database_url)
    store.migrate()
    source = Source(
        key=SourceKey("news-acme"),
        title="Acme",
        jurisdiction="us",
        standing=Standing.REPORT,
        readers={},
    )
    with closing(store):
        with store.transaction(system_clock) as transaction:
            transaction.sources.add(source, at=system_clock())
        with store.writing_engine.begin() as connection:
            config = alembic_config()
            config.attributes["connection"] = connection
            command.downgrade(config, "base")
        with store.writing_engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        store.migrate()
        with store.reader() as connection:
            assert connection.scalar(select(func.count()).select_from(SourceRow)) == 0


def test_migrating_twice_changes_nothing(migrated_url: str) -> None:
    store = Store(migrated_url)
    with closing(store):
        store.migrate()
        store.check_migrated()


def test_a_failing_migration_leaves_the_old_tables_whole(database_url: str) -> None:
    store = Store(database_url)
    with closing(store):
        with store.writing_engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE showing (x INTEGER)")
        with pytest.raises((SQLAlchemyError, TrackerError), match="showing"):
            store.migrate()
        with store.writing_engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) <= {"showing", "alembic_version"}
