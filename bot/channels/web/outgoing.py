"""Pushes to the chat page: into the log, from where the page reads on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from backend.ledger.contract import Outcome
from bot.channels.web.log import Log
from bot.dialogue.turn import Message
from bot.push.delivery import Delivery


@dataclass(frozen=True, slots=True)
class WebDeliverer:
    """The ``Deliver`` of the web."""

    log: Log
    clock: Callable[[], datetime]

    async def __call__(self, external_id: str, message: Message) -> Delivery:
        """Keeps it for the page; a visitor who comes back within a day finds it."""
        kept = await self.log.append(external_id, f"push:{uuid4().hex}", [message], self.clock())
        return Delivery(Outcome.sent, external_id=str(kept[0][0]))
