"""Wiring of Telegram: only imported where there is a token, so nobody else waits for its libraries."""

import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from starlette.routing import BaseRoute

from backend.ledger.contract import STAFF_CHANNEL, Outcome, PushView
from bot.app import Bot, make_courier
from bot.backend import BackendClient
from bot.channels.telegram.calls import Calls, Token
from bot.channels.telegram.channel import TelegramChannel, make_bot
from bot.channels.telegram.fetching import TelegramFiles
from bot.channels.telegram.incoming import CHANNEL
from bot.channels.telegram.naming import username_of
from bot.channels.telegram.profile import commands_of
from bot.channels.telegram.staff import StaffDesk
from bot.channels.web.handover import Username
from bot.dialogue.inbox import Late
from bot.dialogue.late import SendLate
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Message
from bot.metrics import BotMetrics
from bot.push.budget import staff_budget
from bot.push.claims import Batches
from bot.push.courier import Courier
from bot.push.delivery import REFUSED, Carry, Deliver, Delivery
from bot.push.staff import StaffCarrier
from bot.push.staff_calls import MOST, Minutes, StaffRequest
from bot.push.staff_rights import Rights
from bot.push.staff_topics import Topics
from bot.push.telegram import TelegramDeliverer, limited_bot
from bot.push.telegram_files import FilesDeliverer
from bot.settings import BotSettings
from bot.watching import watched

STAFF_RATE = 5.0
"""Calls a second into all staff groups, beside ``TELEGRAM_RATE`` for residents: Telegram allows about 30 in all."""


@dataclass(frozen=True, slots=True)
class TelegramParts:
    """``run`` serves until cancelled."""

    run: Callable[[], Coroutine[Any, Any, None]]
    deliver: Deliver
    routes: list[BaseRoute]
    username: Username
    """The bot's name, once Telegram has said it."""
    send_late: SendLate
    """Queues a reply of ``Inbox.retry_due``; marked when it was sent."""


@asynccontextmanager
async def telegram_parts(bot: Bot) -> AsyncIterator[TelegramParts]:
    """Polling, or a webhook where one is set; and the deliverer of pushes."""
    settings = bot.settings
    assert settings.telegram_token is not None
    token = settings.telegram_token.get_secret_value()
    api = make_bot(token, settings.telegram_api_base)
    texts = bot.texts
    calls = Calls(api)
    fetch = bot.receiving.fetches[CHANNEL] = TelegramFiles(calls)
    staff = StaffDesk(calls, bot.backend, texts["sl"], fetch)
    commands = commands_of(bot.registry, texts)
    channel = TelegramChannel(calls, bot.desk, bot.backend.file, texts, commands, staff)
    routes: list[BaseRoute] = []
    run: Callable[[], Coroutine[Any, Any, None]] = channel.run_polling
    url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret
    if url and secret:
        hook, key = url, secret.get_secret_value()
        routes = [channel.webhook_route(key)]

        async def run_webhook() -> None:
            await channel.run_webhook(hook, key)

        run = run_webhook

    bot.metrics.faults.append(calls.token.fault)

    async def send_late(late: Late) -> None:
        channel.send_late(late, bot.inbox.mark_late_sent)

    try:
        async with limited_bot(token, settings.telegram_api_base, rate=settings.telegram_rate or None) as limited:
            deliver = _telling(FilesDeliverer(TelegramDeliverer(limited), bot.backend.file), calls.token)
            yield TelegramParts(run, deliver, routes, lambda: username_of(api), send_late)
    finally:
        await api.session.close()


def _telling(deliver: Deliver, token: Token) -> Deliver:
    """The same, and ``token`` hears whether Telegram takes it."""

    async def send(external_id: str, message: Message) -> Delivery:
        delivery = await deliver(external_id, message)
        if delivery.error == REFUSED or delivery.outcome is Outcome.sent:
            token.refused = delivery.error == REFUSED
        return delivery

    return send


@asynccontextmanager
async def telegram_courier(
    settings: BotSettings, backend: BackendClient, texts: Mapping[str, Texts], metrics: BotMetrics
) -> AsyncIterator[Courier]:
    """Delivers pushes to Telegram and does nothing else."""
    assert settings.telegram_token is not None
    token = settings.telegram_token.get_secret_value()
    async with limited_bot(token, settings.telegram_api_base, rate=settings.telegram_rate or None) as limited:
        yield make_courier(
            settings,
            backend,
            texts,
            watched({"telegram": FilesDeliverer(TelegramDeliverer(limited), backend.file)}, metrics),
        )


@asynccontextmanager
async def staff_courier(
    settings: BotSettings,
    backend: BackendClient,
    texts: Mapping[str, Texts],
    metrics: BotMetrics,
    *,
    minute: int | None = None,
    now: Callable[[], float] = time.monotonic,
) -> AsyncIterator[Courier]:
    """Brings tickets into the staff's groups: its own lease, its own pace, a lane for each group.

    ``minute``: messages a minute in one group, for a Bot API server without that limit; its pace is not kept either. ``now``: the
    clock by which minutes are counted; it never goes back.
    """
    assert settings.telegram_token is not None
    token, owner = settings.telegram_token.get_secret_value(), f"staff-{uuid4().hex[:12]}"
    request = StaffRequest()
    async with limited_bot(
        token, settings.telegram_api_base, rate=STAFF_RATE if minute is None else None, request=request, groups=False
    ) as limited:
        topics = Topics(limited, owner, texts["sl"], Minutes(minute or MOST, now), Rights(limited))
        yield Courier(
            backend,
            texts,
            owner,
            {},
            budgets={STAFF_CHANNEL: staff_budget(token)},
            batches=Batches(10, 30),
            carriers={STAFF_CHANNEL: _counted(StaffCarrier(topics, backend), metrics)},
            lane=lambda push: push.external_id,
        )


def _counted(carry: Carry, metrics: BotMetrics) -> Carry:
    async def counted(push: PushView) -> Delivery:
        delivery = await carry(push)
        metrics.pushes.labels(push.channel, delivery.outcome.value).inc()
        return delivery

    return counted
