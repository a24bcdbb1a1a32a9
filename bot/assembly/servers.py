"""``hisnik serve`` and its parts: uvicorn started by hand, one TaskGroup, a clean end on SIGINT and SIGTERM."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import uvicorn
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from backend.demo.mailbox import running_mailbox
from bot.app import serving
from bot.assembly import databases
from bot.assembly.house import backend_client, backend_wing, bot_alone, house, interpreter_of
from bot.assembly.keys import Keyring
from bot.assembly.metrics import Refresh, job_queue, message_queue, metrics_route, new_registry, queues, turn_queue
from bot.backend import BackendClient, BackendDown, BackendRefusal, Keys
from bot.demo.app import DemoPage
from bot.dialogue.texts import load_texts
from bot.errors import SettingsError
from bot.metrics import BotMetrics

log = logging.getLogger(__name__)
Say = Callable[[str], None]
"""Hears the address when the server answers there."""
GRACE_SECONDS = 1
"""So long open requests may end: the chat page's long polls would hold a stop for half a minute."""


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def bind(host: str, port: int) -> socket.socket:
    """Takes the port before anything else starts; 0: a free one. Raises ``SettingsError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        raise SettingsError(f"PORT, HOST: {host} port {port} can't be had ({error.strerror}); try --port 0") from error
    return taken


class Server(uvicorn.Server):
    """Uvicorn, which leaves signals to ``listen``: its own handlers end the process before the rest is closed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def quiet(app: ASGIApp) -> Server:
    """A server that logs no addresses: they hold the tokens of mailed links."""
    return Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_SECONDS))


async def listen(app: ASGIApp, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Serves until SIGINT or SIGTERM."""
    server = quiet(app)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(server.serve([taken]))
        while not server.started and not running.done():  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.02)
        if server.started:
            ready()


@asynccontextmanager
async def beside(*loops: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Runs ``loops`` while the block runs; one that fails ends it."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(loop) for loop in loops]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()


# routes of every server


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _to_chat(_request: Request) -> Response:
    return RedirectResponse("/chat")


HEALTH = Route("/healthz", _healthz)
"""The process answers."""
TO_CHAT = Route("/", _to_chat)
"""The way back from a mail ends in the chat."""


def ready_route(*checks: Callable[[], Awaitable[str | None]]) -> Route:
    """``/readyz``: 200 when everything needed answers; else 503 and what doesn't."""

    async def readyz(_request: Request) -> Response:
        missing = [fault for check in checks if (fault := await check())]
        return PlainTextResponse(", ".join(missing) or "ok", 503 if missing else 200)

    return Route("/readyz", readyz)


def database_answers(engine: AsyncEngine) -> Callable[[], Awaitable[str | None]]:
    """A check for ``ready_route``."""

    async def check() -> str | None:
        try:
            async with asyncio.timeout(3), engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError, TimeoutError):
            return "database does not answer"
        return None

    return check


def backend_answers(backend: BackendClient) -> Callable[[], Awaitable[str | None]]:
    """A check for ``ready_route``: reached, with a token that it takes, and with its database."""

    async def check() -> str | None:
        try:
            async with asyncio.timeout(3):
                await backend.providers()
        except (BackendDown, BackendRefusal, TimeoutError) as error:
            return "backend refuses SERVICE_TOKEN" if isinstance(error, BackendRefusal) else "backend does not answer"
        return None

    return check


def watched(keys: Keyring, registry: CollectorRegistry, refresh: Refresh | None = None) -> Route:
    """``/metrics``, admitted by ``METRICS_TOKEN`` where it is set."""
    token = keys.bot.metrics_token
    return metrics_route(registry, token.get_secret_value() if token is not None else None, refresh)


def joined(routes: Sequence[BaseRoute], backend: ASGIApp | None) -> Starlette:
    """The bot's routes before the backend's."""
    return Starlette(routes=[*routes, *([Mount("/", app=backend)] if backend is not None else [])])


# what runs


async def serve(keys: Keyring, say: Say, *, demo: bool = False, keep: bool = False) -> None:
    """Everything in one process. ``demo``: on demo data, with a mailbox and the page that shows it."""
    async with AsyncExitStack() as stack:
        taken = stack.enter_context(bind(keys.bot.host, keys.bot.port))
        public = keys.bot.address(taken.getsockname()[1])

        async def prepared() -> str:
            url = await stack.enter_async_context(databases.server(keys))
            if demo:
                url = await databases.kept_demo(url, keys, now().astimezone().date(), keep=keep)
            await databases.migrate(url)
            return url

        interpreter, url = await asyncio.gather(interpreter_of(keys, stack), prepared())
        mailbox = await stack.enter_async_context(running_mailbox()) if demo else None
        own_mail = mailbox.url if mailbox is not None else None
        registry = new_registry()
        both = await stack.enter_async_context(
            house(keys, url, now, interpreter, public_url=public, smtp_url=own_mail, registry=registry)
        )
        probes = message_queue(registry), job_queue(registry), turn_queue(registry, now)
        metrics = watched(keys, registry, queues(registry, both.backend.engine, *probes))
        routes = await stack.enter_async_context(serving(both.bot, public))
        if mailbox is not None:
            page = DemoPage(both.bot.texts, lambda: mailbox.mails, keys.bot.telegram_token is not None)
            routes = [*routes, *page.routes()]
        else:
            routes = [*routes, TO_CHAT]
        ready = ready_route(database_answers(both.backend.engine), backend_answers(both.bot.backend))
        async with beside(both.backend.loops(0.3 if demo else 1.0)):
            address = public if demo else f"{public}/chat"
            await listen(joined([HEALTH, ready, metrics, *routes], both.backend.app), taken, lambda: say(address))


async def serve_backend(keys: Keyring, say: Say, *, works: bool = True) -> None:
    """The backend alone. ``works`` False: ``hisnik worker`` runs jobs and sends mails."""
    async with AsyncExitStack() as stack:
        taken = stack.enter_context(bind(keys.bot.host, keys.bot.port))
        public = keys.bot.address(taken.getsockname()[1])
        url = await stack.enter_async_context(databases.server(keys))
        await databases.migrate(url)
        registry = new_registry()
        wing = await stack.enter_async_context(
            backend_wing(keys, url, now, public_url=public, smtp_url=None, registry=registry)
        )
        metrics = watched(keys, registry, queues(registry, wing.engine, message_queue(registry), job_queue(registry)))
        async with beside(*([wing.loops()] if works else [])):
            routes = [HEALTH, ready_route(database_answers(wing.engine)), metrics]
            await listen(joined(routes, wing.app), taken, lambda: say(public))


async def serve_courier(keys: Keyring, say: Say) -> None:
    """The courier alone, for Telegram: needs the backend, and neither database nor understanding.

    Without a token it only says that it lives: where the parts are started together, Telegram is a choice.
    """
    url = keys.bot.backend_url
    if url is None:
        raise SettingsError("the courier needs BACKEND_URL and TELEGRAM_TOKEN (hisnik serve delivers by itself)")
    async with AsyncExitStack() as stack:
        taken = stack.enter_context(bind(keys.bot.host, keys.bot.port))
        backend = BackendClient(
            await stack.enter_async_context(backend_client(url, keys.service_token)), Keys("courier")
        )
        registry = new_registry()
        counted, loops = BotMetrics.on(registry), list[Coroutine[Any, Any, None]]()
        if keys.bot.telegram_token is None:
            log.warning("TELEGRAM_TOKEN is not set: the courier sends nothing")
        else:
            from bot.telegram_wiring import telegram_courier

            courier = await stack.enter_async_context(telegram_courier(keys.bot, backend, load_texts(), counted))
            loops.append(courier.run_forever())
        routes = [HEALTH, ready_route(backend_answers(backend)), watched(keys, registry)]
        async with beside(*loops):
            await listen(joined(routes, None), taken, lambda: say(keys.bot.address(taken.getsockname()[1])))


async def serve_bot(keys: Keyring, say: Say, *, telegram_pushes: bool = True) -> None:
    """The bot alone; the backend is reached over HTTP. ``telegram_pushes`` False: ``hisnik courier`` sends them."""
    async with AsyncExitStack() as stack:
        taken = stack.enter_context(bind(keys.bot.host, keys.bot.port))
        public = keys.bot.address(taken.getsockname()[1])
        interpreter, url = await asyncio.gather(
            interpreter_of(keys, stack), stack.enter_async_context(databases.server(keys))
        )
        await databases.migrate_bot_alone(url)
        registry = new_registry()
        bot = await stack.enter_async_context(bot_alone(keys, url, now, interpreter, registry))
        metrics = watched(keys, registry, queues(registry, bot.engine, turn_queue(registry, now)))
        routes = await stack.enter_async_context(serving(bot, public, telegram_pushes=telegram_pushes))
        ready = ready_route(database_answers(bot.engine), backend_answers(bot.backend))
        await listen(joined([HEALTH, ready, metrics, *routes, TO_CHAT], None), taken, lambda: say(f"{public}/chat"))
