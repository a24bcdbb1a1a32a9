"""Locks against guessing: five failures in an hour lock a chat, ten lock a payer code, each for an hour.

Codes that don't exist count and lock as those that do. Attempts while locked are not counted, so a lock ends by itself.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import LinkFailure
from backend.errors import Locked

CHAT_FAILURES = 5
PAYER_FAILURES = 10
SPAN = timedelta(hours=1)


class LinkLocked(Locked):
    """Too many failures in this chat or for this payer code; ``minutes`` until the next attempt."""

    code = "link_locked"


async def queue_up(session: AsyncSession, chat_id: int, payer_key: str) -> None:
    """One attempt at a time for a chat and for a payer code, so that attempts side by side are all counted.

    The locks end with the transaction; they are taken in one order everywhere, so attempts can't wait for each other.
    """
    numbers = {chat_id, -1 - (int(payer_key[:15], 16))}
    for number in sorted(numbers):
        await session.execute(select(func.pg_advisory_xact_lock(number)))


async def check_locks(session: AsyncSession, chat_id: int, payer_key: str, now: datetime) -> None:
    """Raises ``LinkLocked`` while either lock holds."""
    ends = [
        await _locked_until(session, LinkFailure.chat_id == chat_id, CHAT_FAILURES),
        await _locked_until(session, LinkFailure.payer_key == payer_key, PAYER_FAILURES),
    ]
    left = max((end - now for end in ends if end is not None), default=timedelta())
    if left > timedelta():
        raise LinkLocked(minutes=math.ceil(left / timedelta(minutes=1)))


async def _locked_until(session: AsyncSession, whose: ColumnElement[bool], allowed: int) -> datetime | None:
    newest = select(LinkFailure.at).where(whose).order_by(LinkFailure.at.desc()).limit(allowed)
    return lock_end((await session.scalars(newest)).all(), allowed)


def lock_end(failures: Sequence[datetime], allowed: int) -> datetime | None:
    """``failures``: the newest ``allowed`` ones, newest first. An hour after the last, if all lie within an hour."""
    if len(failures) < allowed or failures[0] - failures[-1] >= SPAN:
        return None
    return failures[0] + SPAN
