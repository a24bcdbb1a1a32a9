"""One member of staff for each of the demo's providers, with a login that anyone may read here.

Made by ``hisnik demo`` alone, never by loading: a published password has no place in a provider's database.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.providers.service import all_providers
from backend.staff import service, totp
from backend.staff.passwords import Passwords

PASSWORD = "demo-hisnik-konzola"  # noqa: S105 - meant to be read
TOTP = "HJQXGZLTNNQWIZLNN53W4ZLSMVZXIYLN"
NAMES = {"komunala": "Ana Zupan", "upravnik": "Bor Kranjc", "odpadki": "Cvetka Golob"}


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """What is printed when the demo starts."""

    provider: str
    email: str


async def add_demo_staff(
    session: AsyncSession, passwords: Passwords, secret_key: str, now: datetime
) -> list[DemoLogin]:
    """Adds who is missing; the logins of all."""
    known = {member.email: member for member, _ in await service.members(session)}
    logins = []
    for provider in await all_providers(session):
        login = DemoLogin(provider.name, f"{provider.slug}@demo.example")
        logins.append(login)
        if login.email in known:
            continue
        name = NAMES.get(provider.slug, provider.name)
        member = await service.add(
            session,
            provider.id,
            name=name,
            email=login.email,
            password_hash=await passwords.hash(PASSWORD),
            now=now,
        )
        member.totp_secret = totp.seal_of(secret_key, member.id).close(TOTP)
    await session.flush()
    return logins
