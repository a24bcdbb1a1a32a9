"""A resident who visits: the real engine, texts and classifier over the real backend, without any channel."""

from dataclasses import dataclass, field

from sqlalchemy import select

from backend.accounts.models import Link, Payer
from backend.consents.models import ConsentAct
from backend.consents.texts import VERSION
from backend.contract import Language
from backend.database import Sessions
from backend.providers.models import Provider
from backend.residents.models import Chat, Resident
from bot.backend import BackendClient
from bot.dialogue.conversation import Conversation
from bot.dialogue.engine import Engine
from bot.dialogue.turn import Button, Content, Kind, Pressed, Reply, Said, Sent, Turn
from tests.conftest import DEMO_NOW


@dataclass(slots=True)
class Visitor:
    """Says and presses; remembers the last reply's buttons, as a chat shows them."""

    engine: Engine
    backend: BackendClient
    conversation: Conversation
    language: str = "sl"
    turns: int = 0
    last: Reply = field(default_factory=Reply)

    async def _do(self, content: Content, message: str | None = None, *, edited: bool = False) -> Reply:
        self.turns += 1
        key = f"{self.conversation.chat}-{self.turns}"
        own = message or (None if isinstance(content, Pressed) else str(self.turns))
        chat = self.conversation
        turn = Turn(chat.channel, chat.chat, key, content, self.language, message=own, edited=edited)
        self.last = await self.engine.answer(turn, self.conversation, self.backend.for_turn(key))
        return self.last

    async def say(self, text: str) -> str:
        """Types a text; gives all texts of the reply."""
        return joined(await self._do(Said(text)))

    async def send(self, kind: Kind = "photo", **more: str | None) -> str:
        """Sends a file; ``file``: what the test's channel finds under that name."""
        return joined(await self._do(Sent(kind, **{"file": kind, **more})))  # type: ignore[arg-type]

    async def edit(self, message: int, text: str) -> str:
        """Changes the text of the turn with that number."""
        return joined(await self._do(Said(text), str(message), edited=True))

    async def press(self, label: str) -> str:
        """Presses the button of the last reply with that label."""
        button = next(b for b in self.buttons() if b.label == label)
        return joined(await self._do(Pressed(button.data)))

    async def press_data(self, data: str) -> str:
        """A button as it may come from an old message, or forged."""
        return joined(await self._do(Pressed(data)))

    async def resident(self) -> int:
        """Their number in the backend."""
        chat = self.conversation
        return (await self.backend.resident_of_chat(chat.channel, chat.chat, Language(self.language))).id

    def buttons(self) -> list[Button]:
        """Of the last reply."""
        return [button for message in self.last.messages for row in message.buttons for button in row]

    def labels(self) -> list[str]:
        """Of the last reply's buttons."""
        return [button.label for button in self.buttons()]

    def sources(self) -> list[str]:
        """Where the last reply's files come from."""
        return [file.source for message in self.last.messages for file in message.attachments]

    async def files(self) -> list[bytes]:
        """The files of the last reply."""
        return [await self.backend.file(source) for source in self.sources()]


def joined(reply: Reply) -> str:
    """Titles and texts in order."""
    return "\n".join(f"{message.title}\n{message.text}" for message in reply.messages)


async def arrive(sessions: Sessions, chat: str, payers: dict[str, str], language: str = "sl") -> None:
    """A resident who has linked ``payers`` (code -> provider), confirmed an address and agreed to the terms."""
    async with sessions.begin() as session:
        resident = Resident(
            language=language, email="resident@example.com", email_confirmed_at=DEMO_NOW, created_at=DEMO_NOW
        )
        session.add(resident)
        await session.flush()
        session.add(
            Chat(resident_id=resident.id, channel="test", external_id=chat, reachable=True, created_at=DEMO_NOW)
        )
        for code, slug in payers.items():
            found = select(Payer.id).join(Provider, Payer.provider_id == Provider.id)
            payer_id = (await session.execute(found.where(Payer.code == code, Provider.slug == slug))).scalar_one()
            session.add(Link(resident_id=resident.id, payer_id=payer_id, linked_at=DEMO_NOW))
            await session.flush()
        session.add(
            ConsentAct(
                resident_id=resident.id,
                purpose="terms",
                action="given",
                version=VERSION,
                language=language,
                text="…",
                channel="test",
                at=DEMO_NOW,
            )
        )
