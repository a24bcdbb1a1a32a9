"""How often everybody is looked at: with a large audience not at each run, for little changes within minutes.

A look is needed when a step begins (also one of residents' own), a day begins, the rules change, and from time to time for who
linked, agreed, blocked the bot or withdrew a reading meanwhile. In between a run is a matter of milliseconds.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.reminders.models import ReminderLook

AGAIN = timedelta(minutes=15)


async def is_fresh(session: AsyncSession, provider_id: int, state: str, now: datetime) -> bool:
    """Whether there was a look in this ``state`` of late, by the planner's clock (``now``) and by the database's.

    By either: one of them may stand or have jumped, and then a look is taken.
    """
    query = select(ReminderLook.at, (func.now() - ReminderLook.looked_at).label("ago"))
    where = (ReminderLook.provider_id == provider_id, ReminderLook.state == state)
    row = (await session.execute(query.where(*where))).one_or_none()
    return row is not None and timedelta() <= row.ago < AGAIN and timedelta() <= now - row.at < AGAIN


async def looked(session: AsyncSession, provider_id: int, state: str, now: datetime) -> None:
    """Everything that was due at ``now`` is planned."""
    values = {"state": state, "at": now, "looked_at": func.now()}
    written = insert(ReminderLook).values(values | {"provider_id": provider_id})
    await session.execute(written.on_conflict_do_update(index_elements=["provider_id"], set_=values))
