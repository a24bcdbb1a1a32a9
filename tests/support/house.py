"""Both sides over real HTTP against the stand-in: staff in their group, residents in their chats, a real backend between them.

What residents write is put into the backend as the bot's feature does; their answers come by the residents' courier.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from sqlalchemy import update

from backend.database import Sessions, transaction
from backend.providers.models import Provider
from bot.backend import BackendClient, Keys
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.channel import TelegramChannel, make_bot
from bot.channels.telegram.fetching import TelegramFiles
from bot.channels.telegram.staff import StaffDesk
from bot.dialogue.texts import load_texts
from bot.metrics import BotMetrics
from bot.settings import BotSettings
from bot.telegram_wiring import staff_courier, telegram_courier
from tests.backend.people import Person, meet
from tests.backend.tickets.opening import key
from tests.bot.channels.telegram.world import FakeDesk, hooked
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat, Posted


@dataclass
class Wire:
    """To the backend; while ``down`` nothing passes."""

    http: httpx.AsyncClient
    down: bool = False

    async def request(self, method: str, url: str, **more: Any) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("down")
        return await self.http.request(method, url, **more)


@dataclass
class House:
    """``group`` is the staff's; ``maja`` is in it, and in ``other``, where there is one."""

    telegram: StandIn
    http: httpx.AsyncClient
    wire: Wire
    sessions: Sessions
    group: Chat
    maja: Chat
    people: dict[int, Person] = field(default_factory=dict)
    other: Chat | None = None
    """Another provider's group."""

    async def resident(self, name: str = "Ana") -> Chat:
        """Someone who has a chat with the bot, and no link."""
        chat = self.telegram.person(name)
        self.telegram.user_starts(chat)
        self.people[chat.id] = await meet(self.http, str(chat.id), "telegram")
        return chat

    async def opens(self, chat: Chat, text: str, *files: tuple[str, bytes], **more: object) -> dict[str, Any]:
        """A new ticket; gives what the backend says of it."""
        return await self._writes(chat, "tickets", {"provider": "komunala", "topic": "billing", **more}, text, files)

    async def writes(self, chat: Chat, ticket: int, text: str, *files: tuple[str, bytes]) -> dict[str, Any]:
        """Another message."""
        return await self._writes(chat, f"tickets/{ticket}/messages", {}, text, files)

    async def _writes(
        self, chat: Chat, path: str, body: dict[str, object], text: str, files: tuple[tuple[str, bytes], ...]
    ) -> dict[str, Any]:
        person, ids = self.people[chat.id], []
        for name, data in files:
            where = f"/v1/residents/{person.id}/files"
            stored = await self.http.post(where, params={"name": name}, content=data, headers=key())
            assert stored.status_code == 200, stored.text
            ids.append(stored.json()["id"])
        said = {"text": text, "files": ids, "chat_id": person.chat_id}
        answer = await person.post(path, body | said)
        assert answer.status_code == 200, answer.text
        received: dict[str, Any] = answer.json()
        return received

    async def thread(self, number: int) -> int:
        """The topic of the ticket with this number, once it has its head and a message."""
        await self.telegram.until(lambda: self._named(number) and len(self.said(self._named(number)[0])) >= 2)
        return self._named(number)[0]

    def _named(self, number: int) -> list[int]:
        return [topic.id for topic in self.group.topics.values() if topic.name.startswith(f"#{number} ")]

    def topics(self, number: int) -> int:
        """How many topics a ticket has."""
        return len(self._named(number))

    def said(self, thread: int) -> list[str]:
        """What the bot wrote in a topic."""
        return [m.text for m in self.telegram.in_topic(self.group, thread) if m.sender is self.telegram.world.bot]

    async def until_said(self, thread: int, part: str) -> Posted:
        """Waits until the bot has written this in a topic."""
        await self.telegram.until(lambda: any(part in text for text in self.said(thread)))
        return next(m for m in self.telegram.in_topic(self.group, thread) if part in m.text)

    async def until_heard(self, chat: Chat, part: str) -> Posted:
        """Waits until a resident has got this."""
        await self.telegram.until(lambda: any(part in text for text in self.telegram.texts(chat)))
        return next(m for m in self.telegram.from_bot(chat) if part in m.text)

    def answers(self, thread: int, text: str) -> Posted:
        """Maja writes in a topic."""
        return self.telegram.user_says(self.group, text, by=self.maja, thread=thread)

    async def answers_in_vain(self, thread: int, text: str) -> None:
        """Maja writes while the backend is away, until she is told that nothing is lost; it stays away."""
        self.wire.down = True
        self.answers(thread, text)
        await self.until_said(thread, "ni izgubljeno")

    async def messages(self, chat: Chat, ticket: int) -> list[dict[str, Any]]:
        """The ticket's messages as its resident sees them."""
        whole = await self.http.get(f"/v1/residents/{self.people[chat.id].id}/tickets/{ticket}")
        found: list[dict[str, Any]] = whole.json()["messages"]
        return found


async def gives_group(sessions: Sessions, group: Chat, slug: str = "komunala") -> None:
    """The provider's staff meet there."""
    async with transaction(sessions) as session:
        await session.execute(update(Provider).where(Provider.slug == slug).values(staff_group_id=group.id))


@dataclass(frozen=True, slots=True)
class How:
    """``minute``: messages a minute in one group, ``now``: by this clock. ``webhook``: updates come so, or they are polled.

    ``other``: a second provider with a group.
    """

    minute: int | None = None
    now: Callable[[], float] = time.monotonic
    webhook: bool = False
    other: str | None = None


@asynccontextmanager
async def at_work(http: httpx.AsyncClient, sessions: Sessions, how: How = How(), **group: Any) -> AsyncIterator[House]:
    """The channel and both couriers run. ``group``: as ``StandIn.group``."""
    async with StandIn() as telegram:
        maja = telegram.person("Maja")
        as_asked: dict[str, Any] = {"forum": True, "bot_status": "administrator", **group}
        chat = telegram.group("Podpora", maja, **as_asked)
        await gives_group(sessions, chat)
        house = House(telegram, http, Wire(http), sessions, chat, maja)
        if how.other is not None:
            house.other = telegram.group("Druga podpora", maja, **as_asked)
            await gives_group(sessions, house.other, how.other)
        async with _running(house, how):
            yield house


@asynccontextmanager
async def _running(house: House, how: How) -> AsyncIterator[None]:
    telegram = house.telegram
    settings = BotSettings(telegram_token=SecretStr(telegram.token), telegram_api_base=telegram.base_url)
    texts, metrics = load_texts(strict=True), BotMetrics.on(CollectorRegistry())
    backend = BackendClient(house.wire, Keys("bot"))
    api = make_bot(telegram.token, telegram.base_url)
    calls = Calls(api)
    staff = StaffDesk(calls, backend, texts["sl"], TelegramFiles(calls))
    channel = TelegramChannel(calls, FakeDesk(telegram.world.changes), backend.file, texts, {"sl": [], "en": []}, staff)
    async with (
        staff_courier(settings, backend, texts, metrics, minute=how.minute, now=how.now) as to_group,
        telegram_courier(settings, backend, texts, metrics) as to_residents,
        hooked(channel, telegram) if how.webhook else _polling(channel),
        asyncio.TaskGroup() as group,
    ):
        loops = [
            group.create_task(to_group.run_forever(idle_seconds=0.05)),
            group.create_task(to_residents.run_forever(idle_seconds=0.05)),
        ]
        try:
            yield
        finally:
            for loop in loops:
                loop.cancel()
    await api.session.close()


@asynccontextmanager
async def _polling(channel: TelegramChannel) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        polling = group.create_task(channel.run_polling())
        try:
            yield
        finally:
            polling.cancel()
