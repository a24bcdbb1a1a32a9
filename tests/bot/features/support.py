"""What tests of support share: the matters as the backend has them, and staff who answer."""

from sqlalchemy import select

from backend.database import Sessions, transaction
from backend.ledger.models import OutgoingMessage
from backend.tickets import answers
from backend.tickets.contract import TicketView
from backend.tickets.models import Ticket
from backend.tickets.writing import Writer, locked
from bot.dialogue.pushes import render_push
from bot.dialogue.texts import load_texts
from bot.dialogue.turn import Message
from tests.bot.features.visiting import Visitor
from tests.conftest import MovableClock

MAJA = Writer("Maja Kos")


async def matters(visitor: Visitor) -> list[TicketView]:
    """The visitor's, oldest first, with their messages."""
    resident = await visitor.resident()
    page = await visitor.backend.tickets(resident)
    views = [await visitor.backend.ticket(resident, ticket.id) for ticket in page.tickets]
    return sorted(views, key=lambda view: view.id)


async def matter(visitor: Visitor) -> TicketView:
    """The visitor's only one."""
    (only,) = await matters(visitor)
    return only


def texts(view: TicketView) -> list[str]:
    """Of its messages."""
    return [message.text for message in view.messages]


def kinds(view: TicketView) -> list[list[str]]:
    """Of the files of its messages."""
    return [[file.kind.value for file in message.files] for message in view.messages]


async def answered(sessions: Sessions, clock: MovableClock, ticket: int, text: str = "Pogledamo.") -> Message:
    """Maja answers; the push as the chat shows it."""
    async with transaction(sessions) as session:
        await answers.answer(session, await locked(session, ticket), MAJA, answers.Answer(text, "console"), clock())
    return await newest_push(sessions)


async def closed(sessions: Sessions, clock: MovableClock, ticket: int) -> Message:
    """Maja closes it."""
    async with transaction(sessions) as session:
        await answers.close(session, await locked(session, ticket), MAJA, clock())
    return await newest_push(sessions)


async def newest_push(sessions: Sessions) -> Message:
    """As the courier would render it."""
    async with sessions() as session:
        rows = select(OutgoingMessage).where(OutgoingMessage.kind == "push").order_by(OutgoingMessage.id.desc())
        content = (await session.scalars(rows.limit(1))).one().content
    return render_push(content["event"], content["values"], load_texts(strict=True)["sl"])


async def every_ticket(sessions: Sessions) -> int:
    """How many there are at all."""
    async with sessions() as session:
        return len((await session.scalars(select(Ticket.id))).all())
