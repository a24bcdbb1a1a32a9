"""The provider's side, wherever it is written (group, console, mail): answers, notes, closing, assigning."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import Refused
from backend.ledger.contract import Event
from backend.ledger.service import plan_push, withdraw
from backend.providers.models import Provider
from backend.residents.models import Chat
from backend.staff.models import StaffMember
from backend.tickets.contract import Author, Delivery, Happening, PostKind, State, Topic
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.views import files_of
from backend.tickets.writing import (
    TicketUnknown,
    Words,
    Writer,
    append,
    attach,
    by_source,
    change_text,
    happened,
    locked,
    own_files,
    tell_group,
)

NOTE = "//"
"""In front of what never leaves."""
ALBUM = timedelta(seconds=2)
"""So long an album's answer waits for the pictures that follow."""


class TicketClosed(Refused):
    """Closed: it has to be opened again before it is answered."""

    code = "ticket_closed"


class ColleagueUnknown(TicketUnknown):
    """Nobody, or more than one, of this provider's staff."""

    code = "colleague_unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff wrote. ``note``: for staff alone. ``via``: ``group``, ``console`` or ``mail``."""

    text: str
    via: str
    files: Sequence[int] = ()
    source: str | None = None
    note: bool = False
    album: str | None = None
    """Those with the same album are one answer, where they come within ``ALBUM``."""


async def of_provider(session: AsyncSession, provider_id: int, ticket_id: int) -> Ticket:
    """The provider's ticket, locked; another's is not there (``TicketUnknown``)."""
    ticket = await locked(session, ticket_id)
    if ticket.provider_id != provider_id:
        raise TicketUnknown()
    return ticket


async def answer(session: AsyncSession, ticket: Ticket, writer: Writer, given: Answer, now: datetime) -> TicketMessage:
    """Stores an answer, and plans its way to the resident; or a note, which never leaves. Once for each ``source``.

    ``ticket`` is locked. Raises ``TicketClosed`` for an answer (a note may be added), ``MessageEmpty``, ``FilesUnknown``.
    """
    again = await by_source(session, given.source)
    if again is not None:
        return again
    joined = await _join(session, ticket, writer, given, now)
    if joined is not None:
        return joined
    if ticket.state == State.closed.value and not given.note:
        raise TicketClosed(number=ticket.number)
    await own_files(session, given.files, resident_id=None, staff_id=writer.staff_id)
    delivery = None if given.note else Delivery.planned.value
    words = Words(
        Author.staff,
        given.text,
        given.via,
        given.files,
        given.source,
        given.album,
        writer=writer,
        internal=given.note,
        delivery=delivery,
    )
    message = await append(session, ticket, words, now)
    if not given.note:
        ticket.state, ticket.waiting_since = State.answered.value, None
        ticket.answered_at = ticket.answered_at or now
        await session.flush()
        await _send(session, ticket, message, now)
    if given.via != "group":
        await tell_group(session, ticket, message, PostKind.message, now)
    return message


async def _join(
    session: AsyncSession, ticket: Ticket, writer: Writer, given: Answer, now: datetime
) -> TicketMessage | None:
    """Adds a picture to the album that it belongs to; None: there is none, or it has gone out already."""
    if given.album is None:
        return None
    same = select(TicketMessage).where(TicketMessage.ticket_id == ticket.id, TicketMessage.album == given.album)
    message = (await session.scalars(same.order_by(TicketMessage.id.desc()).limit(1))).one_or_none()
    if message is None:
        return None
    if not message.internal and not await withdraw(session, [cause_of(message.id)], "joined", kind="push"):
        return None
    await own_files(session, given.files, resident_id=None, staff_id=writer.staff_id)
    await attach(session, message.id, given.files)
    if given.text.strip() and not message.body:
        # the part with the words is the one whose edit counts
        message.body, message.source = given.text.strip(), given.source
    await session.flush()
    if not message.internal:
        await _send(session, ticket, message, now)
    return message


async def _send(
    session: AsyncSession, ticket: Ticket, message: TicketMessage, now: datetime, *, corrected: bool = False
) -> None:
    """The push with the answer; once a version. ``files``: JSON of the views, for a push carries texts only."""
    chat = await session.get_one(Chat, ticket.chat_id)
    provider = await session.get_one(Provider, ticket.provider_id)
    files = await files_of(session, [message.id])
    values = {
        "ticket": str(ticket.id),
        "number": str(ticket.number),
        "provider": provider.name,
        "name": message.staff_name or "",
        "message": str(message.id),
        "text": message.body,
        "resident": str(ticket.resident_id),
        "files": json.dumps([file.model_dump(mode="json") for file in files.get(message.id, [])]),
        "corrected": "yes" if corrected else "no",
        "first": "no" if await _is_answer(session, message) else "yes",
    }
    await plan_push(
        session,
        dedupe_key=answer_key(message),
        chat=chat,
        event=Event.ticket_answered,
        values=values,
        now=now,
        after=ALBUM if message.album else None,
        cause=cause_of(message.id),
    )


async def _is_answer(session: AsyncSession, message: TicketMessage) -> bool:
    """Whether the resident wrote before it; else the provider began the conversation."""
    asked = select(TicketMessage.id).where(
        TicketMessage.ticket_id == message.ticket_id,
        TicketMessage.author == Author.resident.value,
        TicketMessage.id < message.id,
    )
    return await session.scalar(asked.limit(1)) is not None


def answer_key(message: TicketMessage) -> str:
    """The ledger's key of an answer's push: a new one each time that it is corrected."""
    return f"answer:{message.id}:{len(message.earlier)}"


def cause_of(message_id: int) -> str:
    """What all pushes of an answer have in common."""
    return f"ticket-message:{message_id}"


async def correct(session: AsyncSession, ticket: Ticket, message: TicketMessage, text: str, now: datetime) -> bool:
    """Staff changed an answer or a note; the resident gets the new text of an answer. False: nothing changed."""
    if not change_text(message, text, now):
        return False
    await session.flush()
    if not message.internal:
        unseen = await withdraw(session, [cause_of(message.id)], "corrected", kind="push")
        message.delivery = Delivery.planned.value
        await session.flush()
        await _send(session, ticket, message, now, corrected=not unseen)
    if message.via != "group":
        await tell_group(session, ticket, message, PostKind.message, now, version=f"edit-{len(message.earlier)}")
    return True


async def close(session: AsyncSession, ticket: Ticket, writer: Writer, now: datetime) -> bool:
    """Closes, and asks the resident how it went; False when it was closed."""
    if ticket.state == State.closed.value:
        return False
    ticket.state, ticket.closed_at, ticket.waiting_since = State.closed.value, now, None
    message = await happened(session, ticket, Happening.closed, now, writer=writer, value=writer.name)
    chat = await session.get_one(Chat, ticket.chat_id)
    provider = await session.get_one(Provider, ticket.provider_id)
    await plan_push(
        session,
        dedupe_key=f"ticket-closed:{message.id}",
        chat=chat,
        event=Event.ticket_closed,
        values={"ticket": str(ticket.id), "number": str(ticket.number), "provider": provider.name},
        now=now,
    )
    return True


async def reopen(session: AsyncSession, ticket: Ticket, writer: Writer, now: datetime) -> bool:
    """Staff's turn again; False when it was not closed."""
    if ticket.state != State.closed.value:
        return False
    ticket.state, ticket.closed_at, ticket.waiting_since = State.open.value, None, now
    await happened(session, ticket, Happening.reopened, now, writer=writer, value=writer.name)
    return True


async def assign(session: AsyncSession, ticket: Ticket, writer: Writer, to: StaffMember | None, now: datetime) -> None:
    """Gives the ticket to a member of the same provider's staff, or to nobody; raises ``ColleagueUnknown``."""
    if to is not None and (to.provider_id != ticket.provider_id or not to.active):
        raise ColleagueUnknown()
    if ticket.assigned_to == (to.id if to else None):
        return
    ticket.assigned_to = to.id if to else None
    what = Happening.assigned if to else Happening.unassigned
    await happened(session, ticket, what, now, writer=writer, value=to.name if to else "")


async def change_topic(session: AsyncSession, ticket: Ticket, writer: Writer, topic: Topic, now: datetime) -> bool:
    """What it is about after all; False when nothing changes."""
    if ticket.topic == topic.value:
        return False
    ticket.topic = topic.value
    await happened(session, ticket, Happening.topic_changed, now, writer=writer, value=topic.value)
    return True
