"""What comes later than its turn: replies after a backend that was down, and pushes of the real ledger."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from backend.database import Sessions, transaction
from backend.ledger.contract import Event
from backend.ledger.models import CourierLease, OutgoingMessage
from backend.ledger.service import plan_push
from backend.residents.models import Chat
from bot.push.telegram import TelegramDeliverer, limited_bot
from tests.bot.channels.telegram.conftest import Real
from tests.bot.channels.telegram.visit import Visit, said
from tests.bot.channels.telegram.world import polling
from tests.conftest import DEMO_NOW, MovableClock
from tests.telegram_server.errors import too_many


async def test_turns_of_a_backend_that_was_down_are_answered_late(real: Real, clock: MovableClock) -> None:
    telegram, inbox = real.world.telegram, real.house.inbox
    visit = Visit(telegram, telegram.person(), real.desk)
    async with polling(real.world):
        await visit.says("/start")
        real.wire.down = True
        first = len(telegram.from_bot(visit.chat))
        told = await visit.says("cenik komunale")
        await telegram.until_answered(visit.chat, first + 1)
        assert "shranil" in said(told + visit.arrived())
        assert await visit.says("uradne ure komunale") == []
        real.wire.down = False
        clock.forward(timedelta(minutes=10))
        late = await inbox.retry_due()
        assert len(late) == 2
        for reply in late:
            real.world.channel.send_late(reply, inbox.mark_late_sent)
        wanted = sum(len(entry.reply.messages) for entry in late)
        before = len(telegram.from_bot(visit.chat))
        await telegram.until(lambda: len(telegram.from_bot(visit.chat)) >= before + wanted)
        assert "shranil" not in said(visit.arrived())
        await visit.says("pomoč")  # behind them in the chat's lane: by now they are marked
    clock.forward(timedelta(minutes=10))
    assert await inbox.retry_due() == []


async def plan(sessions: Sessions, key: str) -> None:
    async with transaction(sessions) as session:
        chat = (await session.scalars(select(Chat).where(Chat.channel == "telegram"))).one()
        values = {"email": "a@example.com"}
        await plan_push(session, dedupe_key=key, chat=chat, event=Event.email_confirmed, values=values, now=DEMO_NOW)


async def reachable(sessions: Sessions) -> bool:
    async with sessions() as session:
        return (await session.scalars(select(Chat.reachable).where(Chat.channel == "telegram"))).one()


# the library warns about a type that it will change one day; both types are read
@pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")
async def test_a_push_waits_for_a_429_and_a_block_ends_with_start(real: Real, sessions: Sessions) -> None:
    telegram = real.world.telegram
    visit = Visit(telegram, telegram.person(), real.desk)
    async with polling(real.world), limited_bot(telegram.token, telegram.base_url) as limited:
        courier = real.house.courier({"telegram": TelegramDeliverer(limited)})
        await visit.says("/start")
        await plan(sessions, "one")
        telegram.faults.plan(too_many(1), "sendMessage")
        assert await courier.run_once() == 1
        assert visit.arrived() == []
        async with transaction(sessions) as session:
            await session.execute(update(OutgoingMessage).values(not_before=DEMO_NOW - timedelta(days=30000)))
        assert await courier.run_once() == 0, "the token is held back, not the row alone"
        await courier.budget.give_back()
    async with polling(real.world), limited_bot(telegram.token, telegram.base_url) as limited:
        courier = real.house.courier({"telegram": TelegramDeliverer(limited)})
        async with transaction(sessions) as session:
            await session.execute(update(CourierLease).values(held_until=None))
        assert await courier.run_once() == 1
        assert "potrjen" in said(visit.arrived())

        telegram.blocks(visit.chat)
        await plan(sessions, "two")
        await courier.run_once()
        assert not await reachable(sessions)
        telegram.blocks(visit.chat, blocked=False)
        await visit.says("/start")
        assert await reachable(sessions)
        await plan(sessions, "three")
        await courier.run_once()
        assert "potrjen" in said(visit.arrived())
