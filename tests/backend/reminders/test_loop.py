"""The loop plans, survives, and ends when it is told to."""

import asyncio

from backend.database import Sessions
from backend.reminders.loop import ReminderPlanner
from tests.backend.reminders.audience import ledger, make_audience
from tests.conftest import MovableClock


async def test_two_processes_plan_each_reminder_once(sessions: Sessions, clock: MovableClock) -> None:
    await make_audience(sessions, 3)
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(ReminderPlanner(sessions, clock).run_forever(0.01)) for _ in range(2)]
        async with asyncio.timeout(20):
            while len(await ledger(sessions)) < 3:
                await asyncio.sleep(0.01)
        for task in running:
            task.cancel()
    assert len(await ledger(sessions)) == 3
