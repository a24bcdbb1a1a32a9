"""Days on which a provider's office differs: closed, or open at other times. They beat weekdays and holidays."""

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import Invalid, NotFound, Refused
from backend.providers.models import OfficeException, Provider

NOTE = 80
"""Characters."""


class DayPast(Invalid):
    """The day is over."""

    code = "day_past"


class HoursInvalid(Invalid):
    """One of the two times is missing, or it closes before it opens."""

    code = "hours_invalid"


class DayTaken(Refused):
    """The day is closed already, or has hours that overlap these."""

    code = "day_taken"


async def exceptions(session: AsyncSession, provider_id: int, today: date) -> Sequence[OfficeException]:
    """Those to come, today's among them, earliest first."""
    own = select(OfficeException).where(OfficeException.provider_id == provider_id, OfficeException.day >= today)
    return (await session.scalars(own.order_by(OfficeException.day, OfficeException.opens.nulls_first()))).all()


async def add(
    session: AsyncSession,
    provider_id: int,
    day: date,
    span: tuple[time | None, time | None],
    note: str,
    today: date,
) -> OfficeException:
    """A closed day (no times) or a stretch of a day. Raises ``DayPast``, ``HoursInvalid``, ``DayTaken``."""
    opens, closes = span
    if day < today:
        raise DayPast()
    if (opens is None) != (closes is None) or (opens is not None and closes is not None and opens >= closes):
        raise HoursInvalid()
    await session.get_one(Provider, provider_id, with_for_update=True)  # two who add at once: one after the other
    there = select(OfficeException).where(OfficeException.provider_id == provider_id, OfficeException.day == day)
    if any(_collides(each, opens, closes) for each in (await session.scalars(there)).all()):
        raise DayTaken()
    row = OfficeException(
        provider_id=provider_id, day=day, opens=opens, closes=closes, note=" ".join(note.split())[:NOTE] or None
    )
    session.add(row)
    await session.flush()
    return row


def _collides(there: OfficeException, opens: time | None, closes: time | None) -> bool:
    if opens is None or closes is None or there.opens is None or there.closes is None:
        return True
    return there.opens < closes and opens < there.closes


async def delete(session: AsyncSession, provider_id: int, exception_id: int) -> OfficeException:
    """Takes it away: the weekday's hours hold again. Raises ``NotFound``."""
    found = await session.get(OfficeException, exception_id)
    if found is None or found.provider_id != provider_id:
        raise NotFound()
    await session.delete(found)
    await session.flush()
    return found
