"""The bot's migrations go up, down and up again, and make what the models say; ``web_messages`` has metadata of its own."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.database import SCHEMA, make_engine
from bot.dialogue.store_models import UnclearRow
from bot.migrations.run import alembic_config, migrate


def _down(connection: Connection) -> None:
    command.downgrade(alembic_config(connection), "base")


def _differences(connection: Connection) -> list[object]:
    options = {
        "include_schemas": True,
        "include_name": lambda name, kind, _parents: name == SCHEMA if kind == "schema" else name != "web_messages",
        "version_table_schema": SCHEMA,
    }
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), UnclearRow.metadata))


async def test_up_down_up_equals_the_models(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    try:
        await migrate(engine)
        async with engine.begin() as connection:
            await connection.run_sync(_down)
        await migrate(engine)
        async with engine.connect() as connection:
            assert await connection.run_sync(_differences) == []
    finally:
        await engine.dispose()
