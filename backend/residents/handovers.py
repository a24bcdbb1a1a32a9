"""Handovers: a conversation begun in one chat goes on in another, by a link that works once and for ten minutes.

The chat that opens the link joins the resident of the chat that showed it; never the other way round, and never where it would
have to leave something of its own: then a stranger's link could read a resident's data, or mix two people's.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Link
from backend.errors import NotFound, Refused
from backend.residents.models import Chat, Handover, Resident
from backend.residents.service import ResidentUnknown, resident_of
from backend.secrets import KeyedHash
from backend.tickets.models import Ticket

WORKS_FOR = timedelta(minutes=10)
PURPOSE = "handover"


class HandoverUnknown(NotFound):
    """No such link, or one of long ago."""

    code = "handover_unknown"


class HandoverLate(Refused):
    """The ten minutes are over."""

    code = "handover_late"


class HandoverUsed(Refused):
    """The link was opened in another chat."""

    code = "handover_used"


class ChatOccupied(Refused):
    """This chat has links, an address or messages of its own, which must not be mixed with another's."""

    code = "chat_occupied"


class NothingToPart(Refused):
    """The chat is its resident's only one."""

    code = "nothing_to_part"


async def begin(session: AsyncSession, resident_id: int, token: str, *, keyed: KeyedHash, now: datetime) -> datetime:
    """Until when ``token`` works. Earlier tokens of the resident that nobody opened end."""
    await resident_of(session, resident_id, for_update=True)
    await session.execute(delete(Handover).where(Handover.resident_id == resident_id, Handover.taken_at.is_(None)))
    until = now + WORKS_FOR
    row = Handover(token_hash=keyed(PURPOSE, token), resident_id=resident_id, created_at=now, expires_at=until)
    session.add(row)
    await session.flush()
    return until


async def take(
    session: AsyncSession, chat_id: int, token: str, *, keyed: KeyedHash, now: datetime
) -> tuple[Chat, bool]:
    """Joins the chat to the resident behind ``token``; what support answers goes there from now on.

    True: the chat belonged there already. Raises ``HandoverUnknown``, ``HandoverLate``, ``HandoverUsed``, ``ChatOccupied``.
    """
    which = select(Handover).where(Handover.token_hash == keyed(PURPOSE, token)).with_for_update()
    found = (await session.scalars(which)).one_or_none()
    if found is None:
        raise HandoverUnknown()
    chat = await _chat(session, chat_id)
    if chat.resident_id == found.resident_id:
        found.taken_at = found.taken_at or now
        return chat, True
    if found.taken_at is not None:
        raise HandoverUsed()
    if found.expires_at <= now:
        raise HandoverLate()
    if await _has_own(session, chat.resident_id):
        raise ChatOccupied()
    found.taken_at = now
    await _join(session, chat, found.resident_id)
    return chat, False


async def part(session: AsyncSession, chat_id: int, now: datetime) -> Chat:
    """The chat leaves its resident and begins anew; nothing of the resident goes with it. Raises ``NothingToPart``."""
    chat = await _chat(session, chat_id)
    resident = await resident_of(session, chat.resident_id, for_update=True)
    others = (
        select(Chat.id).where(Chat.resident_id == resident.id, Chat.id != chat.id).order_by(Chat.id.desc()).limit(1)
    )
    other = await session.scalar(others)
    if other is None:
        raise NothingToPart()
    await _answers_to(session, resident.id, other)
    fresh = Resident(language=resident.language, created_at=now)
    session.add(fresh)
    await session.flush()
    chat.resident_id = fresh.id
    await session.flush()
    return chat


async def _chat(session: AsyncSession, chat_id: int) -> Chat:
    chat = await session.get(Chat, chat_id, with_for_update=True)
    if chat is None:
        raise ResidentUnknown()
    return chat


async def _has_own(session: AsyncSession, resident_id: int) -> bool:
    resident = await resident_of(session, resident_id, for_update=True)
    link = exists().where(Link.resident_id == resident_id, Link.unlinked_at.is_(None))
    ticket = exists().where(Ticket.resident_id == resident_id)
    return resident.email is not None or bool(await session.scalar(select(link | ticket)))


async def _join(session: AsyncSession, chat: Chat, resident_id: int) -> None:
    before, chat.resident_id = chat.resident_id, resident_id
    await session.flush()
    await _answers_to(session, resident_id, chat.id)
    try:
        async with session.begin_nested():
            await session.execute(delete(Resident).where(Resident.id == before))
    except IntegrityError:
        return  # something of the past is kept under that resident, such as an ended link


async def _answers_to(session: AsyncSession, resident_id: int, chat_id: int) -> None:
    await session.execute(update(Ticket).where(Ticket.resident_id == resident_id).values(chat_id=chat_id))
