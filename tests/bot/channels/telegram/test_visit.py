"""Whole visits in Telegram on real parts: stand-in, channel, inbox, engine, interpreter, backend, database."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import Sessions
from backend.ledger.models import OutgoingMessage
from bot.app import load_interpreter
from bot.app import make_bot as make_house
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.channel import TelegramChannel, make_bot
from bot.channels.telegram.profile import commands_of
from bot.dialogue.inbox import Inbox
from bot.dialogue.texts import load_texts
from bot.dialogue.turn import Reply, Turn
from bot.settings import BotSettings
from nlu.interpreter import Interpreter
from tests.bot.channels.telegram.world import FakeDesk, Files, World, by_webhook, polling
from tests.conftest import MovableClock
from tests.telegram_server.changes import Changes
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat, Posted


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Interpreter:
    return load_interpreter(tmp_path_factory.mktemp("nlu"))


@pytest.fixture
async def made(
    http: httpx.AsyncClient, engine: AsyncEngine, clock: MovableClock, interpreter: Interpreter
) -> AsyncIterator[World]:
    texts = load_texts(strict=True)
    house = make_house(BotSettings(), http, engine, interpreter, texts, clock, "tests-secret-key")
    async with StandIn() as telegram:
        bot = make_bot(telegram.token, telegram.base_url)
        commands = commands_of(house.registry, texts)
        desk = FakeDesk(telegram.world.changes)
        noting = Noting(house.inbox, telegram.world.changes, desk.sent)
        channel = TelegramChannel(Calls(bot), noting, house.backend.file, texts, commands)
        yield World(telegram, desk, Files(), channel, [])
        await bot.session.close()


@dataclass(frozen=True)
class Noting:
    """The real inbox, which also says when a reply was marked as sent."""

    inbox: Inbox
    changes: Changes
    marked: list[str]

    async def receive(self, turn: Turn) -> Reply:
        return await self.inbox.receive(turn)

    async def mark_sent(self, turn: Turn) -> None:
        await self.inbox.mark_sent(turn)
        self.marked.append(turn.key)
        self.changes.changed()


@dataclass
class Visit:
    """A resident in front of the chat: each step waits for the answer."""

    telegram: StandIn
    chat: Chat
    sessions: Sessions
    marked: list[str]

    async def _after(self, act: Callable[[], object]) -> list[Posted]:
        """The bot's answers to one act: all are there when the inbox has marked the turn as sent."""
        before, marked = set(self.chat.messages), len(self.marked)
        act()
        await self.telegram.until(lambda: len(self.marked) > marked)
        return [m for m in self.chat.messages.values() if m.id not in before and m.sender.is_bot]

    async def says(self, text: str) -> str:
        answers = await self._after(lambda: self.telegram.user_says(self.chat, text))
        return "\n".join(message.text for message in answers)

    async def presses(self, label: str) -> str:
        message = self.telegram.with_button(self.chat, label)
        answers = await self._after(lambda: self.telegram.user_presses(message, label))
        return "\n".join(message.text for message in answers)

    async def code(self) -> str:
        async with self.sessions() as session:
            mails = select(OutgoingMessage).where(OutgoingMessage.kind == "mail").order_by(OutgoingMessage.id.desc())
            mail = (await session.execute(mails)).scalars().first()
        assert mail is not None
        found = re.search(r"\b\d{6}\b", mail.content["text"])
        assert found is not None
        return found.group()


@pytest.mark.parametrize("serve", [polling, by_webhook])
async def test_a_whole_visit(
    made: World, sessions: Sessions, serve: Callable[[World], AbstractAsyncContextManager[World]]
) -> None:
    janez = made.telegram.person("Janez <b>&")
    visit = Visit(made.telegram, janez, sessions, made.desk.sent)
    async with serve(made):
        assert "robot" in await visit.says("/start komunala")
        await visit.presses("Poveži račun")
        await visit.says("123456")
        assert "123456" in await visit.says("202600876")
        (secret,) = (m for m in janez.messages.values() if m.text == "202600876" and not m.sender.is_bot)
        assert secret.deleted
        await visit.says("janez.novak@example.si")
        assert "potrjen" in await visit.says(await visit.code())
        assert "zabeleženo" in await visit.presses("Strinjam se")
        await visit.presses("Ne, hvala")
        assert "Hladna voda" in await visit.says("poraba za zadnje leto")
        assert "SI56" in await visit.says("zadnji račun")
    chart, invoice = (m for m in made.telegram.from_bot(janez) if m.file_id is not None)
    assert made.telegram.file(chart).startswith(b"\x89PNG")
    assert made.telegram.file(invoice).startswith(b"%PDF")
    assert janez.actions == ["upload_photo", "upload_document"]
