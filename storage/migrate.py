"""Bring the schema to this version of the programme: an empty database by itself, an older one only when asked."""

from importlib.resources import as_file, files

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import tables as t
from storage.errors import NewSchema, OldSchema

LOCK = 7_204_613
"""The advisory lock under which replicas take turns; any number nobody else uses."""


def migrate(connection: Connection) -> None:
    """Create the schema in an empty database; OldSchema or NewSchema when another version made it."""
    _lock(connection)
    context = MigrationContext.configure(connection)
    present, wanted = context.get_current_revision(), _scripts().get_current_head()
    if present is None:
        _run(connection)
    elif present != wanted:
        known = {script.revision for script in _scripts().walk_revisions()}
        raise OldSchema if present in known else NewSchema


def upgrade_connection(connection: Connection) -> None:
    """Run the migrations that are missing."""
    _lock(connection)
    _run(connection)


async def upgrade(url: str) -> None:
    """Run the missing migrations of the database at `url`."""
    from storage.postgres import make_engine as make_postgres
    from storage.sqlite import make_engine as make_sqlite

    if url.startswith("sqlite:///"):
        engine = make_sqlite(url.removeprefix("sqlite:///"))
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade_connection(connection)
            connection.exec_driver_sql("COMMIT")
        engine.dispose()
        return
    async_engine = make_postgres(url, pool_size=1)
    async with async_engine.begin() as async_connection:
        await async_connection.run_sync(upgrade_connection)
    await async_engine.dispose()


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def _scripts() -> ScriptDirectory:
    with as_file(files("storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.set_main_option("path_separator", "os")
        return ScriptDirectory.from_config(config)


def _run(connection: Connection) -> None:
    scripts = _scripts()
    config = Config()
    head = scripts.get_current_head() or "head"
    with EnvironmentContext(config, scripts, fn=lambda rev, _: scripts._upgrade_revs(head, rev)) as environment:
        environment.configure(
            connection=connection, target_metadata=t.metadata, render_as_batch=True, transactional_ddl=False
        )
        environment.run_migrations()
