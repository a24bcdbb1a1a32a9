"""Which provider a group is of, and who its members are. Who is a member of the group is staff, with or without an account."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.desk.contract import DeskPerson, Group
from backend.errors import NotFound
from backend.providers.models import Provider
from backend.staff.models import StaffMember


class GroupUnknown(NotFound):
    """No provider has this group."""

    code = "group_unknown"


async def groups(session: AsyncSession) -> list[Group]:
    """Every provider's group."""
    rows = await session.scalars(select(Provider).where(Provider.staff_group_id.is_not(None)).order_by(Provider.id))
    return [
        Group(provider=row.slug, provider_name=row.name, group_id=row.staff_group_id)
        for row in rows
        if row.staff_group_id is not None
    ]


async def provider_of(session: AsyncSession, group_id: int) -> Provider:
    """Whose group it is; raises ``GroupUnknown``."""
    found = (await session.scalars(select(Provider).where(Provider.staff_group_id == group_id))).one_or_none()
    if found is None:
        raise GroupUnknown()
    return found


async def moved(session: AsyncSession, group_id: int, to: int) -> bool:
    """The group became a supergroup: the provider's staff meet there now. False when that is known."""
    provider = (await session.scalars(select(Provider).where(Provider.staff_group_id == group_id))).one_or_none()
    if provider is None:
        return False
    provider.staff_group_id = to
    await session.flush()
    return True


async def member_of(session: AsyncSession, provider: Provider, person: DeskPerson) -> StaffMember | None:
    """Their account, where they have one with this provider."""
    which = (StaffMember.telegram_id == person.telegram_id, StaffMember.provider_id == provider.id)
    return (await session.scalars(select(StaffMember).where(*which, StaffMember.active))).one_or_none()


async def staff_file_owner(session: AsyncSession, group_id: int, telegram_id: int) -> int | None:
    """Whose a file is that someone sends in the group; None: someone without an account."""
    provider = await provider_of(session, group_id)
    member = await member_of(session, provider, DeskPerson(telegram_id=telegram_id, name="–"))
    return member.id if member else None
