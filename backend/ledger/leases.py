"""The budget of a channel's token is spent by one courier at a time; a second one stands by until the lease runs out.

Moments are of the database's clock: hosts need not agree on theirs. A courier that died is replaced within ten seconds: its lease
runs out at most ``LEASE`` after its last renewal, and who stands by is told when that is.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.ledger.contract import Budget
from backend.ledger.models import CourierLease

LEASE = timedelta(seconds=8)


async def take(session: AsyncSession, owner: str, budgets: Sequence[Budget]) -> dict[str, float]:
    """Takes or renews what is free; gives the channels that another courier has, with the seconds that are left to it."""
    elsewhere: dict[str, float] = {}
    for budget in sorted(
        budgets, key=lambda one: one.token_key
    ):  # in one order: two couriers can't wait for each other
        row = {"token_key": budget.token_key, "channel": budget.channel, "owner": owner}
        new = insert(CourierLease).values(row | {"lease_until": func.now() + LEASE})
        values = {name: new.excluded[name] for name in ("owner", "channel", "lease_until")}
        free = or_(CourierLease.owner == owner, CourierLease.lease_until < func.now())
        taken = new.on_conflict_do_update(index_elements=["token_key"], set_=values, where=free)
        if (await session.execute(taken.returning(CourierLease.token_key))).first() is None:
            elsewhere[budget.channel] = await _left(session, budget)
    return elsewhere


async def _left(session: AsyncSession, budget: Budget) -> float:
    left = select(func.extract("epoch", CourierLease.lease_until - func.clock_timestamp()))
    seconds = await session.scalar(left.where(CourierLease.token_key == budget.token_key))
    return max(float(seconds or 0), 0.0)


async def give_up(session: AsyncSession, owner: str) -> None:
    """A courier that ends cleanly: the next one need not wait."""
    mine = update(CourierLease).where(CourierLease.owner == owner, CourierLease.lease_until > func.now())
    await session.execute(mine.values(lease_until=func.now()).execution_options(synchronize_session=False))


async def usable(session: AsyncSession, owner: str, channels: Sequence[str]) -> list[str]:
    """The channels that ``owner`` may send to now. Locked: nobody takes one over before this transaction ends."""
    mine = select(CourierLease.channel).where(
        CourierLease.owner == owner,
        CourierLease.channel.in_(channels),
        CourierLease.lease_until > func.now(),
        func.coalesce(CourierLease.held_until <= func.now(), True),
    )
    return sorted(set(await session.scalars(mine.with_for_update(read=True))))


async def hold(session: AsyncSession, owner: str, channel: str, after: timedelta) -> None:
    """The channel said "too many": nobody claims for this token until then, whoever has the lease."""
    until = func.greatest(CourierLease.held_until, func.now() + after)
    mine = update(CourierLease).where(CourierLease.owner == owner, CourierLease.channel == channel)
    await session.execute(mine.values(held_until=until).execution_options(synchronize_session=False))
