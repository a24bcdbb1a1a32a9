"""Locks against guessing: per account, growing; and a limit per network address, for guessing over many accounts.

Attempts while locked are not counted, so a lock ends by itself. Wrong passwords and wrong codes count together, and only a
whole login clears the count: who knows the password can't start over at the code.
"""

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.secrets import KeyedHash
from backend.staff.models import StaffLoginFailure, StaffMember

FAILURES = 5
FIRST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
ADDRESS_FAILURES = 30
"""So many a quarter of an hour: an office behind one address has several people."""
ADDRESS_SPAN = timedelta(minutes=15)


def lock_span(failures: int) -> timedelta | None:
    """The lock that the newest of so many failures sets: every fifth one, each twice as long as the last."""
    if failures == 0 or failures % FAILURES:
        return None
    doublings = min(failures // FAILURES - 1, 10)
    return min(FIRST * (1 << doublings), LONGEST)


def is_locked(member: StaffMember, now: datetime) -> bool:
    """Whether nothing is taken from this account now, not even what is right."""
    return member.locked_until is not None and member.locked_until > now


async def count_failure(session: AsyncSession, member: StaffMember | None, now: datetime) -> bool:
    """Counts against the account; whether it is locked now. None, nobody's account, costs the same statement."""
    failures = member.failures + 1 if member is not None else 0
    span = lock_span(failures)
    values: dict[str, object] = {"failures": failures}
    if span is not None:
        values["locked_until"] = now + span
    await session.execute(update(StaffMember).where(StaffMember.id == (member.id if member else -1)).values(values))
    return span is not None


def address_key(keyed: KeyedHash, address: str | None) -> str:
    """A network address as it is kept. Of IPv6 the network counts: a household has 2⁶⁴ addresses."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return keyed("staff-address", address or "")
    network = ipaddress.ip_network((parsed, 64 if parsed.version == 6 else 32), strict=False)
    return keyed("staff-address", str(network))


async def is_address_full(session: AsyncSession, key: str, now: datetime) -> bool:
    """Whether too many attempts from this address failed of late."""
    recent = select(func.count()).where(StaffLoginFailure.address == key, StaffLoginFailure.at > now - ADDRESS_SPAN)
    return (await session.scalar(recent) or 0) >= ADDRESS_FAILURES


async def count_address(session: AsyncSession, key: str, now: datetime) -> None:
    """Counts against the address, and forgets what no longer counts."""
    await session.execute(delete(StaffLoginFailure).where(StaffLoginFailure.at <= now - ADDRESS_SPAN))
    session.add(StaffLoginFailure(address=key, at=now))
    await session.flush()
