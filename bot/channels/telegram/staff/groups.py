"""Which groups are the staff's; and the bot itself comes there, goes, and is given rights."""

import logging
import time
from dataclasses import dataclass

from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from bot.backend import BackendClient, BackendDown
from bot.channels.telegram.staff.telling import Say, Teller

log = logging.getLogger(__name__)

GROUPS_SECONDS = 60.0


@dataclass(slots=True)
class Groups:
    """What the backend says, read again each minute."""

    backend: BackendClient
    teller: Teller
    _known: frozenset[int] = frozenset()
    _read_at: float | None = None

    async def known(self) -> frozenset[int]:
        """The groups; those known before while the backend is away. Raises BackendDown."""
        now = time.monotonic()
        if self._read_at is None or now - self._read_at > GROUPS_SECONDS:
            try:
                self._known = frozenset(group.group_id for group in await self.backend.staff_groups())
                self._read_at = now
            except BackendDown:
                if self._read_at is None:
                    raise
        return self._known

    async def prepare(self) -> None:
        """Reads which groups there are: so they are known when the backend is away."""
        try:
            await self.known()
        except BackendDown as error:
            log.warning("the staff groups are not known yet: %s", error)

    def has(self, group: int) -> bool:
        """Whether it was one when they were read last."""
        return group in self._known

    def read_again(self) -> None:
        """They have changed."""
        self._read_at = None

    async def moves(self, change: ChatMemberUpdated) -> Say | None:
        """What a group is told when the bot comes or is given rights. Raises BackendDown."""
        group, after, known = change.chat, change.new_chat_member, await self.known()
        if after.status in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED):
            if group.id in known:
                log.error("the bot was removed from staff group %d: its posts wait", group.id)
            return None
        texts, teller = self.teller.texts, self.teller
        if group.id not in known:
            log.info("the bot is in group %d; as a staff group: hisnik staff group … --chat %d", group.id, group.id)
            said = texts("desk-added", group=str(group.id))
            return (lambda: teller.tell(group.id, said)) if teller.first(f"in {group.id}") else None
        missing = _lacks(change)
        if not missing:
            return None
        lines = [texts("desk-lacks"), *(f"- {texts(f'desk-lack-{lack}')}" for lack in missing)]
        return lambda: teller.tell(group.id, "\n".join(lines))


def _lacks(change: ChatMemberUpdated) -> list[str]:
    """What the bot lacks in a staff group, as texts ``desk-lack-…``."""
    missing = [] if change.chat.is_forum else ["no-forum"]
    me = change.new_chat_member
    if me.status != ChatMemberStatus.ADMINISTRATOR:
        return [*missing, "no-administrator"]
    rights = {"can_manage_topics": "no-topics", "can_pin_messages": "no-pinning", "can_delete_messages": "no-deleting"}
    return [*missing, *(lack for right, lack in rights.items() if not getattr(me, right, False))]
