"""What may be wrong around reminders: windows that meet, deadlines that passed, clocks that jump, jobs of another version."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import Sessions, transaction
from backend.jobs.app import MAX_ATTEMPTS, make_app
from backend.jobs.deferring import defer
from backend.jobs.state import failed_jobs
from backend.jobs.tasks import Task
from backend.ledger.claims import claim
from backend.local_time import local
from backend.reminders.forecast import forecast
from backend.reminders.planning import LARGE, Planned, plan_all
from bot.assembly.status import read_status
from bot.assembly.status_text import as_lines
from tests.backend.reminders.audience import SLUG, ledger, make_audience, send_all
from tests.backend.reminders.test_planning import OPEN, at
from tests.conftest import DEMO_NOW

NEAR = timedelta(seconds=20)


async def plan(sessions: Sessions, moment: datetime) -> Planned:
    return dict(await plan_all(sessions, moment))[SLUG]


async def dry_run(sessions: Sessions, moment: str) -> str:
    async with sessions() as session:
        return "\n".join(await forecast(session, SLUG, at(moment)))


async def status(engine: AsyncEngine) -> str:
    return "\n".join(as_lines(await read_status(engine, DEMO_NOW, DEMO_NOW.date())))


async def test_without_windows_nothing_is_sent_and_that_is_said(sessions: Sessions, engine: AsyncEngine) -> None:
    await make_audience(sessions, 1, (None, None))
    assert await plan(sessions, at(OPEN)) == Planned()
    assert "takes no readings from residents" in await dry_run(sessions, OPEN)
    assert f"{SLUG}: takes no readings" in await status(engine)


async def test_where_two_windows_meet_the_nearer_deadline_is_named_and_each_step_comes_once(sessions: Sessions) -> None:
    """From the 30th to the 29th: in February one window ends and the next begins on the 28th."""
    await make_audience(sessions, 1, (30, 29))
    for day in (28, 28, 28):
        await plan(sessions, at(f"2026-02-{day}T10:00"))
        await send_all(sessions)
    assert "open 2026-01-30 to 2026-02-28" in await dry_run(sessions, "2026-02-28T10:00")
    for moment in ("2026-03-01T10:00", "2026-03-02T08:00", "2026-03-02T09:00"):
        await plan(sessions, at(moment))
        await send_all(sessions)
    values = [row.content["values"] for row in await ledger(sessions, "sent")]
    named = [(one["closes"], one["step"]) for one in values if isinstance(one, dict)]
    assert named == [("2026-02-28", "last-day"), ("2026-03-29", "opens")]


async def test_what_was_not_sent_by_the_deadline_is_dropped_and_staff_see_it(
    sessions: Sessions, engine: AsyncEngine
) -> None:
    await make_audience(sessions, 2)
    assert (await plan(sessions, at("2026-12-03T19:59"))).chats == 2
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE backend.outgoing_messages SET expires_at = now() - interval '1 second'"))
        assert await claim(session, "push", owner="courier", limit=20) == []
    assert [row.state for row in await ledger(sessions)] == ["dropped", "dropped"]
    assert await plan(sessions, at("2026-12-04T08:00")) == Planned()
    assert "closed, nothing is sent" in await dry_run(sessions, "2026-12-04T08:00")
    assert "Reminders  2 dropped" in await status(engine)


async def test_after_the_last_decent_hour_that_is_said(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    assert await plan(sessions, at("2026-12-03T20:30")) == Planned()
    assert "no decent hour is left" in await dry_run(sessions, "2026-12-03T20:30")


async def test_a_deadline_too_near_for_the_rate_is_said(sessions: Sessions) -> None:
    await make_audience(sessions, LARGE)
    assert "FASTER than 25 a second" in await dry_run(sessions, "2026-12-03T19:59:50")
    assert "FASTER" not in await dry_run(sessions, "2026-12-03T19:59:30")


@pytest.mark.parametrize("night", ["2026-03-29T01:59", "2026-03-29T03:01", "2026-10-25T02:30", "2026-10-25T00:10"])
async def test_nights_in_which_the_clock_changes_stay_quiet(sessions: Sessions, night: str) -> None:
    await make_audience(sessions, 1, (20, 3))
    planned = await plan(sessions, at(night))
    assert planned.first is not None
    # both nights are Sundays'; the reminder comes on Monday
    assert (local(planned.first).weekday(), local(planned.first).hour) == (0, 8)


@pytest.mark.parametrize("hours", [-30, -9, -5, -1, 1, 5, 9, 30])
async def test_a_clock_that_jumps_doubles_nothing_and_wakes_nobody(sessions: Sessions, hours: int) -> None:
    await make_audience(sessions, 2)
    now = at("2026-11-26T14:00")
    sent: list[tuple[str, str]] = []
    for moment in (now, now + timedelta(hours=hours), now + timedelta(minutes=3), now + timedelta(hours=hours)):
        planned = await plan(sessions, moment)
        for when in (planned.first, planned.last):
            assert when is None or 8 <= local(when).hour < 20
        sent += [(row.payer, row.step) for row in await ledger(sessions, "planned")]
        await send_all(sessions)
    assert sorted(sent) == [("P1", "opens"), ("P2", "opens")]


async def test_what_is_planned_waits_for_the_morning_when_the_clock_jumps_into_the_night(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    await plan(sessions, at("2026-11-26T14:00"))
    await plan(sessions, at("2026-11-26T23:00"))
    (row,) = await ledger(sessions, "planned")
    assert abs(row.after - timedelta(hours=9)) < NEAR
    await plan(sessions, at("2026-11-26T05:00"))  # and back: the morning is nearer now
    (row,) = await ledger(sessions, "planned")
    assert row.after > timedelta(hours=3) - NEAR


async def test_a_job_with_arguments_of_another_version_ends_failed_and_is_seen(
    sessions: Sessions, engine: AsyncEngine, database_url: str
) -> None:
    await make_audience(sessions, 1)

    async def reminders() -> None:
        await plan(sessions, at(OPEN))

    app = make_app(database_url, (Task("reminders", reminders),))
    async with app.open_async():
        app.periodic_registry.periodic_tasks.clear()
        async with transaction(sessions) as session:
            await defer(app, session, "reminders", region="north")
            last = "UPDATE jobs.procrastinate_jobs SET attempts = :attempts"
            await session.execute(text(last), {"attempts": MAX_ATTEMPTS - 1})
        await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
    async with sessions() as session:
        assert [(job.task, job.attempts) for job in await failed_jobs(session)] == [("reminders", MAX_ATTEMPTS)]
    assert "job reminders" in await status(engine)
    assert "failed for good" in await status(engine)
    assert await ledger(sessions) == [], "nothing half done; the next run of this version plans"
    assert (await plan(sessions, at(OPEN))).chats == 1
