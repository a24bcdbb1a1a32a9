"""The parts, joined: the backend's wing, the bot over its contract, and both over one database."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.app import create_app
from backend.attachments.desk import Files
from backend.attachments.store import Store, make_store
from backend.database import make_engine, make_sessions
from backend.jobs.tasks import Work, backend_tasks
from backend.ledger.worker import MailWorker
from backend.mail import SmtpMailer
from backend.observability.contract import REQUEST_ID_HEADER, current_request_id
from backend.observability.metrics import BackendMetrics, CountingMailer
from backend.observability.middleware import Observed
from backend.parts import Parts
from backend.settings import BackendSettings
from backend.tickets.inbound import InPost
from backend.tickets.mail_addresses import ReplyAddresses
from backend.tickets.mailing import TicketComposer
from bot.app import Bot, load_interpreter, make_bot
from bot.assembly.keys import Keyring
from bot.dialogue.texts import load_texts
from bot.errors import SettingsError
from bot.in_process import InProcess
from nlu.interpreter import Interpreter
from nlu.rasa import rasa_interpreter

Clock = Callable[[], datetime]
BACKEND_TIMEOUT = 20.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backend:
    """The backend's wing. ``mails`` None: no mail server, mails wait in the ledger."""

    app: FastAPI
    engine: AsyncEngine
    settings: BackendSettings
    mails: MailWorker | None
    post: InPost
    work: Work

    async def loops(self, idle_seconds: float = 1.0) -> None:
        """Sends mails and runs jobs, until cancelled."""
        from backend.jobs.runner import run_jobs  # takes a while, and a chat in the terminal runs none

        async with asyncio.TaskGroup() as group:
            group.create_task(run_jobs(self.work))
            if self.mails is not None:
                group.create_task(self.mails.run_forever(idle_seconds))

    async def drain(self) -> int:
        """Sends the mails that are due now; how many."""
        return (await self.mails.drain()).total if self.mails is not None else 0


@dataclass(frozen=True, slots=True)
class House:
    """Backend and bot in one process."""

    bot: Bot
    backend: Backend


@asynccontextmanager
async def backend_wing(
    keys: Keyring,
    database_url: str,
    clock: Clock,
    *,
    public_url: str,
    smtp_url: str | None,
    registry: CollectorRegistry | None = None,
) -> AsyncIterator[Backend]:
    """The backend's parts. ``smtp_url`` None: ``SMTP_URL``; ``registry`` takes what is counted. Raises ``SettingsError``."""
    settings = keys.backend(database_url, public_url, smtp_url)
    engine = make_engine(database_url)
    try:
        sessions = make_sessions(engine)
        metrics = BackendMetrics.on(registry or CollectorRegistry())
        files = Files(_store(settings, keys.data_dir))
        addresses = ReplyAddresses(settings.mail_in_domain, keys.keyed)
        mails = None
        if settings.smtp_url:
            composer = TicketComposer(sessions, files.store, addresses, settings.public_url)
            mailer = CountingMailer(_mailer(settings.smtp_url, settings.mail_from), metrics)
            mails = MailWorker(sessions, mailer, composer)
        else:
            log.warning(
                "SMTP_URL is not set: no mail is sent. Mails wait in the ledger until it is; nobody can confirm."
            )
        parts = Parts(settings, sessions, clock, keys.keyed, files)
        app = create_app(parts)
        app.add_middleware(Observed, metrics=metrics)
        post = InPost(sessions, files, addresses, clock)
        work = Work(database_url, backend_tasks(sessions, clock, files))
        yield Backend(app, engine, settings, mails, post, work)
    finally:
        await engine.dispose()


def _store(settings: BackendSettings, data_dir: Path) -> Store:
    url = settings.files_url
    try:
        return make_store(url.get_secret_value() if url else None, data_dir)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _mailer(url: str, sender: str) -> SmtpMailer:
    try:
        return SmtpMailer(url, sender)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def backend_client(url: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """A client of the contract, with the service token."""
    headers = {"Authorization": f"Bearer {token}"}
    hooks = {"request": [_name_request]}
    return httpx.AsyncClient(
        transport=transport, base_url=url, headers=headers, timeout=BACKEND_TIMEOUT, event_hooks=hooks
    )


async def _name_request(request: httpx.Request) -> None:
    """The id of the turn goes with its requests."""
    if (request_id := current_request_id()) is not None:
        request.headers[REQUEST_ID_HEADER] = request_id


async def interpreter_of(keys: Keyring, stack: AsyncExitStack) -> Interpreter:
    """Trained at the first start, which takes seconds: off the loop. With ``RASA_URL`` it stands behind Rasa."""
    embedded = await asyncio.to_thread(load_interpreter, keys.data_dir)
    if keys.bot.rasa_url is None:
        return embedded
    return await stack.enter_async_context(rasa_interpreter(keys.bot.rasa_url, embedded))


@asynccontextmanager
async def house(
    keys: Keyring,
    database_url: str,
    clock: Clock,
    interpreter: Interpreter,
    *,
    public_url: str,
    smtp_url: str | None,
    registry: CollectorRegistry | None = None,
) -> AsyncIterator[House]:
    """Both wings over one database, joined by the contract over ASGI: no socket between them."""
    async with AsyncExitStack() as stack:
        backend = await stack.enter_async_context(
            backend_wing(keys, database_url, clock, public_url=public_url, smtp_url=smtp_url, registry=registry)
        )
        http = InProcess(backend.app, keys.service_token)
        texts, secret = load_texts(), keys.secret_key
        bot = make_bot(keys.bot, http, backend.engine, interpreter, texts, clock, secret, metrics=registry)
        yield House(bot, backend)


@asynccontextmanager
async def bot_alone(
    keys: Keyring,
    database_url: str,
    clock: Clock,
    interpreter: Interpreter,
    registry: CollectorRegistry | None = None,
) -> AsyncIterator[Bot]:
    """The bot, with the backend of ``BACKEND_URL`` over HTTP."""
    if keys.bot.backend_url is None:
        raise SettingsError("BACKEND_URL is not set: where is the backend? (hisnik serve runs both in one process)")
    async with AsyncExitStack() as stack:
        engine = make_engine(database_url)
        stack.push_async_callback(engine.dispose)
        http = await stack.enter_async_context(backend_client(keys.bot.backend_url, keys.service_token))
        texts, secret = load_texts(), keys.secret_key
        yield make_bot(keys.bot, http, engine, interpreter, texts, clock, secret, metrics=registry)
