"""Telegram as a conversation's channel: the bot polls the stand-in over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import Bot
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.channel import TelegramChannel, make_bot
from bot.channels.telegram.profile import commands_of
from bot.dialogue.turn import Kind
from bot.push.courier import Deliver
from bot.push.telegram import TelegramDeliverer, limited_bot
from tests.bot.channels.telegram.visit import Noting, Visit
from tests.conversations.drivers import SeenMessage
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Posted


@dataclass(slots=True)
class TelegramDriver:
    """One resident's private chat; every file is fetched."""

    visit: Visit
    deliver: Deliver
    channel: str = "telegram"

    @property
    def chat(self) -> str:
        return str(self.visit.chat.id)

    async def say(self, text: str) -> list[SeenMessage]:
        return self._seen(await self.visit.says(text))

    async def press(self, label: str) -> list[SeenMessage]:
        return self._seen(await self.visit.presses(label))

    async def press_data(self, data: str) -> list[SeenMessage]:
        telegram, chat = self.visit.telegram, self.visit.chat
        if not telegram.from_bot(chat):  # a button hangs under some message
            telegram.world.post(chat, telegram.world.bot, {"text": "…"})
            self.visit.arrived()
        return self._seen(await self.visit.presses_data(data))

    async def start(self, payload: str) -> list[SeenMessage]:
        return self._seen(await self.visit.does(lambda: self.visit.telegram.user_starts(self.visit.chat, payload)))

    async def send(self, kind: Kind) -> list[SeenMessage]:
        return self._seen(await self.visit.does(lambda: self.visit.telegram.user_sends_kind(self.visit.chat, kind)))

    async def pushes(self) -> list[SeenMessage]:
        return self._seen(self.visit.arrived())

    def _seen(self, messages: list[Posted]) -> list[SeenMessage]:
        return [SeenMessage(message.text, tuple(message.labels), self._files(message)) for message in messages]

    def _files(self, message: Posted) -> tuple[str, ...]:
        if message.file_id is None:
            return ()
        stored = self.visit.telegram.world.files[message.file_id]
        assert stored.data
        return (stored.name,)


@asynccontextmanager
async def telegram_driver(bot: Bot, language: str) -> AsyncIterator[TelegramDriver]:
    """The channel serves while the block runs."""
    async with StandIn() as telegram:
        api = make_bot(telegram.token, telegram.base_url)
        desk = Noting(bot.inbox, telegram)
        commands = commands_of(bot.registry, bot.texts)
        channel = TelegramChannel(Calls(api), desk, bot.backend.file, bot.texts, commands)
        chat = telegram.person("Janez <b>&*_", language_code=language)
        chat.started = True
        try:
            async with limited_bot(telegram.token, telegram.base_url) as limited, asyncio.TaskGroup() as group:
                serving = group.create_task(channel.run_polling())
                yield TelegramDriver(Visit(telegram, chat, desk), TelegramDeliverer(limited))
                serving.cancel()
        finally:
            await api.session.close()
