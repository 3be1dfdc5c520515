"""Run migrations on the connection the store hands over; batch mode, for SQLite's sake."""

from alembic import context


def run() -> None:
    """Migrate inside the transaction that is already open, all statements or none."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


run()
