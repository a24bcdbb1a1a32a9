"""Forgetting stored answers: a redelivery comes within days, and an answer may hold personal data."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete
from sqlalchemy.ext.asyncio import AsyncSession

from backend.idempotency_models import IdempotentRequest


async def purge_requests(session: AsyncSession, *, older_than: timedelta, now: datetime) -> int:
    """Deletes the keys and answers of writes older than ``older_than``; gives how many."""
    gone = await session.execute(delete(IdempotentRequest).where(IdempotentRequest.created_at < now - older_than))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
