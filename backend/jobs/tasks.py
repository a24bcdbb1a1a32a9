"""What is done again and again, and when. Knows no library.

Every task may run twice: a worker that was thought dead may come back (``sweep``). The planner's dedupe keys and the nature of
deleting see to it.
"""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from backend.attachments.desk import Files
from backend.attachments.service import sweep
from backend.database import Sessions, transaction
from backend.parts import Clock
from backend.reminders.planning import plan_all
from backend.retention import forget
from backend.tickets.deliveries import settle

log = logging.getLogger(__name__)

SCHEMA = "jobs"
"""Of the library's tables, beside ``backend`` and ``bot``."""


@dataclass(frozen=True, slots=True)
class Task:
    """``run`` takes what was deferred by name: ids, never personal data (arguments end in logs). ``cron``: in UTC, if periodic."""

    name: str
    run: Callable[..., Coroutine[Any, Any, None]]
    cron: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Where the jobs lie, and every task that this version knows."""

    database_url: str
    tasks: tuple[Task, ...]


def backend_tasks(sessions: Sessions, clock: Clock, files: Files) -> tuple[Task, ...]:
    """Every task of the backend; one line a task."""

    async def retention() -> None:
        async with transaction(sessions) as session:
            log.debug("forgotten: %s", await forget(session, clock()))
        await sweep(sessions, files, clock())  # outside of the transaction: the store may be far away

    async def reminders() -> None:
        for slug, planned in await plan_all(sessions, clock(), sparing=True):
            if planned.chats or planned.mails:
                log.info("reminders of %s: %d to chats, %d by mail", slug, planned.chats, planned.mails)

    async def deliveries() -> None:
        async with transaction(sessions) as session:
            await settle(session, clock())

    return (
        Task("retention", retention, "7 * * * *"),
        Task("reminders", reminders, "*/3 * * * *"),  # a step begins at most so much late
        Task("deliveries", deliveries, "* * * * *"),  # what a courier's report told, but for a crash; mails' ends
    )
