"""Runs the planner again and again beside the backend's other loops."""

import asyncio
import logging
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from backend.database import Sessions
from backend.parts import Clock
from backend.reminders.planning import plan_all

log = logging.getLogger(__name__)

EVERY_SECONDS = 180.0
"""A step begins at most so much late."""


@dataclass(frozen=True, slots=True)
class ReminderPlanner:
    """Safe in any number of processes."""

    sessions: Sessions
    clock: Clock

    async def run_forever(self, every_seconds: float = EVERY_SECONDS) -> None:
        """Until cancelled; a database that is away is tried again the next time, and what was missed is made up for."""
        while True:
            try:
                for slug, planned in await plan_all(self.sessions, self.clock()):
                    if planned.chats or planned.mails:
                        log.info("reminders of %s: %d to chats, %d by mail", slug, planned.chats, planned.mails)
            except (SQLAlchemyError, OSError) as error:
                log.warning("no reminders were planned, the database is away: %s", type(error).__name__)
            await asyncio.sleep(every_seconds)
