"""Tickets go out by mail: residents' messages to the provider, and answers to residents who have no chat any more.

The ledger's row names the message alone; its text and its files are read when it is sent (``TicketComposer``): edits and pictures
of an album that came meanwhile are in it, and nothing is kept twice. A provider whose staff meet in a Telegram group gets the first
message of each ticket only: the conversation is there, and a mail for each line of it would be read by nobody
(docs/decisions/mail-in.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.models import StoredFile
from backend.attachments.store import FileGone, Store
from backend.contract import Language
from backend.database import Sessions
from backend.ledger.models import OutgoingMessage
from backend.ledger.service import plan_mail, withdraw
from backend.ledger.worker import mail_of
from backend.mail import Attached, Mail, MailRefused, MailRetry
from backend.mail_texts import MailText
from backend.providers.models import Provider
from backend.staff.models import StaffMember
from backend.tickets.contract import Author, Delivery, Topic
from backend.tickets.head import facts_of
from backend.tickets.mail_addresses import ReplyAddresses
from backend.tickets.mails import SupportLetter, answer_letter, support_mail, support_subject, undelivered_mail
from backend.tickets.models import Ticket, TicketFile, TicketMessage

MOST_ATTACHED = 10 * 1024 * 1024
"""Bytes of files in one mail, before they become a third more: many mailboxes take 20 MB, some less."""
ALBUM_PAUSE = timedelta(seconds=15)
"""Pictures of an album come one by one."""


async def tell_provider(
    session: AsyncSession,
    ticket: Ticket,
    message: TicketMessage,
    now: datetime,
    *,
    version: str = "",
    only: Sequence[int] = (),
) -> None:
    """Plans the mail with a resident's message. ``version``: of an edit or of more files; ``only``: those files then.

    What has not gone out yet is planned anew: it will be read as it is then.
    """
    provider = await session.get_one(Provider, ticket.provider_id)
    first = await _first_message(session, ticket.id)
    if provider.staff_group_id is not None and message.id != first:
        return
    cause = f"ticket-mail:{message.id}"
    unsent = await withdraw(session, [cause], "written anew", kind="mail") if version else 0
    letter: dict[str, Any] = {"kind": "support", "message": message.id}
    if version and not unsent:
        letter |= {"again": True, "files": list(only)}
    await plan_mail(
        session,
        dedupe_key=f"{cause}:{version}",
        recipient=provider.email,
        subject=support_subject(ticket.number, Topic(ticket.topic)),
        text="",
        html="",
        now=now,
        cause=cause,
        letter=letter,
        after=ALBUM_PAUSE if message.album else None,
    )


async def tell_undelivered(session: AsyncSession, ticket: Ticket, message: TicketMessage, now: datetime) -> None:
    """Plans a mail to whoever answered by mail, when the answer didn't arrive: they may never look into console or group."""
    if message.via != "mail" or message.delivery not in _UNDELIVERED:
        return
    member = await session.get(StaffMember, message.staff_id) if message.staff_id is not None else None
    provider = await session.get_one(Provider, ticket.provider_id)
    await plan_mail(
        session,
        dedupe_key=f"undelivered:{message.id}:{len(message.earlier)}",
        recipient=member.email if member is not None else provider.email,
        subject=support_subject(ticket.number, Topic(ticket.topic)),
        text="",
        html="",
        now=now,
        letter={"kind": "undelivered", "message": message.id, "what": message.delivery},
    )


async def _first_message(session: AsyncSession, ticket_id: int) -> int | None:
    which = (TicketMessage.ticket_id == ticket_id, TicketMessage.author == Author.resident.value)
    return await session.scalar(select(TicketMessage.id).where(*which).order_by(TicketMessage.id).limit(1))


_UNDELIVERED = frozenset(
    {Delivery.blocked.value, Delivery.failed.value, Delivery.unmailed.value, Delivery.unknown.value}
)


@dataclass(slots=True)
class _Draft:
    """What was read of the database; the files' bytes come afterwards, without it."""

    reply_to: str | None
    reference: str
    thread: str | None
    files: Sequence[StoredFile]
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TicketComposer:
    """The ledger's ``Composer``: writes mails about tickets; others are as their rows have them. ``public_url``: of the console."""

    sessions: Sessions
    store: Store
    addresses: ReplyAddresses
    public_url: str
    most_bytes: int = MOST_ATTACHED

    async def compose(self, row: OutgoingMessage) -> Mail:
        """Raises ``MailRetry`` where the store is away, ``MailRefused`` where the message was deleted."""
        letter: dict[str, Any] = row.content.get("letter") or {}
        match letter.get("kind"):
            case "support":
                return await self._support(row, letter)
            case "answer":
                return await self._answer(row, letter)
            case "undelivered":
                return await self._undelivered(row, letter)
        return mail_of(row)

    async def _support(self, row: OutgoingMessage, letter: dict[str, Any]) -> Mail:
        async with self.sessions() as session:
            message, ticket = await _read(session, letter["message"])
            provider = await session.get_one(Provider, ticket.provider_id)
            opening = await session.get_one(TicketMessage, await _first_message(session, ticket.id))
            first, again = opening.id == message.id, bool(letter.get("again"))
            facts = await facts_of(session, ticket) if first and not again else None
            reference = f"hisnik-ticket-{message.id}"
            draft = _Draft(
                reply_to=self.addresses.of_staff(ticket),
                reference=f"{reference}-{row.id}" if again else reference,
                thread=f"hisnik-ticket-{opening.id}",
                files=await _files(session, message.id, letter.get("files") if again else None),
            )
        files = await self._attached(draft)
        text = support_mail(
            SupportLetter(
                number=ticket.number,
                topic=Topic(ticket.topic),
                provider=provider.name,
                text=message.body,
                beginning=opening.body,
                first=first and not again,
                edited=again and message.edited_at is not None,
                facts=facts,
                console=f"{self.public_url}/staff/tickets/{ticket.id}",
                left_out=draft.left_out,
                answerable=draft.reply_to is not None,
            )
        )
        return _mail(row, draft, text, files)

    async def _answer(self, row: OutgoingMessage, letter: dict[str, Any]) -> Mail:
        values = letter["values"]
        async with self.sessions() as session:
            message, ticket = await _read(session, int(values["message"]))
            draft = _Draft(
                reply_to=self.addresses.of_resident(ticket),
                reference=mail_of(row).reference,
                thread=f"hisnik-answers-{ticket.id}",
                files=await _files(session, message.id),
            )
        files = await self._attached(draft)
        language = Language(letter["language"])
        answerable = draft.reply_to is not None
        return _mail(row, draft, answer_letter(values, language, answerable=answerable, left_out=draft.left_out), files)

    async def _undelivered(self, row: OutgoingMessage, letter: dict[str, Any]) -> Mail:
        async with self.sessions() as session:
            message, ticket = await _read(session, letter["message"])
            provider = await session.get_one(Provider, ticket.provider_id)
            opening = await _first_message(session, ticket.id)
            thread = f"hisnik-ticket-{opening}" if opening is not None else None
        page, topic = f"{self.public_url}/staff/tickets/{ticket.id}", Topic(ticket.topic)
        text = undelivered_mail(ticket.number, topic, provider.name, letter["what"], message.body, page)
        return _mail(row, _Draft(None, mail_of(row).reference, thread, ()), text, ())

    async def _attached(self, draft: _Draft) -> list[Attached]:
        """In their order, as many as fit; the names of the others are told."""
        found, size = list[Attached](), 0
        for file in draft.files:
            data = None
            if size + file.size <= self.most_bytes:
                data = await self._bytes(file)
            if data is None:
                draft.left_out.append(file.name)
            else:
                size += len(data)
                found.append(Attached(file.name, file.mime, data))
        return found

    async def _bytes(self, file: StoredFile) -> bytes | None:
        try:
            return await self.store.get(file.store_key)
        except FileGone:
            return None
        except Exception as error:  # a library's own errors come from a store, too
            raise MailRetry(f"the store of files: {type(error).__name__}") from error


def _mail(row: OutgoingMessage, draft: _Draft, text: MailText, files: Sequence[Attached]) -> Mail:
    return Mail(
        reference=draft.reference,
        recipient=row.recipient,
        subject=text.subject,
        text=text.text,
        html=text.html,
        written_at=row.created_at,
        reply_to=draft.reply_to,
        thread=draft.thread,
        files=files,
    )


async def _read(session: AsyncSession, message_id: int) -> tuple[TicketMessage, Ticket]:
    message = await session.get(TicketMessage, message_id)
    if message is None:
        raise MailRefused("the message was deleted")
    return message, await session.get_one(Ticket, message.ticket_id)


async def _files(session: AsyncSession, message_id: int, only: Sequence[int] | None = None) -> Sequence[StoredFile]:
    files = select(StoredFile).join(TicketFile, TicketFile.file_id == StoredFile.id)
    files = files.where(TicketFile.message_id == message_id).order_by(TicketFile.position)
    return (await session.scalars(files if only is None else files.where(StoredFile.id.in_(only)))).all()
