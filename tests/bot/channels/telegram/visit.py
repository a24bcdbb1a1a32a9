"""A resident in front of the chat, and the real inbox that says when it is done with a turn."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.dialogue.inbox import Inbox
from bot.dialogue.turn import Reply, Turn
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat, Posted


@dataclass(frozen=True, slots=True)
class Noting:
    """The real inbox, which also says when a reply was marked as sent, or that the turn will be answered later."""

    inbox: Inbox
    telegram: StandIn
    marked: list[str] = field(default_factory=list)

    async def receive(self, turn: Turn) -> Reply:
        reply = await self.inbox.receive(turn)
        if reply.early:  # the channel marks nothing
            self.marked.append(turn.key)
            self.telegram.world.changes.changed()
        return reply

    async def mark_sent(self, turn: Turn) -> None:
        await self.inbox.mark_sent(turn)
        self.marked.append(turn.key)
        self.telegram.world.changes.changed()


@dataclass(slots=True)
class Visit:
    """Each step does one thing and gives the bot's answers: all are there when the inbox has marked the turn as sent."""

    telegram: StandIn
    chat: Chat
    desk: Noting
    _seen: set[int] = field(default_factory=set)

    def arrived(self) -> list[Posted]:
        """What the bot wrote since the last look."""
        new = [message for message in self.telegram.from_bot(self.chat) if message.id not in self._seen]
        self._seen.update(message.id for message in new)
        return new

    async def does(self, act: Callable[[], object], *, turns: int = 1) -> list[Posted]:
        """Anything a person can do; an album is several ``turns``."""
        marked = len(self.desk.marked)
        act()
        await self.telegram.until(lambda: len(self.desk.marked) >= marked + turns)
        return self.arrived()

    async def says(self, text: str) -> list[Posted]:
        """Types a text."""
        return await self.does(lambda: self.telegram.user_says(self.chat, text))

    async def presses(self, label: str) -> list[Posted]:
        """Presses the newest button of that label; it stops spinning."""
        message = self.telegram.with_button(self.chat, label)
        data = next(button["callback_data"] for button in message.buttons if button["text"] == label)
        return await self.presses_data(data, message)

    async def presses_data(self, data: str, message: Posted | None = None) -> list[Posted]:
        """Presses a button with this data, forged or old, under ``message`` or the newest there is."""
        under = message or self.telegram.from_bot(self.chat)[-1]
        waiting = set(self.telegram.world.queries)
        answers = await self.does(lambda: self.telegram.user_presses_data(under, data))
        (query,) = (query for key, query in self.telegram.world.queries.items() if key not in waiting)
        assert query.answers, "the button spins"
        return answers


def said(messages: list[Posted]) -> str:
    """The texts of these messages."""
    return "\n".join(message.text for message in messages)
