"""Wiring of the bot: settings -> backend client, interpreter, store, inbox, channels. Knows the backend by its contract alone."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from prometheus_client import CollectorRegistry
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.routing import BaseRoute

from backend.contract import Language
from bot.backend import BackendClient, Http, Keys
from bot.channels.desk import Desk
from bot.channels.terminal import CHANNEL as TERMINAL
from bot.channels.web.app import CHANNEL as WEB
from bot.channels.web.app import WebChannel
from bot.channels.web.handover import Handovers, Username
from bot.channels.web.log import PostgresLog
from bot.channels.web.outgoing import WebDeliverer
from bot.channels.web.uploads import Incoming, Uploads
from bot.channels.web.visitor import Upload, Visitors
from bot.channels.web.widget import BASE, Widget
from bot.channels.web.widget_frame import FramedVisitors
from bot.database import make_sessions
from bot.dialogue.abilities import Registry
from bot.dialogue.inbox import Inbox, Late
from bot.dialogue.late import SendLate, run_late
from bot.dialogue.pushes import render_push
from bot.dialogue.receiving import Receiving
from bot.dialogue.registry import default_registry
from bot.dialogue.store import Store
from bot.dialogue.texts import Texts
from bot.metrics import BotMetrics
from bot.push.budget import telegram_budget
from bot.push.claims import Batches, batches_of
from bot.push.courier import Courier
from bot.push.delivery import Deliver
from bot.settings import BotSettings
from bot.watching import WatchedDesk, WatchedEngine, watched
from nlu.interpreter import Interpreter

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
FORGET_SECONDS = 3600.0
REPLIES_KEPT = timedelta(days=1)
SENTENCES_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's wiring, free of any channel."""

    settings: BotSettings
    backend: BackendClient
    texts: Mapping[str, Texts]
    registry: Registry
    store: Store
    inbox: Inbox
    engine: AsyncEngine
    log: PostgresLog
    clock: Clock
    secret_key: str
    metrics: BotMetrics
    receiving: Receiving
    """Channels put the way to their files in."""

    @property
    def desk(self) -> Desk:
        """Where channels hand their turns in."""
        return WatchedDesk(self.inbox, self.metrics)

    def courier(self, deliverers: Mapping[str, Deliver]) -> Courier:
        """Delivers pushes through the channels of this process."""
        return make_courier(self.settings, self.backend, self.texts, watched(deliverers, self.metrics))

    def web(self, public_url: str, telegram: Username | None = None) -> WebChannel:
        """The chat page. ``telegram``: the name of the bot there, where there is one."""
        return self._web(public_url, telegram, Visitors)

    def web_routes(self, public_url: str, telegram: Username | None = None) -> list[BaseRoute]:
        """The chat page, on its own and in frames on providers' sites."""
        widget = self.widget(public_url, telegram)
        return [*replace(self.web(public_url, telegram), framed=widget.page).routes(), *widget.routes()]

    def widget(self, public_url: str, telegram: Username | None = None) -> Widget:
        """The chat page in a frame on providers' sites."""
        channel = self._web(public_url, telegram, FramedVisitors)
        return Widget(replace(channel, base=BASE, uploads=replace(channel.uploads, base=BASE)), self.backend.widget)

    def _web(self, public_url: str, telegram: Username | None, kind: type[Visitors]) -> WebChannel:
        visitors = kind(self.secret_key, secure=public_url.startswith("https:"), path="/")
        texts: Mapping[Language, Texts] = self.texts  # type: ignore[assignment]
        return WebChannel(
            desk=self.desk,
            log=self.log,
            fetch=self.backend.file,
            uploads=Uploads(self._store_upload, self.backend.file, visitors, texts, self.clock),
            visitors=visitors,
            texts=texts,
            clock=self.clock,
            public_origin=public_url,
            handovers=Handovers(self._begin_handover, telegram) if telegram is not None else None,
        )

    async def _begin_handover(self, visitor: str, language: Language, token: str) -> None:
        backend = self.backend.for_turn(f"handover:{uuid4().hex}")
        resident = await backend.resident_of_chat(WEB, visitor, language)
        await backend.begin_handover(resident.id, token)

    async def _store_upload(self, file: Incoming) -> Upload:
        """Hands a visitor's file to the backend; the same key again stores it once."""
        backend = self.backend.for_turn(f"web-file:{file.visitor}:{file.key}")
        resident = await backend.resident_of_chat(WEB, file.visitor, file.language)
        kept = await backend.store_file(resident.id, file.data, file.name)
        return Upload(resident.id, kept.id, kept.kind.value, kept.name, kept.mime, kept.size)


def make_courier(
    settings: BotSettings, backend: BackendClient, texts: Mapping[str, Texts], deliverers: Mapping[str, Deliver]
) -> Courier:
    """A courier with a name of its own. Telegram's budget is its token's, whoever else runs with it."""
    owner = f"courier-{uuid4().hex[:12]}"
    if settings.telegram_token is None or "telegram" not in deliverers:
        return Courier(backend, texts, owner, deliverers, render_push, batches=Batches())
    budgets = {"telegram": telegram_budget(settings.telegram_token.get_secret_value())}
    return Courier(backend, texts, owner, deliverers, render_push, budgets, batches_of(settings.telegram_rate or None))


def make_bot(
    settings: BotSettings,
    http: Http,
    engine: AsyncEngine,
    interpreter: Interpreter,
    texts: Mapping[str, Texts],
    clock: Clock,
    secret_key: str,
    *,
    strict: bool = False,
    metrics: CollectorRegistry | None = None,
) -> Bot:
    """Joins the parts; ``http`` reaches the backend, with its token. ``metrics`` None: counted, and shown nowhere."""
    counted = BotMetrics.on(metrics or CollectorRegistry())
    backend = BackendClient(http, Keys("bot"))
    registry = default_registry()
    store = Store(make_sessions(engine))
    receiving = Receiving()
    watched_engine = WatchedEngine(interpreter, registry, texts, clock, counted, receiving)
    inbox = Inbox(store, watched_engine, backend, texts, clock, strict=strict)
    kept = PostgresLog(engine)
    return Bot(settings, backend, texts, registry, store, inbox, engine, kept, clock, secret_key, counted, receiving)


@asynccontextmanager
async def serving(bot: Bot, public_url: str, *, telegram_pushes: bool = True) -> AsyncIterator[list[BaseRoute]]:
    """Runs the bot's loops while the block runs (courier, late replies, Telegram); gives the routes to serve.

    ``telegram_pushes`` False: ``hisnik courier`` sends them; those to the chat page are sent here all the same.
    """
    routes: list[BaseRoute] = []
    deliverers: dict[str, Deliver] = {"web": WebDeliverer(bot.log, bot.clock)}
    late: dict[str, SendLate] = {"web": _late_web(bot), TERMINAL: bot.inbox.mark_late_sent}
    async with AsyncExitStack() as stack:
        telegram, couriers = None, list[Courier]()
        if bot.settings.telegram_token is not None:
            from bot.telegram_wiring import staff_courier, telegram_parts

            telegram = await stack.enter_async_context(telegram_parts(bot))
            if telegram_pushes:
                deliverers["telegram"] = telegram.deliver
                parts = bot.settings, bot.backend, bot.texts, bot.metrics
                couriers.append(await stack.enter_async_context(staff_courier(*parts)))
            late["telegram"] = telegram.send_late
            routes += telegram.routes
        routes += bot.web_routes(public_url, telegram.username if telegram is not None else None)
        async with asyncio.TaskGroup() as group:
            loops = [
                *(group.create_task(courier.run_forever()) for courier in (bot.courier(deliverers), *couriers)),
                group.create_task(run_late(bot.inbox, late)),
                group.create_task(_forget(bot)),
            ]
            if telegram is not None:
                loops.append(group.create_task(telegram.run()))
            try:
                yield routes
            finally:
                for loop in loops:
                    loop.cancel()


def _late_web(bot: Bot) -> SendLate:
    async def send(late: Late) -> None:
        # a key of its own: under the turn's stands that it has to wait
        await bot.log.append(late.chat, f"late:{late.key}", late.reply.messages, bot.clock())
        await bot.inbox.mark_late_sent(late)

    return send


async def _forget(bot: Bot) -> None:
    while True:
        try:
            await bot.log.forget(bot.clock())
            await bot.store.forget(bot.clock() - REPLIES_KEPT)
            await bot.store.forget_unclear(bot.clock() - SENTENCES_KEPT)
        except (SQLAlchemyError, OSError) as error:
            log.warning("nothing forgotten: %s", type(error).__name__)
        await asyncio.sleep(FORGET_SECONDS)


def load_interpreter(data_dir: Path) -> Interpreter:
    """The embedded interpreter; trained at the first start."""
    from nlu.embedded import load_interpreter as load

    return load(data_dir / "nlu")
