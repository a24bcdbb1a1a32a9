"""How many turns wait in the inbox: for ``/metrics`` and ``hisnik status``."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialogue.store_models import TurnRow, TurnState


@dataclass(frozen=True, slots=True)
class WaitingTurns:
    """``oldest``: when the oldest of them came in."""

    turns: int
    oldest: datetime | None


async def waiting_turns(session: AsyncSession) -> WaitingTurns:
    """Reads the partial index of open turns, however many were answered before."""
    counted = select(func.count(), func.min(TurnRow.received_at)).where(TurnRow.state == TurnState.waiting)
    turns, oldest = (await session.execute(counted)).one()
    return WaitingTurns(turns, oldest)
