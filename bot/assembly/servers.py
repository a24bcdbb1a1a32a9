"""``hisnik serve`` and its parts: each behind its front, wired as soon as what it needs is there, with a clean end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from backend.demo.mailbox import running_mailbox
from bot.app import serving
from bot.assembly import databases
from bot.assembly.front import Front, bind, live
from bot.assembly.house import backend_client, backend_wing, bot_alone, house, interpreter_of
from bot.assembly.keys import Keyring
from bot.assembly.mail_in import demo_mail, listening, mailed_back
from bot.assembly.metrics import job_queue, message_queue, new_registry, queues, turn_queue
from bot.assembly.probes import HEALTH, TO_CHAT, backend_answers, database_answers, joined, ready_route, watched
from bot.assembly.staff import demo_logins
from bot.backend import BackendClient, Keys
from bot.demo.app import DemoPage
from bot.dialogue.texts import load_texts
from bot.errors import SettingsError
from bot.metrics import BotMetrics, watch_courier

log = logging.getLogger(__name__)
Say = Callable[[str], None]
"""Hears the address when the part answers there."""


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


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


async def behind_front(keys: Keyring, part: Callable[[Front], Coroutine[Any, Any, None]]) -> None:
    """Runs a part at ``HOST`` and ``PORT``. Raises ``SettingsError``, ``CannotStart``."""
    with bind(keys.bot.host, keys.bot.port) as taken:
        await live(taken, part)


async def until_ended() -> None:
    """``live`` cancels it."""
    await asyncio.Event().wait()


# what runs


async def serve(keys: Keyring, say: Say, *, demo: bool = False, keep: bool = False, tell: Say = lambda _: None) -> None:
    """Everything in one process. ``demo``: on demo data, with a mailbox and the page that shows it; ``tell`` hears who
    of the demo's staff may log in.
    """

    keys = demo_mail(keys) if demo else keys

    async def part(front: Front) -> None:
        async with AsyncExitStack() as stack:
            public = keys.bot.address(front.port)

            async def prepared() -> str:
                url = await stack.enter_async_context(databases.server(keys))
                if demo:
                    url = await databases.kept_demo(url, keys, now().astimezone().date(), keep=keep)
                await databases.migrate(url, front.lacks)
                return url

            interpreter, url = await asyncio.gather(interpreter_of(keys, stack), prepared())
            mailbox = await stack.enter_async_context(running_mailbox()) if demo else None
            own_mail = mailbox.url if mailbox is not None else None
            registry = new_registry()
            both = await stack.enter_async_context(
                house(keys, url, now, interpreter, public_url=public, smtp_url=own_mail, registry=registry)
            )
            mail_in = await stack.enter_async_context(listening(both.backend, registry))
            probes = message_queue(registry), job_queue(registry), turn_queue(registry, now)
            metrics = watched(keys, registry, queues(registry, both.backend.engine, *probes))
            routes = await stack.enter_async_context(serving(both.bot, public))
            if mailbox is not None:
                page = DemoPage(
                    both.bot.texts, lambda: mailbox.mails, keys.bot.telegram_token is not None, mailed_back(mail_in)
                )
                routes = [*routes, *page.routes()]
            else:
                routes = [*routes, TO_CHAT]
            faults = both.bot.metrics.faults
            ready = ready_route(database_answers(both.backend.engine), backend_answers(both.bot.backend), *faults)
            async with beside(both.backend.loops(0.3 if demo else 1.0)):
                await front.open(joined([HEALTH, ready, metrics, *routes], both.backend.app))
                say(public if demo else f"{public}/chat")
                if demo:
                    tell(await demo_logins(url, keys, now(), public, both.backend.app.state.parts.files))
                await until_ended()

    await behind_front(keys, part)


async def serve_backend(keys: Keyring, say: Say, *, works: bool = True) -> None:
    """The backend alone. ``works`` False: ``hisnik worker`` runs jobs and sends mails."""

    async def part(front: Front) -> None:
        async with AsyncExitStack() as stack:
            public = keys.bot.address(front.port)
            url = await stack.enter_async_context(databases.server(keys))
            await databases.migrate(url, front.lacks)
            registry = new_registry()
            wing = await stack.enter_async_context(
                backend_wing(keys, url, now, public_url=public, smtp_url=None, registry=registry)
            )
            await stack.enter_async_context(listening(wing, registry))
            metrics = watched(
                keys, registry, queues(registry, wing.engine, message_queue(registry), job_queue(registry))
            )
            async with beside(*([wing.loops()] if works else [])):
                routes = [HEALTH, ready_route(database_answers(wing.engine)), metrics]
                await front.open(joined(routes, wing.app))
                say(public)
                await until_ended()

    await behind_front(keys, part)


async def serve_courier(keys: Keyring, say: Say) -> None:
    """The courier alone, for Telegram: needs the backend, and neither database nor understanding.

    Without a token it only says that it lives: where the parts are started together, Telegram is a choice.
    """
    url = keys.bot.backend_url
    if url is None:
        raise SettingsError("the courier needs BACKEND_URL and TELEGRAM_TOKEN (hisnik serve delivers by itself)")

    async def part(front: Front) -> None:
        async with AsyncExitStack() as stack:
            backend = BackendClient(
                await stack.enter_async_context(backend_client(url, keys.service_token)), Keys("courier")
            )
            registry, checks = new_registry(), [backend_answers(backend)]
            counted, loops = BotMetrics.on(registry), list[Coroutine[Any, Any, None]]()
            if keys.bot.telegram_token is None:
                log.warning("TELEGRAM_TOKEN is not set: the courier sends nothing")
            else:
                from bot.telegram_wiring import staff_courier, telegram_courier

                courier = await stack.enter_async_context(telegram_courier(keys.bot, backend, load_texts(), counted))
                staff = await stack.enter_async_context(staff_courier(keys.bot, backend, load_texts(), counted))
                loops += [courier.run_forever(), staff.run_forever()]
                checks.append(courier.refused)
                watch_courier(registry, courier)
            routes = [HEALTH, ready_route(*checks), watched(keys, registry)]
            async with beside(*loops):
                await front.open(joined(routes, None))
                say(keys.bot.address(front.port))
                await until_ended()

    await behind_front(keys, part)


async def serve_bot(keys: Keyring, say: Say, *, telegram_pushes: bool = True) -> None:
    """The bot alone; the backend is reached over HTTP. ``telegram_pushes`` False: ``hisnik courier`` sends them."""

    async def part(front: Front) -> None:
        async with AsyncExitStack() as stack:
            public = keys.bot.address(front.port)

            async def prepared() -> str:
                url = await stack.enter_async_context(databases.server(keys))
                await databases.migrate_bot_alone(url, front.lacks)
                return url

            interpreter, url = await asyncio.gather(interpreter_of(keys, stack), prepared())
            registry = new_registry()
            bot = await stack.enter_async_context(bot_alone(keys, url, now, interpreter, registry))
            metrics = watched(keys, registry, queues(registry, bot.engine, turn_queue(registry, now)))
            routes = await stack.enter_async_context(serving(bot, public, telegram_pushes=telegram_pushes))
            ready = ready_route(database_answers(bot.engine), backend_answers(bot.backend), *bot.metrics.faults)
            await front.open(joined([HEALTH, ready, metrics, *routes, TO_CHAT], None))
            say(f"{public}/chat")
            await until_ended()

    await behind_front(keys, part)
