"""Where the data lie: the operator's PostgreSQL or the embedded one, its migrations, and the demo's own databases."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from backend.database import make_engine, make_sessions
from backend.demo import database as demo_database
from backend.demo.data import load_demo
from backend.embedded_postgres import start_postgres
from backend.loading.load import load_folder
from backend.loading.report import LoadingRefused
from backend.migrations.run import migrate as migrate_backend
from bot.assembly.keys import Keyring
from bot.assembly.schemas import Schema, schema_of_backend, schema_of_bot
from bot.assembly.waiting import Prepare, Told, prepared
from bot.errors import CannotStart
from bot.migrations.run import migrate as migrate_bot

__all__ = ["LoadingRefused", "kept_demo", "load", "migrate", "migrate_bot_alone", "private_demo", "server"]

KEPT = "hisnik_demo"
"""The demo's database; ``hisnik demo --keep`` goes on with it."""


def _nobody(_what: str) -> None:
    """Commands that people run say in the log what they wait for."""


@asynccontextmanager
async def server(keys: Keyring) -> AsyncIterator[str]:
    """The PostgreSQL of ``DATABASE_URL``, or the embedded one while the block runs."""
    if keys.bot.database_url:
        yield keys.bot.database_url
        return
    running = await asyncio.to_thread(start_postgres, keys.data_dir)
    try:
        yield running.get_uri()
    finally:
        running.cleanup()  # on this thread: a second signal must not leave it half done


async def migrate(url: str, told: Told = _nobody) -> None:
    """Both schemas to their newest version, as soon as the database is there. Raises ``CannotStart``."""

    async def both(engine: AsyncEngine) -> None:
        await _up_to_date(engine, schema_of_backend, migrate_backend)
        await _up_to_date(engine, schema_of_bot, migrate_bot)

    await prepared(url, both, told)


async def migrate_bot_alone(url: str, told: Told = _nobody) -> None:
    """The bot's own schema to its newest version. Raises ``CannotStart``."""

    async def alone(engine: AsyncEngine) -> None:
        await _up_to_date(engine, schema_of_bot, migrate_bot)

    await prepared(url, alone, told)


async def _up_to_date(
    engine: AsyncEngine, look: Callable[[AsyncConnection], Awaitable[Schema]], to_newest: Prepare
) -> None:
    """Tables that fit are left alone: a role without the right to change them will do."""
    async with engine.connect() as connection:
        schema = await look(connection)
    if schema.fits:
        return
    if not schema.known:
        raise CannotStart(
            f"the tables in {schema.name} are of a newer version ({schema.version}) than this program knows"
            f" ({schema.newest}): run the hišnik whose `hisnik migrate` made them"
        )
    try:
        await to_newest(engine)
    except ProgrammingError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        raise CannotStart(
            f"the tables in {schema.name} are of version {schema.version or 'none'}, this program needs {schema.newest},"
            " and the role of DATABASE_URL may not change them: run `hisnik migrate` with one that may"
        ) from error


async def load(keys: Keyring, folder: Path) -> str:
    """Loads a provider's CSV files; says what was loaded. Raises ``LoadingRefused``."""
    async with server(keys) as url:
        await migrate(url)
        engine = make_engine(url, pool_size=2)
        try:
            return (await load_folder(make_sessions(engine), folder, keyed=keys.keyed)).text()
        finally:
            await engine.dispose()


async def _template(server_url: str, keys: Keyring, today: date | None) -> str:
    """The template of the demo's databases, for this code, these data and this day."""
    backend, bot = Path(str(files("backend"))), Path(str(files("bot")))
    folders = [backend / "migrations", backend / "demo", backend / "loading", bot / "migrations"]
    mark = await asyncio.to_thread(demo_database.fingerprint, folders, str(today), keys.keyed("demo-template"))

    async def fill(url: str) -> None:
        await migrate(url)
        engine = make_engine(url, pool_size=2)
        try:
            await load_demo(make_sessions(engine), keyed=keys.keyed, today=today)
        finally:
            await engine.dispose()

    return await demo_database.template(server_url, "day" if today else "plain", mark, fill)


@asynccontextmanager
async def private_demo(server_url: str, keys: Keyring, today: date | None) -> AsyncIterator[str]:
    """A fresh demo database that is gone after the block. ``today`` None: the demo's dates as they are."""
    template = await _template(server_url, keys, today)
    with demo_database.private(server_url, template, f"hisnik_chat_{uuid4().hex[:12]}") as url:
        yield url


async def kept_demo(server_url: str, keys: Keyring, today: date, *, keep: bool) -> str:
    """The demo's database: the last one's, or a fresh one."""
    if keep and demo_database.exists(server_url, KEPT):
        return demo_database.address_of(server_url, KEPT)
    return demo_database.clone(server_url, await _template(server_url, keys, today), KEPT)
