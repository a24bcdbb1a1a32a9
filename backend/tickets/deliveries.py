"""What became of answers: read from the ledger, written into the thread, told to the group.

Set-based and repeatable: whatever answers are still ``planned`` and have ended in the ledger are settled, so a crash between
the two loses nothing. Called after each report of a courier and by a job.
"""

from datetime import datetime

from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.ledger.models import OutgoingMessage
from backend.tickets.contract import Delivery, PostKind
from backend.tickets.mailing import tell_undelivered
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.writing import tell_group

AT_ONCE = 200
UNDER_WAY = ("planned", "sending")
_ENDS = {"sent": Delivery.sent, "failed": Delivery.failed, "unknown": Delivery.unknown, "dropped": Delivery.failed}
_ENDS_OF_MAIL = {
    "sent": Delivery.mailed,
    "failed": Delivery.unmailed,
    "unknown": Delivery.unknown,
    "dropped": Delivery.unmailed,
}


async def settle(session: AsyncSession, now: datetime) -> int:
    """Writes the ends of answers; how many. Where a mail goes instead, the answer's end is the mail's."""
    rows = (await session.execute(_ENDED)).all()
    for message, state, mail in rows:
        delivery = _ENDS_OF_MAIL[mail] if mail is not None else _ENDS.get(state, Delivery.blocked)
        message.delivery = delivery.value
        ticket = await session.get_one(Ticket, message.ticket_id)
        await session.flush()
        version = f"{len(message.earlier)}-{delivery.value}"
        await tell_group(session, ticket, message, PostKind.delivery, now, version=version)
        await tell_undelivered(session, ticket, message, now)
    return len(rows)


_MAIL = aliased(OutgoingMessage)
_KEY = func.concat("answer:", TicketMessage.id, ":", func.jsonb_array_length(TicketMessage.earlier))
_INSTEAD = and_(
    OutgoingMessage.state == "blocked",
    _MAIL.dedupe_key == func.concat("instead:", cast(OutgoingMessage.id, String)),
)
_ENDED = (
    select(TicketMessage, OutgoingMessage.state, _MAIL.state)
    .join(OutgoingMessage, OutgoingMessage.dedupe_key == _KEY)
    .outerjoin(_MAIL, _INSTEAD)
    .where(
        TicketMessage.delivery == Delivery.planned.value,
        OutgoingMessage.state.not_in(UNDER_WAY),
        or_(_MAIL.id.is_(None), _MAIL.state.not_in(UNDER_WAY)),
    )
    .order_by(TicketMessage.id)
    .limit(AT_ONCE)
    .with_for_update(of=TicketMessage, skip_locked=True)
)
