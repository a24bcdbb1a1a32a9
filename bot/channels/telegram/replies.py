"""What a resident is sent after a turn: the reply, once, with its files; and the channel's own words where something fails."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, EditMessageReplyMarkup
from aiogram.types import CallbackQuery, Update
from sqlalchemy.exc import SQLAlchemyError

from bot.backend import BackendDown, BackendRefusal
from bot.channels.desk import Desk
from bot.channels.telegram.calls import Calls, TelegramDown, Unreachable
from bot.channels.telegram.incoming import message_of_key
from bot.channels.telegram.outgoing import Files, Outgoing
from bot.channels.telegram.recent import Recent
from bot.dialogue.inbox import Late
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Message, Reply, Turn

log = logging.getLogger(__name__)

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
NOT_NOW = (BackendDown, SQLAlchemyError)
"""What the desk raises when it can store nothing: the update stays with Telegram."""


@dataclass(frozen=True, slots=True)
class Replies:
    """``desk`` is told what was sent; ``files`` makes an attachment's bytes. Nothing here raises."""

    calls: Calls
    desk: Desk
    files: Files
    texts: Mapping[str, Texts]
    _answered: Recent = field(default_factory=Recent)

    async def after(self, update: Update, turn: Turn, reply: Reply, *, spins: bool) -> None:
        """Everything that follows a turn; raises nothing, as the chat's later replies must not suffer."""
        if update.callback_query is not None:
            await self._after_press(update.callback_query, spins=spins)
        if await self._give(turn.chat, turn.key, reply, turn.language_hint) and not reply.early:
            await self._mark(turn.key, self.desk.mark_sent(turn))

    async def late(self, late: Late, mark: Callable[[Late], Awaitable[None]]) -> None:
        """Sends a reply that comes later than its turn; ``mark`` is told when it was sent."""
        if await self._give(late.chat, late.key, late.reply, None):
            await self._mark(late.key, mark(late))

    async def _mark(self, key: str, marking: Awaitable[None]) -> None:
        try:
            await marking
        except NOT_NOW as error:
            log.warning("update %s: sent, but not marked: %s", key, type(error).__name__)

    async def _give(self, chat: str, key: str, reply: Reply, language: str | None) -> bool:
        """Sends a reply; whether it is done with. A second time it is done with already."""
        once = f"{key} {hash(reply)}"
        if not self._answered.add(once):
            return True
        message_id = message_of_key(key)
        if reply.forget_incoming and message_id is not None:
            await self.calls.harmless(DeleteMessage(chat_id=int(chat), message_id=message_id))
        outgoing = Outgoing(self.calls, self._bytes)
        try:
            for said in reply.messages:
                await self._say(outgoing, chat, key, said, language)
        except Unreachable:
            log.info("update %s: the chat can't be reached", key)
        except TelegramDown:
            log.warning("update %s: its reply could not be sent", key)
            self._answered.forget(once)
            return False
        return True

    async def _say(self, outgoing: Outgoing, chat: str, key: str, said: Message, language: str | None) -> None:
        try:
            await outgoing.send(int(chat), said)
        except (BackendDown, BackendRefusal) as error:
            log.warning("update %s: a file could not be made: %s", key, type(error).__name__)
            await self.tell(chat, "telegram-file-failed", language)
        except TelegramBadRequest as error:
            log.error("update %s: Telegram refused a message: %s", key, error.message)
            await self.tell(chat, "telegram-refused", language)

    async def _after_press(self, query: CallbackQuery, *, spins: bool) -> None:
        """The button stops spinning; a question that was answered loses its buttons, a wish keeps them."""
        if spins:
            await self.calls.harmless(AnswerCallbackQuery(callback_query_id=query.id))
        message = query.message
        if message is not None and message.date and (query.data or "").startswith("a:"):
            await self.calls.harmless(EditMessageReplyMarkup(chat_id=message.chat.id, message_id=message.message_id))

    async def _bytes(self, source: str) -> bytes:
        """An attachment; a backend that is down is asked again for a while."""
        wait = FIRST_WAIT
        while True:
            try:
                return await self.files(source)
            except BackendDown:
                if wait > LONGEST_WAIT / 2:
                    raise
                await self.calls.pause(wait)
                wait *= 2

    async def tell(self, chat: str, key: str, language: str | None) -> bool:
        """A text of the channel's own, in the language Telegram names. Whether it was sent."""
        say = self.texts["sl" if (language or "sl").startswith("sl") else "en"]
        try:
            await Outgoing(self.calls, self.files).send(int(chat), Message(say(key)))
        except (TelegramBadRequest, Unreachable, TelegramDown) as error:
            log.info("%s was not said: %s", key, type(error).__name__)
            return False
        return True
