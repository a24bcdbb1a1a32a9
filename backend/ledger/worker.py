"""Sends the ledger's mails: claim and commit, send outside any transaction, report the outcome.

Killed at any moment, nothing is lost: an unsent row's lease runs out and the sweep plans it again. Several workers may run.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Protocol
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Sessions, transaction
from backend.ledger.claims import MAX_ATTEMPTS, again, claim, finish, mark_sent, wait_after
from backend.ledger.contract import Event
from backend.ledger.models import OutgoingMessage
from backend.ledger.service import plan_push
from backend.mail import Mail, Mailer, MailRefused, MailRetry
from backend.observability.contract import belongs_to
from backend.residents.models import Chat

log = logging.getLogger(__name__)

BATCH = 10
IDLE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
TELL_AFTER_ATTEMPTS = 2
"""So many failures and the resident hears that the mail is late."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the claimed mails. ``stale``: the lease was lost before the outcome came."""

    sent: int = 0
    retried: int = 0
    failed: int = 0
    stale: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.sent + other.sent,
            self.retried + other.retried,
            self.failed + other.failed,
            self.stale + other.stale,
        )

    @property
    def total(self) -> int:
        """All claimed mails."""
        return self.sent + self.retried + self.failed + self.stale


def mail_of(row: OutgoingMessage) -> Mail:
    """The row as a mail; its reference names the row, so it is the same at every attempt."""
    return Mail(
        reference=f"hisnik-{row.id}-{row.created_at:%Y%m%d%H%M%S}",
        recipient=row.recipient,
        subject=row.content["subject"],
        text=row.content["text"],
        html=row.content["html"],
        written_at=row.created_at,
    )


class Composer(Protocol):
    """Makes a row's mail; may read the database and the store of files, in transactions of its own."""

    async def compose(self, row: OutgoingMessage) -> Mail:
        """Raises ``MailRetry`` where something is away, ``MailRefused`` where there is nothing to send any more."""


class PlainComposer:
    """The mail as the row has it."""

    async def compose(self, row: OutgoingMessage) -> Mail:
        """``mail_of``."""
        return mail_of(row)


def _new_owner() -> str:
    return f"mail-{uuid4().hex[:12]}"


@dataclass(frozen=True, slots=True)
class MailWorker:
    """One worker; ``owner`` is its name on the rows that it holds. ``composer``: who writes what waits for its sending."""

    sessions: Sessions
    mailer: Mailer
    composer: Composer = field(default_factory=PlainComposer)
    owner: str = field(default_factory=_new_owner)

    async def run_once(self) -> Counts:
        """Claims one batch and sends it, its mails side by side."""
        async with transaction(self.sessions) as session:
            rows = await claim(session, "mail", owner=self.owner, limit=BATCH)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._serve(row)) for row in rows]
        return sum((task.result() for task in tasks), Counts())

    async def drain(self) -> Counts:
        """Sends everything that is due now; mails put off for a retry are not waited for."""
        counts = Counts()
        while True:
            batch = await self.run_once()
            if not batch.total:
                return counts
            counts += batch

    async def run_forever(self, idle_seconds: float = IDLE_SECONDS) -> None:
        """Until cancelled; survives a database that is away for a while."""
        pause = idle_seconds
        while True:
            try:
                counts = await self.run_once()
                pause = idle_seconds
            except* (SQLAlchemyError, OSError) as errors:
                log.warning("mails wait, the database is away: %s", type(errors.exceptions[0]).__name__)
                counts, pause = Counts(), min(pause * 2, LONGEST_PAUSE_SECONDS)
            if not counts.total:
                await asyncio.sleep(pause)

    async def _serve(self, row: OutgoingMessage) -> Counts:
        belongs_to(row.content.get("request"))
        try:
            external_id = await self.mailer.send(await self.composer.compose(row))
        except MailRefused as error:
            return await self._give_up(row, str(error))
        except MailRetry as error:
            return await self._put_off(row, str(error))
        async with self.sessions() as session:
            held = await mark_sent(session, row.id, owner=self.owner, external_id=external_id)
        return Counts(sent=1) if held else Counts(stale=1)

    async def _give_up(self, row: OutgoingMessage, reason: str) -> Counts:
        log.warning("mail %d failed for good: %s", row.id, reason)
        async with transaction(self.sessions) as session:
            if not await finish(session, row.id, owner=self.owner, state="failed", error=reason):
                return Counts(stale=1)
            await _tell(session, row, Event.mail_failed)
        return Counts(failed=1)

    async def _put_off(self, row: OutgoingMessage, reason: str) -> Counts:
        if row.attempts >= MAX_ATTEMPTS:
            return await self._give_up(row, f"no attempt left: {reason}")
        log.info("mail %d waits, attempt %d: %s", row.id, row.attempts, reason)
        async with transaction(self.sessions) as session:
            after = wait_after(row.attempts)
            if not await again(session, row.id, owner=self.owner, after=after, error=reason):
                return Counts(stale=1)
            if row.attempts >= TELL_AFTER_ATTEMPTS:
                await _tell(session, row, Event.mail_delayed)
        return Counts(retried=1)


async def _tell(session: AsyncSession, row: OutgoingMessage, event: Event) -> None:
    """The chat that waits for this mail hears of it, once."""
    chat = await session.get(Chat, row.chat_id) if row.chat_id is not None else None
    if chat is None:
        return
    values = {"email": row.recipient}
    await plan_push(session, dedupe_key=f"{event}:{row.id}", chat=chat, event=event, values=values, now=row.created_at)
