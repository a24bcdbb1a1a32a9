"""Alembic's entry: runs the bot's migrations on the connection that ``bot.migrations.run`` hands in."""

from alembic import context

from bot.database import SCHEMA
from bot.dialogue.store_models import ChatRow

config = context.config
context.configure(
    connection=config.attributes["connection"],
    target_metadata=ChatRow.metadata,
    include_schemas=True,
    include_name=lambda name, kind, _parents: kind != "schema" or name == SCHEMA,
    version_table_schema=SCHEMA,
)
with context.begin_transaction():
    context.run_migrations()
