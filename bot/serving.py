"""``hisnik serve`` and its parts: uvicorn started by hand, one TaskGroup, a clean end on SIGINT and SIGTERM."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from backend.database import make_engine
from backend.demo.mailbox import running_mailbox
from bot import assembly
from bot.app import HEALTH, load_interpreter, make_bot, serving
from bot.assembly import Keyring
from bot.demo.app import DemoPage
from bot.dialogue.texts import load_texts
from bot.migrations.run import migrate as migrate_bot

log = logging.getLogger(__name__)


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def quiet(app: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """A server that logs no addresses: they hold the tokens of mailed links."""
    config = uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=3)
    return uvicorn.Server(config)


async def listen(app: ASGIApp, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serves until a signal comes."""
    server = quiet(app, host, port)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(server.serve())
        while not server.started and not running.done():  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.02)
        if server.started:
            ready()


async def to_chat(_request: Request) -> Response:
    """The way back from a mail ends in the chat."""
    return RedirectResponse("/chat")


TO_CHAT = Route("/", to_chat)


def joined(routes: Sequence[BaseRoute], backend: ASGIApp | None) -> Starlette:
    """The bot's routes before the backend's."""
    return Starlette(routes=[*routes, *([Mount("/", app=backend)] if backend is not None else [])])


async def serve(keys: Keyring, say: Callable[[str], None], *, demo: bool = False, keep: bool = False) -> None:
    """Everything in one process."""
    settings, public = keys.bot, keys.bot.address()
    with assembly.server(keys) as server_url:
        url = await _demo_database(server_url, keys, keep=keep) if demo else server_url
        await assembly.migrate(url)
        async with running_mailbox() as mailbox:
            own_mail = mailbox.url if demo or not _has_smtp(keys) else None
            async with assembly.house(keys, url, now, public_url=public, smtp_url=own_mail) as house:  # noqa: SIM117
                async with serving(house.bot, public) as routes, asyncio.TaskGroup() as group:
                    mails = group.create_task(house.mails.run_forever(0.3 if demo else 1.0))
                    forgetting = group.create_task(house.retention.run_forever())
                    if demo:
                        telegram = settings.telegram_token is not None
                        routes.extend(DemoPage(house.bot.texts, lambda: mailbox.mails, telegram).routes())
                    else:
                        routes.append(TO_CHAT)
                    app = joined(routes, house.app)
                    await listen(app, settings.host, settings.port, lambda: say(public if demo else f"{public}/chat"))
                    mails.cancel()
                    forgetting.cancel()


def _has_smtp(keys: Keyring) -> bool:
    return bool(keys.environ.get("SMTP_URL") or keys.environ.get("SMTP_URL_FILE"))


async def _demo_database(server_url: str, keys: Keyring, *, keep: bool) -> str:
    from backend.demo import database

    today = now().astimezone().date()
    if keep and database.exists(server_url, "hisnik_demo"):
        return database.address_of(server_url, "hisnik_demo")
    template = await assembly.demo_template(server_url, keys.keyed, today)
    return database.clone(server_url, template, "hisnik_demo")


async def serve_backend(keys: Keyring, say: Callable[[str], None]) -> None:
    """The backend alone, with its mail worker."""
    settings = keys.bot
    with assembly.server(keys) as url:
        await assembly.migrate(url)
        async with assembly.house(keys, url, now, public_url=settings.address(), smtp_url=None) as house:  # noqa: SIM117
            async with asyncio.TaskGroup() as group:
                mails = group.create_task(house.mails.run_forever())
                forgetting = group.create_task(house.retention.run_forever())
                app = joined([HEALTH], house.app)
                await listen(app, settings.host, settings.port, lambda: say(settings.address()))
                mails.cancel()
                forgetting.cancel()


async def serve_bot(keys: Keyring, say: Callable[[str], None]) -> None:
    """The bot alone; the backend is reached over HTTP."""
    settings = keys.bot
    assert settings.backend_url is not None
    with assembly.server(keys) as url:
        engine = make_engine(url)
        try:
            await migrate_bot(engine)
            interpreter = await asyncio.to_thread(load_interpreter, keys.data_dir)
            async with assembly.backend_client(settings.backend_url, keys.service_token) as http:
                bot = make_bot(settings, http, engine, interpreter, load_texts(), now, keys.secret_key)
                async with serving(bot, settings.address()) as routes:
                    address = f"{settings.address()}/chat"
                    await listen(joined([*routes, TO_CHAT], None), settings.host, settings.port, lambda: say(address))
        finally:
            await engine.dispose()
