"""Telegram as a conversation's channel: the bot polls the stand-in over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import Bot
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.channel import TelegramChannel, make_bot
from bot.channels.telegram.fetching import TelegramFiles
from bot.channels.telegram.profile import commands_of
from bot.push.delivery import Deliver
from bot.push.telegram import TelegramDeliverer, limited_bot
from bot.push.telegram_files import FilesDeliverer
from tests.bot.channels.telegram.visit import Noting, Visit
from tests.conversations.drivers import SeenMessage
from tests.conversations.samples import SAMPLES
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Posted


@dataclass(slots=True)
class TelegramDriver:
    """One resident's private chat; every file is fetched."""

    visit: Visit
    deliver: Deliver
    channel: str = "telegram"
    newest: Posted | None = None
    """The resident's last message, which ``edit`` changes."""

    @property
    def chat(self) -> str:
        return str(self.visit.chat.id)

    async def say(self, text: str) -> list[SeenMessage]:
        say = self.visit.telegram.user_says
        return self._seen(await self.visit.does(lambda: self._keep(say(self.visit.chat, text))))

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

    async def send(self, word: str, caption: str = "") -> list[SeenMessage]:
        sample, telegram, chat = SAMPLES[word], self.visit.telegram, self.visit.chat
        if sample.data is None:
            return self._seen(await self.visit.does(lambda: telegram.user_sends_kind(chat, sample.kind)))
        content = telegram.people.file(sample.kind, sample.name, sample.data, mime=sample.mime)
        content |= {"caption": caption} if caption else {}
        return self._seen(await self.visit.does(lambda: self._keep(telegram.user_sends(chat, content))))

    async def album(self, words: Sequence[str], caption: str = "") -> list[SeenMessage]:
        telegram, chat = self.visit.telegram, self.visit.chat
        files = [(SAMPLES[word].kind, SAMPLES[word].name, SAMPLES[word].data or b"") for word in words]

        def act() -> None:
            self.newest = telegram.user_sends_album(chat, files, caption)[0]

        return self._seen(await self.visit.does(act, turns=len(words)))

    async def edit(self, text: str) -> list[SeenMessage]:
        assert self.newest is not None
        newest = self.newest
        return self._seen(await self.visit.does(lambda: self.visit.telegram.user_edits(newest, text)))

    def _keep(self, message: Posted) -> None:
        self.newest = message

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
        calls = Calls(api)
        bot.receiving.fetches["telegram"] = TelegramFiles(calls)
        channel = TelegramChannel(calls, desk, bot.backend.file, bot.texts, commands)
        chat = telegram.person("Janez <b>&*_", language_code=language)
        chat.started = True
        try:
            async with limited_bot(telegram.token, telegram.base_url) as limited, asyncio.TaskGroup() as group:
                serving = group.create_task(channel.run_polling())
                yield TelegramDriver(
                    Visit(telegram, chat, desk), FilesDeliverer(TelegramDeliverer(limited), bot.backend.file)
                )
                serving.cancel()
        finally:
            await api.session.close()
