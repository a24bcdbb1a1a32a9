"""Reminders: whether, how early, and later today."""

from backend.reminders.contract import RemindersChange, RemindersView, SnoozeRequest, SnoozeView
from bot.backend.connection import At, Connection, path_of


class Reminders(Connection):
    """Routes of ``backend.reminders``."""

    async def reminders(self, resident_id: int) -> RemindersView:
        return await self._ask(RemindersView, "GET", f"/v1/residents/{resident_id}/reminders")

    async def change_reminders(self, resident_id: int, change: RemindersChange) -> RemindersView:
        return await self._ask(RemindersView, "PATCH", f"/v1/residents/{resident_id}/reminders", change)

    async def snooze_reminder(self, at: At, request: SnoozeRequest) -> SnoozeView:
        return await self._ask(SnoozeView, "POST", f"{path_of(at)}/reminders/snooze", request)
