"""The queue of updates, and ``getUpdates``: offsets confirm, ``allowed_updates`` is remembered, one poller at a time."""

import itertools
from typing import Any

from tests.telegram_server.changes import Changes
from tests.telegram_server.errors import ApiError, conflict

Json = dict[str, Any]

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MAX_LIMIT = 100
MAX_TIMEOUT = 50


def kind_of(update: Json) -> str:
    """``message``, ``callback_query``, …"""
    return next(name for name in update if name != "update_id")


class Updates:
    """Updates that the bot has not confirmed yet, oldest first."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._ids = itertools.count(700_000_001)
        self._poller: object | None = None
        self.allowed: list[str] = []
        self.pending: list[Json] = []
        self.confirmed: int = 0
        """The highest id that an offset or a webhook's 200 has confirmed."""

    def add(self, kind: str, event: Json) -> int:
        """A new update; gives its id. One of a kind that the bot doesn't want is dropped."""
        number = next(self._ids)
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if wanted:
            self.pending.append({"update_id": number, kind: event})
            self._changes.changed()
        return number

    def again(self, update: Json) -> None:
        """Puts an update back that was confirmed already: a redelivery."""
        self.pending.append(update)
        self._changes.changed()

    def allow(self, kinds: list[str] | None) -> None:
        """Remembered until named anew; an empty list means the default."""
        if kinds is not None:
            self.allowed = kinds

    def confirm(self, update_id: int) -> None:
        """Forgets all up to and including this one."""
        self.pending = [update for update in self.pending if update["update_id"] > update_id]
        self.confirmed = max(self.confirmed, update_id)
        self._changes.changed()

    def drop(self, update: Json) -> None:
        """Forgets this one alone: a webhook took it."""
        self.pending.remove(update)
        self.confirmed = max(self.confirmed, update["update_id"])
        self._changes.changed()

    def clear(self) -> None:
        """``drop_pending_updates``."""
        self.pending.clear()

    async def poll(self, offset: int | None, limit: int | None, timeout: int | None) -> list[Json]:
        """One ``getUpdates``. A second poller ends the first one with 409, as Telegram does."""
        me = object()
        self._poller = me
        self._changes.changed()
        if offset is not None and offset > 0:
            self.confirm(offset - 1)
        elif offset is not None and offset < 0:
            self.pending = self.pending[offset:]
        seconds = min(max(timeout or 0, 0), MAX_TIMEOUT)
        await self._changes.until(lambda: self.pending or self._poller is not me, seconds)
        if self._poller is not me:
            raise terminated()
        self._poller = None
        return self.pending[: min(max(limit or MAX_LIMIT, 1), MAX_LIMIT)]

    def end_poll(self) -> None:
        """A webhook was set: whoever polls is sent away."""
        self._poller = None
        self._changes.changed()


def terminated() -> ApiError:
    """409 for the poller that another one replaced."""
    return conflict(
        "terminated by other getUpdates request; make sure that only one bot instance is running",
    )


def webhook_active() -> ApiError:
    """409 for a poller while a webhook is set."""
    return conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
