"""The resident's side: opens a ticket, writes on, corrects, rates."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import NotLinked
from backend.accounts.models import Link, Payer
from backend.errors import NotFound, Refused
from backend.providers.models import Provider
from backend.providers.service import by_slug, office_of
from backend.residents.models import Chat
from backend.residents.service import chat_of, resident_of
from backend.tickets.contract import (
    Author,
    Edited,
    Happening,
    PostKind,
    Received,
    State,
    TicketRequest,
    TicketSummary,
    Topic,
    Written,
)
from backend.tickets.mailing import tell_provider
from backend.tickets.models import Ticket, TicketCounter, TicketMessage
from backend.tickets.views import continues, summary_of
from backend.tickets.writing import (
    TicketUnknown,
    Words,
    append,
    attach,
    by_source,
    change_text,
    happened,
    locked,
    own_files,
    tell_group,
)


class TicketOver(Refused):
    """Closed more than 14 days ago: a new matter is to be opened."""

    code = "ticket_over"


class MessageUnknown(NotFound):
    """Nothing of this resident's was written there."""

    code = "message_unknown"


async def open_ticket(session: AsyncSession, resident_id: int, request: TicketRequest, now: datetime) -> Received:
    """A new ticket with its first message. The same ``source`` again gives the same ticket."""
    await resident_of(session, resident_id)
    chat = await chat_of(session, resident_id, request.chat_id)
    again = await by_source(session, request.source)
    if again is not None:
        return await _received(session, await _own(session, resident_id, again.ticket_id), again, now)
    provider = await by_slug(session, request.provider)
    if request.link_id is not None:
        await _check_link(session, resident_id, provider, request.link_id)
    ticket = Ticket(
        provider_id=provider.id,
        number=await next_number(session, provider.id),
        resident_id=resident_id,
        chat_id=chat.id,
        link_id=request.link_id,
        topic=request.topic.value,
        state=State.open.value,
        about=request.about.model_dump(mode="json") if request.about else None,
        reply_token=secrets.token_hex(16),  # small letters: mail servers fold them,
        opened_at=now,
        changed_at=now,
        away_said=False,
    )
    session.add(ticket)
    await session.flush()
    message = await _write(session, ticket, chat, request, now)
    return await _received(session, ticket, message, now)


async def write(
    session: AsyncSession, resident_id: int, ticket_id: int, written: Written, now: datetime, *, via: str | None = None
) -> Received:
    """Another message. A closed ticket is opened again for 14 days; raises ``TicketOver`` after.

    ``via`` None: the chat's channel.
    """
    ticket = await _own(session, resident_id, ticket_id)
    chat = await chat_of(session, resident_id, written.chat_id)
    again = await by_source(session, written.source)
    if again is not None:
        return await _received(session, await _own(session, resident_id, again.ticket_id), again, now)
    if not continues(ticket, now):
        raise TicketOver()
    album = await _album(session, ticket, written)
    if album is not None:
        await _join(session, ticket, album, written, now)
        return await _received(session, ticket, album, now, joined=True)
    reopened = ticket.closed_at is not None
    if reopened:
        ticket.closed_at = ticket.rating = None
        await happened(session, ticket, Happening.reopened, now)
    message = await _write(session, ticket, chat, written, now, via)
    return await _received(session, ticket, message, now, reopened=reopened)


async def _write(
    session: AsyncSession, ticket: Ticket, chat: Chat, written: Written, now: datetime, via: str | None = None
) -> TicketMessage:
    await own_files(session, written.files, resident_id=ticket.resident_id)
    words = Words(Author.resident, written.text, via or chat.channel, written.files, written.source, written.album)
    message = await append(session, ticket, words, now)
    ticket.state, ticket.chat_id = State.open.value, chat.id
    ticket.waiting_since = ticket.waiting_since or now
    await session.flush()
    await tell_group(session, ticket, message, PostKind.message, now)
    await tell_provider(session, ticket, message, now)
    return message


async def _album(session: AsyncSession, ticket: Ticket, written: Written) -> TicketMessage | None:
    if written.album is None:
        return None
    which = (TicketMessage.ticket_id == ticket.id, TicketMessage.album == written.album)
    return (await session.scalars(select(TicketMessage).where(*which))).one_or_none()


async def _join(session: AsyncSession, ticket: Ticket, message: TicketMessage, written: Written, now: datetime) -> None:
    """One more picture of an album that has begun."""
    await own_files(session, written.files, resident_id=ticket.resident_id)
    await attach(session, message.id, written.files)
    if written.text.strip():
        message.body = "\n".join(filter(None, [message.body, written.text.strip()]))
    await session.flush()
    version = f"file-{max(written.files, default=0)}"
    await tell_group(session, ticket, message, PostKind.message, now, version=version)
    await tell_provider(session, ticket, message, now, version=version, only=written.files)


async def edit(session: AsyncSession, resident_id: int, source: str, text: str, now: datetime) -> Edited:
    """The resident corrected what they had written; raises ``MessageUnknown``."""
    found = await by_source(session, source)
    if found is None or found.author != Author.resident.value:
        raise MessageUnknown()
    ticket = await locked(session, found.ticket_id)
    if ticket.resident_id != resident_id:
        raise MessageUnknown()
    if change_text(found, text, now):
        ticket.changed_at = now
        if ticket.state == State.answered.value:
            ticket.state, ticket.waiting_since = State.open.value, now
        await session.flush()
        version = f"edit-{len(found.earlier)}"
        await tell_group(session, ticket, found, PostKind.message, now, version=version)
        await tell_provider(session, ticket, found, now, version=version)
    return Edited(ticket=await summary_of(session, ticket, now))


async def rate(session: AsyncSession, resident_id: int, ticket_id: int, stars: int, now: datetime) -> TicketSummary:
    """How it went; a second tap corrects the first."""
    ticket = await _own(session, resident_id, ticket_id)
    if ticket.rating != stars:
        ticket.rating = stars
        await happened(session, ticket, Happening.rated, now, value=str(stars))
        await session.flush()
    return await summary_of(session, ticket, now)


async def _own(session: AsyncSession, resident_id: int, ticket_id: int) -> Ticket:
    ticket = await locked(session, ticket_id)
    if ticket.resident_id != resident_id:
        raise TicketUnknown()
    return ticket


async def _check_link(session: AsyncSession, resident_id: int, provider: Provider, link_id: int) -> None:
    found = await session.scalar(
        select(Link.id)
        .join(Payer, Link.payer_id == Payer.id)
        .where(
            Link.id == link_id,
            Link.resident_id == resident_id,
            Link.unlinked_at.is_(None),
            Payer.provider_id == provider.id,
        )
    )
    if found is None:
        raise NotLinked()


async def next_number(session: AsyncSession, provider_id: int) -> int:
    """The row's lock makes those who open at once wait for each other: no gap, no number twice."""
    first = insert(TicketCounter).values(provider_id=provider_id, last=1)
    taken = first.on_conflict_do_update(index_elements=["provider_id"], set_={"last": TicketCounter.last + 1})
    return (await session.execute(taken.returning(TicketCounter.last))).scalar_one()


async def _received(
    session: AsyncSession,
    ticket: Ticket,
    message: TicketMessage,
    now: datetime,
    *,
    reopened: bool = False,
    joined: bool = False,
) -> Received:
    office = await office_of(session, ticket.provider_id, now)
    present = office.at(now)
    away = bool(office.hours) and not present.open_now and not ticket.away_said and not joined
    if away:
        ticket.away_said = True
        await session.flush()
    provider = await session.get_one(Provider, ticket.provider_id)
    return Received(
        ticket=await summary_of(session, ticket, now),
        message_id=message.id,
        reopened=reopened,
        joined=joined,
        away=away,
        opens_at=present.opens_at,
        expected_by=office.answer_by(now),
        emergency_phone=provider.emergency_phone if ticket.topic == Topic.fault.value else None,
    )
