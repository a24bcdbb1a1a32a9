"""Forgets what is of no use any more and may hold personal data: stored answers, ended messages, failures, confirmations.

Runs beside the mail worker, once an hour. Several processes may run it: each deletes what is there.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Delete, delete
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import LinkFailure
from backend.confirmations.models import EmailConfirmation
from backend.database import Sessions, transaction
from backend.idempotency import purge_requests
from backend.ledger.service import purge
from backend.parts import Clock

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0
ANSWERS = timedelta(days=3)
"""Telegram redelivers an update for a day; the rest is for an outage."""
MESSAGES = timedelta(days=90)
"""So long staff can see that a mail went out."""
FAILURES = timedelta(days=1)
"""The locks look back one hour."""
CONFIRMATIONS = timedelta(days=30)
"""After its fifteen minutes a confirmation only explains itself on its page."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows went."""

    answers: int
    messages: int
    failures: int
    confirmations: int


async def forget(session: AsyncSession, now: datetime) -> Forgotten:
    """Deletes what is older than the spans above; the ledger's by the database's clock, as it is written."""
    return Forgotten(
        answers=await purge_requests(session, older_than=ANSWERS, now=now),
        messages=await purge(session, older_than=MESSAGES),
        failures=await _delete(session, delete(LinkFailure).where(LinkFailure.at < now - FAILURES)),
        confirmations=await _delete(
            session, delete(EmailConfirmation).where(EmailConfirmation.expires_at < now - CONFIRMATIONS)
        ),
    )


async def _delete(session: AsyncSession, which: Delete) -> int:
    gone = await session.execute(which.execution_options(synchronize_session=False))
    assert isinstance(gone, CursorResult)
    return gone.rowcount


@dataclass(frozen=True, slots=True)
class Retention:
    """Forgets again and again."""

    sessions: Sessions
    clock: Clock

    async def run_forever(self, every_seconds: float = EVERY_SECONDS) -> None:
        """Until cancelled; a database that is away is tried again the next time."""
        while True:
            try:
                async with transaction(self.sessions) as session:
                    forgotten = await forget(session, self.clock())
                log.debug("forgotten: %s", forgotten)
            except (SQLAlchemyError, OSError) as error:
                log.warning("nothing was forgotten, the database is away: %s", type(error).__name__)
            await asyncio.sleep(every_seconds)
