"""Staff begin a conversation with a resident who is linked with their provider and agreed to the terms."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Link, Payer
from backend.consents.contract import ConsentAction, Purpose
from backend.consents.models import ConsentAct
from backend.errors import NotFound
from backend.residents.models import Chat, Resident
from backend.tickets import answers
from backend.tickets.answers import Answer
from backend.tickets.contract import State, Topic
from backend.tickets.models import Ticket
from backend.tickets.search import plain, plainly
from backend.tickets.service import next_number
from backend.tickets.writing import Writer, by_source

MOST = 20
"""People shown of a search; who seeks more narrows it down."""
SHORTEST = 3
"""Letters: nobody pages through all residents."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Someone staff may write to. ``reachable`` False: the chat is blocked, an answer goes by mail if there is an address."""

    link_id: int
    resident_id: int
    chat_id: int
    payer_code: str
    name: str
    address: str
    channel: str
    reachable: bool
    has_email: bool


class AddresseeUnknown(NotFound):
    """Nobody of this provider's, not linked any more, or without consent."""

    code = "addressee_unknown"


def _addressees(provider_id: int) -> Select[*tuple[object, ...]]:
    agreed = (
        select(ConsentAct.action)
        .where(ConsentAct.resident_id == Resident.id, ConsentAct.purpose == Purpose.terms.value)
        .order_by(ConsentAct.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    chat = (
        select(Chat.id, Chat.channel, Chat.reachable)
        .where(Chat.resident_id == Resident.id)
        .order_by(Chat.reachable.desc(), (Chat.channel != "web").desc(), Chat.id.desc())
        .limit(1)
        .lateral()
    )
    return (
        select(Link, Payer, Resident.email, chat.c.id.label("chat"), chat.c.channel, chat.c.reachable)
        .join(Payer, Link.payer_id == Payer.id)
        .join(Resident, Link.resident_id == Resident.id)
        .join(chat, onclause=chat.c.id.is_not(None))
        .where(Payer.provider_id == provider_id, Link.unlinked_at.is_(None), agreed == ConsentAction.given.value)
        .order_by(Payer.name, Payer.code, Link.id)
    )


async def _found(session: AsyncSession, which: Select[*tuple[object, ...]]) -> list[Addressee]:
    return [
        Addressee(
            link_id=row.Link.id,
            resident_id=row.Link.resident_id,
            chat_id=row.chat,
            payer_code=row.Payer.code,
            name=row.Payer.name,
            address=f"{row.Payer.street}, {row.Payer.post_code} {row.Payer.town}",
            channel=row.channel,
            reachable=row.reachable,
            has_email=row.email is not None,
        )
        for row in await session.execute(which)
    ]


async def search(session: AsyncSession, provider_id: int, text: str) -> Sequence[Addressee]:
    """By payer code, or a part of the name; nobody for less than ``SHORTEST`` letters."""
    sought = " ".join(text.split())
    if len(sought) < SHORTEST:
        return []
    named = plain(Payer.name).contains(plainly(sought), autoescape=True)
    return await _found(session, _addressees(provider_id).where(or_(Payer.code == sought, named)).limit(MOST))


async def addressee(session: AsyncSession, provider_id: int, link_id: int) -> Addressee:
    """One of them; raises ``AddresseeUnknown``."""
    found = await _found(session, _addressees(provider_id).where(Link.id == link_id))
    if not found:
        raise AddresseeUnknown()
    return found[0]


async def alone(session: AsyncSession, to: Addressee) -> None:
    """The same form sent twice: one after the other."""
    await session.get_one(Link, to.link_id, with_for_update=True)


async def start(
    session: AsyncSession, provider_id: int, to: Addressee, topic: Topic, writer: Writer, given: Answer, now: datetime
) -> Ticket:
    """A new ticket whose first message is staff's; it goes out as any answer. Once for each ``source``.

    Raises ``MessageEmpty``, ``FilesUnknown``.
    """
    await alone(session, to)
    again = await by_source(session, given.source)
    if again is not None:
        return await answers.of_provider(session, provider_id, again.ticket_id)
    ticket = Ticket(
        provider_id=provider_id,
        number=await next_number(session, provider_id),
        resident_id=to.resident_id,
        chat_id=to.chat_id,
        link_id=to.link_id,
        topic=topic.value,
        state=State.answered.value,
        assigned_to=writer.staff_id,
        reply_token=secrets.token_hex(16),
        opened_at=now,
        changed_at=now,
        away_said=False,
    )
    session.add(ticket)
    await session.flush()
    await answers.answer(session, ticket, writer, given, now)
    return ticket
