"""A resident at the bot's desk: the real engine, interpreter and backend in one process."""

import re
from itertools import count
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from backend.database import Sessions
from backend.ledger.models import OutgoingMessage
from bot.backend import BackendClient, Keys
from bot.dialogue.conversation import Conversation
from bot.dialogue.engine import Engine
from bot.dialogue.registry import default_registry
from bot.dialogue.texts import load_texts
from bot.dialogue.turn import Content, Pressed, Reply, Said, Started, Turn
from nlu.embedded import EmbeddedInterpreter, load_interpreter
from tests.conftest import MovableClock


class Visitor:
    """Says and presses; remembers the last reply."""

    def __init__(self, engine: Engine, backend: BackendClient, sessions: Sessions) -> None:
        self._engine, self._backend, self._sessions = engine, backend, sessions
        self._keys = count()
        self.conversation = Conversation("test", "1")
        self.last = Reply()

    async def do(self, content: Content, *, private: bool = True, hint: str | None = None) -> str:
        turn = Turn("test", "1", str(next(self._keys)), content, hint, private)
        backend = self._backend.for_turn(f"test:{turn.key}")
        self.last = await self._engine.answer(turn, self.conversation, backend)
        assert self.last.messages
        return "\n".join(f"{m.title}\n{m.text}" for m in self.last.messages)

    async def say(self, *words: str) -> str:
        """Says one thing after another; the last answer."""
        answers = [await self.do(Said(word)) for word in words]
        return answers[-1]

    async def start(self, payload: str | None = None) -> str:
        return await self.do(Started(payload))

    def buttons(self) -> dict[str, str]:
        return {b.label: b.data for m in self.last.messages for row in m.buttons for b in row}

    async def press(self, label: str) -> str:
        assert len(self.buttons()[label].encode()) <= 64
        return await self.do(Pressed(self.buttons()[label]))

    async def code(self) -> str:
        """The code of the newest mail that has one."""
        mails = select(OutgoingMessage).where(OutgoingMessage.kind == "mail").order_by(OutgoingMessage.id.desc())
        async with self._sessions() as session:
            texts = [str(row.content["text"]) for row in (await session.execute(mails)).scalars()]
        return next(found.group() for text in texts if (found := re.search(r"(?<!\d)\d{6}(?!\d)", text)))

    async def arrive(self, code: str = "123456", secret: str = "202600876") -> str:
        """Links, confirms, agrees."""
        await self.start()
        await self.press("Poveži račun")
        await self.press("Komunala Zgled d.o.o.")
        await self.say(code, secret, "janez@primer.si")
        await self.say(await self.code())
        return await self.press("Strinjam se")


@pytest.fixture(scope="session")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedInterpreter:
    cache: Path = tmp_path_factory.mktemp("nlu")
    return load_interpreter(cache)


@pytest.fixture
def visitor(
    http: httpx.AsyncClient, sessions: Sessions, clock: MovableClock, interpreter: EmbeddedInterpreter
) -> Visitor:
    engine = Engine(interpreter, default_registry(), load_texts(strict=True), clock)
    return Visitor(engine, BackendClient(http, Keys("test")), sessions)
