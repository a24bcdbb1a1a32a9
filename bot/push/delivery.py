"""What a channel is asked to deliver, and what it says of it. Channels know this module; they know no courier."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from backend.ledger.contract import Outcome, PushView
from bot.dialogue.turn import Message


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a channel says of one push. ``after_seconds`` where it named a time to wait; ``hold``: for all chats.

    ``error`` without personal data.
    """

    outcome: Outcome
    external_id: str | None = None
    after_seconds: int | None = None
    error: str | None = None
    hold: bool = False


REFUSED = "the token is refused"
"""``Delivery.error`` where a channel takes the bot's token no more."""

Deliver = Callable[[str, Message], Awaitable[Delivery]]
"""``(the channel's key of the chat, what to say) -> Delivery``; raises nothing."""

Carry = Callable[[PushView], Awaitable[Delivery]]
"""As ``Deliver``, for a channel whose pushes are more than one message; raises nothing."""
