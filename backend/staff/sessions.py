"""Sessions of the console: the cookie is random, the database keeps its keyed hash.

A session is born anew at the password and at the second factor: what was known before is of no use afterwards.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound
from backend.providers.models import Provider
from backend.secrets import KeyedHash
from backend.staff.models import StaffMember, StaffSession

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)
"""A working day."""
PENDING = timedelta(minutes=10)
"""So long the second factor may take."""
SEEN_EVERY = timedelta(minutes=1)
"""``seen_at`` is as exact as this: not every page costs a write."""


@dataclass(frozen=True, slots=True)
class Found:
    """A session that holds, with its member and their provider."""

    row: StaffSession
    member: StaffMember
    provider: Provider


def token_hash(keyed: KeyedHash, token: str) -> str:
    """How a cookie's token stands in the database."""
    return keyed("staff-session", token)


async def start(session: AsyncSession, keyed: KeyedHash, staff_id: int, now: datetime, *, complete: bool) -> str:
    """A new session's token. ``complete`` False: the second factor is still to come. Sweeps out what has ended."""
    await session.execute(delete(StaffSession).where(StaffSession.expires_at <= now))
    token = secrets.token_urlsafe(32)
    row = StaffSession(
        token_hash=token_hash(keyed, token),
        staff_id=staff_id,
        csrf=secrets.token_urlsafe(32),
        complete=complete,
        created_at=now,
        seen_at=now,
        expires_at=now + (ABSOLUTE if complete else PENDING),
    )
    session.add(row)
    await session.flush()
    return token


async def find(session: AsyncSession, keyed: KeyedHash, token: str, now: datetime) -> Found | None:
    """The session of this cookie; None where it has ended, was idle for too long, or its member is deactivated."""
    sought = (
        select(StaffSession, StaffMember, Provider)
        .join(StaffMember, StaffSession.staff_id == StaffMember.id)
        .join(Provider, StaffMember.provider_id == Provider.id)
        .where(
            StaffSession.token_hash == token_hash(keyed, token),
            StaffSession.expires_at > now,
            StaffSession.seen_at > now - IDLE,
            StaffMember.active,
        )
    )
    row = (await session.execute(sought)).one_or_none()
    if row is None:
        return None
    found = Found(*row)
    if now - found.row.seen_at >= SEEN_EVERY:
        found.row.seen_at = now
    return found


async def open_sessions(session: AsyncSession, staff_id: int, now: datetime) -> Sequence[StaffSession]:
    """A member's logins that still hold, newest first."""
    held = select(StaffSession).where(
        StaffSession.staff_id == staff_id,
        StaffSession.complete,
        StaffSession.expires_at > now,
        StaffSession.seen_at > now - IDLE,
    )
    return (await session.scalars(held.order_by(StaffSession.created_at.desc(), StaffSession.token_hash))).all()


def mark(row: StaffSession) -> str:
    """Names a session on its owner's page; of no use as a cookie."""
    return row.token_hash[:16]


async def has_ended(session: AsyncSession, hashed: str) -> bool:
    """Whether it was ended meanwhile."""
    return await session.scalar(select(StaffSession.token_hash).where(StaffSession.token_hash == hashed)) is None


async def end(session: AsyncSession, hashed: str) -> None:
    """Ends one session; it may have ended already."""
    await session.execute(delete(StaffSession).where(StaffSession.token_hash == hashed))


async def end_marked(session: AsyncSession, staff_id: int, marked: str) -> None:
    """Ends one of a member's own sessions. Raises ``NotFound``."""
    own = select(StaffSession).where(StaffSession.staff_id == staff_id)
    for row in (await session.scalars(own)).all():
        if mark(row) == marked:
            return await end(session, row.token_hash)
    raise NotFound()


async def end_all(session: AsyncSession, staff_id: int) -> None:
    """Ends every session of a member."""
    await session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))
