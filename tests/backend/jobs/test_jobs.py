"""Jobs on a real PostgreSQL: done once, again after a failure, taken back from the dead, made up for, gone with a rollback."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import psycopg
import pytest
from procrastinate import App
from procrastinate.exceptions import TaskNotFound
from procrastinate.periodic import PeriodicDeferrer
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.engine import make_url

from backend.database import Sessions, transaction
from backend.jobs import app as jobs_app
from backend.jobs.app import MAX_ATTEMPTS, make_app, wait_after
from backend.jobs.deferring import defer
from backend.jobs.runner import ClockJumpedError, Watch, keep, run_jobs
from backend.jobs.state import failed_jobs, task_states
from backend.jobs.sweep import take_back, take_back_unknown
from backend.jobs.tasks import Task, Work

HOUR = 3600.0


@dataclass(slots=True)
class Diary:
    """A task that notes its runs and fails as told."""

    runs: list[str | None] = field(default_factory=list)
    fails: bool = False

    async def write(self, note: str | None = None) -> None:
        """Notes first, then fails."""
        self.runs.append(note)
        if self.fails:
            raise RuntimeError("the diary is full")


@pytest.fixture
def diary() -> Diary:
    return Diary()


@pytest.fixture
async def app(database_url: str, diary: Diary) -> AsyncIterator[App]:
    """Knows ``write`` and ``hourly``."""
    made = make_app(database_url, (Task("write", diary.write), Task("hourly", diary.write, "0 * * * *")))
    async with made.open_async():
        yield made


async def work(app: App, watch: Watch | None = None) -> None:
    """Everything that is due. The schedule stands still: no tick falls into a test."""
    app.periodic_registry.periodic_tasks.clear()
    await app.run_worker_async(
        wait=False, install_signal_handlers=False, listen_notify=False, worker_middleware=[watch or Watch()]
    )


async def execute(sessions: Sessions, statement: str) -> None:
    async with transaction(sessions) as session:
        await session.execute(text(statement))


async def counted(sessions: Sessions, task: str) -> tuple[int, int, int]:
    """Waiting, running, failed."""
    async with sessions() as session:
        found = {state.task: state for state in await task_states(session)}
    return (found[task].waiting, found[task].running, found[task].failed) if task in found else (0, 0, 0)


async def until(happened: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await happened():
            await asyncio.sleep(0.02)


async def test_a_job_exists_when_its_cause_was_committed(app: App, sessions: Sessions, diary: Diary) -> None:
    async with transaction(sessions) as session:
        before = await session.scalar(text("SELECT current_setting('search_path')"))
        assert await defer(app, session, "write", note="7")
        assert await session.scalar(text("SELECT current_setting('search_path')")) == before
        assert await counted(sessions, "write") == (0, 0, 0)  # another connection doesn't see it yet
    assert await counted(sessions, "write") == (1, 0, 0)
    await work(app)
    assert diary.runs == ["7"]
    async with sessions() as session:
        (state,) = await task_states(session)
    assert (state.waiting, state.running, state.failed, state.overdue_seconds) == (0, 0, 0, 0.0)
    assert state.succeeded_at is not None


async def test_a_rollback_leaves_no_job(app: App, sessions: Sessions, diary: Diary) -> None:
    async with sessions() as session:
        assert await defer(app, session, "write")
        await session.rollback()
    assert await counted(sessions, "write") == (0, 0, 0)
    await work(app)
    assert diary.runs == []


async def test_one_open_job_a_word_and_the_transaction_goes_on(app: App, sessions: Sessions, diary: Diary) -> None:
    async with transaction(sessions) as session:
        assert await defer(app, session, "write", only_one="loaded", note="first")
        assert await defer(app, session, "write", only_one="loaded", note="second") is None
        assert await defer(app, session, "write", note="third")
    await work(app)
    assert diary.runs == ["first", "third"]
    async with transaction(sessions) as session:
        with pytest.raises(TaskNotFound):
            await defer(app, session, "nobody knows it")


async def test_a_closed_app_defers_as_well(database_url: str, app: App, sessions: Sessions, diary: Diary) -> None:
    closed = make_app(database_url, (Task("write", diary.write),))
    async with transaction(sessions) as session:
        await defer(closed, session, "write", note="by the API")
    await work(app)
    assert diary.runs == ["by the API"]


def test_waits_grow_to_half_an_hour() -> None:
    assert [wait_after(attempts) for attempts in range(MAX_ATTEMPTS - 1)] == [10, 40, 160, 640, 1800]


async def test_a_failing_job_is_tried_again_and_ends_failed(app: App, sessions: Sessions, diary: Diary) -> None:
    diary.fails = True
    async with transaction(sessions) as session:
        number = await defer(app, session, "write")
    for attempt in range(1, MAX_ATTEMPTS + 1):
        await work(app)
        await work(app)  # not due yet
        assert len(diary.runs) == attempt
        await execute(sessions, "UPDATE jobs.procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
    assert await counted(sessions, "write") == (0, 0, 1)
    async with sessions() as session:
        (failed,) = await failed_jobs(session)
    assert (failed.number, failed.task, failed.attempts) == (number, "write", MAX_ATTEMPTS)


async def test_a_dead_workers_job_is_taken_back(app: App, sessions: Sessions, diary: Diary) -> None:
    async with transaction(sessions) as session:
        await defer(app, session, "write", note="whose worker died")
    dead = await app.job_manager.register_worker()
    assert await app.job_manager.fetch_job(queues=None, worker_id=dead)
    assert await take_back(app) == 0  # it may be working
    await execute(sessions, "UPDATE jobs.procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    assert await take_back(app) == 1
    assert await counted(sessions, "write") == (1, 0, 0)
    await work(app)
    assert diary.runs == ["whose worker died"]


async def test_a_job_that_kills_its_workers_ends_failed(app: App, sessions: Sessions) -> None:
    async with transaction(sessions) as session:
        await defer(app, session, "write")
    for _ in range(MAX_ATTEMPTS):
        dead = await app.job_manager.register_worker()
        assert await app.job_manager.fetch_job(queues=None, worker_id=dead)
        await app.job_manager.unregister_worker(dead)
        assert await take_back(app) == 1
    assert await counted(sessions, "write") == (0, 0, 1)
    assert await take_back_unknown(app) == 0


async def test_a_job_whose_report_was_lost_is_taken_back_from_a_living_worker(app: App, sessions: Sessions) -> None:
    async with transaction(sessions) as session:
        number = await defer(app, session, "write")
    assert number is not None
    living = await app.job_manager.register_worker()
    assert await app.job_manager.fetch_job(queues=None, worker_id=living)
    assert await take_back(app) == 0
    watch = Watch({number: 0.0})  # the monotonic clock is past that
    assert await take_back(app, watch.long_ended()) == 1
    assert watch.ended == {}
    assert await counted(sessions, "write") == (1, 0, 0)


async def test_a_task_of_another_version_fails_and_that_version_takes_it(
    database_url: str, app: App, sessions: Sessions, diary: Diary
) -> None:
    newer = make_app(database_url, (Task("write", diary.write), Task("newest", diary.write)))
    async with transaction(sessions) as session:
        await defer(newer, session, "newest", note="of an upgrade")
    await work(app)
    assert await take_back_unknown(app) == 0
    async with sessions() as session:
        (failed,) = await failed_jobs(session)
        assert (failed.task, failed.attempts) == ("newest", 1)
    async with newer.open_async():
        assert await take_back_unknown(newer) == 1
        await work(newer)
    assert diary.runs == ["of an upgrade"]


async def tick(app: App, at: float) -> None:
    """What a worker started at ``at`` does first with its schedule."""
    del app.periodic_registry.periodic_tasks[jobs_app.PURGE, ""]
    deferrer = PeriodicDeferrer(registry=app.periodic_registry, **app.periodic_defaults)
    await deferrer.defer_jobs(list(deferrer.get_previous_tasks(at=at)))


async def test_what_was_missed_in_three_days_runs_once(
    app: App, database_url: str, sessions: Sessions, diary: Diary
) -> None:
    def again() -> App:
        return make_app(database_url, (Task("hourly", diary.write, "0 * * * *"),))

    began = 1_700_000_000.0
    for at in (began, began + 60, began + 72.5 * HOUR, began + 72.6 * HOUR):
        restarted = again()
        async with restarted.open_async():
            await tick(restarted, at)
            await work(restarted)
    assert diary.runs == [None, None]


async def test_a_tick_is_skipped_while_the_last_one_waits_for_its_next_attempt(
    app: App, database_url: str, sessions: Sessions, diary: Diary
) -> None:
    """Also while one runs: it could not wait again beside another."""
    diary.fails = True
    began = 1_700_000_000.0
    await tick(app, began)
    worker = await app.job_manager.register_worker()
    job = await app.job_manager.fetch_job(queues=None, worker_id=worker)
    assert job is not None
    second = make_app(database_url, (Task("hourly", diary.write, "0 * * * *"),))
    async with second.open_async():
        await tick(second, began + HOUR)
        assert await counted(sessions, "hourly") == (0, 1, 0)
        await second.job_manager.retry_job(job)
        assert await counted(sessions, "hourly") == (1, 0, 0)


async def test_the_worker_runs_what_comes_and_ends_at_once(
    app: App, database_url: str, sessions: Sessions, diary: Diary
) -> None:
    began = asyncio.Event()

    async def endless() -> None:
        began.set()
        await asyncio.Event().wait()

    tasks = (Task("write", diary.write), Task("endless", endless))
    other = make_app(database_url, tasks)
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        running = group.create_task(run_jobs(Work(database_url, tasks)))
        async with transaction(sessions) as session:
            await defer(other, session, "write", note="now")
            await defer(other, session, "endless")
        await began.wait()

        async def written() -> bool:
            return diary.runs == ["now"]

        await until(written)
        running.cancel()
    # what it was at is given back, for whoever works next
    assert await counted(sessions, "endless") == (1, 0, 0)


async def test_the_worker_outlives_its_connections(
    app: App, database_url: str, sessions: Sessions, diary: Diary
) -> None:
    """As when PostgreSQL is restarted."""
    other = make_app(database_url, (Task("write", diary.write),))

    async def noted(note: str) -> None:
        async with transaction(sessions) as session:
            await defer(other, session, "write", note=note)

        async def written() -> bool:
            return note in diary.runs

        await until(written)

    async with asyncio.TaskGroup() as group:
        running = group.create_task(run_jobs(Work(database_url, (Task("write", diary.write),))))
        await noted("before")
        await execute(
            sessions,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        await noted("after")
        running.cancel()


async def test_the_worker_waits_for_its_database_and_ends_without_it(
    server_url: str, database_url: str, diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    name = make_url(database_url).database
    assert name is not None
    tasks = (Task("write", diary.write),)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        running = group.create_task(run_jobs(Work(database_url, tasks)))

        async def says(words: str) -> None:
            async def said() -> bool:
                return words in caplog.text

            await until(said)

        with psycopg.connect(server_url, autocommit=True) as server:

            async def working() -> bool:
                seen = "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = %s AND query ~ 'LISTEN'"
                return server.execute(seen, [name]).fetchone() == (True,)

            await until(working)
            server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            await says("jobs wait, the database is away")
            running.cancel()
            began = asyncio.get_running_loop().time()
            await asyncio.wait([running])
            assert asyncio.get_running_loop().time() - began < 15
    assert running.cancelled()


@pytest.mark.parametrize("by", [-86400.0, 86400.0])
async def test_a_clock_that_jumps_is_noticed(app: App, by: float) -> None:
    """procrastinate reads its schedule by the wall clock: set back, it would wait until that time comes again."""
    moments = iter([0.0, 0.0, by])
    with pytest.raises(ClockJumpedError):
        async with asyncio.timeout(30):
            await keep(app, Watch(), every_seconds=0.0, wall=lambda: time.time() + next(moments))
