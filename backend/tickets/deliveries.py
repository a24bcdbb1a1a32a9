"""What became of answers: read from the ledger, written into the thread, told to the group.

Set-based and repeatable: whatever answers are still ``planned`` and have ended in the ledger are settled, so a crash between
the two loses nothing. Called after each report of a courier and by a job.
"""

from datetime import datetime

from sqlalchemy import String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.ledger.models import OutgoingMessage
from backend.tickets.contract import Delivery, PostKind
from backend.tickets.mailing import tell_undelivered
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.writing import tell_group

AT_ONCE = 200
_ENDS = {"sent": Delivery.sent, "failed": Delivery.failed, "unknown": Delivery.unknown, "dropped": Delivery.failed}


async def settle(session: AsyncSession, now: datetime) -> int:
    """Writes the ends of answers; how many."""
    key = func.concat("answer:", TicketMessage.id, ":", func.jsonb_array_length(TicketMessage.earlier))
    ended = (
        select(TicketMessage, OutgoingMessage.state, OutgoingMessage.id)
        .join(OutgoingMessage, OutgoingMessage.dedupe_key == key)
        .where(TicketMessage.delivery == Delivery.planned.value, OutgoingMessage.state.not_in(["planned", "sending"]))
        .order_by(TicketMessage.id)
        .limit(AT_ONCE)
        .with_for_update(of=TicketMessage, skip_locked=True)
    )
    rows = (await session.execute(ended)).all()
    for message, state, row_id in rows:
        delivery = _ENDS.get(state) or await _instead(session, row_id)
        message.delivery = delivery.value
        ticket = await session.get_one(Ticket, message.ticket_id)
        await session.flush()
        version = f"{len(message.earlier)}-{delivery.value}"
        await tell_group(session, ticket, message, PostKind.delivery, now, version=version)
        await tell_undelivered(session, ticket, message, now)
    return len(rows)


async def _instead(session: AsyncSession, row_id: int) -> Delivery:
    """Of a blocked chat: whether a mail went out instead."""
    mail = select(OutgoingMessage.id).where(OutgoingMessage.dedupe_key == func.concat("instead:", cast(row_id, String)))
    return Delivery.mailed if await session.scalar(mail) is not None else Delivery.blocked
