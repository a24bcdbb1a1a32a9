"""What staff do in their Telegram group: write in a topic, correct, give orders. Who is a member of the group is staff."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Language
from backend.desk.contract import (
    Canned,
    DeskAct,
    DeskMessage,
    DeskOrder,
    DeskOutcome,
    DeskPerson,
    DeskResult,
)
from backend.desk.groups import member_of, provider_of
from backend.desk.posts import Place, ticket_at
from backend.errors import Invalid, NotFound
from backend.providers.models import Provider
from backend.residents.models import Resident
from backend.staff.models import CannedAnswer, StaffMember
from backend.tickets import answers
from backend.tickets.answers import NOTE, Answer, ColleagueUnknown
from backend.tickets.contract import Topic
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.writing import Writer, by_source


class TopicUnknown(Invalid):
    """There is no such subject."""

    code = "topic_unknown"


class CannedUnknown(NotFound):
    """No ready answer has this shortcut."""

    code = "canned_unknown"


async def _writer(session: AsyncSession, provider: Provider, person: DeskPerson) -> Writer:
    member = await member_of(session, provider, person)
    return Writer(member.name, member.id) if member else Writer(" ".join(person.name.split())[:80] or "–")


async def _ticket(session: AsyncSession, provider: Provider, group_id: int, thread_id: int) -> Ticket:
    ticket_id = await ticket_at(session, Place(group_id, thread_id))
    return await answers.of_provider(session, provider.id, ticket_id)


async def message(session: AsyncSession, group_id: int, told: DeskMessage, now: datetime) -> DeskResult:
    """Something staff wrote in a topic: an answer, a note, or a correction of either."""
    provider = await provider_of(session, group_id)
    ticket = await _ticket(session, provider, group_id, told.thread_id)
    source = f"group:{group_id}:{told.message_id}"
    found = await by_source(session, source)
    if found is not None and found.ticket_id == ticket.id:
        return await _correct(session, ticket, found, told, now)
    if told.edited:
        # an edit of what was no message to the resident, such as an order
        return DeskResult(outcome=DeskOutcome.unchanged, ticket_id=ticket.id, number=ticket.number)
    note = told.text.lstrip().startswith(NOTE)
    text = told.text.lstrip().removeprefix(NOTE).strip() if note else told.text
    album = f"{source.rpartition(':')[0]}:{told.album}" if told.album else None
    given = Answer(text=text, via="group", files=told.files, source=source, note=note, album=album)
    writer = await _writer(session, provider, told.person)
    stored = await answers.answer(session, ticket, writer, given, now)
    outcome = DeskOutcome.noted if note else DeskOutcome.answered
    return DeskResult(outcome=outcome, ticket_id=ticket.id, number=ticket.number, message_id=stored.id)


async def _correct(
    session: AsyncSession, ticket: Ticket, found: TicketMessage, told: DeskMessage, now: datetime
) -> DeskResult:
    text = told.text.lstrip().removeprefix(NOTE).strip() if found.internal else told.text
    if not found.internal and told.text.lstrip().startswith(NOTE):
        # it has gone out already: a mark in front doesn't call it back
        text = found.body
    changed = told.edited and await answers.correct(session, ticket, found, text, now)
    outcome = DeskOutcome.corrected if changed else DeskOutcome.unchanged
    return DeskResult(outcome=outcome, ticket_id=ticket.id, number=ticket.number, message_id=found.id)


async def order(session: AsyncSession, group_id: int, told: DeskOrder, now: datetime) -> DeskResult:
    """``/close``, ``/open``, ``/assign``, ``/topic`` and ready answers."""
    provider = await provider_of(session, group_id)
    ticket = await _ticket(session, provider, group_id, told.thread_id)
    writer = await _writer(session, provider, told.person)
    name = None
    match told.act:
        case DeskAct.close:
            done = await answers.close(session, ticket, writer, now)
            outcome = DeskOutcome.closed if done else DeskOutcome.unchanged
        case DeskAct.reopen:
            done = await answers.reopen(session, ticket, writer, now)
            outcome = DeskOutcome.reopened if done else DeskOutcome.unchanged
        case DeskAct.assign:
            to = await _named(session, provider, told)
            await answers.assign(session, ticket, writer, to, now)
            outcome, name = DeskOutcome.assigned, to.name
        case DeskAct.topic:
            done = await answers.change_topic(session, ticket, writer, _topic(told.value), now)
            outcome = DeskOutcome.topic_changed if done else DeskOutcome.unchanged
        case DeskAct.canned:
            text = await canned_text(session, ticket, told.value)
            source = f"group:{group_id}:{told.message_id}"
            await answers.answer(session, ticket, writer, Answer(text=text, via="group", source=source), now)
            outcome = DeskOutcome.answered
    return DeskResult(outcome=outcome, ticket_id=ticket.id, number=ticket.number, name=name)


def _topic(value: str) -> Topic:
    try:
        return Topic(value)
    except ValueError as error:
        raise TopicUnknown() from error


async def _named(session: AsyncSession, provider: Provider, told: DeskOrder) -> StaffMember:
    if not told.value.strip():
        member = await member_of(session, provider, told.person)
        if member is None:
            raise ColleagueUnknown()
        return member
    wanted = told.value.strip().lower()
    which = or_(StaffMember.email == wanted, func.lower(StaffMember.name).startswith(wanted, autoescape=True))
    found = await session.scalars(
        select(StaffMember).where(which, StaffMember.provider_id == provider.id, StaffMember.active).limit(2)
    )
    one = found.all()
    if len(one) != 1:
        raise ColleagueUnknown()
    return one[0]


async def canned(session: AsyncSession, provider_id: int) -> list[Canned]:
    """The provider's ready answers, by shortcut, in Slovenian."""
    rows = await session.scalars(
        select(CannedAnswer).where(CannedAnswer.provider_id == provider_id).order_by(CannedAnswer.shortcut)
    )
    return [Canned(shortcut=row.shortcut, text=row.text_sl) for row in rows]


async def canned_text(session: AsyncSession, ticket: Ticket, shortcut: str) -> str:
    """In the resident's language where there is one; raises ``CannedUnknown``."""
    which = (CannedAnswer.provider_id == ticket.provider_id, CannedAnswer.shortcut == shortcut.strip().lower())
    found = (await session.scalars(select(CannedAnswer).where(*which))).one_or_none()
    if found is None:
        raise CannedUnknown()
    resident = await session.get_one(Resident, ticket.resident_id)
    return found.text_en if resident.language == Language.en.value and found.text_en else found.text_sl
