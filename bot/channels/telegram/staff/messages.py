"""What staff write in a topic, with its files: answers, notes, corrections of either."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram.methods import SetMessageReaction
from aiogram.types import Message, ReactionTypeEmoji

from backend.desk.contract import DeskMessage, DeskOutcome, DeskPerson
from bot.backend import BackendClient
from bot.channels.telegram.incoming import content_of
from bot.channels.telegram.staff.telling import Say, Teller, thread_of
from bot.dialogue.turn import Sent

FILES = frozenset({"photo", "document", "voice", "audio", "video"})
NOTED = "👌"

Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Messages:
    """``fetch`` gives a file's bytes."""

    fetch: Fetch
    teller: Teller

    async def take(self, client: BackendClient, message: Message, person: DeskPerson, *, edited: bool) -> Say | None:
        """Stores it, unless it is in no topic; the courier shows what became of an answer.

        Raises BackendDown, BackendRefusal.
        """
        group, thread = message.chat.id, thread_of(message)
        if thread is None:
            return None
        content, files = content_of(message), list[int]()
        if isinstance(content, Sent):
            if content.kind not in FILES or not content.file:
                return None if edited else self.teller.replying(message, "desk-kind-refused")
            if not edited:
                data = await self.fetch(content.file)
                stored = await client.store_desk_file(group, person.telegram_id, data, content.name or content.kind)
                files.append(stored.id)
        told = DeskMessage(
            thread_id=thread,
            message_id=message.message_id,
            person=person,
            text=message.text or message.caption or "",
            files=files,
            album=message.media_group_id,
            edited=edited,
        )
        result = await client.desk_message(group, told)
        if result.outcome is not DeskOutcome.noted:
            return None
        noted = SetMessageReaction(
            chat_id=group, message_id=message.message_id, reaction=[ReactionTypeEmoji(emoji=NOTED)]
        )
        return lambda: self.teller.do(noted)
