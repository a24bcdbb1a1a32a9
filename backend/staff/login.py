"""The way in: password, then second factor. Unknown, wrong and locked look alike, and take the same time."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Sessions, transaction
from backend.sealing import SealBroken
from backend.secrets import KeyedHash
from backend.staff import lockout, sessions, totp
from backend.staff.audit import Actor, audit
from backend.staff.models import StaffMember
from backend.staff.passwords import Checked, Passwords

log = logging.getLogger(__name__)


def actor(member: StaffMember) -> Actor:
    """The member as the audit log names them."""
    return Actor(member.provider_id, member.id, member.name)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed, and from which network address (hashed)."""

    email: str
    password: str
    address: str


async def give_password(
    stored: Sessions, passwords: Passwords, keyed: KeyedHash, attempt: Attempt, now: datetime
) -> str | None:
    """The token of a session that waits for its second factor; None: unknown, wrong, deactivated or locked.

    The password is checked between two transactions, whatever the first one found.
    """
    email = attempt.email.strip().lower()
    async with stored() as session:
        password_hash = await session.scalar(select(StaffMember.password_hash).where(StaffMember.email == email))
    checked = await passwords.check(password_hash, attempt.password)
    async with transaction(stored) as session:
        member = await session.scalar(
            select(StaffMember).where(StaffMember.email == email, StaffMember.active).with_for_update()
        )
        if await lockout.is_address_full(session, attempt.address, now):
            return None
        is_locked = member is not None and lockout.is_locked(member, now)
        if member is None or is_locked or not checked.right or member.password_hash != password_hash:
            await lockout.count_address(session, attempt.address, now)
            await _count(session, None if is_locked else member, now)
            return None
        _renew(member, checked)
        return await sessions.start(session, keyed, member.id, now, complete=False)


def _renew(member: StaffMember, checked: Checked) -> None:
    if checked.renewed is not None:
        member.password_hash = checked.renewed


async def _count(session: AsyncSession, member: StaffMember | None, now: datetime) -> bool:
    is_locked = await lockout.count_failure(session, member, now)
    if is_locked and member is not None:
        await audit(session, actor(member), "locked", f"staff:{member.id}", now)
    return is_locked


async def give_code(
    session: AsyncSession, found: sessions.Found, code: str, secret_key: str, keyed: KeyedHash, now: datetime
) -> str | None:
    """The token of the whole session. None: a wrong code, or one that was used; the fifth in a row ends the login.

    Without a second factor yet, the code confirms the one that was offered (``setup_secret``), which is kept from then on.
    """
    member = await session.scalar(
        select(StaffMember)
        .where(StaffMember.id == found.member.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if member is None or lockout.is_locked(member, now):
        await sessions.end(session, found.row.token_hash)
        return None
    seal, sets_up = totp.seal_of(secret_key, member.id), member.totp_secret is None
    offered = totp.setup_secret(keyed, found.row.token_hash)
    try:
        secret = offered if member.totp_secret is None else seal.open(member.totp_secret)
    except SealBroken:
        log.error(
            "staff %d: the second factor is sealed under another SECRET_KEY: hisnik staff reset --totp", member.id
        )
        return None
    step = totp.matching_step(secret, code, now, member.totp_step)
    if step is None:
        if await _count(session, member, now):
            await sessions.end_all(session, member.id)
        return None
    if sets_up:
        member.totp_secret = seal.close(secret)
        await audit(session, actor(member), "totp-set-up", f"staff:{member.id}", now)
    member.totp_step, member.failures, member.locked_until = step, 0, None
    await sessions.end(session, found.row.token_hash)
    await audit(session, actor(member), "login", f"staff:{member.id}", now)
    return await sessions.start(session, keyed, member.id, now, complete=True)
