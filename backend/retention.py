"""Forgets what is of no use any more and may hold personal data: stored answers, ended messages, old conversations with support.

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
from backend.residents.models import Handover
from backend.staff.models import AuditEntry
from backend.tickets.models import Ticket

ANSWERS = timedelta(days=3)
"""Telegram redelivers an update for a day; the rest is for an outage."""
MESSAGES = timedelta(days=90)
"""So long staff can see that a mail went out."""
FAILURES = timedelta(days=1)
"""The locks look back one hour."""
CONFIRMATIONS = timedelta(days=30)
"""After its fifteen minutes a confirmation only explains itself on its page."""

TICKETS = timedelta(days=2 * 365)
"""After closing: a bill may be disputed for a year, and its reader asks once more. Its files go with the files' own sweep."""
AUDIT = timedelta(days=2 * 365)
"""As long as what was looked at may be there."""
HANDOVERS = timedelta(days=1)
"""Ten minutes it works; for a day a late click is told that it was late."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows went."""

    answers: int
    messages: int
    failures: int
    confirmations: int
    tickets: int = 0
    audit: int = 0
    handovers: int = 0


async def forget(session: AsyncSession, now: datetime) -> Forgotten:
    """Deletes what is older than the spans above; the ledger's by the database's clock, as it is written."""
    return Forgotten(
        answers=await purge_requests(session, older_than=ANSWERS, now=now),
        messages=await purge(session, older_than=MESSAGES),
        failures=await _delete(session, delete(LinkFailure).where(LinkFailure.at < now - FAILURES)),
        confirmations=await _delete(
            session, delete(EmailConfirmation).where(EmailConfirmation.expires_at < now - CONFIRMATIONS)
        ),
        tickets=await _delete(session, delete(Ticket).where(Ticket.closed_at < now - TICKETS)),
        audit=await _delete(session, delete(AuditEntry).where(AuditEntry.at < now - AUDIT)),
        handovers=await _delete(session, delete(Handover).where(Handover.expires_at < now - HANDOVERS)),
    )


async def _delete(session: AsyncSession, which: Delete) -> int:
    gone = await session.execute(which.execution_options(synchronize_session=False))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
