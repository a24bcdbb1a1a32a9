"""What the bot needs in a staff group, and what it lacks: a forum, in which it is an administrator with some rights."""

import logging
import time
from dataclasses import dataclass, field
from enum import StrEnum

from telegram import ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.push.staff_calls import Later
from bot.push.telegram import LimitedBot

log = logging.getLogger(__name__)

GOOD_SECONDS = 600.0
BAD_SECONDS = 60
"""A group that lacks something is looked at again after this long."""


class Lack(StrEnum):
    """What is missing; ``GRANT`` says what to do."""

    absent = "absent"
    no_forum = "no-forum"
    no_administrator = "no-administrator"
    no_topics = "no-topics"
    no_pinning = "no-pinning"
    no_deleting = "no-deleting"


GRANT = {
    Lack.absent: "the bot is not in the group: add it (or the group's id is wrong)",
    Lack.no_forum: "the group has no topics: turn on Topics in its settings (only a supergroup has them)",
    Lack.no_administrator: "make the bot an administrator of the group: else it neither makes topics nor reads what staff write",
    Lack.no_topics: "grant the bot the right Manage Topics",
    Lack.no_pinning: "grant the bot the right Pin Messages, so that a topic's head stays on top (not needed)",
    Lack.no_deleting: "grant the bot the right Delete Messages (not needed)",
}
NEEDED = frozenset({Lack.absent, Lack.no_forum, Lack.no_administrator, Lack.no_topics})
"""Without these nothing is posted."""


async def lacks(bot: LimitedBot, group: int) -> list[Lack]:
    """What the bot lacks in a group. Raises ``TelegramError`` where Telegram can't be asked."""
    try:
        chat = await bot.get_chat(group)
        me = await bot.get_chat_member(group, int(bot.token.partition(":")[0]))
    except Forbidden:
        return [Lack.absent]
    except BadRequest as error:
        if "not found" in error.message.lower():
            return [Lack.absent]
        raise
    found = [] if chat.is_forum else [Lack.no_forum]
    if isinstance(me, ChatMemberOwner):
        return found
    if not isinstance(me, ChatMemberAdministrator):
        return [*found, Lack.no_administrator]
    rights = {Lack.no_topics: me.can_manage_topics, Lack.no_pinning: me.can_pin_messages}
    rights[Lack.no_deleting] = me.can_delete_messages
    return [*found, *(lack for lack, has in rights.items() if not has)]


async def asked(bot: LimitedBot, group: int) -> list[Lack] | str:
    """``lacks``, or why Telegram can't be asked."""
    try:
        return await lacks(bot, group)
    except TelegramError as error:
        return error.message


@dataclass(slots=True)
class Rights:
    """Looks at groups, and remembers it for a while."""

    bot: LimitedBot
    _known: dict[int, tuple[float, list[Lack]]] = field(default_factory=dict)

    async def check(self, group: int) -> list[Lack]:
        """What could be better; raises ``Later`` with what to grant where nothing can be posted."""
        until, found = self._known.get(group, (0.0, []))
        if time.monotonic() >= until:
            found = await lacks(self.bot, group)
            bad = NEEDED.intersection(found)
            self._known[group] = time.monotonic() + (BAD_SECONDS if bad else GOOD_SECONDS), found
            for lack in found:
                log.log(logging.ERROR if lack in NEEDED else logging.INFO, "staff group %d: %s", group, GRANT[lack])
        missing = [lack for lack in found if lack in NEEDED]
        if missing:
            raise Later(BAD_SECONDS, f"group {group}: " + "; ".join(GRANT[lack] for lack in missing))
        return found

    def forget(self, group: int) -> None:
        """Something was refused: it is looked at again."""
        self._known.pop(group, None)
