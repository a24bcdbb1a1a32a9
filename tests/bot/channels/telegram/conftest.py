"""The channel on the real house, over real HTTP against the stand-in; its backend can be taken away."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import Bot, load_interpreter
from bot.app import make_bot as make_house
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.channel import TelegramChannel, make_bot
from bot.channels.telegram.profile import commands_of
from bot.dialogue.texts import load_texts
from bot.settings import BotSettings
from nlu.interpreter import Interpreter
from tests.bot.channels.telegram.visit import Noting
from tests.bot.channels.telegram.world import FakeDesk, Files, World
from tests.conftest import SERVICE_TOKEN, MovableClock
from tests.telegram_server.standin import StandIn


class Wire(httpx.ASGITransport):
    """To the backend; while ``down`` nothing passes."""

    down = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("down")
        return await super().handle_async_request(request)


@dataclass(frozen=True, slots=True)
class Real:
    """``world`` for ``polling`` and ``by_webhook``; its own desk is not used."""

    world: World
    house: Bot
    desk: Noting
    wire: Wire


@pytest.fixture(scope="session")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Interpreter:
    return load_interpreter(tmp_path_factory.getbasetemp() / "interpreter")


@pytest.fixture
async def real(
    backend_app: FastAPI, engine: AsyncEngine, clock: MovableClock, interpreter: Interpreter
) -> AsyncIterator[Real]:
    texts, wire = load_texts(strict=True), Wire(backend_app)
    headers = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
    async with (
        httpx.AsyncClient(transport=wire, base_url="http://backend", headers=headers) as http,
        StandIn() as telegram,
    ):
        house = make_house(BotSettings(), http, engine, interpreter, texts, clock, "tests-secret-key")
        api = make_bot(telegram.token, telegram.base_url)
        desk = Noting(house.inbox, telegram)
        channel = TelegramChannel(Calls(api), desk, house.backend.file, texts, commands_of(house.registry, texts))
        yield Real(World(telegram, FakeDesk(telegram.world.changes), Files(), channel, []), house, desk, wire)
        await api.session.close()
