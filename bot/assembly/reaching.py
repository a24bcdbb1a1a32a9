"""The installation's database for commands that people run: reached at once, or one line that says which setting is wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import make_engine
from bot.assembly import databases
from bot.assembly.keys import Keyring
from bot.errors import BotError


class DatabaseAway(BotError):
    """The database cannot be reached; the message says which setting names it, never the address, which has a password."""


@asynccontextmanager
async def reached(keys: Keyring) -> AsyncIterator[str]:
    """Its address, while the block runs. Raises ``DatabaseAway``, also for what the block meets."""
    try:
        async with databases.server(keys) as url:
            yield url
    except (OperationalError, OSError) as error:
        which = "of DATABASE_URL" if keys.bot.database_url else "embedded in DATA_DIR"
        raise DatabaseAway(f"the database {which} cannot be reached: does it run, is the address right?") from error


@asynccontextmanager
async def engine_on(url: str, *, pool_size: int = 2) -> AsyncIterator[AsyncEngine]:
    """An engine that is disposed of after the block."""
    engine = make_engine(url, pool_size=pool_size)
    try:
        yield engine
    finally:
        await engine.dispose()
