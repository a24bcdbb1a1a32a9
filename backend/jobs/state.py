"""What staff see of jobs: for ``hisnik status`` and metrics. Plain SQL: the library need not be imported for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

_STATES = text("""
    SELECT task_name AS task,
        count(*) FILTER (WHERE status = 'todo') AS waiting,
        count(*) FILTER (WHERE status = 'doing') AS running,
        count(*) FILTER (WHERE status = 'failed') AS failed,
        coalesce(extract(epoch FROM clock_timestamp() - min(coalesce(scheduled_at, deferred_at))
            FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, deferred_at) <= clock_timestamp())), 0)::float
            AS overdue_seconds,
        max(ended_at) FILTER (WHERE status = 'succeeded') AS succeeded_at
    FROM jobs.procrastinate_jobs job
    CROSS JOIN LATERAL (
        SELECT min(at) FILTER (WHERE type = 'deferred') AS deferred_at, max(at) AS ended_at
        FROM jobs.procrastinate_events WHERE job_id = job.id
    ) event
    GROUP BY task_name ORDER BY task_name
""")

_FAILED = text("""
    SELECT job.id AS number, task_name AS task, attempts, max(event.at) AS failed_at
    FROM jobs.procrastinate_jobs job JOIN jobs.procrastinate_events event ON event.job_id = job.id
    WHERE status = 'failed' GROUP BY job.id ORDER BY failed_at DESC, job.id DESC LIMIT :limit
""")

_AGAIN = text("""
    UPDATE jobs.procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL
    WHERE id = :number AND status = 'failed' RETURNING id
""")


@dataclass(frozen=True, slots=True)
class TaskState:
    """Jobs of one task. ``overdue_seconds``: so long the oldest that is due waits; 0: none. Ended jobs are kept two days."""

    task: str
    waiting: int
    running: int
    failed: int
    overdue_seconds: float
    succeeded_at: datetime | None


@dataclass(frozen=True, slots=True)
class FailedJob:
    """One that is not tried again. The log says why, under ``job <task> <number> failed``. ``attempts`` below six: no such task
    in the version that fetched it."""

    number: int
    task: str
    attempts: int
    failed_at: datetime


async def task_states(session: AsyncSession) -> list[TaskState]:
    """Of every task that has jobs, also of tasks that this version doesn't know."""
    return [TaskState(**row) for row in (await session.execute(_STATES)).mappings()]


async def failed_jobs(session: AsyncSession, limit: int = 20) -> list[FailedJob]:
    """The latest, newest first; kept for ninety days."""
    return [FailedJob(**row) for row in (await session.execute(_FAILED, {"limit": limit})).mappings()]


async def retry_failed(session: AsyncSession, number: int) -> bool:
    """A failed job waits again, with all its attempts. False: it has not failed, or an open one of its kind does the work."""
    try:
        async with session.begin_nested():
            found = await session.execute(_AGAIN, {"number": number})
            return found.first() is not None
    except IntegrityError:  # one open job of a periodic task: its queueing lock
        return False
