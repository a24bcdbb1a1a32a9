"""What every writer of tickets does: takes the lock, appends a message with its files, has it told to the staff's group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.models import StoredFile
from backend.errors import Invalid, NotFound
from backend.ledger.service import plan_post
from backend.providers.models import Provider
from backend.tickets.contract import Author, Happening, PostKind
from backend.tickets.models import Ticket, TicketFile, TicketMessage


class TicketUnknown(NotFound):
    """There is no such ticket, or it is not this resident's or this provider's."""

    code = "ticket_unknown"


class MessageEmpty(Invalid):
    """Neither text nor files."""

    code = "message_empty"


class FilesUnknown(NotFound):
    """A file that is not there, or that somebody else sent."""

    code = "file_unknown"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes for the provider. ``staff_id`` None: someone in the group, or by mail, who has no account."""

    name: str
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A message to append. ``via``: the resident's channel, or ``group``, ``console``, ``mail``."""

    author: Author
    text: str
    via: str
    files: Sequence[int] = ()
    source: str | None = None
    album: str | None = None
    writer: Writer | None = None
    internal: bool = False
    delivery: str | None = None


async def locked(session: AsyncSession, ticket_id: int) -> Ticket:
    """The ticket, for this transaction alone: messages of one ticket come one after the other. Raises ``TicketUnknown``."""
    ticket = await session.get(Ticket, ticket_id, with_for_update=True, populate_existing=True)
    if ticket is None:
        raise TicketUnknown()
    return ticket


async def by_source(session: AsyncSession, source: str | None) -> TicketMessage | None:
    """The message that was written there before."""
    if source is None:
        return None
    return (await session.scalars(select(TicketMessage).where(TicketMessage.source == source))).one_or_none()


async def append(session: AsyncSession, ticket: Ticket, words: Words, now: datetime) -> TicketMessage:
    """Adds a message. Raises ``MessageEmpty``."""
    text = words.text.strip()
    if not text and not words.files:
        raise MessageEmpty()
    writer = words.writer
    message = TicketMessage(
        ticket_id=ticket.id,
        author=words.author.value,
        internal=words.internal,
        staff_id=writer.staff_id if writer else None,
        staff_name=writer.name if writer else None,
        via=words.via,
        source=words.source,
        album=words.album,
        body=text,
        created_at=now,
        earlier=[],
        delivery=words.delivery,
    )
    session.add(message)
    await session.flush()
    await attach(session, message.id, words.files)
    ticket.changed_at = now
    return message


async def attach(session: AsyncSession, message_id: int, files: Sequence[int]) -> None:
    """Adds files behind those that the message has."""
    if not files:
        return
    taken = select(func.count()).select_from(TicketFile).where(TicketFile.message_id == message_id)
    first = await session.scalar(taken) or 0
    rows = [
        {"message_id": message_id, "file_id": file, "position": first + place}
        for place, file in enumerate(dict.fromkeys(files))
    ]
    await session.execute(insert(TicketFile), rows)


async def own_files(
    session: AsyncSession, files: Sequence[int], *, resident_id: int | None, staff_id: int | None = None
) -> None:
    """Checks that the sender sent them, and that they hang on no message yet. Raises ``FilesUnknown``."""
    if not files:
        return
    used = select(TicketFile.file_id).where(TicketFile.file_id == StoredFile.id).exists()
    whose = (
        StoredFile.resident_id == resident_id
        if resident_id is not None
        else StoredFile.resident_id.is_(None) & (StoredFile.staff_id.is_not_distinct_from(staff_id))
    )
    known = select(func.count()).select_from(StoredFile).where(StoredFile.id.in_(files), whose, ~used)
    if await session.scalar(known) != len(set(files)):
        raise FilesUnknown()


def change_text(message: TicketMessage, text: str, now: datetime) -> bool:
    """Writes the new text and keeps the old one; False when nothing changes."""
    text = text.strip()
    if text == message.body:
        return False
    message.earlier = [*message.earlier, {"text": message.body, "until": now.isoformat()}]
    message.body, message.edited_at = text, now
    return True


async def happened(
    session: AsyncSession,
    ticket: Ticket,
    what: Happening,
    now: datetime,
    *,
    writer: Writer | None = None,
    value: str = "",
) -> TicketMessage:
    """Writes into the thread what was done, and tells the group. ``value``: a name, a topic, stars."""
    body = f"{what.value}:{value}" if value else what.value
    words = Words(Author.system, body, via="system", writer=writer, internal=True)
    message = await append(session, ticket, words, now)
    await tell_group(session, ticket, message, PostKind.happening, now)
    return message


async def tell_group(
    session: AsyncSession, ticket: Ticket, message: TicketMessage, kind: PostKind, now: datetime, version: str = ""
) -> None:
    """Plans the message's copy in the staff's group, where there is one. ``version``: of an edit, a file, a delivery."""
    group = await session.scalar(select(Provider.staff_group_id).where(Provider.id == ticket.provider_id))
    if group is None:
        return
    await plan_post(
        session,
        dedupe_key=f"post:{message.id}:{kind.value}:{version}",
        place=str(group),
        values={"message": str(message.id), "kind": kind.value},
        cause=f"ticket-posts:{ticket.id}",
        now=now,
    )
