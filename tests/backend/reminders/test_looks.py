"""A large audience is looked at when something may have changed, and from time to time; a small one at each run."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from backend.database import Sessions, transaction
from backend.reminders.looks import AGAIN, is_fresh, looked
from backend.reminders.planning import LARGE, Planned, plan_all
from tests.backend.reminders.audience import SLUG, make_audience, provider, send_all
from tests.backend.reminders.test_planning import OPEN, at

LATER = timedelta(minutes=3)


async def plan(sessions: Sessions, now: datetime) -> Planned:
    return dict(await plan_all(sessions, now, sparing=True))[SLUG]


async def more(sessions: Sessions, code: str) -> None:
    """One more payer of the first resident, who thus becomes due."""
    statements = """
        INSERT INTO backend.payers (provider_id, code, name, street, post_code, town)
        SELECT provider_id, CAST(:code AS text), name, street, post_code, town FROM backend.payers WHERE code = 'P1';
        INSERT INTO backend.metering_points (payer_id, code, street, post_code, town)
        SELECT id, 'OM-1', street, post_code, town FROM backend.payers WHERE code = CAST(:code AS text);
        INSERT INTO backend.meters (metering_point_id, serial, service, unit, digits, decimals, installed_on, start_value)
        SELECT point.id, CAST(:code AS text), 'water_cold', 'm3', 5, 0, '2020-01-01', 7
        FROM backend.metering_points point JOIN backend.payers payer ON payer.id = point.payer_id
        WHERE payer.code = CAST(:code AS text);
        INSERT INTO backend.links (resident_id, payer_id, linked_at)
        SELECT links.resident_id, payer.id, now() FROM backend.payers payer, backend.links links
        JOIN backend.payers first ON first.id = links.payer_id AND first.code = 'P1' WHERE payer.code = CAST(:code AS text)
    """
    async with transaction(sessions) as session:
        for statement in statements.split(";"):
            await session.execute(text(statement), {"code": code})


async def test_who_becomes_due_is_found_within_minutes_and_a_step_at_once(sessions: Sessions) -> None:
    await make_audience(sessions, LARGE)
    now = at(OPEN)
    assert (await plan(sessions, now)).chats == LARGE
    await send_all(sessions)
    await more(sessions, "N1")
    assert (await plan(sessions, now + LATER)).chats == 0
    assert (await plan(sessions, now + AGAIN)).chats == 1
    await send_all(sessions)
    assert (await plan(sessions, at("2026-11-30T08:00"))).chats == LARGE + 1
    await more(sessions, "N2")
    assert dict(await plan_all(sessions, at("2026-11-30T08:00")))[SLUG].chats == 1, (
        "staff who plan by hand spare nothing"
    )


async def test_a_small_audience_is_looked_at_each_time(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    assert (await plan(sessions, at(OPEN))).chats == 1
    await more(sessions, "N1")
    assert (await plan(sessions, at(OPEN) + LATER)).chats == 1


@pytest.mark.parametrize(
    ("after", "ago", "fresh"),
    [
        (LATER, LATER, True),
        (AGAIN, LATER, False),
        (LATER, AGAIN, False),
        (-LATER, LATER, False),  # the planner's clock went back
        (LATER, -LATER, False),  # the database's did
    ],
)
async def test_either_clock_may_jump(sessions: Sessions, after: timedelta, ago: timedelta, fresh: bool) -> None:
    await make_audience(sessions, 1)
    async with transaction(sessions) as session:
        mine = (await provider(session)).id
        await looked(session, mine, "open", at(OPEN))
        await looked(session, mine, "open", at(OPEN))
        await session.execute(text("UPDATE backend.reminder_looks SET looked_at = now() - :ago"), {"ago": ago})
        assert await is_fresh(session, mine, "open", at(OPEN) + after) is fresh
        assert not await is_fresh(session, mine, "another", at(OPEN) + after)
