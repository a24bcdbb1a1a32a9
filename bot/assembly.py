"""The composition root: the only module that joins backend and bot into one process. Used by the console command."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import httpx
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.app import create_app
from backend.database import Sessions, make_engine, make_sessions
from backend.demo import database as demo_database
from backend.demo.data import load_demo
from backend.embedded_postgres import default_data_dir, start_postgres
from backend.ledger.worker import MailWorker
from backend.mail import SmtpMailer
from backend.migrations.run import migrate as migrate_backend
from backend.parts import Parts
from backend.retention import Retention
from backend.secrets import KeyedHash
from backend.settings import BackendSettings
from bot.app import Bot, load_interpreter, make_bot
from bot.dialogue.texts import load_texts
from bot.environment import kept_key, read_settings
from bot.migrations.run import migrate as migrate_bot
from bot.settings import BotSettings

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Keyring:
    """The settings of both, with the keys of this installation."""

    bot: BotSettings
    data_dir: Path
    service_token: str
    secret_key: str
    environ: Mapping[str, str]

    def backend(self, database_url: str, public_url: str, smtp_url: str | None) -> BackendSettings:
        """The backend's settings in this process."""
        return read_settings(
            BackendSettings,
            self.environ,
            database_url=database_url,
            service_token=SecretStr(self.service_token),
            secret_key=SecretStr(self.secret_key),
            public_url=public_url,
            smtp_url=smtp_url,
            data_dir=str(self.data_dir),
        )

    @property
    def keyed(self) -> KeyedHash:
        return KeyedHash(self.secret_key)


def keyring(environ: Mapping[str, str], **given: object) -> Keyring:
    """Settings, and keys that are generated where none are given."""
    settings = read_settings(BotSettings, environ, **given)
    folder = settings.data_dir or default_data_dir()
    token, key = settings.service_token, settings.secret_key
    return Keyring(
        bot=settings,
        data_dir=folder,
        service_token=token.get_secret_value() if token else kept_key(folder / "keys", "service_token"),
        secret_key=key.get_secret_value() if key else kept_key(folder / "keys", "secret_key"),
        environ=environ,
    )


@contextmanager
def server(keys: Keyring) -> Iterator[str]:
    """The PostgreSQL of ``DATABASE_URL``, or the embedded one."""
    if keys.bot.database_url:
        yield keys.bot.database_url
        return
    running = start_postgres(keys.data_dir)
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


async def migrate(url: str) -> None:
    """Both schemas to their newest version."""
    engine = make_engine(url, pool_size=2)
    try:
        await migrate_backend(engine)
        await migrate_bot(engine)
    finally:
        await engine.dispose()


async def demo_template(server_url: str, keyed: KeyedHash, today: date | None) -> str:
    """The template of the demo's databases, for this code, these data and this day."""
    backend, bot = Path(str(files("backend"))), Path(str(files("bot")))
    folders = [backend / "migrations", backend / "demo", backend / "loading", bot / "migrations"]
    mark = await asyncio.to_thread(demo_database.fingerprint, folders, str(today), keyed("demo-template"))

    async def fill(url: str) -> None:
        await migrate(url)
        engine = make_engine(url, pool_size=2)
        try:
            await load_demo(make_sessions(engine), keyed=keyed, today=today)
        finally:
            await engine.dispose()

    return await demo_database.template(server_url, mark, fill)


@dataclass(frozen=True, slots=True)
class House:
    """Backend and bot in one process."""

    bot: Bot
    app: FastAPI
    mails: MailWorker
    retention: Retention
    parts: Parts
    sessions: Sessions
    engine: AsyncEngine


@asynccontextmanager
async def house(
    keys: Keyring, database_url: str, clock: Clock, *, public_url: str, smtp_url: str | None
) -> AsyncIterator[House]:
    """Both wings over one database, joined by the contract over ASGI: no socket between them."""
    settings = keys.backend(database_url, public_url, smtp_url)
    engine = make_engine(database_url)
    try:
        sessions = make_sessions(engine)
        parts = Parts(settings, sessions, clock, keys.keyed)
        app = create_app(parts)
        mailer = SmtpMailer(settings.smtp_url or "smtp://127.0.0.1:25", settings.mail_from)
        async with backend_client("http://backend", keys.service_token, httpx.ASGITransport(app)) as http:
            interpreter = await asyncio.to_thread(load_interpreter, keys.data_dir)
            bot = make_bot(keys.bot, http, engine, interpreter, load_texts(), clock, keys.secret_key)
            yield House(bot, app, MailWorker(sessions, mailer), Retention(sessions, clock), parts, sessions, engine)
    finally:
        await engine.dispose()


def backend_client(url: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """A client of the contract, with the service token."""
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=transport, base_url=url, headers=headers, timeout=20.0)


def private_name(kind: str) -> str:
    """A database name of this run's own."""
    return f"hisnik_{kind}_{uuid4().hex[:12]}"
