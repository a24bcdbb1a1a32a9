"""Forgets what is of no use any more and may hold personal data: stored answers, ended messages, failures, confirmations.

A job, once an hour (``backend.jobs.tasks``). It may run twice: each run deletes what is there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Delete, delete
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import LinkFailure
from backend.confirmations.models import EmailConfirmation
from backend.idempotency import purge_requests
from backend.ledger.service import purge

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
