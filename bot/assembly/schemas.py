"""Whether program and tables belong together: the versions of both schemas, read without changing anything."""

from collections.abc import Callable
from dataclasses import dataclass

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.migrations.run import alembic_config as backend_config
from bot.migrations.run import alembic_config as bot_config


@dataclass(frozen=True, slots=True)
class Schema:
    """``version`` None: there are no tables yet. ``newest``: what this program knows; ``known`` False: a newer one made them."""

    name: str
    version: str | None
    newest: str
    known: bool = True

    @property
    def fits(self) -> bool:
        """Whether this program and the tables belong together."""
        return self.version == self.newest


async def schema_of_backend(connection: AsyncConnection) -> Schema:
    """Of the backend's tables."""
    return await _schema(connection, "backend", backend_config)


async def schema_of_bot(connection: AsyncConnection) -> Schema:
    """Of the bot's own tables."""
    return await _schema(connection, "bot", bot_config)


def _versions(connection: Connection, config: Callable[[Connection], Config]) -> tuple[str, frozenset[str]]:
    scripts = ScriptDirectory.from_config(config(connection))
    return scripts.get_current_head() or "none", frozenset(one.revision for one in scripts.walk_revisions())


async def _schema(connection: AsyncConnection, name: str, config: Callable[[Connection], Config]) -> Schema:
    newest, known = await connection.run_sync(_versions, config)
    table = f"{name}.alembic_version"
    if (await connection.execute(text("SELECT to_regclass(:table)"), {"table": table})).scalar_one() is None:
        return Schema(name, None, newest)
    version = (await connection.execute(text(f"SELECT version_num FROM {table}"))).scalar_one_or_none()  # noqa: S608
    return Schema(name, version, newest, version is None or version in known)
