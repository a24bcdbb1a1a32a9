"""The courier's wiring over real HTTP, backend and Telegram's stand-in at both ends, when the bot is refused or blocked."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text, update

from backend.database import Sessions, transaction
from backend.ledger.contract import Event
from backend.ledger.models import CourierLease, OutgoingMessage
from backend.ledger.troubles import troubles
from backend.residents.models import Chat
from bot.assembly.house import backend_client
from bot.backend import BackendClient, Keys
from bot.dialogue.texts import load_texts
from bot.push.budget import telegram_budget
from bot.push.claims import Batches
from bot.push.courier import Courier
from bot.push.delivery import REFUSED
from bot.push.telegram import TelegramDeliverer, limited_bot
from tests.bot.push.test_crash import plan, served, states
from tests.conftest import SERVICE_TOKEN
from tests.telegram_server.errors import unauthorised
from tests.telegram_server.standin import StandIn

MANY = 2000
BLOCKED = """
INSERT INTO backend.outgoing_messages
    (kind, dedupe_key, recipient, chat_id, content, state, attempts, not_before, created_at)
    SELECT 'push', 'many:' || n, 'telegram', :chat, '{"event": "reading-reminder", "values": {}}', 'planned', 0, now(), now()
    FROM generate_series(1, :many) n"""


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as telegram:
        yield telegram


@pytest.fixture
async def client(backend_app: FastAPI) -> AsyncIterator[BackendClient]:
    async with served(backend_app) as url, backend_client(url, SERVICE_TOKEN) as http:
        yield BackendClient(http, Keys("courier"))


@pytest.fixture
async def courier(telegram: StandIn, client: BackendClient) -> AsyncIterator[Courier]:
    async with limited_bot(telegram.token, telegram.base_url, rate=None) as bot:
        budgets = {"telegram": telegram_budget(telegram.token)}
        deliverers = {"telegram": TelegramDeliverer(bot)}
        yield Courier(client, load_texts(), "one", deliverers, budgets=budgets, batches=Batches(100, 300))


async def test_a_token_revoked_in_the_middle_loses_nothing(
    courier: Courier, http: httpx.AsyncClient, sessions: Sessions, telegram: StandIn
) -> None:
    """Nothing is sent and nothing fails while it is refused; staff are told; then it goes on."""
    await plan(http, sessions, telegram, Event.reading_reminder)
    refusal = telegram.faults.plan(unauthorised(), "sendMessage", times=100)
    assert await courier.refused() is None
    await courier.run_once()
    assert await states(sessions) == {"planned": 12}
    assert await courier.refused() == "telegram refuses the token"
    assert await courier.run_once() == 0, "the token is held back"
    async with sessions() as session:
        told = [(one.state, one.reason) for one in await troubles(session)]
        assert ("planned", REFUSED) in told
        assert set((await session.scalars(select(OutgoingMessage.attempts))).all()) == {0}
    refusal.times = 0
    async with transaction(sessions) as session:  # what a minute would do, or a new token's own budget
        await session.execute(update(CourierLease).values(held_until=func.now()))
        await session.execute(update(OutgoingMessage).values(not_before=func.now()))
    courier._held_until = 0.0
    await courier.run_once()
    assert await states(sessions) == {"sent": 12}
    assert await courier.refused() is None


async def test_thousands_to_chats_that_blocked_the_bot_end_without_calls(
    courier: Courier, http: httpx.AsyncClient, sessions: Sessions, telegram: StandIn
) -> None:
    """One learns it by a 403; the rest end in the backend, a batch a claim."""
    await plan(http, sessions, telegram, Event.reading_reminder)
    for chat in telegram.world.chats.values():
        telegram.blocks(chat)
    await courier.run_once()
    assert await states(sessions) == {"blocked": 12}
    calls = len(telegram.called("sendMessage"))
    async with transaction(sessions) as session:
        chat_id = await session.scalar(select(func.min(Chat.id)).where(~Chat.reachable))
        await session.execute(text(BLOCKED), {"chat": chat_id, "many": MANY})
    claims = 0
    while await courier.run_once():
        claims += 1
    assert await states(sessions) == {"blocked": 12 + MANY}
    assert claims == MANY / 100
    assert len(telegram.called("sendMessage")) == calls
