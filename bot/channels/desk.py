"""Where every channel hands its turns in: handled once each, in order per chat, durable before it is acknowledged."""

from typing import Protocol

from bot.dialogue.turn import Reply, Turn


class Desk(Protocol):
    """The dialogue's side of a channel; ``bot.dialogue.inbox.Inbox`` is the real one."""

    async def receive(self, turn: Turn) -> Reply:
        """Handles ``turn``; a redelivered one (same channel and key) gets the same answer and has no second effect."""

    async def mark_sent(self, turn: Turn) -> None:
        """The reply reached the channel; until then it is sent again after a crash. Not for one that is ``early``."""
