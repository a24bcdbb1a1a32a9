"""The audit log: every look at personal data and every act of staff goes through ``audit``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound
from backend.local_time import LJUBLJANA
from backend.staff.models import AuditEntry

PAGE = 50


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts for a provider. ``staff_id`` None: someone in the provider's group without an account here."""

    provider_id: int
    staff_id: int | None
    name: str


async def audit(
    session: AsyncSession, member: Actor, action: str, subject: str, now: datetime, **details: str | int | bool | None
) -> None:
    """Notes who did what to which ``subject`` (``ticket:12``), in the transaction of the act.

    ``details`` say what was chosen, never what was read or written: no text, no code, no name.
    """
    entry = AuditEntry(
        at=now,
        provider_id=member.provider_id,
        staff_id=member.staff_id,
        actor=member.name,
        action=action,
        subject=subject,
        details=details,
    )
    session.add(entry)
    await session.flush()


@dataclass(frozen=True, slots=True)
class Entries:
    """A page of the log, newest first. ``older``: the ``before`` of the next page; None at the end."""

    rows: Sequence[AuditEntry]
    older: int | None


async def entries(
    session: AsyncSession,
    provider_id: int,
    *,
    staff_id: int | None = None,
    day: date | None = None,
    before: int | None = None,
) -> Entries:
    """A provider's own entries; of one person, of one day in Ljubljana. Raises ``NotFound`` for a foreign ``before``."""
    wanted = select(AuditEntry).where(AuditEntry.provider_id == provider_id)
    if staff_id is not None:
        wanted = wanted.where(AuditEntry.staff_id == staff_id)
    if day is not None:
        start = datetime.combine(day, time(), LJUBLJANA)
        end = datetime.combine(day + timedelta(days=1), time(), LJUBLJANA)
        wanted = wanted.where(AuditEntry.at >= start, AuditEntry.at < end)
    if before is not None:
        last = await session.get(AuditEntry, before)
        if last is None or last.provider_id != provider_id:
            raise NotFound()
        wanted = wanted.where(tuple_(AuditEntry.at, AuditEntry.id) < (last.at, last.id))
    newest = wanted.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(PAGE + 1)
    rows = (await session.scalars(newest)).all()
    return Entries(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)
