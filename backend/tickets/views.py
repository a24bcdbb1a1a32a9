"""Tickets as residents see them: notes and what happened inside stay out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.contract import FileView
from backend.attachments.models import StoredFile
from backend.providers.models import Provider
from backend.tickets.contract import (
    About,
    Author,
    Delivery,
    MessageView,
    State,
    TicketPage,
    TicketSummary,
    TicketView,
    Topic,
)
from backend.tickets.models import Ticket, TicketFile, TicketMessage
from backend.tickets.writing import TicketUnknown

REOPENS = timedelta(days=14)
"""So long a closed ticket takes another message."""
BEGINNING = 120
PAGE = 5


def continues(ticket: Ticket, now: datetime) -> bool:
    """Whether it takes another message of its resident."""
    return ticket.closed_at is None or now - ticket.closed_at <= REOPENS


async def files_of(session: AsyncSession, message_ids: Sequence[int]) -> Mapping[int, list[FileView]]:
    """The files of messages, in their order."""
    rows = await session.execute(
        select(TicketFile.message_id, StoredFile)
        .join(StoredFile, TicketFile.file_id == StoredFile.id)
        .where(TicketFile.message_id.in_(message_ids))
        .order_by(TicketFile.message_id, TicketFile.position)
    )
    found: defaultdict[int, list[FileView]] = defaultdict(list)
    for message_id, file in rows:
        found[message_id].append(file_view(file))
    return found


def file_view(file: StoredFile) -> FileView:
    """What is shown of a file."""
    return FileView.model_validate(
        {"id": file.id, "kind": file.kind, "name": file.name, "mime": file.mime, "size": file.size}
    )


def shown_to_residents() -> Select[TicketMessage]:
    """Messages without notes and happenings, oldest first."""
    return select(TicketMessage).where(TicketMessage.internal.is_(False)).order_by(TicketMessage.id)


def _tickets() -> Select[Ticket, Provider]:
    return select(Ticket, Provider).join(Provider, Ticket.provider_id == Provider.id)


async def summaries(session: AsyncSession, rows: Sequence[Row[Ticket, Provider]], now: datetime) -> list[TicketSummary]:
    """Each with the beginning of its first and last message."""
    messages: defaultdict[int, list[TicketMessage]] = defaultdict(list)
    which = TicketMessage.ticket_id.in_([ticket.id for ticket, _ in rows])
    for message in await session.scalars(shown_to_residents().where(which)):
        messages[message.ticket_id].append(message)
    return [_summary(ticket, provider, messages[ticket.id], now) for ticket, provider in rows]


def _summary(ticket: Ticket, provider: Provider, messages: Sequence[TicketMessage], now: datetime) -> TicketSummary:
    first, last = (messages[0], messages[-1]) if messages else (None, None)
    return TicketSummary(
        id=ticket.id,
        number=ticket.number,
        provider=provider.slug,
        provider_name=provider.name,
        topic=Topic(ticket.topic),
        state=State(ticket.state),
        opened_at=ticket.opened_at,
        changed_at=ticket.changed_at,
        about=About.model_validate(ticket.about) if ticket.about else None,
        rating=ticket.rating,
        continues=continues(ticket, now),
        first=_beginning(first),
        last=_beginning(last),
        last_author=Author(last.author) if last else Author.resident,
    )


def _beginning(message: TicketMessage | None) -> str:
    text = " ".join(message.body.split()) if message else ""
    return text if len(text) <= BEGINNING else text[: BEGINNING - 1].rstrip() + "…"


async def summary_of(session: AsyncSession, ticket: Ticket, now: datetime) -> TicketSummary:
    """One ticket's."""
    rows = (await session.execute(_tickets().where(Ticket.id == ticket.id))).all()
    return (await summaries(session, rows, now))[0]


async def page_of(session: AsyncSession, resident_id: int, page: int, now: datetime) -> TicketPage:
    """A resident's tickets, newest first, ``PAGE`` at a time; pages count from 1."""
    mine = _tickets().where(Ticket.resident_id == resident_id).order_by(Ticket.changed_at.desc(), Ticket.id.desc())
    rows = (await session.execute(mine.offset((page - 1) * PAGE).limit(PAGE + 1))).all()
    return TicketPage(tickets=await summaries(session, rows[:PAGE], now), more=len(rows) > PAGE)


async def view_of(session: AsyncSession, resident_id: int, ticket_id: int, now: datetime) -> TicketView:
    """One ticket of the resident's with its messages; raises ``TicketUnknown``."""
    which = (Ticket.id == ticket_id, Ticket.resident_id == resident_id)
    row = (await session.execute(_tickets().where(*which))).one_or_none()
    if row is None:
        raise TicketUnknown()
    messages = (await session.scalars(shown_to_residents().where(TicketMessage.ticket_id == ticket_id))).all()
    files = await files_of(session, [message.id for message in messages])
    ticket, provider = row
    summary = _summary(ticket, provider, messages, now)
    views = [message_view(message, files.get(message.id, [])) for message in messages]
    return TicketView(**summary.model_dump(), messages=views)


def message_view(message: TicketMessage, files: list[FileView]) -> MessageView:
    """One message."""
    return MessageView(
        id=message.id,
        author=Author(message.author),
        name=message.staff_name,
        text=message.body,
        at=message.created_at,
        edited=message.edited_at is not None,
        files=files,
        delivery=Delivery(message.delivery) if message.delivery else None,
    )
