"""Accounts of staff: made, listed, deactivated, reset by the operator; their password changed by themselves."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import Invalid, NotFound, Refused
from backend.providers.models import Provider
from backend.staff import lockout, sessions
from backend.staff.audit import Actor, audit
from backend.staff.login import actor
from backend.staff.models import StaffMember
from backend.staff.passwords import Passwords, check_fit

NAME_LENGTH, EMAIL_LENGTH = 80, 254
LEAST_GROUP = -(10**13)
"""Supergroups' numbers are -100 and ten digits or more (Bot API: Chat.id)."""
OPERATOR = "hisnik staff"
"""Who the log names for what the operator's command does."""


class StaffUnknown(NotFound):
    """Nobody logs in with this address."""

    code = "staff_unknown"


class StaffKnown(Refused):
    """Somebody logs in with this address already."""

    code = "staff_known"


class StaffInvalid(Invalid):
    """A name or an address that can't be one."""

    code = "staff_invalid"


class GroupInvalid(Invalid):
    """No number of a supergroup: those begin with -100."""

    code = "group_invalid"


class GroupTaken(Refused):
    """Another provider's staff meet there."""

    code = "group_taken"


class PasswordWrong(Refused):
    """The present password was not given. ``keeps_effects``: it counts."""

    code = "password_wrong"
    keeps_effects = True


async def add(
    session: AsyncSession, provider_id: int, *, name: str, email: str, password_hash: str, now: datetime
) -> StaffMember:
    """A new account without a second factor; that is set up at the first login. Raises ``StaffKnown``, ``StaffInvalid``."""
    name, email = " ".join(name.split()), email.strip().lower()
    if not 0 < len(name) <= NAME_LENGTH or "@" not in email[1:-1] or len(email) > EMAIL_LENGTH:
        raise StaffInvalid()
    member = StaffMember(
        provider_id=provider_id, name=name, email=email, password_hash=password_hash, active=True, created_at=now
    )
    try:
        async with session.begin_nested():
            session.add(member)
    except IntegrityError as error:
        raise StaffKnown() from error
    await audit(session, _operator(member), "staff-added", f"staff:{member.id}", now)
    return member


def _operator(member: StaffMember) -> Actor:
    return Actor(member.provider_id, None, OPERATOR)


async def members(session: AsyncSession, provider_id: int | None = None) -> Sequence[tuple[StaffMember, Provider]]:
    """Everyone, or one provider's people; deactivated ones, too."""
    everyone = select(StaffMember, Provider).join(Provider, StaffMember.provider_id == Provider.id)
    if provider_id is not None:
        everyone = everyone.where(StaffMember.provider_id == provider_id)
    rows = await session.execute(everyone.order_by(Provider.name, StaffMember.name, StaffMember.id))
    return [(member, provider) for member, provider in rows]


async def by_email(session: AsyncSession, email: str) -> StaffMember:
    """Locked for the change to come. Raises ``StaffUnknown``."""
    sought = select(StaffMember).where(StaffMember.email == email.strip().lower()).with_for_update()
    member = await session.scalar(sought)
    if member is None:
        raise StaffUnknown()
    return member


async def set_active(session: AsyncSession, member: StaffMember, active: bool, now: datetime) -> None:
    """Deactivates, which ends every login at once; or lets in again."""
    member.active = active
    if not active:
        await sessions.end_all(session, member.id)
    await audit(session, _operator(member), "staff-enabled" if active else "staff-disabled", f"staff:{member.id}", now)


async def reset(
    session: AsyncSession, member: StaffMember, now: datetime, *, password_hash: str | None, totp: bool
) -> None:
    """A new password, or a second factor to be set up anew, or both. Ends locks and every login."""
    if password_hash is not None:
        member.password_hash = password_hash
    if totp:
        member.totp_secret = member.totp_step = None
    member.failures, member.locked_until = 0, None
    await sessions.end_all(session, member.id)
    await audit(
        session,
        _operator(member),
        "staff-reset",
        f"staff:{member.id}",
        now,
        password=password_hash is not None,
        totp=totp,
    )


async def change_password(
    session: AsyncSession, passwords: Passwords, staff_id: int, present: str, new: str, now: datetime
) -> None:
    """A member's own change; ends all their logins (the edge starts a new one). Raises ``PasswordWrong``, ``PasswordUnfit``.

    A wrong one counts as at the login, so a console left open is no place for guessing.
    """
    member = await session.scalar(select(StaffMember).where(StaffMember.id == staff_id).with_for_update())
    assert member is not None
    if not (await passwords.check(member.password_hash, present)).right:
        if await lockout.count_failure(session, member, now):
            await audit(session, actor(member), "locked", f"staff:{member.id}", now)
            await sessions.end_all(session, member.id)
        raise PasswordWrong()
    check_fit(new, member.email)
    member.password_hash = await passwords.hash(new)
    await sessions.end_all(session, member.id)
    await audit(session, actor(member), "password-changed", f"staff:{member.id}", now)


async def set_group(session: AsyncSession, provider_id: int, chat: int | None, now: datetime) -> None:
    """The provider's group in Telegram; None: it has none. Raises ``GroupInvalid``, ``GroupTaken``."""
    if chat is not None and not LEAST_GROUP < chat < -(10**12):
        raise GroupInvalid()
    provider = await session.get_one(Provider, provider_id, with_for_update=True)
    try:
        async with session.begin_nested():
            provider.staff_group_id = chat
    except IntegrityError as error:
        raise GroupTaken() from error
    await audit(session, Actor(provider_id, None, OPERATOR), "group-set", f"group:{provider_id}", now, group=chat)
