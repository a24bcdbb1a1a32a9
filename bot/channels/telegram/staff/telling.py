"""What the bot says in a staff group by itself: replies to orders, and why something was not stored."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram.methods import SendMessage, SetMessageReaction
from aiogram.methods.base import TelegramMethod
from aiogram.types import InlineKeyboardMarkup, Message, ReactionTypeEmoji, ReplyParameters

from bot.backend import BackendRefusal
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.recent import Recent
from bot.channels.telegram.text import TEXT_UNITS, pieces
from bot.dialogue.texts import Texts

NOT_SENT = "👎"
"""The courier's, too (``bot/push/staff.py``)."""
Say = Callable[[], Awaitable[None]]
"""What follows an update that is stored; raises nothing."""


def thread_of(message: Message) -> int | None:
    """The topic; None in General, where a reply has a thread that is no topic."""
    return message.message_thread_id if message.is_topic_message else None


def short(text: str) -> str:
    """What fits one message."""
    return next(pieces(text, TEXT_UNITS), "…")


@dataclass(frozen=True, slots=True)
class Teller:
    """``texts`` are staff's, Slovenian. No call raises."""

    calls: Calls
    texts: Texts
    _said: Recent = field(default_factory=Recent)

    def first(self, key: str) -> bool:
        """Whether ``key`` is said for the first time."""
        return self._said.add(key)

    def why_not(self, message: Message, refusal: BackendRefusal) -> Say | None:
        """Once for a topic that is none of ours, and once for an album."""
        unknown = f"{message.chat.id} {thread_of(message)}"
        about = unknown if refusal.code == "ticket_unknown" else message.media_group_id
        if about is not None and not self.first(f"{refusal.code} {about}"):
            return None
        return lambda: self.reply(message, self.words(refusal))

    def words(self, refusal: BackendRefusal) -> str:
        """Why the backend refused."""
        code = refusal.code.replace("_", "-")
        if self.texts.has(f"desk-error-{code}"):
            return self.texts(f"desk-error-{code}")
        values = {name: value for name, value in refusal.details.items() if value is not None}
        key = f"error-{code}" if self.texts.has(f"error-{code}") else "error-text"
        why = self.texts(key, **values)
        return self.texts("desk-error-not-stored", why=why) if code.startswith(("file-", "message-")) else why

    def replying(self, message: Message, key: str) -> Say:
        """Says the text ``key`` under ``message``."""
        return lambda: self.reply(message, self.texts(key))

    def refusing(self, message: Message, key: str | None) -> Say:
        """Marks ``message`` as one that did not go out; with the text ``key`` under it, if there is one."""
        mark = ReactionTypeEmoji(emoji=NOT_SENT)

        async def say() -> None:
            await self.do(SetMessageReaction(chat_id=message.chat.id, message_id=message.message_id, reaction=[mark]))
            if key is not None:
                await self.reply(message, self.texts(key))

        return say

    async def reply(self, message: Message, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Says it under ``message``."""
        await self.do(
            SendMessage(
                chat_id=message.chat.id,
                message_thread_id=thread_of(message),
                text=short(text),
                reply_parameters=ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True),
                reply_markup=buttons,
                parse_mode=None,
            )
        )

    async def tell(self, group: int, text: str) -> None:
        """Says it in the group, under nothing."""
        await self.do(SendMessage(chat_id=group, text=text, parse_mode=None))

    async def do(self, method: TelegramMethod[Any]) -> None:
        """Any call; its failure is logged."""
        await self.calls.harmless(method)
