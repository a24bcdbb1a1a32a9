"""Where the data lie: the operator's PostgreSQL or the embedded one, its migrations, and the demo's own databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

from backend.database import make_engine, make_sessions
from backend.demo import database as demo_database
from backend.demo.data import load_demo
from backend.embedded_postgres import start_postgres
from backend.loading.load import load_folder
from backend.loading.report import LoadingRefused
from backend.migrations.run import migrate as migrate_backend
from bot.assembly.keys import Keyring
from bot.migrations.run import migrate as migrate_bot

__all__ = ["LoadingRefused", "kept_demo", "load", "migrate", "migrate_bot_alone", "private_demo", "server"]

KEPT = "hisnik_demo"
"""The demo's database; ``hisnik demo --keep`` goes on with it."""


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


async def migrate(url: str) -> None:
    """Both schemas to their newest version."""
    engine = make_engine(url, pool_size=2)
    try:
        await migrate_backend(engine)
        await migrate_bot(engine)
    finally:
        await engine.dispose()


async def migrate_bot_alone(url: str) -> None:
    """The bot's own schema to its newest version."""
    engine = make_engine(url, pool_size=2)
    try:
        await migrate_bot(engine)
    finally:
        await engine.dispose()


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
