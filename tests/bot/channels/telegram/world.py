"""A desk that answers as told, and the Telegram channel on it, over real HTTP against the stand-in."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette

from bot.backend import BackendDown
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.channel import TelegramChannel, make_bot
from bot.dialogue.texts import LANGUAGES, load_texts
from bot.dialogue.turn import Message, Reply, Said, Turn
from tests.telegram_server.changes import Changes
from tests.telegram_server.pictures import png
from tests.telegram_server.standin import StandIn

SECRET = "hook-secret"
PNG = png()


def echo(turn: Turn) -> Reply:
    said = turn.content.text if isinstance(turn.content, Said) else type(turn.content).__name__
    return Reply((Message(f"odgovor na {said}"),))


@dataclass
class FakeDesk:
    """Keeps each turn once, as the real inbox does; ``down`` times it raises ``BackendDown`` first."""

    changes: Changes
    answer: Callable[[Turn], Reply] = echo
    down: int = 0
    turns: list[Turn] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    replies: dict[str, Reply] = field(default_factory=dict)
    held: dict[str, asyncio.Event] = field(default_factory=dict)

    async def receive(self, turn: Turn) -> Reply:
        if self.down:
            self.down -= 1
            raise BackendDown("down")
        if turn.chat in self.held:
            await self.held[turn.chat].wait()
        if turn.key not in self.replies:
            self.turns.append(turn)
            self.replies[turn.key] = self.answer(turn)
        return self.replies[turn.key]

    async def mark_sent(self, turn: Turn) -> None:
        self.sent.append(turn.key)
        self.changes.changed()


@dataclass
class Files:
    """Attachments; ``down`` times there is no backend."""

    data: bytes = PNG
    down: int = 0
    asked: list[str] = field(default_factory=list)

    async def __call__(self, source: str) -> bytes:
        self.asked.append(source)
        if self.down:
            self.down -= 1
            raise BackendDown("down")
        return self.data


@dataclass
class World:
    """``pauses``: seconds the channel would have waited."""

    telegram: StandIn
    desk: FakeDesk
    files: Files
    channel: TelegramChannel
    pauses: list[float]


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    """The channel, not running yet."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    async with StandIn() as telegram:
        bot = make_bot(telegram.token, telegram.base_url)
        desk, files = FakeDesk(telegram.world.changes), Files()
        commands = {language: [("odcitek", "Oddaj stanje")] for language in LANGUAGES}
        channel = TelegramChannel(Calls(bot, pause), desk, files, load_texts(strict=True), commands)
        yield World(telegram, desk, files, channel, pauses)
        await bot.session.close()


@asynccontextmanager
async def polling(made: World) -> AsyncIterator[World]:
    """The channel polls."""
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(made.channel.run_polling())
        yield made
        serving.cancel()


@asynccontextmanager
async def by_webhook(made: World) -> AsyncIterator[World]:
    """The channel behind a real web server."""
    async with hooked(made.channel, made.telegram):
        yield made


@asynccontextmanager
async def hooked(channel: TelegramChannel, telegram: StandIn) -> AsyncIterator[None]:
    """``by_webhook``, of any channel."""
    app = Starlette(routes=[channel.webhook_route(SECRET)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    async with asyncio.TaskGroup() as group:
        listening = group.create_task(server.serve())
        async with asyncio.timeout(10):
            while not server.started:
                await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}/telegram/webhook"
        serving = group.create_task(channel.run_webhook(url, SECRET))
        try:
            yield
        finally:
            serving.cancel()
            telegram.webhook.set("", None, None)
            server.should_exit = True
            await listening
