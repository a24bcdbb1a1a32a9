"""Answers that come back by mail: who may write to which ticket, and what becomes of it.

The token in the address says which ticket, the sender says who: the provider's address or an active member of its staff; or the
resident's confirmed address. Both the envelope and From must be theirs. Nothing here knows SMTP.

NotTaken    the mail is refused for good; ``reason`` names the text ``mail-in-<reason>`` that its sender gets
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.desk import Files
from backend.attachments.refusals import TooManyFiles
from backend.attachments.service import Held, add_file, hold_file
from backend.contract import Language
from backend.database import Sessions, transaction
from backend.errors import Invalid
from backend.ledger.service import plan_mail
from backend.parts import Clock
from backend.providers.models import Provider
from backend.residents.models import Resident
from backend.staff.models import StaffMember
from backend.tickets import answers, service
from backend.tickets.contract import LONGEST_TEXT, MOST_FILES, State, Written
from backend.tickets.mail_addresses import ReplyAddresses, StaffPlace
from backend.tickets.mails import refused_files_mail
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.views import continues
from backend.tickets.writing import Writer, by_source, locked

VIA = "mail"
AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 30
"""Messages by mail in one ticket: more is two machines that answer each other."""


class NotTaken(Exception):
    """Refused for good."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Taken(StrEnum):
    """What became of a mail."""

    answer = "answer"
    note = "note"
    message = "message"
    """Of a resident."""
    again = "again"
    """It had been taken before."""
    loop = "loop"
    """Nothing: too many in an hour."""


@dataclass(frozen=True, slots=True)
class Post:
    """A mail as the tickets see it. ``sender``: From; ``reference``: names the mail; ``files``: name and bytes."""

    sender: str
    envelope: str
    reference: str
    text: str
    files: Sequence[tuple[str, bytes]]

    @property
    def note(self) -> bool:
        """For staff alone, as in their group."""
        return self.text.startswith(answers.NOTE)


@dataclass(frozen=True, slots=True)
class _Sender:
    """``resident_id`` None: staff, who write as ``writer``."""

    ticket_id: int
    source: str
    writer: Writer | None = None
    resident_id: int | None = None
    language: Language = Language.sl


@dataclass(slots=True)
class _Files:
    held: list[Held] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class InPost:
    """Takes mails in. Sent again, a mail is stored once."""

    sessions: Sessions
    files: Files
    addresses: ReplyAddresses
    clock: Clock

    async def known(self, address: str) -> bool:
        """Whether there is such an address. The token alone decides; who may write there is asked when the mail has come."""
        async with self.sessions() as session:
            return await self._ticket(session, address) is not None

    async def take(self, address: str, post: Post) -> Taken:
        """Stores it; returns after the commit. Raises ``NotTaken``; what the database raises is for later."""
        now = self.clock()
        async with self.sessions() as session:
            sender = await self._sender(session, address, post)
            done = await _no_need(session, sender, post, now)
        if done is not None:
            return done
        if len(post.text) > LONGEST_TEXT:
            raise NotTaken("message_too_long")
        files = await self._hold(sender, post, now)
        if not post.text and not files.held:
            raise NotTaken("files_refused" if files.refused else "message_empty")
        async with transaction(self.sessions) as session:
            return await _store(session, sender, post, files, now)

    async def _ticket(self, session: AsyncSession, address: str) -> Ticket | None:
        place = self.addresses.place_of(address)
        if place is None:
            return None
        if isinstance(place, StaffPlace):
            return (await session.scalars(select(Ticket).where(Ticket.reply_token == place.token))).one_or_none()
        return await session.get(Ticket, place.ticket_id)

    async def _sender(self, session: AsyncSession, address: str, post: Post) -> _Sender:
        ticket = await self._ticket(session, address)
        if ticket is None:
            raise NotTaken("address_unknown")
        if isinstance(self.addresses.place_of(address), StaffPlace):
            return await _staff(session, ticket, post)
        resident = await session.get_one(Resident, ticket.resident_id)
        if resident.email is None or {post.sender, post.envelope} != {resident.email.lower()}:
            raise NotTaken("sender_unknown")
        source = _source(ticket, "resident", post)
        return _Sender(ticket.id, source, resident_id=resident.id, language=Language(resident.language))

    async def _hold(self, sender: _Sender, post: Post, now: datetime) -> _Files:
        """Checks and stores the files, outside of any transaction; names those that are not taken."""
        files = _Files()
        for place, (name, data) in enumerate(post.files):
            if len(files.held) == MOST_FILES:
                files.refused.append((name, TooManyFiles.code))
                continue
            try:
                files.held.append(await hold_file(self.files, data, name, seed=f"{sender.source}:{place}", now=now))
            except Invalid as error:
                files.refused.append((name, error.code))
        return files


async def _staff(session: AsyncSession, ticket: Ticket, post: Post) -> _Sender:
    provider = await session.get_one(Provider, ticket.provider_id)
    wanted = {post.sender, post.envelope}
    which = (StaffMember.provider_id == provider.id, StaffMember.active, StaffMember.email.in_(wanted))
    theirs = {one.email: Writer(one.name, one.id) for one in await session.scalars(select(StaffMember).where(*which))}
    theirs.setdefault(provider.email.lower(), Writer(provider.name[:80]))
    if not wanted <= theirs.keys():
        raise NotTaken("sender_unknown")
    return _Sender(ticket.id, _source(ticket, "staff", post), writer=theirs[post.sender])


def _source(ticket: Ticket, who: str, post: Post) -> str:
    return f"mail:{hashlib.sha256(f'{ticket.id}:{who}:{post.reference}'.encode()).hexdigest()}"


async def _no_need(session: AsyncSession, sender: _Sender, post: Post, now: datetime) -> Taken | None:
    """What is known before its files are looked at: taken before, too many, or no more to be taken."""
    if await by_source(session, sender.source) is not None:
        return Taken.again
    lately = (TicketMessage.ticket_id == sender.ticket_id, TicketMessage.via == VIA)
    count = select(func.count()).where(*lately, TicketMessage.created_at > now - AN_HOUR)
    if (await session.scalar(count) or 0) >= MOST_AN_HOUR:
        return Taken.loop
    _check_open(await session.get_one(Ticket, sender.ticket_id), sender, post, now)
    return None


def _check_open(ticket: Ticket, sender: _Sender, post: Post, now: datetime) -> None:
    if sender.writer is None:
        if not continues(ticket, now):
            raise NotTaken("ticket_over")
    elif ticket.state == State.closed.value and not post.note:
        raise NotTaken("ticket_closed")


async def _store(session: AsyncSession, sender: _Sender, post: Post, files: _Files, now: datetime) -> Taken:
    """Under the ticket's lock everything is asked again: the same mail may come twice at once."""
    ticket = await locked(session, sender.ticket_id)
    done = await _no_need(session, sender, post, now)
    if done is not None:
        return done
    numbers = await _rows(session, sender, files, now)
    taken = Taken.message
    if sender.writer is not None:
        text = post.text.removeprefix(answers.NOTE).strip() if post.note else post.text
        given = answers.Answer(text=text, via=VIA, files=numbers, source=sender.source, note=post.note)
        await answers.answer(session, ticket, sender.writer, given, now)
        taken = Taken.note if post.note else Taken.answer
    else:
        assert sender.resident_id is not None
        written = Written(text=post.text, files=numbers, source=sender.source, chat_id=ticket.chat_id)
        await service.write(session, sender.resident_id, ticket.id, written, now, via=VIA)
    if files.refused:
        await _tell_refused(session, ticket, sender, post, files, now)
    return taken


async def _rows(session: AsyncSession, sender: _Sender, files: _Files, now: datetime) -> list[int]:
    numbers = []
    staff_id = sender.writer.staff_id if sender.writer else None
    for held in files.held:
        try:
            row = await add_file(session, held, now=now, resident_id=sender.resident_id, staff_id=staff_id)
        except TooManyFiles as error:
            files.refused.append((held.checked.name, error.code))
        else:
            numbers.append(row.id)
    return numbers


async def _tell_refused(
    session: AsyncSession, ticket: Ticket, sender: _Sender, post: Post, files: _Files, now: datetime
) -> None:
    provider = await session.get_one(Provider, ticket.provider_id)
    mail = refused_files_mail(ticket.number, provider.name, files.refused, sender.language)
    await plan_mail(
        session,
        dedupe_key=f"refused-files:{sender.source.removeprefix('mail:')}",
        recipient=post.sender,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        now=now,
    )
