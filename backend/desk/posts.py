"""What stands in the staff group's topic: a message as it is now, ready to show; and which copies of it are there already.

The ledger's row names the message alone: its text is read when it is sent, so edits meanwhile are in it, and nothing is kept twice.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Language
from backend.desk.contract import Copy, Posted, PostView
from backend.desk.models import TicketPost, TicketTopic
from backend.residents.models import Resident
from backend.texts import texts
from backend.tickets.contract import Author, Delivery, Happening, PostKind
from backend.tickets.happenings import happening_text
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.views import files_of
from backend.tickets.writing import TicketUnknown

_DELIVERED = {
    Delivery.sent: True,
    Delivery.mailed: True,
    Delivery.blocked: False,
    Delivery.failed: False,
    Delivery.unmailed: False,
    Delivery.unknown: None,
    Delivery.planned: None,
}


async def post_of(session: AsyncSession, message_id: int, kind: PostKind) -> PostView:
    """The message as it is to stand there; raises ``TicketUnknown``."""
    message = await session.get(TicketMessage, message_id)
    if message is None:
        raise TicketUnknown()
    ticket = await session.get_one(Ticket, message.ticket_id)
    copies = await _copies(session, message_id)
    delivery = Delivery(message.delivery) if kind is PostKind.delivery and message.delivery else None
    happening = _happening(message)
    topic = await session.get(TicketTopic, ticket.id)
    return PostView(
        ticket_id=ticket.id,
        message_id=message.id,
        resident_id=ticket.resident_id,
        kind=kind,
        text=await _text(session, ticket, message, delivery),
        files=(await files_of(session, [message_id])).get(message_id, []) if kind is PostKind.message else [],
        copies=copies,
        reply_to=_written_at(message) or next((copy.telegram_id for copy in copies if copy.file_id >= 0), None),
        delivered=_DELIVERED[delivery] if delivery else None,
        delivery=delivery,
        closes=happening is Happening.closed and ticket.closed_at is not None,
        opens=happening is Happening.reopened,
        has_topic=topic is not None and topic.thread_id is not None,
    )


async def _copies(session: AsyncSession, message_id: int) -> list[Copy]:
    topic = select(TicketTopic.group_id).where(TicketTopic.ticket_id == TicketMessage.ticket_id).scalar_subquery()
    rows = await session.scalars(
        select(TicketPost)
        .join(TicketMessage, TicketMessage.id == TicketPost.message_id)
        .where(TicketPost.message_id == message_id, TicketPost.group_id == topic)
        .order_by(TicketPost.file_id)
    )
    return [Copy(file_id=row.file_id, telegram_id=row.telegram_id) for row in rows]


def _written_at(message: TicketMessage) -> int | None:
    """Of what was written in the group: its message there (``source`` is ``group:<group>:<message>``)."""
    where = (message.source or "").split(":")
    return int(where[2]) if len(where) == 3 and where[0] == "group" else None


def _happening(message: TicketMessage) -> Happening | None:
    if message.author != Author.system.value:
        return None
    return Happening(message.body.partition(":")[0])


async def _text(session: AsyncSession, ticket: Ticket, message: TicketMessage, delivery: Delivery | None) -> str:
    say = texts(Language.sl)
    if delivery is not None:
        return say(f"ticket-delivery-{delivery.value}")
    if message.author == Author.system.value:
        return happening_text(message)
    if message.author == Author.staff.value:
        key = "ticket-note-of" if message.internal else "ticket-answer-of"
        return f"{say(key, name=message.staff_name or '', via=say(f'ticket-via-{message.via}'))}\n{message.body}"
    resident = await session.get_one(Resident, ticket.resident_id)
    mark = f" ({say('ticket-edited')})" if message.edited_at else ""
    return f"{resident.display_name or say('ticket-resident')}{mark}:\n{message.body}"


async def posted(session: AsyncSession, message_id: int, told: Posted) -> None:
    """A copy was sent; the newest counts."""
    topic = select(TicketTopic.group_id).join(TicketMessage, TicketMessage.ticket_id == TicketTopic.ticket_id)
    group = await session.scalar(topic.where(TicketMessage.id == message_id))
    if group is None:
        raise TicketUnknown()
    row = {"message_id": message_id, "file_id": told.file_id, "group_id": group, "telegram_id": told.telegram_id}
    newest = insert(TicketPost).values(row)
    await session.execute(
        newest.on_conflict_do_update(
            index_elements=["message_id", "file_id"],
            set_={"group_id": newest.excluded.group_id, "telegram_id": newest.excluded.telegram_id},
        )
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where in Telegram."""

    group_id: int
    thread_id: int


async def ticket_at(session: AsyncSession, place: Place) -> int:
    """The ticket of a topic; raises ``TicketUnknown``."""
    which = (TicketTopic.group_id == place.group_id, TicketTopic.thread_id == place.thread_id)
    found = await session.scalar(select(TicketTopic.ticket_id).where(*which))
    if found is None:
        raise TicketUnknown()
    return found


async def newest_in(session: AsyncSession, group_id: int) -> int | None:
    """The newest message of the group that is known here."""
    newest = await session.scalar(select(func.max(TicketPost.telegram_id)).where(TicketPost.group_id == group_id))
    topic = await session.scalar(select(func.max(TicketTopic.thread_id)).where(TicketTopic.group_id == group_id))
    before = select(func.max(TicketTopic.after_message)).where(TicketTopic.group_id == group_id)
    return max(filter(None, (newest, topic, await session.scalar(before))), default=None)


EARLIER = 5
"""So many messages are shown again in a topic that is made anew."""
BEGINNING = 300


async def earlier_text(session: AsyncSession, ticket: Ticket, before: int | None) -> str:
    """The last messages before ``before``, their beginnings; the console has all of them."""
    if before is None:
        return ""
    which = (TicketMessage.ticket_id == ticket.id, TicketMessage.id < before)
    said = TicketMessage.author != Author.system.value
    newest = select(TicketMessage).where(*which, said).order_by(TicketMessage.id.desc()).limit(EARLIER)
    messages = list(reversed((await session.scalars(newest)).all()))
    if not messages:
        return ""
    parts = [await _text(session, ticket, message, None) for message in messages]
    shown = [part if len(part) <= BEGINNING else part[: BEGINNING - 1].rstrip() + "…" for part in parts]
    return "\n\n".join([texts(Language.sl)("ticket-earlier"), *shown])


async def known_after(session: AsyncSession, group_id: int, message: int | None) -> list[int]:
    """Later messages of the group that are known here: other tickets' topics, and copies. None without a message."""
    if message is None:
        return []
    topics = select(TicketTopic.thread_id).where(TicketTopic.group_id == group_id, TicketTopic.thread_id > message)
    copies = select(TicketPost.telegram_id).where(TicketPost.group_id == group_id, TicketPost.telegram_id > message)
    return [number for number in await session.scalars(topics.union(copies)) if number is not None]
