"""``hisnik staff …``: accounts of the providers' people; and the demo's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.desk import Files
from backend.database import make_engine, make_sessions, transaction
from backend.demo import conversations as demo_conversations
from backend.demo import staff as demo_staff
from backend.errors import BackendError
from backend.providers.service import ProviderUnknown, all_providers, by_slug
from backend.staff import service, totp
from backend.staff.models import StaffMember
from backend.staff.passwords import SHORTEST, Passwords, PasswordUnfit, check_fit
from bot.assembly import databases
from bot.assembly.keys import Keyring

PROBLEMS = {
    "staff_unknown": "nobody logs in with this address (hisnik staff list)",
    "staff_known": "somebody logs in with this address already (hisnik staff list)",
    "group_invalid": "a group with topics has a number such as -1001234567890",
    "group_taken": "another provider has this group",
    "staff_invalid": "a name has 1 to 80 characters, an address an @ and at most 254",
    PasswordUnfit.code: f"a password has {SHORTEST} characters or more, and is not the address",
}


class StaffRefused(Exception):
    """The message says why."""


@asynccontextmanager
async def opened(keys: Keyring) -> AsyncIterator[AsyncSession]:
    """One transaction on the installation's database. Raises ``StaffRefused``."""
    async with databases.server(keys) as url:
        await databases.migrate(url)
        engine = make_engine(url, pool_size=2)
        try:
            async with transaction(make_sessions(engine)) as session:
                yield session
        except ProviderUnknown as error:
            async with make_sessions(engine)() as session:
                known = ", ".join(each.slug for each in await all_providers(session)) or "none is loaded"
            raise StaffRefused(f"no such provider; there are: {known}") from error
        except BackendError as error:
            raise StaffRefused(PROBLEMS.get(error.code, error.code)) from error
        finally:
            await engine.dispose()


async def add(keys: Keyring, slug: str, email: str, name: str, password: str, now: datetime) -> str:
    """A new account; a line that says so. Raises ``StaffRefused``."""
    async with opened(keys) as session:
        provider = await by_slug(session, slug)
        check_fit(password, email)
        hashed = await Passwords().hash(password)
        member = await service.add(session, provider.id, name=name, email=email, password_hash=hashed, now=now)
        return f"{member.name} <{member.email}> may log in at {keys.bot.address()}/staff for {provider.name}."


async def listed(keys: Keyring, slug: str | None, now: datetime) -> list[str]:
    """A line a person. Raises ``StaffRefused``."""
    async with opened(keys) as session:
        provider_id = (await by_slug(session, slug)).id if slug else None
        rows = await service.members(session, provider_id)
    return [f"{each.email}  {each.name}  {provider.slug}  {_state(each, now)}" for each, provider in rows]


def _state(member: StaffMember, now: datetime) -> str:
    if not member.active:
        return "disabled"
    if member.locked_until is not None and member.locked_until > now:
        return f"locked until {member.locked_until.astimezone():%Y-%m-%d %H:%M}"
    return "active" if member.totp_secret else "has not set up codes yet"


async def set_active(keys: Keyring, email: str, active: bool, now: datetime) -> None:
    """Out at once, or in again. Raises ``StaffRefused``."""
    async with opened(keys) as session:
        await service.set_active(session, await service.by_email(session, email), active, now)


async def reset(keys: Keyring, email: str, password: str | None, now: datetime, *, clear_totp: bool) -> None:
    """A new password, or codes to be set up anew, or both; ends locks and logins. Raises ``StaffRefused``."""
    async with opened(keys) as session:
        member = await service.by_email(session, email)
        hashed = None
        if password is not None:
            check_fit(password, email)
            hashed = await Passwords().hash(password)
        await service.reset(session, member, now, password_hash=hashed, totp=clear_totp)


def code(secret: str, now: datetime) -> str:
    """The code of this moment. Raises ``StaffRefused``."""
    try:
        return totp.code_at(secret, now)
    except ValueError as error:
        raise StaffRefused("a TOTP secret is base32: letters and the digits 2 to 7") from error


async def set_group(keys: Keyring, slug: str, chat: int | None, now: datetime) -> str:
    """Which Telegram group a provider's staff meet in; a line that says so. Raises ``StaffRefused``."""
    async with opened(keys) as session:
        provider = await by_slug(session, slug)
        await service.set_group(session, provider.id, chat, now)
        return f"{provider.name}: " + ("no group" if chat is None else f"conversations go to the group {chat}")


async def demo_logins(url: str, keys: Keyring, now: datetime, public: str, files: Files) -> str:
    """Makes the demo's staff in its own database ``url``, with conversations; what is said of them when the demo starts."""
    picture = await demo_conversations.hold_picture(files, now)
    engine = make_engine(url, pool_size=2)
    try:
        async with transaction(make_sessions(engine)) as session:
            logins = await demo_staff.add_demo_staff(session, Passwords(), keys.secret_key, now)
            await demo_conversations.add_demo_conversations(session, picture, now)
    finally:
        await engine.dispose()
    lines = [f"  staff:  {public}/staff", *(f"          {login.email}  ({login.provider})" for login in logins)]
    lines.append(f"          password: {demo_staff.PASSWORD}")
    lines.append(f"          code: hisnik staff code {demo_staff.TOTP}  (or that secret in an authenticator app)")
    return "\n".join(lines)
