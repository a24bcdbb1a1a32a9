"""Wiring of the bot: settings -> backend client, interpreter, store, inbox, channels. Knows the backend by its contract alone."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.backend import BackendClient, Keys
from bot.channels.web.app import WebChannel
from bot.channels.web.log import PostgresLog
from bot.channels.web.outgoing import WebDeliverer
from bot.channels.web.visitor import Visitors
from bot.database import make_sessions
from bot.dialogue.abilities import Registry
from bot.dialogue.engine import Engine
from bot.dialogue.inbox import Inbox, Late
from bot.dialogue.pushes import render_push
from bot.dialogue.registry import default_registry
from bot.dialogue.store import Store
from bot.dialogue.texts import Texts
from bot.push.courier import Courier, Deliver
from bot.settings import BotSettings
from nlu.interpreter import Interpreter

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
RETRY_SECONDS = 2.0
FORGET_SECONDS = 3600.0
REPLIES_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's wiring, free of any channel."""

    settings: BotSettings
    backend: BackendClient
    texts: Mapping[str, Texts]
    registry: Registry
    store: Store
    inbox: Inbox
    log: PostgresLog
    clock: Clock
    secret_key: str

    def courier(self, deliverers: Mapping[str, Deliver]) -> Courier:
        """Delivers pushes through the channels of this process."""
        return Courier(self.backend, self.texts, f"courier-{uuid4().hex[:12]}", deliverers, render_push)

    def web(self, public_url: str) -> WebChannel:
        """The chat page."""
        visitors = Visitors(self.secret_key, secure=public_url.startswith("https:"), path="/")
        return WebChannel(
            desk=self.inbox,
            log=self.log,
            fetch=self.backend.file,
            visitors=visitors,
            texts=self.texts,  # type: ignore[arg-type]
            clock=self.clock,
            public_origin=public_url,
        )


def make_bot(
    settings: BotSettings,
    http: httpx.AsyncClient,
    engine: AsyncEngine,
    interpreter: Interpreter,
    texts: Mapping[str, Texts],
    clock: Clock,
    secret_key: str,
    *,
    strict: bool = False,
) -> Bot:
    """Joins the parts; ``http`` reaches the backend, with its token."""
    backend = BackendClient(http, Keys("bot"))
    registry = default_registry()
    store = Store(make_sessions(engine))
    inbox = Inbox(store, Engine(interpreter, registry, texts, clock), backend, texts, clock, strict=strict)
    return Bot(settings, backend, texts, registry, store, inbox, PostgresLog(engine), clock, secret_key)


async def healthz(_request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


HEALTH = Route("/healthz", healthz)


@asynccontextmanager
async def serving(bot: Bot, public_url: str) -> AsyncIterator[list[BaseRoute]]:
    """Runs the bot's loops while the block runs (web, courier, retries, Telegram); gives the routes to serve."""
    web = bot.web(public_url)
    routes: list[BaseRoute] = [HEALTH, *web.routes()]
    deliverers: dict[str, Deliver] = {"web": WebDeliverer(bot.log, bot.clock)}
    async with AsyncExitStack() as stack:
        telegram = None
        if bot.settings.telegram_token is not None:
            from bot.telegram_wiring import telegram_parts

            telegram = await stack.enter_async_context(telegram_parts(bot))
            deliverers["telegram"] = telegram.deliver
            routes += telegram.routes
        async with asyncio.TaskGroup() as group:
            loops = [
                group.create_task(bot.courier(deliverers).run_forever()),
                group.create_task(_retry(bot, telegram.send_late if telegram is not None else None)),
                group.create_task(_forget(bot)),
            ]
            if telegram is not None:
                loops.append(group.create_task(telegram.run()))
            try:
                yield routes
            finally:
                for loop in loops:
                    loop.cancel()


async def _retry(bot: Bot, to_telegram: Callable[[Late], None] | None) -> None:
    while True:
        await asyncio.sleep(RETRY_SECONDS)
        try:
            for late in await bot.inbox.retry_due():
                if late.channel == "telegram" and to_telegram is not None:
                    to_telegram(late)
                else:
                    await _send_late(bot, late)
        except Exception as error:  # noqa: BLE001 - the database is away: the next round tries again
            log.warning("late replies wait: %s", type(error).__name__)


async def _send_late(bot: Bot, late: Late) -> None:
    """The web's log takes it; a terminal has nobody to wait for."""
    if late.channel == "web":
        await bot.log.append(late.chat, f"turn:{late.key}", late.reply.messages, bot.clock())
        await bot.inbox.mark_late_sent(late)


async def _forget(bot: Bot) -> None:
    while True:
        try:
            await bot.log.forget(bot.clock())
            await bot.store.forget(bot.clock() - REPLIES_KEPT)
        except Exception as error:  # noqa: BLE001 - the database is away: the next round tries again
            log.warning("nothing forgotten: %s", type(error).__name__)
        await asyncio.sleep(FORGET_SECONDS)


def load_interpreter(data_dir: Path) -> Interpreter:
    """The embedded interpreter; trained at the first start."""
    from nlu.embedded import load_interpreter as load

    return load(data_dir / "nlu")
