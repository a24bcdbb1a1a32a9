"""Alembic's entry: runs the backend's migrations on the connection that ``backend.migrations.run`` hands in."""

from alembic import context

from backend.database import SCHEMA
from backend.models import Base

config = context.config
context.configure(
    connection=config.attributes["connection"],
    target_metadata=Base.metadata,
    include_schemas=True,
    include_name=lambda name, kind, _parents: kind != "schema" or name == SCHEMA,
    version_table_schema=SCHEMA,
)
with context.begin_transaction():
    context.run_migrations()
