"""The backend's own tasks do what their nouns say, by the clock that they are given."""

import asyncio
from datetime import timedelta

import httpx

from backend.database import Sessions
from backend.jobs.app import make_app
from backend.jobs.deferring import defer
from backend.jobs.state import failed_jobs
from backend.jobs.tasks import Task, backend_tasks
from backend.parts import Parts
from tests.backend.people import meet
from tests.backend.reminders.audience import ledger, make_audience
from tests.backend.test_retention import counts
from tests.conftest import MovableClock


def task(parts: Parts, name: str) -> Task:
    return {task.name: task for task in backend_tasks(parts.sessions, parts.clock, parts.files)}[name]


async def test_old_rows_go(http: httpx.AsyncClient, parts: Parts, clock: MovableClock) -> None:
    await (await meet(http)).link(secret="wrong")
    clock.forward(timedelta(days=4))
    await task(parts, "retention").run()
    assert await counts(parts.sessions) == [0, 0, 0, 0]


async def test_two_runs_at_once_plan_each_reminder_once(parts: Parts) -> None:
    await make_audience(parts.sessions, 3)
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(task(parts, "reminders").run())
    await task(parts, "reminders").run()
    assert len(await ledger(parts.sessions)) == 3


async def test_a_worker_runs_them(parts: Parts, sessions: Sessions, database_url: str) -> None:
    await make_audience(sessions, 3)
    app = make_app(database_url, backend_tasks(sessions, parts.clock, parts.files))
    async with app.open_async():
        app.periodic_registry.periodic_tasks.clear()
        async with sessions() as session, session.begin():
            for name in ("retention", "reminders", "jobs-purge"):
                await defer(app, session, name)
        await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
    assert len(await ledger(sessions)) == 3
    async with sessions() as session:
        assert await failed_jobs(session) == []
