"""Who counts as staff: who is a member of the group at that moment, as Telegram says.

Who writes in the name of the group (an anonymous administrator) or of a channel counts as nobody: such a message names no person,
so the audit log could not say who answered, and nobody could be asked whether they are still a member.
"""

import logging
import time
from dataclasses import dataclass, field

from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import GetChatMember
from aiogram.types import ChatMemberRestricted, Message

from backend.desk.contract import DeskPerson
from bot.backend import BackendDown
from bot.channels.telegram.calls import Calls, TelegramDown, Unreachable
from bot.channels.telegram.incoming import is_service

log = logging.getLogger(__name__)

MEMBER_SECONDS = 60.0
"""So long who was a member counts as one; a press is always asked for."""
INSIDE = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER})


@dataclass(frozen=True, slots=True)
class Members:
    """Remembers members for a minute."""

    calls: Calls
    _until: dict[tuple[int, int], float] = field(default_factory=dict)

    async def writer(self, message: Message) -> DeskPerson | None:
        """Who wrote; None: nobody who counts, or nothing that was said. Raises BackendDown."""
        user, group = message.from_user, message.chat
        if user is None or is_service(message) or message.sender_chat is not None:
            return None
        if user.is_bot or not await self.has(group.id, user.id):
            return None
        return DeskPerson(telegram_id=user.id, name=user.full_name[:200])

    async def has(self, group: int, person: int, *, surely: bool = False) -> bool:
        """Whether someone is a member. ``surely``: Telegram is asked now. Raises BackendDown while it does not answer."""
        until = self._until.get((group, person), 0.0)
        if not surely and time.monotonic() < until:
            return True
        try:
            member = await self.calls.do(GetChatMember(chat_id=group, user_id=person))
        except (TelegramBadRequest, Unreachable) as error:
            log.warning("a member of group %d is not known: %s", group, type(error).__name__)
            return False
        except TelegramDown as error:
            raise BackendDown("Telegram") from error
        inside = member.status in INSIDE or (isinstance(member, ChatMemberRestricted) and member.is_member)
        self._until.pop((group, person), None)
        if inside:
            self._until[group, person] = time.monotonic() + MEMBER_SECONDS
        else:
            log.warning("someone who is no member of group %d wrote there", group)
        return inside
