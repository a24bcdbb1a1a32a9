"""``hisnik status``: how the house stands, for people and as JSON. Reads only; nothing personal is in it."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.jobs.state import FailedJob, TaskState, failed_jobs, task_states
from backend.ledger.contract import Event
from backend.ledger.troubles import Trouble, troubles
from backend.observability.state import Ledger, Progress, Waiting, ledger_states, progress, waiting_messages
from bot.assembly.keys import Keyring
from bot.assembly.reaching import engine_on, reached
from bot.assembly.schemas import Schema, schema_of_backend, schema_of_bot
from bot.queue import WaitingTurns, waiting_turns

CONNECT_SECONDS = 5
TROUBLE = frozenset({"failed", "unknown", "blocked"})
"""States in which a message ended without being sent, and not because it was withdrawn."""


@dataclass(frozen=True, slots=True)
class Status:
    """``told`` False: tables and program don't fit, so there is nothing but ``schemas``."""

    at: datetime
    schemas: tuple[Schema, ...]
    told: bool = False
    providers: tuple[Progress, ...] = ()
    ledger: tuple[Ledger, ...] = ()
    queues: tuple[Waiting, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    turns: WaitingTurns = field(default_factory=lambda: WaitingTurns(0, None))
    jobs: tuple[TaskState, ...] = ()
    failed_jobs: tuple[FailedJob, ...] = ()

    @property
    def reminders(self) -> dict[str, int]:
        """Rows of reminders by state, mails among them."""
        return _by_state([row for row in self.ledger if row.about == Event.reading_reminder.value])

    def messages(self, kind: str) -> dict[str, int]:
        """Rows of one kind by state, reminders among them."""
        return _by_state([row for row in self.ledger if row.kind == kind])

    def oldest(self, kind: str, states: frozenset[str]) -> datetime | None:
        """When the oldest row of these states was written."""
        return min((row.oldest for row in self.ledger if row.kind == kind and row.state in states), default=None)


def _by_state(rows: list[Ledger]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[row.state] = found.get(row.state, 0) + row.rows
    return found


async def status(keys: Keyring, now: datetime, today: date) -> Status:
    """How things stand at ``now``. Raises ``DatabaseAway``."""
    async with reached(keys) as url, engine_on(url) as engine:
        return await read_status(engine, now, today)


async def read_status(engine: AsyncEngine, now: datetime, today: date) -> Status:
    """The same of an open database."""
    async with AsyncExitStack() as stack:
        async with asyncio.timeout(CONNECT_SECONDS):
            connection = await stack.enter_async_context(engine.connect())
        schemas = (
            await schema_of_backend(connection),
            await schema_of_bot(connection),
        )
        if not all(schema.fits for schema in schemas):
            return Status(now, schemas)
        async with AsyncSession(connection) as session:
            return Status(
                at=now,
                schemas=schemas,
                told=True,
                providers=tuple(await progress(session, today)),
                ledger=tuple(await ledger_states(session)),
                queues=tuple(await waiting_messages(session)),
                troubles=tuple(await troubles(session)),
                turns=await waiting_turns(session),
                jobs=tuple(await task_states(session)),
                failed_jobs=tuple(await failed_jobs(session)),
            )
